"""Read-only questions to a ledger, answered in plain rows."""

from servanda.views.links import LinkRow, links_view
from servanda.views.scorecard import MemberRow, ScoreRow, knowledge, scorecard
from servanda.views.store import Memory, Store, tracked

__all__ = ["LinkRow", "MemberRow", "Memory", "ScoreRow", "Store", "knowledge", "links_view", "scorecard", "tracked"]
