"""Servanda keeps the record of what governments pledge, agree, recommend, demand, refuse and do, word for word."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.api import OpenLedger

__version__ = "0.1.0"
__all__ = ["__version__", "open_ledger"]


def open_ledger(path_or_url: str | Path, *, create: bool = True) -> "OpenLedger":
    """Open a ledger by path or SQLAlchemy URL, and make it where there is none unless `create` is false.

    Raises:
        servanda.ledger.LedgerError: if it cannot be opened or made, is damaged, is no ledger, or is of a newer program.
    """
    from servanda.api import OpenLedger
    from servanda.ledger import Ledger

    return OpenLedger(Ledger.open(path_or_url, create=create))
