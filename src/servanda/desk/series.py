"""Two documents side by side, and one commitment through successive documents, asked of a ledger."""

from datetime import date

from servanda.ledger import Ledger, LedgerError
from servanda.model import Document, Item
from servanda.views.comparison import Comparison, compare_documents
from servanda.views.drift import Step, bearers_to_ask
from servanda.views.drift import drift as followed

_CALLS = frozenset(("demand", "recommendation"))


def comparison(ledger: Ledger, earlier: str, later: str) -> tuple[Document, Document, Comparison]:
    """Return two documents, by path, name, id, beginning of an id, or title, and how the later one differs.

    Raises:
        LedgerError: if one of them is not there, the name fits several, or both are the same.
    """
    one, other = ledger.find_document(earlier), ledger.find_document(later)
    if one.id == other.id:
        raise LedgerError(f"{one.name} cannot be compared with itself: name two documents.")
    return one, other, compare_documents(ledger, one.id, other.id)


def drift(ledger: Ledger, reference: str, number: str | None = None, until: date | None = None) -> list[Step]:
    """Follow an item, or all items of a document, through the later documents of a ledger.

    Args:
        ledger: The ledger.
        reference: A document, or an item by its id or as "document · number".
        number: The number of an item of the document.
        until: Last day of publication of what is searched.

    Raises:
        LedgerError: if there is no such document or item, or the document has no date.
    """
    items = items_named(ledger, reference, number)
    documents = {document.id: document for document in ledger.documents()}
    start = documents[items[0].document]
    if start.published is None:
        raise LedgerError(f"{start.name} has no date of publication, so nothing can be said to come after it.")
    found = [ledger.statements(actor=code, since=start.published, until=until) for code in bearers_to_ask(items)]
    calls = {item.force for item in items} & _CALLS
    found += [ledger.statements(force=kind, since=start.published, until=until) for kind in sorted(calls)]
    later = {row.id: row for rows in found for row in rows if row.document != start.id}
    return followed(items, ledger.statements(start.id), later.values(), documents)


def items_named(ledger: Ledger, reference: str, number: str | None = None) -> list[Item]:
    """Return the items that are named: one by id, by "document · number" or by both, or the top items of a document.

    Raises:
        LedgerError: if there is none.
    """
    name, _, typed = reference.partition(" · ")
    wanted = number or typed or None
    if wanted is None:
        held = [item for item in ledger.items() if item.id == reference]
        if held:
            return held
    document = ledger.find_document(name)
    rows = ledger.items(document.id)
    found = [row for row in rows if (row.parent is None if wanted is None else row.number == wanted)]
    if not found:
        what = f"item {wanted}" if wanted else "items"
        raise LedgerError(f"{document.name} has no {what}: `servanda items` lists what is followed.")
    return found
