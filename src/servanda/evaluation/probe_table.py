"""The figures of probes as a table that people read."""

from collections.abc import Mapping
from io import StringIO
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from servanda.evaluation.probe_data import KINDS
from servanda.evaluation.tables import shown

_NAMES = {
    "base": "as the guide codes it",
    "same": "stays the same (all)",
    "change": "changes (all)",
    "actors": "other countries",
    "holder": "office holder's name or title",
    "order": "order of a list",
    "front": "adverbial in front",
}


def table(figures: Mapping[str, Any], width: int) -> str:
    """Return the figures as plain text, no line wider than `width`."""
    grid = Table(box=box.SIMPLE, pad_edge=False, header_style="", title_style="", title_justify="left")
    grid.title = f"{figures['base']['tried']} sentences"
    grid.padding = (0, 1, 0, 0)
    grid.add_column("", no_wrap=True)
    for name in ("tried", "as it should be", "share"):
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("at fault")
    for name in ("base", "same", "change"):
        _row(grid, name, figures[name])
    grid.add_section()
    for kind in KINDS:
        _row(grid, kind, figures["kinds"][kind])
    out = StringIO()
    Console(file=out, width=width, color_system=None, highlight=False, markup=False).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _row(grid: Table, name: str, one: Mapping[str, Any]) -> None:
    faults = ", ".join(f"{fault} {number}" for fault, number in one["faults"].items())
    untried = f"untried {one['untried']}" if one.get("untried") else ""
    counts = (shown(one[key]) for key in ("tried", "as_it_should_be", "share"))
    grid.add_row(_NAMES.get(name, name), *counts, ", ".join(part for part in (faults, untried) if part))
