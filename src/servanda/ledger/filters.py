"""Which statements are meant: the same filters for lists and for search."""

from datetime import date
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Select, Text, exists, func, or_, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from servanda.ledger.tables import collectives, documents, outcomes, statement_actors, statement_marks, statements

# Of so many statements the first few are found sooner by walking all in order than by sorting these.
MANY = 3000


class Filters(TypedDict, total=False):
    """What a statement must be; anything left out or null is not asked for.

    `actor` is an ISO 3166-1 alpha-3 code or an actor's id and finds bearers, also as members of a collective.
    `since` and `until` are days of publication, both inclusive; an undated document is in no such interval.
    `live` false also finds what was retired. `recipient` is as `actor`. `topic` and `instrument` are ids, `delivery`
    is what became of the item that a statement is followed in, `least` the lowest confidence.
    """

    document: str | None
    force: str | None
    actor: str | None
    event: str | None
    since: date | None
    until: date | None
    live: bool
    publisher: str | None
    recipient: str | None
    topic: str | None
    instrument: str | None
    delivery: str | None
    least: float | None


def statement_conditions(filters: Filters, *, walked: str | None = None) -> list[ColumnElement[bool]]:
    """Return the conditions on the statements table.

    `walked` is the dialect's name where the first few of many are wanted in order: then the rows are to be walked in
    that order and picked, not found one by one and sorted.
    """
    actor = filters.get("actor")
    # An actor is rarer than a force or an event, so these are looked up in no index where an actor is asked for.
    other = Walked if actor or walked else _same
    asked = {name: filters.get(name) for name in ("force", "event")}
    found = [other(statements.c[name]) == wanted for name, wanted in asked.items() if wanted is not None]
    if (document := filters.get("document")) is not None:
        found.append(statements.c.document == document)
    if actor is not None and walked == "postgresql":
        found.append(exists().where(statement_actors.c.statement == statements.c.id, *_bears(actor)))
    elif actor is not None:
        found.append((Walked if walked else _same)(statements.c.id).in_(_borne_by(actor)))
    if filters.get("live", True):
        found.append(statements.c.retired.is_(None))
    return [*found, *_interval(filters, statements.c.published), *_further(filters)]


def _further(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions that other tables than the statements' own answer."""
    found: list[ColumnElement[bool]] = []
    if (publisher := filters.get("publisher")) is not None:
        found.append(statements.c.document.in_(select(documents.c.id).where(documents.c.publisher == publisher)))
    if (recipient := filters.get("recipient")) is not None:
        found.append(statements.c.id.in_(_borne_by(recipient, "recipient")))
    for kind in ("topic", "instrument"):
        if (key := filters.get(kind)) is not None:
            same = (statement_marks.c.kind == kind, statement_marks.c.key == key)
            found.append(statements.c.id.in_(select(statement_marks.c.statement).where(*same)))
    if (delivery := filters.get("delivery")) is not None:
        found.append(statements.c.item.in_(select(outcomes.c.item).where(outcomes.c.delivery == delivery)))
    if (least := filters.get("least")) is not None:
        found.append(statements.c.confidence >= least)
    return found


def document_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on the documents table."""
    found: list[ColumnElement[bool]] = []
    if (document := filters.get("document")) is not None:
        found.append(documents.c.id == document)
    if filters.get("live", True):
        found.append(documents.c.retired.is_(None))
    if (publisher := filters.get("publisher")) is not None:
        found.append(documents.c.publisher == publisher)
    return [*found, *_interval(filters, documents.c.published)]


def wants_statements_only(filters: Filters) -> bool:
    """Return whether a filter is set that a document's text cannot meet."""
    names = ("force", "actor", "event", "recipient", "topic", "instrument", "delivery", "least")
    return any(filters.get(name) is not None for name in names)


def _interval(filters: Filters, day: ColumnElement[str]) -> list[ColumnElement[bool]]:
    since, until = filters.get("since"), filters.get("until")
    return [
        *([day >= since.isoformat()] if since else []),
        *([day <= until.isoformat()] if until else []),
    ]


class Walked(FunctionElement[str]):
    """A column as an expression, which SQLite compares while it walks the rows and does not look up in an index."""

    type = Text()
    inherit_cache = True


@compiles(Walked)
def _plain(element: Walked, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)


@compiles(Walked, "sqlite")
def _signed(element: Walked, compiler: SQLCompiler, **more: Any) -> str:
    return f"+{compiler.process(element.clauses, **more)}"


def _same(column: ColumnElement[str]) -> ColumnElement[str]:
    return column


def way(connection: Connection, filters: Filters, limit: int | None) -> str | None:
    """Return the dialect's name where walking is the faster way to the first `limit` statements, else null."""
    if limit is None or filters.get("document") is not None:
        return None
    if (actor := filters.get("actor")) is not None:
        some = _borne_by(actor).limit(MANY).subquery()
        if (connection.scalar(select(func.count()).select_from(some)) or 0) < MANY:
            return None
    return connection.dialect.name


def _bears(actor: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    borne = statement_actors.c
    groups = select(collectives.c.id).where(collectives.c.member == actor)
    return borne.role == "actor", or_(borne.country == actor, borne.actor_id == actor, borne.collective.in_(groups))


def _borne_by(actor: str, role: str = "actor") -> Select[str]:
    borne = statement_actors.c
    groups = select(collectives.c.id).where(collectives.c.member == actor)
    ways = (borne.country == actor, borne.actor_id == actor, borne.collective.in_(groups))
    found = union_all(*(select(borne.statement).where(way, borne.role == role) for way in ways))
    return select(found.subquery().c.statement)
