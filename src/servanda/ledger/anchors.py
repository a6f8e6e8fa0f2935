"""Where the words of a decision stand in another version of a text, and which statement says there what was meant.

Pure functions. Words are found again by the exact words with what stands around them; runs of white space count as one
space, so that a text that was wrapped anew is the same text.
"""

import re
from collections.abc import Sequence

from servanda.model import Document, Quote, Range, Span, Statement

CONTEXT = 32
# So many code points of white space may stand in a context before it is taken for another one.
LOOSE = 4 * CONTEXT
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(("pledge", "agreement")),
    frozenset(("recommendation", "demand")),
    frozenset(("deed",)),
    frozenset(("refusal", "warning")),
    frozenset(("expectation", "assessment")),
)


def quote(document: Document, start: int, end: int) -> Quote:
    """Return the words from `start` to `end` with what stands before and after them, as a decision keeps them."""
    return Quote(
        document=document.id,
        document_name=document.name,
        start=start,
        end=end,
        text=document.text[start:end],
        prefix=document.text[max(0, start - CONTEXT) : start],
        suffix=document.text[end : end + CONTEXT],
    )


def in_context(words: Quote, text: str) -> Quote:
    """Return a quotation with its context, taken from its own document's `text` if it has none."""
    if words.prefix or words.suffix or text[words.start : words.end] != words.text:
        return words
    before, after = text[max(0, words.start - CONTEXT) : words.start], text[words.end : words.end + CONTEXT]
    return words.model_copy(update={"prefix": before, "suffix": after})


def place(words: Quote, text: str) -> Range | None:
    """Return where the words stand in another version, or None where nothing or more than one place fits.

    A place fits where the words stand exactly, as whole words, and what stood before them or what stood after them
    stands there too; a place where both do fits best.
    """
    pattern = words_pattern(words.text)
    if pattern is None:
        return None
    fits = [
        (_ends(text[: found.start()], words.prefix) + _begins(text[found.end() :], words.suffix), found)
        for found in pattern.finditer(text)
    ]
    best = max((fit for fit, _ in fits), default=0)
    chosen = [found for fit, found in fits if fit == best]
    return Range(start=chosen[0].start(), end=chosen[0].end()) if best and len(chosen) == 1 else None


def successor(before: Statement, where: Range, candidates: Sequence[Statement]) -> Statement | None:
    """Return the statement that says at this place what an earlier one said.

    Its evidence shares at least half of the shorter of the two, its force is of the same family, and no other shares
    more; of equals, the one with the same trigger, then with the same force, then the first in the text.
    """
    span = Span(start=where.start, end=where.end, text=" " * (where.end - where.start))
    shared = [
        (one.evidence.overlap(span), one)
        for one in candidates
        if same_family(before.force, one.force)
        and 2 * one.evidence.overlap(span) >= min(len(one.evidence.text), len(span.text))
        and one.evidence.overlap(span)
    ]

    def rank(pair: tuple[int, Statement]) -> tuple[int, bool, bool, int, str]:
        overlap, one = pair
        another = (one.trigger.text != before.trigger.text, one.force != before.force)
        return -overlap, *another, one.trigger.start, one.id

    return min(shared, key=rank)[1] if shared else None


def same_family(one: str, other: str) -> bool:
    """Return whether two forces are so near that a decision on the one holds for the other."""
    return any(one in family and other in family for family in FAMILIES)


def words_pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds these words as whole words, however they are wrapped; None where there are none."""
    parts = words.split()
    if not parts:
        return None
    before, after = (r"(?<!\w)" if parts[0][0].isalnum() else ""), (r"(?!\w)" if parts[-1][-1].isalnum() else "")
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)


def _ends(text: str, prefix: str) -> bool:
    """Return whether the text ends with this context; a context cut short by the beginning must be all of the text."""
    near, wanted = _even(text[-LOOSE:]), _even(prefix)
    return near.endswith(wanted) if len(prefix) >= CONTEXT else near == wanted


def _begins(text: str, suffix: str) -> bool:
    near, wanted = _even(text[:LOOSE]), _even(suffix)
    return near.startswith(wanted) if len(suffix) >= CONTEXT else near == wanted


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text)
