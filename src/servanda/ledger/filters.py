"""Which statements are meant: the same filters for lists and for search."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Select, Text, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

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


def statement_conditions(filters: Filters, *, first: bool = False) -> list[ColumnElement[bool]]:
    """Return the conditions on the statements table; `first` where only the first few in order are wanted."""
    column: Callable[[ColumnElement[str]], ColumnElement[str]] = Walked if first else lambda same: same
    asked = {name: filters.get(name) for name in ("force", "event")}
    found = [column(statements.c[name]) == wanted for name, wanted in asked.items() if wanted is not None]
    if (document := filters.get("document")) is not None:
        found.append(statements.c.document == document)
    if (actor := filters.get("actor")) is not None:
        found.append(column(statements.c.id).in_(_borne_by(actor)))
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


class Walked(FunctionElement[str]):
    """A column by which rows are picked while they are walked in order, not looked up one by one and then sorted.

    PostgreSQL knows how often a value occurs and chooses by itself; SQLite does not look up an expression.
    """

    type = Text()
    inherit_cache = True


@compiles(Walked)
def _plain(element: Walked, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)


@compiles(Walked, "sqlite")
def _signed(element: Walked, compiler: SQLCompiler, **more: Any) -> str:
    return f"+{compiler.process(element.clauses, **more)}"


def _borne_by(actor: str) -> Select[str]:
    borne = statement_actors.c
    groups = select(collectives.c.id).where(collectives.c.member == actor)
    ways = (borne.country == actor, borne.actor_id == actor, borne.collective.in_(groups))
    found = union_all(*(select(borne.statement).where(way, borne.role == "actor") for way in ways))
    return select(found.subquery().c.statement)
