"""Where an item stands against its deadline."""

from collections.abc import Iterable
from datetime import date, timedelta

from servanda.model import Schedule, Statement, TimeRef


def deadline(statements: Iterable[Statement]) -> TimeRef | None:
    """Return the earliest deadline that the statements name; a future time of the act itself counts as one."""
    named = [time for row in statements if (time := _limit(row)) is not None]
    return min(named, key=lambda time: time.end or date.max, default=None)


def schedule(limit: TimeRef | None, as_of: date, fulfilled: date | None) -> Schedule:
    """Return the state on the day `as_of` of something due by `limit` and fulfilled on that day, if ever.

    It is *due* within the day, month, quarter or year that the deadline names, and *overdue* after it.
    """
    if limit is None or limit.end is None:
        return "no_deadline"
    if fulfilled is not None:
        return "met_on_time" if fulfilled <= limit.end else "met_late"
    if as_of > limit.end:
        return "overdue"
    return "due" if as_of >= opening(limit, limit.end) else "not_due"


def _limit(row: Statement) -> TimeRef | None:
    if row.deadline is not None and row.deadline.end is not None:
        return row.deadline
    when = row.when
    ahead = "historical" not in row.aux and row.force != "deed"
    return when if when is not None and when.end is not None and ahead and when.grain != "open" else None


def opening(limit: TimeRef, end: date) -> date:
    """Return the first day of the period in which the deadline falls."""
    if limit.start is not None:
        return limit.start
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 12}.get(limit.grain)
    if months is None:
        return end - timedelta(days=6 if limit.grain == "week" else 0)
    month = (end.month - 1) // months * months + 1
    return date(end.year, month, 1)
