"""The relation of a marked pair: what the source does to the target in one sentence, as a PLOVER root."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from servanda.coding.between import Meaning, Reader, named_event
from servanda.coding.clauses import Walker
from servanda.coding.encoder import packaged
from servanda.coding.event import event_of, quad_of, root_of
from servanda.coding.frames import Frame
from servanda.coding.lexicon import acts
from servanda.coding.tree import Tree
from servanda.model import Block, Document, Force, Root, document_key
from servanda.text.parse import parse

_WEIGHTS = {"joins": 1.0, "beside": 0.4, "above": 0.3, "frame": 0.45, "word": 0.08}
# How often the first root is right by the kind of its best cue, counted on marked news sentences.
_SHARES = {"joins": 0.7, "beside": 0.45, "above": 0.4, "frame": 0.45, "word": 0.4}
_AGREED, _HINTED, _CONTESTED, _NOTHING = 0.81, 0.57, 0.47, 0.1
_SURE = 0.9
_FLOOR, _UNSAID = 1e-4, 0.01
Place = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class _Cue:
    """One piece of evidence for a root: what kind it is, how much it weighs, the frame it comes from."""

    kind: str
    weight: float
    meaning: Meaning
    frame: Frame | None = None


def relation(text: str, source: Place, target: Place, coder: str = "both") -> Relation:
    """Rank the roots for what the words at `source` do to those at `target` (code points of `text`, half-open).

    Args:
        text: the sentence, or a few.
        source: who acts.
        target: who is affected.
        coder: "both" for rules and encoder, "rules" for the rules alone.

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
    pairs = [_Pair(Tree(sentence), source, target) for sentence in parse(document)]
    found = [cue for pair in pairs for cue in pair.cues()]
    totals = _totals(found)
    alone = _ranked(found, totals)
    if coder == "rules":
        return alone
    shares = _together(totals, alone.confidence, _asked(pairs))
    first = max(shares, key=lambda root: shares[root])
    return replace(_ranked(found, shares), confidence=round(shares[first], 2))


def _asked(pairs: "list[_Pair]") -> dict[Root, float]:
    """Return what the encoder says of the pair in its sentence; names in two sentences are read as in one."""
    holding = [pair for pair in pairs if pair.source or pair.target] or pairs
    words: list[str] = []
    source: set[int] = set()
    target: set[int] = set()
    for pair in holding:
        source |= {len(words) + i for i in pair.source}
        target |= {len(words) + i for i in pair.target}
        words += [token.text for token in pair.tree.tokens]
    return packaged().roots(words, frozenset(source), frozenset(target), "news")


def _together(totals: dict[Root, float], sure: float, said: dict[Root, float]) -> dict[Root, float]:
    """Return the probability of each root when rules and encoder are both heard, each as sure as it says it is."""
    first = max(totals, key=lambda root: totals[root])
    rest = sum(totals.values()) - totals[first]
    shares = {root: total / rest if rest > _FLOOR else 1 / (len(totals) - 1) for root, total in totals.items()}
    scores = {
        root: (said[root] + _FLOOR) * (_UNSAID + (sure if root == first else (1 - sure) * shares[root]))
        for root in totals
    }
    return {root: score / sum(scores.values()) for root, score in scores.items()}


def _totals(found: list[_Cue]) -> dict[Root, float]:
    totals: dict[Root, float] = dict.fromkeys(get_args(Root), 0.0)
    for cue in found:
        totals[cue.meaning.event] += cue.weight
        if cue.meaning.act:
            totals[cue.meaning.act] += cue.weight / 8
    return totals


def _ranked(found: list[_Cue], totals: dict[Root, float]) -> Relation:
    """Return the relation with the highest total; roots without any stand last, the common ones first."""
    ranked = tuple(sorted(totals, key=lambda root: -totals[root]))
    best = [cue for cue in found if cue.meaning.event == ranked[0]]
    first = max(best, key=lambda cue: cue.weight, default=None)
    frame = next((cue.frame for cue in best if cue.frame), None)
    return Relation(
        event=ranked[0],
        quad=quad_of(ranked[0]) or 1,
        act=None if first is None else first.meaning.act or first.meaning.event,
        force=None if frame is None else frame.force or "expectation",
        aux=_aux(frame),
        confidence=_confidence(first, frame, totals[ranked[0]], totals[ranked[1]]),
        ranked=ranked,
    )


def _confidence(first: _Cue | None, frame: Frame | None, most: float, next_most: float) -> float:
    """Return how often such a first root is right: by its best cue, and whether others speak for it or against it."""
    if first is None:
        return _NOTHING
    if first.kind != "joins":
        return _SHARES[first.kind]
    if next_most > most / 2:
        return _CONTESTED
    if first.meaning.sure < _SURE:
        return _HINTED
    return _AGREED if frame is not None else _SHARES["joins"]


def _aux(frame: Frame | None) -> tuple[str, ...]:
    if frame is None:
        return ()
    future = frame.force in (None, "pledge", "agreement", "recommendation", "demand", "expectation", "warning")
    flags = {"future": future, "hypothetical": frame.hypothetical, "negated": frame.negated}
    return tuple(name for name, holds in flags.items() if holds)


class _Pair:
    """The evidence in one sentence for what a source does to a target."""

    def __init__(self, tree: Tree, source: Place, target: Place) -> None:
        self.tree = tree
        self.source = self._tokens(source)
        self.target = self._tokens(target)
        self.reader = Reader(tree, self.target)

    def cues(self) -> Iterator[_Cue]:
        """Yield every cue, best kinds first."""
        if not self.source or not self.target:
            yield from self._words(1.0 if self.source or self.target else 0.5)
            return
        yield from self._between()
        yield from self._frames()
        yield from self._words(1.0)

    def _tokens(self, place: Place) -> frozenset[int]:
        return frozenset(t.index for t in self.tree.tokens if t.start < place[1] and place[0] < t.end)

    def _chain(self, tokens: frozenset[int]) -> list[int]:
        """Return the tokens above a name up to the root, its own head first."""
        heads = [i for i in sorted(tokens) if self.tree[i].head not in tokens or self.tree[i].head == i]
        index = next((i for i in heads if self.tree[i].pos in ("NOUN", "PROPN", "PRON")), heads[0])
        chain = [index]
        while self.tree[index].head != index:
            index = self.tree[index].head
            chain.append(index)
        return chain

    def _between(self) -> Iterator[_Cue]:
        """Yield what the verbs and event nouns on the way between the names say, then those above and below."""
        up, down = self._chain(self.source), self._chain(self.target)
        meet = next((i for i in up if i in down), None)
        if meet is None:
            inner = [*up[1:], *down[1:]]
            above: list[int] = []
        else:
            above = up[up.index(meet) :] if up[0] != meet and down[0] != meet else up[up.index(meet) + 1 :]
            inner = [*up[1 : up.index(meet)], *reversed(down[1 : down.index(meet)])]
        kind = "joins"
        for index in self._order(above, inner):
            meaning = None if index in self.reader.taken else self._read(index)
            if meaning is None:
                continue
            yield _Cue(kind, _WEIGHTS[kind] * meaning.sure, meaning)
            kind = "above" if index in above else "beside"

    def _order(self, above: list[int], inner: list[int]) -> list[int]:
        """Return the path as it counts: what governs both names, then what stands between, then the rest."""
        if not above:
            return inner
        first = above[0]
        if self.tree.is_verb(first):
            own = [
                i for i in inner if self.tree.is_verb(i) and self.tree[i].dep == "conj" and not self.tree.subjects(i)
            ]
            return [*own, first, *[i for i in inner if i not in own], *above[1:]]
        return [*inner, *above] if any(self.tree.is_verb(i) for i in inner) else [first, *inner, *above[1:]]

    def _read(self, index: int) -> Meaning | None:
        if self.tree.is_verb(index) or self.tree[index].tag.startswith("VB"):
            return self.reader.read(index)
        if self.tree[index].pos in ("NOUN", "PROPN", "ADJ"):
            return named_event(self.tree, index)
        return None

    def _frames(self) -> Iterator[_Cue]:
        for frame in Walker(self.tree).walk():
            act = root_of(self.tree, frame)
            event = event_of(frame.force or "pledge", act) or act
            if event is not None:
                weight = _WEIGHTS["frame"] * self._closeness(frame)
                yield _Cue("frame", weight, Meaning(event, act), frame)

    def _closeness(self, frame: Frame) -> float:
        """Return how well a frame joins the pair: the source acts or speaks, the target hangs below the act."""
        agents = {i for h in (*frame.bearers, *frame.speakers) for i in range(*_reach(self.tree, h))}
        below = {*self.tree.subtree(frame.verb), *frame.patients, *frame.bearers}
        blamed = bool({i for h in frame.bearers for i in range(*_reach(self.tree, h))} & self.target)
        if blamed and frame.force == "deed":
            return 0.3
        acts_here, suffers = bool(agents & self.source), bool(below & self.target)
        return 1.0 if acts_here and suffers else 0.6 if acts_here else 0.3 if suffers else 0.15

    def _words(self, share: float) -> Iterator[_Cue]:
        """Yield a little for each word of the sentence that the tables know, whatever it is doing there."""
        table = acts()
        for token in self.tree.tokens:
            if token.index in self.source:
                continue
            verbal = token.tag.startswith("VB")
            root = (
                table.verbs.get(token.lemma) or table.hints.get(token.lemma) if verbal else table.nouns.get(token.lemma)
            )
            if root:
                yield _Cue("word", _WEIGHTS["word"] * share, Meaning(root, None))


def _reach(tree: Tree, head: int) -> tuple[int, int]:
    first, last = tree.phrase(head)
    return first, last + 1
