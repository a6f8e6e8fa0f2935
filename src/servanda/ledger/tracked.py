"""What the last tracking compared, so that the next one goes on from there."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select

from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import documents, kept, meanings, statements, tracked
from servanda.ledger.write import chunks, insert_all
from servanda.model import Statement

_STATE = "tracking"


class Tracked:
    """The documents that were compared with one another, what was counted in them, and what their items mean."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def state(self) -> dict[str, Any] | None:
        """Return what the last tracking noted of itself, null before the first."""
        with self._database.reading() as connection:
            body = connection.scalar(select(kept.c.body).where(kept.c.name == _STATE))
        return None if body is None else dict(json.loads(body))

    def dated(self, *, fresh: bool = False) -> dict[str, str]:
        """Return the live, dated documents with a mark of how each stands now.

        With `fresh` only those that were not compared since they were stored or changed.
        """
        with self._database.reading() as connection:
            return _marks(connection, fresh)

    def begin(self, state: Mapping[str, Any]) -> None:
        """Note what a tracking of all documents counts; none of them is compared yet."""
        with self._database.writing() as connection:
            connection.execute(delete(tracked))
            connection.execute(delete(kept).where(kept.c.name == _STATE))
            connection.execute(insert(kept), {"name": _STATE, "body": json.dumps(state, ensure_ascii=False)})

    def compared(self, marks: Mapping[str, str]) -> None:
        """Note which documents are compared with all others, but for those that somebody has changed since."""
        with self._database.writing() as connection:
            now = _marks(connection, False)
            for some in chunks(id_ for id_, mark in marks.items() if now.get(id_) == mark):
                connection.execute(delete(tracked).where(tracked.c.document.in_(some)))
                insert_all(connection, tracked, [{"document": id_} for id_ in some])

    def vectors(self) -> dict[str, bytes]:
        """Return what the items mean, by mark."""
        with self._database.reading() as connection:
            return {row.mark: row.vector for row in connection.execute(select(meanings))}

    def keep_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of items by mark."""
        with self._database.writing() as connection:
            for some in chunks(vectors):
                connection.execute(delete(meanings).where(meanings.c.mark.in_(some)))
                insert_all(connection, meanings, [{"mark": mark, "vector": vectors[mark]} for mark in some])

    def statements(self, of: Iterable[str]) -> tuple[Statement, ...]:
        """Return the live statements of these documents, and of all others those of which an item is made."""
        query = select(statements.c.body).where(statements.c.retired.is_(None))
        with self._database.reading() as connection:
            bodies = list(connection.scalars(query.where(statements.c.item.is_not(None))))
            for some in chunks(of):
                told = query.where(statements.c.document.in_(some), statements.c.item.is_(None))
                bodies += connection.scalars(told)
        return tuple(Statement.model_validate_json(body) for body in bodies)


def _marks(connection: Connection, fresh: bool) -> dict[str, str]:
    """Return who last stored each live, dated document, and how many live statements it has up to which row."""
    live = (documents.c.retired.is_(None), documents.c.published.is_not(None))
    query = (
        select(documents.c.id, documents.c.run, func.count(statements.c.seq), func.max(statements.c.seq))
        .outerjoin(statements, and_(statements.c.document == documents.c.id, statements.c.retired.is_(None)))
        .where(*live)
        .group_by(documents.c.id, documents.c.run)
    )
    if fresh:
        query = query.where(documents.c.id.not_in(select(tracked.c.document)))
    return {row[0]: f"{row[1]}:{row[2]}:{row[3]}" for row in connection.execute(query)}
