"""How good a coder is: gold that people read out of documents, and figures of how far a coder finds the same."""

from servanda.evaluation.gold import Gold, GoldDocument, GoldError, GoldLink, GoldOutcome, GoldStatement, Period
from servanda.evaluation.read import read_gold
from servanda.evaluation.report import Report
from servanda.evaluation.run import Code, evaluate
from servanda.evaluation.track import FoundLink, FoundOutcome, Passage, Tracked, Tracker

__all__ = [
    "Code",
    "FoundLink",
    "FoundOutcome",
    "Gold",
    "GoldDocument",
    "GoldError",
    "GoldLink",
    "GoldOutcome",
    "GoldStatement",
    "Passage",
    "Period",
    "Report",
    "Tracked",
    "Tracker",
    "evaluate",
    "read_gold",
]
