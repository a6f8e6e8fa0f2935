"""`compare`, `drift`: what changed between two documents, and one commitment through successive ones."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servanda.cli import options as o
from servanda.cli import output, rows

if TYPE_CHECKING:
    from servanda.views.comparison import Comparison
    from servanda.views.drift import Step

_WIDTH = 240


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(compare)
    app.command()(drift)


def compare(
    earlier: Annotated[str, typer.Argument(help="Path, name, id, beginning of an id, or title.", show_default=False)],
    later: Annotated[str, typer.Argument(help="The document to lay beside it.", show_default=False)],
    ledger: o.LedgerPath,
    change: Annotated[
        list[str] | None,
        typer.Option(help="Only these: new, dropped, weakened, strengthened, amount, date, done, restated."),
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Only this field: security, trade, health …")] = None,
    actor: Annotated[str | None, typer.Option(help="Only what this country (ISO3) or organisation bears.")] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Only the counts.")] = False,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Lay two documents side by side: what is new, dropped, said again, stronger, weaker, changed in amount or date."""
    from servanda.desk import comparison
    from servanda.ledger import Ledger
    from servanda.views.comparison import CHANGES

    for name in change or ():
        if name not in CHANGES:
            raise typer.BadParameter(f"{name!r} is no change; choose among {', '.join(CHANGES)}")
    with Ledger.open(ledger, create=False) as opened:
        one, other, found = comparison(opened, earlier, later)
    if one.published and other.published and one.published > other.published:
        output.say(f"{one.name} ({one.published}) is later than {other.name} ({other.published})")
    if summary:
        told = [{"earlier": one.name, "later": other.name, **found.summary()}]
        rows.put(told, style, target, lambda: _print_summary(found, one.name, other.name))
        return
    shown = [
        row.json()
        for row in found.rows
        if (not change or row.change in change)
        and topic in (None, row.topic)
        and (actor is None or any(actor in bearer.keys or actor == bearer.actor_id for bearer in row.actors))
    ]
    rows.put(shown, style, target, lambda: _print_comparison(found, shown, one.name, other.name))


def _print_comparison(found: "Comparison", shown: list[dict[str, Any]], earlier: str, later: str) -> None:
    """Print the rows, then the counts, so that the counts stand last on the screen."""
    output.table(
        f"{earlier} → {later}",
        [
            ("change", {"no_wrap": True}),
            ("topic", {"no_wrap": True}),
            ("earlier", {"ratio": 4}),
            ("later", {"ratio": 4}),
            ("what changed", {"ratio": 2}),
        ],
        [
            (
                row["change"],
                f"{row['topic']}\n({rows.names(row['actors']) or 'open'})",
                rows.words(row["earlier"], _WIDTH),
                rows.words(row["later"], _WIDTH),
                "\n".join(row["details"]),
            )
            for row in shown
        ],
    )
    _print_summary(found, earlier, later)


def _print_summary(found: "Comparison", earlier: str, later: str) -> None:
    counts = ", ".join(f"{count} {change}" for change, count in found.counts.items() if count)
    lines = [
        f"{earlier} → {later}: {counts or 'nothing to compare'}.",
        f"Of {rows.counted(found.sizes[0], 'core statement')} and {found.sizes[1]}: {found.told()}.",
    ]
    for name, weights in (("subjects", found.subjects[:8]), ("bearers", found.actors[:5])):
        moved = ", ".join(f"{row.name} {row.earlier} → {row.later}" for row in weights)
        lines.append(f"Most moved {name}: {moved or 'none'}.")
    lines.append(
        "“Dropped” means that no statement of the later document was found to say it; read it before you say so."
    )
    for line in lines:
        output.console().print(output.safe(line), markup=False, highlight=False)


def drift(
    reference: Annotated[
        str, typer.Argument(help="A document, or an item by id or as “document · number”.", show_default=False)
    ],
    ledger: o.LedgerPath,
    number: Annotated[str | None, typer.Argument(help="The number of an item of the document, such as P3.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication, YYYY-MM-DD.")] = None,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Follow a commitment through successive documents: how its wording grows stronger, weaker, or ends."""
    from servanda.desk import drift as followed
    from servanda.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        steps = followed(opened, reference, number, None if until is None else o.day(until))
    one = len({step.item.id for step in steps}) == 1
    rows.put([step.json() for step in steps], style, target, lambda: (_print_steps if one else _print_trails)(steps))


def _print_steps(steps: "list[Step]") -> None:
    """Print one commitment, a document a row; documents of the series that do not speak of its subject are counted."""
    shown = [step for step in steps if step.change != "not said" or step.mentions]
    output.table(
        f"{steps[0].item.document_name} · {steps[0].item.number}: {steps[0].item.title}",
        [
            ("date", {"no_wrap": True}),
            ("change", {"no_wrap": True}),
            ("strength", {"no_wrap": True}),
            ("words", {"ratio": 5}),
            ("document", {"ratio": 2}),
        ],
        [
            (
                str(step.date),
                step.change,
                str(step.strength or ""),
                "\n".join((_words(step), *step.details)),
                step.document_name,
            )
            for step in shown
        ],
    )
    silent = len(steps) - len(shown)
    if silent:
        output.say(f"{rows.counted(silent, 'document')} of the same series without a word on its subject")


def _words(step: "Step") -> str:
    if step.statement is None:
        return f"({rows.counted(step.mentions, 'other statement')} on its subject)"
    return rows.cut(step.statement.evidence.shown, _WIDTH)


def _print_trails(steps: "list[Step]") -> None:
    """Print the commitments of a document, one a row, each with the documents that say it again."""
    trails: dict[str, list[Step]] = {}
    for step in steps:
        trails.setdefault(step.item.id, []).append(step)
    output.table(
        f"{steps[0].item.document_name if steps else 'nothing'}: {len(trails)} commitments through later documents",
        [("no.", {"no_wrap": True}), ("item", {"ratio": 3}), ("later", {"ratio": 4})],
        [
            (trail[0].item.number, trail[0].item.title, "\n".join(_told(step) for step in trail[1:]) or "–")
            for trail in ([step for step in trail if step.statement] for trail in trails.values())
        ],
    )


def _told(step: "Step") -> str:
    return f"{step.date} {step.change}: “{rows.cut(_words(step), 90)}”"
