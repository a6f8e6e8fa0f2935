"""Which statements are meant: the same filters for lists and for search."""

from datetime import date
from typing import TypedDict

from sqlalchemy import ColumnElement, Select, select, union_all

from servanda.ledger.tables import collectives, documents, statement_actors, statements


class Filters(TypedDict, total=False):
    """What a statement must be; anything left out or null is not asked for.

    `actor` is an ISO 3166-1 alpha-3 code or an actor's id and finds bearers, also as members of a collective.
    `since` and `until` are days of publication, both inclusive; an undated document is in no such interval.
    `live` false also finds what was retired.
    """

    document: str | None
    force: str | None
    actor: str | None
    event: str | None
    since: date | None
    until: date | None
    live: bool


def statement_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on the statements table."""
    asked = {name: filters.get(name) for name in ("document", "force", "event")}
    found = [statements.c[name] == wanted for name, wanted in asked.items() if wanted is not None]
    if (actor := filters.get("actor")) is not None:
        found.append(statements.c.id.in_(_borne_by(actor)))
    if filters.get("live", True):
        found.append(statements.c.retired.is_(None))
    return [*found, *_interval(filters, statements.c.published)]


def document_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on the documents table."""
    found: list[ColumnElement[bool]] = []
    if (document := filters.get("document")) is not None:
        found.append(documents.c.id == document)
    if filters.get("live", True):
        found.append(documents.c.retired.is_(None))
    return [*found, *_interval(filters, documents.c.published)]


def wants_statements_only(filters: Filters) -> bool:
    """Return whether a filter is set that a document's text cannot meet."""
    return any(filters.get(name) is not None for name in ("force", "actor", "event"))


def _interval(filters: Filters, day: ColumnElement[str]) -> list[ColumnElement[bool]]:
    since, until = filters.get("since"), filters.get("until")
    return [
        *([day >= since.isoformat()] if since else []),
        *([day <= until.isoformat()] if until else []),
    ]


def _borne_by(actor: str) -> Select[str]:
    borne = statement_actors.c
    groups = select(collectives.c.id).where(collectives.c.member == actor)
    ways = (borne.country == actor, borne.actor_id == actor, borne.collective.in_(groups))
    found = union_all(*(select(borne.statement).where(way, borne.role == "actor") for way in ways))
    return select(found.subquery().c.statement)
