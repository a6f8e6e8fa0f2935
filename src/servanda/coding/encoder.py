"""The encoder: a small model that reads a sentence once and judges every word as the name of an act.

How it was made: `training/`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from servanda.coding.pieces import GROUPS, Pieces, columns
from servanda.model import FORCES, Root
from servanda.text.network import session, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

_BATCH = 8


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the encoder says of one word as a trigger: probabilities."""

    core: float
    force: Mapping[str, float]
    event: Mapping[Root | None, float]
    act: Mapping[Root | None, float]


class Reading:
    """One sentence as the encoder read it; words beyond its bound have probability 0."""

    def __init__(self, labels: "Floats") -> None:
        """Keep the logits [words, columns]."""
        self._labels = labels
        self.triggers: tuple[float, ...] = tuple(float(p) for p in _sigmoid(labels[:, 0]))

    def trigger(self, word: int) -> float:
        """Return how probably a word names an act."""
        return self.triggers[word] if word < len(self.triggers) else 0.0

    def of(self, word: int) -> Judgement:
        """Return all that is said of a word as a trigger."""
        row = self._labels[word]
        parts = {name: row[columns(name)] for name in GROUPS}
        roots: tuple[Root | None, ...] = (None, *get_args(Root))
        return Judgement(
            core=float(_sigmoid(parts["core"])[0]),
            force=dict(zip(FORCES, map(float, _softmax(parts["force"])), strict=True)),
            event=dict(zip(roots, map(float, _softmax(parts["event"])), strict=True)),
            act=dict(zip(roots, map(float, _softmax(parts["act"])), strict=True)),
        )


@lru_cache(maxsize=1)
def packaged() -> "Encoder":
    """Return the encoder of this package, loaded once a process."""
    return Encoder(files("servanda.coding").joinpath("weights", "encoder.onnx").read_bytes(), vocabulary())


class Encoder:
    """An exported model; one instance a process, used by one thread."""

    def __init__(self, model: bytes, words: str) -> None:
        """Load an ONNX model from its bytes and the tokenizer's JSON."""
        self._session = session(model)
        self._pieces = Pieces(words)

    def read(self, sentences: Sequence[Sequence[str]], kind: str) -> list[Reading]:
        """Return a reading of each sentence, given as its words, in the order given."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        found: dict[int, Reading] = {}
        for at in range(0, len(order), _BATCH):
            part = order[at : at + _BATCH]
            made = [self._pieces.sentence(sentences[i], kind) for i in part]
            (labels,) = self._session.run(["labels"], self._tensors(made))
            for row, i in enumerate(part):
                found[i] = Reading(labels[row, : len(made[row][1])])
        return [found[i] for i in range(len(sentences))]

    def roots(
        self, words: Sequence[str], source: frozenset[int], target: frozenset[int], kind: str
    ) -> dict[Root, float]:
        """Return the probability of each root for what the source words do to the target words."""
        import numpy as np

        ids, first = self._pieces.sentence(words, kind, source, target)
        given = self._tensors([(ids, first)])
        for name, places in (("source", source), ("target", target)):
            for i in places:
                if i < len(first):
                    given[name][0, i] = 1.0
        (logits,) = self._session.run(["roots"], given)
        shares: Floats = _softmax(np.asarray(logits[0]))
        return dict(zip(get_args(Root), map(float, shares), strict=True))

    def _tensors(self, made: Sequence[tuple[list[int], list[int]]]) -> dict[str, Any]:
        import numpy as np

        pieces, words = max(len(ids) for ids, _ in made), max(1, *(len(first) for _, first in made), 1)
        given: dict[str, Any] = {
            "ids": np.full((len(made), pieces), self._pieces.pad, dtype=np.int64),
            "mask": np.zeros((len(made), pieces), dtype=np.float32),
            "first": np.zeros((len(made), words), dtype=np.int64),
            "source": np.zeros((len(made), words), dtype=np.float32),
            "target": np.zeros((len(made), words), dtype=np.float32),
        }
        for row, (ids, first) in enumerate(made):
            given["ids"][row, : len(ids)] = ids
            given["mask"][row, : len(ids)] = 1.0
            given["first"][row, : len(first)] = first
        return given


def _sigmoid(values: "Floats") -> "Floats":
    import numpy as np

    made: Floats = 1.0 / (1.0 + np.exp(-values.astype(np.float64)))
    return made


def _softmax(values: "Floats") -> "Floats":
    import numpy as np

    raised = np.exp(values.astype(np.float64) - values.max())
    made: Floats = raised / raised.sum()
    return made
