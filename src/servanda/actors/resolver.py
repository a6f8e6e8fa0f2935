"""Actors of one document: what its phrases denote, as of its date and from its own context."""

from bisect import bisect_left
from collections.abc import Sequence

from servanda.actors.bodies import forum, venue
from servanda.actors.gazetteer import Gazetteer
from servanda.actors.issuers import audience, author, home, partners, signatories, speak_together, talks
from servanda.actors.phrases import denoted
from servanda.actors.reading import Reading, read
from servanda.actors.scene import Scene, named_once
from servanda.actors.survey import survey
from servanda.model import Actor, Document

_JOINT = frozenset(("joint_statement", "communique"))


class Resolver:
    """Resolves a document's actors; built once a document, then only asked.

    `names` are the spans that a name recogniser found, in the document's offsets, with their labels
    (PERSON, ORG, GPE): they show where a name is that no table knows.
    """

    def __init__(self, document: Document, gazetteer: Gazetteer, names: Sequence[tuple[int, int, str]] = ()) -> None:
        self._scene = _scene(document, gazetteer, names)

    def phrase(self, start: int, end: int) -> tuple[Actor, ...]:
        """Return the actors that the noun phrase from `start` to `end` denotes; its head decides, mentions do not.

        An actor that stays open is unresolved and says why in `via`; a phrase that is no actor gives nothing.
        """
        first, last = self._scene.reading.slice(start, end)
        found = denoted(self._scene, first, last)
        inside = (one.span is None or (start <= one.span.start and one.span.end <= end) for one in found)
        return tuple(one for one, own in zip(found, inside, strict=True) if own or one.resolved)

    def within(self, start: int, end: int) -> tuple[Actor, ...]:
        """Return every distinct actor named or referred to from `start` to `end`, in text order."""
        first, last = self._scene.reading.slice(start, end)
        mentions = self._scene.mentions
        here, there = (bisect_left(mentions, atom, key=lambda mention: mention.first) for atom in (first, last))
        found = [
            actor
            for mention in mentions[here:there]
            if mention.last <= last
            for actor in mention.actors
            if actor.resolved and not actor.via.endswith("as a place")
        ]
        return named_once(found)

    def author(self) -> tuple[Actor, ...]:
        """Return who speaks in the document: the publisher's country or body, or one unresolved author."""
        return self._scene.author

    def audience(self) -> tuple[Actor, ...]:
        """Return the government to which a text by nobody's government speaks; nothing where it is not clear whose."""
        country = self._scene.audience
        if country is None:
            return ()
        name = self._scene.gazetteer.display(country)
        return (Actor(name=name, country=country, sector="GOV", via="the government of which the text mostly speaks"),)

    def partners(self) -> tuple[Actor, ...]:
        """Return the few in whose common name a fact sheet of one of them speaks, by its title; else nothing."""
        return self._scene.partners

    def signatories(self) -> tuple[Actor, ...]:
        """Return the parties of a joint document or of the talks of a readout, by title or opening; else its author."""
        return self._scene.parties or self._scene.about or self._scene.author


def _scene(document: Document, gazetteer: Gazetteer, names: Sequence[tuple[int, int, str]]) -> Scene:
    reading = read(document, gazetteer, names)
    heading = Scene(gazetteer, Reading(document.title or "", gazetteer, elsewhere=reading.text), document.published)
    heading.known = _known(heading.reading) | _known(reading)
    heading.home = country = home(document, gazetteer)
    survey(heading)
    scene = Scene(
        gazetteer,
        reading,
        document.published,
        home=country,
        joint=document.kind in _JOINT,
        author=author(document, gazetteer, country),
        title=tuple(heading.mentions),
        known=heading.known,
        strangers=dict(heading.strangers),
    )
    scene.parties = signatories(document, heading, scene)
    scene.joint = scene.joint or len(scene.parties) > 1
    scene.about = talks(document, heading, scene)
    if speak_together(scene):
        scene.parties = scene.about
    scene.partners = partners(document, heading)
    scene.paired = scene.joint or document.kind == "readout"
    scene.forum = forum(heading, scene)
    scene.venue = venue(scene, document.kind, document.title or "")
    survey(scene)
    advises = country is None and not scene.joint and document.kind != "news"
    if advises and (addressed := audience(scene.mentions)):
        scene.audience = addressed
        scene.mentions.clear()
        scene.words.clear()
        survey(scene)
    return scene


def _known(reading: Reading) -> frozenset[str]:
    """Return the persons whom the text names in full at least once."""
    full = (m for atom in reading.atoms for m in atom.meanings if m.kind == "holder" and m.full)
    return frozenset(m.tenures[0].person for m in full)
