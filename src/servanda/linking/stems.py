"""Words to stems: one form for the spellings and endings of an English word."""

import re
from functools import lru_cache

from servanda.linking.tables import general

TOKEN = re.compile(r"\d+(?:\+\d+)+|\d+[^\W\d_]+|[^\W\d_]+(?:[’'][^\W\d_]+)?")
_ENDINGS = (
    "isation", "ization", "ation", "ative", "ising", "izing", "ised", "ized", "ment", "ness",
    "ance", "ence", "ise", "ize", "ity", "ive", "ion", "ant", "ent", "ate", "ly", "al", "at", "is", "iz",
)  # fmt: skip
_MAKES_NOUNS = re.compile(r"[aeiouy]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word: equal for its spellings, its plural and its verb forms, and mostly for its nouns."""
    table = general()
    word = re.sub(r"[’']s?$", "", word.lower()).replace("’", "'")
    word = table.spelling.get(word, word)
    if word in table.keep:
        return word
    word = _inflection(word)
    word = table.spelling.get(word, word)
    if word in table.keep:
        return word
    return _derivation(word)


def _inflection(word: str) -> str:
    """Drop the ending of a plural, a past or a progressive form."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _MAKES_NOUNS.search(rest):
            for whole in (rest, rest + "e"):
                if whole in general().keep:
                    return whole
            return rest
    return word


def _derivation(word: str) -> str:
    """Drop the ending that makes a noun or an adjective of a verb, a final e and a doubled last consonant."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word
