"""What a person looks through: pages of statements, documents and items, and how many there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar, Unpack

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from servanda.ledger import codec
from servanda.ledger.filters import Filters, meant, statement_conditions
from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import (
    audit,
    documents,
    item_statements,
    items,
    kept,
    links,
    reviews,
    runs,
    statements,
)
from servanda.ledger.write import chunks
from servanda.model import Document, Item, Link, Statement

# Under this name it is kept how often outcomes were written.
SETTLED = "outcomes"
# Counting goes so far and no further; a page then says "more than".
MOST_COUNTED = 10_000
_V = TypeVar("_V", Item, Link)
# A link is live while both its ends are.
_BOTH_ENDS = (
    links.c.retired.is_(None),
    exists().where(items.c.id == links.c.item, items.c.retired.is_(None)),
    exists().where(statements.c.id == links.c.statement, statements.c.retired.is_(None)),
)


class Told(NamedTuple):
    """A statement with its place in the order of storing, its day of publication and who published it."""

    seq: int
    statement: Statement
    published: date | None
    publisher: str | None
    title: str | None


class Listed(NamedTuple):
    """A document without its text, with how many statements stand in it."""

    document: Document
    statements: int


class Shelf:
    """Read-only questions of pages to a ledger, each bounded however large the ledger is."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def stamp(self) -> str:
        """Return what changes whenever anything in the ledger does; cheap to ask."""
        asked = (
            select(func.max(statements.c.seq)),
            select(func.max(documents.c.seq)),
            select(func.max(links.c.seq)),
            select(func.max(reviews.c.seq)),
            select(func.max(audit.c.seq)),
            select(func.max(runs.c.finished)),
            select(func.count()).select_from(runs),
            select(kept.c.body).where(kept.c.name == SETTLED),
        )
        with self._database.reading() as connection:
            return "|".join(str(connection.scalar(one)) for one in asked)

    def statements(self, limit: int, offset: int = 0, **wanted: Unpack[Filters]) -> list[Told]:
        """Return statements, the latest published first; those of one document in the order of its text."""
        with self._database.reading() as connection:
            if wanted.get("document"):
                query = select(statements.c.seq).where(*statement_conditions(wanted))
                query = query.order_by(statements.c.evidence_start, statements.c.id)
            else:
                told_of = meant(wanted, connection.dialect.name)
                query = told_of.query.with_only_columns(told_of.query.selected_columns.seq).order_by(*told_of.latest)
            told = _told(connection, statements.c.seq, list(connection.scalars(query.limit(limit).offset(offset))))
        return sorted(told, key=lambda row: (-_ordinal(row.published), row.statement.document, _place(row.statement)))

    def after(self, seq: int, limit: int, **wanted: Unpack[Filters]) -> list[Told]:
        """Return the statements stored after this one, in the order of storing: for reading all of them in turn."""
        with self._database.reading() as connection:
            query = select(statements.c.seq).where(statements.c.seq > seq, *statement_conditions(wanted, walked=True))
            found = list(connection.scalars(query.order_by(statements.c.seq).limit(limit)))
            return sorted(_told(connection, statements.c.seq, found), key=lambda row: row.seq)

    def told(self, ids: Iterable[str]) -> dict[str, Told]:
        """Return statements by id, live or retired."""
        with self._database.reading() as connection:
            return {row.statement.id: row for row in _told(connection, statements.c.id, list(ids))}

    def count(self, **wanted: Unpack[Filters]) -> int:
        """Return how many statements there are, at most `MOST_COUNTED` + 1."""
        with self._database.reading() as connection:
            counted = meant(wanted, connection.dialect.name).query.limit(MOST_COUNTED + 1).subquery()
            return connection.scalar(select(func.count()).select_from(counted)) or 0

    def documents(
        self,
        limit: int,
        offset: int = 0,
        *,
        words: str = "",
        publisher: str | None = None,
        kind: str | None = None,
        newest: bool = False,
    ) -> tuple[list[Listed], int]:
        """Return documents, the latest published first or the last stored first, and how many there are in all."""
        conditions: list[ColumnElement[bool]] = [documents.c.retired.is_(None)]
        if publisher is not None:
            conditions.append(documents.c.publisher == publisher)
        if kind is not None:
            conditions.append(documents.c.kind == kind)
        if words:
            asked = words.lower().replace("\0", "\ufffd")
            names = (documents.c.title, documents.c.name)
            conditions.append(_any(func.lower(name).contains(asked, autoescape=True) for name in names))
        order = [documents.c.seq.desc()] if newest else [documents.c.published.desc().nulls_last(), documents.c.seq]
        query = select(documents.c.body).where(*conditions).order_by(*order).limit(limit).offset(offset)
        with self._database.reading() as connection:
            heads = [codec.document_head(body) for body in connection.scalars(query)]
            counts = _said(connection, [head.id for head in heads])
            total = connection.scalar(select(func.count()).select_from(documents).where(*conditions)) or 0
        return [Listed(head, counts.get(head.id, 0)) for head in heads], total

    def heads(self, ids: Iterable[str]) -> dict[str, Document]:
        """Return documents by id, live or retired, without their texts."""
        found: dict[str, Document] = {}
        with self._database.reading() as connection:
            for some in chunks(ids):
                for body in connection.scalars(select(documents.c.body).where(documents.c.id.in_(some))):
                    head = codec.document_head(body)
                    found[head.id] = head
        return found

    def is_live(self, statement: str) -> bool:
        """Return whether this statement is live."""
        query = select(statements.c.id).where(statements.c.id == statement, statements.c.retired.is_(None))
        with self._database.reading() as connection:
            return connection.scalar(query) is not None

    def newer(self, document: str) -> str | None:
        """Return the live version of a document's source where that is another one, or an empty text where it has none.

        Null says that the document itself is live.
        """
        row = select(documents.c.source, documents.c.retired).where(documents.c.id == document)
        with self._database.reading() as connection:
            found = connection.execute(row).first()
            if found is None or found.retired is None:
                return None
            same = (documents.c.source == found.source, documents.c.retired.is_(None))
            return connection.scalar(select(documents.c.id).where(*same)) or ""

    def items(self, ids: Iterable[str]) -> dict[str, Item]:
        """Return items by id, live or retired."""
        with self._database.reading() as connection:
            return {one.id: one for one in _values(connection, items.c.body, items.c.id, ids, Item)}

    def items_of(self, statement: str) -> list[str]:
        """Return the ids of the live items that a statement is part of."""
        query = select(item_statements.c.item).join(items, items.c.id == item_statements.c.item)
        with self._database.reading() as connection:
            return list(
                connection.scalars(query.where(item_statements.c.statement == statement, items.c.retired.is_(None)))
            )

    def item_of_link(self, link: str) -> str:
        """Return the id of the item that a link belongs to, live or not; empty where there is none."""
        with self._database.reading() as connection:
            return connection.scalar(select(links.c.item).where(links.c.id == link)) or ""

    def parts(self, item: str) -> list[Item]:
        """Return the live items that elaborate this one, in their order."""
        query = select(items.c.body).where(items.c.retired.is_(None)).order_by(items.c.seq)
        with self._database.reading() as connection:
            owner = connection.scalar(select(items.c.document).where(items.c.id == item))
            bodies = connection.scalars(query.where(items.c.document == owner, items.c.parent == item))
            return [Item.model_validate_json(body) for body in bodies]

    def links_to(self, statements_: Iterable[str]) -> list[Link]:
        """Return the live links that lead to these statements."""
        with self._database.reading() as connection:
            return list(_values(connection, links.c.body, links.c.statement, statements_, Link, *_BOTH_ENDS))

    def links_of(self, items_: Iterable[str]) -> list[Link]:
        """Return the live links of these items, best first."""
        with self._database.reading() as connection:
            found = _values(connection, links.c.body, links.c.item, items_, Link, *_BOTH_ENDS)
            return sorted(found, key=lambda link: (-link.score, link.id))


def _told(connection: Connection, column: ColumnElement[Any], values: Sequence[Any]) -> list[Told]:
    columns = (statements.c.seq, statements.c.body, statements.c.published, documents.c.publisher, documents.c.title)
    query: Select[Any] = select(*columns).join(documents, documents.c.id == statements.c.document)
    found = []
    for these in chunks(values):
        for row in connection.execute(query.where(column.in_(these))):
            day = date.fromisoformat(row.published) if row.published else None
            found.append(Told(row.seq, Statement.model_validate_json(row.body), day, row.publisher, row.title))
    return found


def _values(
    connection: Connection,
    body: ColumnElement[str],
    column: ColumnElement[str],
    ids: Iterable[str],
    kind: type[_V],
    *conditions: ColumnElement[bool],
) -> Iterable[_V]:
    for some in chunks(ids):
        for one in connection.scalars(select(body).where(column.in_(some), *conditions)):
            yield kind.model_validate_json(one)


def _said(connection: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    query = select(statements.c.document, func.count()).where(statements.c.retired.is_(None))
    rows = connection.execute(query.where(statements.c.document.in_(ids)).group_by(statements.c.document))
    return {row[0]: row[1] for row in rows}


def _any(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    from sqlalchemy import or_

    return or_(*conditions)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _place(statement: Statement) -> tuple[int, str]:
    return statement.evidence.start, statement.id
