"""The bounds of a search: how many documents were read, and how many of them speak of a bearer and the subject."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from servanda.actors.grammar import PRONOUNS
from servanda.linking.bodies import bodies
from servanda.linking.frames import Frame, item_frames, keys_of
from servanda.linking.near import near
from servanda.linking.tables import general
from servanda.linking.vocabulary import act_words, domains, generic_words
from servanda.linking.words import units
from servanda.model import Actor, Document, Item, Searched, Statement

_NEAR = 0.45


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document must name to be relevant to an item: one of the bearers, null for anybody, and one subject."""

    bearers: frozenset[str] | None
    subjects: frozenset[str]


class Corpus:
    """Dated documents, indexed by whom and what their statements name; built once, asked for each item.

    Each name, word and field holds a set of documents as the bits of a number, in order of publication. `copies` gives
    for documents of one text the id by which they count as one, on the day of the first of them.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        statements: Iterable[Statement],
        copies: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        dated = [document for document in documents if document.published is not None]
        dated.sort(key=lambda document: (document.published, document.id))
        first: dict[str, Document] = {}
        for document in dated:
            first.setdefault(copies.get(document.id, document.id), document)
        self._documents = list(first.values())
        place = {key: at for at, key in enumerate(first)}
        self._place = {document.id: place[copies.get(document.id, document.id)] for document in dated}
        self._bits: dict[str, int] = defaultdict(int)
        self._windows: dict[tuple[date | None, date], tuple[int, int]] = {}
        self._asked: tuple[str, Wanted] | None = None
        for document in self._documents:
            self._note(document.id, _words(document.title or ""))
        for statement in statements:
            if statement.document in self._place:
                self._note(statement.document, _named(statement))

    @property
    def until(self) -> date | None:
        """The latest publication date, null where no document is dated."""
        return self._documents[-1].published if self._documents else None

    def _note(self, document: str, labels: Iterable[str]) -> None:
        bit = 1 << self._place[document]
        for label in labels:
            self._bits[label] |= bit

    def searched(self, item: Item, statements: Mapping[str, Statement], as_of: date, after: date | None) -> Searched:
        """Return the bounds for one item: documents published after `after` and not after `as_of`.

        `relevant` counts those that name a bearer and share a telling word, an instrument or the field of the item;
        where only the item's own words name its bearers ("the warring parties"), those that share the subject.
        """
        mask, publishers = self._window(after, as_of)
        return Searched(
            documents=mask.bit_count(),
            relevant=self.relevant(self.wanted(item, statements), as_of, after),
            publishers=publishers,
            until=min(as_of, self.until) if self.until else None,
        )

    def wanted(self, item: Item, statements: Mapping[str, Statement]) -> Wanted:
        """Return what a document must name to be relevant to an item; the last answer is kept."""
        if self._asked is None or self._asked[0] != item.id:
            self._asked = (item.id, wanted(item, statements))
        return self._asked[1]

    def relevant(self, what: Wanted, as_of: date, after: date | None) -> int:
        """Return how many documents of the time name what is wanted."""
        mask, _ = self._window(after, as_of)
        bearing = mask if what.bearers is None else self._naming(what.bearers)
        return (bearing & self._naming(what.subjects) & mask).bit_count()

    def _window(self, after: date | None, until: date) -> tuple[int, int]:
        """Return the documents between two days as bits, and how many publishers they have."""
        held = self._windows.get((after, until))
        if held is None:
            days = [document.published or until for document in self._documents]
            first, last = bisect_right(days, after) if after else 0, bisect_right(days, until)
            inside = self._documents[first:last]
            mask = ((1 << max(first, last)) - 1) ^ ((1 << first) - 1)
            held = mask, len({document.publisher for document in inside if document.publisher})
            self._windows[after, until] = held
        return held

    def _naming(self, labels: Iterable[str]) -> int:
        found = 0
        for label in labels:
            found |= self._bits.get(label, 0)
        return found


def wanted(item: Item, statements: Mapping[str, Statement]) -> Wanted:
    """Return what a document must name to be relevant to an item: a bearer, and a subject of its words."""
    said = [statements[key] for key in item.statements if key in statements]
    frames = [frame for row in said for frame in item_frames(row, item.bearers)]
    named_only = not any(frame.keys for frame in frames) and any(named(actor) for actor in item.bearers)
    bearers = None if named_only else frozenset(f"@{key}" for frame in frames for key in frame.keys)
    return Wanted(bearers, frozenset(label for frame in frames for label in _subjects(frame)))


def _subjects(frame: Frame) -> set[str]:
    """Return what a document must name to be on the item's subject."""
    labels = {unit.label for unit in frame.units if unit.kind in ("concept", "word", "name")}
    words = {word for unit in frame.units if unit.kind in ("concept", "generic", "word") for word in unit.words}
    telling = frame.said - generic_words() - {stems[0] for stems in act_words() if len(stems) == 1}
    kin = {other for word in telling for other, likeness in near(word).items() if likeness >= _NEAR}
    fields = {f"%{domains()[label]}" for label in labels | words | kin if label in domains()}
    towards = {f"@{key}" for key in frame.recipients - frame.keys}
    return labels | kin | fields | towards | {f"~{row}" for row in frame.statement.topics}


def _named(statement: Statement) -> set[str]:
    """Return whom and what a statement's sentence names."""
    people = (*statement.actors, *statement.recipients, *statement.addressees, *statement.chain)
    speaker = (statement.speaker,) if statement.speaker else ()
    urged = statement.urged.actors if statement.urged else ()
    labels = {f"@{key}" for key in keys_of((*people, *speaker, *urged))}
    labels |= {f"#{row.instrument_id}" for row in statement.instrument} | {f"~{row}" for row in statement.topics}
    return labels | _words(statement.sentence.shown)


def _words(text: str) -> set[str]:
    labels: set[str] = set()
    for unit in units(text):
        if unit.kind != "generic":
            labels.add(unit.label)
        labels |= {f"%{domains()[word]}" for word in (unit.label, *unit.words) if word in domains()}
    return labels | {body.unit.label for body in bodies(text)}


def named(actor: Actor) -> bool:
    """Return whether a text names an actor, be it only by a common noun ("the warring parties", no "they")."""
    return actor.resolved or (actor.span is not None and actor.name.lower() not in PRONOUNS)


def publisher_key(publisher: str | None) -> str | None:
    """Return the country or organisation that a publisher speaks for, where the table of publishers knows it."""
    name = (publisher or "").lower()
    return next((key for body, key in general().publishers.items() if body in name), None)
