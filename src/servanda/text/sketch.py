"""Texts that are the same or nearly so: a hash of the bare words, and a sketch by which likeness is estimated."""

import re
from dataclasses import dataclass
from hashlib import blake2b

BINS = 128
_ROWS = 4
_SHINGLE = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to find those like it.

    `digest` is the same for texts that differ in case, white space, punctuation and markup alone. `bins` hold the least
    hash of the runs of five words that fall into each (MinHash by one permutation, empty bins filled from others).
    """

    digest: str
    bins: tuple[int, ...]

    @property
    def bands(self) -> tuple[str, ...]:
        """Keys of which two texts that are alike share at least one, nearly surely."""
        parts = (self.bins[at : at + _ROWS] for at in range(0, len(self.bins), _ROWS))
        return tuple(f"{at}:{_hash(repr(part)):016x}" for at, part in enumerate(parts))

    def likeness(self, other: "Sketch") -> float:
        """Return which share of the runs of five words two texts have in common, to about 0.04; 1 where equal."""
        if self.digest == other.digest:
            return 1.0
        if not self.bins or not other.bins:
            return 0.0
        same = sum(one == two for one, two in zip(self.bins, other.bins, strict=True))
        return min(round(same / BINS, 3), 0.999)


def sketch(text: str) -> Sketch:
    """Return the sketch of a text; one without five words has no bins and equals only its like."""
    words = [word.casefold() for word in _WORD.findall(text)]
    digest = blake2b(" ".join(words).encode(errors="replace"), digest_size=16).hexdigest()
    least: dict[int, int] = {}
    for at in range(len(words) - _SHINGLE + 1):
        value = _hash(" ".join(words[at : at + _SHINGLE]))
        place, rest = value % BINS, value // BINS
        if place not in least or rest < least[place]:
            least[place] = rest
    return Sketch(digest, tuple(least.get(at, _borrowed(at, least)) for at in range(BINS)) if least else ())


def _borrowed(at: int, least: dict[int, int]) -> int:
    """Return what an empty bin takes from another one, the same one for the same text."""
    if at in least:
        return least[at]
    place, turn = at, 0
    while place not in least:
        turn += 1
        place = _hash(f"{at}/{turn}") % BINS
    return least[place]


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(errors="replace"), digest_size=8).digest(), "big")
