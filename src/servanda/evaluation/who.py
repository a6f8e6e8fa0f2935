"""Actors as sets that can be compared: countries and organisations, whatever they were called."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from servanda.actors.tables import Tables
from servanda.model import Actor

_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
_REGIONAL = {"EUR": "EU", "UNO": "UN"}


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a statement.

    `keys` are countries and organisations as named, `expanded` with every organisation as its members on the day,
    `names` the folded names of those that no table knows.
    """

    keys: frozenset[str] = frozenset()
    expanded: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __or__(self, other: "Party") -> "Party":
        return Party(self.keys | other.keys, self.expanded | other.expanded, self.names | other.names)


def marked(actors: Iterable[str], on: date | None = None) -> Party:
    """Return the party that gold strings name on a day; `?…` adds nothing, for no reader could resolve it."""
    found = Party()
    for actor in actors:
        if not actor.startswith("?"):
            found |= _named(actor.strip(), on)
    return found


def said(actors: Iterable[Actor], on: date | None = None) -> Party:
    """Return the party that a coder's actors are on a day."""
    found = Party()
    for actor in actors:
        found |= _actor(actor, on)
    return found


def actor_of(name: str, on: date | None = None) -> Actor:
    """Return a gold string as a coder's actor on a day: a country, an organisation with its members, or a bare name."""
    bracket = _IN_BRACKETS.search(name)
    text = bracket[1] if bracket else name
    if text.startswith("?"):
        return Actor(name=text.removeprefix("?").strip() or "unnamed", via="gold: nobody could resolve it")
    folded = _fold(text)
    country = text if text in _codes() else _countries().get(folded)
    if country:
        return Actor(name=name, country=country, via="gold")
    if folded in _aliases():
        org = _aliases()[folded]
        region = next((code for code, family in _REGIONAL.items() if family == org), None)
        return Actor(name=name, actor_id=org, country=region, members=tuple(_members(org, on)) or None, via="gold")
    from servanda.actors import resolve_name

    found = resolve_name(text, on=on)
    return Actor(name=name, actor_id=found.actor_id, country=found.country, via="gold")


def same(gold: Party, found: Party) -> bool:
    """Return whether both are the same countries and organisations; a collective equals its expansion.

    A name that no table knows must be among the names of the actors that the coder left open. Where the gold has
    nothing resolved, a coder is right that resolved nothing.
    """
    if any(not _has(name, found.names) for name in gold.names):
        return False
    return gold.keys == found.keys or gold.expanded == found.expanded


def likeness(gold: Party, found: Party) -> float:
    """Return the share of keys that both have (Jaccard), as named or expanded, whichever is greater."""
    shared = frozenset(name for name in gold.names if _has(name, found.names))
    return max(
        _jaccard(gold.keys | gold.names, found.keys | shared),
        _jaccard(gold.expanded | gold.names, found.expanded | shared),
    )


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _has(name: str, others: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", other) for other in others)


def _named(text: str, on: date | None) -> Party:
    bracket = _IN_BRACKETS.search(text)
    if bracket and (inside := _known(bracket[1], on)) is not None:
        return inside
    found = _known(text, on)
    return found if found is not None else _resolved(text, on)


def _known(text: str, on: date | None) -> Party | None:
    folded = _fold(text)
    if text in _codes():
        return _country(text)
    if folded in _countries():
        return _country(_countries()[folded])
    return _organisation(_aliases()[folded], on) if folded in _aliases() else None


def _resolved(text: str, on: date | None) -> Party:
    """Return what the resolver makes of a name that is in no table of its own."""
    from servanda.actors import resolve_name

    found = resolve_name(text, on=on)
    actor = Actor(name=text, actor_id=found.actor_id, country=found.country)
    return _actor(actor, on)


def _actor(actor: Actor, on: date | None) -> Party:
    if actor.actor_id in _organisations():
        return _organisation(str(actor.actor_id), on, actor.members, actor.country)
    if actor.country in _REGIONAL:
        return _organisation(_REGIONAL[str(actor.country)], on)
    if actor.members:
        return Party(frozenset(actor.members), frozenset(actor.members))
    if actor.country:
        return _country(str(actor.country))
    if actor.actor_id:
        return _country(actor.actor_id)
    return Party(names=frozenset((_fold(actor.name),)))


def _country(code: str) -> Party:
    return Party(frozenset((code,)), frozenset((code,)))


def _organisation(org_id: str, on: date | None, members: Iterable[str] | None = None, home: str | None = None) -> Party:
    """Return an organisation; its organs count as it, and one that belongs to a country expands to that country."""
    family = _families().get(org_id, org_id)
    alone = home if home and home in _codes() else family
    return Party(frozenset((family,)), frozenset(_members(family, on) or members or (alone,)))


def _members(org_id: str, on: date | None) -> list[str]:
    rows = _tables().memberships.get(org_id, ())
    if on is None:
        return [iso3 for iso3, _, end in rows if end is None]
    return [iso3 for iso3, start, end in rows if (start is None or start <= on) and (end is None or on <= end)]


@lru_cache(maxsize=1)
def _tables() -> Tables:
    return Tables()


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """Return the ISO3 code of every country by its folded names."""
    return {_fold(name): row.iso3 for row in _tables().countries for name in (*row.names, row.iso3)}


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_countries().values())


@lru_cache(maxsize=1)
def _organisations() -> frozenset[str]:
    return frozenset(row.org_id for row in _tables().organisations)


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    """Return the id of every organisation of states by its folded names; others belong to a country."""
    rows = [row for row in _tables().organisations if row.plover or row.org_id in _tables().memberships]
    return {_fold(name): row.org_id for row in reversed(rows) for name in (*row.aliases, row.name, row.org_id)}


@lru_cache(maxsize=1)
def _families() -> Mapping[str, str]:
    """Return for an organ the organisation that it counts as."""
    text = resources.files("servanda.evaluation").joinpath("data", "families.csv").read_text(encoding="utf-8")
    return {row["org_id"]: row["family"] for row in csv.DictReader(text.splitlines())}


def _fold(text: str) -> str:
    words = " ".join(text.replace("’", "'").casefold().split())
    return words.removeprefix("the ").strip()
