"""The signs by which it is judged whether a coded frame is a statement that a careful reader would sign."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from servanda.coding.core import nouns, somebody
from servanda.coding.event import content_verb, object_nouns
from servanda.coding.frames import Frame
from servanda.coding.lexicon import cues
from servanda.coding.tree import Tree
from servanda.model import Actor, Block, Document

Signs = dict[str, float]
_WORD = re.compile(r"[a-z][a-z.]*[a-z]|[a-z]")
_POSTS = re.compile(r"\b(?:nomin\w+|appoint\w+|key (?:administration )?posts?|to serve|slate of)\b", re.IGNORECASE)
_MOST_LIFE = 6
_SHORT, _FEW, _MANY = 9, 3, 20
ANALYSTS = frozenset(("brief", "assessment", "news", "report"))
_VOICES = frozenset(("speech", "fact_sheet"))
_DEPS = frozenset(("ROOT", "conj", "relcl", "acl", "advcl", "xcomp", "ccomp", "pcomp", "amod", "pobj", "dobj"))
_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))


def about(document: Document) -> Callable[[Block], Signs]:
    """Return what tells the signs of a block: how many of its words tell a life, and whether the title names posts."""
    told, posts = cues().words["life"], bool(_POSTS.search(document.title or ""))

    @lru_cache(maxsize=64)
    def of(block: Block) -> Signs:
        words = _WORD.findall(document.text[block.start : block.end].lower())
        found = {"life": float(min(sum(word in told for word in words), _MOST_LIFE))}
        return found | ({"posts": 1.0} if posts else {})

    return of


def signs(tree: Tree, frame: Frame, rule: str, kind: str, actors: Sequence[Actor], words: Sequence[int]) -> Signs:
    """Return the signs of a frame, 1 where they hold; `words` are those of its evidence."""
    verb = tree[frame.verb]
    heads = nouns(tree, frame)
    thing = bool(heads) and not any(somebody(tree, head) for head in heads)
    told = tree.is_verb(frame.trigger)
    good = tree[content_verb(tree, frame.trigger) if told else frame.trigger].lemma in cues().words["effects"]
    found = [
        f"rule {rule}",
        f"kind {kind}",
        f"dep {verb.dep if verb.dep in _DEPS else 'other'}",
        f"tag {tree[frame.trigger].tag if tree[frame.trigger].tag in _TAGS else 'other'}",
        f"who {_who(tree, frame, actors)}",
    ]
    holds = {
        "thing": thing,
        "analyst": kind in ANALYSTS,
        "good": good,
        "thing good": thing and good,
        "future thing": thing and rule.startswith("modal.future"),
        "short": len(tree.tokens) - tree.sentence.lead < _SHORT,
        "heading": tree.sentence.block.kind == "heading",
        "item": tree.sentence.block.kind == "item",
        "lead": tree.sentence.lead > 0,
        "unfinished": tree[len(tree.tokens) - 1].text not in (".", "!", ";"),
        "number": any(tree[i].pos == "NUM" for i in words),
        "object": not told or bool(object_nouns(tree, frame.trigger)),
        "named object": any(tree[i].pos == "PROPN" for i in words if i > frame.trigger),
        "reported": frame.reported,
        "negated": frame.negated,
        "cue": frame.cue is not None,
        "hypothetical": frame.hypothetical,
        "few words": len(words) <= _FEW,
        "many words": len(words) > _MANY,
        "within noun": verb.dep in ("relcl", "acl", "amod"),
    }
    if kind in ANALYSTS | _VOICES:
        found.append(f"{'analyst' if kind in ANALYSTS else kind} {rule}")
    return dict.fromkeys((*found, *(name for name, held in holds.items() if held)), 1.0)


def _who(tree: Tree, frame: Frame, actors: Sequence[Actor]) -> str:
    """Return how those who act are known: by name, as the document's own, by a pronoun, or not."""
    if not actors:
        return "nobody"
    if not all(actor.resolved for actor in actors):
        return "person" if any(tree[b].entity == "PERSON" for b in frame.bearers) else "open"
    if frame.first_person:
        return "we"
    if any(actor.span is not None for actor in actors):
        pronoun = frame.bearers and all(tree[b].pos == "PRON" for b in frame.bearers)
        return "pronoun" if pronoun else "named"
    return "guessed" if frame.bearers else "own"
