"""From links to one word: fulfilled, substantially advanced, advanced, restated, contradicted or superseded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from servanda.linking.acts import act_closeness
from servanda.linking.compare import compare
from servanda.linking.doing import ongoing, talks
from servanda.linking.frames import item_frames, later_frames
from servanda.model import Delivery, Document, Item, Link, Statement

RANK: Mapping[Delivery, int] = {
    "fulfilled": 0,
    "substantially_advanced": 1,
    "advanced": 2,
    "restated": 3,
    "no_evidence": 4,
    "superseded": 5,
    "contradicted": 6,
    "cannot_be_assessed": 7,
}
_NEARLY = 0.95
_MOST = 0.6
_SAME_ACT = 0.75
_ENACTED = frozenset(("adopt", "implement"))


class Bearing(NamedTuple):
    """A link that counts, with the day of its evidence, its statement and its document."""

    link: Link
    day: date
    statement: Statement
    document: Document


Judged = tuple[Delivery | None, tuple[str, ...]]


def delivery(item: Item, said: Sequence[Statement], bearing: Sequence[Bearing]) -> Judged:
    """Return the delivery that the links prove, with the reason; null where nothing bears on the item."""
    if not bearing:
        return None, ()
    latest = max(bearing, key=lambda row: (row.day, row.link.score))
    if latest.link.relation == "contradicts":
        return "contradicted", ("the latest evidence contradicts it",)
    if latest.link.relation == "supersedes":
        return "superseded", ("the latest evidence withdraws or replaces it",)
    return _reached(item, said, bearing)


def _reached(item: Item, said: Sequence[Statement], bearing: Sequence[Bearing]) -> Judged:
    every = frozenset(range(max(1, len(item.asks))))
    fulfilling = [row for row in bearing if row.link.relation == "fulfils"]
    whole = [row for row in fulfilling if not _part_of_amount(said, row.statement)]
    covered = _covered(whole)
    if covered >= every:
        return "fulfilled", (f"done as asked: {_count(covered, every)}",)
    if covered:
        return "substantially_advanced", (f"done in part: {_count(covered, every)}",)
    if fulfilling:
        return "substantially_advanced", ("done in part: less than the amount that was named",)
    toward = [row for row in bearing if row.link.relation == "advances"]
    firm = _covered(row for row in toward if _firm(item, said, row.statement))
    if firm >= every:
        return "substantially_advanced", ("a concluded agreement or an enacted measure covers all of it",)
    if toward:
        return "advanced", ("promised, agreed or begun by a bearer, not yet done",)
    return "restated", ("only said again by the bearer",)


def _covered(rows: Iterable[Bearing]) -> frozenset[int]:
    return frozenset(index for row in rows for index in (row.link.asks or (0,)))


def _count(covered: frozenset[int], every: frozenset[int]) -> str:
    return f"{len(covered & every)} of {len(every)} asks"


def _firm(item: Item, said: Sequence[Statement], later: Statement) -> bool:
    """Tell whether the statement is a concluded agreement or an enacted measure on the thing itself, not on talks."""
    for mine, theirs in product(
        (frame for row in said for frame in item_frames(row, item.bearers)), later_frames(later)
    ):
        enacted = later.force == "deed" and theirs.act.family in _ENACTED and not ongoing(later)
        if not enacted and (later.force != "agreement" or talks(theirs) != talks(mine)):
            continue
        match = compare(mine, theirs, lambda _: 1.0)
        if match is not None and match.covered >= _MOST and act_closeness(mine.act, theirs.act) >= _SAME_ACT:
            return True
    return False


def _part_of_amount(said: Sequence[Statement], later: Statement) -> bool:
    """Tell whether the later statement names less of what the item puts an amount on, in the same unit."""
    have = later.amount
    wanted = next((row.amount for row in said if row.amount is not None), None)
    if have is None or wanted is None or (have.kind, have.currency) != (wanted.kind, wanted.currency):
        return False
    return have.unit == wanted.unit and have.value < _NEARLY * wanted.value
