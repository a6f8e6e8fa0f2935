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
class Recall:
    """What a word such as "bloc" or "kingdom" may recall: kinds of organisations, sectors, countries."""

    kinds: frozenset[str]
    sectors: frozenset[str]
    iso3: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for names: extra names, contexts by name, surnames that do not stand alone, titles with capitals.

    `regions` are the countries of a region's adjective, `short` the bodies by the last word of their name and whose it
    is, `venues` the bodies by words of a title, `own_words` the countries by words for their own government, `organs`
    the bodies whose code (UNO, EUR) tells them well enough; `forum`,
    `state_bodies` the sectors by words in names of organs of a state; `recalls` what a word such as "the bloc" can
    mean, `carriers` words for persons of the sector before them;
    `meetings`, `common`, `lead`, `group`, `conflict` and `papers` are the word lists of the table.
    """

    names: tuple[NameRule, ...]
    contexts: Mapping[str, tuple[ContextRule, ...]]
    weak: frozenset[str]
    capitals: frozenset[str]
    regions: Mapping[str, tuple[str, ...]]
    short: Mapping[tuple[str, str], str]
    venues: Mapping[str, str]
    own_words: Mapping[str, str]
    organs: frozenset[str]
    forum: frozenset[str]
    meetings: frozenset[str]
    common: frozenset[str]
    lead: frozenset[str]
    group: frozenset[str]
    conflict: frozenset[str]
    papers: frozenset[str]
    recalls: Mapping[str, Recall]
    carriers: frozenset[str]
    state_bodies: Mapping[str, str]


def load_rules(table: Mapping[str, Any]) -> Rules:
    """Return the rules of the parsed table."""
    names = [NameRule(row["name"], tuple(row["iso3"]), row.get("needs")) for row in table.get("names", ())]
    names += [NameRule(name) for name in table.get("nothing", ())]
    contexts: dict[str, list[ContextRule]] = {}
    for row in table.get("contexts", ()):
        before, after, near, unless = (_set(row, part) for part in ("before", "after", "near", "unless"))
        rule = ContextRule(row["name"], before, after, near, unless, row["then"])
        contexts.setdefault(folded(rule.name), []).append(rule)
    joint = table.get("joint", {})
    return Rules(
        names=tuple(names),
        contexts={name: tuple(rules) for name, rules in contexts.items()},
        weak=frozenset(table.get("weak", ())),
        capitals=frozenset(table.get("capitals", ())),
        regions={word: tuple(row["iso3"]) for row in table.get("regions", ()) for word in row["words"]},
        short={(row["of"], word): body for row in table.get("short", ()) for word, body in row["words"].items()},
        venues={words: row["body"] for row in table.get("venues", ()) for words in row["title"]},
        organs=frozenset(table.get("organs", ())),
        own_words=dict(table.get("own_words", {})),
        forum=_set(table, "forum"),
        meetings=_set(table, "meetings"),
        common=_set(table, "common"),
        lead=_set(joint, "lead"),
        group=_set(joint, "group"),
        conflict=_set(table, "conflict"),
        papers=_set(table, "papers"),
        recalls={word: _recall(row) for row in table.get("recalls", ()) for word in row["words"]},
        carriers=_set(table, "carriers"),
        state_bodies={
            folded(word): sector for sector, words in table.get("state_bodies", {}).items() for word in words
        },
    )


def _recall(row: Mapping[str, Any]) -> Recall:
    kinds, sectors, iso3 = (frozenset(row.get(part, ())) for part in ("kinds", "sectors", "iso3"))
    return Recall(kinds, sectors, iso3)


def _set(row: Mapping[str, Any], part: str) -> frozenset[str]:
    return frozenset(folded(word) for word in row.get(part, ()))
