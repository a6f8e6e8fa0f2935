"""A clean view of a stretch of a document: the words people read, each with its true offset."""

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.model import Document


@dataclass(frozen=True, slots=True)
class View:
    """Clean text with, for each of its code points, the offset of that code point in the document.

    Markup is gone and every run of white space is one space, so patterns and parsers need not know of
    hard wraps or link syntax. `offsets` is as long as `text`.
    """

    text: str
    offsets: tuple[int, ...]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the document's half-open range for the non-empty range `start` to `end` of this view."""
        return self.offsets[start], self.offsets[end - 1] + 1


def view(document: Document, start: int = 0, end: int | None = None) -> View:
    """Return the clean view of the document's text from `start` to `end` (by default, of all of it)."""
    return _view(document, ((start, len(document.text) if end is None else end),))


def joined(document: Document, ranges: Iterable[tuple[int, int]]) -> View:
    """Return one clean view of several ranges, a space between them (a list item after its lead-in)."""
    return _view(document, tuple(ranges))


def _view(document: Document, ranges: tuple[tuple[int, int], ...]) -> View:
    characters: list[str] = []
    offsets: list[int] = []
    for start, end in ranges:
        _break(characters, offsets, start)
        for piece_start, piece_end in _pieces(document, start, end):
            for offset in range(piece_start, piece_end):
                character = document.text[offset]
                if character.isspace():
                    _break(characters, offsets, offset)
                else:
                    characters.append(character)
                    offsets.append(offset)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return View("".join(characters), tuple(offsets))


def _break(characters: list[str], offsets: list[int], offset: int) -> None:
    if characters and characters[-1] != " ":
        characters.append(" ")
        offsets.append(offset)


def _pieces(document: Document, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield the stretches of text between the non-text ranges."""
    for gap in document.gaps(start, end):
        if gap.start > start:
            yield start, gap.start
        start = max(start, gap.end)
    if start < end:
        yield start, end
