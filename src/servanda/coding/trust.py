"""How far a statement can be trusted: the share of right ones among those that the same rule coded."""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log

from servanda.coding.lexicon import read_patterns
from servanda.model import Actor


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    table: dict[str, float] = read_patterns("confidence.yaml")["rules"]
    return table


def rule_share(rule: str) -> float:
    """Return the share of right ones among the statements of a rule."""
    shares = _shares()
    return shares.get(rule, shares["default"])


def confidence(rule: str, actors: Sequence[Actor], seen: float | None = None) -> float:
    """Return the calibrated probability that span, force and bearer are right.

    By rule and by how the bearer was found; with `seen`, by how surely the encoder sees an act in the evidence too.
    """
    share = rule_share(rule)
    share = min(share * (1.0 if all(a.resolved for a in actors) and actors else _shares()["unresolved"]), 0.99)
    if seen is not None:
        base, by_rule, by_encoder = _weights()
        share = 1 / (1 + exp(-(base + by_rule * logit(share) + by_encoder * logit(seen))))
    return round(share, 2)


def logit(share: float) -> float:
    """Return the log odds of a probability, no further out than one in fifty."""
    held = min(max(share, 0.02), 0.98)
    return log(held / (1 - held))


@lru_cache(maxsize=1)
def _weights() -> tuple[float, float, float]:
    given = read_patterns("confidence.yaml")["both"]
    return given["base"], given["rule"], given["encoder"]
