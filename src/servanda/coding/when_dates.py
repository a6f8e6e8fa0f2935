"""Readers of the calendar's expressions: days, months, years, decades, seasons, quarters and fiscal years."""

import re
from collections.abc import Callable
from datetime import date

from servanda.coding import periods
from servanda.coding.numbers import number
from servanda.coding.periods import DAY, Period, unknown
from servanda.coding.when_words import (
    CENTURIES,
    DAY_NAMES,
    ORDINALS,
    SEASONS,
    Found,
    Frame,
    Need,
    month_index,
    step,
)

_TURN = re.compile(r"\bturn\s+of\s+(?:the\s+)?$", re.IGNORECASE)
# These are also verbs, names or particles: without a year beside them only a capital makes them months.
_WORDS_TOO = frozenset(("may", "march", "mar", "august", "dec", "sep", "jan", "jun"))


def iso(match: re.Match[str], frame: Frame) -> Found:
    """Read "2022-05-20"."""
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return Found(match.start(), match.end(), periods.one(day, "date"))


def numeric(match: re.Match[str], frame: Frame) -> Found:
    """Read "20/05/2022" by the publisher's order of day and month, by the other where only that makes a date."""
    year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    first, second = int(match["a"]), int(match["b"])
    month_first = frame.us_dates and match["s"] != "."
    if (first if month_first else second) > 12:
        month_first = not month_first
    day, month = (second, first) if month_first else (first, second)
    rule = "month/day/year" if month_first else "day/month/year"
    return Found(match.start(), match.end(), periods.one(date(year, month, day), rule))


def days(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "20 May", "May 20–24, 2022", "3 June this year"."""
    if not _spelled_as_month(match):
        return None
    month, first = month_index(match["m"]), int(match["d"])
    last = int(match.groupdict().get("e") or first)
    if last < first:
        return None

    def make(year: int) -> Period:
        begin, end = date(year, month, first), date(year, month, last)
        return periods.one(begin, "date") if begin == end else Period(begin, end, "range", "days of a month")

    return _in_year(match, frame, make)


def weekday_of_month(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "the first Monday of June"."""
    index, which = month_index(match["m"]), match["n"].lower()
    weekday = next(i for i, name in enumerate(DAY_NAMES) if name.startswith(match["w"].lower()))

    def make(year: int) -> Period:
        same = [day for n in range(1, 32) if (day := date(year, index, 1) + (n - 1) * DAY).weekday() == weekday]
        same = [day for day in same if day.month == index]
        return periods.one(same[-1] if which == "last" else same[ORDINALS[which] - 1], "weekday of a month")

    return _in_year(match, frame, make)


def month(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "May 2022", "May last year", and "May" with a preposition."""
    if not _spelled_as_month(match):
        return None
    index = month_index(match["m"])
    return _in_year(match, frame, lambda year: periods.month(year, index), "preposition")


def month_of_event(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "the September meeting"."""
    if not _spelled_as_month(match):
        return None
    index = month_index(match["m"])
    return _in_year(match, frame, lambda year: periods.month(year, index))


def near_month(match: re.Match[str], frame: Frame) -> Found:
    """Read "last May", "next March", "this June"."""
    index = month_index(match["m"])
    return _near(match, frame, lambda year: periods.month(year, index))


def season(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "spring 2023", "last summer", "the winter of 2022–23" (which begins in the first of its two years)."""
    name = match["m"].lower()

    def make(year: int) -> Period:
        return periods.months(date(year, SEASONS[name], 1), 3, "range", name)

    return _near(match, frame, make) if match["near"] else _in_year(match, frame, make, "preposition")


def quarter(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "Q3 2023", "H1", "the second quarter"."""
    letter = (match.groupdict().get("letter") or "Q").upper()
    which = match["n"].lower()
    index, size = ORDINALS.get(which) or int(which), 6 if letter == "H" else 3
    if index * size > 12:
        return None

    def make(year: int) -> Period:
        first = date(year, (index - 1) * size + 1, 1)
        return periods.months(first, size, "half" if letter == "H" else "quarter", f"{letter}{index}")

    return _in_year(match, frame, make, "preposition")


def year(match: re.Match[str], frame: Frame) -> Found:
    """Read "2030", a time only with a preposition, after the word "year", or as the subject that opens the text."""
    need: Need = "nothing" if match["named"] or match["opens"] is not None else "preposition"
    return Found(match.start(), match.end(), periods.year(int(match["y"])), need)


def years(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "2021–22" and "2021-2027"."""
    first, last = int(match["y"]), int(match["z"])
    if len(match["z"]) == 2:
        last += first // 100 * 100
    if not first < last <= first + 100:
        return None
    if last == first + 1 and len(match["z"]) == 2 and frame.fiscal.first_month > 1 and not frame.fiscal.named_by_end:
        return Found(match.start(), match.end("z"), _fiscal_year(first, frame), "preposition")
    need: Need = "nothing" if match["named"] or match["alone"] is not None else "preposition"
    return Found(match.start(), match.end("z"), Period(date(first, 1, 1), date(last, 12, 31), "range", "years"), need)


def decade(match: re.Match[str], frame: Frame) -> Found:
    """Read "the 1990s"."""
    start = int(match["y"]) if match["y"] else 1900 + int(match["short"])
    return Found(match.start(), match.end(), periods.decade(start))


def decade_word(match: re.Match[str], frame: Frame) -> Found:
    """Read "the nineties"."""
    return Found(match.start(), match.end(), periods.decade(1900 + int(number(match["word"][:-3] + "y"))))


def century(match: re.Match[str], frame: Frame) -> Found:
    """Read "the century", a time only after "the end of", "mid-century", and "in the nineteenth century"."""
    if match["n"]:
        start = 100 * (CENTURIES[match["n"].lower()] - 1) + 1
        period = Period(date(start, 1, 1), date(start + 99, 12, 31), "range", "century")
        return Found(match.start(), match.end(), period, "preposition")
    start = (frame.today.year - 1) // 100 * 100 + 1
    if _TURN.search(frame.text[: match.start()]) and frame.past_at(*match.span()):
        start -= 100
    if match["mid"]:
        return Found(match.start(), match.end(), periods.year(start + 49, "mid-century"))
    period = Period(date(start, 1, 1), date(start + 99, 12, 31), "range", "century")
    return Found(match.start(), match.end(), period, "modifier")


def fiscal(match: re.Match[str], frame: Frame) -> Found:
    """Read "FY2024", "fiscal year 2023-24"."""
    number = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    if match["pair"] is None and frame.fiscal.named_by_end:
        number -= 1
    return Found(match.start(), match.end(), _fiscal_year(number, frame))


def near_fiscal(match: re.Match[str], frame: Frame) -> Found:
    """Read "this fiscal year", "the next fiscal year", and "the fiscal year" after "the end of"."""
    today = frame.today
    number = today.year if today.month >= frame.fiscal.first_month else today.year - 1
    if not match["near"]:
        return Found(match.start(), match.end(), _fiscal_year(number, frame), "modifier")
    return Found(match.start(), match.end(), _fiscal_year(number + step(match["near"]), frame))


def academic(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "the 2024–25 academic year" and "next school year", September to August."""
    if match["y"]:
        number = int(match["y"])
    else:
        today = frame.today
        number = (today.year if today.month >= 9 else today.year - 1) + step(match["near"])
    period = periods.months(date(number, 9, 1), 12, "year", "academic year, September to August")
    return Found(match.start(), match.end(), period)


def _fiscal_year(number: int, frame: Frame) -> Period:
    rule = f"fiscal year, {frame.fiscal.country}"
    return periods.months(date(number, frame.fiscal.first_month, 1), 12, "year", rule)


def _in_year(match: re.Match[str], frame: Frame, make: Callable[[int], Period], need: Need = "nothing") -> Found | None:
    """Return the found period in the year that the match names, else open to any year."""
    groups = match.groupdict()
    if groups.get("y"):
        return Found(match.start(), match.end(), make(int(groups["y"])))
    sample = unknown(make(2024).grain, "no year")
    if groups.get("rel") in ("the same", "that"):
        return Found(match.start(), match.end(), unknown(sample.grain, "the year of another event"))
    if groups.get("rel"):
        return Found(match.start(), match.end(), make(frame.today.year + step(groups["rel"])))
    return Found(match.start(), match.end(), sample, need, make)


def _near(match: re.Match[str], frame: Frame, make: Callable[[int], Period]) -> Found:
    """Return the closest period wholly before ("last"), at ("this") or wholly after ("next") the reference."""
    side, today = step(match["near"]), frame.today
    made = [make(today.year + n) for n in (-2, -1, 0, 1, 2)]
    if side < 0:
        period = [p for p in made if p.last and p.last < today][-1]
    elif side > 0:
        period = next(p for p in made if p.first and p.first > today)
    else:
        period = next((p for p in made if p.first and p.last and p.first <= today <= p.last), made[2])
    return Found(match.start(), match.end(), period)


def _spelled_as_month(match: re.Match[str]) -> bool:
    word = match["m"].rstrip(".")
    named_year = match.groupdict().get("y") or match.groupdict().get("rel")
    return bool(named_year) or word[0].isupper() or word.lower() not in _WORDS_TOO
