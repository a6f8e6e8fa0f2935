"""The same thing twice: sketches of texts, and pairs of documents and of statements; each pair found is kept.

A pair counts while both its ends are live: nothing has to be undone when a version is retired or comes back.
"""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, literal, select

from servanda.ledger.tables import bands, document_pairs, documents, report_pairs, sketches, statements
from servanda.ledger.write import chunks, insert_all
from servanda.text.sketch import Sketch

Pairs = Mapping[tuple[str, str], float]


def unsketched(connection: Connection, rules: int) -> tuple[str, ...]:
    """Return the live documents that were not compared as they are now, by these rules; the oldest first."""
    known = select(sketches.c.document).where(sketches.c.document == documents.c.id, sketches.c.state == _state(rules))
    query = select(documents.c.id).where(documents.c.retired.is_(None), ~exists(known))
    return tuple(connection.scalars(query.order_by(documents.c.published, documents.c.id)))


def _state(rules: int) -> ColumnElement[str]:
    """Return what a comparison depends on: the rules, how the document was coded, and its metadata."""
    return literal(f"{rules}:") + documents.c.config + ":" + documents.c.metadata_hash


def like(connection: Connection, sketch: Sketch) -> dict[str, Sketch]:
    """Return the sketches that share the digest or a band with this one, by document."""
    near = set(connection.scalars(select(sketches.c.document).where(sketches.c.digest == sketch.digest)))
    if sketch.bins:
        near |= set(connection.scalars(select(bands.c.document).where(bands.c.band.in_(sketch.bands))))
    found: dict[str, Sketch] = {}
    for ids in chunks(near):
        for row in connection.execute(select(sketches).where(sketches.c.document.in_(ids))):
            found[row.document] = Sketch(row.digest, tuple(json.loads(row.bins)))
    return found


def put(connection: Connection, sketch: Mapping[str, Sketch], copies: Pairs, reports: Pairs, rules: int) -> None:
    """Keep what was compared and what was found the same; a document is compared anew by newer rules."""
    states: dict[str, str] = {}
    for ids in chunks(sketch):
        of = select(statements.c.id).where(statements.c.document.in_(ids))
        for table in (bands, sketches):
            connection.execute(delete(table).where(table.c.document.in_(ids)))
        for ends in (document_pairs.c.one, document_pairs.c.other):
            connection.execute(delete(document_pairs).where(ends.in_(ids)))
        for ends in (report_pairs.c.one, report_pairs.c.other):
            connection.execute(delete(report_pairs).where(ends.in_(of)))
        states |= dict(connection.execute(select(documents.c.id, _state(rules)).where(documents.c.id.in_(ids))).all())
    rows = [
        {"document": key, "digest": one.digest, "bins": json.dumps(one.bins), "state": states[key]}
        for key, one in sketch.items()
    ]
    insert_all(connection, sketches, rows)
    insert_all(
        connection, bands, [{"band": b, "document": key} for key, one in sketch.items() if one.bins for b in one.bands]
    )
    _add(connection, document_pairs, copies)
    _add(connection, report_pairs, reports)


def pairs(connection: Connection, table: Table, of: Table) -> dict[tuple[str, str], float]:
    """Return the pairs both ends of which are live, with how alike they are."""
    one, other = of.alias(), of.alias()
    query = (
        select(table)
        .join(one, one.c.id == table.c.one)
        .join(other, other.c.id == table.c.other)
        .where(one.c.retired.is_(None), other.c.retired.is_(None))
    )
    return {(row.one, row.other): row.score for row in connection.execute(query)}


def copies(connection: Connection) -> dict[tuple[str, str], float]:
    """Return which live documents have the same text, or nearly so."""
    return pairs(connection, document_pairs, documents)


def reports(connection: Connection) -> dict[tuple[str, str], float]:
    """Return which live statements report one event."""
    return pairs(connection, report_pairs, statements)


def _add(connection: Connection, table: Table, found: Pairs) -> None:
    known: set[tuple[str, str]] = set()
    for ids in chunks(one for one, _ in found):
        query = select(table.c.one, table.c.other).where(table.c.one.in_(ids))
        known |= {(row.one, row.other) for row in connection.execute(query)}
    fresh: Iterable[tuple[str, str]] = sorted(found.keys() - known)
    insert_all(connection, table, [{"one": one, "other": other, "score": found[one, other]} for one, other in fresh])
