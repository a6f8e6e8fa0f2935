"""`watch`: questions that are kept in the ledger and asked again, telling what is new."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from servanda.cli import asking as a
from servanda.cli import options as o
from servanda.cli import output, rows

Name = Annotated[str, typer.Argument(help="The name of the watch list.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Keep questions in the ledger and ask them again: add, list, run, remove.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for name, command in (("add", add), ("list", every), ("run", run), ("remove", remove)):
        group.command(name)(command)
    app.add_typer(group, name="watch")


def add(
    name: Name,
    question: Annotated[
        str, typer.Argument(help="promised, overdue, news, urges, disagree or takenup.", show_default=False)
    ],
    ledger: o.LedgerPath,
    by: a.By = None,
    of: a.Of = None,
    on: a.On = None,
    since: a.Since = None,
    until: a.Until = None,
    document: a.Of_Document = None,
    publisher: a.Published_By = None,
) -> None:
    """Keep a question under a name (`servanda watch add tokyo promised --by Japan --on "defence spending"`)."""
    from servanda.desk import keep
    from servanda.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        ask = a.asked(by, of, on, since, until, document, publisher)
        watch = keep(opened, name, question, ask, datetime.now(UTC))
    output.say(f"{watch.name}: {_told(watch.question, watch.asked)}; ask it with `servanda watch run {watch.name}`")


def every(ledger: o.LedgerPath, style: rows.Style = "table", target: o.Output = None) -> None:
    """List the questions that are kept."""
    from servanda.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        kept = opened.watches()

    def table() -> None:
        output.table(
            rows.counted(len(kept), "watch list"),
            [("name", {}), ("question", {"ratio": 2}), ("last asked", {}), ("answers told", {})],
            [
                (
                    row.name,
                    _told(row.question, row.asked),
                    f"{row.ran:%Y-%m-%d}" if row.ran else "never",
                    str(len(row.seen)),
                )
                for row in kept
            ],
        )

    rows.put([output.plain(row) for row in kept], style, target, table)


def run(
    ledger: o.LedgerPath,
    name: Annotated[str | None, typer.Argument(help="Only this one; by default all.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was told before.")] = False,
    keep_new: Annotated[bool, typer.Option("--keep", help="Do not remember as told what is told now.")] = False,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Ask the questions that are kept again, and tell what is new since they were last asked."""
    from servanda.desk import run as ask_again
    from servanda.ledger import Ledger, LedgerError

    rows.checked(style)
    with Ledger.open(ledger, create=False) as opened:
        kept = [watch for watch in opened.watches() if name in (None, watch.name)]
        if name is not None and not kept:
            raise LedgerError(f"There is no watch list {name!r}: `servanda watch list` shows those there are.")
        at = None if keep_new else datetime.now(UTC)
        found = {watch.name: ask_again(opened, watch, at, everything=everything) for watch in kept}
    if style != "table":
        told = [{"watch": key, **line.json()} for key, lines in found.items() for line in lines]
        rows.put(told, style, target, lambda: None)
        return
    for watch in kept:
        heading = f"{watch.name} ({_told(watch.question, watch.asked)}): {len(found[watch.name])} new"
        a.show(watch.question, found[watch.name], style, target, heading)


def remove(name: Name, ledger: o.LedgerPath) -> None:
    """Remove a watch list."""
    from servanda.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        opened.remove_watch(name, at=datetime.now(UTC))
    output.say(f"{name} is removed")


def _told(question: str, asked: dict[str, str]) -> str:
    """Return a question as it would be typed."""
    return " ".join((question, *(f"--{option.replace('_', '-')} {value!r}" for option, value in asked.items())))
