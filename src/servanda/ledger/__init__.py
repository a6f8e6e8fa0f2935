"""The ledger: documents, statements, items, links and reviews in one SQLite file or one PostgreSQL schema."""

from servanda.ledger.codec import fingerprint
from servanda.ledger.errors import LedgerError
from servanda.ledger.filters import Filters
from servanda.ledger.ledger import Ledger
from servanda.ledger.records import Counts, Hit, Run, Stored, StoreOutcome, Watch

__all__ = ["Counts", "Filters", "Hit", "Ledger", "LedgerError", "Run", "StoreOutcome", "Stored", "Watch", "fingerprint"]
