"""Why a page cannot be made, as a sentence that a user can act on."""

MOST_BYTES = 10_000_000


class ReportError(Exception):
    """One sentence: what could not be written, why, and what to do."""


def too_large(most: int) -> str:
    """Return the sentence for a page that would be larger than `most` bytes."""
    return (
        f"The page would be larger than {most / 1_000_000:g} MB, so it was not written: choose fewer documents "
        "(servanda report DOCUMENT…), or write one page for each."
    )
