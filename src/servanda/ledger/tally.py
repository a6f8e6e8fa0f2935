"""How often what stands in a ledger: by force, event, publisher, year, actor, and who acts toward whom."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Unpack

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    case,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy import table as named_table

from servanda.ledger.filters import Filters, Walked, meant, narrows, statement_conditions
from servanda.ledger.ledger import Ledger
from servanda.ledger.query import parse, to_fts5, to_tsquery
from servanda.ledger.search import LANGUAGE
from servanda.ledger.tables import (
    documents,
    items,
    outcomes,
    postings,
    statement_actors,
    statement_marks,
    statements,
)
from servanda.ledger.write import chunks

# Facets of an answer are counted over so many of its statements, the latest where the filters alone ask.
MOST_FACETED = 1000
FACETS = ("force", "event", "publisher", "year", "delivery", "actor")
MOST_VALUES = 12
# Who acts toward whom is counted over so many statements, the latest; of one actor, topic or the like over fewer.
MOST_PAIRED = 20_000
MOST_PAIRED_OF = 5_000
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
        """Return how some of the statements that answer are spread."""
        with self._database.reading() as connection:
            answers = _answering(connection, words, wanted)
            rows = [] if answers is None else connection.execute(_spread(answers)).all()
        values: dict[str, Counts] = {name: [] for name in FACETS}
        for row in sorted(rows, key=lambda row: -row.number):
            if row.value is not None and row.name in values and len(values[row.name]) < MOST_VALUES:
                values[row.name].append((row.value, row.number))
        counted = sum(row.number for row in rows if row.name == "force")
        return Facets(values, counted, any(row.name == "more" for row in rows))

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
            query, latest = meant(wanted, connection.dialect.name)
            told = query.selected_columns
            query = query.with_only_columns(told.published, told.force).where(told.published > "")
            some = query.order_by(latest[0]).limit(MOST_PAIRED).subquery()
            month = func.substr(some.c.published, 1, 7)
            counted = select(month, some.c.force, func.count()).group_by(month, some.c.force)
            return sorted((row[0], row[1], row[2]) for row in connection.execute(counted))

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
        with self._database.reading() as connection:
            return _named(connection, "actor", postings.c.own == 1)

    def named(self, kind: str) -> list[ActorCount]:
        """Return the instruments or topics that live statements name, the most named first."""
        with self._database.reading() as connection:
            return _named(connection, kind)

    def pairs(self, **wanted: Unpack[Filters]) -> list[Pair]:
        """Return who did, promised, asked, refused or threatened something toward whom, over the latest statements."""
        source, target = postings.alias("source"), postings.alias("target")
        one, other = source.c.key, target.c.key
        with self._database.reading() as connection:
            query, latest = meant(wanted, connection.dialect.name)
            told = query.selected_columns
            query = query.with_only_columns(told.seq, told.quad).where(told.force.in_(BINDING))
            chosen = query.order_by(*latest).limit(MOST_PAIRED_OF if wanted else MOST_PAIRED).subquery()
            hostile: ColumnElement[int] = func.sum(case((chosen.c.quad.in_(HOSTILE), 1), else_=0))
            paired = (
                select(one.label("one"), other.label("other"), func.count().label("number"), hostile.label("hostile"))
                .select_from(chosen)
                .join(source, _own(source, chosen.c.seq, "actor"))
                .join(target, _own(target, chosen.c.seq, "recipient"))
                .where(one != other)
                .group_by(one, other)
            )
            return [Pair(row.one, row.other, row.number, row.hostile or 0) for row in connection.execute(paired)]

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


def _own(names: FromClause, seq: ColumnElement[int], kind: str) -> ColumnElement[bool]:
    return (names.c.seq == seq) & (names.c.kind == kind) & (names.c.own == 1)


def _named(connection: Connection, kind: str, *conditions: ColumnElement[bool]) -> list[ActorCount]:
    """Return the keys of a kind with the name that the first statement gives each, the most named first."""
    key, number, first = postings.c.key, func.count().label("number"), func.min(postings.c.seq).label("first")
    query = select(key, number, first).where(postings.c.kind == kind, *conditions).group_by(key)
    rows = connection.execute(query.order_by(number.desc(), key)).all()
    names = _names(connection, kind, [row.first for row in rows])
    return [ActorCount(row.key, names.get((row.first, row.key), row.key), row.number) for row in rows]


def _names(connection: Connection, kind: str, seqs: Iterable[int]) -> dict[tuple[int, str], str]:
    """Return how statements name what they name, by their place and the key."""
    borne, marked = statement_actors.c, statement_marks.c
    if kind == "actor":
        named = select(statements.c.seq, func.coalesce(borne.country, borne.actor_id).label("key"), borne.name)
        named = named.join(statement_actors, borne.statement == statements.c.id).where(borne.role == "actor")
    else:
        named = select(statements.c.seq, marked.key, marked.name)
        named = named.join(statement_marks, marked.statement == statements.c.id).where(marked.kind == kind)
    found = {}
    for these in chunks(seqs):
        for row in connection.execute(named.where(statements.c.seq.in_(these))):
            found[row.seq, row.key] = row.name
    return found


def _answering(connection: Connection, words: str, wanted: Filters) -> Select[int] | None:
    """Return the query for statements that answer, one more than facets are counted of; None for none."""
    clauses = parse(words)
    most = MOST_FACETED + 1
    if words.strip() and not clauses:
        return None
    if not clauses:
        query, latest = meant(wanted, connection.dialect.name)
        return query.with_only_columns(query.selected_columns.seq).order_by(*latest).limit(most)
    conditions = statement_conditions(wanted)
    if connection.dialect.name == "sqlite":
        index = named_table("statements_fts", column("rowid"), column("statements_fts"))
        matches = index.c.statements_fts.op("MATCH")(to_fts5(clauses))
        hits = select(index.c.rowid).where(matches)
        if narrows(wanted):
            hits = hits.where(Walked(index.c.rowid).in_(select(statements.c.seq).where(*conditions))).limit(most)
        found = (hits if narrows(wanted) else hits.limit(50 * most)).subquery()
        answers = select(statements.c.seq).join(found, found.c.rowid == statements.c.seq)
    else:
        from sqlalchemy import literal_column

        asked = func.to_tsquery(LANGUAGE, to_tsquery(clauses))
        answers = select(statements.c.seq).where(literal_column("statements.words_fts").op("@@")(asked))
    return answers.where(*conditions).limit(most)


def _spread(answers: Select[int]) -> CompoundSelect[Any]:
    """Return the query that counts the values of each facet, and says whether there is more than was counted."""
    every = answers.cte("every").prefix_with("MATERIALIZED", dialect="postgresql")
    chosen = select(every.c.seq).limit(MOST_FACETED).cte("chosen")
    columns = {
        "force": statements.c.force,
        "event": statements.c.event,
        "publisher": documents.c.publisher,
        "year": func.substr(statements.c.published, 1, 4),
        "delivery": outcomes.c.delivery,
    }
    told = (
        select(*(one.label(name) for name, one in columns.items()))
        .select_from(chosen)
        .join(statements, statements.c.seq == chosen.c.seq)
        .join(documents, documents.c.id == statements.c.document)
        .outerjoin(outcomes, outcomes.c.item == statements.c.item)
        .cte("told")
    )
    borne = postings.c.key.label("value")
    bearers = select(literal("actor").label("name"), borne, func.count().label("number")).select_from(chosen)
    bearers = bearers.join(postings, _own(postings, chosen.c.seq, "actor")).group_by(borne)
    counts = [select(literal(name), told.c[name], func.count()).group_by(told.c[name]) for name in columns]
    more = select(literal("more"), literal("yes"), literal(1)).where(
        select(func.count()).select_from(every).scalar_subquery() > MOST_FACETED
    )
    return union_all(bearers, *counts, more)


__all__ = ["ActorCount", "Facets", "Pair", "Tally"]
