"""What a document says of its actors, in order: the mentions in which later words find their antecedents."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from servanda.actors.gazetteer import Gazetteer
from servanda.actors.grammar import word_set
from servanda.actors.meaning import Term
from servanda.actors.reading import Reading
from servanda.actors.tables import Tenure
from servanda.model import Actor, Span

REACH = 12
MentionKind = Literal["person", "country", "organisation", "agent", "group"]


class Mention(NamedTuple):
    """Words that denote actors: atoms `first` to `last` of a reading, with how they stand in their sentence.

    Names joined to one another ("A and B") share a `link` (0: none, below 0: by a hyphen): together they are an
    antecedent of "both".
    """

    first: int
    last: int
    sentence: int
    kind: MentionKind
    actors: tuple[Actor, ...]
    subject: bool = False
    place: bool = False
    government: bool = False
    link: int = 0
    tenures: tuple[Tenure, ...] = ()
    titles: tuple[Term, ...] = ()


@dataclass
class Scene:
    """The facts that resolve words in one reading; filled once, from left to right, then only read.

    `home` is the publisher's country; `joint` is true of a text that several parties issue, `paired` of one about
    the parties in its title, who are meant by "the two leaders" before anybody else is. `women` tells of persons
    whether "she" was said; `letters` keeps whom letters in brackets stand for and from which atom on, `words` the
    first mention of each party by its last word. `about` are the parties of the talks that a readout tells of, who do
    not speak in it;
    `partners` are those in whose common name a fact sheet of one of them speaks.
    `audience` is the country whose government a text by no government mostly speaks of ("the administration").
    `forum` is the one organisation whose meeting the text is about, `venue` the id of the body where it is spoken.
    """

    gazetteer: Gazetteer
    reading: Reading
    on: date | None
    home: str | None = None
    audience: str | None = None
    joint: bool = False
    paired: bool = False
    author: tuple[Actor, ...] = ()
    parties: tuple[Actor, ...] = ()
    about: tuple[Actor, ...] = ()
    partners: tuple[Actor, ...] = ()
    forum: Actor | None = None
    venue: str | None = None
    title: tuple[Mention, ...] = ()
    known: frozenset[str] = frozenset()
    mentions: list[Mention] = field(default_factory=list)
    strangers: dict[str, Actor] = field(default_factory=dict)
    women: dict[str, bool] = field(default_factory=dict)
    letters: dict[str, tuple[int, Actor]] = field(default_factory=dict)
    words: dict[str, list[Mention]] = field(default_factory=dict)

    def before(self, first: int) -> list[Mention]:
        """Return the mentions that end before the atom of that index, in order, as far back as words look."""
        end = bisect_left(self.mentions, first, key=lambda mention: mention.first)
        here = self.reading.atoms[first].sentence if first < len(self.reading.atoms) else 0
        start = end
        while start and self.mentions[start - 1].sentence >= here - REACH:
            start -= 1
        found = self.mentions[start:end]
        while found and found[-1].last > first:
            found.pop()
        return found


def retold(actor: Actor, words: str, span: Span | None, sector: str | None = None) -> Actor:
    """Return the actor as referred to by other words, at their place; with their sector if they say one."""
    source = actor.via.split(" → ")[-1]
    changed: dict[str, object] = {"span": span, "via": f"{words!r} → {source}" if source else repr(words)}
    if sector:
        changed["sector"] = sector
    return actor.model_copy(update=changed)


_NOT_COUNTRIES = word_set(
    "EUR UNO IGO NGO ISM IMG MNC",
)


def party(actor: Actor) -> str:
    """Return what two actors of one party share: the country, else the identity, else the name."""
    if actor.country and actor.country not in _NOT_COUNTRIES and not actor.members:
        return actor.country
    return actor.actor_id or actor.country or actor.name.lower()


def parties(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the first actor of each party."""
    return _first_by(actors, party)


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors without those that repeat an earlier one."""
    return _first_by(actors, lambda actor: (actor.country, actor.actor_id, actor.sector, actor.name))


def named_once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors with each country, person and body only where it stands first."""
    return _first_by(actors, lambda actor: (actor.country, actor.actor_id) if actor.resolved else actor.name)


def _first_by(actors: Iterable[Actor], mark: Callable[[Actor], Hashable]) -> tuple[Actor, ...]:
    kept: dict[Hashable, Actor] = {}
    for actor in actors:
        kept.setdefault(mark(actor), actor)
    return tuple(kept.values())
