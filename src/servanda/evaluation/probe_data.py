"""The sentences that probe a coder, each said in several ways, with what is to stay and what is to change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from servanda.evaluation.edits import Edit, apply, between
from servanda.evaluation.variants import MAKERS, Change, rename, reordered

SAME = ("passive", "actors", "holder", "order", "front", "quotes", "spelling", "dashes", "numerals", "contraction")
CHANGED = ("negation", "tense")
KINDS = (*SAME, *CHANGED)


@dataclass(frozen=True, slots=True)
class Variant:
    """A sentence said otherwise.

    `now` holds the fields of its coding that are to change, with all values that are right; the others are to stay,
    with countries renamed and places moved by the edits. A passive is another sentence: it has no edits.
    """

    kind: str
    text: str
    metadata: Mapping[str, Any]
    edits: tuple[Edit, ...] | None
    renamed: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Base:
    """A sentence, how the annotation guide codes it (a mapping for each statement), and its variants."""

    id: str
    text: str
    metadata: Mapping[str, Any]
    says: tuple[Mapping[str, Any], ...]
    variants: tuple[Variant, ...]


@lru_cache(maxsize=1)
def bases() -> tuple[Base, ...]:
    """Return the sentences with all their variants, those made by code among them."""
    import yaml

    text = resources.files("servanda.evaluation").joinpath("data", "probes.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple(_base(row, found["document"]) for row in found["probes"])


def _base(row: Mapping[str, Any], document: Mapping[str, Any]) -> Base:
    metadata = {**document, **row.get("document", {})}
    says = row["says"] if isinstance(row["says"], list) else [row["says"]]
    return Base(row["id"], row["text"], metadata, tuple(says), (*_made(row, metadata), *_written(row, metadata)))


def _made(row: Mapping[str, Any], metadata: Mapping[str, Any]) -> Iterator[Variant]:
    """Yield what plain code makes of a sentence."""
    for kind, make in MAKERS.items():
        if kind != "front" or row.get("front", True):
            for change in make(row["text"]):
                yield _changed(kind, row["text"], change, metadata)
    for change in reordered(row["text"], row.get("list", ())):
        yield _changed("order", row["text"], change, metadata)


def _changed(kind: str, text: str, change: Change, metadata: Mapping[str, Any]) -> Variant:
    told = {k: rename(v, change.words) if change.words and isinstance(v, str) else v for k, v in metadata.items()}
    return Variant(kind, apply(text, change.edits), told, change.edits, change.renamed)


def _written(row: Mapping[str, Any], metadata: Mapping[str, Any]) -> Iterator[Variant]:
    """Yield what people wrote for a sentence."""
    for text in row.get("passive", ()):
        yield Variant("passive", text, metadata, None)
    for text in row.get("holder", ()):
        yield Variant("holder", text, metadata, between(row["text"], text))
    for kind in CHANGED:
        for one in row.get(kind, ()):
            now = {name: tuple(v) if isinstance(v, list) else (v,) for name, v in one["now"].items()}
            yield Variant(kind, one["text"], metadata, between(row["text"], one["text"]), now=now)
