"""Figures as tables that people read."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

Figures = Mapping[str, Any]
_GROUP = ("documents", "gold", "found", "false", "precision", "recall", "f1", "force", "bearers", "root")
_WIDEST = 32
_FORCE = ("gold", "found", "false", "recall", "force", "bearers", "root")


def tables(figures: Figures, width: int) -> str:
    """Return all tables as plain text, no line wider than `width`."""
    made = [_overview(figures), _aspects(figures), _rows("By force", figures["by_force"], _FORCE)]
    made.append(_confusion("Force: gold (rows) and predicted", figures["force"]["confusion"]))
    made.append(_rows("By kind of document", figures["by_genre"], _GROUP))
    made.append(_rows("By document", figures["by_document"], _GROUP[1:]))
    made.append(_calibration(figures["calibration"]))
    if "links" in figures:
        made.append(_plain("Links", figures["links"]))
        made.append(_plain("Outcomes", figures["outcomes"]))
        made.append(_confusion("Outcomes: gold (rows) and predicted", figures["outcomes"]["confusion"]))
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, markup=False)
    for table in made:
        console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def shown(value: object) -> str:
    """Return a figure as people read it: shares with three digits, nothing as a dash."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _overview(figures: Figures) -> Table:
    counts = figures["statements"]
    rows = {
        "statements: recall of core": (counts["recall"], f"{counts['core_found']} of {counts['gold_core']} core"),
        "statements: precision": (counts["precision"], f"{counts['found']} found, {counts['false']} false"),
        "statements: F1": (counts["f1"], f"{counts['predicted']} predicted, {counts['surplus']} surplus"),
        "force: accuracy": (figures["force"]["accuracy"], f"of {counts['found']} found"),
        "force: macro-F1": (figures["force"]["macro_f1"], f"{len(figures['force']['f1'])} forces"),
        "bearers": (figures["of_found"]["bearers"]["right"], "as sets of countries and organisations"),
        "PLOVER root": (figures["of_found"]["root"]["right"], "event or act"),
        "extra events per empty sentence": (
            figures["extra_events"]["per_sentence"],
            f"{figures['extra_events']['statements']} in {figures['extra_events']['sentences']} sentences",
        ),
    }
    table = _table(f"{figures['documents']} documents, {counts['gold']} statements", ("", "figure", "from"), "right")
    for name, (value, note) in rows.items():
        table.add_row(name, shown(value), note)
    return table


def _aspects(figures: Figures) -> Table:
    table = _table("Of found statements", ("", "right", "asked"), "right")
    for name, one in figures["of_found"].items():
        table.add_row(name, shown(one["right"]), str(one["n"]))
        if "jaccard" in one:
            table.add_row(f"{name} (Jaccard)", shown(one["jaccard"]), str(one["n"]))
    return table


def _rows(title: str, groups: Figures, columns: Sequence[str]) -> Table:
    heads = {"documents": "docs", "precision": "prec"}
    table = _table(title, ("", *(heads.get(column, column) for column in columns)), "right")
    for name, one in groups.items():
        table.add_row(name, *(shown(one[column]) for column in columns))
    return table


def _confusion(title: str, confusion: Mapping[str, Mapping[str, int]]) -> Table:
    columns = list(dict.fromkeys([*confusion, *(to for row in confusion.values() for to in row)]))
    table = _table(title, ("", *(column.replace("_", " ")[:7] for column in columns)), "right")
    for name, row in confusion.items():
        table.add_row(name, *(str(row.get(column, "·")) for column in columns))
    return table


def _calibration(figures: Figures) -> Table:
    title = f"Confidence\nerror {shown(figures['error'])}, Brier {shown(figures['brier'])}"
    table = _table(title, ("from", "n", "mean", "right"), "right")
    for one in figures["bins"]:
        table.add_row(*(shown(one[name]) for name in ("from", "n", "confidence", "right")))
    return table


def _plain(title: str, figures: Figures) -> Table:
    table = _table(title, ("", "figure"), "right")
    for name, value in figures.items():
        if not isinstance(value, Mapping):
            table.add_row(name.replace("_", " "), shown(value))
    return table


def _table(title: str, columns: Sequence[str], justify: Any) -> Table:
    table = Table(title=title, box=box.SIMPLE, title_justify="left", title_style="", header_style="", pad_edge=False)
    table.padding = (0, 1, 0, 0)
    for place, column in enumerate(columns):
        first = place == 0
        table.add_column(
            column,
            justify="left" if first or column == "from" else justify,
            no_wrap=True,
            overflow="ellipsis",
            min_width=None if first else max(len(column), 5),
            max_width=_WIDEST if first else None,
        )
    return table
