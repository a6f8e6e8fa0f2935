"""The gazetteer: all names of the tables in one automaton, all words for actors in another."""

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from servanda.actors.fold import folded
from servanda.actors.meaning import Hit, Meaning, MeaningKind, TermHit
from servanda.actors.rules import NameRule, Rules, load_rules
from servanda.actors.tables import Tables, Tenure
from servanda.actors.words import terms

Entry = TypeVar("Entry")
_HYPHEN = re.compile(r"-(\w)")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


class _Automaton(Generic[Entry]):
    """Whole-word, leftmost-longest search for many patterns at once."""

    def __init__(self, entries: dict[str, list[Entry]]) -> None:
        self._patterns = list(entries)
        self._entries = [tuple(found) for found in entries.values()]
        self._search = AhoCorasick(self._patterns, store_patterns=False) if self._patterns else None

    def find(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
        """Yield the longest whole-word matches from left to right, none overlapping another or a range of `taken`."""
        if self._search is None:
            return
        ends = [end for _, end in taken]
        whole = [
            (start, -end, pattern)
            for pattern, start, end in self._search.find_matches_as_indexes(text, overlapping=True)
            if _whole(text, start, end) and not _overlaps(taken, ends, start, end)
        ]
        position = 0
        for start, minus_end, pattern in sorted(whole):
            if start >= position:
                position = -minus_end
                yield start, position, self._entries[pattern]


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether no letter or digit touches the match from outside."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not text[end].isalnum()
    return before and after and not (start and text[start - 1] == "." and text[start - 2 : start - 1].isupper())


def _overlaps(taken: Sequence[tuple[int, int]], ends: list[int], start: int, end: int) -> bool:
    place = bisect_right(ends, start)
    return place < len(taken) and taken[place][0] < end


class Gazetteer:
    """Names and words for actors, with what the tables know of them; built once, never changed."""

    def __init__(self, tables: Tables) -> None:
        self.rules: Rules = load_rules(tables.words("nouns"))
        self.country_names = {c.iso3: c.names[0].removeprefix("the ") for c in tables.countries if c.names}
        self.organisations = {o.org_id: o for o in tables.organisations}
        self._memberships = tables.memberships
        self._by_place = _by_place(tables.tenures)
        self._by_surname = _by_surname(tables.tenures)
        self._names = _Automaton(_name_entries(tables, self.rules))
        self._terms = _Automaton(terms(tables))

    def names(self, text: str) -> list[Hit]:
        """Return the names in a folded text."""
        return [Hit(start, end, meanings) for start, end, meanings in self._names.find(text)]

    def terms(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> list[TermHit]:
        """Return the words for actors outside the ranges `taken` (in order), whatever their case."""
        return [TermHit(start, end, found) for start, end, found in self._terms.find(text.lower(), taken)]

    def display(self, iso3: str) -> str:
        """Return the country's name for people."""
        return self.country_names.get(iso3, iso3)

    def members(self, org_id: str, on: date | None) -> tuple[str, ...] | None:
        """Return the ISO3 codes of the members on that day (without one: the latest known), null if none is known."""
        rows = self._memberships.get(org_id, ())
        kept = sorted({iso3 for iso3, start, end in rows if _holds(start, end, on)})
        return tuple(kept) or None

    def offices(self, place: str) -> tuple[Tenure, ...]:
        """Return all terms of office in a country or organisation."""
        return self._by_place.get(place, ())

    def bearers(self, surname: str) -> tuple[Tenure, ...]:
        """Return the terms of all office holders whose folded name begins or ends with this word."""
        return self._by_surname.get(surname, ())


def gazetteer(overlays: tuple[Path, ...] | None = None) -> Gazetteer:
    """Return the gazetteer of the package's tables with the user's tables laid over them; built once a process.

    Without overlays given, they are the folders that the environment variable SERVANDA_TABLES names.
    """
    return _built(user_tables() if overlays is None else overlays)


@lru_cache(maxsize=8)
def _built(overlays: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(Tables(overlays))


def user_tables() -> tuple[Path, ...]:
    """Return the folders with tables of the user's own.

    Raises:
        ValueError: if one of them is no folder.
    """
    folders = tuple(Path(part) for part in os.environ.get("SERVANDA_TABLES", "").split(os.pathsep) if part)
    missing = next((folder for folder in folders if not folder.is_dir()), None)
    if missing is not None:
        raise ValueError(f"SERVANDA_TABLES names {missing}, which is no folder; write folders that hold offices.csv")
    return folders


def user_tables_version() -> str:
    """Return a hash of the user's own tables; empty where there are none."""
    files = [file for folder in user_tables() for file in sorted(folder.iterdir()) if file.suffix in {".csv", ".yaml"}]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16] if files else ""


def _holds(start: date | None, end: date | None, on: date | None) -> bool:
    if on is None:
        return end is None
    return (start is None or start <= on) and (end is None or on <= end)


def _by_place(tenures: Iterable[Tenure]) -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures:
        found.setdefault(tenure.place, []).append(tenure)
    return {place: tuple(rows) for place, rows in found.items()}


def _by_surname(tenures: Iterable[Tenure]) -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures:
        parts = folded(tenure.holder).split()
        for part in {parts[0], parts[-1]}:
            found.setdefault(part, []).append(tenure)
    return {part: tuple(rows) for part, rows in found.items()}


def _name_entries(tables: Tables, rules: Rules) -> dict[str, list[Meaning]]:
    """Return every spelling with what it can mean."""
    entries: dict[str, list[Meaning]] = {}

    def add(name: str, meaning: Meaning, capitals: bool = True) -> None:
        for spelling in _spellings(name, capitals):
            kept = entries.setdefault(spelling, [])
            if meaning not in kept:
                kept.append(meaning)

    _add_countries(tables, add)
    _add_bodies(tables, add)
    _add_holders(tables, rules, add)
    for rule in rules.names:
        add(rule.name, _rule_meaning(rule))
    return entries


Add = Callable[..., None]


def _add_countries(tables: Tables, add: Add) -> None:
    for country in tables.countries:
        display = country.names[0] if country.names else country.iso3
        for name in country.names:
            add(name, Meaning("country", display, country.iso3))
        for adjective in country.adjectives:
            add(adjective, Meaning("people", display, country.iso3))
    for name, iso3, people in tables.regions:
        add(name, Meaning("region", name, iso3, "CVL" if people and name.endswith("s") else None))
    for metonym in tables.metonyms:
        kind: MeaningKind = "capital" if metonym.capital else "organ"
        add(metonym.name, Meaning(kind, metonym.name, metonym.iso3, metonym.sector))


def _add_bodies(tables: Tables, add: Add) -> None:
    for body in tables.organisations:
        meaning = Meaning("organisation", body.name, body.plover or body.home, body.sector, body.org_id)
        for name in (body.name, *body.aliases):
            add(name, meaning)


def _add_holders(tables: Tables, rules: Rules, add: Add) -> None:
    persons: dict[str, list[Tenure]] = {}
    for tenure in tables.tenures:
        persons.setdefault(tenure.person, []).append(tenure)
    for rows in persons.values():
        for alias in dict.fromkeys(alias for row in rows for alias in (row.holder, *row.aliases)):
            full = " " in alias and alias not in rules.weak
            holder = Meaning("holder", rows[0].holder, tenures=tuple(rows), full=full)
            add(alias, holder, capitals=False)
            if "-" in alias:
                add(_HYPHEN.sub(lambda match: f" {match[1].upper()}", alias), holder, capitals=False)


def _rule_meaning(rule: NameRule) -> Meaning:
    if not rule.countries:
        return Meaning("nothing", rule.name)
    if len(rule.countries) == 1:
        return Meaning("country", rule.name, rule.countries[0], needs=rule.needs)
    return Meaning("group", rule.name, countries=rule.countries, needs=rule.needs)


def _spellings(name: str, capitals: bool) -> Iterator[str]:
    """Yield the folded name without its article and, for headings, in capitals."""
    plain = _ARTICLE.sub("", folded(name))
    if plain:
        yield plain
        if capitals and len(plain) > 3 and plain.upper() != plain:
            yield plain.upper()
