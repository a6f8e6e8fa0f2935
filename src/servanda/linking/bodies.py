"""Joint bodies named in a text (a task force, a fund, a committee): what is set up, and later acts."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from servanda.linking.stems import stem
from servanda.linking.tables import general
from servanda.linking.words import Token, Unit, tokens

_WEIGHT = 1.2
_UNNAMED = 0.8
_MOST_BEFORE = 4
_MOST_AFTER = 5
_LINKS = frozenset(("on", "for", "of", "to", "and", "the", "against"))
_ALSO = frozenset(("and", "the"))


class Body(NamedTuple):
    """A body as a unit, and where its name begins and ends."""

    unit: Unit
    start: int
    end: int


@lru_cache(maxsize=4096)
def bodies(text: str) -> tuple[Body, ...]:
    """Return the bodies named in a text, in order; the words of each unit are those that tell it from others."""
    words = tokens(text)
    found: list[Body] = []
    at = 0
    while at < len(words):
        size = _head(words, at)
        if size:
            body = _body(words, at, size)
            found.append(body)
            at = max(at + size, next((i for i, word in enumerate(words) if word.start >= body.end), len(words)))
        else:
            at += 1
    return tuple(found)


def same_body(one: Unit, other: Unit) -> float:
    """Return how surely two bodies of one kind are the same: 1 by a telling word, less where one is only *the* body."""
    if one.label != other.label:
        return 0.0
    ours, theirs = set(one.words), set(other.words)
    if not ours or not theirs:
        return _UNNAMED
    within = ours <= theirs or theirs <= ours
    return 1.0 if within or any(word not in _common() for word in ours & theirs) else 0.0


@lru_cache(maxsize=1)
def _heads() -> dict[tuple[str, ...], bool]:
    """Return the nouns for bodies as stems, true where they count without a capital."""
    table = general()
    plain = {tuple(stem(part) for part in word.split()): True for word in table.bodies}
    return {tuple(stem(part) for part in word.split()): False for word in table.named_bodies} | plain


def _head(words: Sequence[Token], at: int) -> int:
    """Return how many words from `at` on are the noun of a body, or 0."""
    for size in (2, 1):
        window = words[at : at + size]
        plain = _heads().get(tuple(word.stem for word in window)) if len(window) == size else None
        if plain or (plain is False and all(word.text[0].isupper() for word in window)):
            return size
    return 0


def _body(words: Sequence[Token], at: int, size: int) -> Body:
    named = words[at].text[0].isupper()
    first = at
    while first > 0 and at - first < _MOST_BEFORE and _joins(words[first - 1], words[first]):
        first -= 1
    last = at + size
    if last < len(words) and words[last].text.lower() in _LINKS - _ALSO:
        last = _after(words, last, named)
    own = [*words[first:at], *words[at + size : last]]
    label = " ".join(word.stem for word in words[at : at + size])
    telling = tuple(word.stem for word in own if _tells(word))
    said = " ".join(word.text for word in words[first:last])
    unit = Unit(f"!{label}", "word", _WEIGHT, telling, words[first].start, said)
    return Body(unit, words[first].start, words[last - 1].start + len(words[last - 1].text))


def _joins(before: Token, word: Token) -> bool:
    """Tell whether the word before belongs to the name: written beside it, and with a capital."""
    near = word.start - before.start - len(before.text) <= 1
    return near and before.text[0].isupper() and before.text.lower() not in _LINKS


def _after(words: Sequence[Token], last: int, named: bool) -> int:
    """Return the end of what follows *on*, *for* or *of* in a name."""
    end = last
    for index in range(last, min(len(words), last + _MOST_AFTER)):
        word = words[index]
        link = word.text.lower() in _LINKS
        if index > last and not link and named and not word.text[0].isupper():
            break
        if index > last and word.start - words[index - 1].start - len(words[index - 1].text) > 1:
            break
        if not link:
            end = index + 1
    return end if end > last else last


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(stem(word) for word in general().generic)


def _tells(word: Token) -> bool:
    return word.text.lower() not in general().stop and len(word.text) > 2
