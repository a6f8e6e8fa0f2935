"""Adding documents: files with what is known of them, how far each is, and what failed and why."""

import json
import re
import secrets
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from servanda.ledger import LedgerError
from servanda.ledger.jobs import Jobs
from servanda.model import DOCUMENT_KINDS
from servanda.web.access import Editor, Parts
from servanda.web.lists import day_of
from servanda.web.rendering import View, as_page, serve
from servanda.web.state import State, now

router = APIRouter()
MOST_FILES = 50
ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".jsonl.gz", ".parquet")
CHUNK = 2**20


def page(request: Request, parts: Parts, user: Editor) -> Response:
    """Show the form and what became of the files before."""
    return as_page(request, _page(parts))


def _page(parts: State, errors: tuple[str, ...] = ()) -> View:
    parts.worker.poll()
    rows = Jobs(parts.ledger).latest()
    context = {
        "jobs": rows,
        "busy": any(job.state in ("waiting", "working") for job in rows),
        "errors": errors,
        "kinds": DOCUMENT_KINDS,
        "suffixes": ENDINGS,
        "most": parts.options.most_bytes,
        "open_": parts.options.uploads is not None,
    }
    return View("add.html", "Add documents", context, status=422 if errors else 200)


def progress(request: Request, parts: Parts, user: Editor) -> Response:
    """Show how far the files are, for a page that asks again and again."""
    view = _page(parts)
    return as_page(request, View("jobs.html", "", view.context))


def add(
    request: Request,
    parts: Parts,
    user: Editor,
    files: Annotated[list[UploadFile], File()],
    title: Annotated[str, Form(max_length=500)] = "",
    publisher: Annotated[str, Form(max_length=300)] = "",
    date: Annotated[str, Form(max_length=10)] = "",
    kind: Annotated[str, Form(max_length=30)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take files; they are read by a process of its own."""
    if parts.options.uploads is None:
        raise LedgerError("This server takes no files: add them with `servanda add`.")
    about = {"title": title, "publisher": publisher, "date": date, "kind": kind, "url": url}
    errors = _wrong(about, files)
    if not errors:
        for file in files:
            _keep(parts, parts.options.uploads, file, about, user.name)
        parts.worker.poll()
        return RedirectResponse("/add", 303)
    return as_page(request, _page(parts, tuple(errors)))


def _wrong(about: dict[str, str], files: list[UploadFile]) -> list[str]:
    found = []
    if about["date"] and day_of(about["date"]) is None:
        found.append(f"{about['date']!r} is no date: write it as YYYY-MM-DD.")
    if about["kind"] and about["kind"] not in DOCUMENT_KINDS:
        found.append(f"{about['kind']!r} is no kind of document.")
    if about["url"] and not re.fullmatch(r"https?://[^\s]+", about["url"]):
        found.append("An address begins with http:// or https://.")
    if len(files) > MOST_FILES:
        found.append(f"At most {MOST_FILES} files are taken at once: add the others after these.")
    if about["title"] and len(files) > 1:
        found.append("A title is for one file: leave it empty for several.")
    names = [clean_name(file.filename or "") for file in files]
    wrong = [name for name in names if not name.lower().endswith(ENDINGS)]
    return [*found, *(f"{name} is of no kind that is read: {', '.join(ENDINGS)}." for name in wrong)]


def _keep(parts: State, folder: Path, file: UploadFile, about: dict[str, str], user: str) -> None:
    id_ = f"j{secrets.token_hex(8)}"
    place = folder / id_ / "file"
    place.mkdir(parents=True)
    name = clean_name(file.filename or "")
    with (place / name).open("wb") as target:
        while piece := file.file.read(CHUNK):
            target.write(piece)
    given = {key: value.replace("\0", "").strip() for key, value in about.items() if value.strip()}
    (folder / id_ / "about.json").write_text(json.dumps(given), encoding="utf-8")
    Jobs(parts.ledger).add(id_, name, user, now())
    parts.desk.note(now(), user, "upload", id_, name)


def clean_name(name: str) -> str:
    """Return a file's name that names a file and no place, whatever was sent as one."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(one if one.isprintable() and one not in '/\\:*?"<>|' else "_" for one in last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:12]}" if stem else f"document.{ending[:12] or 'txt'}"


serve(router, ("/add", page, "GET"), ("/add/jobs", progress, "GET"), ("/add", add, "POST"))
