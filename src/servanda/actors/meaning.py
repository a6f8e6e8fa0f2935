"""What a name or a word can mean: the entries of the gazetteer."""

from dataclasses import dataclass
from typing import Literal

from servanda.actors.tables import Tenure

MeaningKind = Literal["country", "people", "region", "capital", "organ", "organisation", "holder", "group", "nothing"]
TermKind = Literal["title", "agent", "government", "party", "member", "leader"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a name can stand for.

    `people` is an adjective or the people themselves ("Japanese"), `region` a part of a country or one of its peoples
    ("Bavaria", "Catalan"), `organ` a part of a state ("the Pentagon"),
    `group` a name for several countries ("the Baltic states"), `nothing` a name that is no actor ("South China Sea").
    `needs` is the country that must be named elsewhere in the document for the meaning to hold.
    """

    kind: MeaningKind
    name: str
    country: str | None = None
    sector: str | None = None
    actor_id: str | None = None
    tenures: tuple[Tenure, ...] = ()
    countries: tuple[str, ...] = ()
    full: bool = True
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """What a common noun says of an actor: its sector, the office, and whether it speaks of one or several.

    `person` is true of words for people in office, so that "leaders" looks for persons and "countries" for states.
    """

    kind: TermKind
    word: str
    plural: bool
    sector: str | None = None
    office: str | None = None
    person: bool = False
    relational: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at `start` to `end` of a folded text."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class TermHit:
    """A word or words for an actor found at `start` to `end` of a folded text."""

    start: int
    end: int
    terms: tuple[Term, ...]
