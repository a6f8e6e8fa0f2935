"""`same`: documents that have one text, and reports of one event."""

from typing import TYPE_CHECKING, Annotated

import typer

from servanda.cli import options as o
from servanda.cli import output, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.views.same import Cluster, Per

PerOption = Annotated[
    str,
    typer.Option("--per", help="cluster: documents of one text, and reports of one event, count once; report: each."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(same)


def counted_by(per: str) -> "Per":
    """Return what was typed, or end in a usage error."""
    if per == "cluster":
        return "cluster"
    if per == "report":
        return "report"
    raise typer.BadParameter(f"{per!r} is nothing to count by; choose cluster or report")


def same(
    ledger: o.LedgerPath,
    kind: Annotated[str | None, typer.Option(help="Only text (documents) or event (reports).")] = None,
    style: rows.Style = "table",
    target: o.Output = None,
) -> None:
    """List documents that have one text, or nearly so, and statements of several documents that report one event."""
    from servanda.ledger import Ledger
    from servanda.sameness import gather
    from servanda.views.same import all_clusters

    if kind not in (None, "text", "event"):
        raise typer.BadParameter(f"{kind!r} is no kind of cluster; choose text or event")
    with Ledger.open(ledger, create=False) as opened:
        gather(opened)
        every = all_clusters(opened)
        counts = opened.counts()
    found = [cluster for cluster in every if kind in (None, cluster.kind)]
    rows.put([cluster.json() for cluster in found], style, target, lambda: _print(found))
    if style == "table":
        fewer = {name: sum(len(c.members) - 1 for c in every if c.kind == name) for name in ("text", "event")}
        output.say(
            f"{rows.counted(counts.documents, 'document')}, {counts.documents - fewer['text']} texts; "
            f"{rows.counted(counts.statements, 'statement')}, {counts.statements - fewer['event']} told once"
        )


def _print(found: "Sequence[Cluster]") -> None:
    if not found:
        output.say("nothing is there twice")
        return
    output.table(
        rows.counted(len(found), "cluster"),
        [("kind", {"no_wrap": True}), ("likeness", {}), ("reports", {"ratio": 5}), ("documents", {"ratio": 3})],
        [
            (
                cluster.kind,
                f"{cluster.likeness:.2f}",
                "\n".join(dict.fromkeys(rows.words(dict(member), 160) for member in cluster.members)),
                "\n".join(f"{member['document_name']}, {member['date'] or 'undated'}" for member in cluster.members),
            )
            for cluster in found
        ],
    )
