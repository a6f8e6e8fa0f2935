"""Plain text: lines to headings, paragraphs and list items, by their form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from servanda.model import Range
from servanda.text.blocks import Cut, Draft, assemble, join_broken
from servanda.text.headings import is_heading, is_open
from servanda.text.inline import inline_gaps
from servanda.text.marks import Depths, Mark, find_mark

_LINE = re.compile(r"[^\n\f\v\x85\u2028\u2029]+")
_ENDS_ITEM = re.compile(r"[;,](?:\s+(?:and|or))?$")
_NUMBERED = re.compile(r"(?:\d|[IVX])[.)]\s*\Z")
_LONGEST_WRAP = 120
_LONGEST_ELABORATION = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words, or one that is a lone mark; `loose` where a blank line stands before it."""

    start: int
    end: int
    mark: Mark | None
    loose: bool


def read(text: str, offset: int = 0) -> Cut:
    """Return the blocks of plain text; what stands before `offset` (front matter) is non-text."""
    gaps = [*inline_gaps(text, "plain"), Range(start=0, end=offset)]
    return _finished(text, _drafts(text, list(_lines(text, offset))), gaps)


def finish(text: str, drafts: Sequence[Draft]) -> Cut:
    """Return the blocks of a text that a reader cut by what it saw: lists, headings and leads are told by form."""
    return _finished(text, drafts, inline_gaps(text, "plain"))


def _finished(text: str, drafts: Sequence[Draft], gaps: Sequence[Range]) -> Cut:
    drafts = _unmarked_items(text, join_broken(text, drafts))
    return assemble(text, _elaborations(text, _headings(text, drafts)), gaps)


def _lines(text: str, offset: int) -> Iterator[_Line]:
    last = offset
    for found in _LINE.finditer(text, offset):
        line = found.group()
        if line.isspace():
            continue
        loose = text.count("\n", last, found.start()) > 1
        last = found.end()
        mark = find_mark(line)
        if mark or any(character.isalnum() for character in line):
            yield _Line(found.start(), found.start() + len(line.rstrip()), mark, loose)


def _drafts(text: str, lines: Sequence[_Line]) -> list[Draft]:
    width = _wrap_width(text, lines)
    depths = Depths()
    drafts: list[Draft] = []
    waiting: int | None = None
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if line.mark and _opens_item(text, line, before, drafts, width):
            waiting = depths.of(line.mark)
            start = line.start + line.mark.end
            if start < line.end:
                drafts.append(Draft(start, line.end, "item", waiting, line.loose))
                waiting = None
        elif waiting is not None:
            drafts.append(Draft(_first(text, line.start), line.end, "item", waiting, line.loose))
            waiting = None
        elif before and drafts and not line.loose and _wrapped(text, before, line, width):
            drafts[-1] = replace(drafts[-1], end=line.end)
        else:
            drafts.append(Draft(_first(text, line.start), line.end, loose=line.loose))
            words = text[line.start : line.end].strip()
            if words.endswith(":") or is_heading(words, strict=True):
                depths.close()
    return drafts


def _first(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start


def _opens_item(text: str, line: _Line, before: _Line | None, drafts: Sequence[Draft], width: int | None) -> bool:
    """Tell a mark from a hard wrap that happens to start with a dash or a number."""
    if line.mark is None:
        return False
    in_list = bool(drafts) and drafts[-1].kind == "item"
    if before is None or line.loose or (before.mark and in_list):
        return line.mark.sure or before is None or line.start + line.mark.end < line.end
    if width and _wrapped(text, before, line, width):
        return line.mark.style in "•·‣▪◦●■" or (line.mark.style in "-*+" and in_list)
    return True


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """Return the width at which the text's lines were broken by hand or machine; null where a line is a paragraph."""
    lengths = [line.end - line.start for line in lines]
    if len(lines) < 3 or max(lengths) > _LONGEST_WRAP:
        return None
    pairs = [(one, two) for one, two in pairwise(lines) if not two.loose and not (two.mark and two.mark.sure)]
    width = max(lengths)
    full = sum(_is_full(text, one, two, width) for one, two in pairs)
    return width if pairs and width >= 40 and full >= 0.6 * len(pairs) else None


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    first_word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first_word) > width - 6


def _wrapped(text: str, line: _Line, following: _Line, width: int | None) -> bool:
    if width is None:
        return False
    return _is_full(text, line, following, width) or (
        is_open(text[line.start : line.end]) and text[_first(text, following.start)].islower()
    )


def _unmarked_items(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Make items of the lines after a colon that are listed without marks: two or more without a full stop."""
    result = list(drafts)
    for at, draft in enumerate(drafts):
        if draft.kind != "paragraph" or not text[draft.start : draft.end].endswith(":"):
            continue
        stop = at + 1
        while stop < len(drafts) and _is_listed(text, drafts[stop]):
            stop += 1
        closes = stop < len(drafts) and stop > at + 1 and bool(_ENDS_ITEM.search(_words(text, drafts[stop - 1])))
        if closes and drafts[stop].kind == "paragraph":
            stop += 1
        if stop - at > 2:
            result[at + 1 : stop] = [replace(listed, kind="item", level=1) for listed in drafts[at + 1 : stop]]
    return result


def _is_listed(text: str, draft: Draft) -> bool:
    words = _words(text, draft)
    return draft.kind == "paragraph" and len(words) < 300 and (bool(_ENDS_ITEM.search(words)) or is_open(words))


def _headings(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Make headings of the short lines that stand before other text, and of numbered titles over paragraphs."""
    result = list(drafts)
    for at, (draft, following) in enumerate(pairwise(drafts)):
        if draft.kind == "item" and _NUMBERED.search(text, max(0, draft.start - 12), draft.start):
            led = at and (drafts[at - 1].kind == "item" or _words(text, drafts[at - 1]).endswith(":"))
            titled = not led and following.kind == "paragraph" and is_heading(_words(text, draft), strict=True)
        else:
            titled = draft.kind == "paragraph" and is_heading(_words(text, draft))
        if titled:
            result[at] = replace(draft, kind="heading", level=1)
    return result


def _elaborations(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the paragraphs that stand between two items of one list the list's depth."""
    result = list(drafts)
    items = [at for at, draft in enumerate(drafts) if draft.kind == "item"]
    for one, two in pairwise(items):
        between = drafts[one + 1 : two]
        if between and _elaborates(text, drafts[one], between):
            result[one + 1 : two] = [replace(draft, level=drafts[one].level) for draft in between]
    return result


def _elaborates(text: str, item: Draft, between: Sequence[Draft]) -> bool:
    tight_list = not item.loose and any(draft.loose for draft in between)
    return (
        len(between) <= _LONGEST_ELABORATION
        and not tight_list
        and all(draft.kind == "paragraph" for draft in between)
        and not _words(text, between[-1]).endswith(":")
    )


def _words(text: str, draft: Draft) -> str:
    return text[draft.start : draft.end]
