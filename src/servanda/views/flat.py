"""Rows as cells: what a spreadsheet or a data frame holds of a nested answer, one scalar a column."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

Cell = str | int | float | bool | None
_BETWEEN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BODIES = frozenset(("IGO", "UNO", "NGO", "NGM", "IMG", "MNC"))
_SAID_ELSEWHERE = frozenset(("text", "clean", "span"))


def flat(row: Mapping[str, Any]) -> dict[str, Cell]:
    """Return a row of an answer as cells, in the order of its fields.

    Words with offsets become their text as people read it and `…_start`, `…_end`; an actor becomes its country, id or
    name; several actors or words stand in one cell, parted by semicolons. Of a list of findings the first one's
    fields are kept (lists are best first) with `…_count`.
    """
    cells: dict[str, Cell] = {}
    for name, value in row.items():
        _put(cells, name, value)
    return cells


def _put(cells: dict[str, Cell], name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        _put_fields(cells, name, value)
    elif not isinstance(value, (list, tuple)):
        cells[name] = value
    elif value and isinstance(value[0], Mapping) and not _is_actor(value[0]):
        _put_fields(cells, name, value[0])
        cells[f"{name}_count"] = len(value)
    else:
        cells[name] = _BETWEEN.join(who(part) if isinstance(part, Mapping) else str(part) for part in value) or None


def _put_fields(cells: dict[str, Cell], name: str, value: Mapping[str, Any]) -> None:
    if _is_actor(value):
        cells[name] = who(value)
        return
    if "text" in value:
        cells[name] = " ".join(str(value.get("clean") or value["text"]).split())
    for part, inner in value.items():
        if part not in _SAID_ELSEWHERE:
            _put(cells, f"{name}_{part}", inner)


def _is_actor(value: Mapping[str, Any]) -> bool:
    return "actor_id" in value and "via" in value


def who(actor: Mapping[str, Any]) -> str:
    """Return how an actor is shown in a cell: an organisation or format by its id, others by country, id or name."""
    body = actor["actor_id"] is not None and (actor["members"] or actor["country"] in _BODIES)
    return str((actor["actor_id"] if body else actor["country"] or actor["actor_id"]) or actor["name"])


def columns(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names of all cells of the rows, in the order in which they come up."""
    return tuple(dict.fromkeys(name for row in rows for name in row))


def write_csv(stream: TextIO, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of an answer as CSV with a heading; a cell that a spreadsheet would run as a formula is quoted."""
    cells = [flat(row) for row in rows]
    names = columns(cells)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_harmless(row.get(name)) for name in names] for row in cells)


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
