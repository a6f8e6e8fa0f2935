"""Decisions go where their words went: to the next version of a document, or to what a better coder found there.

A decision that moves is not changed: a new row with the same person, time and judgement takes its place and names it.
A decision whose words or whose statement are not found again stays live where it is; it is an orphan.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Select, Table, and_, exists, insert, or_, select, update

from servanda.ledger import anchors
from servanda.ledger.codec import document_value, instant, review_row
from servanda.ledger.records import Run
from servanda.ledger.tables import documents, items, links, reviews, statements
from servanda.model import Document, Item, Quote, Range, Review, Statement, key, link_key

LIVE = reviews.c.retracted.is_(None)


class Moves(NamedTuple):
    """How many decisions on one source moved, and how many of them have no place now."""

    moved: int
    orphaned: int


NONE = Moves(0, 0)


def follow(
    connection: Connection,
    document: Document,
    found: tuple[Sequence[Statement], Sequence[Item]],
    versions: Sequence[str],
    run: Run,
) -> Moves:
    """Move the decisions on what is no more live in a document or its other versions to what is live there now.

    Where a person has decided on the new place already, that stands, and the other decision of theirs does not move.
    """
    source = frozenset((*versions, document.id))
    successors = _Successors(connection, document, found, source)
    lost = [Review.model_validate_json(body) for body in connection.scalars(_lost(source))]
    moved = 0
    for old in lost:
        new = successors.of(old)
        if new is not None and not _decided(connection, new):
            _replace(connection, old, new, run)
            moved += 1
    return Moves(moved, len(lost) - moved)


def orphans() -> Select[str]:
    """Return the query for the live decisions on a statement, an item's outcome or a link that is not live."""
    there = {
        "statement": exists().where(statements.c.id == reviews.c.subject, statements.c.retired.is_(None)),
        "outcome": exists().where(items.c.id == reviews.c.subject, items.c.retired.is_(None)),
        "link": exists()
        .where(links.c.id == reviews.c.subject, links.c.item == items.c.id, links.c.statement == statements.c.id)
        .where(links.c.retired.is_(None), items.c.retired.is_(None), statements.c.retired.is_(None)),
    }
    gone = (and_(reviews.c.subject_kind == kind, ~found) for kind, found in there.items())
    return select(reviews.c.body).where(LIVE, or_(*gone)).order_by(reviews.c.seq)


def _lost(versions: Collection[str]) -> Select[str]:
    """Return the query for the live decisions on what is retired in these versions of a document."""
    told, made = (
        select(table.c.id).where(table.c.document.in_(versions), table.c.retired.is_not(None))
        for table in (statements, items)
    )
    drawn = select(links.c.id).where(or_(links.c.statement.in_(told), links.c.item.in_(made)))
    ways = (("statement", told), ("outcome", made), ("link", drawn))
    lost = (and_(reviews.c.subject_kind == kind, reviews.c.subject.in_(ids)) for kind, ids in ways)
    return select(reviews.c.body).where(LIVE, or_(*lost)).order_by(reviews.c.seq)


def _decided(connection: Connection, review: Review) -> bool:
    same = [reviews.c[name] == review_row(review)[name] for name in ("subject_kind", "subject", "reviewer")]
    return bool(connection.scalar(select(exists().where(*same, LIVE))))


def _replace(connection: Connection, old: Review, new: Review, run: Run) -> None:
    mark = {"retracted": instant(run.started), "retracted_by": run.id, "replaced_by": new.id}
    connection.execute(update(reviews).where(reviews.c.id == old.id).values(mark))
    connection.execute(insert(reviews), {**review_row(new), "moved_from": old.id})


class _Successors:
    """What stands in a document now for what stood in it or in its other versions."""

    def __init__(
        self,
        connection: Connection,
        document: Document,
        found: tuple[Sequence[Statement], Sequence[Item]],
        source: frozenset[str],
    ) -> None:
        coded, followed = found
        self._connection, self._document, self._coded, self._source = connection, document, coded, source
        self._live = {one.id: one for one in coded}
        self._items = {statement: item.id for item in reversed(followed) for statement in item.statements}
        self._texts: dict[str, str] = {}

    def of(self, review: Review) -> Review | None:
        """Return a decision on what is live now, with its words as they stand there; None where nothing is."""
        if review.subject_kind == "link":
            subject, words = self._link(review)
        elif review.subject_kind == "outcome":
            subject, words = self._item(review.subject, review.quote)
        else:
            statement, words = self._statement(review.subject, review.quote)
            subject = statement.id if statement else None
        if subject is None or subject == review.subject:
            return None
        return review.model_copy(update={"id": key("v", review.id, subject), "subject": subject, "quote": words})

    def _link(self, review: Review) -> tuple[str | None, Quote | None]:
        row = self._connection.execute(
            select(links.c.item, links.c.statement).where(links.c.id == review.subject)
        ).one()
        words = review.quote
        item: str | None = row.item
        later: str | None = row.statement
        if not self._is_live(items, row.item):
            item, _ = self._item(row.item, None)
        if not self._is_live(statements, row.statement):
            found, moved = self._statement(row.statement, words)
            later, words = (found.id if found else None), (moved if words else None)
        return (link_key(item, later) if item and later else None), words

    def _item(self, item: str, words: Quote | None) -> tuple[str | None, Quote | None]:
        before = Item.model_validate_json(self._body(items, item))
        found, moved = self._statement(before.statements[0], words)
        return (self._items.get(found.id) if found else None), moved

    def _statement(self, id_: str, words: Quote | None) -> tuple[Statement | None, Quote | None]:
        """Return the statement that is live for an earlier one, and the words of a decision on it as they stand now."""
        before = Statement.model_validate_json(self._body(statements, id_))
        if before.document not in self._source:
            return None, None
        if words is None or words.document != before.document:
            words = _said(before)
        where = self._place(words)
        if where is None:
            return None, None
        moved = anchors.quote(self._document, where.start, where.end)
        return self._live.get(id_) or anchors.successor(before, where, self._coded), moved

    def _place(self, words: Quote) -> Range | None:
        if words.document == self._document.id:
            return Range(start=words.start, end=words.end)
        if words.document not in self._texts:
            query = select(documents).where(documents.c.id == words.document)
            self._texts[words.document] = document_value(self._connection.execute(query).one()).text
        return anchors.place(anchors.in_context(words, self._texts[words.document]), self._document.text)

    def _is_live(self, table: Table, id_: str) -> bool:
        return bool(self._connection.scalar(select(exists().where(table.c.id == id_, table.c.retired.is_(None)))))

    def _body(self, table: Table, id_: str) -> str:
        return str(self._connection.scalar(select(table.c.body).where(table.c.id == id_)))


def _said(statement: Statement) -> Quote:
    span = statement.evidence
    return Quote(
        document=statement.document,
        document_name=statement.document_name,
        start=span.start,
        end=span.end,
        text=span.text,
    )
