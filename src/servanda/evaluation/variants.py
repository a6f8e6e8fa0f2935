"""Sentences said otherwise by plain code: renamed, respelled, reordered, with other marks, with a phrase in front."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from servanda.evaluation.edits import Edit

_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a text; `renamed` says which country's code became which, `words` what became of each name."""

    edits: tuple[Edit, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


Maker = Callable[[str], Iterable[Change]]


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    import yaml

    text = resources.files("servanda.evaluation").joinpath("data", "probe_words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def renamed(text: str) -> Iterator[Change]:
    """Yield the text with other countries in the place of its own, with their adjectives, capitals and articles."""
    rows: Sequence[Mapping[str, str]] = _words()["countries"]
    for step in _words()["steps"]:
        pairs = [(row, rows[(place + step) % len(rows)]) for place, row in enumerate(rows)]
        words = {one[part]: other[part] for one, other in pairs for part in ("name", "adjective", "capital")}
        edits = tuple(_articled(found, words[found[2]]) for found in _names(words).finditer(text))
        if edits:
            yield Change(edits, {one["code"]: other["code"] for one, other in pairs}, words)


def rename(text: str, words: Mapping[str, str]) -> str:
    """Return a text with its names renamed."""
    return _names(words).sub(lambda found: _articled(found, words[found[2]]).new, text)


def _names(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:([Aa]n?) )?({_any(words)})\b")


def _articled(found: re.Match[str], word: str) -> Edit:
    """Return the edit that puts a name for a name, with the article that goes with it."""
    article = "" if found[1] is None else f"{found[1][0]}{'n' if _VOWEL.match(word) else ''} "
    return Edit(found.start(), found.end(), article + word)


def fronted(text: str) -> Iterator[Change]:
    """Yield the text behind each of the adverbials, its first word without a capital unless it is a name."""
    first = re.match(r"\w+", text)
    for adverbial in _words()["front"]:
        lowered = first is not None and first[0] in _words()["lowered"]
        head = (Edit(0, 1, text[0].lower()),) if lowered else ()
        yield Change((Edit(0, 0, f"{adverbial}, "), *head))


def curled(text: str) -> Iterator[Change]:
    """Yield the text with curly quotation marks and apostrophes for the straight ones."""
    marks = [found.start() for found in re.finditer(r"['\"]", text)]
    if marks:
        yield Change(tuple(Edit(at, at + 1, _curly(text, at)) for at in marks))


def _curly(text: str, at: int) -> str:
    opens = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,!?;")
    return {"'": "’‘", '"': "”“"}[text[at]][opens]


def dashed(text: str) -> Iterator[Change]:
    """Yield the text with the hyphen that does not break, and with each of the other dashes between words."""
    hyphens = [found.start() for found in re.finditer(r"(?<=\w)-(?=\w)", text)]
    if hyphens:
        yield Change(tuple(Edit(at, at + 1, "\u2011") for at in hyphens))
    dashes = [found.span() for found in re.finditer(r"(?<=\w) – (?=\w)", text)]
    for new in ("—", " — ", " - ") if dashes else ():
        yield Change(tuple(Edit(start, end, new) for start, end in dashes))


def respelled(text: str) -> Iterator[Change]:
    """Yield the text in the other spelling, British or American."""
    yield from _swapped(text, _words()["spelling"])


def renumbered(text: str) -> Iterator[Change]:
    """Yield the text with digits for its numerals in words, or words for its digits."""
    yield from _swapped(text, _words()["numerals"])


def contracted(text: str) -> Iterator[Change]:
    """Yield the text with short forms for its full ones, or the other way round."""
    yield from _swapped(text, _words()["contractions"])


def _swapped(text: str, pairs: Mapping[str, str]) -> Iterator[Change]:
    words = {**pairs, **{new: old for old, new in pairs.items()}}
    edits = tuple(Edit(*found.span(), words[found[0]]) for found in re.finditer(rf"(?<![\w-])({_any(words)})\b", text))
    if edits:
        yield Change(edits)


def reordered(text: str, parts: Sequence[str]) -> Iterator[Change]:
    """Yield the text with some of its parts, which stand in it in this order, in the reverse order."""
    edits, at = [], 0
    for old, new in zip(parts, reversed(parts), strict=True):
        at = text.index(old, at)
        edits.append(Edit(at, at + len(old), new))
        at += len(old)
    if edits:
        yield Change(tuple(edits))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


MAKERS: Mapping[str, Maker] = {
    "actors": renamed,
    "front": fronted,
    "quotes": curled,
    "spelling": respelled,
    "dashes": dashed,
    "numerals": renumbered,
    "contraction": contracted,
}
