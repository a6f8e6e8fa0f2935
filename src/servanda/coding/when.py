"""Times in a text as intervals, by the annotation guide's section 5; no clock is read."""

from dataclasses import dataclass, replace
from datetime import date

from servanda.coding.deadlines import VagueDeadlines, load_vague_deadlines, vague_deadline
from servanda.coding.when_bounds import bounded, joined
from servanda.coding.when_parts import part_of
from servanda.coding.when_rules import longest, read_all
from servanda.coding.when_words import Bound, Found, Frame, compiled
from servanda.model import Span
from servanda.model.statement import Grain, TimeRef

__all__ = [
    "TimeHit",
    "VagueDeadlines",
    "find_deadline",
    "find_times",
    "load_vague_deadlines",
    "vague_deadline",
]

_PRIORITY: tuple[Bound, ...] = ("by", "before", "within", "over", "until")
_DUE = compiled(
    r"\b(?:deadlines?|target~date|due~date|cut-off(?:~date)?|due|expires?|expiry)(?:~(?:is|was|of|on|in|for|set|at|to))*~?$"
)


@dataclass(frozen=True, slots=True)
class TimeHit:
    """A time expression: `start` to `end` (half-open) of the text, and its days `first` to `last`, both inclusive.

    An open or unknown side is null. `bound` tells what limit it sets, null where it sets none.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    grain: Grain
    rule: str
    bound: Bound | None = None

    def ref(self, span: Span | None = None) -> TimeRef:
        """Return it as a `TimeRef` with the given span of the document."""
        return TimeRef(text=self.text, span=span, start=self.first, end=self.last, grain=self.grain, rule=self.rule)


def find_times(
    text: str,
    reference: date | None,
    *,
    country: str | None = None,
    us_dates: bool = False,
    past: bool | None = None,
) -> tuple[TimeHit, ...]:
    """Return the time expressions of a text, in order, none overlapping.

    Args:
        text: a sentence or more; offsets are its code points.
        reference: the date to which "last week" is relative; without one such expressions keep null dates.
        country: the bearer's ISO3 code, for fiscal years; without one the text's words decide.
        us_dates: whether "5/6/2022" is 6 May.
        past: the verb's tense, which puts year-less dates before or after the reference; null: as the text has it.
    """
    frame = Frame(text, reference, country, us_dates, past)
    dated, undated = read_all(frame)
    parts = longest([part_of(found, frame) for found in dated])
    times = bounded(joined(parts, frame), frame)
    taken = [(one.start, one.end) for one in times]
    free = [one for one in undated if not any(start < one.end and one.start < end for start, end in taken)]
    return tuple(_hit(found, text) for found in longest([*times, *free]))


def find_deadline(hits: tuple[TimeHit, ...], text: str) -> TimeHit | None:
    """Return the hit that limits when something is to be done ("by", "before", "within", "over the next"), if any."""
    due = [
        replace(hit, bound="by")
        for hit in hits
        if hit.bound is None and _DUE.search(text[max(0, hit.start - 40) : hit.start])
    ]
    limits = [*due, *(hit for hit in hits if hit.bound is not None)]
    return min(limits, key=lambda hit: (_PRIORITY.index(hit.bound or "until"), hit.start), default=None)


def _hit(found: Found, text: str) -> TimeHit:
    period = found.period
    words = text[found.start : found.end]
    return TimeHit(found.start, found.end, words, period.first, period.last, period.grain, period.rule, found.bound)
