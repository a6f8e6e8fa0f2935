"""The first page: what is in the ledger, what is new, what is overdue, what waits to be checked."""

from typing import Any

from fastapi import APIRouter, Request

from servanda.web.access import Parts
from servanda.web.deciding import disputes
from servanda.web.rendering import View, pages
from servanda.web.state import State

router = APIRouter()


def home(request: Request, parts: Parts) -> View:
    """Show the ledger as a whole."""
    parts.settle()
    counts = parts.keep("counts", parts.ledger.counts)
    delivery, schedule = parts.keep("outcomes", parts.tally.outcomes)
    newest, _ = parts.shelf.documents(6, newest=True)
    overdue = parts.outcomes.page(6, schedule="overdue")
    latest = parts.desk.history(limit=6)
    disputed = parts.keep("disputed", lambda: len(disputes(parts)))
    context = {
        "counts": counts,
        "delivery": delivery,
        "schedule": dict(schedule),
        "newest": newest,
        "overdue": overdue,
        "latest": latest,
        "disputed": disputed,
        "forces_": parts.keep("force", lambda: parts.tally.by("force")),
        "actors": parts.keep("actors", parts.tally.actors)[:10],
        "as_of": overdue[0]["as_of"] if overdue else None,
    }
    data: dict[str, Any] = {"counts": counts.model_dump(), "delivery": dict(delivery), "schedule": dict(schedule)}
    return View("home.html", "What the ledger holds", context, rows=overdue, data=data)


def warm(parts: State) -> None:
    """Compute what the first page, the lists of names and the pictures count."""
    parts.keep("counts", parts.ledger.counts)
    parts.keep("outcomes", parts.tally.outcomes)
    parts.keep("force", lambda: parts.tally.by("force"))
    parts.keep("actors", parts.tally.actors)
    parts.keep("publishers", parts.tally.publishers)
    parts.keep("months", parts.tally.months)
    parts.keep("pairs", parts.tally.pairs)
    parts.keep_of("facets", "", {}, parts.tally.facets)
    for kind in ("instrument", "topic"):
        parts.keep(kind, lambda kind=kind: parts.tally.named(kind))  # type: ignore[misc]


pages(router, "/", home)
