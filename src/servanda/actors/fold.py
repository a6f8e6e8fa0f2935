"""Folding: one plain spelling for the many ways a name is typed, with the way back to the original offsets."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = {
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ə": "e",
    "æ": "a",
    "ß": "s",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets` gives for each of its characters the place in the original, or null if they agree."""

    text: str
    offsets: tuple[int, ...] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original half-open range of the non-empty folded range `start` to `end`."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end - 1] + 1)


def fold(text: str) -> Folded:
    """Return the text without diacritics, invisible characters, curly quotes and long dashes; case is kept."""
    if text.isascii():
        return Folded(text, None)
    table = {ord(character): _plain(character) for character in set(text) if not character.isascii()}
    if all(table.values()):
        return Folded(text.translate(table), None)
    offsets = tuple(index for index, character in enumerate(text) if table.get(ord(character), character))
    return Folded(text.translate(table), offsets)


def folded(text: str) -> str:
    """Return only the folded words of `text`."""
    return fold(text).text


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Return the one plain character that stands for this one, or nothing for what people do not see."""
    if character in _PLAIN:
        return _PLAIN[character]
    if unicodedata.category(character) in {"Mn", "Cf"}:
        return ""
    return unicodedata.normalize("NFKD", character)[0]
