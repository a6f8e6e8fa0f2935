"""The stretch of a text that best answers a search, with the words that do."""

import re
from collections.abc import Iterable

from servanda.model import Range

OPEN, CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no text that people read holds them
MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]+){CLOSE}")
WIDTH = 240


def marked_words(fragment: str) -> frozenset[str]:
    """Return what the full-text index put between its marks: the query's words as they stand in the text."""
    return frozenset(MARKED.findall(fragment))


def excerpt(whole: str, words: Iterable[str], width: int = WIDTH) -> tuple[int, int, tuple[Range, ...]]:
    """Return start and end of the stretch that holds most of `words`, and where they stand within it.

    A word counts only where it is not part of a longer one. The stretch is about `width` code points long and
    ends between words where it can; without any of `words` it is the beginning of `whole`.
    """
    marks = _places(whole, words)
    start, end = 0, len(whole)
    if len(whole) > width:
        start = max(0, min(_densest(marks, width) - width // 4, len(whole) - width))
        start, end = _between_words(whole, start, start + width)
    inside = (mark for mark in marks if start <= mark.start and mark.end <= end)
    return start, end, tuple(Range(start=mark.start - start, end=mark.end - start) for mark in inside)


def _places(whole: str, words: Iterable[str]) -> list[Range]:
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return []
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return [Range(start=found.start(), end=found.end()) for found in re.finditer(pattern, whole)]


def _densest(marks: list[Range], width: int) -> int:
    """Return where the first of the most marks begins that three quarters of the width can hold."""
    best, most, last = 0, 0, 0
    for first, mark in enumerate(marks):
        while last < len(marks) and marks[last].end <= mark.start + 3 * width // 4:
            last += 1
        if last - first > most:
            best, most = mark.start, last - first
    return best


def _between_words(whole: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inward to the next space, unless that takes more than a fifth away."""
    room = (end - start) // 10
    if start > 0 and (space := whole.find(" ", start - 1, start + room)) >= 0:
        start = space + 1
    if end < len(whole) and (space := whole.rfind(" ", end - room, end + 1)) >= 0:
        end = space
    return start, end
