"""The same ledger for programs: `/api/v1`, in the shapes of the command line's JSON Lines."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from servanda.ledger import Counts, Hit, LedgerError
from servanda.model import Actor, Document, Evidence, Measurability, Quote, Review, Searched, Statement
from servanda.views.decided import patched
from servanda.web.access import Anyone, Coder, Parts
from servanda.web.forms import refresh, review, words_of
from servanda.web.lists import Wanted, about, flat, shown, wanted
from servanda.web.reading import blind_for, one_shown
from servanda.web.rendering import View, as_page, url
from servanda.web.state import now

router = APIRouter(prefix="/api/v1")
reference_router = APIRouter()
MOST = 500
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many rows.")]
Id = Annotated[str, Path(max_length=200)]
Chosen = Annotated[Wanted, Depends(wanted)]


class _Open(BaseModel):
    """Fields may be added, never taken away."""

    model_config = ConfigDict(extra="allow")


class StatementLine(Statement):
    """A statement as people left it, with its source and whether anybody decided on it."""

    model_config = ConfigDict(extra="allow")

    published: str | None
    publisher: str | None
    standing: Literal["open", "accepted", "rejected", "edited", "added", "disputed"]
    decisions: int
    citation: str


class Statements(_Open):
    """Statements in the order of storing; `next` is the address of those that follow."""

    rows: list[StatementLine]
    next: str | None


class Documents(_Open):
    """Documents without their texts, the latest published first."""

    rows: list[dict[str, Any]]
    total: int
    next: str | None


class Hits(_Open):
    """What answers a search, best first, each with the address of its place in `url`."""

    rows: list[Hit]


class ScorecardLine(_Open):
    """What became of an item."""

    item: str
    number: str
    title: str
    parent: str | None
    document: str
    document_name: str
    force: str
    bearers: list[Actor]
    asks: list[str]
    quotes: list[Quote]
    measurability: Measurability
    delivery: str
    schedule: str
    official_claim: str
    score: float | None
    scale: str | None
    as_of: str
    searched: Searched
    assigned_by: str
    members: list[dict[str, Any]]
    evidence: list[Evidence]


class Scorecard(_Open):
    """Items with what became of them."""

    rows: list[ScorecardLine]
    total: int
    next: str | None


class Links(_Open):
    """How later statements bear on an item."""

    rows: list[dict[str, Any]]


class Reviews(_Open):
    """People's decisions, the last one first; `revision` is what a new decision on the subject is to name."""

    rows: list[dict[str, Any]]
    revision: int | None


class NewReview(BaseModel):
    """A decision on a statement. `revision` is the one that was seen; an older one is refused with 409."""

    model_config = ConfigDict(extra="forbid")

    subject: Annotated[str, Field(max_length=200)]
    judgement: Literal["accepted", "rejected", "edited"]
    revision: Annotated[int, Field(ge=0, lt=2**53)]
    note: Annotated[str, Field(max_length=4000)] = ""
    changes: Annotated[
        dict[str, Any], Field(description="Fields of the statement with their new values, where it is edited.")
    ] = {}


class Told(BaseModel):
    """What went wrong, as a sentence."""

    error: str


ERRORS: dict[int | str, dict[str, Any]] = {
    401: {"model": Told, "description": "No session and no token"},
    403: {"model": Told, "description": "The role does not allow it"},
    404: {"model": Told, "description": "There is no such thing"},
    422: {"model": Told, "description": "What was asked cannot be"},
}


def _answers(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model}, **ERRORS}


def _json(body: Any, status: int = 200) -> JSONResponse:
    import json

    text = json.dumps(body, ensure_ascii=False, default=str, allow_nan=False)
    return Response(text.encode(errors="replace"), status, media_type="application/json")  # type: ignore[return-value]


@router.get("/counts", response_model=None, responses=_answers(Counts), summary="How much the ledger holds")
def counts(parts: Parts) -> Response:
    """Return the numbers of documents, statements, items, links and decisions."""
    return _json(parts.keep("counts", parts.ledger.counts).model_dump())


@router.get("/documents", response_model=None, responses=_answers(Documents), summary="List documents")
def documents(
    parts: Parts,
    limit: Limit = 50,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    q: Annotated[str, Query(max_length=200, description="Words of the title.")] = "",
    publisher: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Return documents without their texts."""
    rows, total = parts.shelf.documents(limit, offset, words=q, publisher=publisher or None)
    following = offset + limit < total
    further = url("api", "v1", "documents", q=q, publisher=publisher, limit=limit, offset=offset + limit)
    plain = [{**about(row.document), "statements": row.statements} for row in rows]
    return _json({"rows": plain, "total": total, "next": further if following else None})


@router.get(
    "/documents/{id}", response_model=None, responses=_answers(Document), summary="Get a document with its text"
)
def document(parts: Parts, id: Id) -> Response:  # noqa: A002
    """Return one document, whole; spans are code points of its `text`."""
    return _json(parts.ledger.document(id).model_dump(mode="json"))


@router.get("/statements", response_model=None, responses=_answers(Statements), summary="List statements")
def statements(
    parts: Parts, chosen: Chosen, limit: Limit = 100, after: Annotated[int, Query(ge=0, lt=2**31)] = 0
) -> Response:
    """Return statements in the order of storing, so that all of them can be read in turn by following `next`."""
    found = parts.shelf.after(after, limit + 1, **chosen.filters)
    rows = flat(shown(parts, found[:limit]))
    last = found[limit - 1].seq if len(found) > limit else None
    further = url("api", "v1", "statements", **chosen.query, limit=limit, after=last) if last else None
    return _json({"rows": rows, "next": further})


@router.get("/statements/{id}", response_model=None, responses=_answers(StatementLine), summary="Get a statement")
def statement(parts: Parts, user: Anyone, id: Id) -> Response:  # noqa: A002
    """Return one statement as people left it; `machine` is what the coder said."""
    one = one_shown(parts, id, user.name)
    return _json({**flat([one])[0], "machine": one.decided.machine.model_dump(mode="json")})


@router.get("/search", response_model=None, responses=_answers(Hits), summary="Search words")
def search(
    parts: Parts, chosen: Chosen, q: Annotated[str, Query(min_length=1, max_length=1000)], limit: Limit = 50
) -> Response:
    """Return what answers: words, "phrases", AND, OR, NOT, prefix*."""
    hits = parts.ledger.search(q.replace("\0", " "), limit, **chosen.filters)
    place = [
        url("documents", hit.document, at=hit.start) + (f"#s-{hit.statement}" if hit.statement else "") for hit in hits
    ]
    return _json({"rows": [{**hit.model_dump(mode="json"), "url": at} for hit, at in zip(hits, place, strict=True)]})


@router.get("/scorecard", response_model=None, responses=_answers(Scorecard), summary="What became of items")
def scorecard(
    parts: Parts,
    document: Annotated[str, Query(max_length=200)] = "",
    force: Annotated[str, Query(max_length=20)] = "",
    delivery: Annotated[str, Query(max_length=30)] = "",
    schedule: Annotated[str, Query(max_length=20)] = "",
    limit: Limit = 50,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Response:
    """Return the scorecard's lines, as `servanda scorecard --format jsonl` gives them."""
    parts.settle()
    asked = {"document": document, "force": force, "delivery": delivery, "schedule": schedule}
    given = {name: value.replace("\0", "") for name, value in asked.items() if value}
    total = parts.outcomes.count(10_000, **given)
    rows = parts.outcomes.page(limit, offset, **given)
    further = url("api", "v1", "scorecard", **given, limit=limit, offset=offset + limit)
    return _json({"rows": rows, "total": total, "next": further if offset + limit < total else None})


@router.get("/items/{id}", response_model=None, responses=_answers(ScorecardLine), summary="Get an item")
def item(parts: Parts, id: Id) -> Response:  # noqa: A002
    """Return one item with its outcome; without one where its document has no date."""
    parts.settle()
    found = parts.shelf.items([id])
    if id not in found:
        raise LedgerError(f"There is no item {id}: list the scorecard to find it.")
    return _json(parts.outcomes.get([id]).get(id) or {**found[id].model_dump(mode="json"), "item": id})


@router.get(
    "/items/{id}/links", response_model=None, responses=_answers(Links), summary="How later words bear on an item"
)
def links(parts: Parts, id: Id) -> Response:  # noqa: A002
    """Return the item's links, as `servanda links --format jsonl` gives them, each with its later statement's id."""
    found = parts.shelf.items([id])
    if id not in found:
        raise LedgerError(f"There is no item {id}: list the scorecard to find it.")
    own = parts.shelf.links_of([id])
    told = parts.shelf.told(link.statement for link in own)
    earlier = found[id].quotes[0].model_dump(mode="json") if found[id].quotes else None
    rows = []
    for link in own:
        if link.statement in told:
            one = told[link.statement].statement
            span = one.evidence
            later = {"document": one.document, "document_name": one.document_name, "start": span.start, "end": span.end}
            rows.append({**link.model_dump(mode="json"), "earlier": earlier, "later": {**later, "text": span.text}})
    return _json({"rows": rows})


@router.get("/actors", response_model=None, responses=_answers(Documents), summary="Who bears statements")
def actors(parts: Parts, limit: Limit = 100, offset: Annotated[int, Query(ge=0, le=100_000)] = 0) -> Response:
    """Return the bearers that are known with how many statements each has."""
    every = parts.keep("actors", parts.tally.actors)
    rows = [{"key": row.key, "name": row.name, "statements": row.number} for row in every[offset : offset + limit]]
    further = url("api", "v1", "actors", limit=limit, offset=offset + limit) if offset + limit < len(every) else None
    return _json({"rows": rows, "total": len(every), "next": further})


@router.get("/reviews", response_model=None, responses=_answers(Reviews), summary="List decisions")
def reviews(
    parts: Parts, user: Coder, subject: Annotated[str, Query(max_length=200)] = "", limit: Limit = 100
) -> Response:
    """Return decisions with whether they stand, on one thing or the last ones on all."""
    rows = parts.desk.history(subject.replace("\0", "") or None, limit=limit)
    plain = [{**one.review.model_dump(mode="json"), "state": one.state, "ended_by": one.ended_by} for one in rows]
    return _json({"rows": plain, "revision": parts.desk.revision(subject.replace("\0", "")) if subject else None})


@router.post(
    "/reviews",
    response_model=None,
    status_code=201,
    responses={201: {"model": Review}, 409: {"model": Told, "description": "Somebody was faster"}, **ERRORS},
    summary="Decide on a statement",
)
def decide(parts: Parts, user: Coder, given: NewReview) -> Response:
    """Append a decision made on the revision that was seen."""
    found = parts.ledger.statement(given.subject.replace("\0", "\ufffd"))
    text = parts.ledger.document(found.document)
    changes = _changes(found, given.changes)
    if not all(_stands(text, value) for value in given.changes.values()):
        raise LedgerError("A span’s words must be those that stand in the document between its offsets.")
    if bool(changes) != (given.judgement == "edited"):
        raise LedgerError("A statement is edited by naming other values of its fields, and only then: see `changes`.")
    made = review(
        "statement", found.id, given.judgement, user, note=given.note.replace("\0", ""), words=words_of(text, found),
        changes=changes,
    )  # fmt: skip
    only = user.name if blind_for(parts, text.id, user.name) else None
    parts.desk.decide(made, given.revision, only=only)
    refresh(parts, [found.id])
    return _json(made.model_dump(mode="json"), 201)


@router.delete("/reviews/{id}", response_model=None, status_code=204, responses=ERRORS, summary="Take a decision back")
def retract(parts: Parts, user: Coder, id: Id) -> Response:  # noqa: A002
    """Take a decision back; what it replaced stands again."""
    taken = parts.desk.undo(id, user.name, now(), anyone=user.may("editor"))
    if taken.subject_kind == "statement":
        refresh(parts, [taken.subject])
    else:
        owner = taken.subject if taken.subject_kind == "outcome" else parts.shelf.item_of_link(taken.subject)
        refresh(parts, items=[owner])
    return Response(status_code=204)


def _changes(found: Statement, given: Mapping[str, Any]) -> tuple[Any, ...]:
    import json

    from servanda.model import Change
    from servanda.web.editing import FIELDS

    allowed = {field.name for field in FIELDS} | {"quad", "urged", "chain"}
    if wrong := sorted(set(given) - allowed):
        raise LedgerError(f"{wrong[0][:40]!r} is no field that can be changed: choose of {', '.join(sorted(allowed))}.")
    was = found.model_dump(mode="json")

    def plain(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("\\u0000", "")

    made = tuple(Change(field=n, before=plain(was[n]), after=plain(v)) for n, v in given.items() if was[n] != v)
    try:
        patched(found, made)
    except ValueError as error:
        raise LedgerError(f"These fields do not make a statement: {str(error).splitlines()[0]}.") from None
    return made


def _stands(document: Document, value: Any) -> bool:
    """Return whether every span in a value holds the document's words."""
    if isinstance(value, list):
        return all(_stands(document, one) for one in value)
    if not isinstance(value, dict):
        return True
    if {"start", "end", "text"} <= set(value) and isinstance(value["start"], int) and isinstance(value["end"], int):
        return bool(document.text[value["start"] : value["end"]] == value["text"])
    return all(_stands(document, one) for one in value.values())


def openapi() -> dict[str, Any]:
    """Return the description of the API."""
    from servanda import __version__

    return get_openapi(
        title="Servanda",
        version=__version__,
        description="Statements, items and outcomes of a ledger, with the words that prove them. Spans are code points "
        "of a document’s text, half-open. Send an API token as `Authorization: Bearer …` where a login is asked for.",
        routes=router.routes,
    )


def description(request: Request) -> Response:
    """Return the OpenAPI file."""
    return _json(openapi())


def reference(request: Request) -> Response:
    """Show the API as a page."""
    spec = openapi()
    operations = [
        {"method": method.upper(), "path": path, **one}
        for path, methods in spec["paths"].items()
        for method, one in methods.items()
    ]
    schemas = {name: one for name, one in spec["components"]["schemas"].items() if not name.startswith("HTTP")}
    context = {"operations": operations, "schemas": schemas, "about": spec["info"]["description"]}
    return as_page(request, View("api.html", "API", context))


router.add_api_route("/openapi.json", description, methods=["GET"], include_in_schema=False, response_model=None)
reference_router.add_api_route("/api", reference, methods=["GET"], include_in_schema=False, response_model=None)
