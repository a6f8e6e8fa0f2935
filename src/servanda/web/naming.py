"""Actors, instruments and topics: who and what statements name, each with a page of its own."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from servanda.ledger import Filters
from servanda.model import FORCES
from servanda.web.access import Parts
from servanda.web.lists import MOST_PAGES, PAGE, Page, flat, shown
from servanda.web.names import name_of
from servanda.web.pictures import bars
from servanda.web.rendering import View, pages
from servanda.web.state import State

router = APIRouter()
Number = Annotated[int, Query(ge=1, le=MOST_PAGES)]
Word = Annotated[str, Query(max_length=200)]
PLURAL = {"instrument": "instruments", "topic": "topics"}


def actors(request: Request, parts: Parts, q: Word = "", page: Number = 1) -> View:
    """List who bears statements."""
    every = [(row.key, name_of(row.key, row.name), row.number) for row in parts.keep("actors", parts.tally.actors)]
    found = [row for row in every if q.casefold() in row[1].casefold() or q.casefold() == row[0].casefold()]
    start = (page - 1) * 3 * PAGE
    here = found[start : start + 3 * PAGE]
    context = {"rows": here, "q": q, "page": Page(page, len(found) > start + 3 * PAGE, len(found)), "kind": "actor"}
    plain = [{"key": key, "name": name, "statements": count} for key, name, count in here]
    return View("names.html", "Actors", context, plain, {"total": len(found)})


def actor(request: Request, parts: Parts, key: str, force: Word = "", page: Number = 1) -> View:
    """Show what one actor pledged, did, refused and was urged to do, and toward whom."""
    return _named(parts, Filters(actor=key), name_of(key, _spoken(parts, key)), "actor", key, force, page)


def named(kind: str, request: Request, parts: State, q: str, page: int) -> View:
    """List instruments or topics."""
    every = [(row.key, row.name, row.number) for row in parts.keep(kind, lambda: parts.tally.named(kind))]
    found = [row for row in every if q.casefold() in row[1].casefold()]
    start = (page - 1) * 3 * PAGE
    here = found[start : start + 3 * PAGE]
    context = {"rows": here, "q": q, "page": Page(page, len(found) > start + 3 * PAGE, len(found)), "kind": kind}
    plain = [{"key": key, "name": name, "statements": count} for key, name, count in here]
    return View("names.html", PLURAL[kind].capitalize(), context, plain, {"total": len(found)})


def instruments(request: Request, parts: Parts, q: Word = "", page: Number = 1) -> View:
    """List the agreements, formats and laws that statements name."""
    return named("instrument", request, parts, q, page)


def topics(request: Request, parts: Parts, q: Word = "", page: Number = 1) -> View:
    """List the topics of statements."""
    return named("topic", request, parts, q, page)


def instrument(request: Request, parts: Parts, key: str, force: Word = "", page: Number = 1) -> View:
    """Show what is said of one agreement, format or law."""
    return _named(parts, Filters(instrument=key), _marked(parts, "instrument", key), "instrument", key, force, page)


def topic(request: Request, parts: Parts, key: str, force: Word = "", page: Number = 1) -> View:
    """Show what is said on one topic."""
    return _named(parts, Filters(topic=key), _marked(parts, "topic", key), "topic", key, force, page)


def _named(parts: State, filters: Filters, name: str, kind: str, key: str, force: str, page: int) -> View:
    facets = parts.keep_of("facets", "", filters, lambda: parts.tally.facets(**filters))
    months = parts.keep_of("months", "", filters, lambda: parts.tally.months_of(**filters))
    pairs: list[Any] = []
    if kind == "actor":
        pairs = [row for row in _pairs(parts) if key in (row.source, row.target)][:40]
    narrowed = filters.copy()
    if force in FORCES:
        narrowed["force"] = force
    found = parts.shelf.statements(PAGE + 1, (page - 1) * PAGE, **narrowed)
    rows = shown(parts, found[:PAGE])
    context = {
        "rows": rows,
        "kind": kind,
        "key": key,
        "name": name,
        "facets": facets,
        "force": force if force in FORCES else "",
        "bars": bars(months),
        "pairs": pairs,
        "name_of": name_of,
        "page": Page(page, len(found) > PAGE and page < MOST_PAGES),
    }
    facts = {"key": key, "name": name, "facets": facets.values, "page": page, "more": len(found) > PAGE}
    return View("name.html", name, context, flat(rows), facts, status=200 if rows or page > 1 or force else 404)


def _pairs(parts: State) -> list[Any]:
    return sorted(parts.keep("pairs", parts.tally.pairs), key=lambda row: -row.number)


def _spoken(parts: State, key: str) -> str:
    return next((row.name for row in parts.keep("actors", parts.tally.actors) if row.key == key), key)


def _marked(parts: State, kind: str, key: str) -> str:
    return next((row.name for row in parts.keep(kind, lambda: parts.tally.named(kind)) if row.key == key), key)


pages(router, "/actors", actors)
pages(router, "/actors/{key}", actor)
pages(router, "/instruments", instruments)
pages(router, "/instruments/{key:path}", instrument)
pages(router, "/topics", topics)
pages(router, "/topics/{key:path}", topic)
