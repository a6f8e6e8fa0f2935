"""The application: its routes, what stands before them, and how errors are told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from servanda.ledger import Ledger, LedgerError
from servanda.ledger.desk import ConflictError
from servanda.web import (
    adding,
    api,
    asking,
    changing,
    coders,
    deciding,
    following,
    home,
    naming,
    pictures,
    reading,
    searching,
    static_files,
    team,
)
from servanda.web.access import ForbiddenError, LoginNeededError, identify
from servanda.web.guard import Guard
from servanda.web.rendering import View, as_page, url
from servanda.web.state import Options, State

_PAGES = (home, team, adding, coders, changing, deciding, reading, searching, following, asking, naming, pictures)


def create_app(ledger: Ledger, options: Options | None = None) -> FastAPI:
    """Return the application over a ledger, which stays the caller's to close."""
    options = options or Options()
    parts = State(ledger, options)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        from starlette.concurrency import run_in_threadpool

        await run_in_threadpool(parts.warm)
        yield
        parts.worker.close()

    app = FastAPI(title="Servanda", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.servanda = parts
    app.include_router(static_files.router)
    app.include_router(team.open_router)
    known = [Depends(identify)]
    for module in _PAGES:
        app.include_router(module.router, dependencies=known)
    app.include_router(api.router, dependencies=known)
    app.include_router(api.reference_router, dependencies=known)
    for kind, told in _ERRORS.items():
        app.add_exception_handler(kind, told)
    app.add_middleware(Guard, hosts=options.hosts, most_bytes=options.most_bytes)
    return app


def _plain(request: Request) -> bool:
    """Return whether a program asks, which wants JSON and not a page."""
    path = request.url.path
    return path.startswith("/api/") or path.endswith((".json", ".csv"))


def _told(request: Request, status: int, words: str) -> Response:
    if _plain(request):
        return JSONResponse({"error": words}, status)
    titles = {403: "Not allowed", 404: "Not there", 409: "Somebody was faster", 422: "That will not do"}
    given = {"sentence": words, "status": status}
    return as_page(request, View("error.html", titles.get(status, "Something is wrong"), given, status=status))


def _ledger(request: Request, error: Any) -> Response:
    missing = str(error).startswith("There is no")
    return _told(request, 404 if missing else 422, str(error))


def _invalid(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"][1:])
    return _told(request, 422, f"{where}: {first['msg']}")


def _http(request: Request, error: Any) -> Response:
    words = {404: "There is no such page.", 405: "This address does not take that kind of request."}
    return _told(request, error.status_code, words.get(error.status_code, str(error.detail)))


def _login(request: Request, error: Any) -> Response:
    if _plain(request) or request.method != "GET":
        return JSONResponse({"error": "Log in, or send an API token."}, 401, {"WWW-Authenticate": "Bearer"})
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(url("login", next=asked), 303)


def _forbidden(request: Request, error: Any) -> Response:
    return _told(request, 403, str(error))


def _conflict(request: Request, error: Any) -> Response:
    return _told(request, 409, "Somebody decided on this in between: look at what stands now, then decide again.")


_ERRORS: dict[Any, Any] = {
    LedgerError: _ledger,
    RequestValidationError: _invalid,
    HTTPException: _http,
    LoginNeededError: _login,
    ForbiddenError: _forbidden,
    ConflictError: _conflict,
}
