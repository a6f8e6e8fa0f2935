"""Documents and statements: the text with its marks, and beside it how each was coded and what people decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from servanda.export.marked import MarkedDocument, citation, marked
from servanda.model import DOCUMENT_KINDS, Block, Document, Statement
from servanda.text.view import view
from servanda.views.decided import Decided, decided
from servanda.web.access import Anyone, Parts
from servanda.web.lists import MOST_PAGES, PAGE, Page, Shown, about, flat, shown
from servanda.web.rendering import View, pages, url
from servanda.web.state import State

router = APIRouter()
# So many code points of a text make a page; a block that is longer is cut.
WINDOW = 9_000
Number = Annotated[int, Query(ge=1, le=MOST_PAGES)]
Text = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a document's blocks that one page shows."""

    number: int
    of: int
    start: int
    end: int
    blocks: tuple[Block, ...]


def documents(
    request: Request, parts: Parts, page: Number = 1, q: Text = "", publisher: Text = "", kind: Text = ""
) -> View:
    """List the documents."""
    offset = (page - 1) * PAGE
    chosen = kind if kind in DOCUMENT_KINDS else None
    rows, total = parts.shelf.documents(PAGE, offset, words=q, publisher=publisher or None, kind=chosen)
    context = {
        "documents": rows,
        "page": Page(page, offset + PAGE < total and page < MOST_PAGES, total),
        "publishers": parts.keep("publishers", parts.tally.publishers)[:200],
        "kinds": DOCUMENT_KINDS,
    }
    plain = [{**about(row.document), "statements": row.statements} for row in rows]
    return View("documents.html", "Documents", context, plain, {"total": total, "page": page})


def document(
    request: Request,
    parts: Parts,
    user: Anyone,
    id: str,  # noqa: A002
    page: Number = 1,
    at: Annotated[int | None, Query(ge=0, le=2**31)] = None,
) -> View:
    """Show one document's text with its statements."""
    found = parts.ledger.document(id)
    windows = cut(found)
    here = windows[min(page, len(windows)) - 1]
    if at is not None:
        here = next((one for one in windows if one.start <= at < one.end), here)
    blind = blind_for(parts, id, user.name)
    rows = [row for row in parts.ledger.statements(id) if _inside(row, here)]
    said = parts.desk.standing((row.id for row in rows), only=user.name if blind else None)
    held = {row.id: decided(row, said.get(row.id, ())) for row in rows}
    seen = marked_window(found, here, held)
    left, every = parts.desk.left(id, user.name if blind else "")
    context: dict[str, Any] = {
        "seen": seen,
        "document": found,
        "window": here,
        "held": {f"s-{key}": one for key, one in held.items()},
        "starts": [block.start for block in here.blocks if view(found, block.start, block.end).text],
        "left": left,
        "every": every,
        "blind": blind,
        "newer": parts.shelf.newer(id),
        "items": parts.outcomes.count(1000, document=id),
        "assigned": [row for row in parts.desk.assignments(document=id) if row["user"] == user.name],
    }
    plain = [
        {**one.shown.model_dump(mode="json"), "standing": one.standing, "citation": _cited(found, one.shown)}
        for one in held.values()
    ]
    facts = {"document": about(found), "page": here.number, "pages": here.of}
    return View("document.html", found.title or found.name, context, plain, facts)


def text(parts: Parts, id: str) -> Response:  # noqa: A002
    """Return a document's text as it was read."""
    found = parts.ledger.document(id)
    return Response(found.text.encode(errors="replace"), media_type="text/plain; charset=utf-8")


def statement(request: Request, parts: Parts, user: Anyone, id: str) -> View:  # noqa: A002
    """Show one statement: its words in their sentence, its form, what it bears on and what people decided."""
    one = one_shown(parts, id, user.name)
    found = parts.ledger.document(one.told.statement.document)
    links = parts.shelf.links_to([id])
    items = parts.shelf.items([link.item for link in links] + parts.shelf.items_of(id))
    context = {
        "one": one,
        "document": found,
        "around": around(found, one.statement),
        "citation": _cited(found, one.statement),
        "links": links,
        "items": items,
        "own": [items[key] for key in parts.shelf.items_of(id) if key in items],
        "history": parts.desk.history(id, user=user.name if blind_for(parts, found.id, user.name) else None),
        "revision": parts.desk.revision(id),
        "live": parts.shelf.is_live(id),
        "place": url("documents", found.id, at=one.statement.evidence.start) + f"#s-{id}",
    }
    return View("statement.html", one.statement.evidence.shown[:90], context, flat([one]))


def one_shown(parts: State, id_: str, user: str = "") -> Shown:
    """Return one statement as a page shows it.

    Raises:
        LedgerError: if there is none.
    """
    told = parts.shelf.told([id_])
    if id_ not in told:
        parts.ledger.statement(id_)
    blind = bool(user) and blind_for(parts, told[id_].statement.document, user)
    return shown(parts, [told[id_]], only=user if blind else None)[0]


def cut(document: Document) -> list[Window]:
    """Return the pages of a text: whole blocks, about `WINDOW` code points each."""
    pieces = [piece for block in _blocks(document) for piece in _pieces(block)]
    groups: list[list[Block]] = [[]]
    size = 0
    for piece in pieces:
        if groups[-1] and size + piece.end - piece.start > WINDOW:
            groups.append([])
            size = 0
        groups[-1].append(piece)
        size += piece.end - piece.start
    return [
        Window(number, len(groups), group[0].start, group[-1].end, tuple(group))
        for number, group in enumerate(groups, 1)
        if group
    ] or [Window(1, 1, 0, 0, ())]


def _blocks(document: Document) -> Sequence[Block]:
    return document.blocks or (Block(start=0, end=len(document.text)),)


def _pieces(block: Block) -> list[Block]:
    if block.end - block.start <= WINDOW:
        return [block]
    starts = range(block.start, block.end, WINDOW)
    return [block.model_copy(update={"start": at, "end": min(at + WINDOW, block.end)}) for at in starts]


def marked_window(document: Document, window: Window, held: dict[str, Decided]) -> MarkedDocument:
    """Return one page of a text with the statements that people did not reject, and the rejected ones unmarked."""
    part = document.model_copy(update={"blocks": window.blocks})
    return marked(part, [one.shown for one in held.values()])


def around(document: Document, statement: Statement) -> tuple[str, str, str]:
    """Return what stands before a statement's words in its sentence, the words, and what stands after them."""
    span = statement.evidence
    start = min(statement.sentence.start, span.start)
    end = max(statement.sentence.end, span.end)
    return (
        document.clean(max(start, span.start - 1500), span.start),
        document.clean(span.start, span.end),
        document.clean(span.end, min(end, span.end + 1500)),
    )


def _inside(row: Statement, window: Window) -> bool:
    return row.evidence.start < window.end and window.start < row.evidence.end


def _cited(document: Document, row: Statement) -> str:
    return citation(document, row.evidence.start, row.evidence.end)


def blind_for(parts: State, document: str, user: str) -> bool:
    """Return whether this person codes the document without seeing what others decided."""
    rows = parts.desk.assignments(document=document, user=user)
    return any(row["blind"] and not row["done"] for row in rows)


router.add_api_route("/documents/{id}/text", text, methods=["GET"], include_in_schema=False)
pages(router, "/documents", documents)
pages(router, "/documents/{id}", document)
pages(router, "/statements/{id}", statement)
