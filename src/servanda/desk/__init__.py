"""What a desk asks of a ledger: the questions behind the command line, Python and the web, each one call."""

from servanda.desk.series import comparison, drift, items_named

__all__ = ["comparison", "drift", "items_named"]
