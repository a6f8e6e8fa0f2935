"""The coder and the tracker as evaluation asks for them: a name, a text and metadata in, statements and links out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.model import Statement
from servanda.settings import Settings

if TYPE_CHECKING:
    from servanda.evaluation import GoldDocument, Tracker
    from servanda.model import Document


def read(name: str, text: str, metadata: Mapping[str, Any]) -> "Document":
    """Return a gold document as the reader would give it."""
    from servanda.text import read_text

    known = {
        k: v for k, v in metadata.items() if k in ("title", "publisher", "authors", "kind", "language", "url") and v
    }
    published = metadata.get("published") or metadata.get("date")
    if isinstance(published, str):
        published = date.fromisoformat(published[:10])
    return read_text(text, name=name, fmt=metadata.get("format") or "plain", published=published, **known)


def coder(settings: Settings) -> Callable[[str, str, Mapping[str, Any]], Sequence[Statement]]:
    """Return the coder under these settings."""
    from servanda.coding import CodingOptions, code

    def run(name: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Statement]:
        return code(read(name, text, metadata), CodingOptions(model=settings.model, coder=settings.coder))

    return run


def tracker() -> "Tracker":
    """Return the tracker: items, links and outcomes among some documents on a day."""
    from servanda.evaluation import FoundLink, FoundOutcome, Passage, Tracked
    from servanda.linking import items, link
    from servanda.views import Memory, scorecard

    def run(
        documents: Sequence["GoldDocument"], statements: Mapping[str, Sequence[Statement]], as_of: date | None
    ) -> Tracked:
        read_all = [read(one.name, one.text, one.metadata) for one in documents]
        by_id = {document.id: document for document in read_all}
        rows = [s for document in read_all for s in statements[document.name]]
        gathered = [item for document in read_all for item in items(document, statements[document.name])]
        found = link(gathered, by_id, rows, by_id)
        where = {s.id: Passage(s.document_name, s.evidence.start, s.evidence.end) for s in rows}
        quoted = {i.id: tuple(Passage(q.document_name, q.start, q.end) for q in i.quotes) for i in gathered}
        store = Memory(documents=tuple(read_all), statements=tuple(rows), items=tuple(gathered), links=tuple(found))
        outcomes = [
            FoundOutcome(
                quoted[row.item.id],
                row.outcome.delivery,
                tuple(Passage(e.document_name, e.start, e.end) for e in row.outcome.evidence),
            )
            for row in scorecard(store, as_of=as_of, all=True)
        ]
        links = tuple(FoundLink(quoted[one.item], where[one.statement], one.relation, one.score) for one in found)
        return Tracked(links, tuple(outcomes))

    return run
