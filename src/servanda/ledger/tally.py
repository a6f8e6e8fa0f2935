"""How often what stands in a ledger: by force, event, publisher, year, actor, and who acts toward whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Unpack

from sqlalchemy import ColumnElement, Connection, FromClause, case, column, func, select
from sqlalchemy import table as named_table

from servanda.ledger.filters import Filters, meant, statement_conditions
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

# Facets of an answer are counted over its first so many statements.
MOST_FACETED = 2000
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
        """Return how the first of the statements that answer are spread."""
        with self._database.reading() as connection:
            found = _answering(connection, words, wanted)
            partial, found = len(found) > MOST_FACETED, found[:MOST_FACETED]
            counters: dict[str, Counter[str]] = {
                name: Counter() for name in ("force", "event", "publisher", "year", "delivery", "actor")
            }
            for these in chunks(found):
                _count_columns(connection, these, counters)
                _count_actors(connection, these, counters["actor"])
        return Facets({name: counter.most_common(12) for name, counter in counters.items()}, len(found), partial)

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
            query, latest = meant(wanted, connection.dialect.name, walked=True)
            told = query.selected_columns
            query = query.with_only_columns(told.published, told.force).where(told.published > "").order_by(*latest)
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
            query, latest = meant(wanted, connection.dialect.name, walked=True)
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


def _answering(connection: Connection, words: str, wanted: Filters) -> Sequence[int]:
    clauses = parse(words)
    most = MOST_FACETED + 1
    if words.strip() and not clauses:
        return []
    if not clauses:
        query = meant(wanted, connection.dialect.name, walked=True).query
        return list(connection.scalars(query.with_only_columns(query.selected_columns.seq).limit(most)))
    conditions = statement_conditions(wanted)
    if connection.dialect.name == "sqlite":
        index = named_table("statements_fts", column("rowid"), column("statements_fts"))
        matches = index.c.statements_fts.op("MATCH")(to_fts5(clauses))
        found = select(index.c.rowid).where(matches).limit(50 * most).subquery()
        answers = select(statements.c.seq).join(found, found.c.rowid == statements.c.seq)
    else:
        from sqlalchemy import literal_column

        asked = func.to_tsquery(LANGUAGE, to_tsquery(clauses))
        answers = select(statements.c.seq).where(literal_column("statements.words_fts").op("@@")(asked))
    return list(connection.scalars(answers.where(*conditions).limit(most)))


def _count_columns(connection: Connection, seqs: Iterable[int], counters: dict[str, Counter[str]]) -> None:
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
        .where(statements.c.seq.in_(seqs))
    )
    for row in connection.execute(query):
        for name in ("force", "event", "publisher", "year", "delivery"):
            if (value := getattr(row, name)) is not None:
                counters[name][value] += 1


def _count_actors(connection: Connection, seqs: Iterable[int], counter: Counter[str]) -> None:
    named = (postings.c.kind == "actor", postings.c.own == 1, postings.c.seq.in_(seqs))
    counter.update(connection.scalars(select(postings.c.key).where(*named)))


__all__ = ["ActorCount", "Facets", "Pair", "Tally"]
