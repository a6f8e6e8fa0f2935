"""Two coders: who codes which document, blind where it is wished, how far they agree, and settling the rest."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from servanda.ledger import LedgerError
from servanda.views.agreement import agreement as measured
from servanda.views.decided import applied, rejects
from servanda.web.access import Coder, Editor, Parts
from servanda.web.deciding import disputes
from servanda.web.forms import Form, go, number, refresh, review, words_of
from servanda.web.lists import shown
from servanda.web.reading import around
from servanda.web.rendering import View, as_page, pages, serve, url
from servanda.web.state import State, now

router = APIRouter()


def coders(request: Request, parts: Parts, user: Editor, id: str) -> Response:  # noqa: A002
    """Show who codes a document and how far they agree."""
    return as_page(request, _coders(parts, id))


def _coders(parts: State, id_: str, error: str = "") -> View:
    document = parts.ledger.document(id_)
    rows = parts.desk.assignments(document=id_)
    context = {
        "document": document,
        "assigned": [(row, parts.desk.left(id_, row["user"])) for row in rows],
        "users": [one.name for one in parts.team.users() if one.may("coder")],
        "figures": _figures(parts, id_),
        "coders": parts.desk.coders(id_),
        "disputed": disputes(parts, id_),
        "error": error,
    }
    return View("coders.html", f"Coders of {document.title or document.name}", context, status=422 if error else 200)


def _figures(parts: State, document: str) -> list[object]:
    rows = parts.ledger.statements(document)
    return list(measured(rows, parts.desk.standing(row.id for row in rows)))


def agreement(request: Request, parts: Parts, user: Editor, id: str) -> View:  # noqa: A002
    """Show how far the coders of a document agree, for programs too."""
    view = _coders(parts, id)
    names = ("field", "units", "percent", "kappa", "alpha")
    rows = [{name: getattr(one, name) for name in names} for one in _figures(parts, id)]
    return View("coders.html", view.title, view.context, rows, {"coders": parts.desk.coders(id)})


def assign(request: Request, parts: Parts, user: Editor, id: str, fields: Form) -> Response:  # noqa: A002
    """Give a document to a coder."""
    name = fields.get("coder", "").strip()
    known = {one.name for one in parts.team.users() if one.may("coder")} or {user.name}
    parts.ledger.document(id)
    if name not in known:
        return as_page(request, _coders(parts, id, f"There is no coder {name[:40]!r}: add them under Users first."))
    parts.desk.assign(id, name, blind=fields.get("blind") == "yes", by=user.name, at=now())
    return go("", url("documents", id, "coders"))


def mine(request: Request, parts: Parts, user: Coder) -> View:
    """List the documents that one was given."""
    rows = parts.desk.assignments(user=user.name)
    heads = parts.shelf.heads(row["document"] for row in rows)
    found = [(row, heads[row["document"]], parts.desk.left(row["document"], user.name)) for row in rows]
    plain = [{**row, "left": left[0], "statements": left[1]} for row, _, left in found]
    return View("assignments.html", "Your documents", {"rows": found}, plain)


def finish(request: Request, parts: Parts, user: Coder, fields: Form) -> Response:
    """Say that one is done with a document; a blind coder then sees the others' decisions."""
    parts.desk.finish(fields.get("document", ""), user.name, now())
    return go("", "/assignments")


def settle_page(request: Request, parts: Parts, user: Editor, id: str) -> Response:  # noqa: A002
    """Show the coders' versions of a statement beside each other."""
    return as_page(request, _settle(parts, id))


def _settle(parts: State, id_: str) -> View:
    told = parts.shelf.told([id_])
    if id_ not in told:
        raise LedgerError(f"There is no statement {id_}: open the list of those in dispute.")
    one = shown(parts, list(told.values()))[0]
    document = parts.ledger.document(one.told.statement.document)
    machine = one.decided.machine
    versions = [(said, None if rejects(said) else applied(machine, said)) for said in one.decided.reviews]
    context = {
        "one": one,
        "document": document,
        "around": around(document, machine),
        "versions": versions,
        "revision": parts.desk.revision(id_),
    }
    return View("settle.html", "Settle a disagreement", context)


def settle(request: Request, parts: Parts, user: Editor, id: str, fields: Form) -> Response:  # noqa: A002
    """Take one coder's version, or none, as what stands."""
    statement = parts.ledger.statement(id)
    document = parts.ledger.document(statement.document)
    said = parts.desk.standing([id]).get(id, [])
    chosen = next((one for one in said if one.id == fields.get("take")), None)
    if chosen is None:
        raise LedgerError("Choose whose version stands: the page shows those there are.")
    verdict = "rejected" if rejects(chosen) else "kept"
    note = f"{verdict} as by {chosen.user}. {fields.get('note', '')}"
    made = review(
        "statement", id, "adjudicated", user, note=note, words=words_of(document, statement), changes=chosen.changes
    )
    parts.desk.decide(made, number(fields))
    refresh(parts, [id])
    return go("", "/review/disputed")


serve(
    router,
    ("/documents/{id}/coders", coders, "GET"),
    ("/documents/{id}/coders", assign, "POST"),
    ("/assignments/done", finish, "POST"),
    ("/adjudicate/{id}", settle_page, "GET"),
    ("/adjudicate/{id}", settle, "POST"),
)
pages(router, "/documents/{id}/agreement", agreement)
pages(router, "/assignments", mine)
