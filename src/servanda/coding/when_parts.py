"""Words before a period that name a part of it: "the end of", "early", "the first half of", "the last week of"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from servanda.coding import periods
from servanda.coding.periods import DAY, Period
from servanda.coding.when_words import ORDINALS, Found, Frame, compiled, count_of

_WINDOW = 60
_THIRDS = {
    **dict.fromkeys(("early", "first", "opening"), (0, 0)),
    **dict.fromkeys(("mid", "middle"), (1, 1)),
    **dict.fromkeys(("late", "latter", "last", "closing", "final"), (2, 2)),
}
Part = Callable[[re.Match[str], Period, date | None], Period]


def part_of(found: Found, frame: Frame) -> Found:
    """Return the part of the found period that the words before it name, else the same."""
    for _ in range(3):
        offset = max(0, found.start - _WINDOW)
        window = frame.text[offset : found.start]
        made = next((made for pattern, part in _PARTS if (made := _applied(pattern, part, found, frame, window))), None)
        if made is None:
            return found
        found = made
    return found


def _applied(pattern: re.Pattern[str], part: Part, found: Found, frame: Frame, window: str) -> Found | None:
    match = pattern.search(window)
    if match is None or (part is _rest and match["within"] and found.need != "modifier"):
        return None
    try:
        changed = found.mapped(
            found.start - len(window) + match.start(), lambda period: part(match, period, frame.reference)
        )
    except (ValueError, OverflowError, KeyError):
        return None
    return replace(changed, bound="within") if part is _rest and match["within"] else changed


def _end(match: re.Match[str], period: Period, reference: date | None) -> Period:
    return period if period.last is None else periods.one(period.last, f"end of {period.rule}")


def _start(match: re.Match[str], period: Period, reference: date | None) -> Period:
    return period if period.first is None else periods.one(period.first, f"start of {period.rule}")


def _third(match: re.Match[str], period: Period, reference: date | None) -> Period:
    name = match["which"].lower()
    first, last = _THIRDS[name]
    if match.groupdict().get("to"):
        last = _THIRDS[match["to"].lower()][1]
    return periods.third(period, first, last, f"{name} {period.rule}")


def _half(match: re.Match[str], period: Period, reference: date | None) -> Period:
    if period.first is None or period.last is None or period.first == period.last:  # half of a day is of that day
        return period
    second, size = match["which"].lower() != "first", period.months
    if size and size % 2 == 0:
        middle = periods.add_months(period.first, size // 2)
    else:
        # The second half of a month begins on the 16th whatever its length.
        middle = period.first + ((period.last - period.first).days + 1) // 2 * DAY
        middle = period.first.replace(day=16) if period.grain == "month" else middle
    rule = f"{'second' if second else 'first'} half of {period.rule}"
    return Period(middle if second else period.first, period.last if second else middle - DAY, "half", rule)


def _units(match: re.Match[str], period: Period, reference: date | None) -> Period:
    if period.first is None or period.last is None:
        return period
    which, unit = match["which"].lower(), match["unit"].lower()
    count = count_of(match["n"]) if match["n"] else 1
    if match["s"] and not match["n"]:
        raise ValueError("how many is not said")
    rule = f"{which} {unit} of {period.rule}"
    if which in ("last", "final", "closing"):
        first = periods.shift(period.last + DAY, unit, -count)
        last = period.last
    else:
        skipped = 0 if which == "opening" else ORDINALS[which] - 1
        first = periods.shift(period.first, unit, skipped)
        last = periods.shift(first, unit, count) - DAY
    if first < period.first or last > period.last:
        raise ValueError("the part is not in the period")
    grain = "range" if count > 1 else periods.around(first, unit, rule).grain
    return Period(first, last, grain, rule)


def _rest(match: re.Match[str], period: Period, reference: date | None) -> Period:
    if reference is None or period.first is None or period.last is None or reference > period.last:
        return period
    return Period(max(reference, period.first), period.last, "range", f"rest of {period.rule}")


def _so_far(match: re.Match[str], period: Period, reference: date | None) -> Period:
    if reference is None or period.first is None or period.last is None or reference < period.first:
        return period
    return Period(period.first, min(reference, period.last), "range", f"earlier {period.rule}")


def _run_to(match: re.Match[str], period: Period, reference: date | None) -> Period:
    if period.last is None or period.months is None:
        raise ValueError("not a stretch of months")
    unit, count = match["unit"].lower(), count_of(match["n"]) if match["n"] else 1
    return Period(periods.shift(period.last + DAY, unit, -count), period.last, "range", f"{count} {unit}s to a date")


def _week(match: re.Match[str], period: Period, reference: date | None) -> Period:
    return period if period.first is None else periods.week(period.first, "week of a day")


_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (compiled(r"\b(?:the~)?(?:very~)?(?:end|close|conclusion)(?:~of~(?:the~)?|~|-)$"), _end),
    (compiled(r"\b(?:the~)?turn~of~(?:the~)?$"), _end),
    (compiled(r"\bthe~(?:past~|last~)?(?P<n>{COUNT}~)?(?P<unit>month|quarter|year)s?~(?:up~)?to~$"), _run_to),
    (compiled(r"\b(?:the~)?(?:very~)?(?:start|beginning|outset|onset|opening)~of~(?:the~)?$"), _start),
    (
        compiled(
            r"\b(?:the~)?(?P<which>early|mid|middle|late|latter)(?:(?:-|~)to(?:-|~)(?P<to>mid|late))?"
            r"(?:~(?:part|days|weeks|months|years|half)~of~(?:the~)?|~(?:in|of|on)~(?:the~)?|~the~|~|-)$"
        ),
        _third,
    ),
    (
        compiled(
            r"\b(?:the~)?(?P<which>first|opening|last|final|closing)~(?:few~)?(?:days|weeks|months|years)~(?:of|in)~(?:the~)?$"
        ),
        _third,
    ),
    (compiled(r"\b(?:the~)?(?P<which>first|second|latter|last|other)~half~(?:of|in)~(?:the~)?$"), _half),
    (
        compiled(
            r"\b(?:the~)?(?P<which>first|second|third|fourth|last|final|opening|closing)~(?P<n>{COUNT}~)?"
            r"(?P<unit>day|week|month|quarter|year)(?P<s>s)?~(?:of|in)~(?:the~)?$"
        ),
        _units,
    ),
    (
        compiled(
            r"\b(?P<within>within~the~)$|\b(?:(?:the~)?(?:rest|remainder|balance)~of|later|later~(?:in|on))~(?:the~)?$"
        ),
        _rest,
    ),
    (compiled(r"\b(?:earlier|so~far|thus~far)~(?:(?:in|on)~)?(?:the~)?$"), _so_far),
    (compiled(r"\b(?:the~)?week~(?:of|beginning|ending|starting)~(?:on~)?(?:the~)?$"), _week),
)
