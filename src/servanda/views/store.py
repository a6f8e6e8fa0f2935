"""What views ask of a store; the ledger is one, and so is a plain collection in memory."""

from collections.abc import Iterable, Mapping, Sequence
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

    def copies(self) -> Mapping[tuple[str, str], float]:
        """Return the pairs of documents that have one text."""

    def reports(self) -> Mapping[tuple[str, str], float]:
        """Return the pairs of statements that report one event."""


class Memory:
    """A store in memory: for tests, notebooks and documents that are looked at once."""

    def __init__(
        self,
        documents: Sequence[Document] = (),
        statements: Sequence[Statement] = (),
        items: Sequence[Item] = (),
        links: Sequence[Link] = (),
        reviews: Sequence[Review] = (),
    ) -> None:
        self._documents = tuple(documents)
        self._statements = tuple(statements)
        self._items = tuple(items)
        self._links = tuple(links)
        self._reviews = tuple(reviews)

    def documents(self) -> Sequence[Document]:
        """Return the documents."""
        return self._documents

    def statements(self, document: str | None = None) -> Sequence[Statement]:
        """Return the statements, of one document if its id is given."""
        return [row for row in self._statements if document in (None, row.document)]

    def items(self, document: str | None = None) -> Sequence[Item]:
        """Return the items, of one document if its id is given."""
        return [row for row in self._items if document in (None, row.document)]

    def links(self, item: str | None = None) -> Sequence[Link]:
        """Return the links, of one item if its id is given."""
        return [row for row in self._links if item in (None, row.item)]

    def reviews(self) -> Sequence[Review]:
        """Return the decisions."""
        return self._reviews

    def copies(self) -> Mapping[tuple[str, str], float]:
        """Return no pairs: what is looked at once is not compared."""
        return {}

    def reports(self) -> Mapping[tuple[str, str], float]:
        """Return no pairs."""
        return {}


def tracked(documents: Sequence[Document], statements: Sequence[Statement]) -> Memory:
    """Return a store of these documents with their items and links found."""
    from servanda.linking import items, link

    found = [item for document in documents for item in items(document, statements)]
    by_id = {document.id: document for document in documents}
    links = link(found, by_id, {row.id: row for row in statements}, by_id)
    return Memory(documents, statements, found, links)
