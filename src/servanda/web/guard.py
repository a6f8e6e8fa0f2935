"""What stands before every page: who may call, how large a request may be, and what a browser may load."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
SAFE = ("GET", "HEAD", "OPTIONS")
# Room for the fields of a form around an uploaded file.
FORM_BYTES = 1_000_000


class Guard:
    """Refuses foreign hosts, requests that another site sent, and bodies that are too large; adds the headers.

    A browser says with `Sec-Fetch-Site` or `Origin` which site sent a request; what is sent by no browser names
    neither, and brings no cookie that another site could make use of.
    """

    def __init__(self, app: App, hosts: Iterable[str], most_bytes: int) -> None:
        self._app, self._hosts, self._most = app, frozenset(hosts), most_bytes + FORM_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refuse(scope["method"], headers)
        if refused is not None:
            await _answer(send, *refused)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._most:
                raise TooLargeError
            return message

        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        try:
            await self._app(scope, counted, guarded)
        except TooLargeError:
            if not started:
                await _answer(send, 413, "The file is larger than this server takes: add it on the command line.")

    def _refuse(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            return 421, "This server is not called by that name: use the address that it printed when it started."
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return 400, "The request does not say its length."
        if int(length) > self._most:
            return 413, "The file is larger than this server takes: add it on the command line."
        if method not in SAFE and not _same_site(host, headers):
            return 403, "Another site sent this request, so nothing was done: go to the page and do it there."
        return None


class TooLargeError(Exception):
    """A body went on after the length that may be sent."""


def _same_site(host: str, headers: dict[str, str]) -> bool:
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False


def _name(host: str) -> str:
    """Return the host's name without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] if ":" in host else host


async def _answer(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
