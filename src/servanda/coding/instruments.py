"""Named agreements, formats, laws and documents that an act concerns."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from servanda.model import Document, Instrument
from servanda.text.view import View

_NAME = r"[A-Z][\w’'.–-]{1,30}(?<![.’'–])"
_TOPIC = (
    rf"(?:\s(?:on|for|against|concerning)\s(?:the\s)?{_NAME}(?:\s(?:and|of|the|in|{_NAME})){{0,8}}"
    r"(?<!\sand)(?<!\sof)(?<!\sthe)(?<!\sin))?"
)
_ORGANS = {"general assembly": "ga", "unga": "ga", "human rights council": "hrc"}


@dataclass(frozen=True, slots=True)
class InstrumentTable:
    """A matcher over all names, with the id and display name behind each pattern."""

    matcher: object
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InstrumentWords:
    """How an instrument is known whose name the table does not hold."""

    named: re.Pattern[str]
    of_place: re.Pattern[str]
    resolution: re.Pattern[str]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class InstrumentHit:
    """An instrument in a text: from `start` to `end` (half-open), with its id and its name."""

    start: int
    end: int
    instrument_id: str
    name: str


@lru_cache(maxsize=1)
def table() -> InstrumentTable:
    """Return the packaged instruments, read once."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    text = files("servanda.ontology").joinpath("instruments.csv").read_text(encoding="utf-8")
    patterns: list[str] = []
    rows: list[tuple[str, str]] = []
    for row in csv.DictReader(text.splitlines()):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            patterns.append(name)
            rows.append((row["instrument_id"], row["name"]))
    return InstrumentTable(AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), tuple(rows))


@lru_cache(maxsize=1)
def instrument_rules() -> dict[str, Any]:
    """Return the table `patterns/instruments.yaml`."""
    import yaml

    text = files("servanda.coding").joinpath("patterns/instruments.yaml").read_text(encoding="utf-8")
    rules: dict[str, Any] = yaml.safe_load(text)
    return rules


@lru_cache(maxsize=1)
def _words() -> InstrumentWords:
    rules = instrument_rules()
    heads, resolution = "|".join(rules["heads"]), rules["resolutions"].replace("~", r"\s")
    first = "|".join(rules["first_heads"])
    return InstrumentWords(
        named=re.compile(rf"(?<![\w’'-])(?P<names>(?:{_NAME}\s){{1,4}}?)(?P<head>{heads})\b{_TOPIC}"),
        of_place=re.compile(rf"(?<![\w’'-])(?:{first})\sof\s{_NAME}(?:\s{_NAME}){{0,2}}"),
        resolution=re.compile(rf"(?<!\w)(?:{resolution})(?![\w/])"),
        generic=frozenset(rules["generic"].split()),
    )


def find_instruments(document: Document, words: View) -> tuple[Instrument, ...]:
    """Return the instruments named in a clean view, each with its true span."""
    return tuple(
        Instrument(name=hit.name, span=document.span(*words.range(hit.start, hit.end)), instrument_id=hit.instrument_id)
        for hit in instruments_in(words.text)
    )


def instruments_in(text: str) -> tuple[InstrumentHit, ...]:
    """Return the instruments that a text names, in order: those of the table, and those known by their form."""
    known = table()
    hits = [
        InstrumentHit(start, end, *known.rows[row])
        for row, start, end in known.matcher.find_matches_as_indexes(text)  # type: ignore[attr-defined]
        if _whole(text, start, end)
    ]
    for hit in (*_resolutions(text), *_named(text)):
        inside = [one for one in hits if one.start < hit.end and hit.start < one.end]
        if not inside:
            hits.append(hit)
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _resolutions(text: str) -> list[InstrumentHit]:
    if "esolution" not in text and "UNSCR" not in text:
        return []
    found = []
    for match in _words().resolution.finditer(text):
        organ = _ORGANS.get((match["organ"] or "").lower(), "ga" if "/" in match["n"] else "sc")
        found.append(InstrumentHit(*match.span(), f"{organ}_resolution_{match['n']}", match[0]))
    return found


def _named(text: str) -> list[InstrumentHit]:
    words, found = _words(), []
    for match in words.named.finditer(text):
        names = match["names"].split()
        while names and names[0] in words.generic:
            names.pop(0)
        if not names:
            continue
        start = match.start() + match["names"].index(names[0])
        label = "_".join((*names, match["head"])).lower().replace("’", "'")
        found.append(InstrumentHit(start, match.end(), label, text[start : match.end()]))
    found += [
        InstrumentHit(*match.span(), "_".join(match[0].lower().split()), match[0])
        for match in words.of_place.finditer(text)
    ]
    return found


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    return not before.isalnum() and not text[end : end + 1].isalnum()
