"""The `servanda` command; each group of verbs is a module, loaded with as little as possible."""

import os
import sys
from typing import Annotated

import typer

from servanda.cli import (
    asking,
    coding,
    comparing,
    demo,
    following,
    lookups,
    offices,
    probing,
    quality,
    reading,
    reporting,
    reviews,
    same,
    scoring,
    serving,
    watching,
)

app = typer.Typer(
    name="servanda",
    help="Reads what governments and analysts write and keeps the record: who pledged, agreed, recommended, demanded, "
    "refused or did what, in whose exact words, and what became of it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # the rich help page costs more time than all the rest of `servanda --help`
)


def _version(wanted: bool) -> None:
    if not wanted:
        return
    from servanda import __version__
    from servanda.coding import VERSION
    from servanda.coding.lexicon import acts, cues

    typer.echo(
        f"servanda {__version__} (coder {VERSION}, codebook plover-base-0.8+servanda-1, "
        f"cues {cues().version}, acts {acts().version})"
    )
    raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the versions of program, coder and codebook."
        ),
    ] = False,
) -> None:
    """Keep the record of what was promised, urged and done."""


for module in (
    reading,
    following,
    comparing,
    asking,
    watching,
    same,
    scoring,
    reviews,
    reporting,
    coding,
    lookups,
    offices,
    quality,
    probing,
    serving,
    demo,
):
    module.register(app)


def run() -> None:
    """Run the command; what a user did wrong ends in one sentence and exit code 1, never in a traceback."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # small products: threads cost time, and workers have the cores
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        typer.echo("stopped; what was reported stored is kept, run the same command again to go on", err=True)
        sys.exit(130)
    except OSError as error:
        _drop_output()
        place, why = error.filename or "the output", (error.strerror or str(error)).lower()
        hint = "see that the place is there, that you may use it and that the disk has room"
        typer.echo(f"servanda: {place} cannot be read or written ({why}): {hint}.", err=True)
        sys.exit(1)
    except Exception as error:
        if not _for_user(error):
            raise
        typer.echo(f"servanda: {error}", err=True)
        sys.exit(1)


def _drop_output() -> None:
    """Let go of what standard output does not take, so that the end of the program does not stumble over it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _for_user(error: Exception) -> bool:
    """Return True for errors that are sentences for the user."""
    return type(error).__name__ in ("LedgerError", "GoldError", "ModelMissingError", "ReadFailedError", "ScaleError")
