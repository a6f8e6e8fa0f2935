"""Where people decide: on a state that they saw, else the decision is refused and they see the new one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, exists, func, insert, or_, select, update

from servanda.ledger import codec, decide
from servanda.ledger.codec import instant
from servanda.ledger.errors import LedgerError
from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import assignments, audit, documents, items, links, reviews, statements
from servanda.ledger.write import PERSON, chunks, forget, insert_all, unpost, write_named
from servanda.model import Link, Review, Statement


class ConflictError(Exception):
    """Somebody decided on the same thing in between; `now` is the revision that stands."""

    def __init__(self, now: int) -> None:
        super().__init__("somebody decided on this in between")
        self.now = now


class Said(NamedTuple):
    """A decision as the history shows it; `state` says whether it stands, was replaced or was taken back."""

    seq: int
    review: Review
    state: str
    ended_by: str | None
    ended_at: str | None


class Note(NamedTuple):
    """A line of the audit log."""

    at: str
    user: str
    action: str
    subject: str
    detail: str


class Desk:
    """Decisions with their history; every method that writes leaves a line in the audit log."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def revision(self, subject: str, *, only: str | None = None) -> int:
        """Return the number of the last decision on a thing, of one person if `only` names them; 0 for none."""
        with self._database.reading() as connection:
            return _revision(connection, subject, only)

    def revisions(self, subjects: Iterable[str], *, only: str | None = None) -> dict[str, int]:
        """Return the revisions of several things."""
        found = dict.fromkeys(subjects, 0)
        with self._database.reading() as connection:
            for some in chunks(found):
                query = select(reviews.c.subject, func.max(reviews.c.seq), func.count(reviews.c.retracted))
                query = query.where(reviews.c.subject.in_(some)).group_by(reviews.c.subject)
                if only is not None:
                    query = query.where(reviews.c.reviewer == only)
                found.update({row[0]: _number(row[1], row[2]) for row in connection.execute(query)})
        return found

    def decide(self, review: Review, expected: int | None, *, only: str | None = None) -> None:
        """Append a decision made on revision `expected` of its subject; null asks for no particular one.

        Raises:
            ConflictError: if somebody decided in between.
            LedgerError: if the subject is not in the ledger.
        """
        with self._database.writing() as connection:
            _expect(connection, review.subject, expected, only)
            decide.add(connection, review)
            _log(connection, review.at, review.user, review.judgement, review.subject, review.note)

    def decide_all(self, made: Sequence[tuple[Review, int]], *, only: str | None = None) -> list[str]:
        """Append many decisions in one transaction; return the subjects that others decided on in between."""
        refused = []
        with self._database.writing() as connection:
            for review, expected in made:
                if _revision(connection, review.subject, only) != expected:
                    refused.append(review.subject)
                    continue
                decide.add(connection, review)
                _log(connection, review.at, review.user, review.judgement, review.subject, review.note)
        return refused

    def undo(self, review: str, user: str, at: datetime, *, anyone: bool = False) -> Review:
        """Take a decision back; what it replaced stands again. Others' decisions only with `anyone`.

        Raises:
            LedgerError: if it is not live, or another person's.
        """
        with self._database.writing() as connection:
            row = connection.execute(select(reviews).where(reviews.c.id == review)).mappings().first()
            if row is None or row["retracted"] is not None:
                raise LedgerError("This decision was taken back already: look at the history to see what stands.")
            if row["reviewer"] != user and not anyone:
                raise LedgerError(f"This is a decision of {row['reviewer']}: only they or an editor take it back.")
            decide.retract(connection, review, user, at)
            before = reviews.c.replaced_by == review
            same = and_(before, reviews.c.retracted_by == row["reviewer"])
            connection.execute(update(reviews).where(same).values(retracted=None, retracted_by=None, replaced_by=None))
            found = Review.model_validate_json(row["body"])
            if found.judgement == "added":
                self._withdraw(connection, found, at)
            _log(connection, at, user, "undo", found.subject, found.judgement)
        return found

    def last(self, user: str) -> Review | None:
        """Return a person's last decision that stands."""
        query = select(reviews.c.body).where(reviews.c.reviewer == user, reviews.c.retracted.is_(None))
        with self._database.reading() as connection:
            body = connection.scalar(query.order_by(reviews.c.seq.desc()).limit(1))
        return None if body is None else Review.model_validate_json(body)

    def history(self, subject: str | None = None, *, user: str | None = None, limit: int = 100) -> list[Said]:
        """Return decisions, the last one first, also those that stand no more."""
        query = select(reviews).order_by(reviews.c.seq.desc()).limit(limit)
        if subject is not None:
            query = query.where(reviews.c.subject == subject)
        if user is not None:
            query = query.where(reviews.c.reviewer == user)
        with self._database.reading() as connection:
            return [_said(dict(row)) for row in connection.execute(query).mappings()]

    def standing(self, subjects: Iterable[str], *, only: str | None = None) -> dict[str, list[Review]]:
        """Return the live decisions on these things, the first one first; one person's if `only` names them."""
        found: dict[str, list[Review]] = {}
        with self._database.reading() as connection:
            for some in chunks(subjects):
                query = select(reviews.c.body).where(reviews.c.subject.in_(some), reviews.c.retracted.is_(None))
                if only is not None:
                    query = query.where(reviews.c.reviewer == only)
                for body in connection.scalars(query.order_by(reviews.c.seq)):
                    review = Review.model_validate_json(body)
                    found.setdefault(review.subject, []).append(review)
        return found

    def add_statement(self, statement: Statement, review: Review) -> None:
        """Keep a statement that a person marked, with their decision; no run of a coder retires it.

        Raises:
            LedgerError: if there is one with the same trigger already, or its document is not live.
        """
        own = statement.model_copy(update={"rule": PERSON, "confidence": 1.0})
        with self._database.writing() as connection:
            query = select(documents.c.published, documents.c.run).where(documents.c.id == own.document)
            row = connection.execute(query.where(documents.c.retired.is_(None))).first()
            if row is None:
                raise LedgerError("The document has a newer version now: open it and mark the words there.")
            known = connection.execute(select(statements.c.retired).where(statements.c.id == own.id)).first()
            if known is not None and known.retired is None:
                raise LedgerError("These words are a statement already: open it and edit it.")
            from datetime import date

            published = date.fromisoformat(row.published) if row.published else None
            values = {**codec.statement_row(own, published), "retired": None}
            if known is None:
                insert_all(connection, statements, [values])
                write_named(connection, [own], frozenset())
            else:
                connection.execute(update(statements).where(statements.c.id == own.id).values(values))
                write_named(connection, [own], frozenset([own.id]))
            forget(connection, own.document)
            decide.add(connection, review)
            _log(connection, review.at, review.user, "added", own.id, own.evidence.shown[:200])

    def add_link(self, link: Link, review: Review) -> None:
        """Keep a link that a person drew, with their decision; a later tracking keeps it.

        Raises:
            LedgerError: if one of its ends is not live.
        """
        with self._database.writing() as connection:
            for table, id_, what in ((items, link.item, "item"), (statements, link.statement, "statement")):
                if not connection.scalar(select(exists().where(table.c.id == id_, table.c.retired.is_(None)))):
                    raise LedgerError(f"There is no live {what} {id_}: search for it and copy its id.")
            if connection.scalar(select(exists().where(links.c.id == link.id))):
                connection.execute(update(links).where(links.c.id == link.id).values(retired=None))
            else:
                insert_all(connection, links, [codec.link_row(link)])
            decide.add(connection, review)
            _log(
                connection, review.at, review.user, f"link: {link.relation}", link.id, f"{link.item} ← {link.statement}"
            )

    def queue(self, limit: int, *, document: str | None = None, skip: Iterable[str] = (), user: str = "") -> list[str]:
        """Return the ids of statements that nobody decided on: one document's in its order, else the least certain.

        `user` leaves out only that person's decisions: so a second coder sees what the first has decided.
        """
        decided = [reviews.c.subject == statements.c.id, reviews.c.retracted.is_(None)]
        if user:
            decided.append(reviews.c.reviewer == user)
        query: Select[Any] = select(statements.c.id).where(statements.c.retired.is_(None), ~exists().where(*decided))
        if document is not None:
            query = query.where(statements.c.document == document).order_by(statements.c.evidence_start)
        else:
            query = query.order_by(statements.c.confidence)
        skipped = set(skip)
        with self._database.reading() as connection:
            found = connection.scalars(query.limit(limit + len(skipped)))
            return [one for one in found if one not in skipped][:limit]

    def left(self, document: str, user: str = "") -> tuple[int, int]:
        """Return how many live statements of a document nobody (or not this person) decided on, and how many it has."""
        decided = [reviews.c.subject == statements.c.id, reviews.c.retracted.is_(None)]
        if user:
            decided.append(reviews.c.reviewer == user)
        query = select(func.count()).where(statements.c.document == document, statements.c.retired.is_(None))
        with self._database.reading() as connection:
            every = connection.scalar(query) or 0
            return connection.scalar(query.where(~exists().where(*decided))) or 0, every

    def disputed(self, limit: int = 100, document: str | None = None) -> list[str]:
        """Return the statements on which two people's standing decisions differ, and no editor settled them."""
        one, other, third = reviews.alias("one"), reviews.alias("other"), reviews.alias("third")
        same = (one.c.subject == other.c.subject) & (one.c.reviewer < other.c.reviewer)
        differ = or_(one.c.judgement != other.c.judgement, one.c.judgement == "edited")
        settled = exists().where(
            third.c.subject == one.c.subject, third.c.judgement == "adjudicated", third.c.retracted.is_(None)
        )
        query = (
            select(one.c.subject)
            .distinct()
            .join(other, same)
            .where(one.c.subject_kind == "statement", one.c.retracted.is_(None), other.c.retracted.is_(None))
            .where(differ, ~settled)
        )
        if document is not None:
            query = query.join(statements, statements.c.id == one.c.subject).where(statements.c.document == document)
        with self._database.reading() as connection:
            return list(connection.scalars(query.limit(limit)))

    def log(self, limit: int = 200, action: str | None = None) -> list[Note]:
        """Return the audit log, the last line first."""
        query = select(audit).order_by(audit.c.seq.desc()).limit(limit)
        if action is not None:
            query = query.where(audit.c.action == action)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [Note(row.at, row.user, row.action, row.subject, row.detail) for row in rows]

    def note(self, at: datetime, user: str, action: str, subject: str = "", detail: str = "") -> None:
        """Write a line into the audit log."""
        with self._database.writing() as connection:
            _log(connection, at, user, action, subject, detail)

    def assign(self, document: str, user: str, *, blind: bool, by: str, at: datetime) -> None:
        """Give a document to a coder; given again, it is open again."""
        same = (assignments.c.document == document, assignments.c.user == user)
        with self._database.writing() as connection:
            given = {"blind": blind, "assigned_by": by, "at": instant(at), "done": None}
            if connection.execute(update(assignments).where(*same).values(given)).rowcount == 0:
                connection.execute(insert(assignments), {"document": document, "user": user, **given})
            _log(connection, at, by, "assign", document, user)

    def finish(self, document: str, user: str, at: datetime) -> None:
        """Mark a coder's work on a document as done."""
        same = (assignments.c.document == document, assignments.c.user == user)
        with self._database.writing() as connection:
            connection.execute(update(assignments).where(*same).values(done=instant(at)))
            _log(connection, at, user, "finish", document, "")

    def assignments(self, *, user: str | None = None, document: str | None = None) -> list[Mapping[str, Any]]:
        """Return who was given which document, the last one first."""
        query = select(assignments).order_by(assignments.c.at.desc())
        if user is not None:
            query = query.where(assignments.c.user == user)
        if document is not None:
            query = query.where(assignments.c.document == document)
        with self._database.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def coders(self, document: str) -> list[str]:
        """Return who decided on statements of a document."""
        query = select(reviews.c.reviewer).distinct().join(statements, statements.c.id == reviews.c.subject)
        where = (statements.c.document == document, reviews.c.retracted.is_(None), reviews.c.judgement != "adjudicated")
        with self._database.reading() as connection:
            return sorted(connection.scalars(query.where(*where)))

    def _withdraw(self, connection: Connection, review: Review, at: datetime) -> None:
        query = update(statements).where(statements.c.id == review.subject, statements.c.rule == PERSON)
        run = select(documents.c.run).where(documents.c.id == statements.c.document).scalar_subquery()
        connection.execute(query.values(retired=run))
        retired = select(statements.c.id).where(statements.c.id == review.subject, statements.c.retired.is_not(None))
        unpost(connection, statements.c.id, connection.scalars(retired))


def _expect(connection: Connection, subject: str, expected: int | None, only: str | None) -> None:
    now = _revision(connection, subject, only)
    if expected is not None and now != expected:
        raise ConflictError(now)


def _revision(connection: Connection, subject: str, only: str | None) -> int:
    query = select(func.max(reviews.c.seq), func.count(reviews.c.retracted)).where(reviews.c.subject == subject)
    if only is not None:
        query = query.where(reviews.c.reviewer == only)
    row = connection.execute(query).one()
    return _number(row[0], row[1])


def _number(last: int | None, ended: int) -> int:
    """Return a number that changes with every decision and with every one that is taken back."""
    return (last or 0) * 1000 + ended % 1000


def _said(row: Mapping[str, Any]) -> Said:
    state = "stands"
    if row["retracted"] is not None:
        state = "replaced" if row["replaced_by"] else "taken back"
    review = Review.model_validate_json(row["body"])
    return Said(row["seq"], review, state, row["retracted_by"], row["retracted"])


def _log(connection: Connection, at: datetime, user: str, action: str, subject: str, detail: str) -> None:
    row = {"at": instant(at), "user": user, "action": action, "subject": subject, "detail": detail[:2000]}
    connection.execute(insert(audit), {name: value.replace("\0", "\ufffd") for name, value in row.items()})
