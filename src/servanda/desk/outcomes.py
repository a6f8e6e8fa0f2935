"""The outcomes of some items of a ledger, computed for these alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from servanda.desk.ask import Ask, actor_code, found
from servanda.ledger import Ledger
from servanda.linking import Known, outcome
from servanda.linking.schedule import deadline
from servanda.model import Document, Force, Item, Link, Outcome, TimeRef
from servanda.views import knowledge

_FOLLOWED: tuple[Force, ...] = ("pledge", "agreement", "recommendation", "demand")


@dataclass(frozen=True, slots=True)
class Followed:
    """The top items of a ledger with what their outcomes are computed from."""

    tops: tuple[Item, ...]
    parts: dict[str, list[Item]]
    links: dict[str, list[Link]]
    known: Known

    def on(self, item: Item, day: date) -> Outcome:
        """Return the outcome of an item, with those of its parts, on a day."""
        parts = [(part, outcome(part, self.links[part.id], self.known, as_of=day)) for part in self.parts[item.id]]
        return outcome(item, self.links[item.id], self.known, parts, day)

    def document(self, item: Item) -> Document:
        """Return the document of an item, without its text."""
        return self.known.documents[item.document]

    def limit(self, item: Item) -> TimeRef | None:
        """Return by when an item is to be kept; what was past when it was said is no deadline."""
        rows = (self.known.statements[key] for key in item.statements if key in self.known.statements)
        found = deadline(rows)
        published = self.document(item).published
        return found if found and found.end and published and found.end >= published else None

    def touched(self, since: date, until: date) -> set[str]:
        """Return the items on which a document of these days bears, itself or by a part."""
        owner = {part.id: top for top, parts in self.parts.items() for part in parts}
        found = set()
        for links in self.links.values():
            for link in links:
                said = self.known.statements.get(link.statement)
                head = self.known.documents.get(said.document) if said else None
                if head is not None and head.published is not None and since <= head.published <= until:
                    found.add(owner.get(link.item, link.item))
        return found


def followed(ledger: Ledger, ask: Ask, wanted: Callable[[Item], bool] = lambda _: True) -> Followed:
    """Return the items to which a question is narrowed (bearer, words, document, publisher), undated ones left out."""
    known = knowledge(ledger, ask.per or "cluster")
    document = None if ask.document is None else ledger.find_document(ask.document).id
    by = None if ask.by is None else actor_code(ask.by)
    said = None if ask.on is None else {row.id for force in _FOLLOWED for row in found(ledger, ask, force)}
    tops: list[Item] = []
    parts: dict[str, list[Item]] = defaultdict(list)
    for item in ledger.items(document):
        if item.parent is not None:
            parts[item.parent].append(item)
        elif wanted(item) and _dated(item, ask, known) and _borne(item, by) and _on(item, said):
            tops.append(item)
    links: dict[str, list[Link]] = defaultdict(list)
    for link in ledger.links():
        links[link.item].append(link)
    return Followed(tuple(tops), parts, links, known)


def _dated(item: Item, ask: Ask, known: Known) -> bool:
    head = known.documents.get(item.document)
    if head is None or head.published is None:
        return False
    return ask.publisher is None or ask.publisher.lower() in (head.publisher or "").lower()


def _borne(item: Item, by: str | None) -> bool:
    return by is None or any(by in actor.keys or by == actor.actor_id for actor in item.bearers)


def _on(item: Item, said: set[str] | None) -> bool:
    return said is None or not said.isdisjoint(item.statements)


def last_day(known: Known, days: Iterable[date | None]) -> date | None:
    """Return the day of the state of knowledge: the first that is given, else that of the latest document."""
    return next((day for day in days if day is not None), known.corpus.until)
