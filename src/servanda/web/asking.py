"""The questions a desk asks, kept questions, and two documents side by side: as the commands of the same names."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from servanda.desk import QUESTIONS, comparison, run
from servanda.desk.ask import Answer, Ask, actor_code
from servanda.ledger import LedgerError, Watch
from servanda.views.comparison import CHANGES
from servanda.web.access import Coder, Parts
from servanda.web.following import large
from servanda.web.forms import go
from servanda.web.lists import MOST_PAGES, PAGE, Page, day_of
from servanda.web.rendering import View, pages, serve, url
from servanda.web.state import State, now

router = APIRouter()
Word = Annotated[str, Query(max_length=200)]
Number = Annotated[int, Query(ge=1, le=MOST_PAGES)]
# What each question asks, in its own words, and by what it may be narrowed.
ASKED = {
    "promised": ("What was promised?", ("by", "of", "on", "since", "until")),
    "overdue": ("What is overdue?", ("by", "on", "as_of")),
    "news": ("What is new since a day?", ("since", "by", "on")),
    "urges": ("Who urges what on whom?", ("by", "of", "on", "since", "until")),
    "disagree": ("Where do publishers disagree on one event?", ("on", "since", "until")),
    "takenup": ("Which recommendations were taken up?", ("publisher", "document", "by", "as_of")),
}
_LABELS = {
    "by": "By whom",
    "of": "Of whom",
    "on": "On what",
    "since": "Since",
    "until": "Until",
    "as_of": "As of",
    "publisher": "Publisher",
    "document": "Document",
}
_TOO_LARGE = "This ledger is too large for a page: use `servanda {}`."
_DAYS = ("since", "until", "as_of")


def questions(request: Request, parts: Parts) -> View:
    """List the questions, and those that are kept."""
    kept = parts.ledger.watches()
    rows = [{"name": row.name, "question": row.question, "asked": row.asked, "ran": row.ran} for row in kept]
    return View("questions.html", "Questions", {"asked": ASKED, "kept": kept}, rows)


def question(
    request: Request,
    parts: Parts,
    name: str,
    by: Word = "",
    of: Word = "",
    on: Word = "",
    since: Word = "",
    until: Word = "",
    as_of: Word = "",
    publisher: Word = "",
    document: Word = "",
    page: Number = 1,
) -> View:
    """Show the answers to one question."""
    if name not in ASKED:
        raise LedgerError(f"There is no question {name!r}: choose one of {', '.join(ASKED)}.")
    given = {"by": by, "of": of, "on": on, "since": since, "until": until, "as_of": as_of}
    given |= {"publisher": publisher, "document": document}
    title, names = ASKED[name]
    wanted = {key: value for key in names if (value := given[key].strip())}
    context = {"name": name, "fields": [(key, _LABELS[key], key in _DAYS, given[key]) for key in names], "watch": None}
    if name == "news" and "since" not in wanted:
        return _answers(title, context, [], page, waiting="Say since which day.")
    for key in ("by", "of"):
        if key in wanted:
            try:
                actor_code(wanted[key])
            except ValueError as error:
                return _answers(title, context, [], page, waiting=str(error))
    if large(parts):
        return _answers(title, context, [], page, waiting=_TOO_LARGE.format(name))
    ask = Ask(**{key: day_of(value) if key in _DAYS else value for key, value in wanted.items()})  # type: ignore[arg-type]
    return _answers(title, context, QUESTIONS[name](parts.ledger, ask), page)


def watch(
    request: Request, parts: Parts, name: Word, page: Number = 1, every: Annotated[str, Query(alias="all")] = ""
) -> View:
    """Show what is new of a kept question, or all of it."""
    kept = _kept(parts, name)
    context = {"name": kept.question, "fields": [], "watch": kept, "every": every == "yes"}
    if large(parts):
        return _answers(kept.name, context, [], page, waiting=_TOO_LARGE.format(f"watch run {name}"))
    found = run(parts.ledger, kept, None, everything=every == "yes")
    return _answers(kept.name, context, found, page)


def note(parts: Parts, user: Coder, name: Word) -> Response:
    """Note the answers to a kept question as told."""
    kept = _kept(parts, name)
    if large(parts):
        raise LedgerError(_TOO_LARGE.format(f"watch run {name}"))
    run(parts.ledger, kept, now())
    return go(url("watches", name=name), "/ask")


def _kept(parts: State, name: str) -> Watch:
    """Return a kept question.

    Raises:
        LedgerError: if there is none of this name.
    """
    kept = next((row for row in parts.ledger.watches() if row.name == name), None)
    if kept is None:
        raise LedgerError(f"There is no watch list {name!r}: see which there are under Questions.")
    return kept


def _answers(title: str, context: dict[str, Any], found: Sequence[Answer], page: int, waiting: str = "") -> View:
    here = found[(page - 1) * PAGE : page * PAGE]
    rows = [line.json() for line in here]
    shown = Page(page, page * PAGE < len(found) and page < MOST_PAGES, len(found))
    return View(
        "answers.html",
        title,
        {**context, "lines": here, "page": shown, "waiting": waiting},
        rows,
        {"total": len(found), "page": page},
    )


def compare(
    request: Request,
    parts: Parts,
    earlier: Word = "",
    later: Word = "",
    change: Word = "",
    topic: Word = "",
    page: Number = 1,
) -> View:
    """Lay two documents side by side."""
    documents, _ = parts.shelf.documents(PAGE, 0)
    context: dict[str, Any] = {"documents": documents, "changes": CHANGES, "found": None, "asked": (earlier, later)}
    if not (earlier and later):
        return View("compare.html", "Two documents side by side", context)
    named = [parts.ledger.find_document(name) for name in (earlier, later)]
    named.sort(key=lambda document: document.published or date.max)
    one, other, found = comparison(parts.ledger, named[0].id, named[1].id)
    rows = [row for row in found.rows if change in ("", row.change) and topic in ("", row.topic)]
    here = rows[(page - 1) * PAGE : page * PAGE]
    context |= {
        "found": found,
        "one": one,
        "other": other,
        "rows": here,
        "asked": (one.name, other.name),
        "page": Page(page, page * PAGE < len(rows), len(rows)),
    }
    facts = {"earlier": one.name, "later": other.name, **found.summary(), "page": page}
    title = f"{one.title or one.name} / {other.title or other.name}"
    return View("compare.html", title, context, [row.json() for row in here], facts)


pages(router, "/ask", questions)
pages(router, "/ask/{name}", question)
pages(router, "/watches", watch)
pages(router, "/compare", compare)
serve(router, ("/watches/told", note, "POST"))
