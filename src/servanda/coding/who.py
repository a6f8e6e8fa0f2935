"""Who acts, toward whom, in whose words: the tokens of a frame to actors (the annotation guide, section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.actors import Resolver
from servanda.coding.event import content_verb, root_of
from servanda.coding.frames import Frame
from servanda.coding.lexicon import cues
from servanda.coding.tree import Tree
from servanda.model import Actor, Document

_TOWARD = ("to", "with", "against", "toward", "towards", "for", "on", "upon", "from", "at", "of", "into", "between")
_MANY = 3
_MUTUAL = frozenset(("sign", "conclude", "agree", "reach", "exchange", "hold", "initial"))


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
    by_name = tree.children(head, "compound", "amod", "nmod")
    named_so = [c for c in by_name if tree[c].text[:1].isupper()]
    for child in [c for c in tree.children(head, "poss") if not named_so or tree[c].tag != "PRP$"] + by_name:
        low, high = tree.phrase(child)
        owners += resolver.phrase(tree[low].start, tree[high].end) or resolver.within(tree[low].start, tree[high].end)
    for child in tree.prepositional(head, "of", "by", "between"):
        owners += [a for a in named(tree, resolver, child) if child > head]
    return distinct(owners)


def who(tree: Tree, resolver: Resolver, frame: Frame) -> Who:
    """Return who acts, toward whom and by whose account in one frame."""
    read = mentioned if frame.rule == "noun.event" else _doers if frame.rule.startswith("plain") else named
    actors = distinct(a for head in frame.bearers for a in read(tree, resolver, head))
    chain = distinct(a for head in frame.speakers for a in named(tree, resolver, head))
    if not actors and frame.force in (None, "pledge"):
        actors = distinct(a for head in frame.patients for a in _owners(tree, resolver, head))
        actors = actors or (chain if frame.reported else ())
    if not actors and frame.force == "demand":
        actors = tuple(a for a in _owners(tree, resolver, frame.trigger) if a.resolved)
        actors = actors if _agentive(tree, frame.trigger) else ()
    if not actors and tree.passive(frame.verb) and tree[frame.trigger].lemma in _MUTUAL:
        actors = distinct(a for head in tree.prepositional(frame.verb, "between") for a in named(tree, resolver, head))
    if giver := _giver(tree, resolver, frame):
        return Who(giver, actors, chain)
    if frame.rule.startswith("agreement") and len(actors) == 1:
        actors = distinct((*actors, *_partners(tree, resolver, frame)))
    return Who(actors, _recipients(tree, resolver, frame, actors), chain)


def _giver(tree: Tree, resolver: Resolver, frame: Frame) -> tuple[Actor, ...]:
    """Return who gave what is told as received: "the fund received ten million from Oslo"."""
    told = frame.rule.startswith("plain") and tree[frame.trigger].lemma == "receive" and not frame.negated
    money = told and any(tree[i].entity == "MONEY" for o in tree.objects(frame.trigger) for i in tree.subtree(o))
    heads = tree.prepositional(frame.trigger, "from") if money and not tree.passive(frame.trigger) else []
    return distinct(a for head in heads for a in _phrase(tree, resolver, head) if a.resolved)


def called(tree: Tree, document: Document, heads: Iterable[int]) -> tuple[Actor, ...]:
    """Return those who act as the text calls them ("the coalition", "community leaders"): no table knows them."""
    found = []
    for head in heads:
        first, last = tree.phrase(head)
        while first < head and tree[first].dep in ("det", "punct"):
            first += 1
        span = document.span(tree[first].start, tree[last].end)
        found.append(Actor(name=" ".join(span.text.split()), span=span, via="as the text calls them: open"))
    return distinct(found)


def _partners(tree: Tree, resolver: Resolver, frame: Frame) -> list[Actor]:
    """Return with whom something is agreed: "agreed with Oslo to share", "signed a pact with Oslo"."""
    verb = frame.verb if frame.cue is None else frame.cue
    nouns = [verb, *tree.children(verb, "dobj"), *tree.prepositional(verb, "into", "on")]
    heads = [n for at in nouns for n in tree.prepositional(at, "with")]
    return [a for head in heads for a in _phrase(tree, resolver, head) if a.resolved]


def _agentive(tree: Tree, noun: int) -> bool:
    """Return True for "the commitment of the army", "Oslo's release of the men", not for "the release of the men"."""
    owned = bool(tree.children(noun, "poss") or tree.prepositional(noun, "by"))
    return owned or tree[noun].lemma in cues().words["agentive"]


def _recipients(tree: Tree, resolver: Resolver, frame: Frame, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return toward whom the act goes: whose deed is praised or blamed, else who stands after it, else who is named."""
    acting = {_identity(a) for a in actors}
    heads = _affected(tree, frame)
    for found in (
        _praised_or_blamed(tree, resolver, frame, heads),
        [a for h in heads if h > frame.start or h in frame.patients for a in _phrase(tree, resolver, h)],
        *([list(mentioned(tree, resolver, head)) for head in heads]),
        _named_after(tree, resolver, frame) if heads else [],
    ):
        others = [a for a in found if _identity(a) not in acting and a.resolved]
        if others:
            return distinct(others)
    return ()


def _affected(tree: Tree, frame: Frame) -> list[int]:
    """Return the nouns that the act may go toward; what is talked about is not one of them."""
    verb = frame.trigger
    inner = content_verb(tree, verb)
    talk = tree[inner].lemma in cues().words["talks"]
    heads: list[int] = []
    for at in dict.fromkeys((verb, inner)):
        if talk:
            heads += tree.prepositional(at, "with", "to")
            continue
        heads += [*tree.children(at, "dobj", "dative", "attr"), *tree.prepositional(at, *_TOWARD)]
        heads += [n for o in tree.children(at, "dobj") for n in tree.prepositional(o, *_TOWARD)]
    heads += list(frame.patients)
    if not (tree.is_verb(verb) or tree[verb].tag.startswith("VB")):
        heads += tree.prepositional(frame.verb, *_TOWARD)
    return heads


def _praised_or_blamed(tree: Tree, resolver: Resolver, frame: Frame, heads: list[int]) -> list[Actor]:
    """Return whose doing is welcomed or condemned ("Oslo's raid on Bergen" blames Oslo)."""
    if not frame.rule.startswith("position"):
        return []
    nouns = [n for head in heads for n in (head, *tree.prepositional(head, "for", "of", "about", "over", "at"))]
    for noun in nouns:
        owners = [c for c in tree.children(noun, "poss", "amod", "compound") if tree[c].text[:1].isupper()]
        found = [a for c in owners for a in _phrase(tree, resolver, c)]
        if found:
            return found
    return []


def _named_after(tree: Tree, resolver: Resolver, frame: Frame) -> list[Actor]:
    """Return the one or two named in the rest of what is done or promised; bodies there are venues, save of help."""
    if frame.force in ("recommendation", "expectation"):
        return []
    helped = frame.rule.startswith("position") or root_of(tree, frame) in ("AID", "SUPPORT")
    rest = [i for i in tree.main_clause(frame.verb, frame.stops) if i > frame.trigger]
    found = resolver.within(tree[rest[0]].start, tree[rest[-1]].end) if rest else ()
    kept = [a for a in found if helped or (a.country and not a.members)]
    return kept if len(kept) < _MANY else []


def mentioned(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    """Return everybody named in a noun phrase, up to whom or what it is against."""
    first, last = tree.phrase(head)
    against = [i for i in range(first, last + 1) if tree[i].lemma in ("against", "amid", "amidst") and i > first]
    return resolver.within(tree[first].start, tree[min([last, *(i - 1 for i in against)])].end)


def _phrase(tree: Tree, resolver: Resolver, head: int) -> tuple[Actor, ...]:
    """Return the actors of a noun phrase; of joined nouns each by itself where that names more of them."""
    first, last = tree.phrase(head)
    whole = resolver.phrase(tree[first].start, tree[last].end)
    if all(actor.resolved for actor in whole):
        return whole
    parts = distinct(a for low, high in _joined(tree, head) for a in resolver.phrase(tree[low].start, tree[high].end))
    return parts if sum(a.resolved for a in parts) > sum(a.resolved for a in whole) else whole


def _joined(tree: Tree, head: int) -> list[tuple[int, int]]:
    """Return the first and last token of each noun joined by "and", the others left out."""
    members = [head, *tree.conjuncts(head)]
    found = []
    for member in members:
        first, last = tree.phrase(member)
        later = [tree.phrase(m)[0] for m in members if m > member]
        last = min([last, *(at - 1 for at in later)])
        while last > member and tree[last].dep in ("cc", "punct"):
            last -= 1
        found.append((first, last))
    return found if len(found) > 1 else []


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors in order, each party once."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(_identity(actor), actor)
    return tuple(seen.values())


def _identity(actor: Actor) -> str:
    return actor.country or actor.actor_id or actor.name.lower()
