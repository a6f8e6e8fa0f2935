"""Markup inside sentences: link targets, emphasis marks, escapes, tags and footnote marks are non-text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from servanda.model import Range

Syntax = Literal["plain", "markdown", "html"]

_TAGS = (
    "a|abbr|address|article|aside|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|"
    "figcaption|figure|font|footer|form|h[1-6]|header|head|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|"
    "ol|p|picture|pre|q|s|section|small|source|span|strike|strong|sub|sup|svg|table|tbody|td|tfoot|th|thead|time|title|tr|"
    "tt|u|ul|var|video|wbr"
)
_TARGET = r"[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
_SAFE_TARGET = r"(?:[#/]|https?:|mailto:|www\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"

# Every mark starts with one of these, so that most positions are passed over at once.
_FIRST = r"(?=[\\<\[\]!*_~`\n\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069])"
_COMMON = rf"""
  (?P<note>
      (?i:<sup>\s*(?:<a\b[^<>]*>)?\s*\\?\[?(?:\d{{1,3}}|\*{{1,3}}|†)\\?\]?\s*(?:</a>)?\s*</sup>)
    | \\?\[\^[^\[\]\s\\]{{1,40}}\\?\]:?
    | (?:^|(?<=[\w.,;:!?)\]”’"'>*])|(?<=[.,;:!?)”’"*]\s))\\?\[\d{{1,3}}\\?\](?![(:\w])
  )
  | (?P<whole>
      </?(?i:{_TAGS})(?:\s[^<>]*)?/?>
    | !\[[^\[\]]*\]\({_TARGET}(?:\s+"[^"\n]*")?\)
    | [\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+
  )
  | (?P<blank>\n[^\S\n]*\n)
"""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SCRIPT = re.compile(r"<(?:script|style)\b[^<>]*>.*?</(?:script|style)\s*>", re.DOTALL | re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
_GLUED = (
    re.compile(r"""REF(?!\w)(?<=[a-z0-9.,;:!?)\]”’"']REF)"""),
    re.compile(
        r"""\.(?<=[a-z]{4}\.)(?<!para\.)(?<!Sect\.)(?<!sect\.)\d{1,3}(?=\s+["“‘(]?[A-Z]|[ \t]*$)""", re.MULTILINE
    ),
    re.compile(
        r"""[⁰¹²³⁴-⁹](?:(?<=[^\W\d_][^\W\d_].)(?<!\bkm.)(?<!\bcm.)(?<!\bmm.)(?<!\bmi.)(?<!\bft.)|(?<=[.,;:!?”’"'].))[⁰¹²³⁴-⁹]*"""
    ),
)
_PLAIN = rf"""
  | (?P<target>\]\((?:{_SAFE_TARGET})?\))
  | (?P<open>\[) | (?P<close>\])
  | (?P<pair>\*\*(?=[^\s*])[^*\n]{{1,400}}(?<=[^\s*])\*\*)
"""
_MARKDOWN = rf"""
  | (?P<escape>\\(?=[!-/:-@\[-`{{-~\n]).?)
  | (?P<angle><(?:https?://|mailto:|[\w.+-]+@)[^<>\s]*>)
  | (?P<target>\]\((?:<[^<>\n]*>|{_TARGET})?(?:\s+"[^"\n]*")?\s*\)|\]\(\s*(?:https?:|mailto:|[#/])[^()\n]*\))
  | (?P<open>\[) | (?P<close>\])
  | (?P<emphasis>\*+(?=\S)|(?<=\S)\*+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])|~~+|`+)
"""
_HTML = r"""
  | (?P<tag></?[A-Za-z][^<>]*>|<![A-Za-z][^<>]*>|<\?[^<>]*>)
"""


@lru_cache
def _tokens(syntax: Syntax) -> re.Pattern[str]:
    extra = {"plain": _PLAIN, "markdown": _MARKDOWN, "html": _HTML}[syntax]
    return re.compile(f"{_FIRST}(?:{_COMMON}{extra})", re.VERBOSE | re.MULTILINE)


def inline_gaps(text: str, syntax: Syntax) -> list[Range]:
    """Return the ranges of markup in `text`, by their start; the words of a link or an emphasis stay text."""
    return [Range(start=start, end=end) for start, end in sorted([*_marks(text, syntax), *_glued(text), *hidden(text)])]


def hidden(text: str) -> list[tuple[int, int]]:
    """Return the ranges of comments, scripts and style sheets.

    What is opened after the last end of its sort is not looked at, which keeps the time linear.
    """
    found = [each.span() for each in _COMMENT.finditer(text, 0, text.rfind("-->") + 3)] if "-->" in text else []
    last = max((each.end() for each in _SCRIPT_END.finditer(text)), default=0)
    return found + [each.span() for each in _SCRIPT.finditer(text, 0, last)]


def _glued(text: str) -> Iterator[tuple[int, int]]:
    """Yield the footnote marks that are glued to a word or a full stop."""
    for pattern in _GLUED:
        for found in pattern.finditer(text):
            yield found.start() + (1 if text[found.start()] == "." else 0), found.end()


def _marks(text: str, syntax: Syntax) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for token in _tokens(syntax).finditer(text):
        start, end = token.span()
        match token.lastgroup:
            case "open":
                opened.append(start)
            case "close":
                opened[-1:] = []
            case "blank":
                opened.clear()
            case "target":
                if opened:
                    yield opened[-1], opened.pop() + 1
                    yield start, end
            case "escape":
                yield start, start + 1
            case "angle":
                yield start, start + 1
                yield end - 1, end
            case "pair":
                yield start, start + 2
                yield end - 2, end
            case _:
                yield start, end
