"""Who is asking: a session's cookie, an API token, or the one user of a ledger without users."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from servanda.ledger.team import Role, User
from servanda.web.state import State, now

COOKIE = "servanda"


class LoginNeededError(Exception):
    """Nobody is logged in."""


class ForbiddenError(Exception):
    """The person's role does not allow it."""

    def __init__(self, role: str) -> None:
        super().__init__(f"This needs the role of {'an' if role[0] in 'ae' else 'a'} {role}: ask an admin for it.")


def state(request: Request) -> State:
    """Return the application's parts."""
    found: State = request.app.state.servanda
    return found


def identify(request: Request) -> User:
    """Return who asks.

    Raises:
        LoginNeededError: if nobody is logged in where a login is asked for.
    """
    parts = state(request)
    if not parts.team.any():
        request.state.user, request.state.login = User(parts.options.user, "admin"), False
        return request.state.user  # type: ignore[no-any-return]
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        found = parts.team.of_token(token.strip())
    else:
        found = parts.team.of_session(request.cookies.get(COOKIE, ""), now())
    if found is None:
        raise LoginNeededError
    request.state.user, request.state.login = found, True
    return found


def need(role: Role) -> Callable[..., User]:
    """Return what lets only people of this role pass."""

    def check(user: Annotated[User, Depends(identify)]) -> User:
        if not user.may(role):
            raise ForbiddenError(role)
        return user

    return check


Coder = Annotated[User, Depends(need("coder"))]
Editor = Annotated[User, Depends(need("editor"))]
Admin = Annotated[User, Depends(need("admin"))]
Anyone = Annotated[User, Depends(identify)]
Parts = Annotated[State, Depends(state)]
