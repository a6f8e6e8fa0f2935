"""Numbers as people write them: "1.5", "3,000", "twenty-five", "half a million"."""

import re

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "t": 1e12,
    "trn": 1e12,
}
_WORD = "|".join(sorted((*_SMALL, "hundred", "thousand", "million", "billion", "trillion"), key=len, reverse=True))

DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,6})?"
WORDS = rf"(?:a\s{{1,3}})?(?:{_WORD})\b(?:(?:[-\s]{{1,3}}|\s{{1,3}}and\s{{1,3}})(?:{_WORD})\b){{0,8}}"
SCALE = r"hundred|thousand|million|billion|trillion|lakh|crore|mln|bln|trn|mn|bn|tn"


def scale(word: str | None) -> float:
    """Return what a scale word or letter multiplies by ("bn" is 1e9), 1 for none.

    Raises:
        KeyError: if the word is no scale.
    """
    return 1.0 if not word else _SCALES[word.lower().rstrip(".")]


def number(words: str) -> float:
    """Return the value of a number in digits or in English words, with or without a scale ("1.5 million").

    Raises:
        ValueError: if the words are not a number.
    """
    text = words.strip().lower()
    match = re.fullmatch(rf"({DIGITS})\s*({SCALE})?", text)
    if match:
        return float(match[1].replace(",", "")) * scale(match[2])
    return _from_words(re.findall(r"[a-z]+", text))


def _from_words(words: list[str]) -> float:
    total = current = 0.0
    counted = False
    for word in words:
        if word in ("and", "of"):
            continue
        if word in ("a", "an"):
            current = current or 1
        elif word == "half":
            current += 0.5
        elif word in ("quarter", "quarters"):
            current = (current or 1) / 4
        elif word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0.0
        else:
            raise ValueError(f"{word!r} is not a number word")
        counted = True
    if not counted:
        raise ValueError("there is no number in the words")
    return total + current
