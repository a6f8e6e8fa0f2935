"""Fills README.md: what `servanda demo` prints, the picture of it, and the table of measured quality.

`--check` compares the demo's output alone; the table needs the material beside the project and is only written.
"""

import contextlib
import io
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "scorecard.svg"
SETS = (
    ("development", "gold/dev", "found and mended errors on it"),
    ("test", "gold/test", "scored only; in brackets the distance from the bar"),
    ("fresh sentences", "gold/sentences/test", "scored only; windows of 42 other documents"),
    ("before/after groups", "gold/groups/test", "scored only; items and what bears on them, not every statement"),
    ("other kinds, written here", "gold/written", "six invented groups; found and mended errors on them; no result"),
    ("worked example", "../shared/seeds/gold", "the two documents it grew from; no result"),
)
_PRECISION = ("statements", "precision")  # no measure where only items and what bears on them are marked
FIGURES = (
    ("statements: recall of core", ("statements", "recall"), 0.75),
    ("statements: precision", _PRECISION, 0.75),
    ("force", ("of_found", "force"), 0.80),
    ("bearers", ("of_found", "bearers"), 0.75),
    ("PLOVER root", ("of_found", "root"), 0.70),
    ("outcomes", ("outcomes", "accuracy"), 0.70),
)


def demo() -> str:
    """Return what the demo prints on standard output, 100 columns wide."""
    os.environ.update(COLUMNS="100", NO_COLOR="1")
    from servanda.cli.demo import demo as run

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        run()
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())


def picture(text: str) -> str:
    """Return the demo's output as an SVG that asks nothing of anybody."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=100, file=io.StringIO())
    console.print(Text(text))
    svg = console.export_svg(title="servanda scorecard brief")
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg.replace("Fira Code", "monospace"))


def quality() -> str:
    """Return the table of measured quality, each column with the command that makes it."""
    from servanda.evaluation import evaluate, read_gold
    from servanda.measuring import coder, tracker
    from servanda.settings import Settings

    columns = [
        (name, place, evaluate(read_gold(ROOT / place), coder(Settings()), tracker()).figures())
        for name, place, _ in SETS
    ]
    names = [f"{name}: `servanda evaluate {place}`" for name, place, _ in columns]
    rows = [_row("measured on", *names, "first bar"), "|---" * (len(columns) + 2) + "|"]
    rows.append(_row("", *(note for _, _, note in SETS), ""))
    for label, path, bar in FIGURES:
        shown = [
            "–" if "groups" in place and path == _PRECISION else _shown(figures, path, bar if "test" in place else None)
            for _, place, figures in columns
        ]
        rows.append(_row(label, *shown, f"{bar:.2f}"))
    return "\n".join(rows)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _shown(figures: dict[str, Any], path: tuple[str, ...], bar: float | None) -> str:
    value: Any = figures
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, dict):
        value = value.get("accuracy", value.get("right"))
    if value is None:
        return "–"
    return f"{value:.2f}" if bar is None else f"{value:.2f} ({value - bar:+.2f})"


def filled(text: str, name: str, content: str) -> str:
    """Return the page with what stands between the marks of `name` replaced."""
    return re.sub(
        rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m: m[1] + content + "\n" + m[2], text, flags=re.DOTALL
    )


def main() -> None:
    """Write or check the page."""
    page = README.read_text(encoding="utf-8")
    output = demo()
    block = f"```\n{output}\n```"
    if "--check" in sys.argv:
        if filled(page, "demo", block) != page:
            sys.exit("README.md does not show what the demo prints: python tools/readme_page.py")
        return
    page = filled(page, "demo", block)
    PICTURE.write_text(picture(output), encoding="utf-8")
    if (ROOT / "../shared/seeds/gold").is_dir():
        page = filled(page, "quality", quality())
    README.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
