"""What a report holds: the scorecard with its proof, the texts, the actors, and the bounds of what was searched."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Protocol

from servanda.export.entries import Entry, Places, entries, evidence_of, item_anchor, quoted
from servanda.export.errors import MOST_BYTES, ReportError, too_large
from servanda.export.marked import MarkedDocument, marked
from servanda.export.network import Network, network
from servanda.export.parties import Account, accounts
from servanda.export.timeline import Timeline, timeline
from servanda.export.words import DELIVERY
from servanda.model import Delivery, Document, Statement
from servanda.ontology.scales import Scale
from servanda.ontology.scales import scale as scale_of
from servanda.views import scorecard
from servanda.views.scorecard import ScoreRow, knowledge
from servanda.views.store import Store


class RunLine(Protocol):
    """What the page tells of a run: which coder, which codebook, when."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def coder(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def codebook(self) -> str: ...  # noqa: D102
    @property
    def config(self) -> str: ...  # noqa: D102
    @property
    def finished(self) -> datetime | None: ...  # noqa: D102


class Archive(Store, Protocol):
    """A store that also has the texts and the runs; the ledger is one."""

    def document(self, id: str) -> Document:  # noqa: A002
        """Return one document with its text."""

    def runs(self) -> Sequence[RunLine]:
        """Return the runs that coded the documents, the first one first."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What "no evidence found" is bounded by; `undated` documents take no part."""

    documents: int
    publishers: int
    since: date | None
    until: date | None
    undated: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the page shows, in its order."""

    title: str
    selected: tuple[Document, ...]
    as_of: date | None
    bounds: Bounds
    counts: tuple[tuple[Delivery, int], ...]
    entries: tuple[Entry, ...]
    scale: Scale | None
    percent: float | None
    documents: tuple[MarkedDocument, ...]
    accounts: tuple[Account, ...]
    accounts_left_out: int
    places: Places
    timeline: Timeline | None
    network: Network | None
    runs: tuple[RunLine, ...]

    @property
    def by_document(self) -> tuple[tuple[Document, tuple[Entry, ...]], ...]:
        """The items, document by document, in their order."""
        groups = groupby(self.entries, key=lambda entry: entry.document.id)
        rows = tuple(tuple(found) for _, found in groups)
        return tuple((found[0].document, found) for found in rows)

    @property
    def told(self) -> frozenset[str]:
        """The keys of the parties that have an account of their own."""
        return frozenset(account.party.key for account in self.accounts)


def report(
    archive: Archive,
    documents: Sequence[str] = (),
    as_of: date | None = None,
    scale: str | None = None,
    title: str | None = None,
    most_bytes: int = MOST_BYTES,
) -> Report:
    """Return what a page says of the items of some documents, or of all, on a day.

    Args:
        archive: Where documents, statements, items, links and runs are.
        documents: The ids of the documents whose items are followed; by default those of all.
        as_of: The day of the state of knowledge; by default the latest publication date.
        scale: The id of a published scale to map the outcomes to.
        title: The page's title; by default it names the documents.
        most_bytes: Texts that are longer together are refused before they are all read.

    Raises:
        ReportError: if the texts that hold items or evidence are too long for one page.
        ValueError: if the scale does not exist.
    """
    known = knowledge(archive)
    day = as_of or known.corpus.until
    wanted = tuple(dict.fromkeys(documents)) or (None,)
    rows = [
        row
        for one in wanted
        for row in scorecard(archive, one, as_of, scale, all=True, known=known)
        if day is None or _by(known.documents[row.item.document], day)
    ]
    texts = _texts(archive, rows, documents, most_bytes)
    said = [row for row in archive.statements() if row.document in texts]
    places = Places(texts, said)
    shown = entries(rows, places, texts, known.statements)
    told, left_out = accounts(said)
    selected = tuple(texts[one] for one in dict.fromkeys(documents))
    mapped = scale_of(scale) if scale else None
    return Report(
        title=title or _title(selected),
        selected=selected,
        as_of=day,
        bounds=_bounds(known.documents.values(), day),
        counts=_counts(shown),
        entries=shown,
        scale=mapped,
        percent=mapped.percent(mapped.score(entry.delivery) for entry in shown) if mapped else None,
        documents=tuple(_marked(texts, said, rows)),
        accounts=tuple(told),
        accounts_left_out=left_out,
        places=places,
        timeline=timeline(shown),
        network=network(said),
        runs=last_runs(archive.runs()),
    )


def _texts(archive: Archive, rows: Iterable[ScoreRow], selected: Iterable[str], most: int) -> dict[str, Document]:
    """Return the documents that hold an item or evidence, by date; stop before they fill more than a page may hold."""
    wanted = dict.fromkeys(selected)
    for row in rows:
        wanted |= dict.fromkeys(quote.document for quote in row.item.quotes)
        wanted |= dict.fromkeys(found.document for found in evidence_of(row))
        wanted[row.item.document] = None
    found, size = [], 0
    for id in wanted:  # noqa: A001
        found.append(archive.document(id))
        size += len(found[-1].text)
        if size > most:
            raise ReportError(too_large(most))
    found.sort(key=lambda one: (one.published or date.max, one.name, one.id))
    return {one.id: one for one in found}


def _marked(
    texts: dict[str, Document], statements: Sequence[Statement], rows: Sequence[ScoreRow]
) -> Iterable[MarkedDocument]:
    items = {key: (row.item.number, item_anchor(row.item)) for row in rows for key in row.item.statements}
    quotes = [quote for row in rows for quote in (*row.item.quotes, *map(quoted, evidence_of(row)))]
    for document in texts.values():
        inside = [row for row in statements if row.document == document.id]
        yield marked(document, inside, items, (quote for quote in quotes if quote.document == document.id))


def _by(document: Document, day: date) -> bool:
    return document.published is not None and document.published <= day


def _bounds(documents: Iterable[Document], day: date | None) -> Bounds:
    rows = tuple(documents)
    dated = [row for row in rows if row.published is not None and (day is None or row.published <= day)]
    days = [row.published for row in dated if row.published is not None]
    return Bounds(
        documents=len(dated),
        publishers=len({row.publisher for row in dated if row.publisher}),
        since=min(days, default=None),
        until=max(days, default=None),
        undated=sum(row.published is None for row in rows),
    )


def _counts(shown: Iterable[Entry]) -> tuple[tuple[Delivery, int], ...]:
    found = Counter(entry.delivery for entry in shown)
    return tuple((name, found[name]) for name in DELIVERY if found[name])


def last_runs(runs: Iterable[RunLine]) -> tuple[RunLine, ...]:
    """Return the last run of each configuration."""
    return tuple({run.config: run for run in runs}.values())


def _title(selected: Sequence[Document]) -> str:
    if not selected:
        return "What became of what was urged and promised"
    names = [document.title or document.name for document in selected]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"What became of “{names[0]}”{more}"
