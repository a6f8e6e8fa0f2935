"""The bodies that a document need not name again: "the Commission", "Leaders", "the Secretary-General"."""

import re
from collections.abc import Iterator

from servanda.actors.grammar import DETERMINERS, NUMBERS, POSSESSIVES
from servanda.actors.holders import goes_by
from servanda.actors.meaning import Meaning, Term
from servanda.actors.naming import body_actor, meaning_of
from servanda.actors.reading import Atom
from servanda.actors.rules import Recall
from servanda.actors.scene import Scene, retold
from servanda.model import Actor

_UNIONS = {"UNO": "UN", "EUR": "EU"}
_OPENING = 3
_SPOKEN = frozenset(("speech", "resolution"))


def recalled(scene: Scene, base: tuple[int, ...]) -> tuple[Actor, ...]:
    """Return the body, organ or country named shortly before that "the bloc" or "the kingdom" recalls."""
    atoms = [scene.reading.atoms[i] for i in base]
    if len(atoms) < 2 or atoms[0].lower not in {"the", "this"}:
        return ()
    words = " ".join(atom.lower for atom in atoms[1:])
    rule = scene.gazetteer.rules.recalls.get(words)
    for mention in reversed(scene.before(base[0])) if rule else ():
        actor = mention.actors[0] if len(mention.actors) == 1 else None
        if rule and actor and not mention.place and _is_recalled(scene, actor, rule):
            return (retold(actor, words, scene.reading.span(atoms[0].start, atoms[-1].end)),)
    return ()


def _is_recalled(scene: Scene, actor: Actor, rule: Recall) -> bool:
    body = scene.gazetteer.organisations.get(actor.actor_id or "")
    if body:
        return body.kind in rule.kinds
    organ = actor.via.startswith("organ") and actor.sector in rule.sectors
    return organ or (actor.country in rule.iso3 and actor.via == "named")


def short_form(scene: Scene, base: tuple[int, ...]) -> tuple[Actor, ...]:
    """Return the body that a capital last word of its name recalls, or the parties for a group they set up."""
    atoms = scene.reading.atoms
    noun = atoms[base[-1]]
    words = [atoms[i] for i in base[:-1]]
    if not noun.text[:1].isupper() or not words:
        return ()
    if _is_joint(scene, words, noun):
        return own_parties(scene)
    plain = all(a.lower in DETERMINERS | POSSESSIVES or "reformed" in a.lower for a in words)
    body = _recalled(scene, base[0], noun.text) if plain and noun.kind in {"word", "term"} else None
    return (retold(body, noun.text, scene.reading.span(noun.start, noun.end)),) if body else ()


def _recalled(scene: Scene, first: int, word: str) -> Actor | None:
    """Return the body whose name ends in this word: one named before, else one that speaks or has the floor."""
    short = scene.gazetteer.rules.short
    for body in _near(scene, first):
        known = scene.gazetteer.organisations.get(body.actor_id or "")
        if known and any(name.split()[-1] == word for name in (known.name, *known.aliases) if " " in name):
            return body
        if (body.actor_id or "", word) in short:
            return _body(scene, short[body.actor_id or "", word])
    return None


def _near(scene: Scene, first: int) -> Iterator[Actor]:
    """Yield the bodies that a short form may recall, the likeliest first."""
    for mention in reversed(scene.before(first)):
        if mention.kind == "organisation":
            yield mention.actors[0]
    yield from (actor for actor in (*scene.parties, *scene.author) if actor.actor_id)
    yield from (mention.actors[0] for mention in scene.title if mention.kind == "organisation")
    if scene.forum:
        yield scene.forum
    if scene.venue:
        yield _body(scene, scene.venue)


def _body(scene: Scene, org_id: str) -> Actor:
    body = scene.gazetteer.organisations[org_id]
    meaning = Meaning("organisation", body.name, body.plover or body.home, body.sector, org_id)
    return body_actor(scene, meaning, None)


def _is_joint(scene: Scene, words: list[Atom], noun: Atom) -> bool:
    """Return whether the words are a group that the document's parties set up ("the Joint Steering Group")."""
    rules = scene.gazetteer.rules
    if not scene.paired or noun.lower not in rules.group:
        return False
    return any(a.lower in rules.lead for a in words)


def joint_group(scene: Scene, name: Atom) -> tuple[Actor, ...]:
    """Return the document's parties for the name of a group they set up, which a recogniser found."""
    rules = scene.gazetteer.rules
    words = name.lower.removeprefix("the ").split()
    if not scene.paired or not rules.lead.intersection(words[:2]) or not rules.group.intersection(words):
        return ()
    return own_parties(scene)


def own_parties(scene: Scene) -> tuple[Actor, ...]:
    """Return the parties of a joint text or of the talks that a readout tells of."""
    return scene.parties or scene.about


def of_forum(scene: Scene, noun: Atom, words: tuple[str, ...]) -> Actor | None:
    """Return the organisation whose leaders or members "Allies" or "Allied leaders" are in a text about its meeting."""
    rules = scene.gazetteer.rules
    if scene.forum is None or not any(t.plural and t.word in rules.forum for t in noun.terms):
        return None
    allied = "allied" in words
    plain = all(word in {"allied", "all", "other"} or word in NUMBERS or word.isdigit() for word in words)
    return scene.forum if plain and (allied or noun.text[0].isupper()) else None


def office_body(scene: Scene, first: int, title: Term) -> str | None:
    """Return the id of the body whose office "the Secretary-General" is: one named before, else where one speaks."""
    for body in _near(scene, first):
        for place in (body.actor_id or "", _UNIONS.get(body.country or "", "")):
            if any(goes_by(row, title) for row in scene.gazetteer.offices(place)):
                return place
    return None


def regional(scene: Scene, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the countries of a region's adjective among the words; of these the document's parties, if it has some."""
    regions = scene.gazetteer.rules.regions
    countries = next((regions[word] for word in words if word in regions), ())
    ours = tuple(a.country for a in own_parties(scene) if a.country)
    return ours if len(ours) > 1 and set(ours) <= set(countries) else countries


def is_conflict(scene: Scene) -> bool:
    """Return whether the document tells of fighting, so that "the parties" are parties to a conflict."""
    text = scene.reading.text.lower()
    return any(word in text for word in scene.gazetteer.rules.conflict)


def forum(heading: Scene, scene: Scene) -> Actor | None:
    """Return the one organisation whose meeting the title, or else the first sentences, are about."""
    if len(scene.parties) == 1 and scene.parties[0].members:
        return scene.parties[0]
    if len(scene.about) > 1 or len(scene.parties) > 1:
        return None
    words = set(re.findall(r"[a-z]+", heading.reading.text.lower()))
    titled = _bodies(heading, len(heading.reading.atoms))
    if titled:
        meets = words & scene.gazetteer.rules.meetings
        linked = any(m.link < 0 for m in heading.mentions)
        return titled[0] if len(titled) == 1 and meets and not linked else None
    atoms = scene.reading.atoms
    last = next((i for i, atom in enumerate(atoms) if atom.sentence >= _OPENING), len(atoms))
    met = [i for i in range(last - 1) if _meets(scene, i)]
    found = {meaning.actor_id: i for i in met if (meaning := meaning_of(atoms[i], "organisation"))}
    return _bodies(scene, last)[0] if len(found) == 1 and len(_bodies(scene, last)) == 1 else None


def _meets(scene: Scene, index: int) -> bool:
    """Return whether the name of an organisation stands before a word for its meeting ("NATO Summit")."""
    after = scene.reading.atoms[index + 1]
    meets = after.lower in scene.gazetteer.rules.meetings and after.lower != "leader"
    return meaning_of(scene.reading.atoms[index], "organisation") is not None and meets


def _bodies(scene: Scene, last: int) -> list[Actor]:
    """Return the organisations with members that are named before this atom, each once."""
    found: dict[str | None, Actor] = {}
    for atom in scene.reading.atoms[:last]:
        meaning = meaning_of(atom, "organisation")
        if meaning and not atom.joined and (actor := body_actor(scene, meaning, atom)).members:
            found.setdefault(actor.actor_id, actor)
    return list(found.values())


def venue(scene: Scene, kind: str | None, title: str) -> str | None:
    """Return the id of the body before which a text of this kind and title is spoken."""
    if kind not in _SPOKEN:
        return None
    return next((body for words, body in scene.gazetteer.rules.venues.items() if words in title), None)
