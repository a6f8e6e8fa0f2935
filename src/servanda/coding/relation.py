"""The relation of a marked pair: what the source does to the target in one sentence, as a PLOVER root."""

from dataclasses import dataclass
from typing import get_args

from servanda.coding.clauses import Walker
from servanda.coding.event import event_of, quad_of, root_of
from servanda.coding.frames import Frame
from servanda.coding.lexicon import acts
from servanda.coding.tree import Tree
from servanda.model import Block, Document, Force, Root, document_key
from servanda.text.parse import parse

_SHARES = {"frame": 0.7, "path": 0.55, "word": 0.4, "none": 0.15}


@dataclass(frozen=True, slots=True)
class Relation:
    """The first of the 16 roots, with what else the sentence says of the act; `ranked` holds all roots, best first."""

    event: Root
    quad: int
    act: Root | None
    force: Force | None
    aux: tuple[str, ...]
    confidence: float
    ranked: tuple[Root, ...]


def relation(text: str, source: tuple[int, int], target: tuple[int, int]) -> Relation:
    """Rank the roots for what the words at `source` do to those at `target` (code points of `text`, half-open).

    Raises:
        ValueError: if a range lies outside the text or is empty.
    """
    for name, (start, end) in (("source", source), ("target", target)):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the {name} range {start}–{end} is not inside the text of {len(text)} characters")
    document = Document(
        id=document_key("pair", text),
        name="pair",
        source="text:pair",
        text=text,
        blocks=(Block(start=0, end=len(text)),),
    )
    best: tuple[float, Root, Root | None, Frame | None] | None = None
    for sentence in parse(document):
        tree = Tree(sentence)
        for score, event, act, frame in _candidates(tree, source, target):
            if best is None or score > best[0]:
                best = (score, event, act, frame)
    score, event, act, frame = best or (_SHARES["none"], "CONSULT", None, None)
    return Relation(
        event=event,
        quad=quad_of(event) or 1,
        act=act,
        force=None if frame is None else frame.force or "expectation",
        aux=_aux(frame),
        confidence=round(min(score, 1.0), 2),
        ranked=(
            event,
            *((act,) if act and act != event else ()),
            *(r for r in get_args(Root) if r not in (event, act)),
        ),
    )


def _aux(frame: Frame | None) -> tuple[str, ...]:
    if frame is None:
        return ()
    future = frame.force in (None, "pledge", "agreement", "recommendation", "demand", "expectation", "warning")
    flags = {"future": future, "hypothetical": frame.hypothetical, "negated": frame.negated}
    return tuple(name for name, holds in flags.items() if holds)


def _candidates(
    tree: Tree, source: tuple[int, int], target: tuple[int, int]
) -> list[tuple[float, Root, Root | None, Frame | None]]:
    found: list[tuple[float, Root, Root | None, Frame | None]] = []
    for frame in Walker(tree).walk():
        act = root_of(tree, frame)
        event = event_of(frame.force or "pledge", act) or act
        if event is None:
            continue
        score = _SHARES["frame"] * _closeness(tree, frame, source, target)
        found.append((score, event, act, frame))
    found += _path(tree, source, target)
    return found


def _closeness(tree: Tree, frame: Frame, source: tuple[int, int], target: tuple[int, int]) -> float:
    """Return how well a frame joins the pair: the source acts or speaks, the target hangs below the act."""
    agents = {i for h in (*frame.bearers, *frame.speakers) for i in range(tree.phrase(h)[0], tree.phrase(h)[1] + 1)}
    below = set(tree.subtree(frame.verb)) | set(frame.patients) | set(frame.bearers)
    acts_here = any(_covers(tree, i, source) for i in agents)
    suffers = any(_covers(tree, i, target) for i in below)
    return 1.0 if acts_here and suffers else 0.8 if acts_here else 0.5 if suffers else 0.3


def _covers(tree: Tree, index: int, place: tuple[int, int]) -> bool:
    return tree[index].start < place[1] and place[0] < tree[index].end


def _path(
    tree: Tree, source: tuple[int, int], target: tuple[int, int]
) -> list[tuple[float, Root, Root | None, Frame | None]]:
    """Return roots of the verbs and event nouns above the target, up to what also governs the source."""
    table = acts()
    found: list[tuple[float, Root, Root | None, Frame | None]] = []
    for index in [t.index for t in tree.tokens if _covers(tree, t.index, target)][:1]:
        score = _SHARES["path"]
        while tree[index].head != index:
            index = tree[index].head
            token = tree[index]
            root = table.verbs.get(token.lemma) if tree.is_verb(index) else table.nouns.get(token.lemma)
            if tree.is_verb(index):
                root = root_of(tree, Frame(trigger=index, verb=index, rule="path", force="deed", start=index)) or root
            if root is not None:
                governs = any(_covers(tree, i, source) for i in tree.subtree(index))
                found.append((score * (0.9 if governs else 0.7), root, root, None))
                score *= 0.9
    return found
