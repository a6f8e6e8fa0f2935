"""Words that mean nearly the same: how near two stems are, and how rare a stem is, from the table of near words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

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


def nearness(many: Sequence[frozenset[str]], one: frozenset[str]) -> list[tuple[float, float]]:
    """Return for each of many sets of stems what it shares with one more, in near words and by how rare they are.

    The first share is of its own stems that mean nearly the same as one of the other's, the second of the other's.
    """
    import numpy as np

    there, known = _set(one), table()
    sets = [_set(said) for said in many]
    found = [(0.0, 0.0)] * len(sets)
    full = [place for place, said in enumerate(sets) if len(said.places)]
    near, told = np.zeros(len(sets)), np.zeros(len(sets))
    if full and len(there.places):
        places = np.concatenate([sets[at].places for at in full])
        starts = np.cumsum([0, *(len(sets[at].places) for at in full)])[:-1]
        likeness = known.vectors[places] @ known.vectors[there.places].T
        likeness = np.where(likeness >= _LEAST, (likeness - _FAR) / (1 - _FAR), 0.0)
        likeness[places[:, None] == there.places] = 1.0
        rare_ = np.concatenate([sets[at].rare for at in full])
        near[full] = np.add.reduceat(likeness.max(1) * rare_, starts)
        told[full] = np.maximum.reduceat(likeness, starts, axis=0) @ there.rare
    for at, said in enumerate(sets):
        same = _UNKNOWN * len(said.unknown & there.unknown) if there.unknown else 0.0
        if said.total and there.total:
            found[at] = ((float(near[at]) + same) / said.total, (float(told[at]) + same) / there.total)
    return found


class _Set(NamedTuple):
    """Stems ready to be compared: the places of those that the table knows, how rare they are, the others, the sum."""

    places: Any
    rare: Any
    unknown: frozenset[str]
    total: float


@lru_cache(maxsize=131_072)
def _set(said: frozenset[str]) -> _Set:
    import numpy as np

    place = table().place
    known = sorted(place[word] for word in said if word in place)
    unknown = frozenset(word for word in said if word not in place)
    rare_ = np.array([table().rare[at] for at in known], dtype=np.float32)
    return _Set(np.array(known, dtype=np.int32), rare_, unknown, float(rare_.sum()) + _UNKNOWN * len(unknown))
