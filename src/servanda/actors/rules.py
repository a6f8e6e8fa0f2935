"""Rules for names that need care, read from `nouns.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servanda.actors.fold import folded


@dataclass(frozen=True, slots=True)
class NameRule:
    """A name for these countries, valid where the country `needs` is named too; no countries: no actor."""

    name: str
    countries: tuple[str, ...] = ()
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class ContextRule:
    """A name is read as `then` (null: as no actor) where one of these words stands before, after or near it."""

    name: str
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]
    unless: frozenset[str]
    then: str | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for names: extra names, contexts by name, surnames that do not stand alone, titles with capitals."""

    names: tuple[NameRule, ...]
    contexts: Mapping[str, tuple[ContextRule, ...]]
    weak: frozenset[str]
    capitals: frozenset[str]


def load_rules(table: Mapping[str, Any]) -> Rules:
    """Return the rules of the parsed table."""
    names = [NameRule(row["name"], tuple(row["iso3"]), row.get("needs")) for row in table.get("names", ())]
    names += [NameRule(name) for name in table.get("nothing", ())]
    contexts: dict[str, list[ContextRule]] = {}
    for row in table.get("contexts", ()):
        before, after, near, unless = (_set(row, part) for part in ("before", "after", "near", "unless"))
        rule = ContextRule(row["name"], before, after, near, unless, row["then"])
        contexts.setdefault(folded(rule.name), []).append(rule)
    weak = frozenset(table.get("weak", ()))
    by_name = {name: tuple(rules) for name, rules in contexts.items()}
    return Rules(tuple(names), by_name, weak, frozenset(table.get("capitals", ())))


def _set(row: Mapping[str, Any], part: str) -> frozenset[str]:
    return frozenset(folded(word) for word in row.get(part, ()))
