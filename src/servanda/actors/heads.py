"""Phrases with a common noun for their head: "the two presidents", "Kenyan officers", "NATO allies", "his cabinet"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from servanda.actors.antecedents import group, he, it, single, they
from servanda.actors.bodies import is_conflict, of_forum, office_body, recalled, regional, short_form
from servanda.actors.grammar import DETERMINERS, FORMER, HE, IT, NUMBERS, POSSESSIVES, THEY, VAGUE, word_set
from servanda.actors.holders import ONE_A_COUNTRY, has_title, office_actor
from servanda.actors.meaning import Term, TermKind
from servanda.actors.naming import commission, is_person, meaning_of, person, thing
from servanda.actors.reading import Atom
from servanda.actors.scene import Mention, Scene, parties, party, retold, unique
from servanda.model import Actor, Span

_PLAIN = (
    word_set(
        "same respective other own new main its very top senior high-ranking",
    )
    | FORMER
)


@dataclass(frozen=True, slots=True)
class Head:
    """A conjunct cut at its head: atoms up to it, atoms after it, and names that it shares with other conjuncts."""

    base: tuple[int, ...]
    after: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """A phrase with a common noun as head, taken apart."""

    head: Head
    term: Term
    span: Span | None
    text: str
    owners: tuple[Actor, ...]
    bodies: tuple[Actor, ...]
    words: tuple[str, ...]
    count: int | None
    pronoun: bool


def headed(scene: Scene, head: Head) -> tuple[Actor, ...]:
    """Return the actors that a common noun with its modifiers denotes; nothing if it is no word for an actor."""
    atoms = scene.reading.atoms
    noun = atoms[head.base[-1]]
    if body := short_form(scene, head.base) or recalled(scene, head.base):
        return body
    if noun.kind != "term":
        return ()
    kinds = {term.kind: term for term in reversed(noun.terms)}
    case = _case(scene, head, noun, noun.terms[0])
    if carried := _carried(scene, head):
        return _agent(scene, replace(case, term=replace(case.term, kind="agent", sector=carried)))
    if scene.home and _of_our_government(scene, head, case):
        return (_own(scene, case, scene.home, "GOV"),)
    member = kinds.get("member")
    if case.bodies and member is not None and member.plural and not case.owners:
        return tuple(retold(actor, case.text, case.span) for actor in case.bodies)
    if not case.owners and not case.bodies and (meeting := of_forum(scene, noun, case.words)):
        return (retold(meeting, case.text, case.span),)
    if not case.owners and noun.terms[0].plural and kinds.keys() & _REGIONAL and (of := regional(scene, case.words)):
        return _countries(scene, case, of, kinds)
    for kind, rule in _RULES:
        term = kinds.get(kind)
        if term is None or (kind == "party" and "agent" in kinds and case.owners and not term.relational):
            continue
        return rule(scene, replace(case, term=term))
    if member and member.plural and member.word.startswith("member ") and not head.after:
        return _members_of(scene, case)
    return (_open(case, "members of what is not said"),) if member else ()


def _members_of(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    """Return the organisation whose members "the member states" are: the one with members that was named last."""
    for mention in reversed(scene.before(case.head.base[0])):
        body = mention.actors[0] if mention.kind == "organisation" and len(mention.actors) == 1 else None
        if body and (body.members or body.country == "EUR"):
            return (retold(body, case.text, case.span),)
    return (_open(case, "members of what is not said"),)


def _carried(scene: Scene, head: Head) -> str | None:
    """Return the sector that the word before a word for a person says ("rebel commanders", "a trade union leader")."""
    atoms = scene.reading.atoms
    noun, before = atoms[head.base[-1]], atoms[head.base[-2]] if len(head.base) > 1 else None
    carries = any(term.word in scene.gazetteer.rules.carriers for term in noun.terms)
    if before is None or before.kind != "term" or not carries:
        return None
    return next((term.sector for term in before.terms if term.kind == "agent" and term.sector != "GOV"), None)


def _of_our_government(scene: Scene, head: Head, case: _Case) -> bool:
    """Return whether a government's own text names its own people: "Administration officials"."""
    before = [scene.reading.atoms[index].lower for index in head.base[:-1]]
    ours = scene.gazetteer.rules.own_words.get("administration") == scene.home and before[-1:] == ["administration"]
    people = any(term.kind in {"agent", "leader"} for term in scene.reading.atoms[head.base[-1]].terms)
    plain = people and {*before[:-1], *case.words} <= _OF_ANY_RANK
    return ours and plain and not (scene.joint or case.owners or case.bodies or head.after)


_OF_ANY_RANK = word_set("the these those several many two senior top high-ranking")


_LIVING = frozenset(("CVL", "UNK"))
_REGIONAL = frozenset(("party", "government", "leader"))


def _countries(
    scene: Scene, case: _Case, countries: tuple[str, ...], kinds: Mapping[TermKind, Term]
) -> tuple[Actor, ...]:
    """Return the countries of a region, acting through what the head names ("North American governments")."""
    sector = None if "party" in kinds else "GOV"
    via = f"{case.text!r}: the countries of the region"
    name = scene.gazetteer.display
    return tuple(Actor(name=name(c), span=case.span, country=c, sector=sector, via=via) for c in countries)


def _case(scene: Scene, head: Head, noun: Atom, term: Term) -> _Case:
    atoms = scene.reading.atoms
    names = sorted({*head.shared, *_names(scene, head.base[:-1]), *_complement(scene, head)})
    owners: list[Actor] = []
    bodies: list[Actor] = []
    for index in names:
        if atoms[index].joined or atoms[index].kind != "name":
            continue
        for actor in _name(scene, index):
            (bodies if _is_body(scene, index) else owners).append(actor)
    for actor in () if names else _inner(scene, head):
        (bodies if actor.members else owners).append(actor)
    first = head.base[0]
    mine = next((i for i in head.base[:-1] if atoms[i].lower in POSSESSIVES), None)
    if mine is not None:
        owners.extend(possessor(scene, mine))
    text = scene.reading.said(atoms[first].start, noun.end)
    words = tuple(atoms[i].lower for i in head.base[:-1] if atoms[i].kind == "word")
    count = next((NUMBERS[word] for word in words if word in NUMBERS), None)
    span = scene.reading.span(atoms[first].start, noun.end)
    return _Case(head, term, span, text, unique(owners), unique(bodies), words, count, mine is not None)


def _names(scene: Scene, indexes: tuple[int, ...]) -> list[int]:
    return [i for i in indexes if scene.reading.atoms[i].kind == "name"]


def _complement(scene: Scene, head: Head) -> list[int]:
    """Return the names after "of" or "from" (for a government's seat, people and parties to a conflict: "in")."""
    atoms = scene.reading.atoms
    if not head.after:
        return []
    link = atoms[head.after[0]].lower
    noun = atoms[head.base[-1]]
    seat = link == "in" and any(t.kind == "government" or t.sector in _LIVING for t in noun.terms)
    seat = seat and not any(atoms[i].kind == "name" or atoms[i].lower in POSSESSIVES for i in head.base[:-1])
    if link not in {"of", "from", "between"} and not seat:
        return []
    found = []
    for index in head.after[1:]:
        if atoms[index].kind == "name":
            found.append(index)
        elif atoms[index].kind == "possessive" or atoms[index].lower in {"in", "on", "for", "with", "to", "at", "by"}:
            break
    return found


def _inner(scene: Scene, head: Head) -> tuple[Actor, ...]:
    """Return the parties in "of both countries" after the head."""
    atoms = scene.reading.atoms
    if not head.after or atoms[head.after[0]].lower not in {"of", "from"}:
        return ()
    for position, index in enumerate(head.after[1:], 2):
        if any(term.kind in {"party", "leader"} for term in atoms[index].terms):
            found = headed(scene, Head(head.after[1:position]))
            return tuple(actor for actor in found if actor.resolved)
        if atoms[index].kind != "word":
            break
    return ()


def _name(scene: Scene, index: int) -> tuple[Actor, ...]:
    return person(scene, index).actors if is_person(scene, index) else thing(scene, index)


def _is_body(scene: Scene, index: int) -> bool:
    return meaning_of(scene.reading.atoms[index], "organisation") is not None and not is_person(scene, index)


def possessor(scene: Scene, index: int) -> tuple[Actor, ...]:
    """Return whom a possessive pronoun ("his", "their", "our") means."""
    word = scene.reading.atoms[index].lower
    if word in THEY:
        return they(scene, index)
    if word in HE | IT:
        mention = single(scene, index, he if word in HE else it)
        return mention.actors if mention else ()
    return scene.parties or scene.author


def _open(case: _Case, why: str) -> Actor:
    sector = case.term.sector if case.term.kind != "party" else None
    return Actor(name=case.text, span=case.span, sector=sector, via=f"stays open: {why}")


def _of_countries(scene: Scene, case: _Case, sector: str | None) -> tuple[Actor, ...]:
    """Return one actor for each country among the owners, acting through what the head names."""
    found = []
    for owner in parties(case.owners):
        if owner.country is None:
            found.append(retold(owner, case.text, case.span, sector))
            continue
        name = scene.gazetteer.display(owner.country)
        via = f"{case.text!r}: {owner.via.split(' → ')[-1]}"
        found.append(Actor(name=name, span=case.span, country=owner.country, sector=sector, via=via))
    return tuple(found)


def _title(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    places = _places(scene, case)
    if places and FORMER & set(case.words):
        return _of_countries(scene, case, "ELI")
    if case.owners and any(meaning_of(scene.reading.atoms[i], "region") for i in (*case.head.base, *case.head.after)):
        return _of_countries(scene, case, case.term.sector)
    if places and not (case.pronoun and case.term.plural):
        return tuple(office_actor(place, case.term, scene.gazetteer, scene.on, case.span) for place in places)
    if case.term.plural:
        return _persons(scene, case)
    definite = not case.words or "the" in case.words
    home = scene.home if scene.home and not scene.joint and not case.head.after else None
    if definite:
        if home and any(has_title(row, case.term) for row in scene.gazetteer.offices(home)):
            return (office_actor(home, case.term, scene.gazetteer, scene.on, case.span),)
        first = case.head.base[0]
        mention = single(scene, first, lambda m: he(m) and _called(m, case.term))
        mention = mention or single(scene, first, lambda m: he(m) and _bears(m, case.term))
        if mention:
            return tuple(retold(actor, case.text, case.span) for actor in mention.actors)
        if body := commission(scene, (case.term,), first) or _office_body(scene, case):
            return (office_actor(body, case.term, scene.gazetteer, scene.on, case.span),)
        if home and case.term.sector == "GOV" and case.term.office not in ONE_A_COUNTRY:
            return (office_actor(home, case.term, scene.gazetteer, scene.on, case.span),)
        if case.words == ("the",) and not case.head.after and (one := _near_country(scene, case.head.base[0])):
            return (office_actor(one[0].country or "", case.term, scene.gazetteer, scene.on, case.span),)
        if scene.audience and not case.head.after and _has(scene, scene.audience, case.term):
            return (office_actor(scene.audience, case.term, scene.gazetteer, scene.on, case.span),)
    return (_open(case, "no country named"),)


def _office_body(scene: Scene, case: _Case) -> str | None:
    return None if case.head.after else office_body(scene, case.head.base[0], case.term)


def _has(scene: Scene, country: str, title: Term) -> bool:
    """Return whether a country has this title, or may have it: one of several of its kind in a government."""
    rows = scene.gazetteer.offices(country)
    return any(has_title(row, title) for row in rows) or (title.sector == "GOV" and title.office is None)


def _places(scene: Scene, case: _Case) -> list[str]:
    """Return the countries or organisations whose office the title names."""
    places = [owner.country for owner in case.owners if owner.country]
    places += [body.actor_id for body in case.bodies if body.actor_id]
    return list(dict.fromkeys(places))


def _bears(mention: Mention, title: Term) -> bool:
    return any(has_title(row, title) for row in mention.tenures) or _called(mention, title)


def _called(mention: Mention, title: Term) -> bool:
    """Return whether the person goes by this very title."""
    names = {name.lower() for row in mention.tenures for name in row.titles}
    return title.word in names or any(known.word == title.word for known in mention.titles)


def _leader(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    if case.owners and not case.pronoun:
        return _of_countries(scene, case, "GOV")
    if case.term.plural:
        return _persons(scene, case)
    if case.bodies:
        return (_open(case, "one leader among several"),)
    mention = single(scene, case.head.base[0], he) if "the" in case.words and not case.head.after else None
    if mention is None:
        return (_open(case, "no country named"),)
    return tuple(retold(actor, case.text, case.span) for actor in mention.actors)


def _persons(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    """Return the persons that "both leaders" or "the presidents" means."""
    if _vague(case):
        return (_open(case, "nobody in particular is named"),)
    title = case.term if case.term.kind == "title" else None
    found = group(scene, case.head.base[0], case.count, people=True, title=title)
    if (
        not found
        and scene.forum
        and not case.count
        and not case.head.after
        and case.term.word in scene.gazetteer.rules.forum
    ):
        return (retold(scene.forum, case.text, case.span),)
    if not found:
        return (_open(case, "it is not clear who is meant"),)
    return tuple(retold(_person_of(scene, actor, case, title), case.text, case.span) for actor in found)


def _person_of(scene: Scene, actor: Actor, case: _Case, title: Term | None) -> Actor:
    """Return who spoke or was named for a country before; by title, its office holder; else the country."""
    if actor.actor_id or actor.country is None:
        return actor
    for mention in reversed(scene.before(case.head.base[0])):
        if he(mention) and party(mention.actors[0]) == party(actor) and (title is None or _bears(mention, title)):
            return mention.actors[0]
    return office_actor(actor.country, title, scene.gazetteer, scene.on, case.span) if title else actor


def _government(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    sector = case.term.sector or "GOV"
    if case.owners and not (case.pronoun and case.term.plural):
        return _of_countries(scene, case, sector)
    if case.bodies:
        return tuple(retold(body, case.text, case.span, sector) for body in case.bodies)
    if case.term.plural and case.term.word not in {"authorities"}:
        return _party(scene, case)
    ours = scene.gazetteer.rules.own_words.get(case.term.word)
    if scene.joint and any(actor.country == ours for actor in scene.parties):
        return (_own(scene, case, ours or "", sector),)
    definite = not case.words or case.words[0] in {"the", "this", "that"}
    mention = single(scene, case.head.base[0], lambda m: m.government) if definite and not case.head.after else None
    foreign = (
        mention and case.text.islower() and mention.sentence >= scene.reading.atoms[case.head.base[0]].sentence - 1
    )
    if scene.home and not scene.joint and not foreign:
        return (_own(scene, case, scene.home, sector),)
    if mention:
        return tuple(retold(actor, case.text, case.span) for actor in mention.actors)
    if (
        definite
        and not case.head.after
        and case.term.word not in _EVERYWHERE
        and (known := _called_before(scene, case))
    ):
        return known
    if scene.audience and definite and not case.head.after:
        return (_own(scene, case, scene.audience, sector, _SPOKEN_OF),)
    return (_open(case, "no country named"),)


_EVERYWHERE = word_set("government administration authorities regime")
_SPOKEN_OF = ": the government of which the text mostly speaks"


def _own(scene: Scene, case: _Case, country: str, sector: str, why: str = " in the publisher's own document") -> Actor:
    via = f"{case.text!r}{why}"
    return Actor(name=scene.gazetteer.display(country), span=case.span, country=country, sector=sector, via=via)


def _agent(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    if case.owners:
        fights = case.term.sector == "PTY" and case.term.word == "party" and is_conflict(scene)
        found = _of_countries(scene, case, "UNK" if fights else case.term.sector)
        return (*found, *(retold(body, case.text, case.span) for body in case.bodies))
    if case.bodies:
        return tuple(retold(body, case.text, case.span, body.sector or case.term.sector) for body in case.bodies)
    definite = case.words == ("the",) or (not case.words and case.term.word in {"parliament", "police"})
    if definite and case.term.sector in _OF_A_STATE and not case.head.after:
        if near := _near_country(scene, case.head.base[0]):
            return _of_countries(scene, replace(case, owners=near), case.term.sector)
        if recalled_here := _called_before(scene, case):
            return recalled_here
    if scene.audience and definite and case.term.sector in _OF_A_STATE | {"GOV"} and not case.head.after:
        return (_own(scene, case, scene.audience, case.term.sector or "GOV", _SPOKEN_OF),)
    return (_open(case, "no country named"),)


def _called_before(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    """Return the one party that the same word meant wherever the text said whose it was ("the Ghanaian police")."""
    first = case.head.base[0]
    same = scene.words.get(scene.reading.atoms[case.head.base[-1]].lower, ())
    found = parties(actor for mention in same if mention.last <= first for actor in mention.actors)
    return tuple(retold(actor, case.text, case.span) for actor in found) if len(found) == 1 else ()


def state_body(scene: Scene, base: tuple[int, ...]) -> tuple[Actor, ...]:
    """Return the country of an organ of a state whose name ends these atoms and stands in no table.

    It is that of the nation named with it ("India's Ministry of Mines"), else the publisher's; of what only states
    have, first the one country that this sentence and the one before name, last the one of which the text mostly
    speaks.
    """
    atoms = scene.reading.atoms
    name = atoms[base[-1]]
    sector, sure = _organ(scene, name.lower)
    if sector is None:
        return ()
    span, text = scene.reading.span(name.start, name.end), scene.reading.said(name.start, name.end)
    countries = scene.gazetteer.country_names
    owners = [a for i in base[:-1] if atoms[i].kind == "name" for a in _name(scene, i) if a.country in countries]
    near = _near_country(scene, base[0]) if sure and not owners else ()
    own = scene.home if not scene.joint and (not near or near[0].country == scene.home) else None
    if owners:
        country, why = owners[0].country, "the country named with it"
    elif own:
        country, why = own, "in the publisher's own document"
    elif near:
        country, why = near[0].country, "the country named just before"
    else:
        country, why = scene.audience if sure else None, _SPOKEN_OF[2:]
    if country is None:
        return ()
    shown = scene.gazetteer.display(country)
    return (Actor(name=shown, span=span, country=country, sector=sector, via=f"{text!r}, an organ of a state: {why}"),)


def _organ(scene: Scene, name: str) -> tuple[str | None, bool]:
    """Return the sector of a name that is built like that of an organ of a state, and whether only states have such.

    Armies, courts and bureaus there are of many kinds: whose they are must be said.
    """
    bodies = scene.gazetteer.rules.state_bodies
    words = name.removeprefix("the ").split()
    for size in range(1, min(4, len(words))):
        first, last = " ".join(words[:size]), " ".join(words[-size:])
        if first in bodies and words[size] in ("of", "for", "on"):
            return bodies[first], first in _ONLY_STATES
        if last in bodies:
            return bodies[last], last in _ONLY_STATES
    return None, False


_ONLY_STATES = word_set("ministry") | {"national assembly", "chamber of deputies", "secretary of state"}
_OF_A_STATE = frozenset(("MIL", "COP", "LEG", "JUD", "SPY", "OPP"))


def _near_country(scene: Scene, first: int) -> tuple[Actor, ...]:
    """Return the one country that this sentence and the one before name up to an atom: whose "the army" can be."""
    here = scene.reading.atoms[first].sentence
    near = [
        m for m in scene.before(first) if m.sentence >= here - 1 and m.kind in {"country", "person", "organisation"}
    ]
    found = parties(actor for mention in near for actor in mention.actors if actor.resolved)
    one = found[0] if len(found) == 1 and found[0].country in scene.gazetteer.country_names else None
    return (_state(scene, one),) if one else ()


def _party(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    """Return the parties that "both countries", "the two sides" or "our allies" means."""
    first = case.head.base[0]
    if not case.term.plural:
        return _one_party(scene, case)
    if _vague(case) or (case.bodies and not case.owners):
        return (_open(case, "nobody in particular is named"),)
    if case.owners and not case.term.relational and not case.pronoun:
        return _of_countries(scene, case, None)
    if (
        case.head.after
        and not case.owners
        and scene.reading.atoms[case.head.after[0]].lower in {"of", "in", "with", "to"}
    ):
        return (_open(case, "what comes after it says which, by no name"),)
    if case.term.relational and case.pronoun and case.count is None and "our" in case.words:
        return (_open(case, "whose friends they are is said, not which"),)
    without = frozenset(party(actor) for actor in case.owners) if case.term.relational else frozenset()
    near = case.term.relational and bool(case.owners)
    found = group(scene, first, case.count, without=without, strict=near)
    if found and case.owners and not case.term.relational and case.count is None and not found[0].members:
        found = parties((*found, *case.owners))
    if not found:
        return (_open(case, "no parties named shortly before"),)
    return tuple(retold(_state(scene, actor), case.text, case.span) for actor in found)


def _state(scene: Scene, actor: Actor) -> Actor:
    """Return the country for a person who acts for one: "both countries" after two presidents."""
    if actor.country is None or actor.members or scene.gazetteer.country_names.get(actor.country) is None:
        return actor
    name = scene.gazetteer.display(actor.country)
    via = actor.via if name == actor.name else f"the country of {actor.name}"
    return Actor(name=name, span=actor.span, country=actor.country, via=via)


def _one_party(scene: Scene, case: _Case) -> tuple[Actor, ...]:
    if case.pronoun and not case.term.relational:
        return tuple(retold(_state(scene, actor), case.text, case.span) for actor in case.owners)
    definite = bool(case.words) and case.words[0] in {"the", "this", "that"} and len(case.words) == 1
    if not definite or case.head.after or case.owners:
        return (_open(case, "no name is given"),)
    mention = single(scene, case.head.base[0], it)
    if mention:
        return tuple(retold(_state(scene, actor), case.text, case.span) for actor in mention.actors)
    return (_open(case, "no country named shortly before"),)


def _vague(case: _Case) -> bool:
    """Return whether the words speak of nobody in particular: "many countries", "European allies", a bare plural."""
    known = DETERMINERS | NUMBERS.keys() | POSSESSIVES | _PLAIN | {"all"}
    if any(word in VAGUE and not (word == "all" and case.count) for word in case.words):
        return True
    definite = any(word in DETERMINERS | NUMBERS.keys() | POSSESSIVES for word in case.words) or case.owners
    return not definite or any(word not in known for word in case.words)


_RULES: tuple[tuple[TermKind, Callable[[Scene, _Case], tuple[Actor, ...]]], ...] = (
    ("title", _title),
    ("leader", _leader),
    ("government", _government),
    ("party", _party),
    ("agent", _agent),
)


def plural_pronoun(scene: Scene, base: list[int]) -> tuple[Actor, ...]:
    """Return whom "both", "the two" or "neither" means, with no noun after it."""
    atoms = scene.reading.atoms
    count = NUMBERS.get(atoms[base[-1]].lower, 2)
    span = scene.reading.span(atoms[base[0]].start, atoms[base[-1]].end)
    text = scene.reading.said(atoms[base[0]].start, atoms[base[-1]].end)
    return tuple(retold(actor, text, span) for actor in group(scene, base[0], count))
