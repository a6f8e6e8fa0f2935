"""Read-only questions to a ledger, answered in plain rows."""
