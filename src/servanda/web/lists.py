"""What lists of statements share: the filters in the address, pages, and a statement as a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Query

from servanda.export.marked import citation
from servanda.ledger import Filters
from servanda.ledger.browse import MOST_COUNTED, Told
from servanda.model import DELIVERIES, FORCES, ROOTS, Document, Statement
from servanda.views.decided import Decided, decided
from servanda.web.rendering import Asked
from servanda.web.state import State

PAGE = 30
MOST_PAGES = 100
_WORD = Query(max_length=200)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a list as they stand in its address; values that cannot be are left out."""

    filters: Filters
    query: Mapping[str, str]


def wanted(
    force: Annotated[str, _WORD] = "",
    event: Annotated[str, _WORD] = "",
    actor: Annotated[str, _WORD] = "",
    recipient: Annotated[str, _WORD] = "",
    publisher: Annotated[str, _WORD] = "",
    document: Annotated[str, _WORD] = "",
    topic: Annotated[str, _WORD] = "",
    instrument: Annotated[str, _WORD] = "",
    delivery: Annotated[str, _WORD] = "",
    year: Annotated[str, _WORD] = "",
    since: Annotated[str, _WORD] = "",
    until: Annotated[str, _WORD] = "",
    least: Annotated[str, _WORD] = "",
) -> Wanted:
    """Read the filters of an address."""
    given: dict[str, str] = {
        name: value.replace("\0", "")
        for name, value in (
            ("force", force if force in FORCES else ""),
            ("event", event if event in ROOTS else ""),
            ("delivery", delivery if delivery in DELIVERIES else ""),
            ("actor", actor),
            ("recipient", recipient),
            ("publisher", publisher),
            ("document", document),
            ("topic", topic),
            ("instrument", instrument),
        )
        if value
    }
    filters = Filters(**given)  # type: ignore[typeddict-item]
    first, last = _days(year, since, until)
    if first:
        filters["since"] = first
    if last:
        filters["until"] = last
    if (number := _share(least)) is not None:
        filters["least"] = number
    query = {**given, **{name: text for name, text in (("since", since), ("until", until), ("least", least)) if text}}
    return Wanted(filters, Asked({**query, **({"year": year} if year else {})}))


def _days(year: str, since: str, until: str) -> tuple[date | None, date | None]:
    first, last = day_of(since), day_of(until)
    if len(year) == 4 and year.isascii() and year.isdigit() and year != "0000":
        first, last = first or date(int(year), 1, 1), last or date(int(year), 12, 31)
    return first, last


def day_of(text: str) -> date | None:
    """Return the day that a text names as YYYY-MM-DD; null for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _share(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


@dataclass(frozen=True, slots=True)
class Page:
    """Where in a list one is; `more` where there is another page."""

    number: int
    more: bool
    total: int | None = None

    @property
    def total_words(self) -> str:
        """How many there are, in words that do not say more than was counted."""
        if self.total is None:
            return ""
        return f"more than {MOST_COUNTED:,}" if self.total > MOST_COUNTED else f"{self.total:,}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement on a page: as people left it, with its source and a citation."""

    told: Told
    decided: Decided
    citation: str

    @property
    def statement(self) -> Statement:
        """The statement as it stands."""
        return self.decided.shown


def shown(parts: State, told: Sequence[Told], *, only: str | None = None) -> list[Shown]:
    """Return statements with the decisions on them."""
    said = parts.desk.standing((row.statement.id for row in told), only=only)
    return [Shown(row, decided(row.statement, said.get(row.statement.id, ())), cited(row)) for row in told]


def cited(row: Told) -> str:
    """Return a citation of a statement's words, from what a list knows of its document."""
    span = row.statement.evidence
    day = row.published.isoformat() if row.published else "undated"
    about = [row.publisher or "publisher unknown", f"“{row.title or row.statement.document_name}”", day]
    place = f"characters {span.start}–{span.end} of version {row.statement.document}"
    return f"“{span.shown}” — {', '.join(about)}, {place}."


def flat(rows: Iterable[Shown]) -> list[dict[str, Any]]:
    """Return statements as JSON and CSV give them: the contract's line with source and decisions beside it."""
    return [
        {
            **row.statement.model_dump(mode="json"),
            "published": row.told.published.isoformat() if row.told.published else None,
            "publisher": row.told.publisher,
            "standing": row.decided.standing,
            "decisions": len(row.decided.reviews),
            "citation": row.citation,
        }
        for row in rows
    ]


def about(document: Document) -> dict[str, Any]:
    """Return what JSON and CSV say of a document."""
    wanted_ = ("id", "name", "title", "publisher", "authors", "published", "url", "kind", "language", "sha256", "notes")
    found = document.model_dump(mode="json")
    return {name: found[name] for name in wanted_}


__all__ = ["MOST_PAGES", "PAGE", "Page", "Shown", "Wanted", "about", "citation", "cited", "flat", "shown", "wanted"]
