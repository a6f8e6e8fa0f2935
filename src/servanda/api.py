"""A ledger in Python: the verbs of the command line as methods, typed values as answers."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from servanda.desk import QUESTIONS, Answer, Ask, comparison, drift
from servanda.ledger import Hit, Ledger
from servanda.model import Document, DocumentKind, Force, Item, Root, Statement
from servanda.ontology.rules import rules as rule_file
from servanda.pipeline import Report
from servanda.pipeline import add as add_paths
from servanda.pipeline import track as track_ledger
from servanda.settings import Settings
from servanda.text import ReadOptions
from servanda.views import LinkRow, ScoreRow, links_view, scorecard
from servanda.views.comparison import Comparison
from servanda.views.drift import Step
from servanda.views.rows import Rows
from servanda.views.same import Cluster, Per, Sameness, all_clusters
from servanda.views.scores import Cell, sheet

if TYPE_CHECKING:
    import pandas

Day = date | str
Place = str | PathLike[str]
Question = Literal["promised", "overdue", "news", "urges", "disagree", "takenup"]


class OpenLedger:
    """An open ledger: put documents in, follow what they promise, ask what became of it.

    `servanda.open_ledger` makes one; use it as a context manager, or `close` it. A day is a `date` or "YYYY-MM-DD";
    a document is named by path, name, id, beginning of an id, or title. An error of the user is a `LedgerError` or a
    `ValueError` whose message says what to do. `ledger` is the store itself, for what has no method here.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def close(self) -> None:
        """Let go of the database."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<ledger {self.ledger.place}>"

    def add(
        self,
        paths: Place | Sequence[Place],
        metadata: Place | Sequence[Place] = (),
        *,
        date: Day | None = None,
        publisher: str | None = None,
        kind: DocumentKind | None = None,
        title: str | None = None,
        settings: Settings | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Report:
        """Read, code and store documents; what the ledger already holds under the same settings stays as it is.

        Args:
            paths: A file, folder or corpus, or several.
            metadata: One or several docs.jsonl that describe files by `id` (file name without suffix).
            date: Day of publication; this and the next three override what the documents say of themselves.
            publisher: Who published them.
            kind: What kind of document they are.
            title: Their title.
            settings: What decides how documents are coded.
            progress: Called with the name of each document when it is in the ledger.

        Returns:
            What was done; `failures` are the sources that could not be read, each a sentence, `warnings` what a person
            should know.
        """
        described = {"date": _day(date), "publisher": publisher, "kind": kind, "title": title}
        options = ReadOptions.model_validate({"metadata": tuple(map(str, _several(metadata))), **described})
        sources = [str(path) for path in _several(paths)]
        return add_paths(sources, self.ledger, options, settings or Settings(), _now, progress)

    def track(self, *, anew: bool = False) -> Report:
        """Link later statements to earlier items; only new documents are compared with all others, unless `anew`."""
        return track_ledger(self.ledger, _now, anew=anew)

    def documents(self) -> Rows[Document]:
        """Return the documents by date and name, without their texts."""
        return Rows(self.ledger.documents(), "documents")

    def statements(
        self,
        document: str | None = None,
        *,
        force: Force | None = None,
        actor: str | None = None,
        event: Root | None = None,
        since: Day | None = None,
        until: Day | None = None,
        limit: int | None = None,
    ) -> Rows[Statement]:
        """Return statements by date of publication, document and place in it.

        Args:
            document: Of this document only.
            force: What kind of speech act.
            actor: ISO 3166-1 alpha-3 code or actor id of a bearer, also as a member of a collective.
            event: A PLOVER root.
            since: First day of publication.
            until: Last day of publication.
            limit: At most so many.
        """
        found = self.ledger.statements(
            self._id(document),
            force=force,
            actor=actor,
            event=event,
            since=_day(since),
            until=_day(until),
            limit=limit,
        )
        return Rows(found, "statements")

    def items(self, document: str | None = None, *, all: bool = False) -> Rows[Item]:  # noqa: A002
        """Return what is followed, of one document or of all; with `all` also the elaborations of items."""
        found = self.ledger.items(self._id(document))
        return Rows((item for item in found if all or item.parent is None), "items")

    def scorecard(
        self,
        document: str | None = None,
        as_of: Day | None = None,
        *,
        scale: str | None = None,
        force: Force | None = None,
        all: bool = False,  # noqa: A002
        per: Per = "cluster",
    ) -> Rows[ScoreRow]:
        """Return what became of each item, with the words that prove it; `track` comes first.

        Args:
            document: Of this document only: its author's recommendations and demands if it recommends anything,
                else its pledges and agreements.
            as_of: The state of knowledge on this day; by default on that of the latest document.
            scale: A published scale to map the outcomes to.
            force: Only items of this force.
            all: Also the elaborations of items.
            per: Count documents of one text, and reports of one event, once (`cluster`) or each (`report`).
        """
        found = scorecard(
            self.ledger, document=self._id(document), as_of=_day(as_of), scale=scale, all=all, force=force, per=per
        )
        return Rows(found, "items with their outcome")

    def links(self) -> Rows[LinkRow]:
        """Return how later statements bear on earlier items, with the reasons."""
        return Rows(links_view(self.ledger), "links")

    def compare(self, earlier: str, later: str) -> Comparison:
        """Lay two documents side by side: what is new, dropped, said again, stronger or weaker, changed otherwise.

        The answer's `rows` are the changes, `counts` and `told()` what they add up to.
        """
        return comparison(self.ledger, earlier, later)[2]

    def drift(self, reference: str, number: str | None = None, until: Day | None = None) -> Rows[Step]:
        """Follow an item, or all items of a document, through successive documents.

        Args:
            reference: A document, or an item by its id or as "document · number".
            number: The number of an item of the document.
            until: Last day of publication.
        """
        return Rows(drift(self.ledger, reference, number, _day(until)), "steps")

    def ask(
        self,
        question: Question,
        *,
        by: str | None = None,
        of: str | None = None,
        on: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        document: str | None = None,
        publisher: str | None = None,
        as_of: Day | None = None,
        per: Per = "cluster",
    ) -> Rows[Answer]:
        """Ask one of the desk's questions.

        Args:
            question: promised, overdue, news, urges, disagree or takenup.
            by: Who: a country, an ISO3 code, an organisation.
            of: Toward or on whom.
            on: On what: words; what a known subject is also called is found too.
            since: First day of publication.
            until: Last day of publication.
            document: Only this document.
            publisher: Only documents of this publisher.
            as_of: The state of knowledge on this day.
            per: Count reports of one event once (`cluster`) or each (`report`).
        """
        asked = Ask(by, of, on, _day(since), _day(until), document, publisher, _day(as_of), per)
        return Rows(QUESTIONS[question](self.ledger, asked), f"answers to {question}")

    def scores(self, document: str, rules: str | PathLike[str] = "g7rg", as_of: Day | None = None) -> Rows[Cell]:
        """Return the score sheet of a document: each commitment, member and cycle with suggestion and coders' scores.

        Args:
            document: The document whose commitments are scored.
            rules: A rule file of your own, or the name of the packaged one.
            as_of: The state of knowledge on this day.
        """
        found = sheet(self.ledger, self.ledger.find_document(document).id, rule_file(str(rules)), _day(as_of))
        return Rows(found, "cells")

    def same(self) -> Rows[Cluster]:
        """Return documents that have one text, then statements of several documents that report one event."""
        return Rows(all_clusters(self.ledger), "clusters")

    def search(
        self,
        query: str,
        limit: int = 50,
        *,
        document: str | None = None,
        force: Force | None = None,
        actor: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Rows[Hit]:
        """Return the best statements for some words, then documents; words, "phrases", AND, OR, NOT and prefix*."""
        found = self.ledger.search(
            query,
            limit,
            document=self._id(document),
            force=force,
            actor=actor,
            since=_day(since),
            until=_day(until),
        )
        return Rows(found, f"hits for {query}")

    def to_pandas(self, per: Per = "cluster") -> "pandas.DataFrame":
        """Return all statements as a data frame, with the column `reports`; every answer has a `to_pandas` of its own.

        Args:
            per: One row for all reports of an event, the earliest (`cluster`), or a row a statement (`report`).

        Raises:
            ModuleNotFoundError: if pandas is not installed; the message says how to get it.
        """
        frame = self.statements().to_pandas()
        same = Sameness.of(self.ledger)
        places = zip(frame["id"], frame["document"], frame["evidence"], strict=True) if len(frame) else ()
        keys = [same.key(*place) for place in places]
        documents: dict[str, set[str]] = {}
        for key, document in zip(keys, frame["document"] if len(frame) else (), strict=True):
            documents.setdefault(key, set()).add(document)
        frame["reports"] = [len(documents[key]) for key in keys]
        if per == "report":
            return frame
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        return frame.iloc[sorted(first.values())].reset_index(drop=True)

    def _id(self, document: str | None) -> str | None:
        return None if document is None else self.ledger.find_document(document).id


def _several(given: Place | Sequence[Place]) -> Sequence[Place]:
    return (given,) if isinstance(given, (str, PathLike)) else given


def _day(given: Day | None) -> date | None:
    """Return the day that was given.

    Raises:
        ValueError: if it is text that is no date.
    """
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"{given!r} is no date: write it as YYYY-MM-DD or give a datetime.date.") from None


def _now() -> datetime:
    return datetime.now(UTC)
