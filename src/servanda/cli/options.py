"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from servanda.model import Force
    from servanda.text import ReadOptions

Paths = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, corpora (.jsonl, .jsonl.gz, .parquet), or - for text on standard input.",
        show_default=False,
    ),
]
LedgerPath = Annotated[
    str, typer.Option("--ledger", "-l", envvar="SERVANDA_LEDGER", help="The ledger: a file, or a database address.")
]
Metadata = Annotated[
    list[Path] | None, typer.Option("--metadata", help="A docs.jsonl that describes files by id (name without suffix).")
]
Published = Annotated[
    str | None, typer.Option("--date", help="Date of publication, YYYY-MM-DD; overrides what the documents say.")
]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Who published the documents.")]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        help="brief, assessment, news, joint_statement, communique, fact_sheet, readout, speech, resolution, "
        "report or other.",
    ),
]
Bounds = Annotated[
    list[str] | None,
    typer.Option(
        "--bound", help="Another bound as NAME=NUMBER: limit, unpacked, memory (bytes), pages, seconds_per_document."
    ),
]
Title = Annotated[str | None, typer.Option("--title", help="Title of the document.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]
Format = Annotated[str, typer.Option("--format", help="table or jsonl.")]
Model = Annotated[str, typer.Option("--model", help="The spaCy model by name, where another one is installed.")]
Coder = Annotated[
    str, typer.Option("--coder", help="both: rules and the small encoder together; rules: the rules alone, faster.")
]
Vague = Annotated[
    str | None,
    typer.Option(
        "--vague-deadlines", help='The rule that dates "soon" and its like: newer, older, or a YAML file of your own.'
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="State of knowledge on this day, YYYY-MM-DD; by default the day of the latest document."
    ),
]

_BOUNDS = ("limit", "unpacked", "pages", "seconds_per_document", "memory")


def read_options(
    metadata: list[Path] | None,
    published: str | None,
    publisher: str | None,
    kind: str | None,
    title: str | None,
    bounds: list[str] | None = None,
) -> "ReadOptions":
    """Return the reader's options; a wrong value ends in a usage error."""
    from pydantic import ValidationError

    from servanda.model import DOCUMENT_KINDS
    from servanda.text import ReadOptions

    if kind is not None and kind not in DOCUMENT_KINDS:
        raise typer.BadParameter(f"{kind!r} is no kind of document; choose one of {', '.join(DOCUMENT_KINDS)}")
    for path in metadata or ():
        if not path.is_file():
            raise typer.BadParameter(f"there is no metadata file {path}")
    given = {
        "date": None if published is None else day(published),
        "publisher": publisher,
        "kind": kind,
        "title": title,
    }
    try:
        return ReadOptions.model_validate({"metadata": tuple(metadata or ()), **given, **_bounds(bounds or ())})
    except ValidationError as error:
        first = error.errors()[0]
        raise typer.BadParameter(f"--bound {first['loc'][0]}: {first['msg'].lower()}") from None


def coder(name: str) -> str:
    """Return the coder that was typed, or end in a usage error."""
    from servanda.settings import CODERS

    if name not in CODERS:
        raise typer.BadParameter(f"{name!r} is no coder; choose one of {', '.join(CODERS)}", param_hint="--coder")
    return name


def _bounds(typed: "Iterable[str]") -> dict[str, str]:
    """Return the bounds by name."""
    found = {}
    for text in typed:
        name, _, number = text.partition("=")
        if name not in _BOUNDS:
            raise typer.BadParameter(f"{text!r} is no bound; write NAME=NUMBER with one of {', '.join(_BOUNDS)}")
        found[name] = number
    return found


def day(text: str) -> "date":
    """Return the day that was typed, or end in a usage error."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it as YYYY-MM-DD") from None


def vague_rule(chosen: str | None) -> str | None:
    """Return the rule for vague deadlines that was typed, or end in a usage error."""
    from servanda.coding.deadlines import chosen_deadlines

    if chosen is not None:
        try:
            chosen_deadlines(chosen)
        except (ValueError, KeyError, TypeError) as error:
            raise typer.BadParameter(f"--vague-deadlines: {error}") from None
    return chosen


def table_or_jsonl(chosen: str) -> bool:
    """Return True for JSON Lines, False for a table; anything else is a usage error."""
    if chosen not in ("table", "jsonl"):
        raise typer.BadParameter(f"{chosen!r} is no format; choose table or jsonl")
    return chosen == "jsonl"


def force(text: str | None) -> "Force | None":
    """Return the force that was typed, or end in a usage error."""
    from pydantic import TypeAdapter, ValidationError

    from servanda.model import FORCES, Force

    try:
        return None if text is None else TypeAdapter(Force).validate_python(text)
    except ValidationError:
        raise typer.BadParameter(f"{text!r} is no force; choose one of {', '.join(FORCES)}") from None
