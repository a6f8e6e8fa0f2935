"""A view of the ledger as a page, as JSON and as CSV: the same address with another ending."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servanda.export import words
from servanda.export.parties import named, party
from servanda.export.safe import anchor, shown, web_address
from servanda.model import FORCES, ROOTS
from servanda.ontology.forces import forces
from servanda.web.names import name_of

# A cell that begins so is run as a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
Row = Mapping[str, Any]


class Asked(dict[str, str]):
    """What an address asks; what it does not ask is empty."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class View:
    """What one address shows: a template with its values for people, rows for programs."""

    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


def pages(router: APIRouter, path: str, function: Callable[..., View]) -> None:
    """Serve a view at `path` as a page, at `path.json` and at `path.csv`; it takes `request` by name."""
    at = "/index" if path == "/" else path
    for ending, answer in ((".json", as_json), (".csv", as_csv)):
        router.add_api_route(at + ending, _through(function, answer), methods=["GET"], include_in_schema=False)
    router.add_api_route(path, _through(function, as_page), methods=["GET"], include_in_schema=False)


def serve(router: APIRouter, *routes: tuple[str, Callable[..., Any], str]) -> None:
    """Serve functions that answer with a response of their own: path, function, method."""
    for path, function, method in routes:
        router.add_api_route(path, function, methods=[method], include_in_schema=False, response_model=None)


def _through(function: Callable[..., View], answer: Callable[[Request, View], Response]) -> Callable[..., Response]:
    @wraps(function)
    def endpoint(**given: Any) -> Response:
        return answer(given["request"], function(**given))

    endpoint.__annotations__ = {**function.__annotations__, "return": Response}
    del endpoint.__annotations__["return"]
    endpoint.__signature__ = _without_return(function)  # type: ignore[attr-defined]
    return endpoint


def _without_return(function: Callable[..., View]) -> Any:
    import inspect

    return inspect.signature(function).replace(return_annotation=inspect.Signature.empty)


def as_page(request: Request, view: View) -> Response:
    """Return a view as HTML."""
    user = getattr(request.state, "user", None)
    given = {
        "title": view.title,
        "path": request.url.path,
        "query": Asked(request.query_params),
        "user": user,
        "login": getattr(request.state, "login", False),
        "endings": bool(view.rows or view.data),
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        **view.context,
    }
    text = environment().get_template(view.template).render(given)
    return HTMLResponse(text.encode(errors="replace"), view.status, {"Cache-Control": "private, no-cache"})


def as_json(request: Request, view: View) -> Response:
    """Return a view as JSON: its facts and its rows."""
    body = {"title": view.title, **view.data, "rows": list(view.rows)}
    text = json.dumps(body, ensure_ascii=False, default=str)
    return Response(text.encode(errors="replace"), view.status, media_type="application/json")


def as_csv(request: Request, view: View) -> Response:
    """Return a view's rows as CSV, where nothing is a formula."""
    text = to_csv(view.rows)
    name = request.url.path.strip("/").split("/")[0].removesuffix(".csv") or "servanda"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.encode(errors="replace"), view.status, headers, media_type="text/csv; charset=utf-8")


def to_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV: values that are lists or objects as JSON, an apostrophe before what would be a formula."""
    target = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(target)
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return target.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = text.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(FORMULA) else text


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates: the application's own, and those that it shares with the report."""

    def harmless(value: Any) -> Any:
        return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    found = Environment(
        loader=ChoiceLoader(
            [PackageLoader("servanda.web", "templates"), PackageLoader("servanda.export", "templates")]
        ),
        autoescape=True,
        finalize=harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        words=words, forces=forces(), anchor=anchor, web_address=web_address, named=named, party=party,
        FORCES=FORCES, ROOTS=ROOTS, name_of=name_of, url=url, another=another, version=_version(), asset=asset,
    )  # fmt: skip
    found.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    found.filters["number"] = lambda number: f"{number:,}".replace(",", "\u202f")
    return found


def url(*parts: str, **query: Any) -> str:
    """Return an address of the application, every part of it escaped."""
    path = "/" + "/".join(quoted(part, safe="", errors="replace") for part in parts)
    asked = {name: value for name, value in query.items() if value not in (None, "", 1 if name == "page" else None)}
    return f"{path}?{urlencode(asked, errors='replace')}" if asked else path


def another(path: str, query: Mapping[str, str], **changed: Any) -> str:
    """Return the present address with some of its state changed; null takes a part away."""
    asked = {**query, **changed}
    if "page" not in changed:
        asked.pop("page", None)
    kept = {name: value for name, value in asked.items() if value not in (None, "")}
    path = quoted(path, safe="/:@!$&'()*+,;=~-._", errors="replace")
    return f"{path}?{urlencode(kept, errors='replace')}" if kept else path


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """Return the address of a file of the application, with its version in it."""
    from servanda.web.static_files import digest

    return f"/static/{name}?v={digest(name)}"


def _version() -> str:
    from servanda import __version__

    return __version__
