"""Whether a hyphen at the end of a line belongs to a compound (oil-rich) or cuts a word (agree-ment)."""

from functools import cache
from pathlib import Path

_PAGE = Path(__file__).with_name("data") / "words.txt"


def is_compound(one: str, two: str) -> bool:
    """Tell whether two parts in small letters are words of their own and make no usual word together."""
    words = _words()
    return one + two not in words and one in words and two in words


@cache
def _words() -> frozenset[str]:
    return frozenset(_PAGE.read_text("utf-8").split())
