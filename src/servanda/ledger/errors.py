"""What can go wrong with a ledger, as sentences that a user can act on."""

REASONS: tuple[tuple[str, str], ...] = (
    ("not a database", "{place} is not a ledger: it is not an SQLite file. Give another path, or move the file away."),
    (
        "malformed",
        "The ledger {place} is damaged ({cause}). Put back a copy, or save what can be read with "
        "`sqlite3 {place} .recover` and add the documents again.",
    ),
    (
        "unable to open",
        "The ledger {place} cannot be opened ({cause}). See that its folder exists and that you may write there.",
    ),
    ("readonly", "The ledger {place} cannot be written ({cause}). See that you may write the file and its folder."),
    ("is full", "The ledger {place} cannot grow: the disk is full. Make room and run again; what was stored is kept."),
    ("disk i/o", "The ledger {place} could not be read or written ({cause}). See that its disk is there and sound."),
    ("locked", "The ledger {place} is being written by another process. Wait for it to end and run again."),
    (
        "connection",
        "No PostgreSQL ledger answers at {place} ({cause}). See that the server runs and that the address, "
        "user and database are right.",
    ),
)
OTHER = "The ledger {place} refused what was asked of it ({cause}). Nothing of it was stored; please report this."


class LedgerError(Exception):
    """One sentence: what could not be done, with which ledger, why, and what to do."""


def explain(error: BaseException, place: str) -> LedgerError:
    """Return the sentence for an error of the database driver."""
    cause = " ".join(str(error).split()) or type(error).__name__
    if len(cause) > 200:
        cause = cause[:200] + "…"
    sentence = next((text for mark, text in REASONS if mark in cause.lower()), OTHER)
    return LedgerError(sentence.format(place=place, cause=cause))
