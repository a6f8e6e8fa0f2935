"""Sentences of any text, found the same way for every coder that is measured."""

import re
from collections.abc import Sequence

_END = re.compile(
    r"(?P<stop>[.!?][\"'”’)\]*_]*)\s+(?=[\"'“‘(\[*_]*[A-Z0-9])|\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•–]|\d+[.)])\s)"
)
_SHORT = re.compile(
    r"(?:^|[\s(\"“'‘])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Gen|St|No|Jr|Sr|vs|Prof|Sen|Rep)$"
)
_LONGEST_SHORT = 12
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences of a text; stretches of fewer than three words are none."""
    ranges = []
    start = 0
    for found in _END.finditer(text):
        stop = found["stop"]
        if stop == "." and _SHORT.search(text, max(start, found.start() - _LONGEST_SHORT), found.start()):
            continue
        ranges.append((start, found.end("stop") if stop else found.start()))
        start = found.end()
    ranges.append((start, len(text)))
    return [(first, last) for first, last in ranges if len(_WORD.findall(text, first, last)) >= _FEWEST_WORDS]


def without(ranges: Sequence[tuple[int, int]], marked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges that none of the marked ranges touches."""
    return [(first, last) for first, last in ranges if not any(a < last and first < b for a, b in marked)]
