"""What views ask of a store; the ledger is one, and so is a plain collection in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from servanda.model import Document, Item, Link, Review, Statement


class Store(Protocol):
    """Documents with what was found in them, and people's decisions beside them."""

    def documents(self) -> Iterable[Document]:
        """Return the live documents; their texts may be left out."""

    def statements(self, document: str | None = None) -> Iterable[Statement]:
        """Return the statements, of one document if its id is given."""

    def items(self, document: str | None = None) -> Iterable[Item]:
        """Return the items, of one document if its id is given."""

    def links(self, item: str | None = None) -> Iterable[Link]:
        """Return the links, of one item if its id is given."""

    def reviews(self) -> Iterable[Review]:
        """Return the live decisions."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A store in memory: for tests, notebooks and documents that are looked at once."""

    held_documents: Sequence[Document] = ()
    held_statements: Sequence[Statement] = ()
    held_items: Sequence[Item] = ()
    held_links: Sequence[Link] = ()
    held_reviews: Sequence[Review] = ()

    def documents(self) -> Sequence[Document]:
        """Return the documents."""
        return self.held_documents

    def statements(self, document: str | None = None) -> Sequence[Statement]:
        """Return the statements, of one document if its id is given."""
        return [row for row in self.held_statements if document in (None, row.document)]

    def items(self, document: str | None = None) -> Sequence[Item]:
        """Return the items, of one document if its id is given."""
        return [row for row in self.held_items if document in (None, row.document)]

    def links(self, item: str | None = None) -> Sequence[Link]:
        """Return the links, of one item if its id is given."""
        return [row for row in self.held_links if item in (None, row.item)]

    def reviews(self) -> Sequence[Review]:
        """Return the decisions."""
        return self.held_reviews


def tracked(documents: Sequence[Document], statements: Sequence[Statement]) -> Memory:
    """Return a store of these documents with their items and links found."""
    from servanda.linking import items, link

    found = [item for document in documents for item in items(document, statements)]
    by_id = {document.id: document for document in documents}
    links = link(found, by_id, {row.id: row for row in statements}, by_id)
    return Memory(documents, statements, found, links)
