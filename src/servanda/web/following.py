"""What became of what was urged and promised: the scorecard, and one item with all its evidence."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from servanda.model import DELIVERIES, FORCES
from servanda.ontology.scales import Scale, scales
from servanda.views.scorecard import scorecard as computed
from servanda.web.access import Anyone, Parts
from servanda.web.lists import MOST_PAGES, PAGE, Page, day_of, flat, shown
from servanda.web.rendering import View, pages
from servanda.web.state import SMALL, State

router = APIRouter()
SCHEDULES = ("not_due", "due", "overdue", "met_on_time", "met_late", "no_deadline")
MOST_COUNTED = 10_000
Word = Annotated[str, Query(max_length=200)]
Line = Mapping[str, Any]


def scorecard(
    request: Request,
    parts: Parts,
    document: Word = "",
    force: Word = "",
    delivery: Word = "",
    schedule: Word = "",
    scale: Word = "",
    as_of: Word = "",
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> View:
    """Show items with what became of them."""
    parts.settle()
    asked = {
        "document": document or None,
        "force": force if force in FORCES else None,
        "delivery": delivery if delivery in DELIVERIES else None,
        "schedule": schedule if schedule in SCHEDULES else None,
    }
    day = day_of(as_of)
    if day is not None:
        every = _on(parts, day, asked)
        total, lines = len(every), every[(page - 1) * PAGE : page * PAGE]
    else:
        total = parts.outcomes.count(MOST_COUNTED, **asked)
        lines = parts.outcomes.page(PAGE, (page - 1) * PAGE, **asked)
    heads = parts.shelf.heads({line["document"] for line in lines} | ({document} if document else set()))
    mapped = scales().get(scale)
    context = {
        "lines": [_graded(line, mapped) for line in lines],
        "heads": heads,
        "chosen": heads.get(document),
        "asked": asked,
        "as_of": day,
        "too_large": day is not None and large(parts),
        "scale": mapped,
        "scales": scales(),
        "page": Page(page, page * PAGE < total and page < MOST_PAGES, total),
        "schedules": SCHEDULES,
        "deliveries": DELIVERIES,
        "tally": _tally(lines)
        if total <= PAGE
        else parts.keep("outcomes", parts.tally.outcomes)[0]
        if not any(asked.values())
        else [],
    }
    title = f"Scorecard: {heads[document].title or heads[document].name}" if document in heads else "Scorecard"
    rows = [_graded(line, mapped) for line in lines]
    return View("scorecard.html", title, context, rows, {"total": total, "page": page, "as_of": as_of or None})


def item(request: Request, parts: Parts, user: Anyone, id: str) -> View:  # noqa: A002
    """Show one item with its words, its evidence, why each bears on it, and what people decided."""
    parts.settle()
    found = parts.shelf.items([id]).get(id)
    if found is None:
        from servanda.ledger import LedgerError

        raise LedgerError(f"There is no item {id} in {parts.ledger.place}: open the scorecard to find it.")
    line = parts.outcomes.get([id]).get(id)
    links = parts.shelf.links_of([id])
    told = parts.shelf.told({*found.statements, *(link.statement for link in links)})
    rows = {row.statement.id: row for row in shown(parts, list(told.values()))}
    subjects = [id, *(link.id for link in links)]
    context = {
        "item": found,
        "line": line,
        "links": links,
        "rows": rows,
        "parts_": parts.outcomes.get(part.id for part in parts.shelf.parts(id)),
        "heads": parts.shelf.heads([found.document]),
        "said": parts.desk.standing(subjects),
        "revisions": parts.desk.revisions(subjects),
        "history": [one for subject in subjects for one in parts.desk.history(subject)],
        "deliveries": DELIVERIES,
    }
    plain = flat(rows[link.statement] for link in links if link.statement in rows)
    return View("item.html", f"{found.number} {found.title}", context, plain, {"item": line})


def _graded(line: Line, scale: Scale | None) -> dict[str, Any]:
    if scale is None:
        return dict(line)
    delivery = line["delivery"]
    return {**line, "score": scale.score(delivery), "scale": scale.id, "grade": scale.grade(delivery)}


def large(parts: State) -> bool:
    """Return whether a ledger is too large to compute a page from all of it."""
    return parts.keep("counts", parts.ledger.counts).statements > SMALL


def _on(parts: State, day: date, asked: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """Return the lines as they stood on a day; only a ledger that is not large is computed anew for a page."""
    if large(parts):
        return []
    from servanda.views.decided import Applied

    rows = computed(Applied(parts.ledger), as_of=day)
    heads = {row.id: row for row in parts.ledger.documents()}
    lines = [
        {**row.json(), "published": str(heads[row.item.document].published or ""), "deadline": None}
        for row in rows
        if (heads[row.item.document].published or date.max) <= day
    ]
    return [line for line in lines if all(value is None or line[name] == value for name, value in asked.items())]


def _tally(lines: Sequence[Line]) -> list[tuple[str, int]]:
    found = [(name, sum(line["delivery"] == name for line in lines)) for name in DELIVERIES]
    return [(name, count) for name, count in found if count]


pages(router, "/scorecard", scorecard)
pages(router, "/items/{id}", item)
