"""What is asked of the readers and what they answer when they cannot read."""

import datetime
from pathlib import Path

from servanda.model import DocumentKind
from servanda.model.base import Value


class ReadOptions(Value):
    """What a user says about the documents; each field overrides what the documents say of themselves.

    `metadata` are sidecar files (JSON Lines, keyed by `id` = file name without suffix).
    `limit` is the largest file or corpus record that is read, in bytes.
    """

    metadata: tuple[Path, ...] = ()
    date: datetime.date | None = None
    publisher: str | None = None
    kind: DocumentKind | None = None
    title: str | None = None
    limit: int = 100_000_000


class ReadError(Value):
    """Why one source was not read; as a string, one sentence that a user can act on."""

    source: str
    where: str = ""
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.source}, {self.where}" if self.where else self.source
        return f"{place}: {self.reason}; {self.hint}." if self.hint else f"{place}: {self.reason}."
