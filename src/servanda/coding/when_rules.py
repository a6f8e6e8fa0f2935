"""The table of time expressions (`patterns/time_rules.yaml`), each pattern with the function that reads it."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from servanda.coding import when_dates, when_relative
from servanda.coding.periods import unknown
from servanda.coding.when_words import (
    DAY_NAMES,
    MONTH_NAMES,
    NO_REFERENCE,
    SEASONS,
    WORD_LISTS,
    Found,
    Frame,
    NoReferenceError,
    compiled,
    grain_of,
    knowledge,
)

Reader = Callable[[re.Match[str], Frame], Found | None]
_READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        when_dates.iso,
        when_dates.numeric,
        when_dates.days,
        when_dates.weekday_of_month,
        when_dates.month,
        when_dates.near_month,
        when_dates.month_of_event,
        when_dates.season,
        when_dates.quarter,
        when_dates.year,
        when_dates.years,
        when_dates.decade,
        when_dates.decade_word,
        when_dates.century,
        when_dates.fiscal,
        when_dates.near_fiscal,
        when_dates.academic,
        when_relative.relative_day,
        when_relative.overnight,
        when_relative.day_of_month,
        when_relative.weekday,
        when_relative.near_unit,
        when_relative.weekend,
        when_relative.near_units,
        when_relative.ago,
        when_relative.ahead,
        when_relative.within,
        when_relative.after_next,
        when_relative.unit,
        when_relative.now,
        when_relative.unit_end,
        when_relative.vague,
        when_relative.event,
    )
}
_NEEDS_MODIFIER = frozenset(("unit", "century"))


class Rule(NamedTuple):
    """One pattern with its reader and the word classes that a text must have for it."""

    pattern: re.Pattern[str]
    reader: Reader
    needs: frozenset[str]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Return the table `patterns/time_rules.yaml`: `rules` and `not_times`."""
    import yaml

    text = files("servanda.coding").joinpath("patterns/time_rules.yaml").read_text(encoding="utf-8")
    rows: dict[str, Any] = yaml.safe_load(text)
    return rows


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the compiled rules in the table's order."""
    lists = _lists()
    return tuple(
        Rule(
            compiled(row["pattern"], lists, case=row.get("case", False)),
            _READERS[row["reader"]],
            frozenset(row["needs"]),
        )
        for row in table()["rules"]
    )


@lru_cache(maxsize=1)
def _not_times() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    lists = _lists()
    return tuple((compiled(row["pattern"], lists), frozenset(row["needs"])) for row in table()["not_times"])


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    """Return the word classes: most sentences have no word of most of them, and their rules need not be tried."""
    units = ("hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "weekend", "half")
    labels = (
        "article",
        "rule",
        "section",
        "paragraph",
        "chapter",
        "annex",
        "clause",
        "room",
        "flight",
        "route",
        "gate",
        "no",
    )
    events = [row.split()[0].lower() for row in knowledge()["events"]]
    return {
        "month": frozenset((*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "sept")),
        "weekday": frozenset(DAY_NAMES),
        "season": frozenset(SEASONS),
        "quarter": frozenset(("quarter", "q", "h")),
        "fiscal": frozenset(("fiscal", "financial", "fy")),
        "century": frozenset(("century", "midcentury")),
        "academic": frozenset(("academic", "school")),
        "decade": frozenset(("forties", "fifties", "sixties", "seventies", "eighties", "nineties")),
        "unit": frozenset((*units, *(f"{unit}s" for unit in units))),
        "relative": frozenset(
            (
                "today",
                "tonight",
                "yesterday",
                "tomorrow",
                "overnight",
                "now",
                "night",
                "morning",
                "afternoon",
                "evening",
            )
        ),
        "vague": frozenset(("soon", "shortly", "near", "course", "long", "earliest", *(f"{unit}s" for unit in units))),
        "since": frozenset(("since",)),
        "ago": frozenset(("ago",)),
        "hence": frozenset(("hence", "now", "today")),
        "end": frozenset(("end",)),
        "nth": frozenset(("st", "nd", "rd", "th")),
        "every": frozenset(("every", "each", "per", "any", "no")),
        "vote": frozenset(("vote", "votes", "point", "points", "to")),
        "label": frozenset((*labels, *(f"{label}s" for label in labels))),
        "milestone": frozenset(("office", "power", "independence", "joining")),
        "event": frozenset((*events, *(f"{event}s" for event in events))),
    }


_LETTERS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"[0-9]")


def _classes_in(text: str) -> frozenset[str]:
    words = frozenset(_LETTERS.findall(text.lower()))
    found = [name for name, members in _classes().items() if not members.isdisjoint(words)]
    return frozenset((*found, "digit") if _DIGIT.search(text) else found)


def _lists() -> dict[str, str]:
    def words(name: str) -> str:
        return "|".join(row.replace(" ", "~") for row in knowledge()[name])

    return {
        **WORD_LISTS,
        "EVENT": words("events"),
        "MILESTONE": words("milestones"),
        "NOT_DOING": words("not_doings"),
        "NAMED_DAY": words("named_days"),
        "PAPER": words("papers"),
        "NOT_BEFORE": words("not_before"),
    }


def read_all(frame: Frame) -> tuple[list[Found], list[Found]]:
    """Return what the rules read in the frame's text: dated expressions that do not overlap, and all undated ones."""
    classes = _classes_in(frame.text)
    dated: list[Found] = []
    undated: list[Found] = []
    if not classes:
        return dated, undated
    barred = [
        match.span() for pattern, needs in _not_times() if needs <= classes for match in pattern.finditer(frame.text)
    ]
    for pattern, reader, needs in rules():
        if not needs <= classes:
            continue
        for match in pattern.finditer(frame.text):
            if any(start < match.end() and match.start() < end for start, end in barred):
                continue
            made = _read(match, reader, frame)
            if made is not None:
                (undated if made.period.grain in ("event", "open") else dated).append(made)
    return longest(dated), undated


def _read(match: re.Match[str], reader: Reader, frame: Frame) -> Found | None:
    try:
        return reader(match, frame)
    except NoReferenceError:
        period = unknown(grain_of((match.groupdict().get("unit") or "day").lower()), NO_REFERENCE)
        return Found(*match.span(), period, "modifier" if reader.__name__ in _NEEDS_MODIFIER else "nothing")
    except (ValueError, OverflowError, IndexError, StopIteration):
        # 31 June, the year 20000, a fifth Monday: words in the form of a date that are none.
        return None


def longest(found: list[Found]) -> list[Found]:
    """Return those that do not overlap, the longer before the shorter, in text order."""
    kept: list[Found] = []
    taken = bytearray(max((one.end for one in found), default=0))
    for one in sorted(found, key=lambda found: (found.start - found.end, found.start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda found: found.start)
