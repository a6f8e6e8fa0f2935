"""Every link as a row: what was said earlier, what was said later, and how the one bears on the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from servanda.model import Item, Link, Quote, Statement
from servanda.views.store import Store


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link with the words on both sides: the item's first quotation and the later evidence."""

    link: Link
    earlier: Quote
    later: Quote

    def json(self) -> dict[str, Any]:
        """Return the row as plain values, in the shape that the contract gives for a line of links."""
        return {
            "item": self.link.item,
            "earlier": self.earlier.model_dump(mode="json"),
            "later": self.later.model_dump(mode="json"),
            "relation": self.link.relation,
            "score": self.link.score,
            "reasons": list(self.link.reasons),
        }


def links_view(store: Store) -> list[LinkRow]:
    """Return all links whose item and later statement are live, in the store's order."""
    items = {item.id: item for item in store.items()}
    statements = {row.id: row for row in store.statements()}
    return list(_rows(store.links(), items, statements))


def _rows(links: Iterable[Link], items: dict[str, Item], statements: dict[str, Statement]) -> Iterator[LinkRow]:
    for link in links:
        item, later = items.get(link.item), statements.get(link.statement)
        if item is not None and item.quotes and later is not None:
            yield LinkRow(link, item.quotes[0], _quote(later))


def _quote(row: Statement) -> Quote:
    span = row.evidence
    return Quote(document=row.document, document_name=row.document_name, start=span.start, end=span.end, text=span.text)
