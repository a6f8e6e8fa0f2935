"""How far a statement can be trusted: the share of right ones among those that the same rule coded."""

from collections.abc import Sequence
from functools import lru_cache

from servanda.coding.lexicon import read_patterns
from servanda.model import Actor


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    table: dict[str, float] = read_patterns("confidence.yaml")["rules"]
    return table


def confidence(rule: str, actors: Sequence[Actor]) -> float:
    """Return the calibrated probability that span, force and bearer are right, by rule and how the bearer was found."""
    shares = _shares()
    share = shares.get(rule, shares["default"])
    return round(share * (1.0 if all(a.resolved for a in actors) and actors else shares["unresolved"]), 2)
