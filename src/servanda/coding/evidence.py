"""The exact words of a statement: from its subject or cue to the end of the act's own clause."""

from servanda.coding.frames import Frame
from servanda.coding.tree import Tree
from servanda.model import Document, Span

_EDGES = frozenset((",", ";", ":", ".", "!", "?", "and", "or", "but", "while", "-", "–", "—", "(", "as", "that"))


def evidence_tokens(tree: Tree, frame: Frame) -> tuple[int, int]:
    """Return the first and last token of the smallest contiguous stretch that says the act."""
    lead = tree.sentence.lead
    start = max(frame.start, lead)
    kept = set(tree.main_clause(frame.verb, frame.stops))
    if frame.trigger not in kept:
        kept |= set(tree.main_clause(frame.trigger, frame.stops))
    end = max(i for i in kept if i >= frame.trigger) if frame.trigger in kept else frame.trigger
    barriers = [_left_edge(tree, s, frame) for s in frame.stops if s > frame.trigger and s not in kept]
    inside = [b - 1 for b in barriers if frame.trigger < b <= end]
    end = min([end, *inside])
    while end > frame.trigger and tree[end].text.lower() in _EDGES:
        end -= 1
    while start < frame.trigger and tree[start].text.lower() in _EDGES:
        start += 1
    return min(start, max(frame.trigger, lead)), max(end, lead)


def _left_edge(tree: Tree, verb: int, frame: Frame) -> int:
    """Return where another statement's clause begins, its subject and auxiliaries with it."""
    own = [verb, *tree.auxiliaries(verb), *tree.children(verb, "mark", "cc")]
    own += [tree.phrase(s)[0] for s in tree.subjects(verb) if s < verb]
    return min(i for i in own if i > frame.trigger) if any(i > frame.trigger for i in own) else verb


def span_of(document: Document, tree: Tree, first: int, last: int) -> Span:
    """Return the document's span from the first to the last token."""
    return document.span(tree[first].start, tree[last].end)
