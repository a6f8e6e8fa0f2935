"""Watch lists: a question that is kept in the ledger and asked again, telling what is new."""

from datetime import datetime

from servanda.desk.ask import Answer, Ask
from servanda.desk.questions import QUESTIONS
from servanda.ledger import Ledger, LedgerError, Watch


def keep(ledger: Ledger, name: str, question: str, ask: Ask, at: datetime) -> Watch:
    """Keep a question under a name.

    Raises:
        LedgerError: if there is no such question, it lacks what it needs, or the name is taken.
    """
    if question not in QUESTIONS:
        raise LedgerError(f"There is no question {question!r}: choose one of {', '.join(QUESTIONS)}.")
    if question == "news" and ask.since is None:
        raise LedgerError("News need a first day: give --since.")
    watch = Watch(name=name, question=question, asked=ask.json(), made=at)
    ledger.add_watch(watch)
    return watch


def run(ledger: Ledger, watch: Watch, at: datetime | None, *, everything: bool = False) -> list[Answer]:
    """Ask a kept question again; return what was not told before, and remember it as told.

    Args:
        ledger: The ledger.
        watch: The question, from `Ledger.watches`.
        at: When it is asked; null to leave what was told as it is.
        everything: Return also what was told before.
    """
    lines = QUESTIONS[watch.question](ledger, Ask.read(watch.asked))
    if at is not None:
        ledger.watch_told(watch.name, (line.id for line in lines), at=at)
    told = set(watch.seen)
    return lines if everything else [line for line in lines if line.id not in told]
