"""How a coded document is written: what is new is added, what changed is updated, what is gone is retired."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Table, bindparam, delete, insert, select, update
from sqlalchemy.sql.compiler import SQLCompiler

from servanda.ledger import codec, follow
from servanda.ledger.codec import Row
from servanda.ledger.errors import LedgerError
from servanda.ledger.records import Run, Stored, StoreOutcome
from servanda.ledger.tables import (
    collectives,
    documents,
    item_statements,
    items,
    postings,
    runs,
    statement_actors,
    statement_marks,
    statements,
    tracked,
)
from servanda.model import Document, Item, Statement

# What a person added is no coder's to retire.
PERSON = "person"
COMPARED = ("body", "published", "retired")
CHUNK = 500
_K = TypeVar("_K", str, int)


class Changes(NamedTuple):
    """Ids of the rows that were added, updated (or brought back) and retired."""

    added: frozenset[str]
    updated: frozenset[str]
    retired: frozenset[str]


def store(
    connection: Connection,
    document: Document,
    coded: Sequence[Statement],
    followed: Sequence[Item],
    run: Run,
    metadata_hash: str,
) -> Stored:
    """Write one document with all that was found in it, inside the caller's transaction."""
    _check(document, coded, followed)
    add_run(connection, run)
    found = connection.execute(select(documents).where(documents.c.id == document.id)).mappings().first()
    versions = _other_versions(connection, document)
    _retire_versions(connection, [version for version, live in versions if live], run)
    row = {**codec.document_row(document), "metadata_hash": metadata_hash, "config": run.config}
    rewritten = _write_document(connection, row, found, run)
    told = sync(connection, statements, document.id, _statement_rows(document, coded), run)
    write_named(connection, [one for one in coded if one.id in told.added | told.updated], told.updated)
    unpost(connection, statements.c.id, told.retired)
    kept = sync(connection, items, document.id, [codec.item_row(item) for item in followed], run)
    _write_item_statements(connection, [one for one in followed if one.id in kept.added | kept.updated], kept.updated)
    touched = rewritten or any(map(any, (told, kept)))
    if touched and found is not None:
        forget(connection, document.id)
    moves = follow.NONE
    if touched and (found is not None or versions):
        moves = follow.follow(connection, document, (coded, followed), [version for version, _ in versions], run)
    return Stored(
        document=document.id,
        outcome=_outcome(found, bool(versions), touched),
        previous=next((version for version, live in versions if live), None),
        added=len(told.added),
        updated=len(told.updated),
        retired=len(told.retired),
        moved=moves.moved,
        orphaned=moves.orphaned,
    )


def sync(connection: Connection, table: Table, document: str, rows: Sequence[Row], run: Run) -> Changes:
    """Make the live rows of one document be `rows`; what is missing from them is retired."""
    compared = [table.c[name] for name in COMPARED if name in table.c]
    query = select(table.c.id, *compared).where(table.c.document == document)
    known = {row.id: row._mapping for row in connection.execute(query)}
    added = [row for row in rows if row["id"] not in known]
    updated = [row for row in rows if row["id"] in known and _differs(row, known[row["id"]])]
    gone = {id_ for id_, row in known.items() if row["retired"] is None} - {row["id"] for row in rows}
    if table is statements and gone:
        gone -= _by_people(connection, document)
    insert_all(connection, table, added)
    update_all(connection, table, [{**row, "retired": None} for row in updated])
    update_all(connection, table, [{"id": id_, "retired": run.id} for id_ in sorted(gone)])
    return Changes(_ids(added), _ids(updated), frozenset(gone))


def forget(connection: Connection, document: str) -> None:
    """Note that a document is not as it was when it was last compared with others."""
    connection.execute(delete(tracked).where(tracked.c.document == document))


def _by_people(connection: Connection, document: str) -> set[str]:
    same = (statements.c.document == document, statements.c.rule == PERSON)
    return set(connection.scalars(select(statements.c.id).where(*same)))


def add_run(connection: Connection, run: Run) -> None:
    """Note a run unless it is known already."""
    if connection.execute(select(runs.c.id).where(runs.c.id == run.id)).first() is None:
        connection.execute(insert(runs), codec.run_row(run))


def insert_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows in one batch; all of them name the same columns.

    The rows go to the driver as they are: what SQLAlchemy would do with each of them costs as much as the writing.
    """
    if rows:
        compiled = _insertion(table, tuple(rows[0]), connection.dialect)
        names = compiled.positiontup
        given: Any = [tuple(row[name] for name in names) for row in rows] if names else rows
        connection.exec_driver_sql(compiled.string, given)


@lru_cache(maxsize=64)
def _insertion(table: Table, columns: tuple[str, ...], dialect: Dialect) -> SQLCompiler:
    return insert(table).inline().compile(dialect=dialect, column_keys=list(columns))


def update_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Update rows by their id in one batch; all of them name the same columns."""
    if rows:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0] if name != "id"}
        query = update(table).where(table.c.id == bindparam("new_id")).values(values)
        connection.execute(query, [{f"new_{name}": value for name, value in row.items()} for row in rows])


def chunks(ids: Iterable[_K]) -> Iterable[list[_K]]:
    """Cut many ids into lists that fit into one query."""
    every = sorted(set(ids))
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def _check(document: Document, coded: Sequence[Statement], followed: Sequence[Item]) -> None:
    for kind, values in (("statements", coded), ("items", followed)):
        if any(value.document != document.id for value in values):
            raise LedgerError(f"{document.name} was not stored: some of its {kind} belong to another document.")
        if len({value.id for value in values}) != len(values):
            raise LedgerError(f"{document.name} was not stored: two of its {kind} have the same id.")
    strangers = {id_ for item in followed for id_ in item.statements} - {statement.id for statement in coded}
    if strangers:
        raise LedgerError(f"{document.name} was not stored: its items name statements that were not given.")


def _other_versions(connection: Connection, document: Document) -> list[tuple[str, bool]]:
    query = select(documents.c.id, documents.c.retired.is_(None)).where(
        documents.c.source == document.source, documents.c.id != document.id
    )
    return [(row[0], bool(row[1])) for row in connection.execute(query)]


def _retire_versions(connection: Connection, versions: Sequence[str], run: Run) -> None:
    for table, column in ((documents, "id"), (statements, "document"), (items, "document")):
        for version in versions:
            query = update(table).where(table.c[column] == version, table.c.retired.is_(None))
            connection.execute(query.values(retired=run.id))
    unpost(connection, statements.c.document, versions)


def _write_document(connection: Connection, row: Row, found: Any, run: Run) -> bool:
    if found is None:
        insert_all(connection, documents, [{**row, "run": run.id}])
        return True
    if found["retired"] is None and all(found[name] == value for name, value in row.items()):
        return False
    update_all(connection, documents, [{**row, "run": run.id, "retired": None}])
    return True


def _statement_rows(document: Document, coded: Sequence[Statement]) -> list[Row]:
    return [codec.statement_row(statement, document.published) for statement in coded]


def unpost(connection: Connection, column: ColumnElement[str], values: Iterable[str]) -> None:
    """Take the statements that have one of these values from the lists in which live ones are looked up."""
    for some in chunks(values):
        those = select(statements.c.seq).where(column.in_(some))
        connection.execute(delete(postings).where(postings.c.seq.in_(those)))


def write_named(connection: Connection, written: Sequence[Statement], updated: frozenset[str]) -> None:
    """Write whom and what these statements name, in place of what `updated` ones named before."""
    _forget(connection, statement_actors, "statement", updated)
    groups = codec.collective_rows(written)
    known: set[str] = set()
    for ids in chunks(row["id"] for row in groups):
        known.update(connection.scalars(select(collectives.c.id).where(collectives.c.id.in_(ids))))
    insert_all(connection, collectives, [row for row in groups if row["id"] not in known])
    insert_all(connection, statement_actors, [row for one in written for row in codec.actor_rows(one)])
    _forget(connection, statement_marks, "statement", updated)
    insert_all(connection, statement_marks, [row for one in written for row in codec.mark_rows(one)])
    unpost(connection, statements.c.id, updated)
    _post(connection, {one.id: one for one in written})


def _post(connection: Connection, written: Mapping[str, Statement]) -> None:
    columns = (statements.c.id, statements.c.seq, statements.c.published)
    for some in chunks(written):
        rows = connection.execute(select(*columns).where(statements.c.id.in_(some))).all()
        shown = [
            {
                "kind": kind,
                "key": key,
                "published": row.published or "",
                "seq": row.seq,
                "force": written[row.id].force,
                "event": written[row.id].event,
                "quad": written[row.id].quad,
                "own": own,
            }
            for row in rows
            for (kind, key), own in codec.posted(written[row.id]).items()
        ]
        insert_all(connection, postings, shown)


def _write_item_statements(connection: Connection, written: Sequence[Item], updated: frozenset[str]) -> None:
    _forget(connection, item_statements, "item", updated)
    rows = [
        {"item": item.id, "position": position, "statement": statement}
        for item in written
        for position, statement in enumerate(item.statements)
    ]
    insert_all(connection, item_statements, rows)


def _forget(connection: Connection, table: Table, column: str, owners: frozenset[str]) -> None:
    for ids in chunks(owners):
        connection.execute(delete(table).where(table.c[column].in_(ids)))


def _outcome(found: Any, versions: bool, touched: bool) -> StoreOutcome:
    if found is None:
        return "changed" if versions else "new"
    if found["retired"] is not None:
        return "returned"
    return "recoded" if touched else "unchanged"


def _differs(row: Row, known: Any) -> bool:
    return any(row.get(name) != value for name, value in known.items() if name != "id")


def _ids(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(row["id"] for row in rows)
