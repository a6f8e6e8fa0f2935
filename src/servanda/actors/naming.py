"""Names to actors: what one name, with the titles and countries around it, denotes."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from servanda.actors.grammar import LOCATIVES, PARTICLES
from servanda.actors.holders import ONE_A_COUNTRY, Hints, country_of, has_title, holder_actor, identify, stands_alone
from servanda.actors.meaning import Meaning, Term
from servanda.actors.reading import Atom
from servanda.actors.scene import Mention, Scene, retold
from servanda.actors.tables import Tenure
from servanda.actors.titles import HONORIFICS, Titles, country_after, long_titles, titles_after, titles_before
from servanda.model import Actor, Span

_MENTIONS = 12


@dataclass(frozen=True, slots=True)
class Naming:
    """A name with what belongs to it: atoms `first` to `last`, the actors, and the terms of office of a person."""

    first: int
    last: int
    actors: tuple[Actor, ...]
    person: bool = False
    tenures: tuple[Tenure, ...] = ()
    titles: tuple[Term, ...] = ()


def meaning_of(atom: Atom, kind: str) -> Meaning | None:
    """Return the atom's first meaning of that kind."""
    return next((meaning for meaning in atom.meanings if meaning.kind == kind), None)


def is_person(scene: Scene, index: int) -> bool:
    """Return whether the name at this index stands for an office holder here."""
    atom = scene.reading.atoms[index]
    if not any(m.kind == "holder" for m in atom.meanings):
        return False
    around = titles_before(scene, index)
    titled = bool(around.titles)
    if titled and _goes_on(scene, index) and not _bears_any(atom, around):
        return False
    if any(m.kind != "holder" for m in atom.meanings) and not titled:
        return False
    if titled or any(m.full for m in atom.meanings):
        return True
    weak = atom.text in scene.gazetteer.rules.weak
    hints = Hints(scene.on, known=scene.known)
    known = any(m.tenures[0].person in scene.known for m in atom.meanings if m.kind == "holder")
    if weak and not known:
        return False
    return stands_alone(atom.meanings, hints) and (known or not _part_of_other_name(scene, index))


def _goes_on(scene: Scene, index: int) -> bool:
    """Return whether a capital word or "bin" follows, so that the surname may be another person's first name."""
    atoms = scene.reading.atoms
    if index + 1 >= len(atoms) or all(m.full for m in atoms[index].meanings):
        return False
    after = atoms[index + 1]
    named = after.text[0].isupper() or after.lower in PARTICLES
    return after.kind == "word" and named and after.sentence == atoms[index].sentence


def _bears_any(atom: Atom, around: Titles) -> bool:
    """Return whether one who bears the name has one of the titles, in one of the places if any are named."""
    rows = [row for meaning in atom.meanings for row in meaning.tenures]
    return any(
        has_title(row, title) and (not around.places or row.place in around.places)
        for row in rows
        for title in around.titles
    )


def _part_of_other_name(scene: Scene, index: int) -> bool:
    """Return whether a capital word inside the sentence touches a bare surname ("Hunter …")."""
    atoms = scene.reading.atoms
    if index == 0:
        return False
    before = atoms[index - 1]
    inside = index > 1 and atoms[index - 2].sentence == before.sentence
    return before.kind == "word" and before.text[0].isupper() and inside and before.sentence == atoms[index].sentence


def person(scene: Scene, index: int) -> Naming:
    """Return the office holder whose name stands at this index, with the titles that belong to it."""
    atom = scene.reading.atoms[index]
    first, titles, places, note = titles_before(scene, index)
    after, last = country_after(scene, index) if not places else (places, index + 1)
    if not after and (union := commission(scene, titles, first)):
        span = scene.reading.span(atom.start, atom.end)
        actor = Actor(
            name=atom.text, span=span, country="EUR", actor_id=union, sector="GOV", via="a title of the Commission"
        )
        return Naming(first, last, (actor,), True, titles=titles)
    hints = Hints(scene.on, after, titles, scene.known)
    verdict = identify(atom.meanings, hints)
    span = scene.reading.span(atom.start, atom.end)
    if verdict.tenure is not None:
        actor = holder_actor(verdict, scene.gazetteer, hints, span, note)
        rows = next(m.tenures for m in atom.meanings if m.kind == "holder" and verdict.tenure in m.tenures)
        _acquaint(scene, actor.name, actor)
        return Naming(first, last, (actor,), True, rows, titles)
    country = verdict.country or next(iter(places), None)
    body = scene.gazetteer.organisations.get(country or "")
    sector = titles[0].sector if titles else None
    actor = Actor(
        name=atom.text, span=span, country=country_of(body, country), sector=sector, via=f"the name {verdict.reason}"
    )
    return Naming(first, last, (actor,), True, titles=titles)


def commission(scene: Scene, titles: Iterable[Term], first: int) -> str | None:
    """Return the id of the European Union where a commissioner is one of its: it publishes the text, or it is named.

    `first` is the atom with which the title begins; the letters of another body before it say whose it is.
    """
    if not any(title.word in _OF_THE_UNION for title in titles):
        return None
    before = scene.reading.atoms[first - 1] if first else None
    if before is not None and before.text.isupper() and len(before.text) > 1 and before.text != "EU":
        return None
    ours = any(actor.country == "EUR" for actor in scene.author)
    return "EU" if ours or scene.reading.stands("European Commission") else None


_OF_THE_UNION = frozenset(("commissioner", "european commissioner", "eu commissioner"))


def stranger(scene: Scene, index: int, last: int) -> Naming | None:
    """Return the person with a title whose name, atoms `index` to `last`, no table knows."""
    atoms = scene.reading.atoms
    around, end = _around(scene, index, last)
    if not around.places and commission(scene, around.titles, around.first):
        around = around._replace(places=frozenset(("EU",)))
    span = scene.reading.span(atoms[index].start, atoms[last - 1].end)
    name = scene.reading.said(atoms[index].start, atoms[last - 1].end)
    known = _acquaintance(scene, name)
    if not around.titles and not around.places:
        return Naming(around.first, last, (known.model_copy(update={"span": span}),), True) if known else None
    surname = atoms[last - 1].text
    hints = Hints(scene.on, around.places, around.titles)
    bearer = _bearer(scene, surname, hints, span, around.note) if around.titles else None
    if bearer:
        return Naming(around.first, end, (bearer,), True, scene.gazetteer.bearers(surname))
    if not around.places and known:
        return Naming(around.first, last, (known.model_copy(update={"span": span}),), True)
    actor = _unlisted(scene, name, around, span)
    _acquaint(scene, name, actor)
    return Naming(around.first, end, (actor,), True, titles=around.titles)


def _acquaint(scene: Scene, name: str, actor: Actor) -> None:
    """Keep who is named in full, so that a part of the name that no table knows alone means the same person."""
    parts = name.split()
    for part in parts if actor.resolved and len(parts) > 1 else ():
        if len(part) > 2 and part[0].isupper():
            scene.strangers.setdefault(part, actor)


def _around(scene: Scene, index: int, last: int) -> tuple[Titles, int]:
    """Return the titles and the country before or after an unknown name, and where they end."""
    before = titles_before(scene, index)
    if not (before.titles and before.places):
        longer = long_titles(scene, index)
        before = longer if longer.titles and (longer.places or not before.titles) else before
    if before.places:
        return before, last
    places, end = country_after(scene, last - 1)
    if places:
        return before._replace(places=places), end
    after = titles_after(scene, last)
    if not after.titles:
        return before, last
    return Titles(before.first, before.titles or after.titles, after.places, before.note), after.first


def _unlisted(scene: Scene, name: str, around: Titles, span: Span | None) -> Actor:
    """Return the actor for a person in no table, by the country of the title or else of the publisher."""
    found, via = around.places, "title with country; the person is in no table"
    if not found and scene.home and not scene.joint and _fits_home(scene, around.titles):
        found, via = frozenset((scene.home,)), "title in the publisher's own document; the person is in no table"
    place = next(iter(sorted(found)), None)
    body = scene.gazetteer.organisations.get(place or "")
    return Actor(
        name=name,
        span=span,
        country=country_of(body, place),
        sector=around.titles[0].sector if around.titles else "GOV",
        via=via if place else "a person in no table; no country named",
    )


def _fits_home(scene: Scene, titles: tuple[Term, ...]) -> bool:
    """Return whether the publisher's country has this title; another title for an office it has is a foreign one."""
    rows = scene.gazetteer.offices(scene.home or "")
    for title in titles:
        if title.office in ONE_A_COUNTRY and any(
            row.covers(scene.on) for row in rows if scene.on and has_title(row, title)
        ):
            return False
        same = [row for row in rows if has_title(row, title)]
        if same and not any(name.lower() in title.word for row in same for name in row.titles):
            return False
    return True


def _bearer(scene: Scene, surname: str, hints: Hints, span: Span | None, note: str) -> Actor | None:
    """Return the one holder of the title with this surname on the day ("Prime Minister May")."""
    on = hints.on
    rows = [
        row
        for row in scene.gazetteer.bearers(surname)
        if any(has_title(row, title) for title in hints.titles)
        and (not hints.places or row.place in hints.places)
        and (on is None or note == "former" or row.covers(on))
    ]
    if len({row.person for row in rows}) != 1:
        return None
    meaning = Meaning("holder", rows[0].holder, tenures=tuple(rows))
    return holder_actor(identify((meaning,), hints), scene.gazetteer, hints, span, note)


def _acquaintance(scene: Scene, name: str) -> Actor | None:
    """Return the person who was named in full and whose name holds this one's first word and another of its words."""
    parts = name.split()
    found = (scene.strangers.get(part) for part in reversed(parts[1:] or parts))
    return next((actor for actor in found if actor and parts[0] in actor.name.split()), None)


def acquaintance(scene: Scene, base: list[int]) -> Actor | None:
    """Return the person whom a bare surname in no table means, named in full elsewhere with a title."""
    atom = scene.reading.atoms[base[-1]]
    plain = all(scene.reading.atoms[i].lower in HONORIFICS or scene.reading.atoms[i].text == "." for i in base[:-1])
    actor = scene.strangers.get(atom.text) if plain and atom.kind == "word" else None
    if plain and (short := letters(scene, atom)):
        return short
    if actor is None or actor.name.split()[-1] != atom.text:
        return None
    return actor.model_copy(update={"span": scene.reading.span(atom.start, atom.end)})


def letters(scene: Scene, atom: Atom) -> Actor | None:
    """Return whom the letters stand for that stood in brackets after a name before ("the Royal Guard (RG)")."""
    first, actor = scene.letters.get(atom.text, (0, None))
    if actor is None or scene.reading.atoms[first].start > atom.start:
        return None
    return retold(actor, atom.text, scene.reading.span(atom.start, atom.end))


def strangers(scene: Scene, first: int, last: int) -> list[Mention]:
    """Return the mentions of unknown persons with their titles that begin before `last` and end after `first`."""
    end = bisect_left(scene.mentions, last, key=lambda mention: mention.first)
    near = scene.mentions[max(0, end - _MENTIONS) : end]
    return [m for m in near if m.titles and m.last > first]


def thing(scene: Scene, index: int) -> tuple[Actor, ...]:
    """Return the actors that a name which is no person's denotes: a country, a people, an organ, a body, a group."""
    atom = scene.reading.atoms[index]
    span = scene.reading.span(atom.start, atom.end)
    for meaning in atom.meanings:
        if meaning.kind == "group":
            via = f"{atom.text!r} stands for {len(meaning.countries)} countries"
            display = scene.gazetteer.display
            return tuple(Actor(name=display(c), span=span, country=c, via=via) for c in meaning.countries)
        if meaning.kind == "organisation":
            return (body_actor(scene, meaning, atom),)
        if meaning.kind == "capital" and is_place(scene, index):
            name = scene.gazetteer.display(meaning.country or "")
            return (Actor(name=name, span=span, country=meaning.country, via=f"{atom.text} as a place"),)
        if meaning.kind == "organ" and (owner := _other_nation(scene, index, meaning)):
            name = f"{atom.text} of {scene.gazetteer.display(owner)}"
            via = "organ of the state named beside it"
            return (Actor(name=name, span=span, country=owner, sector=meaning.sector, via=via),)
        if meaning.kind != "holder":
            return (_country_actor(scene, meaning, atom),)
    return ()


def _other_nation(scene: Scene, index: int, meaning: Meaning) -> str | None:
    """Return the other country whose organ this is: "the Brazilian …", "South Korea's …", "the … of Kenya"."""
    atoms = scene.reading.atoms
    before = atoms[index - 1] if index else None
    found = None
    if before is not None and before.kind == "possessive":
        found = _nation(atoms[index - 2], {"country"})
    elif before is not None and before.end + 1 == atoms[index].start:
        found = _nation(before, {"people"})
    if found is None and index + 2 < len(atoms) and atoms[index + 1].lower == "of":
        after = index + 2 + (atoms[index + 2].lower == "the")
        found = _nation(atoms[after], {"country"}) if after < len(atoms) else None
    return found if found != meaning.country else None


def _nation(atom: Atom, kinds: set[str]) -> str | None:
    """Return the country of a name that is nothing but a country or its adjective."""
    only = len(atom.meanings) == 1 and atom.meanings[0].kind in kinds
    return atom.meanings[0].country if only and not atom.joined else None


def _country_actor(scene: Scene, meaning: Meaning, atom: Atom) -> Actor:
    span = scene.reading.span(atom.start, atom.end)
    display = scene.gazetteer.display(meaning.country or "")
    if meaning.kind == "capital":
        return Actor(name=display, span=span, country=meaning.country, sector="GOV", via=f"metonym: {atom.text}")
    if meaning.kind == "organ":
        name, sector = meaning.name, meaning.sector
        return Actor(name=name, span=span, country=meaning.country, sector=sector, via="organ of the state")
    if meaning.kind == "region":
        via = f"{meaning.name}, a part of {display}: as a place"
        return Actor(name=display, span=span, country=meaning.country, sector=meaning.sector, via=via)
    if meaning.kind == "people":
        sector = "CVL" if atom.text.endswith("s") else None
        return Actor(name=display, span=span, country=meaning.country, sector=sector, via=f"adjective: {atom.text}")
    return Actor(name=display, span=span, country=meaning.country, via="named")


def body_actor(scene: Scene, meaning: Meaning, atom: Atom | None) -> Actor:
    """Return the one actor for an organisation or format, with its members as of the document's date.

    Without an atom the document means the body and does not name it: the actor has no span.
    """
    body = scene.gazetteer.organisations.get(meaning.actor_id or "")
    on = scene.on
    members = scene.gazetteer.members(meaning.actor_id or "", on)
    day = on.isoformat() if on else "the latest day known (the document has no date)"
    return Actor(
        name=meaning.name,
        span=scene.reading.span(atom.start, atom.end) if atom else None,
        actor_id=meaning.actor_id,
        country=meaning.country,
        sector=body.sector_on(on) if body else meaning.sector,
        members=members,
        via=f"organisation; members as of {day}" if members else "organisation",
    )


def is_place(scene: Scene, index: int) -> bool:
    """Return whether "in", "at" or "near" stands before the name, so that the city itself is meant."""
    atoms = scene.reading.atoms
    return index > 0 and atoms[index - 1].lower in LOCATIVES and atoms[index - 1].sentence == atoms[index].sentence
