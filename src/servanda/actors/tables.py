"""The data tables as plain rows: countries, metonyms, organisations, memberships, office holders, words."""

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Literal

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the names and adjectives it goes by."""

    iso3: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation or format; `plover` is its code in PLOVER's country field, if it has one.

    `home` is the country of an armed group, party or company; `later` the sector it has from a day on.
    """

    org_id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    plover: str | None
    sector: str | None
    home: str | None = None
    later: tuple[str, date] | None = None

    def sector_on(self, on: date | None) -> str | None:
        """Return the PLOVER sector that the organisation has on this day."""
        return self.later[0] if self.later and on and on >= self.later[1] else self.sector


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place, building or organ that stands for a country ("the Kremlin"); `capital` where it is a city too."""

    name: str
    iso3: str
    sector: str | None
    case_sensitive: bool
    capital: bool


# Offices that several people hold at once in one country or body.
SHARED_OFFICES = frozenset(
    (
        *("head_of_body", "other_minister", "legislator", "ambassador", "commander", "leader_family", "former"),
        *("party_leader", "subnational_head", "business_leader", "cleric", "judge"),
    )
)


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's term in one office; `place` is an ISO3 code or an organisation's id. Both ends are inclusive."""

    place: str
    office: str
    titles: tuple[str, ...]
    sector: str
    holder: str
    aliases: tuple[str, ...]
    qid: str | None
    start: date | None
    end: date | None
    verified_until: date | None
    effective: bool

    @property
    def identity(self) -> str:
        """Return what tells this person from others."""
        if self.office in SHARED_OFFICES - {"head_of_body"}:
            return self.qid or f"person:{self.place}:{self.holder}"
        return self.qid or f"office:{self.place}:{self.office}"

    @property
    def person(self) -> str:
        """Return what is the same for every term of this person: the name, as the table spells it in one way."""
        return self.holder

    def covers(self, on: date) -> bool:
        """Return whether the term holds on this day, as far as it was checked."""
        if self.start and on < self.start:
            return False
        if self.end:
            return on <= self.end
        return self.verified_until is None or on <= self.verified_until


class Tables:
    """All rows of the package's own tables, then of the overlay folders or files, later rows first in doubt."""

    def __init__(self, overlays: tuple[Path, ...] = ()) -> None:
        self._overlays = overlays

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """Return the countries."""
        rows = self._rows("countries")
        return tuple(
            Country(r["iso3"], _parts(r["names"]), _parts(r["adjectives"]), _day(r, "valid_from"), _last(r, "valid_to"))
            for r in rows
        )

    @cached_property
    def metonyms(self) -> tuple[Metonym, ...]:
        """Return the metonyms."""
        return tuple(
            Metonym(
                r["name"],
                r["iso3"],
                r["sector"] or None,
                r.get("case_sensitive", "").lower() in _YES,
                (r.get("note") or "").startswith("capital"),
            )
            for r in self._rows("metonyms")
        )

    @cached_property
    def regions(self) -> tuple[tuple[str, str, bool], ...]:
        """Return the parts of countries, and the peoples in one country: the name, the country, true for a people."""
        return tuple((r["name"], r["iso3"], r["kind"] == "people") for r in self._rows("regions"))

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Return the organisations and formats."""
        return tuple(_organisation(r) for r in self._rows("organisations"))

    @cached_property
    def memberships(self) -> dict[str, tuple[tuple[str, date | None, date | None], ...]]:
        """Return for each organisation its members with the first and last day of each membership."""
        found: dict[str, list[tuple[str, date | None, date | None]]] = {}
        for r in self._rows("memberships"):
            found.setdefault(r["org_id"], []).append((r["iso3"], _day(r, "from"), _last(r, "to")))
        return {org: tuple(rows) for org, rows in found.items()}

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """Return the office holders' terms."""
        own, *added = [[tenure_row(r) for r in csv.DictReader(t.splitlines())] for t in self._texts("offices.csv")]
        rows = [*_superseded(own, [row for rows in added for row in rows])]
        ids: dict[str, set[str]] = {}
        for row in rows:
            ids.setdefault(row.holder, set()).update((row.qid,) if row.qid else ())
        return tuple(row if row.qid else replace(row, qid=_only(ids[row.holder])) for row in rows)

    def words(self, name: Literal["agents", "titles", "nouns"]) -> Any:
        """Return the parsed YAML table of that name; overlays add to a list."""
        loaded = [_yaml(text) for text in self._texts(f"{name}.yaml")]
        if name == "nouns":
            return loaded[-1] if loaded else {}
        return [row for rows in loaded for row in rows or ()]

    def _rows(self, name: str) -> Iterator[Row]:
        for text in self._texts(f"{name}.csv"):
            yield from csv.DictReader(text.splitlines())

    def _texts(self, file: str) -> Iterator[str]:
        own = resources.files("servanda.actors").joinpath("data", file)
        if own.is_file():
            yield own.read_text(encoding="utf-8")
        for overlay in self._overlays:
            path = overlay / file if overlay.is_dir() else overlay
            if path.name == file and path.is_file():
                yield path.read_text(encoding="utf-8")


def _superseded(own: list[Tenure], added: list[Tenure]) -> Iterator[Tenure]:
    """Yield the package's terms and the user's; an open term ends before the user's next holder of that office."""
    nexts: dict[tuple[str, str], list[Tenure]] = {}
    for row in added:
        if row.start and row.office not in SHARED_OFFICES:
            nexts.setdefault((row.place, row.office), []).append(row)
    told = {(row.place, row.office, row.person, row.start) for row in added}
    for row in own:
        if (row.place, row.office, row.person, row.start) in told:
            continue
        later = [n.start for n in nexts.get((row.place, row.office), ()) if n.start and n.person != row.person]
        after = min((day for day in later if row.start and day > row.start), default=None)
        open_end = after is not None and (row.end is None or row.end >= after)
        yield replace(row, end=after - timedelta(days=1)) if after and open_end else row
    yield from added


def _only(found: set[str]) -> str | None:
    """Return the one identifier that other rows give this name, if there is just one."""
    return next(iter(found)) if len(found) == 1 else None


_YES = {"1", "true", "yes", "y"}


_HOME = re.compile(r"\bhome ([A-Z]{3})\b")
_LATER = re.compile(r"\b([A-Z]{3}) from (\d{4}-\d\d-\d\d)")


def _organisation(r: Row) -> Organisation:
    note = r.get("note") or ""
    home = _HOME.search(note)
    later = _LATER.search(note)
    return Organisation(
        org_id=r["org_id"],
        name=r["name"],
        aliases=_parts(r["aliases"]),
        kind=r["kind"],
        plover=r["plover"] or None,
        sector=r["sector"] or None,
        home=home[1] if home else None,
        later=(later[1], date.fromisoformat(later[2])) if later else None,
    )


def tenure_row(r: Row) -> Tenure:
    """Return the term of office that a row of `offices.csv` describes."""
    return Tenure(
        place=r.get("iso3") or r.get("org_id") or "",
        office=r["office"],
        titles=_parts(r["titles"]),
        sector=r["sector"] or "GOV",
        holder=r["holder"],
        aliases=_parts(r["aliases"]),
        qid=r["qid"] or None,
        start=_day(r, "start"),
        end=_last(r, "end"),
        verified_until=_last(r, "verified_until"),
        effective=r.get("effective", "").lower() in _YES,
    )


def _yaml(text: str) -> Any:
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _day(row: Row, field: str) -> date | None:
    """Return the first day of a date that may lack its day or month."""
    parts = _numbers(row, field)
    return date(parts[0], *[*parts[1:], 1, 1][:2]) if parts else None


def _last(row: Row, field: str) -> date | None:
    """Return the last day of a date that may lack its day or month."""
    parts = _numbers(row, field)
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def _numbers(row: Row, field: str) -> list[int]:
    """Return year, month and day as far as the cell gives them.

    Raises:
        ValueError: if the cell is not a date; the message names the row and the field.
    """
    cell = (row.get(field) or "").strip()
    try:
        return [int(part) for part in cell.split("-")] if cell else []
    except ValueError as error:
        raise ValueError(f"{field} {cell!r} in {dict(row)} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from error
