"""Names to actors: what one name, with the titles and countries around it, denotes."""

from dataclasses import dataclass

from servanda.actors.grammar import ELECT, FORMER, LOCATIVES, PARTICLES, word_set
from servanda.actors.holders import Hints, country_of, has_title, holder_actor, identify, stands_alone
from servanda.actors.meaning import Meaning, Term
from servanda.actors.reading import Atom
from servanda.actors.scene import Scene
from servanda.actors.tables import Tenure
from servanda.model import Actor, Span

_BACK = 9
_CAPITALS = 6
_FILLERS = word_set(
    "newly inaugurated elected appointed then current incumbent incoming outgoing acting predecessor",
)


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
    titles = _titles(scene, index)[1]
    titled = bool(titles)
    if titled and _goes_on(scene, index) and not _bears_any(atom, titles):
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
    """Return whether a capital word follows, so that the surname may be another person's first name."""
    atoms = scene.reading.atoms
    if index + 1 >= len(atoms) or all(m.full for m in atoms[index].meanings):
        return False
    after = atoms[index + 1]
    return after.kind == "word" and after.text[0].isupper() and after.sentence == atoms[index].sentence


def _bears_any(atom: Atom, titles: tuple[Term, ...]) -> bool:
    rows = [row for meaning in atom.meanings for row in meaning.tenures]
    return any(has_title(row, title) for row in rows for title in titles)


def _part_of_other_name(scene: Scene, index: int) -> bool:
    """Return whether a capital word inside the sentence touches a bare surname ("Hunter …")."""
    atoms = scene.reading.atoms
    if index == 0:
        return False
    before = atoms[index - 1]
    inside = index > 1 and atoms[index - 2].sentence == before.sentence
    return before.kind == "word" and before.text[0].isupper() and inside and before.sentence == atoms[index].sentence


def _titles(scene: Scene, index: int) -> tuple[int, tuple[Term, ...], frozenset[str], str]:
    """Return where the titles before a name begin, the titles, the places they name, and "former" or "elect"."""
    atoms = scene.reading.atoms
    first, note = index, ""
    titles: list[Term] = []
    places: set[str] = set()
    for place in range(index - 1, max(-1, index - _BACK), -1):
        atom = atoms[place]
        if atom.sentence != atoms[index].sentence:
            break
        found = [term for term in atom.terms if term.kind in {"title", "agent", "leader", "party"}]
        if atom.kind == "term" and found:
            titles += [term for term in found if term.kind == "title"] or found[:1]
            note = note or ("former" if _before(atoms, place, FORMER) else "")
        elif atom.kind == "name" and not atom.joined and (named := _places(atom)) and _in_title(atoms, place, first):
            places |= named
        elif atom.kind == "word" and atom.lower in FORMER | _FILLERS | ELECT:
            note = "former" if atom.lower in FORMER else "elect" if atom.lower in ELECT else note
        elif not (atom.kind == "possessive" and place and _places(atoms[place - 1])) and not (
            atom.lower in {"of", "the", "-", ".", "ally", "nominee"} and _title_behind(atoms, place)
        ):
            break
        first = place
    return _without_lead(atoms, first), tuple(titles), frozenset(places), note


def _in_title(atoms: list[Atom], place: int, first: int) -> bool:
    """Return whether the country at `place` belongs to the title after it, or stands in one ("president of …")."""
    after = atoms[place + 1]
    return after.kind in {"term", "possessive"} or after.lower in FORMER | _FILLERS or _title_behind(atoms, place)


def _title_behind(atoms: list[Atom], place: int) -> bool:
    """Return whether a title stands a few words before ("President of the United States")."""
    for back in range(place - 1, max(-1, place - 5), -1):
        if atoms[back].kind == "term":
            return any(term.kind == "title" for term in atoms[back].terms)
        if atoms[back].lower not in {"of", "the", "-", "republic"}:
            return False
    return False


def ends_title(atoms: list[Atom], index: int) -> bool:
    """Return whether a title ends here: "President", "President of" and a country, "journalist" and a full name."""
    atom = atoms[index]
    if atom.kind == "term":
        singular = [t for t in atom.terms if not t.plural and t.kind in {"title", "leader", "agent"}]
        if atom.text[0].isupper() and any(t.kind == "title" for t in singular):
            return True
        return bool(singular) and atom.text.islower() and name_end(atoms, index + 1) > index + 2
    if atom.kind != "name" or index < 2 or atoms[index - 1].lower not in {"of", "the"}:
        return False
    return _title_behind(atoms, index)


def name_end(atoms: list[Atom], first: int) -> int:
    """Return where the run of capital words ends that begins at this index: an unknown person's name."""
    last = first
    while last < len(atoms) and last < first + _CAPITALS and atoms[last].sentence == atoms[first - 1].sentence:
        if not name_part(atoms, last, first):
            break
        last += 1
    while last > first and not atoms[last - 1].text[0].isupper():
        last -= 1
    return last


def name_part(atoms: list[Atom], index: int, first: int) -> bool:
    """Return whether the atom can stand in a person's name that began at `first`: "W", ".", "da", "Smith"."""
    atom = atoms[index]
    if atom.text == ".":
        before = atoms[index - 1].text
        return index > first and ((len(before) == 1 and before.isupper()) or before in {"Jr", "Sr"})
    if atom.text == "-":
        return index > first and atoms[index - 1].end == atom.start
    if atom.kind == "name" and all(m.kind == "holder" and not m.full for m in atom.meanings):
        return True
    if atom.kind not in {"word", "unknown"} or not atom.text.replace("'", "").isalpha():
        return atom.kind == "unknown" and atom.text[0].isupper()
    return atom.text[0].isupper() or (atom.lower in PARTICLES and index > first)


def _without_lead(atoms: list[Atom], first: int) -> int:
    while atoms[first].lower in {"the", "of", "-", "."}:
        first += 1
    return first


def _before(atoms: list[Atom], place: int, words: frozenset[str]) -> bool:
    return any(atoms[back].lower in words for back in range(max(0, place - 3), place))


def _places(atom: Atom) -> frozenset[str]:
    """Return the countries or organisations that the name can stand for, as office tables know them."""
    found = {m.actor_id if m.kind == "organisation" else m.country for m in atom.meanings if m.kind != "holder"}
    return frozenset(place for place in found if place)


def _after(scene: Scene, index: int) -> tuple[frozenset[str], int]:
    """Return the country after a name and where it ends: "President Yoon of South Korea"."""
    atoms = scene.reading.atoms
    place = index + 1
    while place < len(atoms) and atoms[place].text in {".", ","} and place < index + 2:
        place += 1
    if place < len(atoms) and atoms[place].lower in {"of", "from"}:
        for last in range(place + 1, min(place + 5, len(atoms))):
            if atoms[last].kind == "name":
                return _places(atoms[last]), last + 1
            if atoms[last].lower not in {"the", "republic", "of"}:
                break
    return frozenset(), index + 1


def person(scene: Scene, index: int) -> Naming:
    """Return the office holder whose name stands at this index, with the titles that belong to it."""
    atom = scene.reading.atoms[index]
    first, titles, places, note = _titles(scene, index)
    after, last = _after(scene, index) if not places else (places, index + 1)
    hints = Hints(scene.on, after, titles, scene.known)
    verdict = identify(atom.meanings, hints)
    span = scene.reading.span(atom.start, atom.end)
    if verdict.tenure is not None:
        actor = holder_actor(verdict, scene.gazetteer, hints, span, note)
        rows = next(m.tenures for m in atom.meanings if m.kind == "holder" and verdict.tenure in m.tenures)
        return Naming(first, last, (actor,), True, rows)
    country = verdict.country or next(iter(places), None)
    body = scene.gazetteer.organisations.get(country or "")
    sector = titles[0].sector if titles else None
    actor = Actor(
        name=atom.text, span=span, country=country_of(body, country), sector=sector, via=f"the name {verdict.reason}"
    )
    return Naming(first, last, (actor,), True)


def stranger(scene: Scene, index: int, last: int) -> Naming | None:
    """Return the person with a title whose name, atoms `index` to `last`, no table knows."""
    atoms = scene.reading.atoms
    first, titles, places, note = _titles(scene, index)
    span = scene.reading.span(atoms[index].start, atoms[last - 1].end)
    name = scene.reading.said(atoms[index].start, atoms[last - 1].end)
    if not titles and not places:
        before = _acquaintance(scene, name)
        return Naming(first, last, (before.model_copy(update={"span": span}),), True) if before else None
    surname = atoms[last - 1].text
    found, end = (places, last) if places else _after(scene, last - 1)
    bearer = _bearer(scene, surname, Hints(scene.on, found, titles), span, note) if titles else None
    if bearer:
        return Naming(first, end, (bearer,), True, scene.gazetteer.bearers(surname))
    known = _acquaintance(scene, name)
    if not found and known:
        return Naming(first, last, (known.model_copy(update={"span": span}),), True)
    via = "title with country; the person is in no table"
    if not found and scene.home and not scene.joint and _fits_home(scene, titles):
        found, via = frozenset((scene.home,)), "title in the publisher's own document; the person is in no table"
    place = next(iter(sorted(found)), None)
    body = scene.gazetteer.organisations.get(place or "")
    actor = Actor(
        name=name,
        span=span,
        country=country_of(body, place),
        sector=titles[0].sector if titles else "GOV",
        via=via if place else "a person in no table; no country named",
    )
    for part in name.split():
        if len(part) > 2:
            scene.strangers.setdefault(part, actor)
    return Naming(first, end, (actor,), True, titles=titles)


def _fits_home(scene: Scene, titles: tuple[Term, ...]) -> bool:
    """Return whether the publisher's country has this title; another title for an office it has is a foreign one."""
    rows = scene.gazetteer.offices(scene.home or "")
    for title in titles:
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
    """Return the person in no table who was named before with a country and shares a name with this one."""
    found = (scene.strangers.get(part) for part in reversed(name.split()))
    return next((actor for actor in found if actor), None)


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
        if meaning.kind != "holder":
            return (_country_actor(scene, meaning, atom),)
    return ()


def _country_actor(scene: Scene, meaning: Meaning, atom: Atom) -> Actor:
    span = scene.reading.span(atom.start, atom.end)
    display = scene.gazetteer.display(meaning.country or "")
    if meaning.kind == "capital":
        return Actor(name=display, span=span, country=meaning.country, sector="GOV", via=f"metonym: {atom.text}")
    if meaning.kind == "organ":
        name, sector = meaning.name, meaning.sector
        return Actor(name=name, span=span, country=meaning.country, sector=sector, via="organ of the state")
    if meaning.kind == "people":
        sector = "CVL" if atom.text.endswith("s") else None
        return Actor(name=display, span=span, country=meaning.country, sector=sector, via=f"adjective: {atom.text}")
    return Actor(name=display, span=span, country=meaning.country, via="named")


def body_actor(scene: Scene, meaning: Meaning, atom: Atom) -> Actor:
    """Return the one actor for an organisation or format, with its members as of the document's date."""
    body = scene.gazetteer.organisations.get(meaning.actor_id or "")
    on = scene.on
    members = scene.gazetteer.members(meaning.actor_id or "", on)
    day = on.isoformat() if on else "the latest day known (the document has no date)"
    return Actor(
        name=meaning.name,
        span=scene.reading.span(atom.start, atom.end),
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
