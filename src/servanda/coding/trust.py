"""How far a coded frame can be trusted: whether it is a statement at all, and whether all of it is right.

Two logistic regressions over its signs, fitted by `training/calibrate.py` on statements that readers judged one by one
and on the development sets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from servanda.coding.lexicon import read_patterns


@dataclass(frozen=True, slots=True)
class Trust:
    """The probability that a frame says a statement, and that its span, force and bearers are all right."""

    statement: float
    right: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the signs in log odds, with the base to which they are added."""

    base: float
    signs: Mapping[str, float]

    def share(self, signs: Mapping[str, float]) -> float:
        """Return the probability that these signs give; one that is not known weighs nothing."""
        return 1 / (1 + exp(-self.base - sum(self.signs.get(name, 0.0) * value for name, value in signs.items())))


@dataclass(frozen=True, slots=True)
class Column:
    """What is asked of the signs, with the encoder's among them or without."""

    statement: Weights
    right: Weights
    least: float


def trusted(signs: Mapping[str, float]) -> Trust:
    """Return how far a frame with these signs can be trusted; without the encoder's signs by the rules' alone."""
    column = _columns()["seen" in signs]
    return Trust(column.statement.share(signs), round(column.right.share(signs), 2))


def least(encoder: bool) -> float:
    """Return the probability of being a statement below which a frame is left uncoded, with the encoder or without."""
    return _columns()[encoder].least


def against(signs: Mapping[str, float], most: int = 3) -> list[str]:
    """Return the names of the signs that speak most against a frame being a statement, the weightiest first."""
    weights = _columns()["seen" in signs].statement.signs
    heavy = sorted((weights.get(name, 0.0) * value, name) for name, value in signs.items())
    return [name for weight, name in heavy[:most] if weight < 0]


def log_odds(share: float) -> float:
    """Return the log odds of a probability, no further out than one in fifty."""
    held = min(max(share, 0.02), 0.98)
    return log(held / (1 - held))


@lru_cache(maxsize=1)
def _columns() -> Mapping[bool, Column]:
    """Return the packaged weights, with the encoder (true) and without."""
    table = read_patterns("confidence.yaml")
    base = table["signs"].pop("base")

    def weights(at: int) -> Weights:
        return Weights(base[at], {name: row[at] for name, row in table["signs"].items()})

    with_it, without = table["least"]
    return {True: Column(weights(0), weights(1), with_it), False: Column(weights(2), weights(3), without)}
