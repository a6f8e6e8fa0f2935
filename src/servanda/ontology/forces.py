"""The nine forces: definitions, the ladder of pledge strength, sentences that have the force and near misses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

from servanda.model import DOCUMENT_KINDS, FORCES, ITEM_FORCES, ROOTS, DocumentKind, Force
from servanda.ontology.tables import expect, load_yaml

_FILE = "forces.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the force it has; `why` is the reason of a near miss.

    `kind` is the document's kind and `lead` the lead-in of the list, where they decide.
    """

    text: str
    force: Force
    kind: DocumentKind | None = None
    lead: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Strength:
    """A rung of the ladder of pledges, 5 the firmest, with verbs and a sentence."""

    level: int
    label: str
    verbs: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ForceEntry:
    """One force.

    `event` is the PLOVER event by rule, "act" where it is the act's own root, null where there is none.
    """

    force: Force
    label: str
    definition: str
    decides: str
    bearer: str
    speaker: str
    cue: str
    item: bool
    event: str | None
    event_note: str
    strength: tuple[Strength, ...]
    examples: tuple[Example, ...]
    near: tuple[Example, ...]


@lru_cache(maxsize=1)
def forces() -> Mapping[Force, ForceEntry]:
    """Return the forces by name, in the model's order.

    Raises:
        CodebookError: if the file's forces, items or strengths are not those of the model.
    """
    return read(load_yaml(_FILE))


def read(rows: Mapping[str, Any]) -> Mapping[Force, ForceEntry]:
    """Return the forces in `rows`, the mapping of forces.yaml.

    Raises:
        CodebookError: as `forces`.
    """
    found = {cast(Force, name): _entry(cast(Force, name), row) for name, row in rows["forces"].items()}
    expect(tuple(found) == FORCES, _FILE, "the forces and their order are not those of the model")
    for entry in found.values():
        _check(entry)
    return MappingProxyType(found)


def strength_labels() -> Mapping[int, str]:
    """Return the labels of the ladder of pledge strength by level."""
    return {rung.level: rung.label for rung in forces()["pledge"].strength}


def _entry(force: Force, row: Mapping[str, Any]) -> ForceEntry:
    return ForceEntry(
        force=force,
        label=row["label"],
        definition=row["definition"],
        decides=row["decides"],
        bearer=row["bearer"],
        speaker=row["speaker"],
        cue=row["cue"],
        item=row["item"],
        event=row["event"],
        event_note=row.get("event_note", ""),
        strength=tuple(Strength(**{**rung, "verbs": tuple(rung["verbs"])}) for rung in row.get("strength", ())),
        examples=tuple(Example(**{"force": force, **example}) for example in row["examples"]),
        near=tuple(Example(**near) for near in row["near"]),
    )


def _check(entry: ForceEntry) -> None:
    where = f"{_FILE}, {entry.force}"
    expect(entry.item == (entry.force in ITEM_FORCES), where, "the model says otherwise on whether it is followed")
    expect(entry.event in (None, "act", *ROOTS), where, f"there is no root {entry.event}")
    expect(len(entry.examples) >= 5, where, f"five examples are needed, {len(entry.examples)} are there")
    expect(len(entry.near) >= 3, where, f"three near misses are needed, {len(entry.near)} are there")
    levels = tuple(rung.level for rung in entry.strength)
    expect(levels == ((5, 4, 3, 2, 1) if entry.force == "pledge" else ()), where, f"its levels are {levels}")
    for example in (*entry.examples, *entry.near):
        expect(example.force in FORCES, where, f"there is no force {example.force}: {example.text}")
        expect(example.kind in (None, *DOCUMENT_KINDS), where, f"there is no kind {example.kind}: {example.text}")
    for near in entry.near:
        expect(
            near.force != entry.force and bool(near.why),
            where,
            f"a near miss needs another force, and why: {near.text}",
        )
