"""Titles around a name: before it ("Kenyan Cabinet Secretary …"), after it ("…, the minister of trade of Kenya")."""

from typing import NamedTuple

from servanda.actors.grammar import DETERMINERS, ELECT, FORMER, PARTICLES, PREPOSITIONS, RELATIVES, verb_like, word_set
from servanda.actors.meaning import Term
from servanda.actors.reading import Atom
from servanda.actors.scene import Scene

_BACK = 9
_LONG = 18
_CAPITALS = 6
_FILLERS = word_set(
    "newly inaugurated elected appointed then current incumbent incoming outgoing acting predecessor",
)
_HONORIFICS = word_set("Mr Mrs Ms Miss Dr Prof Hon Sir Dame Lord Lady Amb")
HONORIFICS = frozenset(word.lower() for word in _HONORIFICS)


class Titles(NamedTuple):
    """The titles around a name: where they begin, what they are, the places they name, "former" or "elect"."""

    first: int
    titles: tuple[Term, ...] = ()
    places: frozenset[str] = frozenset()
    note: str = ""


def titles_before(scene: Scene, index: int) -> Titles:
    """Return the titles that stand right before a name, with the country in or before them."""
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
        elif atom.kind == "name" and not atom.joined and (named := places_of(atom)) and _in_title(atoms, place, first):
            places |= named
        elif atom.kind == "word" and atom.lower in FORMER | _FILLERS | ELECT:
            note = "former" if atom.lower in FORMER else "elect" if atom.lower in ELECT else note
        elif not (atom.kind == "possessive" and place and places_of(atoms[place - 1])) and not (
            atom.lower in {"of", "the", "-", ".", "ally", "nominee"} and _title_behind(atoms, place)
        ):
            break
        first = place
    return Titles(_without_lead(atoms, first, index), tuple(titles), frozenset(places), note)


def long_titles(scene: Scene, index: int) -> Titles:
    """Return the titles before an unknown name that hold words no table has ("Advisor", "Secretary of Trade").

    Capital words, "of" and "and" between them count only if a title or its country stands before them.
    """
    atoms = scene.reading.atoms
    first = index
    titles: list[Term] = []
    places: frozenset[str] = frozenset()
    aside = _aside(atoms, index)
    for place in range(index - 1, max(-1, index - _LONG), -1):
        atom = atoms[place]
        if atom.sentence != atoms[index].sentence:
            break
        found = [term for term in atom.terms if term.kind == "title" and not term.plural]
        if place in aside:
            continue
        if found and not (titles and atoms[place + 1].lower == "and"):
            titles += found
        elif atom.kind == "name" and titles and not atom.joined and places_of(atom) and atoms[place + 1].lower != "and":
            places = places_of(atom)
            first = place
            break
        elif not _inside_title(atoms, place, index):
            break
        first = place if found else first
    return Titles(_without_lead(atoms, first, index), tuple(titles), places)


def _aside(atoms: list[Atom], index: int) -> range:
    """Return what stands between a title and a name and tells nothing of whose it is: "(DNSA)", "to Japan"."""
    first = index
    if atoms[index - 1].text == ")" and index > 2 and atoms[index - 3].text == "(":
        first = index - 3
    elif atoms[index - 1].kind == "name" and index > 2:
        article = atoms[index - 2].lower in DETERMINERS
        link = index - 2 - article
        first = link if link > 0 and atoms[link].lower == "to" and atoms[link - 1].kind == "term" else index
    return range(first, index)


def _inside_title(atoms: list[Atom], place: int, index: int) -> bool:
    """Return whether the word may stand inside a title: a capital word, "and" between two, "of", "Dr.", "Kenya's"."""
    atom, before = atoms[place], atoms[place - 1] if place else None
    if before is None:
        return _is_capital(atom)
    if atom.kind == "possessive":
        return bool(places_of(before))
    if atom.text == ".":
        return before.text in _HONORIFICS
    if atom.lower in {"of", "for", "the"}:
        return place + 1 != index and (before.kind == "term" or before.lower in {"of", "for"})
    if atom.lower in {"and", "&"}:
        return place + 1 != index and _is_capital(atoms[place + 1]) and _is_capital(before)
    return _is_capital(atom)


def _is_capital(atom: Atom) -> bool:
    """Return whether this is a capital word of a title or an office's name, not a title or a person itself."""
    if atom.kind not in {"word", "term", "unknown"} or atom.label == "PERSON" or not atom.text[0].isupper():
        return False
    return all(term.kind != "title" for term in atom.terms)


def titles_after(scene: Scene, last: int) -> Titles:
    """Return the titles that follow a name and a comma ("…, Kenya's minister of trade,"); `first` is where they end."""
    atoms = scene.reading.atoms
    if last >= len(atoms) or atoms[last].text != ",":
        return Titles(last)
    titles: list[Term] = []
    places: frozenset[str] = frozenset()
    small, end = 0, last
    for place in range(last + 1, min(len(atoms), last + _LONG)):
        atom = atoms[place]
        if atom.sentence != atoms[last].sentence or atom.text == ",":
            break
        if atom.terms:
            titles += [term for term in atom.terms if term.kind in {"title", "leader"} and not term.plural]
        elif atom.kind == "name":
            if _names_person(atom):
                return Titles(last)
            of = atoms[place - 1].lower in {"of", "the"} and atoms[place - 2].lower != "to"
            places = places or (places_of(atom) if of or not titles else frozenset())
        elif atom.kind == "unknown" and atom.label == "PERSON":
            return Titles(last)
        elif atom.text.islower() and atom.lower not in _IN_APPOSITIONS:
            small += 1
            if titles or small > _SMALL or atom.lower in PREPOSITIONS | RELATIVES or verb_like(atom.lower):
                break
        end = place + 1
    direct = titles and _follows_name(atoms, last + 1, end)
    return Titles(end, tuple(titles), places) if titles and not direct else Titles(last)


_IN_APPOSITIONS = word_set("the a an of for and")
_SMALL = 2


def _names_person(atom: Atom) -> bool:
    return any(m.kind == "holder" for m in atom.meanings)


def _follows_name(atoms: list[Atom], first: int, last: int) -> bool:
    """Return whether the words are another person's title and name ("…, President Oduya") rather than a description."""
    ends = [i for i in range(first, last) if ends_title(atoms, i)]
    return any(i + 1 < last and name_end(atoms, i + 1) > i + 1 and atoms[i].lower != "of" for i in ends)


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


def _without_lead(atoms: list[Atom], first: int, name: int) -> int:
    while first < name and atoms[first].lower in {"the", "of", "-", "."}:
        first += 1
    return first


def _before(atoms: list[Atom], place: int, words: frozenset[str]) -> bool:
    return any(atoms[back].lower in words for back in range(max(0, place - 3), place))


def places_of(atom: Atom) -> frozenset[str]:
    """Return the countries or organisations that the name can stand for, as office tables know them."""
    found = {m.actor_id if m.kind == "organisation" else m.country for m in atom.meanings if m.kind != "holder"}
    return frozenset(place for place in found if place)


def country_after(scene: Scene, index: int) -> tuple[frozenset[str], int]:
    """Return the country after a name and where it ends: "President Yoon of South Korea"."""
    atoms = scene.reading.atoms
    place = index + 1
    while place < len(atoms) and atoms[place].text in {".", ","} and place < index + 2:
        place += 1
    if place < len(atoms) and atoms[place].lower in {"of", "from"}:
        for last in range(place + 1, min(place + 5, len(atoms))):
            if atoms[last].kind == "name":
                return places_of(atoms[last]), last + 1
            if atoms[last].lower not in {"the", "republic", "of"}:
                break
    return frozenset(), index + 1
