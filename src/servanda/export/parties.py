"""Actors as parties: a country with all who act for it, an organisation, or a name that stayed open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from servanda.model import Actor, Force, Statement

MOST_PARTIES = 60


@dataclass(frozen=True, slots=True)
class Party:
    """A country, organisation or person that statements name; `known` is false where the name stayed open."""

    key: str
    name: str
    known: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What one party promised, was urged to do, did and refused, as statements in the order of the documents."""

    party: Party
    groups: tuple[tuple[str, tuple[Statement, ...]], ...]
    people: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many statements there are, each counted once a group."""
        return sum(len(rows) for _, rows in self.groups)


PROMISED, URGED, DID, REFUSED, EXPECTED = (
    "Pledged or agreed",
    "Was urged or asked",
    "Did",
    "Refused or warned",
    "Was expected or judged",
)
_GROUPS: Mapping[Force, str] = {
    "pledge": PROMISED,
    "agreement": PROMISED,
    "recommendation": URGED,
    "demand": URGED,
    "deed": DID,
    "refusal": REFUSED,
    "warning": REFUSED,
    "expectation": EXPECTED,
    "assessment": EXPECTED,
}


def party(actor: Actor) -> Party:
    """Return whom an actor stands for: its country, else its organisation or person, else its bare name."""
    countries, organisations = _names()
    if actor.country and actor.country in countries:
        return Party(actor.country, countries[actor.country], known=True)
    if actor.actor_id:
        return Party(actor.actor_id, organisations.get(actor.actor_id, actor.name), known=True)
    if actor.country:
        return Party(f"{actor.country}:{actor.name.casefold()}", actor.name, known=True)
    return Party(f"name:{actor.name.casefold()}", actor.name, known=False)


def named(actors: Iterable[Actor]) -> str:
    """Return actors as people read them: "Joe Biden (United States), NATO"."""
    return ", ".join(dict.fromkeys(_named(actor) for actor in actors))


def parties(actors: Iterable[Actor]) -> tuple[Party, ...]:
    """Return the parties for some actors, each once."""
    return tuple({found.key: found for found in map(party, actors)}.values())


def accounts(statements: Sequence[Statement], most: int = MOST_PARTIES) -> tuple[list[Account], int]:
    """Return what each known party promised, was urged and did, the most spoken of first, and how many are left out."""
    held: dict[str, _Held] = {}
    for row in statements:
        for found, group, actor in _roles(row):
            if found.known:
                held.setdefault(found.key, _Held(found)).add(group, row, actor)
    told = sorted((one.account() for one in held.values()), key=lambda one: (-one.total, one.party.name))
    return told[:most], max(0, len(told) - most)


@dataclass(slots=True)
class _Held:
    party: Party
    groups: dict[str, dict[str, Statement]] = field(default_factory=dict)
    people: dict[str, None] = field(default_factory=dict)

    def add(self, group: str, row: Statement, actor: Actor) -> None:
        self.groups.setdefault(group, {})[row.id] = row
        if actor.name != self.party.name and actor.actor_id and actor.country == self.party.key:
            self.people[actor.name] = None

    def account(self) -> Account:
        order = (PROMISED, URGED, DID, REFUSED, EXPECTED)
        groups = tuple((name, tuple(self.groups[name].values())) for name in order if name in self.groups)
        return Account(self.party, groups, tuple(self.people))


def _roles(row: Statement) -> Iterable[tuple[Party, str, Actor]]:
    for actor in row.actors:
        yield party(actor), _GROUPS[row.force], actor
    for actor in row.urged.actors if row.urged else ():
        yield party(actor), URGED, actor


def _named(actor: Actor) -> str:
    found = party(actor)
    alone = actor.name.removeprefix("the ") in (found.name, found.key) or not actor.country
    return found.name if alone else f"{actor.name} ({found.name})"


@lru_cache(maxsize=1)
def _names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the names of countries and of organisations by code."""
    from servanda.actors.tables import Tables

    tables = Tables()
    countries = {row.iso3: row.names[0].removeprefix("the ") for row in tables.countries if row.names}
    return countries, {row.org_id: row.name for row in tables.organisations}
