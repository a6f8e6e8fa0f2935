"""Search: words and facets in the address, the hits with the words that answer, each with a link to its place."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from markupsafe import Markup, escape

from servanda.export.safe import shown as harmless
from servanda.ledger import Hit
from servanda.ledger.filters import wants_statements_only
from servanda.web.access import Anyone, Parts
from servanda.web.lists import MOST_PAGES, PAGE, Page, Wanted, flat, shown, wanted
from servanda.web.rendering import View, pages, url
from servanda.web.state import State

router = APIRouter()
# Hits are shown in order of their score; so many of them are asked for and no more.
MOST_HITS = 300
FACETS = (
    ("force", "Force"),
    ("delivery", "Outcome"),
    ("event", "Event"),
    ("actor", "Bearer"),
    ("publisher", "Publisher"),
    ("year", "Year"),
)


def search(
    request: Request,
    parts: Parts,
    user: Anyone,
    chosen: Annotated[Wanted, Depends(wanted)],
    q: Annotated[str, Query(max_length=1000)] = "",
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> View:
    """Show the statements that answer words and filters, or without words the latest ones."""
    q = q.replace("\0", " ").strip()
    hits: list[Hit] = []
    start = (page - 1) * PAGE
    if q:
        hits = parts.ledger.search(q, min(MOST_HITS, start + PAGE + 1), **chosen.filters)
        here = hits[start : start + PAGE]
        told = parts.shelf.told([hit.statement for hit in here if hit.statement])
        rows = shown(parts, list(told.values()))
        more, total = len(hits) > start + PAGE, None
    else:
        here = []
        found = parts.shelf.statements(PAGE + 1, start, **chosen.filters)
        rows = shown(parts, found[:PAGE])
        more = len(found) > PAGE
        total = _count(parts, chosen)
    by_id = {row.statement.id: row for row in rows}
    facets = parts.keep_of("facets", q, chosen.filters, lambda: parts.tally.facets(q, **chosen.filters))
    context: dict[str, Any] = {
        "q": q,
        "chosen": chosen,
        "rows": rows,
        "hits": [(hit, by_id.get(hit.statement or ""), _snippet(hit)) for hit in here],
        "page": Page(page, more and page < MOST_PAGES, total),
        "facets": facets,
        "names": FACETS,
        "only_statements": wants_statements_only(chosen.filters),
        "hit_url": _place,
    }
    plain = [_hit(hit) for hit in here] if q else flat(rows)
    facts = {"facets": facets.values, "partial": facets.partial, "page": page, "more": more}
    return View("search.html", f"Search: {q}" if q else "Statements", context, plain, facts)


def _count(parts: State, chosen: Wanted) -> int:
    if chosen.filters:
        return parts.keep_of("count", "", chosen.filters, lambda: parts.shelf.count(**chosen.filters))
    return parts.keep("counts", parts.ledger.counts).statements


def _place(hit: Hit) -> str:
    place = url("documents", hit.document, at=hit.start)
    return f"{place}#s-{hit.statement}" if hit.statement else place


def _hit(hit: Hit) -> dict[str, Any]:
    return {**hit.model_dump(mode="json"), "url": _place(hit)}


def _snippet(hit: Hit) -> Markup:
    """Return the words of a hit with what answers marked; every part is escaped."""
    parts: list[Markup] = []
    position = 0
    for mark in hit.marks:
        parts += [escape(harmless(hit.snippet[position : mark.start]))]
        parts += [Markup("<b class=hit>{}</b>").format(harmless(hit.snippet[mark.start : mark.end]))]
        position = mark.end
    return Markup("").join([*parts, escape(harmless(hit.snippet[position:]))])


pages(router, "/search", search)
