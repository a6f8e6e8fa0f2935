"""`report`: one page that carries its proof."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output

if TYPE_CHECKING:
    from servanda.ledger import Run
    from servanda.model import Document, Statement

_Documents = Annotated[
    list[str] | None,
    typer.Argument(
        help="Documents whose items are shown: path, name, id, beginning of an id, or title; by default all.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    ledger: o.LedgerPath,
    documents: _Documents = None,
    target: o.Output = None,
    as_of: o.AsOf = None,
    scale: Annotated[
        str | None,
        typer.Option(help="Map outcomes to a published scale: g7rg, politifact, polimeter, gao, ogp, upr, …"),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The page's title.")] = None,
) -> None:
    """Write one self-contained page: the scorecard, its quotations and evidence, the marked texts, the actors."""
    from servanda.export import ReportError, report_page
    from servanda.export import report as view
    from servanda.ledger import Ledger

    day = None if as_of is None else o.day(as_of)
    _check(scale)
    try:
        with Ledger.open(ledger, create=False) as opened:
            ids = [opened.find_document(one).id for one in documents or ()]
            found = view(opened, ids, day, scale, title)
        page = report_page(found)
    except ReportError as error:
        output.say(f"servanda: {error}")
        raise typer.Exit(1) from None
    if not found.entries:
        output.say("the page has no items: no recommendation, pledge, agreement or demand was found by that day")
    elif not any(entry.evidence for entry in found.entries):
        output.say("no later statement is linked to any item: run servanda track if documents were added since")
    write_page(page, target)
    if target is not None:
        output.say(
            f"{target}: {len(found.entries)} items, {len(found.documents)} documents, {len(page.encode())} bytes"
        )


def write_document(
    document: "Document", statements: "Iterable[Statement]", runs: "Sequence[Run]", target: Path | None
) -> None:
    """Write one document's page with the last run of each configuration."""
    from servanda.export import ReportError, document_page

    try:
        page = document_page(document, statements, runs)
    except ReportError as error:
        output.say(f"servanda: {error}")
        raise typer.Exit(1) from None
    write_page(page, target)


def write_page(page: str, target: Path | None) -> None:
    """Write a page to a file or to standard output; a file that cannot be written ends in one sentence."""
    if target is None:
        typer.echo(page, nl=False)
        return
    try:
        target.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        output.say(f"servanda: {target} cannot be written ({error.strerror}): give another place with -o")
        raise typer.Exit(1) from None


def _check(scale: str | None) -> None:
    """End in a usage error where there is no such scale."""
    from servanda.ontology.scales import scale as scale_of

    try:
        if scale is not None:
            scale_of(scale)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--scale") from None
