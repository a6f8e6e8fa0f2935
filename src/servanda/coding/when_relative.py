"""Readers of expressions that count from the reference date, and of those that no calendar dates."""

import re
from datetime import date, timedelta

from servanda.coding import periods
from servanda.coding.periods import DAY, Period, unknown
from servanda.coding.when_words import DAY_NAMES, Bound, Found, Frame, counted, step

_OFFSETS = {
    "the day after tomorrow": 2,
    "tomorrow": 1,
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
}
_BACKWARD = re.compile(
    r"\b(?:first|only|ever|highest|lowest|best|worst|biggest|largest|once|times?|deadliest)\b[^.;]{0,40}$"
)
_BOUNDS: dict[str, Bound] = {
    "by": "by",
    "until": "until",
    "before": "before",
    "ahead of": "before",
    "prior to": "before",
}


def relative_day(match: re.Match[str], frame: Frame) -> Found:
    """Read "yesterday", "today", "tomorrow"."""
    word = _plain(match["word"])
    return Found(match.start(), match.end(), periods.one(frame.today + _OFFSETS.get(word, 0) * DAY, word))


def overnight(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "overnight" of the past; of the future it mostly means "at once"."""
    if frame.past_at(*match.span()) is not True:
        return None
    period = Period(frame.today - DAY, frame.today, "range", "last night to today")
    return Found(match.start(), match.end(), period)


def day_of_month(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "on the 20th (of next month)"."""
    near, number, base = match["near"], int(match["d"]), frame.today.replace(day=1)
    if near:
        first = periods.add_months(base, 0 if near.lower() == "the" else step(near))
        return Found(match.start(), match.end(), periods.one(first.replace(day=number), "day of a month"))
    starts = [periods.add_months(base, n) for n in (-2, -1, 0, 1, 2)]
    made = [
        periods.one(first.replace(day=number), "day of a month")
        for first in starts
        if number <= 28 or _has(first, number)
    ]
    return _nearest(match, frame, made)


def weekday(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "Monday", "last Friday", "on Tuesday of next week"."""
    today = frame.today
    index = next(i for i, name in enumerate(DAY_NAMES) if name.startswith(match["w"].lower()))
    monday = today - timedelta(days=today.weekday())
    if match["rel"]:
        return _day(match, monday + timedelta(days=7 * step(match["rel"]) + index))
    if match["near"] is None:
        days = [monday + timedelta(days=7 * n + index) for n in (-1, 0, 1)]
        return _nearest(match, frame, [periods.one(day, "weekday") for day in days])
    side = step(match["near"])
    if side == 0:
        return _day(match, monday + timedelta(days=index))
    distance = (index - today.weekday()) % 7 or 7
    return _day(match, today + timedelta(days=distance if side > 0 else (distance % 7) - 7))


def near_unit(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "last week", "this decade"; with the article, "past" or "coming" it runs to or from the reference."""
    near, unit = _plain(match["near"]), match["unit"].lower()
    if near in ("previous", "following") or (unit == "day" and not near.endswith(("past", "coming"))):
        return None
    today, side = frame.today, step(near)
    if unit == "weekend":
        return Found(match.start(), match.end(), _weekend(frame, side))
    rolling = near in ("past", "this past", "coming", "upcoming", "this coming") or (match["the"] and unit != "quarter")
    if side == 0 or not rolling:
        period = periods.around(periods.shift(today, unit, side), unit, f"{near} {unit}")
        return Found(match.start() + len(match["the"] or ""), match.end(), period)
    return _rolling(match, frame, side, 1, unit)


def weekend(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "over the weekend": the nearest one."""
    return _nearest(match, frame, [_weekend(frame, side) for side in (-1, 0, 1)])


def near_units(match: re.Match[str], frame: Frame) -> Found:
    """Read "the last five years", "the next 30 days"."""
    if match["no"]:
        return Found(match.start(), match.end(), unknown("open", "vague"))
    return _rolling(match, frame, step(match["near"]) or -1, *_counted(match))


def ago(match: re.Match[str], frame: Frame) -> Found:
    """Read "two weeks ago": the calendar unit that lies so many units before that of the reference."""
    if match["no"]:
        return Found(match.start(), match.end(), unknown("open", "vague"))
    count, name = _counted(match)
    if match["today"]:
        shown = match["today"].lower().split()[-1].replace("today", "day")
        day = periods.shift(frame.today, name, -count)
        return Found(match.start(), match.end(), periods.around(day, shown, f"ago this {shown}"))
    return _unit_at(match, frame, -count, name, "ago")


def ahead(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "in three months" of the future: the calendar unit that lies so many units after that of the reference."""
    bare = match[0].lower().startswith("in") and not match.groupdict().get("time")
    before = frame.text[max(0, match.start() - 80) : match.start()]
    if bare and (_BACKWARD.search(before) or frame.past_at(*match.span()) is True):
        return None
    return _unit_at(match, frame, *_counted(match), "ahead")


def within(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "within 90 days" and, of the future, "over five years"; counted from another event it stays undated."""
    groups = match.groupdict()
    if groups.get("over") and frame.past_at(*match.span()) is not False:
        return None
    if groups.get("anchor") == "":  # an empty look-ahead: something other than today follows
        return Found(match.start(), match.end(), unknown("event", "from another event"), bound="within")
    found = _working_days(match, frame) if groups.get("working") else _rolling(match, frame, 1, *_counted(match))
    bound: Bound = "over" if groups.get("over") else "within"
    return Found(found.start, found.end, found.period, bound=bound)


def unit(match: re.Match[str], frame: Frame) -> Found:
    """Read "the year", a time only after "the end of", "later in" and their like."""
    name = match["unit"].lower()
    return Found(match.start(), match.end(), periods.around(frame.today, name, f"this {name}"), "modifier")


def after_next(match: re.Match[str], frame: Frame) -> Found:
    """Read "the week after next", "the year before last"."""
    name, side = match["unit"].lower(), 2 if match["side"].lower().startswith("after") else -2
    period = periods.around(periods.shift(frame.today, name, side), name, f"{name} {_plain(match['side'])}")
    return Found(match.start(), match.end(), period)


def now(match: re.Match[str], frame: Frame) -> Found:
    """Read "now" at the beginning of a range ("from now until 2025")."""
    return Found(match.start(), match.end(), periods.one(frame.today, "now"))


def unit_end(match: re.Match[str], frame: Frame) -> Found | None:
    """Read "year-end" and "year's end 2023"."""
    name = match["unit"].lower()
    period = periods.year(int(match["y"])) if match["y"] else periods.around(frame.today, name, name)
    return (
        None
        if period.last is None
        else Found(match.start(), match.end(), periods.one(period.last, f"end of the {name}"))
    )


def vague(match: re.Match[str], frame: Frame) -> Found:
    """Read "soon", "in the coming months": no interval."""
    return Found(match.start(), match.end(), unknown("open", "vague"))


def event(match: re.Match[str], frame: Frame) -> Found:
    """Read "at the next summit", "since taking office": an event that the text does not date."""
    bound = _BOUNDS.get(_plain(match["prep"]))
    return Found(match.start(), match.end(), unknown("event", "named event"), bound=bound)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _day(match: re.Match[str], day: date) -> Found:
    return Found(match.start(), match.end(), periods.one(day, "weekday"))


def _has(first: date, number: int) -> bool:
    return (first + (number - 1) * DAY).month == first.month


def _nearest(match: re.Match[str], frame: Frame, made: list[Period]) -> Found | None:
    period = periods.nearest(made, frame.today, frame.past_at(*match.span()))
    return None if period is None else Found(match.start(), match.end(), period)


def _weekend(frame: Frame, side: int) -> Period:
    monday = frame.today - timedelta(days=frame.today.weekday()) + timedelta(days=7 * side)
    return Period(monday + 5 * DAY, monday + 6 * DAY, "range", "weekend")


def _counted(match: re.Match[str]) -> tuple[int, str]:
    return counted(match["n"] or "a", match["unit"] + (match.groupdict().get("half") or ""))


def _working_days(match: re.Match[str], frame: Frame) -> Found:
    """Read "within ten working days", Monday to Friday, whatever the holidays."""
    count, name = _counted(match)
    if name != "day":
        raise ValueError(f"a working {name} is no stretch of days")
    weeks, rest = divmod(count, 5)
    last = frame.today + 7 * weeks * DAY
    for _ in range(rest):
        last += (3 if last.weekday() == 4 else 1) * DAY
    return Found(match.start(), match.end(), Period(frame.today, last, "range", f"next {count} working days"))


def _unit_at(match: re.Match[str], frame: Frame, count: int, name: str, rule: str) -> Found:
    day = periods.shift(frame.today, name, count)
    # "a decade ago" speaks of the year ten years back, not of ten years.
    shown = "year" if name == "decade" else name
    return Found(match.start(), match.end(), periods.around(day, shown, f"{name} {rule}"))


def _rolling(match: re.Match[str], frame: Frame, side: int, count: int, name: str) -> Found:
    today, counted = frame.today, name if count == 1 else f"{count} {name}s"
    far = periods.shift(today, name, side * count)
    if side < 0:
        return Found(match.start(), match.end(), Period(far, today, "range", f"last {counted}"))
    return Found(match.start(), match.end(), Period(today, far, "range", f"next {counted}"), bound="over")
