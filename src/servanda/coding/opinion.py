"""What the encoder adds to the rules: clauses they left uncoded, forces and acts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from servanda.coding.clauses import Walker
from servanda.coding.encoder import Judgement, Reading
from servanda.coding.evidence import evidence_tokens
from servanda.coding.frames import Frame
from servanda.coding.lexicon import cues, read_patterns
from servanda.coding.tree import Tree
from servanda.coding.trust import log_odds
from servanda.model import Force, Root

ADDED, ADDED_NOUN = "encoder.clause", "encoder.noun"
_LEFT = ("expectation", "assessment", "warning")
_GUESSED = ("modal.future.of_others", "modal.future.own")


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which probability on the encoder decides; see patterns/encoder.yaml."""

    nameless: float
    add_verb: float
    add_noun: float
    core: float
    force: float
    act: float
    other_act: float


@lru_cache(maxsize=1)
def bounds() -> Bounds:
    """Return the packaged bounds."""
    return Bounds(**read_patterns("encoder.yaml")["bounds"])


class Opinion:
    """One sentence as the encoder read it, asked about the frames that the rules found in it."""

    def __init__(self, reading: Reading | None) -> None:
        """Take a reading; without one every answer is that of the rules."""
        self._reading = reading
        self._judged: dict[int, Judgement] = {}

    def shares(self, trigger: int, words: Iterable[int], force: Force) -> dict[str, float]:
        """Return as log odds how probably the trigger, or a word near it, names an act that counts, of that force."""
        if self._reading is None or trigger >= len(self._reading.triggers):
            return {}
        said = self._judgement(self._reading, trigger)
        shares = {
            "seen": self._reading.trigger(trigger),
            "seen near": max(map(self._reading.trigger, words), default=0.0),
            "seen core": said.core,
            "seen force": said.force[force],
        }
        return {name: log_odds(share) for name, share in shares.items()}

    def sure(self, trigger: int) -> bool:
        """Return True where the encoder sees an act in a word whose doer no table knows."""
        return self._reading is not None and self._reading.trigger(trigger) >= bounds().nameless

    def added(self, walker: Walker, coded: Sequence[Frame]) -> list[Frame]:
        """Return frames for words that name an act, so the encoder says, and that stand in none of those `coded`."""
        if self._reading is None or walker.silent:
            return []
        tree, least = walker.tree, bounds()
        taken = {i for frame in coded for i in _said(tree, frame)}
        found = []
        for word, share in enumerate(self._reading.triggers):
            if share < min(least.add_verb, least.add_noun) or word in taken or word < tree.sentence.lead:
                continue
            said = self._judgement(self._reading, word)
            force = _best(said.force)
            if force in _LEFT or said.core < least.core or walker.only_possible(word):
                continue
            if force == "refusal" and not _refuses(tree, word):
                continue
            if tree.is_verb(word) and share >= least.add_verb:
                found.append(walker.take(word, cast(Force, force), ADDED))
            elif tree[word].pos in ("NOUN", "PROPN") and share >= least.add_noun:
                found.append(walker.take_noun(word, cast(Force, force), ADDED_NOUN))
        return found

    def force(self, trigger: int, rule: str, force: Force) -> Force:
        """Return the force of a frame: the rule's, save of a "will" whose speaker the rules had to guess."""
        said = self._at(trigger)
        if said is None or rule not in _GUESSED:
            return force
        best = _best(said.force)
        return cast(Force, best) if said.force[best] >= bounds().force else force

    def act(self, trigger: int, act: Root | None) -> Root | None:
        """Return the act by the tables; where they know none, or the encoder is surer than they are, the encoder's."""
        said = self._at(trigger)
        if said is None:
            return act
        best = max(said.act, key=lambda root: said.act[root])
        return best if said.act[best] >= (bounds().act if act is None else bounds().other_act) else act

    def _at(self, trigger: int) -> Judgement | None:
        if self._reading is None or self._reading.trigger(trigger) < 0.5:
            return None
        return self._judgement(self._reading, trigger)

    def _judgement(self, reading: Reading, word: int) -> Judgement:
        if word not in self._judged:
            self._judged[word] = reading.of(word)
        return self._judged[word]


def _said(tree: Tree, frame: Frame) -> set[int]:
    """Return the words that a frame says, its cue among them."""
    first, last = evidence_tokens(tree, frame)
    return {*range(first, last + 1), frame.verb, *([] if frame.cue is None else [frame.cue])}


def _refuses(tree: Tree, word: int) -> bool:
    """Return True for a word that itself says no; "failed to adopt", "to pay" do not."""
    lemma, governor = tree[word].lemma, tree[tree[word].head].lemma
    nouns = [cue for name in (lemma, governor) if (cue := cues().nouns.get(name)) is not None]
    return any(cue.force == "refusal" for cue in (*nouns, *cues().verb(lemma, tree.particles(word))))


def _best(shares: Mapping[str, float]) -> str:
    return max(shares, key=lambda name: shares[name])
