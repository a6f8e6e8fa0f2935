"""Correcting: every field of a statement, a statement of one's own, a link, an outcome."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from servanda.ledger import LedgerError
from servanda.ledger.desk import ConflictError
from servanda.model import DELIVERIES, RELATIONS, Change, Document, Link, Span, Statement, link_key, statement_key
from servanda.text.view import view
from servanda.web.access import Coder, Parts
from servanda.web.editing import FIELDS, FieldError, changes, find_words, suggestions, typed
from servanda.web.forms import Form, go, number, refresh, review, words_of
from servanda.web.names import name_of
from servanda.web.reading import around, blind_for, one_shown
from servanda.web.rendering import Asked, View, as_page, serve, url
from servanda.web.state import State

router = APIRouter()
Word = Annotated[str, Query(max_length=2000)]
Offset = Annotated[int | None, Query(ge=0, le=2**31)]


def edit(request: Request, parts: Parts, user: Coder, id: str) -> Response:  # noqa: A002
    """Show a statement's fields to be changed."""
    return as_page(request, edit_view(parts, user.name, id))


def edit_view(parts: State, user: str, id_: str, given: dict[str, str] | None = None, error: str = "") -> View:
    """Return the form of a statement, with what was typed where it could not be taken."""
    one = one_shown(parts, id_, user)
    document = parts.ledger.document(one.told.statement.document)
    only = user if blind_for(parts, document.id, user) else None
    context: dict[str, Any] = {
        "one": one,
        "document": document,
        "around": around(document, one.statement),
        "fields": FIELDS,
        "values": typed(one.statement),
        "given": None if given is None else Asked(given),
        "error": error,
        "revision": parts.desk.revision(id_, only=only),
        "history": parts.desk.history(id_, user=only),
        "suggested": _suggested(parts),
        "action": url("statements", id_, "edit"),
        "note": (given or {}).get("note", ""),
    }
    return View("edit.html", "Edit a statement", context, status=409 if error else 200)


def save(request: Request, parts: Parts, user: Coder, id: str, fields: Form) -> Response:  # noqa: A002
    """Take the changes of a statement's fields as a decision."""
    machine = parts.ledger.statement(id)
    document = parts.ledger.document(machine.document)
    only = user.name if blind_for(parts, document.id, user.name) else None
    present = one_shown(parts, id, user.name).statement
    try:
        found = changes(present, fields, document)
        whole = _since(machine, present, found)
        verdict = "adjudicated" if fields.get("settle") and user.may("editor") else "edited"
        made = review(
            "statement",
            id,
            verdict,
            user,
            note=fields.get("note", ""),
            words=words_of(document, machine),
            changes=whole,
        )
        _check(machine, whole)
        parts.desk.decide(made, number(fields), only=only)
    except FieldError as error:
        return as_page(request, edit_view(parts, user.name, id, fields, str(error)))
    except ConflictError:
        words = "Somebody decided on this in between: compare what stands with yours, then save again to put it over."
        return as_page(request, edit_view(parts, user.name, id, fields, words))
    refresh(parts, [id])
    return go(fields.get("next", ""), url("statements", id))


def _since(machine: Statement, present: Statement, found: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return all changes since the machine's words: those that stand and the new ones."""
    import json

    new = {change.field: json.loads(change.after) for change in found}
    was, stands = machine.model_dump(mode="json"), present.model_dump(mode="json")
    after = {**{name: value for name, value in stands.items() if value != was[name]}, **new}
    return tuple(
        Change(field=name, before=_json(was[name]), after=_json(value))
        for name, value in after.items()
        if value != was[name]
    )


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _check(machine: Statement, made: tuple[Change, ...]) -> None:
    from servanda.views.decided import patched

    try:
        patched(machine, made)
    except ValueError as error:
        raise FieldError(f"These fields do not make a statement: {str(error).splitlines()[0]}.") from None


def new(
    request: Request,
    parts: Parts,
    user: Coder,
    id: str,  # noqa: A002
    from_block: Offset = None,
    from_: Annotated[int | None, Query(alias="from", ge=0, le=2**31)] = None,
    to_block: Offset = None,
    to: Offset = None,
    words: Word = "",
) -> Response:
    """Show the form of a new statement, for words that were selected or typed."""
    document = parts.ledger.document(id)
    given: dict[str, str] = {"words": words}
    span: Span | None = None
    error = ""
    if None not in (from_block, from_, to_block, to):
        span = selected(document, from_block or 0, from_ or 0, to_block or 0, to or 0)
        error = "" if span else "No words were selected: select them again, or copy them into the field."
    elif words:
        try:
            span = find_words(document, words, 0)
        except FieldError as wrong:
            error = str(wrong)
    return as_page(request, new_view(parts, document, span, given, error))


def new_view(parts: State, document: Document, span: Span | None, given: dict[str, str], error: str = "") -> View:
    """Return the form of a new statement."""
    context = {
        "document": document,
        "span": span,
        "fields": [field for field in FIELDS if field.name not in ("evidence", "polarity")],
        "values": dict.fromkeys((field.name for field in FIELDS), ""),
        "given": Asked(given),
        "error": error,
        "suggested": _suggested(parts),
        "action": url("documents", document.id, "new"),
        "before": document.clean(max(0, span.start - 300), span.start) if span else "",
        "behind": document.clean(span.end, span.end + 300) if span else "",
    }
    return View("new.html", "Add a statement", context, status=422 if error else 200)


def selected(document: Document, from_block: int, start: int, to_block: int, end: int) -> Span | None:
    """Return the words between two places, each given as a block's offset and code points of the words it shows.

    A browser counts what it shows: no markup, no hard wraps. The document's own offsets are found from there; a
    selection is made smaller by the white space at its ends.
    """
    first, last = _true(document, from_block, start, False), _true(document, to_block, end, True)
    if first is None or last is None or last <= first:
        return None
    while first < last and document.text[first].isspace():
        first += 1
    while last > first and document.text[last - 1].isspace():
        last -= 1
    return document.span(first, last) if last > first else None


def _true(document: Document, block: int, at: int, behind: bool) -> int | None:
    from servanda.web.reading import cut

    piece = next((one for window in cut(document) for one in window.blocks if one.start == block), None)
    if piece is None:
        return None
    offsets = view(document, piece.start, piece.end).offsets
    if behind:
        return offsets[min(at, len(offsets)) - 1] + 1 if at > 0 and offsets else None
    return offsets[at] if at < len(offsets) else None


def create(request: Request, parts: Parts, user: Coder, id: str, fields: Form) -> Response:  # noqa: A002
    """Keep a statement that a person marked."""
    document = parts.ledger.document(id)
    span: Span | None = None
    try:
        span = _sent(document, fields)
        blank = _blank(document, span, fields)
        made = changes(blank, {**fields, "evidence": typed(blank)["evidence"]}, document)
        from servanda.views.decided import patched

        statement = patched(blank, made)
    except FieldError as error:
        return as_page(request, new_view(parts, document, span, fields, str(error)))
    except ValueError as error:
        return as_page(request, new_view(parts, document, span, fields, str(error).splitlines()[0]))
    said = review(
        "statement", statement.id, "added", user, note=fields.get("note", ""), words=words_of(document, statement)
    )
    parts.desk.add_statement(statement, said)
    return go("", url("statements", statement.id))


def _sent(document: Document, fields: dict[str, str]) -> Span:
    start, end = fields.get("start", ""), fields.get("end", "")
    if start.isdigit() and end.isdigit() and len(start + end) < 20:
        if not int(start) < int(end) <= len(document.text):
            raise FieldError("Words: these places are not in the document.")
        return document.span(int(start), int(end))
    return find_words(document, fields.get("words", ""), 0)


def _blank(document: Document, span: Span, fields: dict[str, str]) -> Statement:
    block = next((one for one in document.blocks if one.start <= span.start < one.end), None)
    low, high = (block.start, max(block.end, span.end)) if block else (span.start, span.end)
    force = fields.get("force", "")
    if force not in FIELDS[0].choices:
        raise FieldError("Force: say which.")
    return Statement(
        id=statement_key(document.id, None, (span.start, span.end)),
        document=document.id,
        document_name=document.name,
        force=force,
        core=True,
        evidence=span,
        sentence=document.span(max(low, span.start - 2000), min(high, span.end + 2000)),
        trigger=span,
        confidence=1.0,
        rule="person",
    )


def link(request: Request, parts: Parts, user: Coder, id: str, q: Word = "") -> Response:  # noqa: A002
    """Show the form by which a statement is linked to an earlier item."""
    one = one_shown(parts, id, user.name)
    found = parts.ledger.search(q, 40) if q.strip() else []
    owners = [owner for hit in found if hit.statement for owner in parts.shelf.items_of(hit.statement)]
    items = list(parts.shelf.items(dict.fromkeys(owners)).values())[:20]
    context = {"one": one, "items": items, "q": q, "relations": RELATIONS}
    return as_page(request, View("link.html", "Link a statement to an item", context))


def hand(request: Request, parts: Parts, user: Coder, id: str, q: Word = "") -> Response:  # noqa: A002
    """Show the form by which later words are added to an item's evidence."""
    items = parts.shelf.items([id])
    if id not in items:
        raise LedgerError(f"There is no item {id}: open the scorecard to find it.")
    hits = [hit for hit in parts.ledger.search(q, 60) if hit.statement][:20] if q.strip() else []
    context = {"item": items[id], "hits": hits, "q": q, "relations": RELATIONS}
    return as_page(request, View("hand.html", "Add evidence by hand", context))


def draw(request: Request, parts: Parts, user: Coder, id: str, fields: Form) -> Response:  # noqa: A002
    """Confirm, refuse or add a link of an item."""
    judgement = "rejected" if fields.get("refuse") else fields.get("judgement", "")
    if judgement not in (*RELATIONS, "rejected"):
        raise LedgerError(f"A link is one of {', '.join(RELATIONS)}, or it is refused.")
    if statement := fields.get("statement", "").strip():
        known = parts.ledger.statement(statement)
        own = Link(
            id=link_key(id, statement),
            item=id,
            statement=statement,
            relation="restates" if judgement == "rejected" else judgement,
            score=1.0,
            reasons=(f"drawn by {user.name}",),
        )
        made = review("link", own.id, judgement, user, note=fields.get("note", ""), words=_quoted(parts, known))
        parts.desk.add_link(own, made)
    else:
        found = next((one for one in parts.shelf.links_of([id]) if one.id == fields.get("link")), None)
        if found is None:
            raise LedgerError("There is no such link any more: look at what the item shows now.")
        words = _quoted(parts, parts.ledger.statement(found.statement))
        made = review("link", found.id, judgement, user, note=fields.get("note", ""), words=words)
        parts.desk.decide(made, number(fields))
    refresh(parts, items=[id])
    return go(fields.get("next", ""), url("items", id))


def _quoted(parts: State, statement: Statement) -> Any:
    return words_of(parts.ledger.document(statement.document), statement)


def outcome(request: Request, parts: Parts, user: Coder, id: str, fields: Form) -> Response:  # noqa: A002
    """Set what became of an item, with the reason."""
    judgement, note = fields.get("judgement", ""), fields.get("note", "").strip()
    if judgement not in DELIVERIES:
        raise LedgerError(f"An outcome is one of {', '.join(DELIVERIES)}.")
    if not note:
        raise LedgerError("An outcome that a person sets needs its reason: write it and set it again.")
    if id not in parts.shelf.items([id]):
        raise LedgerError(f"There is no item {id}: open the scorecard to find it.")
    parts.desk.decide(review("outcome", id, judgement, user, note=note), number(fields))
    refresh(parts, items=[id])
    return go("", url("items", id))


def complete(parts: Parts, user: Coder, kind: Word = "actor", q: Word = "") -> Response:
    """Return what completes a field: names of actors, instruments, topics."""
    rows = _suggested(parts).get(kind, ())
    asked = q.rpartition(";")[2].strip().casefold()
    found = [row for row in rows if asked in row.casefold()]
    return JSONResponse({"rows": sorted(found, key=lambda row: not row.casefold().startswith(asked))[:20]})


def _suggested(parts: State) -> dict[str, tuple[str, ...]]:
    def names() -> tuple[str, ...]:
        return tuple(dict.fromkeys(name_of(row.key, row.name) for row in parts.tally.actors()))[:400]

    instruments = tuple(row.name for row in parts.keep("instrument", lambda: parts.tally.named("instrument")))[:300]
    return {**suggestions(), "actor": parts.keep("names", names), "instrument": instruments}


serve(
    router,
    ("/statements/{id}/edit", edit, "GET"),
    ("/statements/{id}/edit", save, "POST"),
    ("/statements/{id}/link", link, "GET"),
    ("/documents/{id}/new", new, "GET"),
    ("/documents/{id}/new", create, "POST"),
    ("/items/{id}/evidence", hand, "GET"),
    ("/items/{id}/links", draw, "POST"),
    ("/items/{id}/outcome", outcome, "POST"),
    ("/complete", complete, "GET"),
)
