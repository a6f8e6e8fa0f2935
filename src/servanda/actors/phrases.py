"""Noun phrases to actors: the head decides whether a phrase denotes an actor, and which."""

from dataclasses import dataclass

from servanda.actors.antecedents import gendered, it, quoted, single, they
from servanda.actors.bodies import joint_group
from servanda.actors.grammar import (
    CONNECTORS,
    DETERMINERS,
    HE,
    IT,
    NUMBERS,
    OBJECTS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    THEY,
    VERBS,
    WE,
)
from servanda.actors.heads import Head, headed, plural_pronoun, state_body
from servanda.actors.naming import acquaintance, is_person, letters, meaning_of, person, stranger, strangers, thing
from servanda.actors.reading import Atom
from servanda.actors.scene import Mention, Scene, retold, unique
from servanda.actors.titles import ends_title, name_part
from servanda.model import Actor

Indexes = list[int]
_JOINERS = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("such", "as"), ("including",))


def denoted(scene: Scene, first: int, last: int) -> tuple[Actor, ...]:
    """Return the actors that the phrase of atoms `first` to `last` denotes; none if its head is no actor."""
    kept = _trimmed(scene.reading.atoms, first, last)
    if not kept:
        return ()
    conjuncts = _split(scene.reading.atoms, kept, _held(scene, first, last))
    parts = _merged(scene, conjuncts) if conjuncts else []
    actors: list[Actor] = []
    for part in parts:
        if not actors and part is not parts[0] and _is_example(scene, part):
            break
        if not (actors and _apposition(scene, part)):
            actors.extend(_part(scene, part))
    return unique(actors)


def _is_example(scene: Scene, part: "Part") -> bool:
    """Return whether the conjunct is only named as one of what stands before it ("tools, including U.S. forces")."""
    before = scene.reading.atoms[part.atoms[0] - 1].lower if part.atoms[0] else ""
    return before in {"including", "as"}


@dataclass(frozen=True, slots=True)
class Part:
    """One conjunct of a phrase; `shared` are names that its head has in common with conjuncts before or after it."""

    atoms: tuple[int, ...]
    shared: tuple[int, ...] = ()


def _trimmed(atoms: list[Atom], first: int, last: int) -> Indexes:
    """Return the indexes of the phrase without brackets, quotes, a leading preposition and relative clauses."""
    kept: Indexes = []
    depth = 0
    for index in range(first, last):
        atom = atoms[index]
        depth += (atom.text in "([") - (atom.text in ")]") if atom.kind == "mark" else 0
        if depth > 0 or (atom.kind == "mark" and atom.text in '()[]"*_#'):
            continue
        if kept and (atom.lower in RELATIVES or atom.text in {";", ":"} or _dash(atoms, index)):
            break
        if kept and atom.lower == "with" and atoms[index - 1].text == ",":
            break
        if kept and atom.lower == "that" and atoms[kept[-1]].lower not in PREPOSITIONS | CONNECTORS:
            break
        kept.append(index)
    while kept and (atoms[kept[0]].lower in PREPOSITIONS | CONNECTORS or atoms[kept[0]].kind == "mark"):
        del kept[0]
    while kept and atoms[kept[-1]].kind == "mark":
        del kept[-1]
    return kept


def _dash(atoms: list[Atom], index: int) -> bool:
    """Return whether this is a dash with spaces around it, not between two names."""
    atom = atoms[index]
    if atom.text != "-" or not 0 < index < len(atoms) - 1:
        return False
    spaced = atoms[index - 1].end < atom.start and atom.end < atoms[index + 1].start
    return spaced and not (atoms[index - 1].kind == "name" and atoms[index + 1].kind == "name")


def _held(scene: Scene, first: int, last: int) -> frozenset[int]:
    """Return the atoms inside the names and titles of unknown persons, where no comma or "and" cuts a phrase."""
    inside = (m for m in strangers(scene, first, last) if m.last <= last)
    return frozenset(index for m in inside for index in range(m.first, m.last))


def _split(atoms: list[Atom], kept: Indexes, held: frozenset[int]) -> list[Indexes]:
    """Return the conjuncts; without "and" or "or" only what stands before the first comma."""
    parts: list[Indexes] = [[]]
    joined = False
    position = 0
    while position < len(kept):
        atom = atoms[kept[position]]
        if kept[position] in held:
            parts[-1].append(kept[position])
            position += 1
            continue
        phrase = next((j for j in _JOINERS if _follows(atoms, kept, position, j)), ())
        connector = atom.lower in CONNECTORS or bool(phrase)
        if connector or atom.text in {",", "/"}:
            joined = joined or connector
            parts.append([])
            position += len(phrase) or 1
            continue
        parts[-1].append(kept[position])
        position += 1
    found = [part for part in parts if part]
    return found if joined else found[:1]


def _follows(atoms: list[Atom], kept: Indexes, position: int, words: tuple[str, ...]) -> bool:
    return tuple(atoms[index].lower for index in kept[position : position + len(words)]) == words


def _merged(scene: Scene, parts: list[Indexes]) -> list[Part]:
    """Return the conjuncts with names shared: "the presidents of A and B", "A and B officials"."""
    atoms = scene.reading.atoms
    parts = _one_head(atoms, parts)
    merged: list[Part] = []
    for part in parts:
        if merged and _takes_complement(scene, merged[-1]) and _bare(scene, part, persons=False):
            merged[-1] = Part(merged[-1].atoms, (*merged[-1].shared, *part))
        else:
            merged.append(Part(tuple(part)))
    merged = _complemented(scene, merged)
    last = merged[-1]
    lead = _modifiers(scene, last)
    if len(merged) > 1 and lead:
        before: Indexes = []
        while len(merged) > 1 and _modifies(scene, merged[-2], lead):
            before = [i for i in merged[-2].atoms if atoms[i].kind == "name"] + before
            del merged[-2]
        merged[-1] = Part(last.atoms, (*before, *last.shared))
    return merged


def _complemented(scene: Scene, parts: list[Part]) -> list[Part]:
    """Return the conjuncts with a later "of NAME" given to bare nouns before it ("government and people of A")."""
    atoms = scene.reading.atoms
    owned: tuple[int, ...] = ()
    done: list[Part] = []
    for part in reversed(parts):
        names = [i for i in part.atoms if atoms[i].kind == "name"]
        link = next((p for p, i in enumerate(part.atoms) if atoms[i].lower == "of"), 0)
        if link and names and names[0] > part.atoms[link]:
            owned = (*names, *part.shared)
        elif not names and owned and not link and atoms[part.atoms[-1]].kind == "term" and _plain(atoms, part):
            done.append(Part(part.atoms, owned))
            continue
        else:
            owned = ()
        done.append(part)
    return done[::-1]


def _plain(atoms: list[Atom], part: Part) -> bool:
    """Return whether the conjunct has no owner of its own ("its people")."""
    return not any(atoms[i].lower in POSSESSIVES or atoms[i].kind == "possessive" for i in part.atoms)


def _one_head(atoms: list[Atom], parts: list[Indexes]) -> list[Indexes]:
    """Return the conjuncts with "Japanese foreign | defence ministers" put together again."""
    joined: list[Indexes] = []
    for part in parts:
        earlier = joined[-1] if joined else []
        open_end = bool(earlier) and atoms[earlier[-1]].kind == "word" and atoms[earlier[-1]].text.islower()
        names = any(atoms[i].kind == "name" for i in earlier)
        own = any(atoms[i].kind == "name" for i in part)
        flat = not any(atoms[i].lower in PREPOSITIONS or atoms[i].kind == "term" for i in earlier)
        if open_end and names and flat and not own and atoms[part[-1]].kind == "term":
            joined[-1] = earlier + part
        else:
            joined.append(part)
    return joined


def _bare(scene: Scene, part: Indexes, persons: bool) -> bool:
    """Return whether a conjunct is nothing but a name and its article."""
    atoms = scene.reading.atoms
    rest = [i for i in part if atoms[i].lower not in DETERMINERS and atoms[i].text != "-"]
    if not rest or any(atoms[i].kind != "name" or atoms[i].joined for i in rest):
        return False
    return persons or not any(is_person(scene, i) for i in rest)


def _takes_complement(scene: Scene, part: Part) -> bool:
    """Return whether the conjunct is "presidents of NAME", whose names go on in the next conjuncts."""
    atoms = scene.reading.atoms
    link = next((p for p, i in enumerate(part.atoms) if atoms[i].lower in {"of", "from", "between"}), None)
    if not link:
        return False
    head = atoms[part.atoms[link - 1]]
    tail = list(part.atoms[link + 1 :])
    return head.kind == "term" and any(t.plural for t in head.terms) and _bare(scene, tail, persons=False)


def _modifiers(scene: Scene, part: Part) -> Indexes:
    """Return the names before the conjunct's own common noun ("South Korean officials")."""
    atoms = scene.reading.atoms
    cut = _base(scene, list(part.atoms))
    names = [i for i in cut if atoms[i].kind == "name" and not atoms[i].joined]
    possessive = any(atoms[i].kind == "possessive" for i in cut)
    return names if names and cut[-1] != names[-1] and not possessive else []


def _modifies(scene: Scene, part: Part, lead: Indexes) -> bool:
    """Return whether the conjunct is only a name that modifies the head after it ("U.S. and South Korean …")."""
    atoms = scene.reading.atoms
    if not _bare(scene, list(part.atoms), persons=True):
        return False
    names = [i for i in part.atoms if atoms[i].kind == "name"]
    if any(meaning_of(atoms[i], "people") for i in names):
        return True
    if any(is_person(scene, i) for i in names):
        return any(is_person(scene, i) for i in lead) and not any(
            term.kind == "title" for i in lead for term in atoms[i + 1].terms
        )
    article = atoms[part.atoms[0]].lower in DETERMINERS and len(part.atoms) > 1
    head = atoms[_base(scene, list(lead))[-1] + 1] if lead else None
    return not article or (head is not None and any(term.plural for term in head.terms))


def _apposition(scene: Scene, part: Part) -> bool:
    """Return whether a conjunct only describes the one before it ("…, the prime minister of …,")."""
    atoms = scene.reading.atoms
    before = part.atoms[0] - 1
    if before < 0 or atoms[before].text != ",":
        return False
    first = atoms[part.atoms[0]]
    named = any(is_person(scene, i) for i in part.atoms if atoms[i].kind == "name")
    described = first.lower in DETERMINERS or first.kind == "term"
    title = any(t.kind == "title" and not t.plural for i in part.atoms for t in atoms[i].terms)
    previous = next((i for i in range(before - 1, -1, -1) if atoms[i].kind in {"name", "unknown"}), None)
    return described and title and not named and previous is not None and is_person(scene, previous)


def _part(scene: Scene, part: Part) -> tuple[Actor, ...]:
    """Return the actors of one conjunct."""
    atoms = scene.reading.atoms
    titled = next((m for m in strangers(scene, part.atoms[0], part.atoms[-1] + 1) if _covers(m, part)), None)
    if titled:
        return titled.actors
    base = _base(scene, list(part.atoms))
    if not base:
        return ()
    while len(base) > 1 and atoms[base[-1]].kind == "possessive":
        base.pop()
    cut = max((p for p, i in enumerate(base) if atoms[i].kind == "possessive"), default=-1)
    head = base[-1]
    atom = atoms[head]
    if atom.kind == "name" and not atom.joined:
        return _named(scene, base, cut, part)
    if atom.kind == "unknown" and (found := joint_group(scene, atom)):
        return found
    if atom.kind == "unknown" or _stranger_start(scene, base) is not None:
        return _unknown(scene, base)
    if atom.lower in PRONOUNS and len(base) <= 2:
        return pronoun(scene, head)
    if atom.lower in NUMBERS or atom.lower in {"neither", "each"}:
        return plural_pronoun(scene, base)
    known = acquaintance(scene, base)
    if known:
        return (known,)
    after = [i for i in part.atoms if i > head]
    return headed(scene, Head(tuple(base), tuple(after), part.shared))


def _covers(mention: Mention, part: Part) -> bool:
    """Return whether the conjunct is nothing but this person, with or without an article."""
    return mention.first <= part.atoms[0] + 1 and part.atoms[-1] < mention.last


def _title_before_name(scene: Scene, part: Indexes, position: int) -> bool:
    """Return whether the "of" belongs to a title whose holder's name ends the conjunct ("President of … NAME")."""
    atoms = scene.reading.atoms
    title = atoms[part[position - 1]]
    if atoms[part[position]].lower != "of" or not any(t.kind == "title" and not t.plural for t in title.terms):
        return False
    rest = part[position + 1 :]
    if len(rest) < 2:
        return False
    if atoms[rest[-1]].kind == "name":
        return is_person(scene, rest[-1])
    return _stranger_start(scene, rest) is not None


def _base(scene: Scene, part: Indexes) -> Indexes:
    """Return the conjunct up to its head: before a preposition, a participle or a verb."""
    atoms = scene.reading.atoms
    for position, index in enumerate(part):
        atom = atoms[index]
        if position == 0:
            continue
        if atom.lower in PREPOSITIONS:
            if _title_before_name(scene, part, position):
                continue
            return part[:position]
        before = atoms[part[position - 1]]
        solid = before.kind in {"name", "term", "unknown"}
        more = position + 1 < len(part)
        if atom.kind == "word" and solid and more and atom.lower.endswith(("ing", "ed")):
            return part[:position]
        if atom.kind == "word" and solid and atom.text in VERBS:
            return part[:position]
    return part


def _named(scene: Scene, base: Indexes, cut: int, part: Part) -> tuple[Actor, ...]:
    atoms = scene.reading.atoms
    head = base[-1]
    linked = [i for p, i in enumerate(base[:-1]) if _tied(atoms, i, base[p + 1])]
    others = [i for i in part.shared if atoms[i].kind == "name"]
    found = [actor for i in sorted((*linked, head, *others)) for actor in _name(scene, i)]
    article = atoms[base[0]].lower in DETERMINERS
    if len(base) == 2 and article and is_person(scene, head) and len(part.atoms) == 2 and cut < 0:
        after = atoms[head + 1].lower if head + 1 < len(atoms) else ""
        return () if after in CONNECTORS else tuple(found)
    return tuple(found)


def _tied(atoms: list[Atom], index: int, after: int) -> bool:
    """Return whether a hyphen ties this name to a name after it ("U.S.-Japan")."""
    return atoms[index].kind == "name" and not atoms[index].joined and atoms[after].text == "-"


def _name(scene: Scene, index: int) -> tuple[Actor, ...]:
    if is_person(scene, index):
        return person(scene, index).actors
    return thing(scene, index)


def _stranger_start(scene: Scene, base: Indexes) -> int | None:
    """Return where capital words after a title begin that make up an unknown person's name."""
    atoms = scene.reading.atoms
    for place in range(len(base) - 1, 0, -1):
        atom = atoms[base[place]]
        if not name_part(atoms, base[place], base[0]):
            return None
        if ends_title(atoms, base[place] - 1) and atom.text[0].isupper():
            return base[place]
    return None


def _unknown(scene: Scene, base: Indexes) -> tuple[Actor, ...]:
    atoms = scene.reading.atoms
    start = _stranger_start(scene, base)
    head = atoms[base[-1]]
    if start is not None or head.label == "PERSON":
        found = stranger(scene, base[-1] if start is None else start, base[-1] + 1)
        if found:
            return found.actors
    if short := letters(scene, head):
        return (short,)
    if body := state_body(scene, tuple(base)):
        return body
    span = scene.reading.span(head.start, head.end)
    return (Actor(name=scene.reading.said(head.start, head.end), span=span, via="a name in no table"),)


def pronoun(scene: Scene, index: int) -> tuple[Actor, ...]:
    """Return whom the pronoun at this index means; one unresolved actor where that stays open."""
    atom = scene.reading.atoms[index]
    span = scene.reading.span(atom.start, atom.end)
    if atom.lower in THEY:
        found, why = they(scene, index, other=atom.lower in OBJECTS), "no group named shortly before"
    elif atom.lower in HE | IT:
        fits = gendered(scene, index) if atom.lower in HE else it
        mention = single(scene, index, fits, other=atom.lower in OBJECTS)
        found, why = (mention.actors if mention else ()), "nobody named shortly before whom it could mean"
    elif (spoken := quoted(scene, index)) is not None:
        found, why = spoken, "somebody who is quoted says it"
    elif atom.lower in WE:
        found, why = scene.parties or scene.partners or scene.author, "it is not said who speaks"
    else:
        found, why = (scene.parties if len(scene.parties) == 1 else scene.author), "it is not said who speaks"
    if not found:
        return (Actor(name=atom.text, span=span, via=f"{atom.text!r} stays open: {why}"),)
    return tuple(retold(actor, atom.text, span) for actor in found)
