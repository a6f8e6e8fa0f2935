"""What commands print: JSON Lines on standard output or a file, tables for people, messages on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from servanda.model import Value


class Measured(Protocol):
    """What a measurement found."""

    def figures(self) -> dict[str, Any]:
        """Return the figures for machines."""

    def table(self) -> str:
        """Return the figures for people."""

    def errors(self, limit: int) -> str:
        """Return the worst cases."""


def plain(value: "Value") -> dict[str, Any]:
    """Return a domain value as JSON-ready fields; `clean` words are left out where they are the text itself."""
    from servanda.model.plain import plain as fields

    return fields(value)


@contextmanager
def lines(target: Path | None) -> Iterator[TextIO]:
    """Open where JSON Lines go: a file, or standard output."""
    if target is None:
        yield sys.stdout
        sys.stdout.flush()
    else:
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream


def write_json(stream: TextIO, row: dict[str, Any]) -> None:
    """Write one object as a line."""
    stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def console(stderr: bool = False) -> "Console":
    """Return a terminal that honours NO_COLOR and never interprets document text as markup."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, soft_wrap=False)


def safe(text: str) -> str:
    """Return text without control characters: a document's terminal escapes are never executed."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def table(title: str, columns: Sequence[tuple[str, dict[str, Any]]], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as a table for people; `columns` are (heading, rich column options)."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=title, title_justify="left", show_lines=True, expand=True)
    for heading, options in columns:
        grid.add_column(heading, **options)
    for row in rows:
        grid.add_row(*(Text(safe(cell)) for cell in row))
    console().print(grid)


def measured(report: Measured, as_json: bool, errors: int) -> None:
    """Print what a measurement found: its figures as JSON, else its table and so many of the worst cases."""
    import typer

    if as_json:
        typer.echo(json.dumps(report.figures(), indent=2, ensure_ascii=False))
        return
    typer.echo(report.table())
    if errors:
        typer.echo(report.errors(errors))


def say(message: str) -> None:
    """Tell the user something on standard error."""
    print(safe(message), file=sys.stderr)  # noqa: T201


@contextmanager
def progress(task: str) -> "Iterator[Any]":
    """Show a bar on standard error where it is a terminal; the yielded function takes what is done next."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed} done"),
        TimeElapsedColumn(),
        console=console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        job = bar.add_task(task, total=None)

        def step(name: str) -> None:
            bar.update(job, advance=1, description=f"{task} {safe(name)[:60]}")

        yield step
