"""Full-text search over the evidence of statements and the text of documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, Table, column, func, literal, literal_column, select
from sqlalchemy import table as named

from servanda.ledger.excerpt import CLOSE, OPEN, excerpt, marked_words
from servanda.ledger.filters import (
    Filters,
    Walked,
    document_conditions,
    narrows,
    statement_conditions,
    wants_statements_only,
)
from servanda.ledger.query import Clause, parse, to_fts5, to_tsquery
from servanda.ledger.records import Hit
from servanda.ledger.tables import documents, statements

# Weighing every answer to a common word takes too long; so many are weighed, the newest rows first, and of so many
# it is asked when they were published. The best of them are looked at.
MOST_WEIGHED = 20_000
MOST_DATED = 40_000
MOST_BEST = 2_000
HEADLINE = f"StartSel={OPEN}, StopSel={CLOSE}, MaxFragments=3, MaxWords=40, MinWords=10"
LANGUAGE: ColumnElement[str] = literal_column("'english'::regconfig")
SHOWN: dict[str, tuple[str, ...]] = {
    "statements": (
        "seq",
        "id",
        "document",
        "document_name",
        "published",
        "force",
        "evidence",
        "evidence_start",
        "evidence_end",
    ),
    "documents": ("seq", "id", "name", "published", "text"),
}
Found = Mapping[str, Any]


def search(connection: Connection, query: str, limit: int, filters: Filters) -> list[Hit]:
    """Return the best statements, then the best documents none of whose statements answered."""
    clauses = parse(query)
    if not clauses or limit < 1:
        return []
    find = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    conditions = statement_conditions(filters)
    picked = select(statements.c.seq).where(*conditions) if narrows(filters) else None
    found = find(connection, statements, clauses, limit, conditions, picked)
    hits = [_statement_hit(row) for row in found]
    if len(hits) < limit and not wants_statements_only(filters):
        seen = {hit.document for hit in hits}
        conditions = [*document_conditions(filters), documents.c.id.not_in(seen)]
        hits += [
            _document_hit(row) for row in find(connection, documents, clauses, limit - len(hits), conditions, None)
        ]
    return hits


def _sqlite(
    connection: Connection,
    table: Table,
    clauses: tuple[Clause, ...],
    limit: int,
    conditions: Sequence[ColumnElement[bool]],
    picked: Select[int] | None,
) -> list[Found]:
    name = f"{table.name}_fts"
    index = named(name, column("rowid"), column(name))
    matches = index.c[name].op("MATCH")(to_fts5(clauses))
    # The limit keeps this query apart: SQLite would else ask the index again for each row that the filters let through.
    answers = select(index.c.rowid.label("seq"), (-func.bm25(index.c[name])).label("score")).where(matches)
    if picked is not None:
        answers = answers.where(Walked(index.c.rowid).in_(picked))
    dated = picked is None and len(conditions) > 1
    weighed = answers.order_by(index.c.rowid.desc()).limit(MOST_DATED if dated else MOST_WEIGHED).subquery()
    most = select(weighed).order_by(weighed.c.score.desc(), weighed.c.seq).limit(max(MOST_BEST, 4 * limit)).subquery()
    scores = _best(connection, table, weighed if dated else most, conditions, limit)
    if not dated and len(scores) < limit:
        scores = _best(connection, table, weighed, conditions, limit)
    whole = func.highlight(index.c[name], 0, OPEN, CLOSE)
    part = func.snippet(index.c[name], 1, OPEN, CLOSE, "…", 64)
    shown = (
        select(*(table.c[one] for one in SHOWN[table.name]), (whole if table is statements else part).label("marked"))
        .select_from(index.join(table, table.c.seq == index.c.rowid))
        .where(matches, index.c.rowid.in_(list(scores)))
    )
    return _ranked(connection.execute(shown).mappings(), scores)


def _best(
    connection: Connection, table: Table, weighed: Subquery, conditions: Sequence[ColumnElement[bool]], limit: int
) -> dict[int, float]:
    """Return the scores of the best rows among those weighed that the conditions let through."""
    best = (
        select(weighed)
        .join(table, table.c.seq == weighed.c.seq)
        .where(*conditions)
        .order_by(weighed.c.score.desc(), weighed.c.seq)
        .limit(limit)
    )
    return {row.seq: row.score for row in connection.execute(best)}


def _postgresql(
    connection: Connection,
    table: Table,
    clauses: tuple[Clause, ...],
    limit: int,
    conditions: Sequence[ColumnElement[bool]],
    picked: Select[int] | None,  # PostgreSQL finds its own way from the conditions
) -> list[Found]:
    words: ColumnElement[Any] = literal_column(f"{table.name}.words_fts")
    asked = func.to_tsquery(LANGUAGE, to_tsquery(clauses))
    weighed = (
        select(table.c.seq, func.ts_rank_cd(words, asked).label("score"))
        .where(words.op("@@")(asked), *conditions)
        .limit(MOST_WEIGHED)
        .subquery()
    )
    best = select(weighed).order_by(weighed.c.score.desc(), weighed.c.seq).limit(limit)
    scores = {row.seq: row.score for row in connection.execute(best)}
    text = table.c.evidence if table is statements else func.left(table.c.text, 200_000)
    marked = func.ts_headline(LANGUAGE, text, asked, literal(HEADLINE)).label("marked")
    shown = select(*(table.c[one] for one in SHOWN[table.name]), marked).where(table.c.seq.in_(list(scores)))
    return _ranked(connection.execute(shown).mappings(), scores)


def _ranked(rows: Any, scores: dict[int, float]) -> list[Found]:
    found = [{**row, "score": float(scores[row["seq"]])} for row in rows]
    return sorted(found, key=lambda row: (-row["score"], row["seq"]))


def _statement_hit(row: Found) -> Hit:
    evidence = row["evidence"]
    _, _, marks = excerpt(evidence, marked_words(row["marked"]), width=len(evidence))
    return Hit(
        document=row["document"],
        document_name=row["document_name"],
        date=_day(row["published"]),
        statement=row["id"],
        force=row["force"],
        start=row["evidence_start"],
        end=row["evidence_end"],
        snippet=evidence,
        marks=marks,
        score=row["score"],
    )


def _document_hit(row: Found) -> Hit:
    start, end, marks = excerpt(row["text"], marked_words(row["marked"]))
    return Hit(
        document=row["id"],
        document_name=row["name"],
        date=_day(row["published"]),
        statement=None,
        force=None,
        start=start,
        end=end,
        snippet=row["text"][start:end],
        marks=marks,
        score=row["score"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
