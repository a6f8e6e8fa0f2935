"""`reviews`: what people decided, and which of their decisions have lost their words."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from servanda.cli import options as o
from servanda.cli import output

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.model import Review


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reviews)


def reviews(
    ledger: o.LedgerPath,
    orphans: Annotated[bool, typer.Option("--orphans", help="Only those whose words or subject are gone.")] = False,
    style: o.Format = "table",
    target: o.Output = None,
) -> None:
    """List people's decisions; orphaned ones stand, but on what the ledger holds no more."""
    from servanda.ledger import Ledger

    as_json = o.table_or_jsonl(style)
    with Ledger.open(ledger, create=False) as opened:
        lost = {review.id for review in opened.orphans()}
        moves = opened.moves()
        found = [review for review in opened.reviews() if review.id in lost or not orphans]
        words = {} if as_json else {review.id: _words(opened, review) for review in found}
    if as_json:
        with output.lines(target) as stream:
            for review in found:
                output.write_json(stream, _row(review, moves.get(review.id), review.id in lost))
        return
    if not found:
        output.say("no orphaned decisions" if orphans else "no decisions")
        return
    output.table(
        f"{len(found)} decisions, {len(lost)} of them orphaned" if not orphans else f"{len(found)} orphaned decisions",
        [
            ("on", {"no_wrap": True}),
            ("decision", {}),
            ("words", {"ratio": 3}),
            ("who and when", {}),
            ("state", {"no_wrap": True}),
        ],
        [
            (
                review.subject_kind,
                "\n".join(filter(None, (review.judgement, review.note))),
                words[review.id],
                f"{review.user}\n{review.at:%Y-%m-%d}",
                "orphaned" if review.id in lost else "moved" if review.id in moves else "",
            )
            for review in found
        ],
    )


def _row(review: "Review", moved_from: str | None, orphaned: bool) -> dict[str, Any]:
    return {**output.plain(review), "moved_from": moved_from, "orphaned": orphaned}


def _words(ledger: "Ledger", review: "Review") -> str:
    """Return the words that a decision is about, with the document's name; else the id of its subject."""
    from servanda.ledger import LedgerError

    if review.quote is not None:
        return f"“{' '.join(review.quote.text.split())}”\n{review.quote.document_name}"
    if review.subject_kind == "statement":
        try:
            statement = ledger.statement(review.subject)
        except LedgerError:
            return review.subject
        return f"“{statement.evidence.shown}”\n{statement.document_name}"
    return review.subject
