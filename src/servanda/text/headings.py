"""Which lines are headings, by their form alone."""

import re

_LONGEST = 140
_ENDS = re.compile(r"[.!?;:,…]['\"”’)\]]*$")
_QUESTION = re.compile(
    r"(?i)(?:what|who|whom|whose|when|where|why|how|which|was|were|is|are|did|does|do|has|have|had|will|would|can|could|should)\b"
)
_INNER_END = re.compile(r"(?<![A-Z])[.!?]['\"”’)]*\s")
_SENTENCE = re.compile(
    r"(?i)^(?:i|we|you|he|she|they|it|this|these|those|that|there|let|thank|thanks)\b"
    r"|\b(?:will|shall|must|should|would|is|are|was|were|has|have|had|been|be)\b"
)
_CLOSED = re.compile(r"(?:[.!?:;…]|;\s(?:and|or))[\"'”’)\]*_]*$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BOLD = re.compile(r"(?P<mark>\*{2,3}|__)(?P<words>.+?)(?P=mark)\s*:?", re.DOTALL)
_STRONG_TAG = re.compile(r"</?(?:strong|b)(?:\s[^<>]*)?>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_UNDERLINED = re.compile(r"\s*(?:\*\*)?<u>[^<>]*</u>(?:\*\*)?\s*:?\s*", re.IGNORECASE)


def is_heading(line: str, strict: bool = False) -> bool:
    """Tell whether a line that stands alone is a heading: a question, capitals, or a short title without an end.

    Args:
        line: one line as people read it, without markup.
        strict: for forms that can mark headings: capitals, questions and titles in title case alone count.
    """
    if not line or len(line) > _LONGEST or not (line[0].isupper() or line[0].isdigit() or line[0] in "\"“‘'("):
        return False
    if line.endswith("?"):
        return bool(_QUESTION.match(line)) and not _INNER_END.search(line) and len(line.split()) > 2
    if _ENDS.search(line):
        return False
    words = _WORD.findall(line)
    if not words or len(words) > 16:
        return False
    return _is_upper(words) or _is_titled(words) or (not strict and len(words) <= 8 and not _SENTENCE.search(line))


def is_bold_line(markup: str) -> bool:
    """Tell whether a piece of Markdown or HTML is one bold or underlined line that is no full sentence."""
    if len(markup) > 400:
        return False
    if _UNDERLINED.fullmatch(markup):
        return not _is_sentence(_OTHER_TAG.sub("", markup))
    plain = _OTHER_TAG.sub("", _STRONG_TAG.sub("**", markup)).strip()
    found = _BOLD.fullmatch(plain)
    return bool(found and "**" not in found["words"] and not _is_sentence(plain))


def is_open(line: str) -> bool:
    """Tell whether a line stops without any mark that ends a sentence or a clause's list."""
    return not _CLOSED.search(line[-60:])


def _is_sentence(markup: str) -> bool:
    words = markup.strip(" *_\n\xa0")
    return len(words.split()) >= 8 and bool(re.search(r"[.!:;]$", words))


def _is_upper(words: list[str]) -> bool:
    return all(word.isupper() for word in words) and any(len(word) > 2 for word in words)


def _is_titled(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return bool(long) and words[0][0].isupper() and sum(word[0].isupper() for word in long) >= 0.7 * len(long)
