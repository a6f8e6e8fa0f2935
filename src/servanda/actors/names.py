"""One name on its own, with or without a sentence around it, to a country, a sector and an identity."""

import re
from datetime import date

from servanda.actors.fold import folded
from servanda.actors.gazetteer import Gazetteer
from servanda.actors.gazetteer import gazetteer as load
from servanda.actors.grammar import DETERMINERS, FORMER, PREPOSITIONS
from servanda.actors.reading import Reading
from servanda.actors.resolver import Resolver
from servanda.actors.titles import HONORIFICS
from servanda.model import Actor, Document, Value


class NameAnswer(Value):
    """What a name denotes; `rest` are its words that told nothing, `via` says how it was found or why it stays open.

    `members` are the countries where the words mean several ("both countries") or a body with members; `country` is
    then the first of them, or the body's code.
    """

    country: str | None = None
    sector: str | None = None
    actor_id: str | None = None
    name: str | None = None
    members: tuple[str, ...] | None = None
    rest: str = ""
    via: str = ""


def resolve_name(
    text: str, context: str | None = None, on: date | None = None, gazetteer: Gazetteer | None = None
) -> NameAnswer:
    """Return what the name denotes on that day; a context that holds the name helps with pronouns and short forms."""
    tables = gazetteer or load()
    actor: Actor | None = None
    several: tuple[Actor, ...] = ()
    for start in [*_places(context or "", text), None]:
        whole = text if start is None or context is None else context
        several = _at(whole, start or 0, text, on, tables)
        found = _best(several)
        actor = actor if actor and not (found and found.resolved) else found
        if actor is not None and actor.resolved:
            break
    if actor is None:
        return NameAnswer(sector=_sector(tables, text), rest=text, via="no name and no actor word in it is known")
    return NameAnswer(
        country=actor.country,
        sector=actor.sector or (None if "→" in actor.via else _sector(tables, text)),
        actor_id=actor.actor_id,
        name=actor.name,
        members=actor.members or _countries(several),
        rest=_rest(tables, text, actor),
        via=actor.via,
    )


def _places(context: str, text: str) -> list[int]:
    """Return where the name stands as whole words in its context."""
    if not text.strip():
        return []
    pattern = rf"(?<!\w){re.escape(text)}(?!\w)"
    found = list(re.finditer(pattern, context)) or list(re.finditer(pattern, context, re.IGNORECASE))
    return [match.start() for match in found if match.end() - match.start() == len(text)]


def _at(whole: str, start: int, text: str, on: date | None, tables: Gazetteer) -> tuple[Actor, ...]:
    """Return the actors that the name at this place denotes, or else one that is named inside it."""
    end = start + len(text)
    resolver = Resolver(Document(id="name", name="name", source="name", text=whole, published=on), tables)
    found = tuple(a for a in resolver.phrase(start, end) if not _other_person(a, text, tables))
    actor = _best(found)
    if actor is not None and actor.resolved:
        return found
    inside = _best(tuple(a for a in resolver.within(start, end) if not _other_person(a, text, tables)))
    return (_joined(inside, actor, tables, text),) if inside else found


def _other_person(actor: Actor, text: str, tables: Gazetteer) -> bool:
    """Return whether a known person's one name is only part of somebody else's ("Anwar Gargash", "Grace Mugabe")."""
    said = actor.span.text if actor.span else ""
    names = actor.name.split()
    if said == actor.name or said not in names:
        return False
    if re.search(rf"\b{re.escape(said)} [A-Z]", text):
        return True
    before = re.search(rf"(\w+) {re.escape(said)}$", text)
    first = before[1] if before else ""
    atoms = Reading(first, tables).atoms
    plain = [atom.kind for atom in atoms] == ["word"] and first.lower() not in HONORIFICS | FORMER
    return plain and first[0].isupper() and first not in names and said == names[-1]


def _countries(actors: tuple[Actor, ...]) -> tuple[str, ...] | None:
    """Return the countries of several actors, in the order of the text; null for one."""
    found = tuple(dict.fromkeys(actor.country for actor in actors if actor.country))
    return found if len(found) > 1 else None


def _best(actors: tuple[Actor, ...]) -> Actor | None:
    return next((actor for actor in actors if actor.resolved), actors[0] if actors else None)


def _joined(inside: Actor, actor: Actor | None, tables: Gazetteer, text: str) -> Actor:
    """Return the actor named inside a phrase, with the sector that the phrase's words say."""
    sector = (actor.sector if actor else None) or _sector(tables, text) or inside.sector
    return inside.model_copy(update={"sector": sector, "via": f"{inside.via}; named inside the words given"})


def _sector(tables: Gazetteer, text: str) -> str | None:
    """Return the sector of the last word for an actor in the text that is no part of a name."""
    found = [term.sector for atom in Reading(text, tables).atoms for term in atom.terms if term.sector]
    return found[-1] if found else None


def _rest(tables: Gazetteer, text: str, actor: Actor) -> str:
    """Return the words of the text that neither name the actor nor say what it is."""
    used = folded(actor.name).lower().split()
    words = [a.text for a in Reading(text, tables).atoms if a.kind in {"word", "unknown"}]
    return " ".join(word for word in words if word.lower() not in used and word.lower() not in _SMALL)


_SMALL = DETERMINERS | PREPOSITIONS
