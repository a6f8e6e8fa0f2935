"""Which language a text is in: a look at its small words first, a classifier where they do not decide."""

import re

_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "with",
        "that",
        "for",
        "by",
        "this",
        "from",
        "are",
        "our",
        "which",
        "has",
        "have",
        "will",
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_SHARE = 0.1
_FEWEST = 20
_LATIN_END = "\u0250"


def guess_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; null for a few words in Latin letters."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if sum(word in _ENGLISH for word in words) >= max(2, _SHARE * len(words)):
        return "en"
    if len(words) < _FEWEST and all(letter < _LATIN_END for word in words for letter in word):
        return None
    import py3langid

    return str(py3langid.classify(text[:_SAMPLE])[0])
