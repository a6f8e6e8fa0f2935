"""One pass over a reading that lists its mentions in order, so that later words can look back."""

from servanda.actors.bodies import of_forum
from servanda.actors.grammar import (
    DETERMINERS,
    FORMER,
    HE,
    LOCATIVES,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    SHE,
    THEY,
    verb_like,
)
from servanda.actors.heads import Head, headed, state_body
from servanda.actors.meaning import Term
from servanda.actors.naming import is_person, meaning_of, person, stranger, thing
from servanda.actors.phrases import pronoun
from servanda.actors.reading import Atom
from servanda.actors.scene import Mention, MentionKind, Scene, party, unique
from servanda.actors.tables import Tenure
from servanda.actors.titles import ends_title, name_end
from servanda.model import Actor


def survey(scene: Scene, sentences: int | None = None) -> None:
    """Fill the scene's mentions from left to right, in the first so many sentences or in all."""
    atoms = scene.reading.atoms
    index = 0
    while index < len(atoms) and (sentences is None or atoms[index].sentence < sentences):
        found = _at(scene, index)
        if found is None:
            index += 1
            continue
        while scene.mentions and scene.mentions[-1].first >= found.first:
            scene.mentions.pop()
        _append(scene, found)
        _kept(scene, found)
        index = max(index + 1, found.last)


def _kept(scene: Scene, found: Mention) -> None:
    """Keep a party's first mention by its last word, and the letters in brackets after a name with these initials."""
    atoms = scene.reading.atoms
    if any(actor.resolved for actor in found.actors):
        held = scene.words.setdefault(atoms[found.last - 1].lower, [])
        if {party(actor) for actor in found.actors} - {party(actor) for mention in held for actor in mention.actors}:
            held.append(found)
    after = atoms[found.last : found.last + 3]
    if len(found.actors) != 1 or [atom.text for atom in after[::2]] != ["(", ")"]:
        return
    said = scene.reading.text[atoms[found.first].start : atoms[found.last - 1].end]
    initials = "".join(word[0] for word in said.split() if word[0].isupper())
    if len(initials) > 1 and after[1].text.isupper() and initials.endswith(after[1].text):
        scene.letters.setdefault(after[1].text, (found.last, found.actors[0]))


def _at(scene: Scene, index: int) -> Mention | None:
    """Return the mention whose deciding word is the atom at this index."""
    atom = scene.reading.atoms[index]
    if atom.kind in {"mark", "possessive"}:
        return None
    if atom.kind == "name":
        return None if atom.joined else _titled_stranger(scene, index) or _named(scene, index)
    if atom.kind == "unknown" and atom.label == "PERSON":
        return _stranger(scene, index, index + 1)
    if atom.kind == "unknown":
        return _state_body(scene, index)
    if atom.kind == "term":
        return _titled_stranger(scene, index) or _described(scene, index)
    if atom.kind == "word" and atom.lower in HE | THEY:
        return _pronoun(scene, index)
    return None


def _named(scene: Scene, index: int) -> Mention | None:
    atoms = scene.reading.atoms
    if is_person(scene, index):
        found = person(scene, index)
        kind: MentionKind = "person"
        return _mention(scene, found.first, found.last, kind, found.actors, found.tenures, titles=found.titles)
    actors = thing(scene, index)
    if not actors:
        return None
    kind = "organisation" if meaning_of(atoms[index], "organisation") else "country"
    if len(actors) > 1:
        kind = "group"
    organ = meaning_of(atoms[index], "organ")
    government = organ is not None and organ.sector == "GOV"
    found_here = _mention(scene, index, index + 1, kind, actors, government=government)
    return found_here._replace(place=True) if meaning_of(atoms[index], "region") else found_here


def _state_body(scene: Scene, index: int) -> Mention | None:
    """Return the organ of a state whose name stands in no table, with the nation before it."""
    first = _start(scene, index)
    actors = tuple(actor for actor in state_body(scene, tuple(range(first, index + 1))) if actor.resolved)
    governs = bool(actors) and actors[0].sector == "GOV"
    return _mention(scene, first, index + 1, "country", actors, government=governs) if actors else None


def _stranger(scene: Scene, first: int, last: int) -> Mention | None:
    found = stranger(scene, first, last)
    if found is None:
        return None
    return _mention(scene, found.first, found.last, "person", found.actors, found.tenures, titles=found.titles)


def _titled_stranger(scene: Scene, index: int) -> Mention | None:
    """Return the unknown person whose name in capitals follows the title that ends at this index."""
    atoms = scene.reading.atoms
    if not ends_title(atoms, index) or (index + 1 < len(atoms) and is_person(scene, index + 1)):
        return None
    last = name_end(atoms, index + 1)
    return _stranger(scene, index + 1, last) if last > index + 1 else None


def _described(scene: Scene, index: int) -> Mention | None:
    """Return the actors of a common noun with its article or names ("the two leaders", "Kenyan officers")."""
    atoms = scene.reading.atoms
    if index + 1 < len(atoms) and _goes_on(scene, index):
        return None
    first = _start(scene, index)
    if first == index and scene.forum:
        first -= atoms[index - 1].lower == "allied" if index else 0
        if of_forum(scene, atoms[index], tuple(atom.lower for atom in atoms[first:index])) is None:
            return None
    elif first == index:
        return None
    actors = headed(scene, Head(tuple(range(first, index + 1)), _complement(atoms, index)))
    kept = tuple(actor for actor in actors if actor.resolved)
    noun = atoms[index]
    if not kept:
        agent = any(t.kind == "agent" for t in noun.terms) and len(actors) == 1
        return _mention(scene, first, index + 1, "agent", actors) if agent and _is_plural(noun) else None
    kind: MentionKind = "agent"
    if len(kept) > 1:
        kind = "group"
    elif any(t.kind == "title" and not t.plural for t in noun.terms):
        kind = "person"
    elif not _is_plural(noun) or kept[0].members:
        kind = "organisation" if kept[0].members else "country"
    government = any(t.kind == "government" for t in noun.terms)
    return _mention(scene, first, index + 1, kind, kept, government=government)


def _is_plural(noun: Atom) -> bool:
    return any(term.plural for term in noun.terms)


def _goes_on(scene: Scene, index: int) -> bool:
    """Return whether the noun only modifies a name or noun right after it."""
    after = scene.reading.atoms[index + 1]
    if after.sentence != scene.reading.atoms[index].sentence:
        return False
    if after.kind == "term":
        return True
    return after.kind == "name" and not after.joined and is_person(scene, index + 1)


def _start(scene: Scene, index: int) -> int:
    """Return where the noun phrase begins whose head stands at this index."""
    atoms = scene.reading.atoms
    first, words = index, 0
    for place in range(index - 1, max(-1, index - 8), -1):
        atom = atoms[place]
        if atom.sentence != atoms[index].sentence:
            break
        if atom.kind in {"name", "possessive"} or atom.lower in NUMBERS or atom.lower in FORMER:
            first, words = place, 0
        elif atom.lower in DETERMINERS | POSSESSIVES:
            return place
        elif atom.text == "-" and atoms[place - 1].kind == "name":
            first = place
        elif atom.kind == "word" and atom.text.islower() and words < 2 and not _closed(atom):
            words += 1
        else:
            break
    return first


def _closed(atom: Atom) -> bool:
    return atom.lower in PREPOSITIONS or verb_like(atom.lower) or atom.lower in {"and", "or", "but", "to", "that"}


def _complement(atoms: list[Atom], index: int) -> tuple[int, ...]:
    """Return the atoms of an "of" phrase after the noun."""
    if index + 1 >= len(atoms) or atoms[index + 1].lower not in {"of", "from"}:
        return ()
    last = index + 2
    while last < len(atoms) and last < index + 14 and _of_phrase(atoms[last], atoms[index]):
        last += 1
    return tuple(range(index + 1, last))


def _of_phrase(atom: Atom, noun: Atom) -> bool:
    if atom.sentence != noun.sentence:
        return False
    party = any(term.kind == "party" for term in atom.terms)
    return atom.kind == "name" or party or atom.text == "," or atom.lower in {"the", "and", "&"} | NUMBERS.keys()


def _pronoun(scene: Scene, index: int) -> Mention | None:
    actors = tuple(actor for actor in pronoun(scene, index) if actor.resolved)
    if not actors:
        return None
    kind: MentionKind = "group"
    word = scene.reading.atoms[index].lower
    if len(actors) == 1 and word in HE:
        scene.women.setdefault(actors[0].name, word in SHE)
    if len(actors) == 1:
        kind = "person" if word in HE else "agent"
    return _mention(scene, index, index + 1, kind, actors)


def _mention(
    scene: Scene,
    first: int,
    last: int,
    kind: MentionKind,
    actors: tuple[Actor, ...],
    tenures: tuple[Tenure, ...] = (),
    government: bool = False,
    titles: tuple[Term, ...] = (),
) -> Mention:
    atoms = scene.reading.atoms
    before = atoms[first - 1] if first and atoms[first - 1].sentence == atoms[first].sentence else None
    if before is not None and before.lower in DETERMINERS:
        before = atoms[first - 2] if first > 1 and atoms[first - 2].sentence == atoms[first].sentence else None
    led = before is not None and before.lower in PREPOSITIONS
    return Mention(
        first=first,
        last=last,
        sentence=atoms[first].sentence,
        kind=kind,
        actors=actors,
        subject=not led and _verb_after(atoms, last),
        place=before is not None and _is_venue(before, kind),
        government=government,
        tenures=tenures,
        titles=titles,
    )


def _is_venue(before: Atom, kind: MentionKind) -> bool:
    """Return whether the word before makes the mention a place: "in Japan", "at the UN"."""
    return (kind == "country" and before.lower in LOCATIVES) or (kind == "organisation" and before.lower == "at")


def _verb_after(atoms: list[Atom], last: int) -> bool:
    """Return whether a verb follows, directly or in a relative clause ("…, which …")."""
    rest = atoms[last : last + 3]
    words = [atom.lower for atom in rest if atom.text != ","][:2]
    if not words:
        return False
    return verb_like(words[0]) or (words[0] in {"which", "who"} and rest[0].text in {",", words[0]})


_LINKS = frozenset(("and", "&", "as", "well", "or", "the", "both"))


def _append(scene: Scene, found: Mention) -> None:
    """Add a mention, linked to the one before it if only "and" or a hyphen stands between them."""
    mentions = scene.mentions
    if mentions and (link := _link(scene, mentions[-1], found)):
        earlier = mentions[-1]
        shared = earlier.link or (earlier.first + 1) * (1 if link == "and" else -1)
        for place in range(len(mentions) - 1, -1, -1):
            if place == len(mentions) - 1 or (link == "and" and _listed(scene, mentions[place], mentions[place + 1])):
                mentions[place] = _linked(mentions[place], shared, found)
            else:
                break
        found = _linked(found, shared, found)
    mentions.append(found)


def _linked(mention: Mention, link: int, last: Mention) -> Mention:
    return mention._replace(link=link, subject=mention.subject or last.subject)


def _between(scene: Scene, left: Mention, right: Mention) -> list[Atom]:
    return scene.reading.atoms[left.last : right.first]


def _link(scene: Scene, left: Mention, right: Mention) -> str:
    """Return "and" or "-" where the two mentions are joined by it, else nothing."""
    if left.sentence != right.sentence or len(unique((*left.actors, *right.actors))) < 2:
        return ""
    gap = _between(scene, left, right)
    if not gap or len(gap) > 5:
        return ""
    words = {atom.lower for atom in gap if atom.kind == "word"}
    marks = {atom.text for atom in gap if atom.kind == "mark"}
    if not words and marks == {"-"} and len(gap) == 1:
        return "-"
    joined = words <= _LINKS and ("and" in words or "&" in marks) and marks <= {",", "&"}
    return "and" if joined and not _new_clause(scene, left, right, "," in marks) else ""


def _new_clause(scene: Scene, left: Mention, right: Mention, comma: bool) -> bool:
    """Return whether "and" begins something new: "to Japan, and Korea said", "against Iran and China's part in it"."""
    atoms = scene.reading.atoms
    if comma and (len(scene.mentions) < 2 or not _listed(scene, scene.mentions[-2], left)):
        return True
    before = atoms[left.first - 1] if left.first else None
    if before is not None and before.lower in DETERMINERS and left.first > 1:
        before = atoms[left.first - 2]
    led = before is not None and before.lower in PREPOSITIONS - {"between", "of", "with", "by"}
    after = atoms[right.last] if right.last < len(atoms) else None
    return (
        led
        and after is not None
        and (after.kind == "possessive" or (right.subject and after.sentence == right.sentence))
    )


def _listed(scene: Scene, left: Mention, right: Mention) -> bool:
    """Return whether only a comma stands between two names of a list, and no opening phrase ends there."""
    if left.sentence != right.sentence:
        return False
    gap = _between(scene, left, right)
    if not gap or any(atom.text != "," and atom.lower != "the" for atom in gap):
        return False
    atoms = scene.reading.atoms
    start = left.first
    while start and atoms[start - 1].sentence == left.sentence:
        start -= 1
    opening = atoms[start].lower in PREPOSITIONS and not any(a.text == "," for a in atoms[start : left.first])
    return not opening
