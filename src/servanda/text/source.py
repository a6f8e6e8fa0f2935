"""What is asked of the readers and what they answer when they cannot read."""

import datetime
from pathlib import Path

from pydantic import Field

from servanda.model import DocumentKind
from servanda.model.base import Value

SECONDS = 600.0


class ReadOptions(Value):
    """What a user says about the documents; each field overrides what the documents say of themselves.

    `metadata` are sidecar files (JSON Lines, keyed by `id` = file name without suffix).
    The rest are bounds on hostile or broken input; each error that one of them causes names it.
    `limit` is the largest file, corpus record or extracted text, in bytes; `unpacked` how large a Word file or one
    record of a compressed corpus may become, in bytes; `pages` the longest PDF. `memory` (bytes) bounds the process in
    which a PDF, a Word file or a long text is read; `seconds_per_document` bounds reading one document, and coding it.
    """

    metadata: tuple[Path, ...] = ()
    date: datetime.date | None = None
    publisher: str | None = None
    kind: DocumentKind | None = None
    title: str | None = None
    limit: int = Field(default=100_000_000, gt=0)
    unpacked: int = Field(default=200_000_000, gt=0)
    pages: int = Field(default=2_000, gt=0)
    seconds_per_document: float = Field(default=SECONDS, gt=0, le=1_000_000, allow_inf_nan=False)
    memory: int = Field(default=2_000_000_000, ge=500_000_000)


class ReadError(Value):
    """Why one source was not read; as a string, one sentence that a user can act on."""

    source: str
    where: str = ""
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.source}, {self.where}" if self.where else self.source
        said = f"{place}: {self.reason}; {self.hint}." if self.hint else f"{place}: {self.reason}."
        # Names and fields of hostile files stand in it; a sentence is one line, and moves no cursor.
        return "".join(sign if sign.isprintable() else " " for sign in said)


def too_long(what: str, seconds: float) -> str:
    """Return the reason of a document that took too long, and what to do."""
    raised = f"raise it with --bound seconds_per_document={2 * seconds:g}"
    return f"{what} took longer than {seconds:g} seconds (seconds_per_document); {raised}"
