"""A document's text with every statement marked in place and explained beside it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from servanda.export.parties import named
from servanda.export.safe import anchor
from servanda.model import Block, BlockKind, Document, Force, Quote, Statement
from servanda.text.view import view


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark means: force, who toward whom, the details that were coded, and how to cite the words."""

    anchor: str
    mark: str
    number: int
    force: Force
    negative: bool
    bearers: str
    recipients: str
    speaker: str
    details: tuple[tuple[str, str], ...]
    citation: str
    item: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under one mark or none; `ids` are the anchors of what begins here, `ends` the notes of what ends here."""

    text: str
    force: Force | None = None
    marked: bool = False
    ids: tuple[str, ...] = ()
    ends: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """One block of the text in segments, with the notes on what begins in it."""

    kind: BlockKind
    level: int
    page: int | None
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document as the page shows it; `loose` are marks whose words stand in no block."""

    document: Document
    anchor: str
    blocks: tuple[MarkedBlock, ...]
    loose: tuple[Segment, ...]
    counts: tuple[tuple[Force, int], ...]


@dataclass(slots=True)
class _Mark:
    id: str
    start: int
    end: int
    note: Note | None
    force: Force | None
    pieces: list[tuple[int, int, int]] = field(default_factory=list)


def marked(
    document: Document,
    statements: Iterable[Statement],
    items: Mapping[str, tuple[str, str]] | None = None,
    quotes: Iterable[Quote] = (),
) -> MarkedDocument:
    """Return the text with its statements marked.

    Args:
        document: a document with its text.
        statements: what was found in it.
        items: for each statement that an item is made of, the item's number and anchor.
        quotes: words that are quoted elsewhere and get a mark of their own where no statement has them.
    """
    rows = sorted(statements, key=lambda row: (row.evidence.start, -row.evidence.end, row.id))
    notes = [_note(document, number, row, (items or {}).get(row.id)) for number, row in enumerate(rows, 1)]
    marks = [
        _Mark(note.mark, row.evidence.start, row.evidence.end, note, row.force)
        for row, note in zip(rows, notes, strict=True)
    ]
    held = {(mark.start, mark.end) for mark in marks}
    for quote in quotes:
        if (quote.start, quote.end) not in held:
            held.add((quote.start, quote.end))
            marks.append(_Mark(quote_anchor(quote), quote.start, quote.end, None, None))
    counts: dict[Force, int] = {}
    for row in rows:
        counts[row.force] = counts.get(row.force, 0) + 1
    blocks = document.blocks or (Block(start=0, end=len(document.text)),)
    shown = _blocks(document, blocks, marks)
    loose = tuple(_loose(document, mark) for mark in marks if not mark.pieces)
    return MarkedDocument(
        document, anchor("d", document.id), shown, loose, tuple(sorted(counts.items(), key=lambda pair: -pair[1]))
    )


def quote_anchor(quote: Quote) -> str:
    """Return the anchor of quoted words that no statement has."""
    return anchor("q", f"{quote.document}-{quote.start}-{quote.end}")


def citation(document: Document, start: int, end: int) -> str:
    """Return the words with their source, as one copies them into a text of one's own."""
    about = [
        document.publisher or ", ".join(document.authors) or "publisher unknown",
        f"“{document.title or document.name}”",
        document.published.isoformat() if document.published else "undated",
        *([document.url] if document.url else []),
        f"characters {start}–{end} of version {document.id}",
    ]
    return f"“{document.clean(start, end)}” — {', '.join(about)}."


def _blocks(document: Document, blocks: Sequence[Block], marks: list[_Mark]) -> tuple[MarkedBlock, ...]:
    """Cut each block where a mark begins or ends; a mark has its anchor where it is seen first, its label last."""
    views = [view(document, block.start, block.end) for block in blocks]
    ends = [block.end for block in blocks]
    inside: list[list[tuple[int, int, _Mark]]] = [[] for _ in blocks]
    for mark in marks:
        at = bisect_right(ends, mark.start)
        while at < len(blocks) and blocks[at].start < mark.end:
            offsets = views[at].offsets
            low, high = bisect_left(offsets, mark.start), bisect_left(offsets, mark.end)
            if low < high:
                mark.pieces.append((at, low, high))
                inside[at].append((low, high, mark))
            at += 1
    levels = _levels(blocks)
    return tuple(
        MarkedBlock(
            block.kind,
            levels[at],
            block.page,
            tuple(_segments(at, seen.text, inside[at])),
            tuple(mark.note for _, _, mark in inside[at] if mark.note and mark.pieces[0][0] == at),
        )
        for at, (block, seen) in enumerate(zip(blocks, views, strict=True))
        if seen.text
    )


def _levels(blocks: Iterable[Block]) -> list[int]:
    """Return the depth of each block; a heading is at most one deeper than the heading before it."""
    found, last = [], 0
    for block in blocks:
        if block.kind == "heading":
            last = min(max(block.level, 1), last + 1)
        found.append(last if block.kind == "heading" else block.level)
    return found


def _segments(at: int, text: str, inside: Sequence[tuple[int, int, _Mark]]) -> Iterable[Segment]:
    cuts = sorted({0, len(text), *(cut for low, high, _ in inside for cut in (low, high))})
    coming = sorted(inside, key=lambda row: -row[0])
    open_: list[tuple[int, int, _Mark]] = []
    for low, high in pairwise(cuts):
        open_ = [row for row in open_ if row[1] > low]
        while coming and coming[-1][0] <= low:
            open_.append(coming.pop())
        over = [mark for _, _, mark in open_]
        top = min(over, key=lambda mark: (mark.note is None, mark.end - mark.start), default=None)
        yield Segment(
            text[low:high],
            force=top.force if top else None,
            marked=top is not None,
            ids=tuple(mark.id for mark in over if mark.pieces[0][:2] == (at, low)),
            ends=tuple(
                mark.note for mark in over if mark.note and (mark.pieces[-1][0], mark.pieces[-1][2]) == (at, high)
            ),
        )


def _loose(document: Document, mark: _Mark) -> Segment:
    notes = (mark.note,) if mark.note else ()
    return Segment(document.clean(mark.start, mark.end), mark.force, marked=True, ids=(mark.id,), ends=notes)


def _note(document: Document, number: int, row: Statement, item: tuple[str, str] | None) -> Note:
    return Note(
        anchor=anchor("n", row.id),
        mark=anchor("s", row.id),
        number=number,
        force=row.force,
        negative=row.polarity == "negative",
        bearers=named(row.actors),
        recipients=named(row.recipients),
        speaker=named((row.speaker,)) if row.speaker else "",
        details=tuple((name, words) for name, words in _details(row) if words),
        citation=citation(document, row.evidence.start, row.evidence.end),
        item=item,
    )


def _details(row: Statement) -> Iterable[tuple[str, str]]:
    yield "act", row.act or row.event or ""
    if row.urged:
        yield "urged", f"{named(row.urged.actors)}: {row.urged.span.shown}"
    yield "when", row.when.text if row.when else ""
    yield "deadline", row.deadline.text if row.deadline else ""
    yield "condition", row.condition.shown if row.condition else ""
    yield "amount", row.amount.text if row.amount else ""
    yield "instrument", ", ".join(one.name for one in row.instrument)
    yield "contexts", ", ".join(row.contexts)
    yield "confidence", f"{row.confidence:.2f}"
    yield "rule", row.rule
