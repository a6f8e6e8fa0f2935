"""What all forms share: their fields as text, where to go after, and a decision made of them."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from servanda import settling
from servanda.ledger import LedgerError
from servanda.ledger.anchors import quote
from servanda.ledger.team import User
from servanda.model import Change, Document, Quote, Review, Statement, key
from servanda.web.state import State, now

MOST_FIELDS = 2000


async def form(request: Request) -> dict[str, str]:
    """Return the fields of a form that was sent; what occurs more than once is joined by line ends."""
    sent = await request.form(max_fields=MOST_FIELDS, max_files=0)
    found: dict[str, list[str]] = {}
    for name, value in sent.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value.replace("\0", ""))
    return {name: "\n".join(values) for name, values in found.items()}


Form = Annotated[dict[str, str], Depends(form)]


def go(place: str, fallback: str) -> RedirectResponse:
    """Return a redirect to an address of this application, else to `fallback`."""
    return RedirectResponse(local(place, fallback), 303)


def local(place: str, fallback: str = "/") -> str:
    """Return an address that leads nowhere else."""
    if not place.startswith("/") or place.startswith(("//", "/\\")) or any(ord(one) < 32 for one in place):
        return fallback
    try:
        parts = urlsplit(place)
    except ValueError:
        return fallback
    return place if not parts.scheme and not parts.netloc and "\\" not in place else fallback


def number(fields: dict[str, str], name: str = "revision") -> int:
    """Return the revision that a form was made on.

    Raises:
        LedgerError: if it has none; then nobody could see whether something was lost.
    """
    text = fields.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise LedgerError("The form does not say what it was made on: open the page again and decide there.")
    return int(text)


def review(
    subject_kind: str,
    subject: str,
    judgement: str,
    user: User,
    *,
    note: str = "",
    words: Quote | None = None,
    changes: tuple[Change, ...] = (),
) -> Review:
    """Return a decision made now."""
    at = now()
    given: dict[str, Any] = {"subject_kind": subject_kind, "subject": subject, "judgement": judgement}
    id_ = key("v", subject, judgement, user.name, at.isoformat())
    return Review(id=id_, user=user.name, at=at, note=note[:4000].strip(), quote=words, changes=changes, **given)


def words_of(document: Document, statement: Statement) -> Quote:
    """Return a statement's words with what stands around them."""
    return quote(document, statement.evidence.start, statement.evidence.end)


def refresh(parts: State, statements: list[str] = [], items: list[str] = []) -> None:  # noqa: B006
    """Compute the outcomes anew that a decision on these statements or items can change."""
    settling.refresh(parts.ledger, {*items, *settling.concerned(parts.shelf, statements)})
