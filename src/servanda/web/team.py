"""Logging in and out, one's own tokens, and the users of a ledger."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from servanda.ledger import LedgerError
from servanda.ledger.team import ROLES, SESSION
from servanda.web.access import COOKIE, Admin, Anyone, Parts
from servanda.web.forms import Form, go, local
from servanda.web.rendering import View, as_page, serve
from servanda.web.state import State, now

router = APIRouter()
open_router = APIRouter()
# After so many refused logins with one name, none is looked at for this long.
MOST_REFUSALS = 8
REST = timedelta(minutes=15)


def login_page(request: Request, parts: Parts, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:  # noqa: A002
    """Show the form to log in."""
    if not parts.team.any():
        return RedirectResponse("/", 303)
    return _login(request, next)


def _login(request: Request, after: str, error: str = "", status: int = 200, name: str = "") -> Response:
    context = {"error": error, "after": local(after), "name": name}
    return as_page(request, View("login.html", "Log in", context, status=status))


def login(request: Request, parts: Parts, fields: Form) -> Response:
    """Log in; name and password are looked at a few times only."""
    name, after = fields.get("name", "").strip(), fields.get("next", "/")
    if parts.team.refusals(name, now() - REST) >= MOST_REFUSALS:
        words = "Too many logins with this name were refused: wait a quarter of an hour, then try again."
        return _login(request, after, words, 429, name)
    token = parts.team.login(name, fields.get("password", ""), now())
    if token is None:
        return _login(request, after, "Name and password do not fit: try again, or ask an admin.", 401, name)
    answer = go(after, "/")
    secure = parts.options.secure or request.url.scheme == "https"
    age = int(SESSION.total_seconds())
    answer.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="lax", secure=secure, path="/")
    return answer


def logout(request: Request, parts: Parts) -> Response:
    """End the session."""
    parts.team.logout(request.cookies.get(COOKIE, ""), now())
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def account(request: Request, parts: Parts, user: Anyone) -> Response:
    """Show one's own name, role and tokens."""
    return as_page(request, _account(parts, user.name))


def _account(parts: State, name: str, token: str = "", error: str = "") -> View:
    context = {"tokens": parts.team.tokens(name), "token": token, "error": error}
    return View("account.html", "Account", context, status=422 if error else 200)


def add_token(request: Request, parts: Parts, user: Anyone, fields: Form) -> Response:
    """Make an API token and show it once."""
    if not request.state.login:
        raise LedgerError("Tokens belong to users, and this ledger has none: `servanda users add` makes the first.")
    token = parts.team.add_token(user.name, fields.get("label", "").strip() or "unnamed", now())
    return as_page(request, _account(parts, user.name, token))


def end_token(request: Request, parts: Parts, user: Anyone, fields: Form) -> Response:
    """End an API token."""
    beginning = fields.get("token", "")
    if len(beginning) < 8:
        raise LedgerError("There is no such token: look at the list of your tokens.")
    parts.team.retire_token(user.name, beginning, now())
    return go("", "/account")


def password(request: Request, parts: Parts, user: Anyone, fields: Form) -> Response:
    """Change one's own password; all sessions end."""
    if not request.state.login:
        raise LedgerError("There are no users in this ledger, and so no passwords.")
    if parts.team.refusals(user.name, now() - REST) >= MOST_REFUSALS:
        return as_page(
            request, _account(parts, user.name, error="Too many refused passwords: wait a quarter of an hour.")
        )
    token = parts.team.login(user.name, fields.get("old", ""), now())
    if token is None:
        return as_page(request, _account(parts, user.name, error="The present password is another one."))
    try:
        parts.team.put(user.name, user.role, fields.get("new", ""), now(), by=user.name)
    except LedgerError as error:
        return as_page(request, _account(parts, user.name, error=str(error)))
    return RedirectResponse("/login", 303)


def users(request: Request, parts: Parts, user: Admin) -> Response:
    """List the users and what was done."""
    return as_page(request, _users(parts))


def _users(parts: State, error: str = "") -> View:
    context = {"users": parts.team.users(), "roles": ROLES, "log": parts.desk.log(100), "error": error}
    return View("users.html", "Users", context, status=422 if error else 200)


def put_user(request: Request, parts: Parts, user: Admin, fields: Form) -> Response:
    """Add a user or change the role or the password of one; or shut one out."""
    name = fields.get("name", "").strip()
    try:
        if fields.get("disable"):
            parts.team.disable(name, now(), by=user.name)
        else:
            if not request.state.login and fields.get("role") != "admin":
                raise LedgerError("The first user must be an admin, or nobody could add the others.")
            parts.team.put(name, fields.get("role", ""), fields.get("password") or None, now(), by=user.name)
    except LedgerError as error:
        return as_page(request, _users(parts, str(error)))
    return go("", "/users")


serve(
    router,
    ("/account", account, "GET"),
    ("/account/tokens", add_token, "POST"),
    ("/account/tokens/end", end_token, "POST"),
    ("/account/password", password, "POST"),
    ("/users", users, "GET"),
    ("/users", put_user, "POST"),
)
serve(open_router, ("/login", login_page, "GET"), ("/login", login, "POST"), ("/logout", logout, "POST"))
