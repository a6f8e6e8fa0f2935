"""Words that mean nearly the same: how near two stems are, and how rare a stem is, from the table of near words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_LEAST = 0.4
_FAR = 0.25
_UNKNOWN = 0.9


@dataclass(frozen=True, slots=True)
class Table:
    """The stems with their place, their unit vectors, and how rare each is, from 0 to 1."""

    place: Mapping[str, int]
    stems: tuple[str, ...]
    vectors: Any
    rare: tuple[float, ...]


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the packaged table, read once."""
    import numpy as np

    with files("servanda.linking").joinpath("data", "near.npz").open("rb") as stream, np.load(stream) as loaded:
        stems = tuple(bytes(loaded["stems"]).decode().split("\n"))
        vectors = loaded["vectors"].astype(np.float32)
        rare = tuple(float(value) / 255 for value in loaded["rare"])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Table({word: at for at, word in enumerate(stems)}, stems, vectors, rare)


@lru_cache(maxsize=65536)
def near(word: str) -> Mapping[str, float]:
    """Return the stems near a stem, itself with 1, the others with how near they are: above 0, below 1."""
    known = table()
    at = known.place.get(word)
    if at is None:
        return {word: 1.0}
    likeness = known.vectors @ known.vectors[at]
    found = {
        known.stems[place]: (float(likeness[place]) - _FAR) / (1 - _FAR)
        for place in (likeness >= _LEAST).nonzero()[0].tolist()
    }
    return {**found, word: 1.0}


def rare(word: str) -> float:
    """Return how telling a stem is by its use in many documents, from 0.1 to 1; one that is never used is telling."""
    known = table()
    at = known.place.get(word)
    return _UNKNOWN if at is None else known.rare[at]
