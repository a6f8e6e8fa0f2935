"""Checking: one decision on the screen, the next one at once; and the same as a list of a document."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from servanda.ledger import LedgerError
from servanda.ledger.desk import ConflictError
from servanda.model import ITEM_FORCES, RELATIONS
from servanda.views.decided import decided
from servanda.web.access import Coder, Parts
from servanda.web.forms import Form, go, local, number, refresh, review, words_of
from servanda.web.lists import Shown, shown
from servanda.web.reading import around, blind_for, one_shown
from servanda.web.rendering import View, as_page, pages, serve, url
from servanda.web.state import State, now

router = APIRouter()
JUDGEMENTS = ("accepted", "rejected")
MOST_SKIPPED = 60
MOST_BULK = 60
Word = Annotated[str, Query(max_length=4000)]


def queue(
    request: Request,
    parts: Parts,
    user: Coder,
    document: Word = "",
    item: Word = "",
    statement: Word = "",
    skip: Word = "",
    next: Word = "",  # noqa: A002
) -> Response:
    """Show the next thing to decide on."""
    if item:
        return as_page(request, evidence(parts, item, skip))
    return as_page(request, statement_screen(parts, user.name, document, statement, skip, next))


def statement_screen(
    parts: State, user: str, document: str, statement: str, skip: str, after: str, tried: str = ""
) -> View:
    """Return the screen for one statement: the one that is named, else the next of the queue."""
    skipped = _ids(skip)
    blind = bool(document) and blind_for(parts, document, user)
    found = (
        [statement]
        if statement
        else parts.desk.queue(1, document=document or None, skip=skipped, user=user if blind else "")
    )
    left, every = parts.desk.left(document, user if blind else "") if document else (0, 0)
    context: dict[str, Any] = {
        "one": None,
        "document": document,
        "left": left,
        "every": every,
        "skip": skip,
        "tried": tried,
        "after": after,
        "named_": bool(statement),
        "last": parts.desk.last(user),
        "disputed": len(disputes(parts)) if not document else 0,
    }
    if found:
        one = one_shown(parts, found[0], user)
        text = parts.ledger.document(one.told.statement.document)
        only = user if blind_for(parts, text.id, user) else None
        context |= {
            "one": one,
            "text": text,
            "around": around(text, one.statement),
            "revision": parts.desk.revision(found[0], only=only),
            "history": parts.desk.history(found[0], user=only),
            "links": parts.shelf.links_to([found[0]]),
            "skip_to": url("review", document=document, skip=",".join([*skipped, found[0]][-MOST_SKIPPED:])),
        }
    return View("review.html", "Check statements", context, status=409 if tried else 200)


def evidence(parts: State, item: str, skip: str, tried: str = "") -> View:
    """Return the screen for one link of an item that nobody decided on."""
    found = parts.shelf.items([item]).get(item)
    if found is None:
        raise LedgerError(f"There is no item {item}: open the scorecard to find it.")
    links = parts.shelf.links_of([item])
    said = parts.desk.standing(link.id for link in links)
    skipped = _ids(skip)
    open_ = [link for link in links if link.id not in said and link.id not in skipped]
    told = parts.shelf.told([*found.statements, *(link.statement for link in open_[:1])])
    rows = {row.statement.id: row for row in shown(parts, list(told.values()))}
    context = {
        "item": found,
        "link": open_[0] if open_ else None,
        "rows": rows,
        "left": len(open_),
        "every": len(links),
        "tried": tried,
        "revision": parts.desk.revision(open_[0].id) if open_ else 0,
        "skip_to": url(
            "review", item=item, skip=",".join([*skipped, *(link.id for link in open_[:1])][-MOST_SKIPPED:])
        ),
        "relations": RELATIONS,
    }
    return View("review_link.html", "Check evidence", context, status=409 if tried else 200)


def decide(request: Request, parts: Parts, user: Coder, fields: Form) -> Response:
    """Take a decision on a statement, then show the next one."""
    subject, judgement = fields.get("subject", ""), fields.get("judgement", "")
    if judgement not in JUDGEMENTS:
        raise LedgerError("A statement is accepted or rejected: choose one of the two.")
    statement = parts.ledger.statement(subject)
    document = parts.ledger.document(statement.document)
    only = user.name if blind_for(parts, document.id, user.name) else None
    said = parts.desk.standing([subject], only=only).get(subject, [])
    # To accept what stands is to accept it as people left it.
    changes = said[-1].changes if judgement == "accepted" and said and said[-1].judgement != "rejected" else ()
    verdict = "edited" if changes else judgement
    made = review(
        "statement", subject, verdict, user, note=fields.get("note", ""), words=words_of(document, statement),
        changes=changes,
    )  # fmt: skip
    try:
        parts.desk.decide(made, number(fields), only=only)
    except ConflictError:
        view = statement_screen(
            parts, user.name, fields.get("document", ""), subject, "", fields.get("next", ""), judgement
        )
        return as_page(request, view)
    refresh(parts, [subject])
    return go(fields.get("next", ""), url("review", document=fields.get("document", ""), skip=fields.get("skip", "")))


def undo(request: Request, parts: Parts, user: Coder, fields: Form) -> Response:
    """Take a decision back: one that is named, else the person's last."""
    named = fields.get("review", "")
    if not named:
        last = parts.desk.last(user.name)
        if last is None:
            raise LedgerError("There is no decision of yours to take back.")
        named = last.id
    taken = parts.desk.undo(named, user.name, now(), anyone=user.may("editor"))
    back = "/history"
    if taken.subject_kind == "statement":
        refresh(parts, [taken.subject])
        back = url("review", statement=taken.subject, next=local(fields.get("next", ""), ""))
    elif taken.subject_kind == "outcome":
        refresh(parts, items=[taken.subject])
        back = url("items", taken.subject)
    else:
        owner = parts.shelf.item_of_link(taken.subject)
        refresh(parts, items=[owner])
        back = url("items", owner)
    if taken.judgement == "added":
        back = "/history"
    return go(fields.get("next", "") if fields.get("review") else "", back)


def bulk(
    request: Request,
    parts: Parts,
    user: Coder,
    id: str,  # noqa: A002
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """Show a document's statements as a list to decide on together."""
    return as_page(request, bulk_view(parts, user.name, id, page))


def bulk_view(parts: State, user: str, id_: str, page: int, refused: int = 0) -> View:
    """Return one page of a document's statements, each in its sentence."""
    document = parts.ledger.document(id_)
    told = parts.shelf.statements(MOST_BULK + 1, (page - 1) * MOST_BULK, document=id_)
    only = user if blind_for(parts, id_, user) else None
    rows = shown(parts, told[:MOST_BULK], only=only)
    left, every = parts.desk.left(id_, user if only else "")
    context = {
        "document": document,
        "rows": [(row, around(document, row.statement)) for row in rows],
        "revisions": parts.desk.revisions((row.statement.id for row in rows), only=only),
        "left": left,
        "every": every,
        "number": page,
        "more": len(told) > MOST_BULK,
        "refused": refused,
    }
    return View("bulk.html", f"Check {document.title or document.name}", context, status=409 if refused else 200)


def decide_bulk(request: Request, parts: Parts, user: Coder, id: str, fields: Form) -> Response:  # noqa: A002
    """Accept or reject the statements that were marked; those that somebody decided on in between are left."""
    judgement = fields.get("judgement", "")
    if judgement not in JUDGEMENTS:
        raise LedgerError("Statements are accepted or rejected: choose one of the two.")
    document = parts.ledger.document(id)
    marked = [key for key in fields.get("subject", "").split("\n") if key]
    told = parts.shelf.told(marked)
    only = user.name if blind_for(parts, id, user.name) else None
    said = parts.desk.standing(marked, only=only)
    made = []
    for key in marked:
        if key not in told or told[key].statement.document != id:
            continue
        before = said.get(key, [])
        held = decided(told[key].statement, before)
        changes = before[-1].changes if judgement == "accepted" and held.statement is not None and before else ()
        words = words_of(document, told[key].statement)
        verdict = "edited" if changes else judgement
        made.append((review("statement", key, verdict, user, words=words, changes=changes), number(fields, f"r-{key}")))
    refused = parts.desk.decide_all(made, only=only)
    refresh(parts, [one.subject for one, _ in made if one.subject not in refused])
    page = int(fields["page"]) if fields.get("page", "").isdigit() and len(fields["page"]) < 5 else 1
    if refused:
        return as_page(request, bulk_view(parts, user.name, id, max(1, page), len(refused)))
    return go("", url("documents", id, "bulk", page=page))


def history(request: Request, parts: Parts, user: Coder, by: Word = "") -> View:
    """Show what was decided last, by all or by one person."""
    rows = parts.desk.history(user=by or None, limit=150)
    told = parts.shelf.told({one.review.subject for one in rows if one.review.subject_kind == "statement"})
    context = {"rows": rows, "told": told, "by": by, "link_of": parts.shelf.item_of_link}
    plain = [{**one.review.model_dump(mode="json"), "state": one.state, "ended_by": one.ended_by} for one in rows]
    return View("history.html", "Decisions", context, plain)


def disputes(parts: State, document: str | None = None) -> list[Shown]:
    """Return the statements on which people disagree, of one document or of all."""
    told = parts.shelf.told(parts.desk.disputed(200, document))
    return [row for row in shown(parts, list(told.values())) if row.decided.standing == "disputed"]


def disputed(request: Request, parts: Parts, user: Coder) -> View:
    """List the statements on which people disagree."""
    rows = disputes(parts)
    context = {"rows": rows, "item_forces": ITEM_FORCES}
    plain = [
        {"statement": row.statement.id, "reviews": [r.model_dump(mode="json") for r in row.decided.reviews]}
        for row in rows
    ]
    return View("disputed.html", "Where people disagree", context, plain)


def _ids(text: str) -> list[str]:
    return [part for part in text.split(",") if part][-MOST_SKIPPED:]


serve(
    router,
    ("/review", queue, "GET"),
    ("/review/decide", decide, "POST"),
    ("/review/undo", undo, "POST"),
    ("/documents/{id}/bulk", bulk, "GET"),
    ("/documents/{id}/bulk", decide_bulk, "POST"),
)
pages(router, "/history", history)
pages(router, "/review/disputed", disputed)
