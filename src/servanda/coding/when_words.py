"""What every time rule shares: the frame of a text, a found expression, and the words of the calendar."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from servanda.coding.numbers import WORDS, number
from servanda.coding.periods import Period, nearest, unknown
from servanda.coding.tense import past_at
from servanda.model.statement import Grain

Need = Literal["nothing", "preposition", "modifier"]
Bound = Literal["by", "until", "before", "within", "over"]
NO_REFERENCE = "no reference date"

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5}

CENTURIES = {
    **{f"{n}th": n for n in range(11, 21)},
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
}

YEAR4 = r"(?:1[5-9]|20|21)[0-9]{2}"
YEAR = rf"{YEAR4}(?![0-9]|,[0-9]|\.[0-9])"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
NEAR = r"(?:last|this~past|past|previous|this~coming|this|current|present|next|coming|upcoming|following)"
WORD_LISTS = {
    "YEAR4": YEAR4,
    "YEAR": YEAR,
    "MONTH": MONTH,
    "NEAR": NEAR,
    "DAY": r"[0-3]?[0-9]",
    "NTH": r"(?:st|nd|rd|th)?",
    "LEFT": r"(?:(?<![\w$€£¥.,/-])|(?<=\bmid-)|(?<=\bend-)|(?<=\blate-)|(?<=\bearly-))",
    "DASH": r"\s{0,2}[-‐‑‒–—]\s{0,2}",
    "COUNT": rf"(?:[0-9]{{1,4}}|{WORDS}|(?:a~)?couple(?:~of)?|an?)",
    "MANY": rf"(?P<n>(?:[0-9]{{1,4}}(?:\.5)?|{WORDS}|an?)(?:~and~a~half)?|(?:a~)?couple(?:~of)?|half~an?)",
    "HALF": r"(?P<half>~and~a~half)?",
    "UNIT": r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)",
    "WEEKDAY": (
        r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.?)"
        r"(?:,?~(?:the~)?))?"
    ),
    "TAIL": rf"(?:,?~?(?:of~)?(?P<y>{YEAR})|,?~(?:of~)?(?P<rel>last|this|next|the~current|the~same|that)~year\b)?",
    "STOP": r"(?:of|on|in|at|for|and|or|to|with|that|which|who|from|by|is|are|was|were|be|has|have|had|will|a|the)",
}
_ARTICLE = re.compile(r"\bthe\s$", re.IGNORECASE)
_NOUN = re.compile(r"\s(?!(?:in|at|on|by|to|for|with|and|as|that)\b)[A-Za-z]{3}")
_SINCE = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:by|until|till|before|than)\s(?:the\s)?$", re.IGNORECASE)
_HALVES = {
    "day": (12, "hour"),
    "week": (84, "hour"),
    "fortnight": (7, "day"),
    "month": (15, "day"),
    "quarter": (45, "day"),
    "year": (6, "month"),
    "decade": (5, "year"),
}
_FISCAL = re.compile(r"\b(?:FY|fiscal|financial)|[0-9]{4}[-–/][0-9]{2}(?![0-9])", re.IGNORECASE)
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "present": 0}


class FiscalYear(NamedTuple):
    """The first month of a country's fiscal year, and whether its number is that of the year in which it ends."""

    country: str
    first_month: int
    named_by_end: bool


CALENDAR_FISCAL = FiscalYear("calendar", 1, False)


@dataclass(frozen=True)
class Frame:
    """A text with what its dates are read by."""

    text: str
    reference: date | None
    country: str | None = None
    us_dates: bool = False
    past: bool | None = None

    def past_at(self, start: int, end: int) -> bool | None:
        """Return the given tense, else the one around the words from `start` to `end`, null where nothing tells.

        "since" looks back whatever the verb; a limit ("by May") looks ahead where there is no verb.
        """
        if self.past is not None:
            return self.past
        before = self.text[max(0, start - 20) : start]
        if _ARTICLE.search(before) and _NOUN.match(self.text, end):
            # "plans for the 9 July summit": the verb says nothing of a date that stands before a noun.
            return None
        if _SINCE.search(before):
            return True
        tense = past_at(self.text, start, end)
        return False if tense is None and _LIMIT.search(before) else tense

    @cached_property
    def fiscal(self) -> FiscalYear:
        """The fiscal year of the bearer's country, else of the country that the text names, else the calendar's."""
        return _fiscal_year_of(self.country, self.text)

    @cached_property
    def today(self) -> date:
        """The reference date; ask only where there is one."""
        if self.reference is None:
            raise NoReferenceError
        return self.reference


class NoReferenceError(ValueError):
    """A relative expression was met, and there is no date to which it is relative."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in a text: where it is, its period, and what it needs beside it to be one.

    `of_year` gives the period in any year where the words name none; `bound` says what kind of limit it sets.
    """

    start: int
    end: int
    period: Period
    need: Need = "nothing"
    of_year: Callable[[int], Period] | None = None
    bound: Bound | None = None

    def mapped(self, start: int, change: Callable[[Period], Period]) -> "Found":
        """Return it begun at `start`, with its period (and that of any year) changed and nothing more needed."""
        of_year = self.of_year
        return replace(
            self,
            start=start,
            period=change(self.period),
            of_year=None if of_year is None else lambda number: change(of_year(number)),
            need="nothing",
        )

    def dated(self, frame: Frame) -> "Found":
        """Return it with the year that is nearest to the reference, on the side of the verb's tense."""
        if self.of_year is None:
            return self
        if frame.reference is None:
            return replace(self, period=unknown(self.period.grain, NO_REFERENCE), of_year=None)
        year, of_year = frame.reference.year, self.of_year
        candidates = [made for n in range(max(1, year - 4), min(9990, year + 5)) if (made := _tried(of_year, n))]
        past = frame.past_at(self.start, self.end)
        found = nearest(candidates, frame.reference, past) or unknown(self.period.grain, "no such date")
        return replace(self, period=found, of_year=None)


def _tried(of_year: Callable[[int], Period], number: int) -> Period | None:
    try:
        return of_year(number)
    except ValueError:  # 29 February
        return None


def compiled(pattern: str, lists: Mapping[str, str] = WORD_LISTS, *, case: bool = False) -> re.Pattern[str]:
    """Return a verbose pattern compiled: `~` stands for a short run of white space, `{NAME}` for a list of words."""
    for name, words in lists.items():
        pattern = pattern.replace("{" + name + "}", words)
    return re.compile(pattern.replace("~", r"(?:\s{1,4})"), re.VERBOSE if case else re.VERBOSE | re.IGNORECASE)


def month_index(word: str) -> int:
    """Return 1–12 for a month's name or abbreviation."""
    return next(i for i, name in enumerate(MONTH_NAMES, start=1) if name.startswith(word.lower().strip(". ")[:3]))


def step(word: str) -> int:
    """Return −1 for "last", 0 for "this", 1 for "next" and words like them."""
    return _STEPS.get(re.split(r"\s+", word.lower())[-1] if word.lower() != "this coming" else "next", 1)


def count_of(words: str) -> int:
    """Return the whole number in a count of time units ("a couple of" is 2).

    Raises:
        ValueError: if the words are no number.
    """
    lowered = " ".join(words.lower().split())
    if "couple" in lowered:
        return 2
    return 1 if lowered in ("a", "an") else int(number(lowered))


def counted(words: str, unit: str) -> tuple[int, str]:
    """Return how many of which unit the words count: "a" and "year and a half" are 18 months.

    Raises:
        ValueError: if the words are no number.
    """
    lowered, whole = " ".join(words.lower().split()), " ".join(unit.lower().split())
    name = whole.removesuffix(" and a half").removesuffix("s")
    half = lowered.endswith((" and a half", ".5")) or lowered.startswith("half") or whole.endswith(" half")
    if not half:
        return count_of(lowered), name
    number_of = lowered.removesuffix(" and a half").removesuffix(".5")
    halves = 1 + (0 if number_of.startswith("half") else 2 * count_of(number_of))
    if name not in _HALVES:  # an hour is the smallest unit: half of one counts as one
        return (halves + 1) // 2, name
    size, smaller = _HALVES[name]
    return halves * size, smaller


def grain_of(unit: str) -> Grain:
    """Return the grain of a unit's name."""
    grains: dict[str, Grain] = {
        "week": "week",
        "fortnight": "week",
        "month": "month",
        "quarter": "quarter",
        "half": "half",
        "year": "year",
        "decade": "decade",
    }
    return grains.get(unit, "day")


@lru_cache(maxsize=1)
def knowledge() -> dict[str, Any]:
    """Return the table `patterns/time.yaml`."""
    import yaml

    text = files("servanda.coding").joinpath("patterns/time.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def fiscal_country(text: str) -> str | None:
    """Return the first country named in the text whose fiscal year is not the calendar's, null where there is none."""
    if not _FISCAL.search(text):
        return None
    return next((country for country, named in _fiscal_names() if named.search(text)), None)


@lru_cache(maxsize=1)
def _fiscal_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [(row["country"], "|".join(map(re.escape, row["words"]))) for row in knowledge()["fiscal_years"]]
    return tuple((country, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for country, words in rows)


def _fiscal_year_of(country: str | None, text: str) -> FiscalYear:
    bearer = country or fiscal_country(text)
    for row in knowledge()["fiscal_years"]:
        if row["country"] == bearer:
            return FiscalYear(row["country"], row["first_month"], row["named_by"] == "end")
    return CALENDAR_FISCAL
