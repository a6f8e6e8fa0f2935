"""Markdown: block structure by markdown-it, cut further where people break lines and embolden titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.model import BlockKind, Range
from servanda.text.blocks import Cut, Draft, assemble, join_broken
from servanda.text.headings import is_bold_line, is_heading, is_open
from servanda.text.inline import inline_gaps
from servanda.text.readers import tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BREAK = re.compile(
    r"(?:(?:(?<![^\S\n])[^\S\n]{2,}|\\)\n|\n(?=[^\S\n]*\n))\s*|<br\s*/?>\s*|\n(?=[^\S\n]*[•·‣▪◦●■]\s)", re.IGNORECASE
)
_BULLET = re.compile(r"[•·‣▪◦●■]\s*")
_DASH = re.compile(r"[–—]\s+")
_BLOCK_TAG = re.compile(r"</?(?:t[dhr]|li|p|div|h[1-6]|table|ul|ol|figure|blockquote)\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_PREFIX = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]+(?:<[^<>\n]*>|(?:https?:|mailto:|[/#])\S*)[ \t]*$", re.MULTILINE
)
_WRAP = 60
_LONG_SETEXT = 160


@dataclass(frozen=True, slots=True)
class _Piece:
    """The source range of one paragraph, heading, table row or HTML block, as markdown-it sees it."""

    start: int
    end: int
    kind: BlockKind
    level: int


class _Source:
    """The lines of a text with their offsets."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.starts = [offset]
        self.starts += [offset + found.end() for found in re.finditer("\n", text[offset:])]
        self.starts.append(len(text) + 1)

    def line(self, number: int) -> tuple[int, int]:
        return self.starts[number], min(self.starts[number + 1] - 1, len(self.text))


def read(text: str, offset: int = 0) -> Cut:
    """Return the blocks of Markdown; what stands before `offset` (front matter) is non-text."""
    gaps = [*inline_gaps(text, "markdown"), Range(start=0, end=offset)]
    gaps += [Range(start=found.start(), end=found.end()) for found in _DEFINITION.finditer(text)]
    drafts: list[Draft] = []
    for piece, prefixes in _pieces(_Source(text, offset), _parser().parse(text[offset:])):
        gaps += prefixes
        drafts += _cut(text, piece)
    return assemble(text, _headings(text, join_broken(text, drafts)), gaps)


@lru_cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable(["code", "fence", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _pieces(source: _Source, tokens: Sequence["Token"]) -> Iterator[tuple[_Piece, list[Range]]]:
    depth = quotes = row = 0
    fresh = False
    for at, token in enumerate(tokens):
        name = token.type
        if name in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif name in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif name == "list_item_open":
            fresh = True
        elif name in ("blockquote_open", "blockquote_close"):
            quotes += 1 if name.endswith("open") else -1
        elif name == "tr_open" and token.map:
            row = token.map[0]
            yield from _cells(source, row)
        elif name == "html_block" and token.map:
            (start, _), (_, end) = source.line(token.map[0]), source.line(token.map[1] - 1)
            yield _Piece(start, end, "cell", 0), []
        elif name == "inline" and token.map and tokens[at - 1].type in ("paragraph_open", "heading_open"):
            kind, level = _kind(tokens[at - 1], token, fresh, depth, quotes)
            fresh = False
            start, end, prefixes = _place(source, token)
            yield _Piece(start, end, kind, level), prefixes


def _kind(opening: "Token", token: "Token", fresh: bool, depth: int, quotes: int) -> tuple[BlockKind, int]:
    if opening.type == "heading_open" and (opening.markup.startswith("#") or len(token.content) < _LONG_SETEXT):
        return "heading", int(opening.tag[1:])
    if fresh:
        return "item", depth
    return ("quote" if quotes else "paragraph"), depth


def _place(source: _Source, token: "Token") -> tuple[int, int, list[Range]]:
    """Return the range of an inline token in the source, and the line prefixes inside it (">", indents)."""
    number, last = token.map or [0, 0]
    prefixes: list[Range] = []
    start: int | None = None
    end = source.line(number)[0]
    for words in filter(None, map(str.strip, token.content.split("\n"))):
        number, found = _find(source, words, number, last)
        line_start, line_end = source.line(number)
        if start is None:
            start = found
        elif source.text[line_start:found].strip():
            prefixes.append(Range(start=line_start, end=found))
        end = min(line_end, found + len(words))
        number = min(number + 1, last - 1)
    start = end if start is None else start
    return start, max(start, end), prefixes


def _find(source: _Source, words: str, first: int, last: int) -> tuple[int, int]:
    """Return the line, from `first` on, that holds the words, and where they start."""
    for number in range(first, last):
        found = source.text.rfind(words, *source.line(number))
        if found >= 0:
            return number, found
    line_start, line_end = source.line(first)
    prefix = _PREFIX.match(source.text, line_start, line_end)
    return first, prefix.end() if prefix else line_start


def _cells(source: _Source, row: int) -> Iterator[tuple[_Piece, list[Range]]]:
    start, end = source.line(row)
    for found in _CELL.finditer(source.text, start, end):
        if not found.group().isspace():
            yield _Piece(found.start(), found.end(), "cell", 0), []


def _cut(text: str, piece: _Piece) -> list[Draft]:
    if piece.kind != "heading" and _BLOCK_TAG.search(text, piece.start, piece.end):
        return tags.cut(text, piece.start, piece.end)
    if piece.kind in ("heading", "cell"):
        return [Draft(piece.start, piece.end, piece.kind, piece.level)]
    segments = list(_segments(text, piece.start, piece.end))
    dashed = sum(bool(_DASH.match(text, start, end)) for start, end in segments) > 1
    drafts: list[Draft] = []
    kind = piece.kind
    for start, end in segments:
        mark = _BULLET.match(text, start, end) or (_DASH.match(text, start, end) if dashed else None)
        if mark and drafts:
            drafts.append(Draft(mark.end(), end, "item", piece.level + 1, loose=False))
        elif mark:
            drafts.append(Draft(mark.end(), end, "item", max(piece.level, 1), loose=False))
        elif kind != "item" and is_bold_line(text[start:end]):
            drafts.append(Draft(start, end, "heading", 6))
        else:
            drafts.append(Draft(start, end, kind, piece.level))
        kind = "quote" if piece.kind == "quote" else "paragraph"
    return drafts


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a paragraph between its hard line breaks, unless a break falls inside a sentence."""
    for found in _BREAK.finditer(text, start, end):
        before, after = text[start : found.start()].rstrip(), text[found.end() : end].lstrip(" *_")
        last_line = before.rsplit("\n", 1)[-1]
        inside = is_open(before) and len(last_line) >= _WRAP and not _BULLET.match(after) and after[:1].isalnum()
        if inside and not text[found.start() : found.end()].startswith("<"):
            continue
        if before:
            yield start, start + len(before)
        start = found.end()
    if start < end:
        yield start, end


def _headings(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Make headings of unmarked lines that have a heading's form beyond doubt."""
    last = len(drafts) - 1
    return [
        Draft(draft.start, draft.end, "heading", 6)
        if draft.kind == "paragraph"
        and not draft.level
        and at < last
        and drafts[at + 1].kind != "heading"
        and is_heading(text[draft.start : draft.end].strip(" *_"), strict=True)
        else draft
        for at, draft in enumerate(drafts)
    ]
