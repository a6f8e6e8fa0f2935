"""Drafts of blocks to blocks: edges trimmed, list items given their lead, everything else non-text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from servanda.model import Block, BlockKind, Range
from servanda.text.headings import is_open

_WORD = re.compile(r"\w")
_GOVERNS = re.compile(
    r"(?:[:：]|\b(?:should|must|will|shall|would|need to|needs to|ought to|to|by|that|including|includes?))$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[.!?][\"”’)\]*_]*\s+(?=[\"“‘(\[*_]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|St|No|vs|Jr|Sr|Inc|Art|Sec|para))$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A block as a reader proposes it; `loose` says that a blank line stands before it."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    loose: bool = True


class Cut(NamedTuple):
    """A text's blocks and non-text: every character that is no space lies in one block or in a non-text range."""

    blocks: tuple[Block, ...]
    nontext: tuple[Range, ...]


def assemble(text: str, drafts: Iterable[Draft], gaps: Iterable[Range]) -> Cut:
    """Return the blocks of the drafts that hold words, with leads, and all that no block holds as non-text.

    Args:
        text: the document's text.
        drafts: ordered drafts that do not overlap.
        gaps: inline markup; may overlap, in any order.
    """
    gap_list = merged(gaps)
    trimmed = (_trim(text, draft, gap_list) for draft in drafts)
    kept = [draft for draft in trimmed if draft and _has_words(text, draft, gap_list)]
    nontext = merged([*gap_list, *_uncovered(text, kept)])
    return Cut(tuple(_with_leads(text, kept, nontext)), tuple(nontext))


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Return the union of the ranges as ordered ranges that do not touch."""
    union: list[Range] = []
    for part in sorted(ranges, key=lambda part: part.start):
        if union and part.start <= union[-1].end:
            if part.end > union[-1].end:
                union[-1] = Range(start=union[-1].start, end=part.end)
        elif part.end > part.start:
            union.append(part)
    return union


def join_broken(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with every sentence that runs on over a break put together in one draft."""
    joined: list[Draft] = []
    for draft in drafts:
        if joined and _runs_on(text, joined[-1], draft):
            joined[-1] = replace(joined[-1], end=draft.end)
        else:
            joined.append(draft)
    return joined


def last_sentence(text: str, start: int, end: int) -> Range:
    """Return the range of the last sentence between `start` and `end`."""
    for found in reversed(list(_BOUNDARY.finditer(text, start, end))):
        if not _ABBREVIATION.search(text, max(start, found.start() - 12), found.start()):
            return Range(start=found.end(), end=end)
    return Range(start=start, end=end)


def clean(text: str, start: int, end: int, gaps: Sequence[Range]) -> str:
    """Return the words from `start` to `end` without the gaps, white space as single spaces."""
    parts: list[str] = []
    for gap in gaps[
        bisect_right(gaps, start, key=lambda gap: gap.end) : bisect_left(gaps, end, key=lambda gap: gap.start)
    ]:
        parts.append(text[start : max(start, gap.start)])
        start = gap.end
    return " ".join("".join([*parts, text[start:end]]).split())


def _runs_on(text: str, before: Draft, after: Draft) -> bool:
    if after.kind != "paragraph" or before.kind not in ("paragraph", "item", "quote"):
        return False
    if not text[after.start].islower() or (before.kind == "item" and after.loose and after.level != before.level):
        return False
    tail = text[max(before.start, before.end - 200) : before.end].rstrip()
    return is_open(tail) and (before.end - before.start > 60 or tail[-1:] == "," or not tail.istitle())


def _trim(text: str, draft: Draft, gaps: Sequence[Range]) -> Draft | None:
    start, end = draft.start, draft.end
    at = bisect_right(gaps, start, key=lambda gap: gap.end)
    while start < end:
        if text[start].isspace():
            start += 1
        elif at < len(gaps) and gaps[at].start <= start:
            start, at = max(start, gaps[at].end), at + 1
        else:
            break
    at = bisect_left(gaps, end, key=lambda gap: gap.start) - 1
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif at >= 0 and gaps[at].end >= end:
            end, at = min(end, gaps[at].start), at - 1
        else:
            break
    return replace(draft, start=start, end=end) if start < end else None


def _has_words(text: str, draft: Draft, gaps: Sequence[Range]) -> bool:
    return bool(_WORD.search(text, draft.start, draft.end)) and bool(
        _WORD.search(clean(text, draft.start, draft.end, gaps))
    )


def _uncovered(text: str, drafts: Sequence[Draft]) -> list[Range]:
    found: list[Range] = []
    at = 0
    for start, end in [*((draft.start, draft.end) for draft in drafts), (len(text), len(text))]:
        rest = text[at:start]
        if rest and not rest.isspace():
            first = at + len(rest) - len(rest.lstrip())
            found.append(Range(start=first, end=at + len(rest.rstrip())))
        at = end
    return found


def _with_leads(text: str, drafts: Sequence[Draft], gaps: Sequence[Range]) -> list[Block]:
    """Give each item the sentence that governs its list: what stood before the list's first item, if it governs."""
    leads: list[Range | None] = []
    blocks: list[Block] = []
    before: Draft | None = None
    for draft in drafts:
        if draft.kind == "item":
            depth = max(draft.level, 1)
            del leads[depth:]
            while len(leads) < depth:
                leads.append(_governing(text, before, gaps))
        else:
            del leads[draft.level :]
        lead = leads[-1] if draft.kind == "item" else None
        blocks.append(Block(start=draft.start, end=draft.end, kind=draft.kind, level=draft.level, lead=lead))
        before = draft
    return blocks


def _governing(text: str, before: Draft | None, gaps: Sequence[Range]) -> Range | None:
    if before is None or before.kind == "cell":
        return None
    sentence = last_sentence(text, before.start, before.end)
    return sentence if _GOVERNS.search(clean(text, sentence.start, sentence.end, gaps)) else None
