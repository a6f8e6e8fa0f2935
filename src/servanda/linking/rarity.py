"""How telling a word is in the statements at hand: rare words count more than those that everybody uses."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import log

from servanda.linking.words import units
from servanda.model import Statement

_SAMPLE = 20_000
_LEAST = 0.2
_UNSEEN = 200  # statements in which no word occurs: what keeps a handful of statements from deciding


@dataclass(frozen=True, slots=True)
class Rarity:
    """The rarity of words in a collection of statements: called with a label, 0.2 (everywhere) to 1 (nowhere)."""

    counts: Mapping[str, int]
    size: int
    _memo: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, label: str) -> float:
        """Return how telling the label is; a label that was never counted is as rare as can be."""
        held = self._memo.get(label)
        if held is None:
            held = self._memo[label] = self._count(label)
        return held

    def _count(self, label: str) -> float:
        size = self.size + _UNSEEN
        return max(_LEAST, min(1.0, log(size / (self.counts.get(label, 0) + 0.5)) / log(size)))


def rarity(statements: Mapping[str, Statement] | Sequence[Statement]) -> Rarity:
    """Count the words of the statements, or of an even sample of 20,000 of them, by how many hold each."""
    values: Iterable[Statement] = statements.values() if isinstance(statements, Mapping) else statements
    step = max(1, len(statements) // _SAMPLE)
    counts: Counter[str] = Counter()
    size = 0
    for statement in islice(values, 0, None, step):
        counts.update({unit.label for unit in units(statement.evidence.shown)})
        size += 1
    return Rarity(counts, size)
