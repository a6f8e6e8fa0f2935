"""Start the server: on this machine without a login, anywhere else only with users."""

import getpass
import ipaddress
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda.ledger import Ledger
from servanda.ledger.team import Team
from servanda.web.app import create_app
from servanda.web.state import Options

LOCAL = ("localhost", "127.0.0.1", "[::1]")


class ServeError(Exception):
    """One sentence: why the server does not start, and what to do."""


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches a server at this address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def checked(ledger: Ledger, host: str, options: Options) -> Options:
    """Return the options for a host.

    Raises:
        ServeError: if the host can be reached from elsewhere and the ledger has no users.
    """
    if is_loopback(host):
        return replace(options, hosts=options.hosts or (*LOCAL, host if ":" not in host else f"[{host.strip('[]')}]"))
    if not Team(ledger).any():
        raise ServeError(
            f"{host} can be reached by others, and this ledger has no users, so the server does not start: "
            "add an admin with `servanda users add NAME --role admin --ledger …`, or leave --host away."
        )
    return options


def serve(ledger: Ledger, host: str, port: int, options: Options, told: Callable[[str], None]) -> None:
    """Serve a ledger until it is stopped.

    Raises:
        ServeError: if it may not be served at this host.
    """
    import uvicorn

    options = checked(ledger, host, options)
    with TemporaryDirectory(prefix="servanda-") as folder:
        app = create_app(ledger, replace(options, uploads=options.uploads or Path(folder)))
        shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
        told(f"serving {ledger.place} at http://{shown}:{port}/ (stop with Ctrl-C)")
        uvicorn.run(app, host=host.strip("[]"), port=port, log_level="warning", server_header=False)


def me() -> str:
    """Return the name of who runs the program, for decisions made without a login."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"
