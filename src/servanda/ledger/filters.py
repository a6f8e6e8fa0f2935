"""Which statements are meant: the same filters for lists and for search."""

from datetime import date
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import ColumnElement, Select, Text, exists, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from servanda.ledger.tables import (
    collectives,
    documents,
    outcomes,
    postings,
    statement_actors,
    statement_marks,
    statements,
)

SHOWN = ("seq", "published", "force", "event", "quad")


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


class Some(NamedTuple):
    """Statements that are meant, as a query for their `seq`, `published`, `force`, `event` and `quad`.

    `latest` is the order in which the latest published come first; undated ones come last, their day is null or empty.
    """

    query: Select[Any]
    latest: tuple[ColumnElement[Any], ...]


def meant(filters: Filters, dialect: str) -> Some:
    """Return the query for the statements that are meant.

    Those of an actor, topic or instrument are read from where they are listed by it.
    """
    named = _named(filters)
    if not named or not filters.get("live", True):
        columns = [statements.c.document, statements.c.evidence_start, statements.c.id]
        if _asked(filters):
            columns = [statements.c.seq]
        query = select(*(statements.c[name] for name in SHOWN)).where(*statement_conditions(filters))
        day = statements.c.published.desc()
        return Some(query, (day.nulls_last() if dialect == "postgresql" else day, *(one.desc() for one in columns)))
    posted = postings.c
    asked = [posted[name] == value for name, value in _asked(filters).items()]
    if filters.get("until") and not filters.get("since"):
        asked.append(posted.published != "")
    asked += [*_interval(filters, posted.published), *_under(*named[0])]
    asked += [posted.seq.in_(_seqs(*other)) for other in named[1:]]
    beside = [*_document(filters), *_beside(filters)]
    if beside:
        asked.append(exists().where(statements.c.seq == posted.seq, *beside))
    return Some(select(*(posted[name] for name in SHOWN)).where(*asked), (posted.published.desc(), posted.seq.desc()))


def statement_conditions(filters: Filters, *, walked: bool = False) -> list[ColumnElement[bool]]:
    """Return the conditions on the statements table.

    `walked` says that the first few are wanted in another order than that of a force or an event: then the rows are to
    be walked in that order and picked, not found and sorted.
    """
    columns = {name: Walked(statements.c[name]) if walked else statements.c[name] for name in ("force", "event")}
    found = [columns[name] == value for name, value in _asked(filters).items()]
    found += _document(filters)
    if filters.get("live", True):
        found += [statements.c.seq.in_(_seqs(*one)) for one in _named(filters)]
        found.append(statements.c.retired.is_(None))
    else:
        found += [_names(*one) for one in _named(filters)]
    return [*found, *_interval(filters, statements.c.published), *_beside(filters)]


def _asked(filters: Filters) -> dict[str, str]:
    """Return the force and the event that are asked for."""
    given = {"force": filters.get("force"), "event": filters.get("event")}
    return {name: value for name, value in given.items() if value is not None}


def _named(filters: Filters) -> list[tuple[str, str]]:
    """Return what is asked for by which live statements are listed, the rarest kind first."""
    given = [(name, filters.get(name)) for name in ("instrument", "recipient", "actor", "topic")]
    return [(name, str(key)) for name, key in given if key is not None]


def _under(kind: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return postings.c.kind == kind, postings.c.key == key


def _seqs(kind: str, key: str) -> Select[int]:
    return select(postings.c.seq).where(*_under(kind, key))


def _names(kind: str, key: str) -> ColumnElement[bool]:
    """Return the condition that a statement, live or retired, names this."""
    if kind in ("topic", "instrument"):
        marked = statement_marks.c
        return exists().where(marked.statement == statements.c.id, marked.kind == kind, marked.key == key)
    borne = statement_actors.c
    groups = select(collectives.c.id).where(collectives.c.member == key)
    known = or_(borne.country == key, borne.actor_id == key, borne.collective.in_(groups))
    return exists().where(borne.statement == statements.c.id, borne.role == kind, known)


def _document(filters: Filters) -> list[ColumnElement[bool]]:
    return [statements.c.document == document] if (document := filters.get("document")) is not None else []


def _beside(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on what is known beside a statement: its publisher, outcome and confidence."""
    found: list[ColumnElement[bool]] = []
    if (publisher := filters.get("publisher")) is not None:
        found.append(statements.c.document.in_(select(documents.c.id).where(documents.c.publisher == publisher)))
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


def narrows(filters: Filters) -> bool:
    """Return whether more is asked of a statement than when it was published."""
    names = ("document", "publisher")
    return wants_statements_only(filters) or any(filters.get(name) is not None for name in names)


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
