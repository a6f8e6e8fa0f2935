"""How often what stands in a ledger: by force, event, publisher, year, actor, and who acts toward whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Unpack

from sqlalchemy import ColumnElement, Connection, case, column, func, or_, select
from sqlalchemy import table as named

from servanda.ledger.filters import Filters, statement_conditions, way
from servanda.ledger.ledger import Ledger
from servanda.ledger.query import parse, to_fts5, to_tsquery
from servanda.ledger.search import LANGUAGE
from servanda.ledger.tables import (
    documents,
    items,
    outcomes,
    statement_actors,
    statement_marks,
    statements,
)
from servanda.ledger.write import chunks

# Facets of an answer are counted over its first so many statements.
MOST_FACETED = 2000
# Who acts toward whom is counted over so many statements, the latest.
MOST_PAIRED = 20_000
HOSTILE = (3, 4)
BINDING = ("deed", "agreement", "pledge", "demand", "refusal", "warning")
Counts = list[tuple[str, int]]


class Facets(NamedTuple):
    """How many of some statements have each value; `partial` where there are more than were counted."""

    values: dict[str, Counts]
    counted: int
    partial: bool


class ActorCount(NamedTuple):
    """A country's code, an organisation's or person's id, with a name and how often it bears a statement."""

    key: str
    name: str
    number: int


class Pair(NamedTuple):
    """What one actor did or said toward another: how often, and how often in conflict."""

    source: str
    target: str
    number: int
    conflict: int


class Tally:
    """Counts over a ledger; those over all of it take as long as reading it, so keep them."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def facets(self, words: str = "", **wanted: Unpack[Filters]) -> Facets:
        """Return how the first of the statements that answer are spread."""
        with self._database.reading() as connection:
            ids = _answering(connection, words, wanted)
            partial, ids = len(ids) > MOST_FACETED, ids[:MOST_FACETED]
            counters: dict[str, Counter[str]] = {
                name: Counter() for name in ("force", "event", "publisher", "year", "delivery", "actor")
            }
            for some in chunks(ids):
                _count_columns(connection, some, counters)
                _count_actors(connection, some, counters["actor"])
        return Facets({name: counter.most_common(12) for name, counter in counters.items()}, len(ids), partial)

    def by(self, name: str) -> Counts:
        """Return how many live statements have each value of a column (force, event, document, published)."""
        asked = statements.c[name]
        query = select(asked, func.count()).where(statements.c.retired.is_(None), asked.is_not(None)).group_by(asked)
        with self._database.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query.order_by(func.count().desc(), asked))]

    def months(self) -> list[tuple[str, str, int]]:
        """Return how many live statements of each force were published in each month, in order of time."""
        month = func.substr(statements.c.published, 1, 7).label("month")
        live = (statements.c.retired.is_(None), statements.c.published.is_not(None))
        query = select(month, statements.c.force, func.count()).where(*live).group_by(month, statements.c.force)
        with self._database.reading() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(month))]

    def months_of(self, **wanted: Unpack[Filters]) -> list[tuple[str, str, int]]:
        """Return the same for some statements, the latest `MOST_PAIRED` of them."""
        with self._database.reading() as connection:
            columns = (statements.c.published, statements.c.force)
            conditions = statement_conditions(wanted, walked=way(connection, wanted, MOST_PAIRED))
            order = statements.c.published.desc()
            query = select(*columns).where(*conditions, statements.c.published.is_not(None)).order_by(order)
            found = Counter((row.published[:7], row.force) for row in connection.execute(query.limit(MOST_PAIRED)))
        return [(month, force, count) for (month, force), count in sorted(found.items())]

    def publishers(self) -> Counts:
        """Return how many live documents each publisher has."""
        query = select(documents.c.publisher, func.count()).where(
            documents.c.retired.is_(None), documents.c.publisher.is_not(None)
        )
        query = query.group_by(documents.c.publisher).order_by(func.count().desc(), documents.c.publisher)
        with self._database.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def actors(self) -> list[ActorCount]:
        """Return the bearers that are known, the most spoken of first."""
        borne = statement_actors.c
        key = func.coalesce(borne.country, borne.actor_id).label("key")
        query = (
            select(key, func.min(borne.name).label("name"), func.count(borne.statement.distinct()).label("number"))
            .join(statements, statements.c.id == borne.statement)
            .where(borne.role == "actor", key.is_not(None), statements.c.retired.is_(None))
            .group_by(key)
            .order_by(func.count(borne.statement.distinct()).desc(), key)
        )
        with self._database.reading() as connection:
            return [ActorCount(row.key, row.name, row.number) for row in connection.execute(query)]

    def named(self, kind: str) -> list[ActorCount]:
        """Return the instruments or topics that live statements name, the most named first."""
        marks = statement_marks.c
        query = (
            select(marks.key, func.min(marks.name).label("name"), func.count().label("number"))
            .join(statements, statements.c.id == marks.statement)
            .where(marks.kind == kind, statements.c.retired.is_(None))
            .group_by(marks.key)
            .order_by(func.count().desc(), marks.key)
        )
        with self._database.reading() as connection:
            return [ActorCount(row.key, row.name, row.number) for row in connection.execute(query)]

    def pairs(self, **wanted: Unpack[Filters]) -> list[Pair]:
        """Return who did, promised, asked, refused or threatened something toward whom, over the latest statements."""
        source, target = statement_actors.alias("source"), statement_actors.alias("target")
        one, other = (func.coalesce(side.c.country, side.c.actor_id) for side in (source, target))
        with self._database.reading() as connection:
            conditions = statement_conditions(wanted, walked=way(connection, wanted, MOST_PAIRED))
            latest = statements.c.published.desc()
            some = select(statements.c.id, statements.c.quad).where(*conditions, statements.c.force.in_(BINDING))
            chosen = some.order_by(latest).limit(MOST_PAIRED).subquery()
            hostile: ColumnElement[int] = func.sum(case((chosen.c.quad.in_(HOSTILE), 1), else_=0))
            query = (
                select(one.label("one"), other.label("other"), func.count().label("number"), hostile.label("hostile"))
                .select_from(chosen)
                .join(source, (source.c.statement == chosen.c.id) & (source.c.role == "actor"))
                .join(target, (target.c.statement == chosen.c.id) & (target.c.role == "recipient"))
                .where(one.is_not(None), other.is_not(None), one != other)
                .group_by(one, other)
            )
            return [Pair(row.one, row.other, row.number, row.hostile or 0) for row in connection.execute(query)]

    def outcomes(self) -> tuple[Counts, Counts]:
        """Return how many top items have each delivery, and each schedule."""
        with self._database.reading() as connection:
            found = []
            for name in ("delivery", "schedule"):
                asked = outcomes.c[name]
                query = select(asked, func.count()).join(items, items.c.id == outcomes.c.item)
                query = query.where(items.c.retired.is_(None), outcomes.c.top).group_by(asked)
                found.append([(row[0], row[1]) for row in connection.execute(query.order_by(func.count().desc()))])
        return found[0], found[1]


def _answering(connection: Connection, words: str, wanted: Filters) -> Sequence[str]:
    clauses = parse(words)
    most = MOST_FACETED + 1
    if words.strip() and not clauses:
        return []
    if not clauses:
        conditions = statement_conditions(wanted, walked=way(connection, wanted, most))
        return list(connection.scalars(select(statements.c.id).where(*conditions).limit(most)))
    conditions = statement_conditions(wanted)
    if connection.dialect.name == "sqlite":
        index = named("statements_fts", column("rowid"), column("statements_fts"))
        matches = index.c.statements_fts.op("MATCH")(to_fts5(clauses))
        found = select(index.c.rowid).where(matches).limit(50 * most).subquery()
        query = select(statements.c.id).join(found, found.c.rowid == statements.c.seq)
    else:
        from sqlalchemy import literal_column

        asked = func.to_tsquery(LANGUAGE, to_tsquery(clauses))
        query = select(statements.c.id).where(literal_column("statements.words_fts").op("@@")(asked))
    return list(connection.scalars(query.where(*conditions).limit(most)))


def _count_columns(connection: Connection, ids: Iterable[str], counters: dict[str, Counter[str]]) -> None:
    columns = (
        statements.c.force,
        statements.c.event,
        func.substr(statements.c.published, 1, 4).label("year"),
        documents.c.publisher,
        outcomes.c.delivery,
    )
    query = (
        select(*columns)
        .select_from(statements)
        .join(documents, documents.c.id == statements.c.document)
        .outerjoin(outcomes, outcomes.c.item == statements.c.item)
        .where(statements.c.id.in_(ids))
    )
    for row in connection.execute(query):
        for name in ("force", "event", "publisher", "year", "delivery"):
            if (value := getattr(row, name)) is not None:
                counters[name][value] += 1


def _count_actors(connection: Connection, ids: Iterable[str], counter: Counter[str]) -> None:
    borne = statement_actors.c
    query = select(func.coalesce(borne.country, borne.actor_id)).where(
        borne.role == "actor", borne.statement.in_(ids), or_(borne.country.is_not(None), borne.actor_id.is_not(None))
    )
    counter.update(connection.scalars(query))


__all__ = ["ActorCount", "Facets", "Pair", "Tally"]
