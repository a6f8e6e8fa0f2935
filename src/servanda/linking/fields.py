"""The field a statement belongs to: security, trade, health … by its own words, its codes, then its sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from servanda.linking.frames import Frame
from servanda.linking.vocabulary import domains
from servanda.linking.words import Unit, units

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fields:
    """The field of each context of the codebook, in order of precedence, and the fields that are mere forms."""

    contexts: Mapping[str, str]
    forms: frozenset[str]


@lru_cache(maxsize=1)
def fields() -> Fields:
    """Return the table."""
    import yaml

    table = yaml.safe_load(files("servanda.linking").joinpath("data", "fields.yaml").read_text(encoding="utf-8"))
    return Fields(table["contexts"], frozenset(table["forms"]))


def field(frame: Frame) -> str:
    """Return the field that most of the statement's words belong to; `other` where nothing names one."""
    own = _weighed(zip(frame.units, frame.weights, strict=True))
    statement = frame.statement
    said = set(statement.topics)
    coded = [name for context, name in fields().contexts.items() if context in said]
    around = _weighed((unit, unit.weight) for unit in units(statement.sentence.shown))
    chosen = [*own, *coded, *around]
    telling = [name for name in chosen if name not in fields().forms]
    return next(iter([*telling, *chosen]), OTHER)


def _weighed(words: Iterable[tuple[Unit, float]]) -> list[str]:
    """Return the fields of some words, the weightiest first."""
    known = domains()
    found: dict[str, float] = defaultdict(float)
    for unit, weight in words:
        name = next((known[label] for label in (unit.label, *unit.words) if label in known), None)
        if name is not None:
            found[name] += weight
    return sorted(found, key=lambda name: (-found[name], name))


def subjects(frame: Frame) -> tuple[str, ...]:
    """Return the things the statement speaks of that have a name of their own in the table of concepts."""
    return tuple(unit.label[1:].replace("_", " ") for unit in frame.units if unit.label.startswith("="))
