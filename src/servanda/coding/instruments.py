"""Named agreements, formats, laws and documents that an act concerns."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from servanda.model import Document, Instrument
from servanda.text.view import View


@dataclass(frozen=True, slots=True)
class InstrumentTable:
    """A matcher over all names, with the id and display name behind each pattern."""

    matcher: object
    rows: tuple[tuple[str, str], ...]


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


def find_instruments(document: Document, words: View) -> tuple[Instrument, ...]:
    """Return the instruments named in a clean view, each with its true span."""
    known = table()
    found: list[Instrument] = []
    for row, start, end in known.matcher.find_matches_as_indexes(words.text):  # type: ignore[attr-defined]
        if _whole(words.text, start, end):
            instrument_id, name = known.rows[row]
            span = document.span(*words.range(start, end))
            found.append(Instrument(name=name, span=span, instrument_id=instrument_id))
    return tuple(found)


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    return not before.isalnum() and not text[end : end + 1].isalnum()
