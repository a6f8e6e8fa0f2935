"""Words of documents made harmless before a page escapes them: nothing hidden, nothing that turns text around."""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import urlsplit

_KEPT = frozenset("\n\t\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LINE_ENDS = frozenset("\u0085\u2028\u2029\r\v\f")
_MARK = "\ufffd"
_SAFE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def shown(text: object) -> str:
    """Return the words with controls, direction overrides, surrogates and invisible tags as U+FFFD.

    The result has as many code points as `text`.
    """
    words = str(text)
    return words if words.isprintable() else "".join(map(_character, words))


def _character(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    if character.isprintable() or character in _KEPT:
        return character
    return " " if unicodedata.category(character) == "Zs" else _MARK


def anchor(kind: str, id: str) -> str:  # noqa: A002
    """Return an HTML id for a thing of this kind: its own id where that is harmless, else a hash of it."""
    safe = id if _SAFE_ID.fullmatch(id) else sha256(id.encode(errors="backslashreplace")).hexdigest()[:16]
    return f"{kind}-{safe}"


def web_address(url: str | None) -> str | None:
    """Return the address where it may be linked: http or https with a host, nothing hidden in it; else null."""
    if not url or not url.isascii() or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
