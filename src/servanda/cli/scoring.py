"""`score`: compliance scored by two coders and an adjudicator, cell by cell, with a suggestion beside them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from servanda.cli import options as o
from servanda.cli import output, rows

if TYPE_CHECKING:
    from servanda.views.scores import Cell

Commitment = Annotated[str, typer.Argument(help="The document, by path, name, id or title.", show_default=False)]
Number = Annotated[str, typer.Argument(help="The commitment's number, such as P2.", show_default=False)]
Member = Annotated[str, typer.Argument(help="The member as the sheet shows it (ISO3).", show_default=False)]
Score = Annotated[str, typer.Argument(help="The score: +1, 0, -1 or n/a.", show_default=False)]
RulesFile = Annotated[
    str, typer.Option("--rules", help="A rule file of your own (YAML), or g7rg for the packaged one.")
]
Note = Annotated[str, typer.Option(help="Why: the act, its date and source.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Score compliance: a sheet of cells, coders' scores, adjudication.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for name, command in (("sheet", sheet), ("give", give), ("settle", settle)):
        # "-1" is a score, not an option
        group.command(name, context_settings={"ignore_unknown_options": name != "sheet"})(command)
    app.add_typer(group, name="score")


def sheet(
    document: Commitment,
    ledger: o.LedgerPath,
    rules: RulesFile = "g7rg",
    as_of: o.AsOf = None,
    coder: Annotated[str | None, typer.Option(help="Hide what others scored: the sheet of one coder.")] = None,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """Show each commitment, member and cycle: what is suggested and why, the coders' scores, what was settled."""
    cells = _cells(document, ledger, rules, as_of)
    told = [cell.json() for cell in cells]
    if coder is not None:
        for row in told:
            row["scores"] = {name: score for name, score in row["scores"].items() if name == coder}
            for name in ("adjudicated", "final", "status"):
                row[name] = None
    rows.put(told, style, target, lambda: _print(cells, told, blind=coder is not None))


def give(
    document: Commitment,
    number: Number,
    member: Member,
    score: Score,
    ledger: o.LedgerPath,
    coder: Annotated[str, typer.Option(help="Who scores.", show_default=False)],
    rules: RulesFile = "g7rg",
    note: Note = "",
) -> None:
    """Give a coder's score to one cell; a new one takes the place of that coder's earlier one, which is kept."""
    _decide("score", document, number, member, score, ledger, coder, rules, note)


def settle(
    document: Commitment,
    number: Number,
    member: Member,
    score: Score,
    ledger: o.LedgerPath,
    by: Annotated[str, typer.Option(help="Who adjudicates.", show_default=False)],
    rules: RulesFile = "g7rg",
    note: Note = "",
) -> None:
    """Settle one cell on which coders differ."""
    _decide("adjudication", document, number, member, score, ledger, by, rules, note)


def _cells(document: str, ledger: str, rules: str, as_of: str | None) -> "list[Cell]":
    from servanda.ledger import Ledger
    from servanda.ontology.rules import rules as rules_of
    from servanda.views.scores import sheet as view

    day = None if as_of is None else o.day(as_of)
    with Ledger.open(ledger, create=False) as opened:
        try:
            return view(opened, opened.find_document(document).id, rules_of(rules), day)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None


def _decide(
    kind: Literal["score", "adjudication"],
    document: str,
    number: str,
    member: str,
    score: str,
    ledger: str,
    user: str,
    rules: str,
    note: str,
) -> None:
    from servanda.ledger import Ledger
    from servanda.model import Review, key
    from servanda.ontology.rules import allowed

    cells = [c for c in _cells(document, ledger, rules, None) if (c.item.number, c.member) == (number, member)]
    if not cells:
        raise typer.BadParameter(
            f"the sheet has no cell {number} × {member}: `servanda score sheet` shows those there are"
        )
    cell, given = cells[0], score if score != "1" else "+1"
    if given not in allowed(cell.rules.of_scale):
        raise typer.BadParameter(
            f"{score!r} is no score of {cell.rules.scale}: {', '.join(allowed(cell.rules.of_scale))}"
        )
    at = datetime.now(UTC)
    review = Review(
        id=key("r", kind, cell.subject, user, at.isoformat()),
        subject_kind=kind,
        subject=cell.subject,
        judgement=given,
        user=user,
        at=at,
        note=note,
    )
    with Ledger.open(ledger, create=False) as opened:
        opened.add_review(review)
    output.say(f"{number} × {member}, cycle {cell.cycle.name}: {given} by {user}")


def _print(cells: "list[Cell]", told: list[dict[str, object]], *, blind: bool) -> None:
    from servanda.views.scores import agreement, percents

    if not cells:
        output.say("no commitments to score")
        return
    output.table(
        f"{cells[0].item.document_name}, {cells[0].rules.label}",
        [
            ("no.", {"no_wrap": True}),
            ("commitment", {"ratio": 3}),
            ("member", {"no_wrap": True}),
            ("suggested", {"ratio": 2}),
            ("coders", {"ratio": 2}),
            ("final", {"no_wrap": True}),
        ],
        [
            (
                cell.item.number,
                f"{cell.item.title}\n{_cycle(cell)}",
                cell.member,
                f"{cell.suggestion}: {cell.why}",
                "\n".join(f"{name}: {score}" for name, score in dict(row["scores"]).items()),  # type: ignore[call-overload]
                "" if blind else f"{cell.final or '–'}\n{cell.status}",
            )
            for cell, row in zip(cells, told, strict=True)
        ],
    )
    if blind:
        return
    found, share = agreement(cells), percents(cells)
    lines = ["The suggestion is computed from what was searched and is no score; only settled or agreed scores count."]
    if found.cells:
        kappa = "not defined" if found.kappa is None else f"{found.kappa:.2f}"
        lines.append(f"{' and '.join(found.coders)}: {found.agreed} of {found.cells} cells agreed, kappa {kappa}.")
    if share["all"]["all"] is not None:
        each = ", ".join(f"{name} {value:.0f} %" for name, value in share["member"].items() if value is not None)
        lines.append(f"Compliance {share['all']['all']:.0f} %; {each}.")
    for line in lines:
        output.console().print(output.safe(line), markup=False, highlight=False)


def _cycle(cell: "Cell") -> str:
    return f"cycle {cell.cycle.name}: {cell.cycle.start} … {cell.cycle.end or 'open'} ({cell.stage})"
