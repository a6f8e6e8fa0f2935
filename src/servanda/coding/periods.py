"""Calendar arithmetic on periods: both ends inclusive, an open side null (the annotation guide, section 5)."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servanda.model.statement import Grain

DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days from `first` to `last`, its grain, and the rule that gave it."""

    first: date | None
    last: date | None
    grain: Grain
    rule: str

    @property
    def months(self) -> int | None:
        """How many whole calendar months it has, null where it does not begin and end with one."""
        if not self.first or not self.last or self.first.day != 1 or (self.last + DAY).day != 1:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def unknown(grain: Grain, rule: str) -> Period:
    """Return a period whose ends are not known."""
    return Period(None, None, grain, rule)


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months on, the month's last day where it has no such day.

    Raises:
        ValueError: if the year is out of range.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9998:
        raise ValueError(f"the year {year} is out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, count: int) -> date:
    """Return the day `count` units on; a unit is hour, day, week, fortnight, month, quarter, year or decade.

    Raises:
        ValueError, OverflowError: if the day is out of range.
    """
    if unit in _MONTHS:
        return add_months(day, count * _MONTHS[unit])
    if unit == "hour":
        whole = -(-abs(count) // 24)
        return day + timedelta(days=whole if count >= 0 else -whole)
    return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def months(first: date, count: int, grain: Grain, rule: str) -> Period:
    """Return the period of `count` months that begins on the first day of a month."""
    return Period(first, add_months(first, count) - DAY, grain, rule)


def year(number: int, rule: str = "year") -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year", rule)


def month(number: int, index: int, rule: str = "month") -> Period:
    """Return month `index` (1–12) of a year."""
    return months(date(number, index, 1), 1, "month", rule)


def one(day: date, rule: str) -> Period:
    """Return the period of a single day."""
    return Period(day, day, "day", rule)


def week(day: date, rule: str) -> Period:
    """Return the ISO week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), "week", rule)


def around(day: date, unit: str, rule: str) -> Period:
    """Return the calendar unit that holds the day: its week, month, quarter, half, year or decade."""
    if unit in ("day", "hour"):
        return one(day, rule)
    if unit in ("week", "fortnight"):
        return week(day, rule)
    if unit == "decade":
        return decade(day.year // 10 * 10, rule)
    size = _MONTHS[unit]
    grains: dict[str, Grain] = {"month": "month", "quarter": "quarter", "half": "half", "year": "year"}
    return months(date(day.year, (day.month - 1) // size * size + 1, 1), size, grains[unit], rule)


def decade(start: int, rule: str = "decade") -> Period:
    """Return the ten calendar years from `start`."""
    return Period(date(start, 1, 1), date(start + 9, 12, 31), "decade", rule)


def third(period: Period, early: int, late: int, rule: str) -> Period:
    """Return the thirds `early` to `late` (0–2) of a period: by months where they divide, else by days."""
    first, last = period.first, period.last
    if not first or not last:
        return replace(period, rule=rule)
    size = period.months
    if size and size % 3 == 0:
        start = add_months(first, size // 3 * early)
        return Period(start, add_months(first, size // 3 * (late + 1)) - DAY, "range", rule)
    # Ten days are a third of a month whatever its length: "early", "mid" and "late" May meet at the 10th and the 20th.
    if period.grain == "month":
        return Period(first + 10 * early * DAY, last if late == 2 else first + (10 * late + 9) * DAY, "range", rule)
    days = (last - first).days + 1
    if days < 3:  # "early on 3 June" is still that day
        return Period(first, last, period.grain, rule)
    return Period(first + days * early // 3 * DAY, first + days * (late + 1) // 3 * DAY - DAY, "range", rule)


def nearest(candidates: Iterable[Period], reference: date, past: bool | None) -> Period | None:
    """Return the candidate nearest to the reference, on the side that the verb's tense gives; null if none is there."""

    def gap(one: Period) -> int:
        return max((_first(one) - reference).days, (reference - _last(one)).days, 0)

    known = [one for one in candidates if one.first and one.last]
    if past:
        return max((one for one in known if _first(one) <= reference), key=_first, default=None)
    if past is False:
        return min((one for one in known if _last(one) >= reference), key=_last, default=None)
    return min(known, key=gap, default=None)


def _first(period: Period) -> date:
    return period.first or date.min


def _last(period: Period) -> date:
    return period.last or date.max
