"""PLOVER, draft 0.8 of 2021 as corrected: events, modes, contexts and auxiliary modes, checked when first read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from servanda.model import ROOTS
from servanda.ontology.tables import expect, load_yaml

_FILE = "plover.yaml"
_COUNTS = {"events": 16, "modes": 67, "contexts": 37, "auxiliary": 4}


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event is done (or, for THREATEN, what is threatened); `score` is null where the manual has none."""

    name: str
    meaning: str
    score: float | None
    erratum: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A case that surprises, with the root it `gives`."""

    id: str
    gives: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One of the 16 roots; `quad` is 1…4, `score` runs from -10 (conflict) to +10 (cooperation)."""

    name: str
    quad: int
    recipient_required: bool
    score: float
    definition: str
    rules: tuple[Rule, ...]
    modes: Mapping[str, Mode]
    erratum: str | None = None


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """An auxiliary mode with the word that Servanda uses in `aux`."""

    name: str
    ours: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Plover:
    """The codebook: events by root, contexts by name with their meanings, auxiliary modes by name."""

    codebook: str
    source: str
    events: Mapping[str, Event]
    contexts: Mapping[str, str]
    auxiliary: Mapping[str, Auxiliary]

    def event(self, root: str) -> Event:
        """Return the event of a root, in any case.

        Raises:
            ValueError: if there is no such root; the message lists those there are.
        """
        try:
            return self.events[root.upper()]
        except KeyError:
            raise ValueError(f"PLOVER has no event {root!r}: use one of {', '.join(self.events)}.") from None

    def quad(self, root: str, sanction: int = 4) -> int:
        """Return the quad class of a root; `sanction` is SANCTION's, on which the manual says both 3 and 4."""
        event = self.event(root)
        return sanction if event.name == "SANCTION" else event.quad

    def score(self, root: str, mode: str | None = None) -> float:
        """Return the conflict-cooperation score; the event's own where the mode has none.

        Raises:
            ValueError: if the event has no such mode.
        """
        event = self.event(root)
        if mode is None:
            return event.score
        if mode not in event.modes:
            raise ValueError(f"{event.name} has no mode {mode!r}: use one of {', '.join(event.modes) or 'none'}.")
        score = event.modes[mode].score
        return event.score if score is None else score

    @property
    def modes(self) -> tuple[tuple[str, Mode], ...]:
        """All 67 modes, each with its event's root."""
        return tuple((event.name, mode) for event in self.events.values() for mode in event.modes.values())


@lru_cache(maxsize=1)
def plover() -> Plover:
    """Return the codebook.

    Raises:
        CodebookError: if the counts, quad classes or names in the file are not PLOVER's.
    """
    return read(load_yaml(_FILE))


def read(rows: Mapping[str, Any]) -> Plover:
    """Return the codebook in `rows`, the mapping of plover.yaml.

    Raises:
        CodebookError: as `plover`.
    """
    events = {name: _event(name, row) for name, row in rows["events"].items()}
    found = Plover(
        codebook=rows["codebook"],
        source=rows["source"],
        events=MappingProxyType(events),
        contexts=MappingProxyType(dict(rows["contexts"])),
        auxiliary=MappingProxyType({name: Auxiliary(name=name, **row) for name, row in rows["auxiliary"].items()}),
    )
    _check(found)
    return found


def _event(name: str, row: Mapping[str, Any]) -> Event:
    return Event(
        name=name,
        quad=row["quad"],
        recipient_required=row["recipient_required"],
        score=float(row["score"]),
        definition=row["definition"],
        rules=tuple(Rule(**rule) for rule in row.get("rules", ())),
        modes=MappingProxyType({mode: Mode(name=mode, **fields) for mode, fields in row.get("modes", {}).items()}),
        erratum=row.get("erratum"),
    )


def _check(found: Plover) -> None:
    counts = {
        "events": len(found.events),
        "modes": len(found.modes),
        "contexts": len(found.contexts),
        "auxiliary": len(found.auxiliary),
    }
    for part, count in counts.items():
        expect(count == _COUNTS[part], f"{_FILE}, {part}", f"there are {_COUNTS[part]} in PLOVER, {count} here")
    expect(tuple(found.events) == ROOTS, f"{_FILE}, events", "the roots and their order are not those of the model")
    rules = [rule.id for event in found.events.values() for rule in event.rules]
    expect(len(rules) == len(set(rules)), f"{_FILE}, rules", "two rules have the same id")
    for event in found.events.values():
        where = f"{_FILE}, {event.name}"
        sign = 1 if event.quad <= 2 else -1
        expect(event.quad in (1, 2, 3, 4), where, f"there is no quad class {event.quad}")
        expect(event.score * sign >= 0, where, f"a score of {event.score} does not fit quad class {event.quad}")
        unknown = {rule.gives for rule in event.rules} - set(ROOTS)
        expect(not unknown, where, f"there is no root {', '.join(sorted(unknown))}")
