"""Rule files: which score is suggested for a member's compliance, with the guideline text and the cycle it is for."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError, model_validator

from servanda.model import Value
from servanda.ontology.scales import Scale, scale

NOT_APPLICABLE = "n/a"


class Rule(Value):
    """A score, and the least numbers of fulfilling, advancing and contrary events that give it."""

    score: float | None
    done: int = 0
    steps: int = 0
    contrary: int = 0
    why: str = ""

    def holds(self, done: int, steps: int, contrary: int) -> bool:
        """Tell whether so many events are enough."""
        return done >= self.done and steps >= self.steps and contrary >= self.contrary


class Cycle(Value):
    """The days in which acts count, both inclusive; an open side is null: the day after the commitment, or no end."""

    name: str
    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Cycle":
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"the cycle {self.name} ends before it starts")
        if "|" in self.name:
            raise ValueError("a cycle's name has no upright bar")
        return self


class Guide(Value):
    """What a coder goes by for one commitment: guideline by score, rules, cycle; empty means as in the file."""

    guideline: Mapping[str, str] = {}
    rules: tuple[Rule, ...] = ()
    cycle: Cycle | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_keys(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("guideline"), dict):
            return {**given, "guideline": {str(key): text for key, text in given["guideline"].items()}}
        return given


class Rules(Guide):
    """A versioned rule file for one published scale."""

    id: str
    version: str
    scale: str
    label: str
    commitments: Mapping[str, Guide] = {}

    def of(self, document: str, number: str) -> Guide:
        """Return what holds for one commitment: its own guideline, rules and cycle, else those of the file."""
        own = self.commitments.get(f"{document} · {number}") or self.commitments.get(number) or Guide()
        return Guide(
            guideline=own.guideline or self.guideline,
            rules=own.rules or self.rules,
            cycle=own.cycle or self.cycle or Cycle(name="all"),
        )

    @property
    def of_scale(self) -> Scale:
        """The scale whose scores the rules give."""
        return scale(self.scale)


def suggested(guide: Guide, done: int, steps: int, contrary: int) -> Rule:
    """Return the first rule that holds; one without a score where none does."""
    found = (rule for rule in guide.rules if rule.holds(done, steps, contrary))
    return next(found, Rule(score=None, why="no rule of the file holds"))


def allowed(of: Scale) -> tuple[str, ...]:
    """Return what a coder may give on a scale: its scores, or its words where it has no scores, and n/a."""
    numbers = sorted({score for score in of.scores.values() if score is not None}, reverse=True)
    words = dict.fromkeys(grade for grade in of.grades.values() if grade is not None)
    return (*(shown(number) for number in numbers), *(() if numbers else words), NOT_APPLICABLE)


def shown(score: float | None) -> str:
    """Return a score as people write it: +1, 0, -1, or n/a."""
    if score is None:
        return NOT_APPLICABLE
    return f"{score:+g}" if score else "0"


def rules(chosen: str | Path | None = None) -> Rules:
    """Return a rule file by its path, or the packaged one of a scale by its name (`g7rg`).

    Raises:
        ValueError: if there is none, or it is no rule file; the message names the file and what is wrong.
    """
    import yaml

    name = str(chosen or "g7rg")
    packaged = files("servanda.ontology").joinpath("rules", f"{name}.yaml")
    try:
        text = packaged.read_text("utf-8") if packaged.is_file() else Path(name).read_text(encoding="utf-8")
        found = Rules.model_validate(yaml.safe_load(text))
        found.of_scale  # noqa: B018 (raises where there is no such scale)
    except OSError:
        raise ValueError(f"There is no rule file {name}: give a path, or g7rg for the packaged one.") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ValueError(f"{name} is no rule file: it is not YAML in UTF-8.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ValueError(f"{name}, {where}: {first['msg'].lower()}.") from None
    return found
