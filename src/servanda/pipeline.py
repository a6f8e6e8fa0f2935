"""Where the parts meet: add (read → code → store) and track (items → links), both resumable."""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from servanda.model import Document, Item, Statement, key
from servanda.sameness import gather
from servanda.settings import Settings

if TYPE_CHECKING:
    from servanda.ledger import Ledger, Run, Stored
    from servanda.ledger.tracked import Tracked
    from servanda.text import ReadError, ReadOptions

Clock = Callable[[], datetime]
_FEW = 0.1


@dataclass(slots=True)
class Report:
    """What a run did: how many documents by outcome, what failed and why, what a person should know.

    After tracking: how many items and links, and how many items by delivery.
    """

    outcomes: dict[str, int] = field(default_factory=dict)
    deliveries: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def documents(self) -> int:
        """Return how many documents were handled."""
        return sum(self.outcomes.values())

    def count(self, outcome: str) -> None:
        """Count one document."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with its statements and items; each item's statements name the item."""

    document: Document
    statements: tuple[Statement, ...]
    items: tuple[Item, ...]


class TooLongError(Exception):
    """Coding one document took longer than it may; the message says what to do."""


def code_document(document: Document, settings: Settings) -> Coded:
    """Code one document and gather its items; pure, so any worker can run it.

    Raises:
        TooLongError: where it takes longer than the settings allow.
    """
    from servanda.coding import CodingOptions, code
    from servanda.linking import items

    options = CodingOptions(settings.model, settings.vague_deadlines, settings.coder)
    found = code(document, options, pulse=_until(settings.seconds_per_document))
    gathered = items(document, found)
    item_of = {statement: item.id for item in gathered for statement in item.statements}
    marked = tuple(s.model_copy(update={"item": item_of[s.id]}) if s.id in item_of else s for s in found)
    return Coded(document, marked, gathered)


def _until(seconds: float) -> Callable[[], None]:
    """Return what raises `TooLongError` when it is called after so many seconds."""
    from servanda.text.source import too_long

    end = monotonic() + seconds

    def pulse() -> None:
        if monotonic() > end:
            raise TooLongError(too_long("coding it", seconds))

    return pulse


def code_paths(
    paths: Sequence[str | Path], options: "ReadOptions", settings: Settings
) -> "Iterator[Coded | ReadError]":
    """Yield each document of the paths with its statements and items, or the error that kept it from being read."""
    from servanda.text import read_paths

    for read in read_paths(paths, options):
        yield _coded(read, settings) if isinstance(read, Document) else read


def _coded(document: Document, settings: Settings) -> "Coded | ReadError":
    """Code one document; a fault in it is an error with its name, and the rest of the batch goes on."""
    from servanda.text import ReadError
    from servanda.text.parse import ModelMissingError

    try:
        return code_document(document, settings)
    except ModelMissingError:
        raise
    except TooLongError as error:
        return ReadError(source=document.name, reason=str(error), hint="the rest is done")
    except Exception as error:
        reason = f"it could not be coded ({type(error).__name__}: {str(error)[:200]})"
        return ReadError(source=document.name, reason=reason, hint="the rest is done; please report the fault")


def add(
    paths: Sequence[str | Path],
    ledger: "Ledger",
    options: "ReadOptions",
    settings: Settings,
    clock: Clock,
    progress: Callable[[str], None] | None = None,
    prepare: Callable[[Document], Document] | None = None,
) -> Report:
    """Read, code and store; what the ledger already holds under the same settings is left as it is.

    Each document is committed by itself: a stopped run goes on where it ended. `progress` is given the name of each
    document when it is in the ledger, never before. `prepare` may say more of where a document comes from.
    """
    from servanda.ledger import fingerprint
    from servanda.text import read_paths

    started = clock()
    run = _run(settings, started)
    ledger.put_run(run)
    report = Report()
    for read in read_paths(paths, options):
        if not isinstance(read, Document):
            report.failures.append(str(read))
            continue
        if prepare is not None:
            read = prepare(read)
        report.warnings += _warnings(read)
        if ledger.is_current(read.id, run.config, fingerprint(read)):
            report.count("unchanged")
        else:
            coded = _coded(read, settings)
            if not isinstance(coded, Coded):
                report.failures.append(str(coded))
                continue
            stored = ledger.store(read, coded.statements, coded.items, run)
            report.count(stored.outcome)
            report.statements += len(coded.statements)
            report.warnings += _orphaned(read.name, stored)
        if progress:
            progress(read.name)
    gather(ledger)
    finished = clock()
    report.seconds = (finished - started).total_seconds()
    counts = {"documents": report.documents, "statements": report.statements, "failed": len(report.failures)}
    ledger.put_run(run.model_copy(update={"finished": finished, **counts}))
    return report


def track(
    ledger: "Ledger",
    clock: Clock,
    progress: Callable[[str], None] | None = None,
    *,
    anew: bool = False,
    workers: int = 1,
) -> Report:
    """Link later statements to earlier items of a ledger, in place of the links proposed before.

    What was compared before is not compared again: documents that are new or have changed are compared with all
    others, as long as they are few. `progress` is given the name of each document whose statements have been compared.

    Args:
        ledger: the ledger.
        clock: gives the time.
        progress: called after each later document.
        anew: compare all documents, whatever was compared before.
        workers: how many processes compare where all documents are compared.
    """
    from servanda.ledger.tracked import Tracked
    from servanda.settling import settle, settle_new

    started = clock()
    gather(ledger)
    known = Tracked(ledger)
    fresh = known.dated(fresh=True)
    state = None if anew else known.state()
    linked = None if state is None else _only(ledger, known, fresh, state, progress)
    if linked is None:
        _all(ledger, known, progress, workers)
    deliveries = settle(ledger) if linked is None else settle_new(ledger, fresh, linked)
    counts = ledger.counts()
    report = Report({"items": counts.items, "links": counts.links}, deliveries, statements=counts.links)
    report.seconds = (clock() - started).total_seconds()
    return report


def _all(ledger: "Ledger", known: "Tracked", progress: Callable[[str], None] | None, workers: int) -> None:
    """Compare every document with every other."""
    from servanda.linking import VERSION, link, rarity

    marks = known.dated()
    items, statements = ledger.items(), ledger.statements()
    documents = {head.id: head for head in ledger.documents()}
    words = rarity(statements)
    known.begin({"version": VERSION, "statements": len(statements), "size": words.size, "counts": dict(words.counts)})
    held = ChainMap({}, known.vectors())  # what is new stands in its first map
    links = link(items, documents, statements, documents, words, progress, held, workers)
    ledger.put_links(links, replace_for_items=[item.id for item in items])
    known.keep_vectors(held.maps[0])
    known.compared(marks)


def _only(
    ledger: "Ledger",
    known: "Tracked",
    fresh: Mapping[str, str],
    state: Mapping[str, Any],
    progress: Callable[[str], None] | None,
) -> set[str] | None:
    """Compare only the new documents with the others; null where they are too many, or the rules have changed.

    Returns the items that have other links now.

    How telling a word is stays as it was counted; with a tenth more statements it is counted anew.
    """
    from servanda.linking import VERSION, Rarity, link

    if state["version"] != VERSION:
        return None
    if not fresh:
        return set()
    told = known.statements(fresh)
    new = [row for row in told if row.document in fresh]
    if len(new) > _FEW * state["statements"]:
        return None
    words = Rarity(state["counts"], state["size"])
    documents = {head.id: head for head in ledger.documents()}
    items = ledger.items()
    held = ChainMap({}, known.vectors())  # what is new stands in its first map
    by_id = {row.id: row for row in told}
    here = {key: documents[key] for key in fresh if key in documents}
    days = [head.published for head in documents.values() if head.published]
    links = list(link(items, documents, by_id, here, words, progress, held, haystack=days))
    own = [item for item in items if item.document in fresh]
    if own:
        first = min(head.published for head in here.values() if head.published)
        later = {key: head for key, head in documents.items() if head.published and head.published > first}
        others = {key: head for key, head in later.items() if key not in fresh}
        spoken = {row.id: row for row in (*new, *(row for key in others for row in ledger.statements(key)))}
        links += link(own, here, spoken, others, words, progress, held, haystack=days)
    ledger.put_links(links, replace_for_items=[item.id for item in own], replace_for_documents=fresh)
    known.keep_vectors(held.maps[0])
    known.compared(fresh)
    return {link.item for link in links}


def _run(settings: Settings, started: datetime) -> "Run":
    from servanda.coding.coder import VERSION
    from servanda.ledger import Run

    config = settings.config()
    return Run(
        id=key("r", config, started.isoformat()),
        coder=settings.coder,
        version=VERSION,
        codebook="plover-base-0.8+servanda-1",
        config=config,
        started=started,
    )


def _orphaned(name: str, stored: "Stored") -> list[str]:
    if not stored.orphaned:
        return []
    decisions = "1 decision stands" if stored.orphaned == 1 else f"{stored.orphaned} decisions stand"
    return [f"{name}: {decisions} on words or statements that are gone: see `servanda reviews --orphans`"]


def _warnings(document: Document) -> list[str]:
    found = [f"{document.name}: {note}" for note in document.notes]
    if document.published is None:
        found.append(
            f"{document.name}: no date of publication ({document.date_reason}); it is stored and coded, "
            "but takes no part in tracking: give --date or a metadata file"
        )
    if document.language not in (None, "en"):
        found.append(f"{document.name}: its language is {document.language!r}, which is not coded yet; it is stored")
    return found
