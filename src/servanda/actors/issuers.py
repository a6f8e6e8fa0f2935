"""Who issues a document: its publisher as an actor, and the parties of a joint text."""

import re
from collections import Counter
from collections.abc import Iterable

from servanda.actors.gazetteer import Gazetteer
from servanda.actors.meaning import Meaning
from servanda.actors.reading import Reading
from servanda.actors.scene import Mention, Scene, parties
from servanda.actors.survey import survey
from servanda.model import Actor, Document

_JOINT_TITLE = re.compile(
    r"\bjoint\b|\bleaders?'? (?:statement|declaration|communique)\b|\bcommunique\b|\bdeclaration\b"
    r"|\bstatement (?:of|by|from) the (?:leaders|foreign ministers|heads)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:on|regarding|concerning|about|following|calling|to mark|announcing|endorsing|reaffirming|commemorating|"
    r"in commemoration|for|against|welcoming|with)\b(?! behalf)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:on|regarding|concerning|about|following|to mark|to discuss|in support of|ahead of)\b", re.IGNORECASE
)
_BODY = re.compile(r"\b(?:between|by|from|of|among)\b", re.IGNORECASE)
_OPENING = 3
_FEW = range(2, 5)
_HEARD, _AHEAD = 3, 1.5
_REGIONS = frozenset(("EUR", "UNO", "IGO", "NGO", "ISM", "IMG", "MNC"))
_OFFICIAL = frozenset(("GOV", "LEG", "MIL", "JUD", "COP", "SPY"))


def home(document: Document, gazetteer: Gazetteer) -> str | None:
    """Return the country whose organ publishes the document, null for other publishers."""
    found = _publisher(document, gazetteer)
    if found is None or (found.kind == "organ" and found.sector not in _OFFICIAL):
        return None
    return found.country if found.kind in {"country", "organ", "capital", "people"} else None


def author(document: Document, gazetteer: Gazetteer, country: str | None) -> tuple[Actor, ...]:
    """Return who speaks in the document's own voice."""
    if country:
        name = gazetteer.display(country)
        return (Actor(name=name, country=country, sector="GOV", via=f"publisher: {document.publisher}"),)
    found = _publisher(document, gazetteer)
    if found and found.kind == "organisation":
        body = gazetteer.organisations.get(found.actor_id or "")
        members = gazetteer.members(found.actor_id or "", document.published)
        return (
            Actor(
                name=found.name,
                actor_id=found.actor_id,
                country=found.country,
                sector=body.sector_on(document.published) if body else None,
                members=members,
                via=f"publisher: {document.publisher}",
            ),
        )
    who = document.publisher or "no publisher is given"
    names = f"; written by {', '.join(document.authors)}" if document.authors else ""
    return (Actor(name="the author", via=f"the document's author speaks for no country: {who}{names}"),)


def audience(mentions: Iterable[Mention]) -> str | None:
    """Return the country whose government acts most in a text, where no other comes near; null where none does."""
    counted: Counter[str] = Counter()
    for mention in mentions:
        if len(mention.actors) == 1 and not mention.place and (country := mention.actors[0].country):
            if country != "EUR" and (country in _REGIONS or mention.actors[0].members):
                continue
            counted[country] += mention.subject + (mention.government or mention.kind == "person")
    ranked = [*counted.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    return first if first != "EUR" and most >= _HEARD and most >= _AHEAD * next_most else None


def _publisher(document: Document, gazetteer: Gazetteer) -> Meaning | None:
    """Return what the publisher's name means: the whole name, or an organ of a country named in it."""
    if not document.publisher:
        return None
    reading = Reading(document.publisher, gazetteer)
    named = [atom for atom in reading.atoms if atom.kind == "name" and not atom.joined]
    words = [atom for atom in reading.atoms if atom.kind in {"word", "unknown"} and atom.lower not in {"the", "of"}]
    terms = [term for atom in reading.atoms for term in atom.terms]
    if not named:
        return None
    meaning = next((m for m in named[0].meanings if m.kind != "holder"), None)
    inverted = len(named) == 1 and reading.text.startswith(f"{named[0].text},")
    official = any(term.kind in {"government", "title"} or term.sector in _OFFICIAL for term in terms)
    whole = not words and len(named) == 1
    bracketed = reading.text[named[0].end :].lstrip().startswith("(")
    if meaning and (whole or inverted or bracketed or (official and meaning.kind != "organisation")):
        return meaning
    return None


def signatories(document: Document, heading: Scene, scene: Scene) -> tuple[Actor, ...]:
    """Return the parties of a joint text: by its title, else by its first sentences; nothing for other texts."""
    title = heading.reading.text
    joint = document.kind in {"joint_statement", "communique"} or _JOINT_TITLE.search(title)
    if document.kind == "readout" or not joint:
        return ()
    found = _issuing(heading)
    if not _enough(found):
        found = _issuing_words(heading) or found
    if not _enough(found):
        found = _opening(scene) or found
    return found


def partners(document: Document, heading: Scene) -> tuple[Actor, ...]:
    """Return the few in whose name a fact sheet of one of them speaks: "U.S.-EU …", "The Quad …" in its title."""
    ours = heading.home
    if document.kind != "fact_sheet" or ours is None:
        return ()
    links = sorted({m.link for m in heading.mentions if m.link}, key=abs)
    pairs = [parties(a for m in heading.mentions if m.link == link for a in m.actors if a.resolved) for link in links]
    groups = [m.actors for m in heading.mentions if len(m.actors) == 1 and len(m.actors[0].members or ()) in _FEW]
    for found in (*pairs, *groups):
        members = {code for actor in found for code in (actor.members or (actor.country,))}
        if ours in members and len(members) > 1 and len(found) in (1, *_FEW):
            return found
    return ()


def talks(document: Document, heading: Scene, scene: Scene) -> tuple[Actor, ...]:
    """Return the parties of the talks that a readout tells of: by its title, else by its first sentence."""
    if document.kind != "readout":
        return ()
    found = _issuing(heading, _TOPIC)
    if len(found) == 1 and found[0].members:
        named = _opening(scene)
        countries = {actor.country for actor in named}
        return named if len(named) > 1 and countries <= set(found[0].members) else found
    if found and scene.home and all(actor.country != scene.home for actor in found):
        found = parties((*scene.author, *found))
    return found if len(found) > 1 else _two_or_more(_met(scene))


def speak_together(scene: Scene) -> bool:
    """Return whether "we" in a readout are all whose talks it tells of: states, the publisher among them."""
    states = all(actor.actor_id is None and actor.sector is None for actor in scene.about)
    return bool(scene.about) and states and any(actor.country == scene.home for actor in scene.about)


def _met(scene: Scene) -> tuple[Actor, ...]:
    """Return the persons of the first sentence, or else the joined names that act in it."""
    first = Scene(scene.gazetteer, scene.reading, scene.on, known=scene.known, home=scene.home)
    survey(first, 1)
    inside = [m for m in first.mentions if not m.place]
    people = _two_or_more(parties(a for m in inside if m.kind == "person" for a in m.actors if a.resolved))
    return people or _first_link(m for m in inside if m.subject)


def _enough(found: tuple[Actor, ...]) -> bool:
    return len(found) > 1 or any(actor.members for actor in found)


def _issuing(heading: Scene, topic: re.Pattern[str] = _SUBJECT) -> tuple[Actor, ...]:
    """Return the parties named in the part of the title that says whose text it is."""
    text = heading.reading.text
    cut = _cut(text, topic)
    named = [m for m in heading.mentions if heading.reading.atoms[m.last - 1].end <= cut]
    return parties(a for m in named if not m.place for a in m.actors if a.resolved)


def _cut(text: str, topic: re.Pattern[str]) -> int:
    """Return where the title turns from who issues the text to what it is about."""
    statement = re.search(r"\b(?:statement|declaration|communique|readout|fact sheet|vision)\b", text, re.IGNORECASE)
    start = statement.end() if statement else 0
    found = topic.search(text, start)
    return found.start() if found else len(text)


def _issuing_words(heading: Scene) -> tuple[Actor, ...]:
    """Return the parties named after "between" or "of" anywhere in the title ("… the alliance between A and B")."""
    linked = [m for m in heading.mentions if m.link]
    return _two_or_more(parties(a for m in linked for a in m.actors if a.resolved))


def _two_or_more(found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return found if len(found) > 1 else ()


def _opening(scene: Scene) -> tuple[Actor, ...]:
    """Return the parties that the first sentences name as speakers: joined names, or all that stand in the first."""
    reading = scene.reading
    first = Scene(scene.gazetteer, reading, scene.on, known=scene.known, home=scene.home)
    survey(first, _OPENING)
    for sentence in range(_OPENING):
        inside = [m for m in first.mentions if m.sentence == sentence and not m.place]
        groups = [m for m in inside if m.kind == "group"]
        if groups:
            return groups[0].actors
        body = next((m for m in inside[:1] if m.kind == "organisation"), None)
        linked = _first_link(inside)
        if linked:
            return linked
        if body and body.actors[0].members:
            return body.actors
    return ()


def _first_link(mentions: Iterable[Mention]) -> tuple[Actor, ...]:
    kept = list(mentions)
    link = next((m.link for m in kept if m.link), 0)
    return parties(a for m in kept if link and m.link == link for a in m.actors if a.resolved)
