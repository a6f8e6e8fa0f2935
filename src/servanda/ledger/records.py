"""What the ledger itself speaks of: runs, what became of a stored document, search hits and counts."""

from datetime import date, datetime
from typing import Literal

from servanda.model import Force, Range, Value

StoreOutcome = Literal["new", "unchanged", "recoded", "changed", "returned"]


class Run(Value):
    """One pass of a coder over documents: who coded, with which settings, when, and how much.

    `config` is a hash of everything that can change the result: settings, versions, models, tables.
    """

    id: str
    coder: str
    version: str
    codebook: str
    config: str
    started: datetime
    finished: datetime | None = None
    documents: int = 0
    sentences: int = 0
    statements: int = 0
    failed: int = 0


class Stored(Value):
    """What became of a document that was stored, and how many of its statements were touched.

    `outcome` is "new", "unchanged" (nothing was written), "recoded" (same version, other codes or metadata),
    "changed" (a new version of a known source) or "returned" (a retired version is back).
    `previous` is the version that this one retired. `moved` and `orphaned` count people's decisions on what is no
    more live in this source: those that went where their words went, and those that found no place.
    """

    document: str
    outcome: StoreOutcome
    previous: str | None = None
    added: int = 0
    updated: int = 0
    retired: int = 0
    moved: int = 0
    orphaned: int = 0


class Counts(Value):
    """How much a ledger holds; everything but `retired` and `runs` counts only what is live."""

    documents: int
    retired: int
    undated: int
    statements: int
    items: int
    links: int
    reviews: int
    runs: int


class Watch(Value):
    """A question that is kept, to be asked again: its name, which question, what it is narrowed to as plain values.

    `seen` are the ids of the answers that were told already; `ran` is when it was last asked.
    """

    name: str
    question: str
    asked: dict[str, str]
    made: datetime
    ran: datetime | None = None
    seen: tuple[str, ...] = ()


class Hit(Value):
    """A place that answers a search: a statement's evidence, or a stretch of a document where `statement` is null.

    `start` and `end` are code points of the document's text. `snippet` holds the words as people read them for
    a statement, and the exact slice for a document; `marks` are the ranges of `snippet` that answer the query.
    A higher `score` is a better answer, within the hits of one kind.
    """

    document: str
    document_name: str
    date: date | None
    statement: str | None
    force: Force | None
    start: int
    end: int
    snippet: str
    marks: tuple[Range, ...]
    score: float

    def marked(self, before: str = "[", after: str = "]") -> str:
        """Return the snippet with each mark between `before` and `after`; escape the snippet's own words yourself."""
        parts: list[str] = []
        position = 0
        for mark in self.marks:
            parts += [self.snippet[position : mark.start], before, self.snippet[mark.start : mark.end], after]
            position = mark.end
        return "".join([*parts, self.snippet[position:]])
