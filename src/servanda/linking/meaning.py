"""What a clause means, as a vector: clauses that say one thing in different words lie near one another.

How the small network that gives the vectors was made: `training/README.md`.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from servanda.text.network import session, tokenizer, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_MOST_PIECES = 96
_KEPT = 100_000


@lru_cache(maxsize=1)
def meaning() -> "Meaning":
    """Return the packaged network, loaded once a process."""
    return Meaning(files("servanda.linking").joinpath("weights", "meaning.onnx").read_bytes(), vocabulary())


def renew() -> None:
    """Open the network again, as a forked process must; the vectors that are known stay."""
    if not meaning.cache_info().currsize:
        return
    known = meaning().known
    meaning.cache_clear()
    meaning().known = known


class Meaning:
    """An exported network; one instance a process, used by one thread."""

    def __init__(self, model: bytes, words: str) -> None:
        """Load an ONNX model from its bytes and the tokenizer's JSON."""
        self._session = session(model)
        self._tokenizer = tokenizer(words)
        self.known: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return a unit vector for each text [texts, width], so that their product is how near they are, -1 to 1."""
        import numpy as np

        new = {text for text in texts if text not in self.known}
        if len(self.known) + len(new) > _KEPT:
            self.known = {text: self.known[text] for text in texts if text in self.known}
        for text in new:
            self.known[text] = self._run(text)
        return np.stack([self.known[text] for text in texts])

    def _run(self, text: str) -> "Vectors":
        """Run one text alone: what int8 weights make of it must not depend on its neighbours."""
        import numpy as np

        ids = self._tokenizer.encode(text.encode(errors="replace").decode()).ids  # a lone surrogate is no text
        if len(ids) > _MOST_PIECES:
            ids = [*ids[: _MOST_PIECES - 1], ids[-1]]
        given = {"ids": np.array([ids], dtype=np.int64), "mask": np.ones((1, len(ids)), dtype=np.float32)}
        (found,) = self._session.run(["vectors"], given)
        vector: Vectors = found[0].astype(np.float32)
        return vector
