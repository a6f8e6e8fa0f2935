"""Published scales as data: what our delivery states are called and scored elsewhere, always as a mapping."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from servanda.model import DELIVERIES, Delivery


@dataclass(frozen=True, slots=True)
class Scale:
    """One published scale: for each delivery a number, or null, and the scale's own word, or null.

    `label` says that it is a mapping; `low` and `high` are the scores that stand for 0 and 100 percent, null where the
    scale has no percentage.
    """

    id: str
    label: str
    version: str
    source: str
    scores: Mapping[Delivery, float | None]
    grades: Mapping[Delivery, str | None]
    low: float | None
    high: float | None
    note: str
    example: Mapping[str, Any]

    def score(self, delivery: Delivery) -> float | None:
        """Return the scale's number for a delivery, null where it leaves the case out."""
        return self.scores.get(delivery)

    def grade(self, delivery: Delivery) -> str | None:
        """Return the scale's own word for a delivery, null where it has none."""
        return self.grades.get(delivery)

    def percent(self, scores: Iterable[float | None]) -> float | None:
        """Return the mean of the scores as a percentage with one decimal; null without scores or percentage."""
        known = [score for score in scores if score is not None]
        if not known or self.low is None or self.high is None:
            return None
        return round(100 * (sum(known) / len(known) - self.low) / (self.high - self.low), 1)


@lru_cache(maxsize=1)
def scales() -> Mapping[str, Scale]:
    """Return the scales by id.

    Raises:
        ValueError: if a row of the table names a delivery that does not exist.
    """
    import yaml

    text = files("servanda.ontology").joinpath("scales.yaml").read_text(encoding="utf-8")
    return {key: _scale(key, row) for key, row in yaml.safe_load(text)["scales"].items()}


def scale(id: str) -> Scale:  # noqa: A002
    """Return one scale by its id.

    Raises:
        ValueError: if there is no such scale; the message lists those there are.
    """
    try:
        return scales()[id.lower()]
    except KeyError:
        raise ValueError(f"There is no scale {id!r}: use one of {', '.join(sorted(scales()))}.") from None


def _scale(key: str, row: Mapping[str, Any]) -> Scale:
    unknown = {*row["scores"], *row["grades"]} - set(DELIVERIES)
    if unknown:
        raise ValueError(f"scales.yaml, scale {key}: there is no delivery {', '.join(sorted(unknown))}.")
    percent = row.get("percent") or {}
    return Scale(
        id=key,
        label=row["label"],
        version=row["version"],
        source=row["source"],
        scores=cast(Mapping[Delivery, float | None], row["scores"]),
        grades=cast(Mapping[Delivery, str | None], row["grades"]),
        low=percent.get("low"),
        high=percent.get("high"),
        note=row.get("note", ""),
        example=row["example"],
    )
