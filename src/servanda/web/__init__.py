"""One place to look and to decide: pages, decisions and an API over a ledger, served by one process."""

from servanda.web.app import create_app
from servanda.web.starting import ServeError, me, serve
from servanda.web.state import Options

__all__ = ["Options", "ServeError", "create_app", "me", "serve"]
