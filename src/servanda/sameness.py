"""The same thing twice: documents and reports of a ledger that were not compared yet are compared with the others."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from servanda.model import Document
from servanda.text.sketch import Sketch, sketch

if TYPE_CHECKING:
    from servanda.ledger import Ledger

RULES = 1
NEARLY = 0.9
_REACH = timedelta(days=31)
_SPAN = timedelta(days=92)


def gather(ledger: "Ledger") -> int:
    """Compare what is new in a ledger; return how many documents that were.

    A document is compared once. What is found is committed some three months of documents at a time, so a stopped run
    goes on where it ended; which documents came first makes no difference.
    """
    heads = {head.id: head for head in ledger.documents()}
    fresh = [heads[key] for key in ledger.unsketched(RULES) if key in heads]
    for part in _spans(fresh):
        _compare(ledger, part, heads)
    return len(fresh)


def _spans(documents: Sequence[Document]) -> list[list[Document]]:
    """Cut documents into stretches of time, those without a date by themselves."""
    spans: list[list[Document]] = [[head for head in documents if head.published is None]]
    for head in sorted((head for head in documents if head.published), key=_day):
        first = spans[-1][0].published if spans[-1] else None
        if first is None or _day(head) - first > _SPAN:
            spans.append([])
        spans[-1].append(head)
    return [span for span in spans if span]


def _compare(ledger: "Ledger", part: Sequence[Document], heads: dict[str, Document]) -> None:
    from servanda.linking.reports import pairs, report

    sketches = {head.id: sketch(_words(ledger.document(head.id))) for head in part}
    copies: dict[tuple[str, str], float] = {}
    own: dict[str, set[str]] = {}
    for key, one in sketches.items():
        for name in (one.digest, *(one.bands if one.bins else ())):
            for other in own.setdefault(name, set()):
                _note(copies, key, one, other, sketches[other], heads)
            own[name].add(key)
        for other, held in ledger.like(one).items():
            _note(copies, key, one, other, held, heads)
    reports: dict[tuple[str, str], float] = {}
    days = [_day(head) for head in part if head.published]
    if days:
        rows = ledger.statements(since=min(days) - _REACH, until=max(days) + _REACH)
        found = [made for row in rows if row.document in heads and (made := report(row, heads[row.document]))]
        reports = {(pair.one, pair.other): pair.score for pair in pairs(found, frozenset(sketches))}
    ledger.put_same(sketches, copies, reports, rules=RULES)


def _note(
    copies: dict[tuple[str, str], float], key: str, one: Sketch, other: str, held: Sketch, heads: dict[str, Document]
) -> None:
    """Keep a pair of documents whose texts are alike: the same text on any day, nearly the same within a month.

    What is nearly the same long after, or alike by less than nine tenths, is mostly a form that was filled in again.
    """
    if key == other or other not in heads:
        return
    score = one.likeness(held)
    first, second = heads[key].published, heads[other].published
    apart = first is not None and second is not None and abs(first - second) > _REACH
    if score == 1.0 or (score >= NEARLY and not apart):
        copies[min(key, other), max(key, other)] = score


def _words(document: Document) -> str:
    return document.clean(0, len(document.text))


def _day(head: Document) -> date:
    return head.published or date.min
