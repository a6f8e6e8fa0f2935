"""Deadlines in words without a date ("soon", "in the coming months"), dated by a named rule that may be replaced."""

import re
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from servanda.coding.periods import add_months
from servanda.model.base import Value
from servanda.model.statement import TimeRef


class VagueDeadline(Value):
    """Words that set a deadline without a date, and how long after the reference it falls."""

    pattern: str
    months: int = 0
    days: int = 0
    example: str = ""


class VagueDeadlines(Value):
    """A named table of vague deadlines; the first entry that fits decides."""

    name: str
    entries: tuple[VagueDeadline, ...]


@lru_cache(maxsize=8)
def load_vague_deadlines(name: str | None = None, path: Path | None = None) -> VagueDeadlines:
    """Return the table called `name` (by default the first) of the package's file, or of the file at `path`.

    Raises:
        ValueError: if the file has no such table, or a table is not of the right shape.
    """
    import yaml

    source = path or files("servanda.coding").joinpath("patterns/vague_deadlines.yaml")
    rows: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    tables = [VagueDeadlines.model_validate(row) for row in rows["tables"]]
    found = [table for table in tables if name in (None, table.name)]
    if not found:
        known = ", ".join(table.name for table in tables)
        raise ValueError(f"{source} has no table of vague deadlines called {name!r}; it has: {known}")
    return found[0]


def chosen_deadlines(choice: str | None) -> VagueDeadlines:
    """Return the table that a user chose: a name of the package's tables, a YAML file, or null for the default.

    Raises:
        ValueError: if there is no such table or file, or the file is not of the right shape.
    """
    if choice is None or not choice.endswith((".yaml", ".yml")):
        return load_vague_deadlines(choice)
    if not Path(choice).is_file():
        raise ValueError(f"there is no file {choice} of vague deadlines; give a YAML file or the name of a table")
    import yaml

    try:
        return load_vague_deadlines(None, Path(choice))
    except (yaml.YAMLError, ValueError, KeyError, TypeError, IndexError) as error:
        reason = " ".join(str(error).split())[:200]
        message = f"{choice} holds no table of vague deadlines ({reason}); give tables with a name and entries"
        raise ValueError(message) from error


def vague_deadline(text: str, reference: date | None, table: VagueDeadlines) -> TimeRef | None:
    """Return when the deadline that the text leaves vague falls due by the table's rule, null where it sets none."""
    for entry in table.entries:
        match = _pattern(entry.pattern).search(text)
        if match is None:
            continue
        rule = f"assigned by rule: {table.name}"
        if reference is None:
            return TimeRef(text=match[0], grain="open", rule="no reference date")
        try:
            due = add_months(reference, entry.months) + timedelta(days=entry.days)
        except (ValueError, OverflowError):
            return TimeRef(text=match[0], grain="open", rule="out of range")
        return TimeRef(text=match[0], end=due, grain="open", rule=rule)
    return None


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    spaced = words.replace(" ", r"\s{1,4}")
    guarded = rf"(?<![\w-])(?<!too\s)(?<!how\s)(?<!as\s)(?:{spaced})(?![\w-]|\s(?:after|following|as|before|enough)\b)"
    return re.compile(guarded, re.IGNORECASE)
