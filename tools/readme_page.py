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
    ("test", "gold/test", "scored only"),
    ("worked example", "../shared/seeds/gold", "the two documents it grew from; no result"),
)
FIGURES = (
    ("statements: recall of core", ("statements", "recall")),
    ("statements: precision", ("statements", "precision")),
    ("force", ("of_found", "force")),
    ("bearers", ("of_found", "bearers")),
    ("PLOVER root", ("of_found", "root")),
    ("outcomes", ("outcomes", "accuracy")),
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
    head = "| measured on | " + " | ".join(f"{name}: `servanda evaluate {place}`" for name, place, _ in columns) + " |"
    notes = "| | " + " | ".join(note for _, _, note in SETS) + " |"
    rows = [head, "|---" * (len(columns) + 1) + "|", notes]
    rows += [
        f"| {label} | " + " | ".join(_shown(figures, path) for _, _, figures in columns) + " |"
        for label, path in FIGURES
    ]
    return "\n".join(rows)


def _shown(figures: dict[str, Any], path: tuple[str, ...]) -> str:
    value: Any = figures
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, dict):
        value = value.get("accuracy", value.get("right"))
    return "–" if value is None else f"{value:.2f}"


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
