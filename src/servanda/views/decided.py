"""Statements as people left them: the machine's words with the decisions on them applied, never written over."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from servanda.model import Change, Document, Item, Link, Review, Statement
from servanda.views.store import Store

Standing = Literal["open", "accepted", "rejected", "edited", "added", "disputed"]
REJECTED = "rejected"
VERDICTS = ("accepted", "rejected", "edited", "added", "adjudicated")


@dataclass(frozen=True, slots=True)
class Decided:
    """A statement as the machine said it and as people left it; `statement` is None where it was rejected."""

    machine: Statement
    statement: Statement | None
    standing: Standing
    reviews: tuple[Review, ...] = ()

    @property
    def shown(self) -> Statement:
        """The statement as it stands, the machine's where it was rejected."""
        return self.statement or self.machine

    @property
    def changed(self) -> frozenset[str]:
        """The fields that people coded otherwise."""
        names = type(self.machine).model_fields
        return frozenset(name for name in names if getattr(self.machine, name) != getattr(self.shown, name))


def decided(machine: Statement, reviews: Iterable[Review]) -> Decided:
    """Return a statement with the live decisions on it, in the order they came; the last one holds.

    Where two people's last decisions differ and nobody settled it, it is disputed, and the last one holds until then.
    """
    said = tuple(one for one in reviews if one.subject_kind == "statement" and one.judgement in VERDICTS)
    if not said:
        return Decided(machine, machine, "open")
    settled = [one for one in said if one.judgement == "adjudicated"]
    last = (settled or list(said))[-1]
    result = applied(machine, last)
    if not settled and len({_essence(machine, one) for one in said}) > 1:
        return Decided(machine, result, "disputed", said)
    if result is None:
        return Decided(machine, None, "rejected", said)
    if any(one.judgement == "added" for one in said) and result == machine:
        return Decided(machine, result, "added", said)
    return Decided(machine, result, "edited" if result != machine else "accepted", said)


def applied(machine: Statement, review: Review) -> Statement | None:
    """Return the statement as one decision leaves it, None where that rejects it."""
    if rejects(review):
        return None
    if not review.changes:
        return machine
    try:
        return patched(machine, review.changes)
    except ValueError:  # a field that a newer or older Servanda knows otherwise
        return machine


def patched(machine: Statement, changes: Iterable[Change]) -> Statement:
    """Return a statement with some of its fields changed.

    Raises:
        ValueError: if the fields do not make a statement.
    """
    given: dict[str, Any] = json.loads(machine.model_dump_json())
    given.update({change.field: json.loads(change.after) for change in changes})
    return Statement.model_validate(given)


class Applied:
    """A store whose statements are as people left them, and without what they rejected."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reviews = by_subject(store.reviews())

    def documents(self) -> Iterable[Document]:
        """Return the live documents."""
        return self._store.documents()

    def statements(self, document: str | None = None) -> Sequence[Statement]:
        """Return the statements that stand, of one document if its id is given."""
        rows = (
            decided(row, self._reviews[row.id]).statement if row.id in self._reviews else row
            for row in self._store.statements(document)
        )
        return [row for row in rows if row is not None]

    def items(self, document: str | None = None) -> Sequence[Item]:
        """Return the items that still have a statement which stands, with what was edited in their leading one."""
        found = (self._item(one) for one in self._store.items(document))
        return [one for one in found if one is not None]

    def links(self, item: str | None = None) -> Iterable[Link]:
        """Return the links."""
        return self._store.links(item)

    def reviews(self) -> Iterable[Review]:
        """Return the live decisions."""
        return [one for rows in self._reviews.values() for one in rows]

    def copies(self) -> Mapping[tuple[str, str], float]:
        """Return the pairs of documents that have one text."""
        return self._store.copies()

    def reports(self) -> Mapping[tuple[str, str], float]:
        """Return the pairs of statements that report one event."""
        return self._store.reports()

    def _item(self, item: Item) -> Item | None:
        gone = {one for one in item.statements if self._rejected(one)}
        return standing(item, [one for one in item.statements if one not in gone]) if gone else item

    def _rejected(self, statement: str) -> bool:
        said = [one for one in self._reviews.get(statement, ()) if one.judgement in VERDICTS]
        settled = [one for one in said if one.judgement == "adjudicated"]
        last = (settled or said)[-1:]
        return any(rejects(one) for one in last)


def rejects(review: Review) -> bool:
    """Return whether a decision takes its statement away; an adjudication says so at the beginning of its note."""
    return review.judgement == "rejected" or (review.judgement == "adjudicated" and review.note.startswith(REJECTED))


def standing(item: Item, statements: Sequence[str]) -> Item | None:
    """Return an item made of these of its statements only; None where its leading one is gone."""
    if not statements or statements[0] != item.statements[0]:
        return None
    return item.model_copy(update={"statements": tuple(statements)})


def by_subject(reviews: Iterable[Review]) -> Mapping[str, list[Review]]:
    """Return decisions by what they are on, in their order."""
    found: dict[str, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.subject, []).append(review)
    return found


def _essence(machine: Statement, review: Review) -> str:
    result = applied(machine, review)
    return "rejected" if result is None else result.model_dump_json(exclude={"confidence", "rule"})
