"""Who acts, toward whom, in whose words: the tokens of a frame to actors (the annotation guide, section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.actors import Resolver
from servanda.coding.event import content_verb
from servanda.coding.frames import Frame
from servanda.coding.lexicon import cues
from servanda.coding.tree import Tree
from servanda.model import Actor

_TOWARD = ("to", "with", "against", "toward", "towards", "for", "on", "upon", "from", "at", "of", "into", "between")


@dataclass(frozen=True, slots=True)
class Who:
    """The actors of one frame by role; `chain` is outermost first."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    chain: tuple[Actor, ...]


def named(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    """Return the actors that the noun phrase of `head` denotes, or those that own it ("Japan's policy")."""
    return _phrase(tree, resolver, head) or _owners(tree, resolver, head)


def _doers(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    """Return who does a plain deed: a thing that somebody owns does none, save a decision, a meeting, a policy."""
    return _phrase(tree, resolver, head) or (
        _owners(tree, resolver, head) if tree[head].lemma in cues().words["deputies"] else ()
    )


def _owners(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    """Return whose the thing is: "Japan's policy", "the policy of both countries"."""
    owners: list[Actor] = []
    for child in tree.children(head, "poss", "compound", "amod", "nmod"):
        low, high = tree.phrase(child)
        owners += resolver.phrase(tree[low].start, tree[high].end) or resolver.within(tree[low].start, tree[high].end)
    for child in tree.prepositional(head, "of", "by", "between"):
        owners += [a for a in named(tree, resolver, child) if child > head]
    return distinct(owners)


def who(tree: Tree, resolver: Resolver, frame: Frame) -> Who:
    """Return who acts, toward whom and by whose account in one frame."""
    read = _mentioned if frame.rule == "noun.event" else _doers if frame.rule.startswith("plain") else named
    actors = distinct(a for head in frame.bearers for a in read(tree, resolver, head))
    chain = distinct(a for head in frame.speakers for a in named(tree, resolver, head))
    if not actors and frame.force in (None, "pledge"):
        actors = distinct(a for head in frame.patients for a in _owners(tree, resolver, head))
        actors = actors or (chain if frame.reported else ())
    if not actors and frame.force == "demand":
        actors = _owners(tree, resolver, frame.trigger)
    return Who(actors, _recipients(tree, resolver, frame, actors), chain)


def _recipients(tree: Tree, resolver: Resolver, frame: Frame, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    verb = frame.trigger
    inner = content_verb(tree, verb)
    heads: list[int] = []
    for at in dict.fromkeys((verb, inner)):
        heads += [*tree.children(at, "dobj", "dative", "attr"), *tree.prepositional(at, *_TOWARD)]
        heads += [n for o in tree.children(at, "dobj") for n in tree.prepositional(o, *_TOWARD)]
    heads += list(frame.patients)
    if not (tree.is_verb(verb) or tree[verb].tag.startswith("VB")):
        heads += tree.prepositional(frame.verb, *_TOWARD)
    denoted = [
        a for head in heads if head > frame.start or head in frame.patients for a in _phrase(tree, resolver, head)
    ]
    acting = {_identity(a) for a in actors}
    others = [a for a in denoted if _identity(a) not in acting and a.resolved]
    for head in heads if not others else ():
        others = [a for a in _mentioned(tree, resolver, head) if _identity(a) not in acting and a.resolved]
        if others:
            break
    return distinct(others)


def _mentioned(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    """Return everybody named in a noun phrase, up to whom or what it is against."""
    first, last = tree.phrase(head)
    against = [i for i in range(first, last + 1) if tree[i].lemma in ("against", "amid", "amidst") and i > first]
    return resolver.within(tree[first].start, tree[min([last, *(i - 1 for i in against)])].end)


def _phrase(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    first, last = tree.phrase(head)
    return resolver.phrase(tree[first].start, tree[last].end)


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors in order, each party once."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(_identity(actor), actor)
    return tuple(seen.values())


def _identity(actor: Actor) -> str:
    return actor.country or actor.actor_id or actor.name.lower()
