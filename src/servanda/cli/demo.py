"""`demo`: the main job on the packaged example."""

import typer

from servanda.cli import output


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo() -> None:
    """Add a brief and an assessment to a new ledger, follow each recommendation, print the scorecard."""
    import tempfile
    from datetime import UTC, datetime
    from importlib.resources import as_file, files
    from pathlib import Path

    from servanda.cli.following import print_scorecard
    from servanda.ledger import Ledger
    from servanda.pipeline import add, track
    from servanda.settings import Settings
    from servanda.text import ReadOptions
    from servanda.views import scorecard

    def clock() -> datetime:
        return datetime.now(UTC)

    with as_file(files("servanda").joinpath("example")) as folder, tempfile.TemporaryDirectory() as work:
        place = Path(work) / "demo.db"
        with Ledger.open(place) as ledger:
            options = ReadOptions(metadata=(folder / "docs.jsonl",))
            report = add([folder / "brief.txt", folder / "assessment.txt"], ledger, options, Settings(), clock)
            tracked = track(ledger, clock)
            output.say(
                f"{report.documents} documents, {report.statements} statements, {tracked.outcomes['links']} links"
            )
            brief = next(one.id for one in ledger.documents() if one.name == "brief")
            print_scorecard(scorecard(ledger, document=brief))
