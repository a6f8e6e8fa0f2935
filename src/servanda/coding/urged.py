"""What an outer act asks others to do: "urge Seoul to assume a larger role" (the annotation guide, section 3)."""

from servanda.actors import Resolver
from servanda.coding.event import content_verb, root_of
from servanda.coding.frames import Frame
from servanda.coding.lexicon import cues
from servanda.coding.tree import Tree
from servanda.coding.who import distinct, named
from servanda.model import Document, Urged


def urged_of(tree: Tree, resolver: Resolver, document: Document, frame: Frame) -> Urged | None:
    """Return who is asked to do what by the frame's act, or null where the act asks nobody."""
    verb = content_verb(tree, frame.trigger)
    if not (tree.is_verb(verb) or tree[verb].tag.startswith("VB")) or frame.force == "demand":
        return None
    causer = next(
        (v for v in (verb, *_participles(tree, verb)) if tree[v].lemma in cues().causative | {"ensure"}), None
    )
    if causer is None:
        return None
    for inner in tree.children(causer, "xcomp", "ccomp", "advcl"):
        if not tree[inner].tag.startswith("VB"):
            continue
        heads = tree.subjects(inner) or [
            *tree.children(causer, "dobj"),
            *tree.prepositional(causer, "on", "upon", "to"),
        ]
        actors = distinct(a for head in heads for a in named(tree, resolver, head))
        if not actors:
            continue
        tokens = tree.main_clause(inner, frame.stops - {inner})
        act = root_of(tree, Frame(trigger=inner, verb=inner, rule=frame.rule, force=None, start=inner))
        first = min([i for i in tokens if i >= min(inner, *heads)], default=inner)
        return Urged(actors=actors, act=act, span=document.span(tree[first].start, tree[max([first, *tokens])].end))
    return None


def _participles(tree: Tree, verb: int) -> list[int]:
    """Return the participles that carry the act ("play a role urging both sides to …")."""
    return [c for o in (verb, *tree.objects(verb)) for c in tree.children(o, "acl", "advcl") if tree[c].tag == "VBG"]
