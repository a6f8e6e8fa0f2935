"""Words to units: what a stretch of text is about, in concepts, plain words and names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from servanda.linking.stems import TOKEN, stem
from servanda.linking.tables import places
from servanda.linking.vocabulary import (
    act_words,
    broad_concepts,
    first_words_of_places,
    generic_words,
    phrases,
    stop_words,
    weak_concepts,
)

Kind = Literal["concept", "word", "generic", "act", "name"]
_BROAD = 1.0
WEIGHTS: dict[Kind, float] = {"concept": 1.3, "word": 1.0, "generic": 0.3, "act": 0.2, "name": 0.35}
_ACRONYM = 0.9
_PLACE = 0.8
_LONGEST_PLACE = 4
_WEAK = 0.6


class Token(NamedTuple):
    """One word of a text: where it starts, its stem, and whether it is written as a name."""

    start: int
    text: str
    stem: str
    name: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a text speaks of: its label, its weight before rarity, and the words that say it."""

    label: str
    kind: Kind
    weight: float
    words: tuple[str, ...]
    start: int
    said: str


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text; one that is capitalised inside a sentence counts as a name."""
    found = [(match.start(), match.group()) for match in TOKEN.finditer(text)]
    capitals = sum(word[0].isupper() for _, word in found)
    titled = capitals > 0.6 * len(found)
    return tuple(
        Token(start, word, stem(word), not titled and at > 0 and word[0].isupper())
        for at, (start, word) in enumerate(found)
        if len(word) > 1
    )


def lowered(text: str) -> list[str]:
    """Return the words of a text in small letters, in order."""
    return [token.text.lower() for token in tokens(text)]


def units(text: str, names: Collection[str] = (), drop: Collection[int] = ()) -> tuple[Unit, ...]:
    """Return what `text` speaks of, in order and each label once.

    `names` are stems to leave out (those of the actors named), `drop` the offsets of words that are not objects
    by themselves (the cue and the act), though they may be part of one ("*sharing* intelligence").
    """
    words = tokens(text)
    found: dict[str, Unit] = {}
    at = 0
    while at < len(words):
        place = _place(words, at)
        if place is not None:
            _keep(found, place[0])
            at += place[1]
            continue
        hit = _phrase(words, at)
        if hit is not None and all(words[index].start in drop for index in hit[1]):
            hit = None
        if hit is None:
            unit = None if words[at].start in drop else _plain(words[at], names)
            at += 1
        else:
            concept, used = hit
            unit = _concept(concept, [words[index] for index in used])
            for index in sorted(set(range(at, used[-1])) - set(used)):
                _keep(found, _plain(words[index], names))
            at = used[-1] + 1
        _keep(found, unit)
    return tuple(found.values())


def _keep(found: dict[str, Unit], unit: Unit | None) -> None:
    held = found.get(unit.label) if unit is not None else None
    if unit is not None and held is None:
        found[unit.label] = unit
    elif unit is not None and held is not None and unit.words != held.words:
        found[unit.label] = replace(held, words=tuple(dict.fromkeys((*held.words, *unit.words))))


def _place(words: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    """Return the country named at word `at`, with how many words name it."""
    first = words[at].text
    if not first[0].isupper() or _bare(first) not in first_words_of_places():
        return None
    said = [_bare(word.text) for word in words[at : at + _LONGEST_PLACE]]
    for size in range(len(said), 0, -1):
        code = places().get(tuple(said[:size]))
        if code is not None:
            shown = " ".join(word.text for word in words[at : at + size])
            return Unit(f"@{code}", "name", _PLACE, (), words[at].start, shown), size
    return None


def _bare(word: str) -> str:
    """Return a word in small letters without its possessive ending."""
    return word.lower().removesuffix("s").rstrip("’'") if word[-2:-1] in "’'" else word.lower()


def _phrase(words: Sequence[Token], at: int) -> tuple[str, list[int]] | None:
    """Return the concept that starts at word `at`, with the indexes of its words."""
    for stems, concept in phrases().get(words[at].stem, ()):
        used = _follow(words, at, stems)
        if used is not None:
            return concept, used
    return None


def _follow(words: Sequence[Token], at: int, stems: tuple[str, ...]) -> list[int] | None:
    used = [at]
    spare = 1
    for wanted in stems[1:]:
        index = used[-1] + 1
        if index < len(words) and words[index].stem != wanted and spare and words[index].text not in ("and", "or"):
            spare -= 1
            index += 1
        if index >= len(words) or words[index].stem != wanted:
            return None
        used.append(index)
    return used


def _concept(concept: str, words: Sequence[Token]) -> Unit:
    said = " ".join(word.text for word in words)
    stems = tuple(word.stem for word in words if word.stem not in stop_words())
    weight = _WEAK if concept in weak_concepts() else _BROAD if concept in broad_concepts() else WEIGHTS["concept"]
    return Unit(f"={concept}", "concept", weight, stems, words[0].start, said)


def _plain(token: Token, names: Collection[str]) -> Unit | None:
    if token.stem in stop_words() or token.text.lower() in stop_words() or token.stem in names:
        return None
    kind = _kind(token)
    acronym = kind == "name" and token.text.isupper() and len(token.text) > 2
    weight = _ACRONYM if acronym else WEIGHTS[kind]
    label = f"^{token.stem}" if kind == "name" else token.stem
    return Unit(label, kind, weight, (token.stem,), token.start, token.text)


def _kind(token: Token) -> Kind:
    if token.name and token.stem not in generic_words():
        return "name"
    if token.stem in generic_words():
        return "generic"
    return "act" if (token.stem,) in act_words() else "word"


def name_stems(names: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words of some names, so that shared names never count as a shared object."""
    return frozenset(stem(word) for name in names for word in TOKEN.findall(name) if len(word) > 1)
