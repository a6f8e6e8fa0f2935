"""`offices`: the query for Wikidata, and its answer made into a table of the user's own."""

from pathlib import Path
from typing import Annotated

import typer

from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(offices)


def offices(
    answer: Annotated[
        Path | None, typer.Argument(help="Wikidata's answer, as JSON or CSV.", show_default=False)
    ] = None,
    query: Annotated[bool, typer.Option("--query", help="Print the query to put to Wikidata.")] = False,
    checked: Annotated[
        str | None, typer.Option("--checked", help="The day Wikidata was asked, YYYY-MM-DD; by default today.")
    ] = None,
    target: Annotated[Path, typer.Option("--output", "-o", help="The folder that gets offices.csv.")] = Path("tables"),
) -> None:
    """Make a table of office holders out of Wikidata's answer, to lay over the package's by SERVANDA_TABLES."""
    from datetime import date

    from servanda.actors import wikidata

    if query:
        typer.echo(wikidata.query())
        return
    if answer is None or not answer.is_file():
        hint = "print the query with --query, put it to Wikidata and give the file with its answer"
        raise typer.BadParameter(f"there is no file {answer}; {hint}" if answer else hint)
    try:
        asked = date.fromisoformat(checked) if checked else date.today()
    except ValueError:
        raise typer.BadParameter(f"--checked {checked!r} is no date; write YYYY-MM-DD") from None
    try:
        found = wikidata.imported(answer, asked)
    except UnicodeDecodeError:
        output.say(f"{answer} is no text; give the JSON or CSV that Wikidata answered")
        raise typer.Exit(1) from None
    except ValueError as error:
        output.say(str(error))
        raise typer.Exit(1) from None
    for reason in found.left_out[:20]:
        output.say(f"{reason}; it is left out")
    path = wikidata.write(found.rows, target)
    output.say(f"{len(found.rows)} terms of office in {path}, {len(found.left_out)} lines left out")
    output.say(f"set SERVANDA_TABLES={target} to use them")
