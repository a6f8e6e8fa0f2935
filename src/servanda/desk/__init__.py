"""What a desk asks of a ledger: the questions behind the command line, Python and the web, each one call."""

from servanda.desk.ask import Answer, Ask
from servanda.desk.questions import QUESTIONS, disagree, news, overdue, promised, takenup, urges
from servanda.desk.series import comparison, drift, items_named
from servanda.desk.watching import keep, run

__all__ = [
    "QUESTIONS",
    "Answer",
    "Ask",
    "comparison",
    "disagree",
    "drift",
    "items_named",
    "keep",
    "news",
    "overdue",
    "promised",
    "run",
    "takenup",
    "urges",
]
