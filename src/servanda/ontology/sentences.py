"""Sentences for every entry of the PLOVER codebook: five or more that are it, three or more that only look like it.

They stand apart from the codebook, for people and tests: nothing that codes a document reads them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from servanda.ontology.forces import forces
from servanda.ontology.plover import Plover, plover
from servanda.ontology.tables import expect, load_yaml

NONE = "none"
_FILE = "plover_sentences.yaml"
_EXAMPLES = 5
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is the entry; for an event or a mode `source` acts and `target` is affected."""

    text: str
    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that looks like the entry, with the `code` that it has instead, and why."""

    text: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry of the codebook is, and what it is not."""

    examples: tuple[Sentence, ...]
    near: tuple[NearMiss, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All sentences as text, the near misses last."""
        return (*(example.text for example in self.examples), *(near.text for near in self.near))


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences by event, by mode (written "COERCE arrest"), by context and by auxiliary mode."""

    events: Mapping[str, Entry]
    modes: Mapping[str, Entry]
    contexts: Mapping[str, Entry]
    auxiliary: Mapping[str, Entry]

    @property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """All entries with their names, in the order of the codebook."""
        parts = (self.events, self.modes, self.contexts, self.auxiliary)
        return tuple(pair for part in parts for pair in part.items())


@lru_cache(maxsize=1)
def sentences() -> Sentences:
    """Return the sentences.

    Raises:
        CodebookError: if an entry has too few, a code is unknown, a party is not in its sentence, or a sentence
            stands twice in the codebook.
    """
    return read(load_yaml(_FILE))


def read(rows: Mapping[str, Any]) -> Sentences:
    """Return the sentences in `rows`, the mapping of plover_sentences.yaml.

    Raises:
        CodebookError: as `sentences`.
    """
    modes = {f"{root} {mode}": row for root, of_root in rows["modes"].items() for mode, row in of_root.items()}
    found = Sentences(_part(rows["events"]), _part(modes), _part(rows["contexts"]), _part(rows["auxiliary"]))
    _check_codes(found, plover())
    for name, entry in (*found.events.items(), *found.modes.items()):
        _check_parties(f"{_FILE}, {name}", entry)
    for name, entry in found.entries:
        _check_size(f"{_FILE}, {name}", entry)
    _check_unique(found)
    return found


def _part(rows: Mapping[str, Any]) -> Mapping[str, Entry]:
    return MappingProxyType({name: _entry(row) for name, row in rows.items()})


def _entry(row: Mapping[str, Any]) -> Entry:
    examples = (Sentence(example) if isinstance(example, str) else Sentence(**example) for example in row["examples"])
    return Entry(examples=tuple(examples), near=tuple(NearMiss(**near) for near in row["near"]))


def _check_codes(found: Sentences, book: Plover) -> None:
    modes = tuple(f"{root} {mode.name}" for root, mode in book.modes)
    acts = {*book.events, *modes}
    _check_part("events", found.events, tuple(book.events), acts)
    _check_part("modes", found.modes, modes, acts)
    _check_part("contexts", found.contexts, tuple(book.contexts), {*book.contexts, NONE})
    _check_part("auxiliary", found.auxiliary, tuple(book.auxiliary), {*book.auxiliary, NONE})
    for root, entry in found.events.items():
        own = [near.text for near in entry.near if near.code.partition(" ")[0] == root]
        expect(not own, f"{_FILE}, {root}", f"a near miss has the event's own root: {' '.join(own)}")


def _check_part(part: str, found: Mapping[str, Entry], names: tuple[str, ...], codes: set[str]) -> None:
    expect(tuple(found) == names, f"{_FILE}, {part}", "the entries and their order are not those of plover.yaml")
    for name, entry in found.items():
        for near in entry.near:
            where = f"{_FILE}, {name}"
            expect(near.code in codes, where, f"there is no code {near.code!r}: {near.text}")
            expect(near.code != name and bool(near.why), where, f"a near miss needs another code, and why: {near.text}")


def _check_parties(where: str, entry: Entry) -> None:
    for example in entry.examples:
        source, target = (_place(where, example.text, party) for party in (example.source, example.target))
        apart = source[1] <= target[0] or target[1] <= source[0]
        expect(apart, where, f"source and target overlap: {example.text}")


def _place(where: str, text: str, party: str | None) -> tuple[int, int]:
    expect(bool(party), where, f"a source and a target are needed: {text}")
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(party or '')}(?!\w)", text)]
    expect(len(places) == 1, where, f"{party!r} is needed once in the sentence, not {len(places)} times: {text}")
    return places[0]


def _check_size(where: str, entry: Entry) -> None:
    expect(len(entry.examples) >= _EXAMPLES, where, f"{_EXAMPLES} examples are needed, {len(entry.examples)} are there")
    expect(len(entry.near) >= _NEAR, where, f"{_NEAR} near misses are needed, {len(entry.near)} are there")


def _check_unique(found: Sentences) -> None:
    seen: set[str] = set()
    for where, text in (*_texts_of_forces(), *_texts(found)):
        expect(text not in seen, where, f"the sentence stands twice in the codebook: {text}")
        seen.add(text)


def _texts(found: Sentences) -> Iterator[tuple[str, str]]:
    for name, entry in found.entries:
        yield from ((f"{_FILE}, {name}", text) for text in entry.texts)


def _texts_of_forces() -> Iterator[tuple[str, str]]:
    for force, entry in forces().items():
        texts = (*(one.text for one in (*entry.examples, *entry.near)), *(rung.example for rung in entry.strength))
        yield from ((f"forces.yaml, {force}", text) for text in texts)
