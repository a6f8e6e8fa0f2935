"""`track`, `scorecard`, `links`, `items`: what became of what was urged and promised."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servanda.cli import options as o
from servanda.cli import output
from servanda.cli.same import PerOption, counted_by

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.views.scorecard import ScoreRow

_MOST_WORKERS = 4
_Document = Annotated[
    str | None,
    typer.Argument(help="Path, name, id, beginning of an id, or title; by default all documents.", show_default=False),
]
_All = Annotated[bool, typer.Option("--all", help="Also the elaborations of items.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(track)
    app.command()(scorecard)
    app.command()(links)
    app.command()(items)


def track(
    ledger: o.LedgerPath,
    as_of: o.AsOf = None,
    anew: Annotated[bool, typer.Option("--anew", help="Compare all documents, not only those that are new.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that compare (default: one for each core, at most four).")
    ] = None,
) -> None:
    """Link later statements to earlier items; then print how the items stand."""
    from datetime import UTC, datetime

    from servanda.ledger import Ledger
    from servanda.pipeline import track as track_ledger
    from servanda.views import scorecard as view

    with Ledger.open(ledger, create=False) as opened, output.progress("linking") as step:
        most = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        report = track_ledger(opened, lambda: datetime.now(UTC), step, anew=anew, workers=most)
        undated = [document.name for document in opened.documents() if document.published is None]
        if as_of is not None:
            report.deliveries = dict(Counter(row.delivery for row in view(opened, as_of=o.day(as_of))).most_common())
    for name in undated:
        output.say(f"{name}: no date of publication, so it takes no part in tracking (add it again with --date)")
    told = ", ".join(f"{count} {name}" for name, count in report.deliveries.items())
    output.say(
        f"{report.outcomes['items']} items, {report.outcomes['links']} links, {report.seconds:.1f} s; "
        f"{told or 'nothing to follow'}"
    )


def scorecard(
    ledger: o.LedgerPath,
    document: _Document = None,
    as_of: o.AsOf = None,
    scale: Annotated[
        str | None,
        typer.Option(help="Map outcomes to a published scale: g7rg, politifact, polimeter, gao, ogp, upr, …"),
    ] = None,
    force: Annotated[str | None, typer.Option(help="Only items of this force.")] = None,
    everything: _All = False,
    per: PerOption = "cluster",
    style: o.Format = "table",
    target: o.Output = None,
) -> None:
    """Show what became of each recommendation, pledge, agreement or demand, with the words that prove it."""
    from servanda.ledger import Ledger
    from servanda.views import scorecard as view

    as_json = o.table_or_jsonl(style)
    day = None if as_of is None else o.day(as_of)
    with Ledger.open(ledger, create=False) as opened:
        rows = view(
            opened,
            document=_id(opened, document),
            as_of=day,
            scale=scale,
            all=everything,
            force=o.force(force),
            per=counted_by(per),
        )
        if not as_json:
            print_scorecard(rows, whole=document is None)
            return
        with output.lines(target) as stream:
            for row in rows:
                output.write_json(stream, row.json())


def print_scorecard(rows: Sequence["ScoreRow"], *, whole: bool = False) -> None:
    """Print a scorecard as a table for people: number, item, outcome, best quotation with its source and date.

    `whole` says that the rows are those of all documents.
    """
    if not rows:
        output.say("no items: no recommendation, pledge, agreement or demand was found")
        return
    first = rows[0].json()
    searched = first["searched"]
    name = "all documents" if whole else first["document_name"]
    output.table(
        f"{name}, as of {first['as_of']}",
        [
            ("no.", {"no_wrap": True}),
            ("item", {"ratio": 3}),
            ("outcome", {"no_wrap": True}),
            ("best evidence", {"ratio": 5}),
        ],
        [_cells(row.json()) for row in rows],
    )
    output.console().print(
        f"Searched: {_counted(searched['documents'], 'document')} of {_counted(searched['publishers'], 'publisher')} "
        f"up to {searched['until']}. "
        "“Taken up” means that the bearer later did or promised it, never that the advice caused it. "
        "“No evidence” means none in these documents."
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    bearers = ", ".join(actor["country"] or actor["actor_id"] or actor["name"] for actor in row["bearers"])
    outcome = row["delivery"].replace("substantially_", "substantially\n").replace("_", " ")
    outcome = outcome.replace("cannot be assessed", "cannot be\nassessed")
    if row["schedule"] not in ("no_deadline",):
        outcome += f"\n{row['schedule'].replace('_', ' ')}"
    if row["scale"]:
        outcome += f"\n{row['scale']}: {'n/a' if row['score'] is None else row['score']}"
    best = row["evidence"][0] if row["evidence"] else None
    return row["number"], f"{row['title']}\n({bearers or 'bearer open'})", outcome, _quoted(best) if best else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _quoted(best: dict[str, Any]) -> str:
    """Return the best evidence as people read it: relation, words, source and date."""
    words = " ".join((best.get("clean") or best["text"]).split())
    more = f" and {best['reports'] - 1} more" if best["reports"] > 1 else ""
    return f"{best['relation']}: “{words}”\n{best['document_name']}, {best['date']}{more}"


def links(
    ledger: o.LedgerPath,
    style: o.Format = "table",
    target: o.Output = None,
) -> None:
    """Show how later statements bear on earlier items, with the reasons."""
    from servanda.ledger import Ledger
    from servanda.views import links_view

    as_json = o.table_or_jsonl(style)
    with Ledger.open(ledger, create=False) as opened:
        rows = [row.json() for row in links_view(opened)]
    if as_json:
        with output.lines(target) as stream:
            for row in rows:
                output.write_json(stream, row)
        return
    output.table(
        f"{len(rows)} links",
        [
            ("relation", {}),
            ("score", {}),
            ("earlier", {"ratio": 3}),
            ("later", {"ratio": 3}),
            ("reasons", {"ratio": 3}),
        ],
        [
            (
                row["relation"],
                f"{row['score']:.2f}",
                " ".join(row["earlier"]["text"].split()),
                " ".join(row["later"]["text"].split()),
                "; ".join(row["reasons"]),
            )
            for row in rows
        ],
    )


def items(
    ledger: o.LedgerPath,
    document: _Document = None,
    everything: _All = False,
    style: o.Format = "table",
    target: o.Output = None,
) -> None:
    """List what is followed: pledges, agreements, recommendations and demands."""
    from servanda.ledger import Ledger

    as_json = o.table_or_jsonl(style)
    with Ledger.open(ledger, create=False) as opened:
        found = [item for item in opened.items(_id(opened, document)) if everything or item.parent is None]
    if as_json:
        with output.lines(target) as stream:
            for item in found:
                output.write_json(stream, output.plain(item))
        return
    output.table(
        f"{len(found)} items",
        [
            ("no.", {"no_wrap": True}),
            ("force", {}),
            ("bearers", {"ratio": 1}),
            ("item", {"ratio": 3}),
            ("document", {"ratio": 1}),
        ],
        [
            (
                i.number,
                i.force,
                ", ".join(a.country or a.actor_id or a.name for a in i.bearers),
                i.title,
                i.document_name,
            )
            for i in found
        ],
    )


def _id(ledger: "Ledger", document: str | None) -> str | None:
    """Return the id of the document that the user names."""
    return None if document is None else ledger.find_document(document).id
