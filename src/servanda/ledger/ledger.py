"""The ledger as other parts see it: values in, values out, no SQL."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from sqlalchemy import exists, select

from servanda.ledger import codec, decide, find, follow, propose, same, write
from servanda.ledger import watch as watching
from servanda.ledger.count import count
from servanda.ledger.db import Database, connect
from servanda.ledger.errors import LedgerError
from servanda.ledger.filters import Filters, statement_conditions
from servanda.ledger.migrate import bring_up, version
from servanda.ledger.records import Counts, Hit, Run, Stored, Watch
from servanda.ledger.search import search
from servanda.ledger.tables import documents, items, reviews, runs, statements
from servanda.model import Document, Item, Link, Review, Statement
from servanda.text.sketch import Sketch


class Ledger:
    """Documents and statements as they were found, and people's decisions beside them.

    Use `Ledger.open`, as a context manager. What a method has written when it returns is committed; a method that
    raises has written nothing. Several processes and threads may use one ledger. Every error is a `LedgerError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url_or_path: str | Path, *, create: bool = True) -> Self:
        """Open the ledger at a path or at an SQLAlchemy URL, and bring an older one to the present schema.

        Raises:
            LedgerError: if it cannot be opened or made, is damaged, is no ledger, or is of a newer program.
        """
        database = connect(url_or_path, create=create)
        try:
            bring_up(database, create=create)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database)

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def place(self) -> str:
        """The path or address, without a password."""
        return self._database.place

    @property
    def database(self) -> Database:
        """The engine with its transactions, for the other modules of the ledger; nobody else asks it."""
        return self._database

    @property
    def schema_version(self) -> int:
        """The version of the schema that the ledger has."""
        with self._database.reading() as connection:
            return version(connection, self.place)

    def store(
        self,
        document: Document,
        statements: Sequence[Statement],
        items: Sequence[Item],
        run: Run,
        *,
        metadata_hash: str | None = None,
    ) -> Stored:
        """Keep one document with all that was found in it, in one transaction; storing it again changes nothing.

        Another version of the same source is retired with its statements and items, not deleted. What this
        document held before and holds no more is retired; what is found again is live again. People's decisions on
        what is retired move to what says the same there now, or are among `orphans`.

        Args:
            document: one version of a source.
            statements: all that were found in it.
            items: all that are followed, each made of some of `statements`.
            run: who coded it, with which settings.
            metadata_hash: what `is_current` is to compare; by default `fingerprint(document)`.
        """
        hashed = metadata_hash or codec.fingerprint(document)
        with self._database.writing() as connection:
            return write.store(connection, document, statements, items, run, hashed)

    def is_current(self, document_id: str, config: str, metadata_hash: str) -> bool:
        """Return whether this live version was coded with this configuration and read with these metadata."""
        same = (
            documents.c.id == document_id,
            documents.c.config == config,
            documents.c.metadata_hash == metadata_hash,
            documents.c.retired.is_(None),
        )
        with self._database.reading() as connection:
            return bool(connection.scalar(select(exists().where(*same))))

    def put_run(self, run: Run) -> None:
        """Keep a run, or what is now known of it: when it finished and how much it did."""
        with self._database.writing() as connection:
            write.add_run(connection, run)
            write.update_all(connection, runs, [codec.run_row(run)])

    def runs(self) -> tuple[Run, ...]:
        """Return all runs, the first one first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(runs).order_by(runs.c.started, runs.c.id)).mappings()
            return tuple(Run.model_validate(dict(row)) for row in rows)

    def documents(self, live: bool = True) -> tuple[Document, ...]:
        """Return the documents by date and name, without their text, blocks and non-text ranges; undated ones last.

        With `live` false, retired versions are among them.
        """
        order = (documents.c.published.is_(None), documents.c.published, documents.c.name, documents.c.id)
        query = select(documents.c.body).order_by(*order)
        if live:
            query = query.where(documents.c.retired.is_(None))
        with self._database.reading() as connection:
            return tuple(codec.document_head(body) for body in connection.scalars(query))

    def document(self, id: str) -> Document:  # noqa: A002
        """Return one document, live or retired, whole and equal to what was stored.

        Raises:
            LedgerError: if there is none.
        """
        names = ("body", "blocks", "nontext", "nulls", "text")
        query = select(*(documents.c[name] for name in names)).where(documents.c.id == id)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise LedgerError(f"There is no document {id} in {self.place}: list the documents to see their ids.")
        return codec.document_value(row)

    def find_document(self, reference: str) -> Document:
        """Return the one live document with this path, name, id, beginning of an id, or title, without its text.

        Raises:
            LedgerError: if there is none, or more than one; then it lists them.
        """
        with self._database.reading() as connection:
            return codec.document_head(find.find(connection, reference, self.place))

    def statements(
        self,
        document: str | None = None,
        *,
        force: str | None = None,
        actor: str | None = None,
        event: str | None = None,
        since: date | None = None,
        until: date | None = None,
        live: bool = True,
        limit: int | None = None,
    ) -> tuple[Statement, ...]:
        """Return statements by date of publication, document and place in it; undated ones first.

        Args:
            document: the id of a document.
            force: what kind of speech act.
            actor: ISO 3166-1 alpha-3 code or actor id of a bearer, also as a member of a collective.
            event: a PLOVER root.
            since: first day of publication.
            until: last day of publication.
            live: leave out what was retired.
            limit: at most so many.
        """
        wanted = Filters(document=document, force=force, actor=actor, event=event, since=since, until=until, live=live)
        order = (
            statements.c.published.nulls_first(),
            statements.c.document,
            statements.c.evidence_start,
            statements.c.id,
        )
        query = select(statements.c.body).order_by(*order).limit(limit)
        with self._database.reading() as connection:
            conditions = statement_conditions(wanted, walked=limit is not None and document is None)
            bodies = connection.scalars(query.where(*conditions))
            return tuple(Statement.model_validate_json(body) for body in bodies)

    def statement(self, id: str) -> Statement:  # noqa: A002
        """Return one statement, live or retired.

        Raises:
            LedgerError: if there is none.
        """
        with self._database.reading() as connection:
            body = connection.scalar(select(statements.c.body).where(statements.c.id == id))
        if body is None:
            raise LedgerError(f"There is no statement {id} in {self.place}: search for its words to find its id.")
        return Statement.model_validate_json(body)

    def items(self, document: str | None = None) -> tuple[Item, ...]:
        """Return the live items of one document or of all, in the order in which they were first stored."""
        query = select(items.c.body).where(items.c.retired.is_(None)).order_by(items.c.seq)
        if document is not None:
            query = query.where(items.c.document == document)
        with self._database.reading() as connection:
            return tuple(Item.model_validate_json(body) for body in connection.scalars(query))

    def put_links(
        self,
        links: Iterable[Link],
        *,
        replace_for_items: Collection[str],
        replace_for_documents: Collection[str] = (),
        run: Run | None = None,
    ) -> None:
        """Keep links; what these items, and the statements of these documents (ids), had besides is retired."""
        with self._database.writing() as connection:
            named = run.id if run else None
            propose.put(connection, links, frozenset(replace_for_items), named, frozenset(replace_for_documents))

    def links(self, item: str | None = None) -> tuple[Link, ...]:
        """Return the links whose item and statement are live, of one item or of all, each item's best first."""
        query = propose.live()
        if item is not None:
            query = query.where(items.c.id == item)
        with self._database.reading() as connection:
            return tuple(Link.model_validate_json(body) for body in connection.scalars(query))

    def reviews(self, subject: str | None = None, *, live: bool = True) -> tuple[Review, ...]:
        """Return people's decisions in the order they came, on one thing or on all.

        With `live` false, those that were replaced or taken back are among them.
        """
        query = select(reviews.c.body).order_by(reviews.c.seq)
        if subject is not None:
            query = query.where(reviews.c.subject == subject)
        if live:
            query = query.where(reviews.c.retracted.is_(None))
        with self._database.reading() as connection:
            return tuple(Review.model_validate_json(body) for body in connection.scalars(query))

    def orphans(self) -> tuple[Review, ...]:
        """Return the live decisions on a statement, an item's outcome or a link that is not live, as they came."""
        with self._database.reading() as connection:
            return tuple(Review.model_validate_json(body) for body in connection.scalars(follow.orphans()))

    def moves(self) -> dict[str, str]:
        """Return the id of each decision that moved with its words, with the id of the one that it continues."""
        query = select(reviews.c.id, reviews.c.moved_from).where(reviews.c.moved_from.is_not(None))
        with self._database.reading() as connection:
            return {row.id: row.moved_from for row in connection.execute(query.order_by(reviews.c.seq))}

    def add_review(self, review: Review) -> None:
        """Append a person's decision; their earlier one on the same thing is kept and marked as replaced.

        Raises:
            LedgerError: if another decision has this id.
        """
        with self._database.writing() as connection:
            decide.add(connection, review)

    def retract_review(self, id: str, *, user: str, at: datetime) -> None:  # noqa: A002
        """Take a decision back; it is kept, with who took it back and when.

        Raises:
            LedgerError: if there is no such decision that is live.
        """
        with self._database.writing() as connection:
            decide.retract(connection, id, user, at)

    def unsketched(self, rules: int) -> tuple[str, ...]:
        """Return the ids of live documents that were not yet compared with others by these rules."""
        with self._database.reading() as connection:
            return same.unsketched(connection, rules)

    def like(self, sketch: Sketch) -> dict[str, Sketch]:
        """Return the sketches of documents whose text may be nearly the same, by document."""
        with self._database.reading() as connection:
            return same.like(connection, sketch)

    def put_same(self, sketches: Mapping[str, Sketch], copies: same.Pairs, reports: same.Pairs, *, rules: int) -> None:
        """Keep which documents were compared, and which of them, and of their statements, are the same thing."""
        with self._database.writing() as connection:
            same.put(connection, sketches, copies, reports, rules)

    def copies(self) -> dict[tuple[str, str], float]:
        """Return the pairs of live documents whose texts are the same or nearly so, with their likeness."""
        with self._database.reading() as connection:
            return same.copies(connection)

    def reports(self) -> dict[tuple[str, str], float]:
        """Return the pairs of live statements that report one event, with their likeness."""
        with self._database.reading() as connection:
            return same.reports(connection)

    def add_watch(self, watch: Watch) -> None:
        """Keep a question under a name, to be asked again.

        Raises:
            LedgerError: if another one has the name.
        """
        with self._database.writing() as connection:
            watching.add(connection, watch)

    def watches(self) -> tuple[Watch, ...]:
        """Return the questions that are kept, in the order of their names."""
        with self._database.reading() as connection:
            return watching.every(connection)

    def watch_told(self, name: str, ids: Iterable[str], *, at: datetime) -> None:
        """Remember which answers to a kept question were told."""
        with self._database.writing() as connection:
            watching.told(connection, name, ids, at)

    def remove_watch(self, name: str, *, at: datetime) -> None:
        """Remove a kept question; its row stays, marked.

        Raises:
            LedgerError: if there is none of this name.
        """
        with self._database.writing() as connection:
            watching.remove(connection, name, at)

    def search(self, query: str, limit: int = 50, **filters: Unpack[Filters]) -> list[Hit]:
        """Return the best statements for some words, then documents none of whose statements answered.

        Words are all asked for; "words in quotes" stand together; AND, OR, NOT and a star at the end of a word
        work; nothing that is typed is an error. Words are compared by their English stems.
        """
        with self._database.reading() as connection:
            return search(connection, query, limit, filters)

    def counts(self) -> Counts:
        """Return how much there is."""
        with self._database.reading() as connection:
            return count(connection)
