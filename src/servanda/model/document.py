"""A document: one text that never changes, cut into blocks."""

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from servanda.model.base import Value
from servanda.model.span import Span

BlockKind = Literal["heading", "paragraph", "item", "quote", "cell"]
DocumentKind = Literal[
    "brief",
    "assessment",
    "news",
    "joint_statement",
    "communique",
    "fact_sheet",
    "readout",
    "speech",
    "resolution",
    "report",
    "other",
]
DOCUMENT_KINDS: tuple[str, ...] = get_args(DocumentKind)


class Range(Value):
    """Code points `start` to `end`, half-open, without the words."""

    start: int
    end: int


class Block(Value):
    """A stretch of the document that is read as one: a heading, a paragraph, a list item, a quotation, a table cell.

    `lead` is the range of the sentence that governs a list item ("The United States should:"),
    with the words of the item's own mark left out of the block.
    `level` is the depth of a heading or of an item's list, from 1.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    page: int | None = None
    lead: Range | None = None


class Document(Value):
    """One text with where it comes from; every span of every statement points into `text`.

    `id` is the version's: a hash of the name and the bytes. `source` names the thing that has versions
    (`id:…` of a corpus record, `url:…`, `path:…`). `nontext` are the ranges of markup that the coder skips.
    `kind_reason`, `date_reason` and `encoding` say how those were found; `published` is null where nothing says it.
    `notes` are what a person should know of how it was read, each a clause ("page 2 holds no text; …").
    """

    id: str
    name: str
    source: str
    text: str
    blocks: tuple[Block, ...] = ()
    nontext: tuple[Range, ...] = ()
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    date_reason: str = "not given"
    url: str | None = None
    kind: DocumentKind = "other"
    kind_reason: str = "not given"
    language: str | None = None
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text from `start` to `end`, with its clean form where it differs."""
        text = self.text[start:end]
        clean = self.clean(start, end)
        return Span(start=start, end=end, text=text, clean=None if clean == text else clean)

    def clean(self, start: int, end: int) -> str:
        """Return the words from `start` to `end` as people read them: no markup, hard wraps joined."""
        parts: list[str] = []
        for gap in self.gaps(start, end):
            parts.append(self.text[start : gap.start])
            start = gap.end
        parts.append(self.text[start:end])
        return " ".join("".join(parts).split())

    def gaps(self, start: int, end: int) -> tuple[Range, ...]:
        """Return the non-text ranges that touch `start` to `end`, in order."""
        first = bisect_right(self._gap_ends, start)
        last = first
        while last < len(self.nontext) and self.nontext[last].start < end:
            last += 1
        return self.nontext[first:last]

    @cached_property
    def _gap_ends(self) -> tuple[int, ...]:
        return tuple(gap.end for gap in self.nontext)
