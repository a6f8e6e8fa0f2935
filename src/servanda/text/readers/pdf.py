"""PDFs: clean text in reading order, cut into blocks that know their page."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from servanda.text.blocks import Cut, Draft
from servanda.text.dates import dated_line
from servanda.text.readers import plain
from servanda.text.readers.pdf_flow import Paragraph, paragraphs
from servanda.text.readers.pdf_layout import reading_order
from servanda.text.readers.properties import Said, Unpacked, author, said, title
from servanda.text.source import ReadOptions

_STAMP = re.compile(r"D?:?\s*(\d{4})(\d{2})(\d{2})")
# These print what is shown on a screen: their date is the day of printing, which may be years after publication.
_PRINTERS = re.compile(r"skia|quartz|print to pdf|wkhtml|mozilla|firefox|safari|chrom|webkit", re.IGNORECASE)
_MAKER = re.compile(r"\b(?:word|indesign|libreoffice|writer|\w{0,5}(?<!con)tex|pages|framemaker)\b", re.IGNORECASE)
_FIRST_BLOCKS = 12
_MOST_LISTED = 20


def read(data: bytes, options: ReadOptions) -> Unpacked:
    """Return a PDF's text, its blocks with their pages, what it says of itself, and which pages are lost.

    Raises:
        ValueError: where it is locked, broken, without text or beyond the bounds.
    """
    from servanda.text.readers import pdf_runs

    found = pdf_runs.extract(data, {"limit": options.limit, "pages": options.pages})
    if "error" in found:
        raise ValueError(found["error"])
    lines = reading_order(found["pages"])
    blocks = paragraphs(lines)
    if not blocks:
        raise ValueError("it holds no text but page numbers and running heads; make it searchable first (OCR)")
    text, drafts = _laid(blocks)
    cut = plain.finish(text, drafts)
    starts = [draft.start - block.mark_end for draft, block in zip(drafts, blocks, strict=True)]
    pages = [block.lines[0].page for block in blocks]
    paged = tuple(
        block.model_copy(update={"page": pages[bisect_right(starts, block.start) - 1]}) for block in cut.blocks
    )
    lost = f"page {_listed(found['broken'])}" if found["broken"] else ""
    read_pages = {line.page for line in lines}.union(found["broken"])
    textless = [number for number in range(1, len(found["pages"]) + 1) if number not in read_pages]
    return Unpacked(text, Cut(paged, cut.nontext), _said(blocks, found["properties"]), lost, _notes(textless))


def _notes(textless: Sequence[int]) -> tuple[str, ...]:
    """Say which pages hold no text, which pictures of pages do not."""
    if not textless:
        return ()
    hold, they_are = ("page", "holds"), "it is a picture of one"
    if len(textless) > 1:
        hold, they_are = ("pages", "hold"), "they are pictures of pages"
    return (
        f"{hold[0]} {_listed(textless)} {hold[1]} no text; if {they_are}, make the file searchable (OCR) and add it",
    )


def _listed(pages: Sequence[int]) -> str:
    """Return the numbers of pages, of many the first."""
    shown = ", ".join(map(str, pages[:_MOST_LISTED]))
    return f"{shown} and {len(pages) - _MOST_LISTED} more" if len(pages) > _MOST_LISTED else shown


def _laid(blocks: Sequence[Paragraph]) -> tuple[str, list[Draft]]:
    """Return the blocks' words, a block a line, with drafts that point into them."""
    drafts: list[Draft] = []
    at = 0
    for block in blocks:
        end = at + len(block.words)
        drafts.append(Draft(at + block.mark_end, end, block.kind, block.level, block.loose))
        at = end + 1
    return "\n".join(block.words for block in blocks), drafts


def _said(blocks: Sequence[Paragraph], properties: Mapping[str, str]) -> Said:
    lines = (line.text for block in blocks[:_FIRST_BLOCKS] for line in block.lines if line.page == 1)
    dated = next(((line, day) for line in lines if (day := dated_line(line))), None)
    own = {"title": title(properties.get("Title")), "authors": author(properties.get("Author"))}
    first: Said = ()
    if dated:
        first = ((f"the line “{' '.join(dated[0].split())}”", {"published": dated[1]}),)
    return (*first, *_made(properties), ("the PDF's properties", said(own)))


def _made(properties: Mapping[str, str]) -> Said:
    stamp = _STAMP.match(properties.get("CreationDate", ""))
    if not stamp:
        return ()
    day = "-".join(stamp.groups())
    program = f"{properties.get('Producer', '')} {properties.get('Creator', '')}"
    if _PRINTERS.search(program) and not _MAKER.search(program):
        return (("", {"undated": f"the PDF was printed on {day}, which need not be when the text was published"}),)
    return (("the PDF's properties (the day it was made)", {"published": day}),)
