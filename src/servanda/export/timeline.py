"""Where things stand on a timeline: each followed item a lane, what bears on it a dot at its day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.export.entries import Entry
from servanda.model import Relation

WIDTH, LEFT, RIGHT, TOP, LANE = 1060, 350, 1040, 44, 30
MOST_LANES = 40
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Dot:
    """A later statement on a lane; `level` tells dots of one day apart."""

    x: float
    day: date
    relation: Relation
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One item: where it was said, what came of it, and its deadline, `beyond` where that lies past the axis."""

    entry: Entry
    y: int
    x: float
    day: date
    dots: tuple[Dot, ...]
    deadline: float | None
    beyond: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes and ticks in the units of the drawing; `left_out` counts items with nothing but their own day."""

    width: int
    height: int
    left: int
    right: int
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, date], ...]
    left_out: int


def timeline(entries: Sequence[Entry]) -> Timeline | None:
    """Return the timeline of the items that something bears on or that have a deadline; null where there are none."""
    dated = [one for one in entries if one.document.published is not None]
    telling = [one for one in dated if one.evidence or (one.deadline and one.deadline[1])][:MOST_LANES]
    if not telling:
        return None
    axis = _Axis(telling)
    lanes = tuple(_lane(one, TOP + LANE * (at + 1), axis) for at, one in enumerate(telling))
    return Timeline(
        WIDTH, TOP + LANE * (len(lanes) + 1), LEFT, RIGHT, lanes, tuple(axis.ticks()), len(entries) - len(telling)
    )


class _Axis:
    """Days to places: from the first item to the last evidence, with room for the deadlines that are near."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        days = [day for one in entries for day in _days(one)]
        self._first = min(days)
        span = max(7, (max(days) - self._first).days)
        limits = [one.deadline[1] for one in entries if one.deadline and one.deadline[1]]
        near = [day for day in limits if self._first <= day <= self._first + timedelta(days=2 * span)]
        self._days = max(span, *((day - self._first).days for day in near)) if near else span

    def place(self, day: date) -> float:
        share = (day - self._first).days / self._days
        return round(LEFT + 12 + (RIGHT - LEFT - 24) * min(1.0, max(0.0, share)), 1)

    def holds(self, day: date) -> bool:
        return (day - self._first).days <= self._days

    def ticks(self) -> Iterable[tuple[float, date]]:
        step = -(-self._days // _MOST_TICKS)
        for count in range(0, self._days + 1, step):
            day = self._first + timedelta(days=count)
            yield self.place(day), day


def _days(entry: Entry) -> Iterable[date]:
    if entry.document.published is not None:
        yield entry.document.published
    yield from (row.day for row in entry.evidence if row.day is not None)


def _lane(entry: Entry, y: int, axis: _Axis) -> Lane:
    said = entry.document.published or date.min
    dots: dict[tuple[date, str], Dot] = {}
    for row in entry.evidence:
        if row.day is not None and (row.day, row.relation) not in dots:
            dots[row.day, row.relation] = Dot(axis.place(row.day), row.day, row.relation, row.place, row.words)  # type: ignore[arg-type]
    shifted = _apart(sorted(dots.values(), key=lambda dot: (dot.x, dot.relation)))
    limit = entry.deadline[1] if entry.deadline else None
    return Lane(
        entry=entry,
        y=y,
        x=axis.place(said),
        day=said,
        dots=tuple(shifted),
        deadline=axis.place(limit) if limit else None,
        beyond=limit is not None and not axis.holds(limit),
    )


def _apart(dots: Iterable[Dot]) -> Iterable[Dot]:
    """Move dots that would cover each other to the left, the last one staying on its day."""
    from dataclasses import replace

    last = float("inf")
    found = []
    for dot in reversed(list(dots)):
        last = min(dot.x, last - 14)
        found.append(replace(dot, x=round(last, 1)))
    return reversed(found)
