"""Bytes to text: the encoding is decided in a fixed order and recorded."""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_KNOWN_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1b")
# Letters, quotation marks and dashes of Western text in UTF-8; no such text in another encoding holds these bytes.
_WESTERN = re.compile(rb"\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|\xe2\x80[\x90-\xba]|\xe2\x82\xac|\xe2\x84\xa2")
_ABOVE_ASCII = bytes(range(128, 256))
_MOST_ABOVE_ASCII = 0.2
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_DECLARATION_BYTES = 4096
_WIDE_HEAD = 4_000


class Decoded(NamedTuple):
    """A text and the name of the encoding that it was read in."""

    text: str
    encoding: str


class NotTextError(ValueError):
    """The bytes are no text; the message says what they look like."""


def decode(data: bytes, declares: bool = False) -> Decoded:
    """Return the text of `data`: by byte order mark, as UTF-8, as declared, as UTF-8 and cp1252, as cp1252, or guessed.

    Args:
        data: the bytes of a file.
        declares: whether the form can declare its encoding itself (HTML, XML).

    Raises:
        NotTextError: where the bytes are no text in any encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(tidy(data[len(mark) :].decode(encoding, errors="replace")), encoding)
    wide = _wide(data)
    if wide:
        return wide
    _refuse_binary(data)
    for name in ("utf-8", _declared(data) if declares else None):
        text = _strictly(data, name)
        if text is not None:
            return Decoded(tidy(text), codecs.lookup(name or "").name)
    if _is_mixed(data):
        return Decoded(tidy(data.decode("utf-8", errors=_AS_CP1252)), "utf-8 with cp1252")
    text = _strictly(data, "cp1252")
    if text is not None and _plausible(text):
        return Decoded(tidy(text), "cp1252")
    return _guess(data)


def _is_mixed(data: bytes) -> bool:
    """Tell whether a text is UTF-8 but for some bytes: pasted together, or cut within a character."""
    above = len(data) - len(data.translate(None, _ABOVE_ASCII))
    return above <= _MOST_ABOVE_ASCII * len(data) and _WESTERN.search(data) is not None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - it is registered for decoding alone
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_AS_CP1252 = "servanda.cp1252"
codecs.register_error(_AS_CP1252, _as_cp1252)


def _wide(data: bytes) -> Decoded | None:
    """Return the text of UTF-16 without its mark, told by the zeros in every second byte of Western text."""
    head = data[:_WIDE_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) < 0.35 * len(head) or min(even, odd) > 0.01 * len(head):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = _strictly(data[: len(data) & ~1], name)
    controls = sum(character < " " and character not in "\t\n\r\f" for character in (text or "")[:_WIDE_HEAD])
    return Decoded(tidy(text), name) if text and controls <= 0.01 * len(head) else None


def tidy(text: str) -> str:
    r"""Return the document's text: no leading byte order mark, `\r\n` and `\r` as `\n`.

    What no database can hold (NUL, half a surrogate pair) becomes U+FFFD, of the same length.
    """
    return _NOT_STORABLE.sub("\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _refuse_binary(data: bytes) -> None:
    for magic, what in _KNOWN_BINARY:
        if data.startswith(magic):
            raise NotTextError(f"it looks like {what}, not like text")
    head = data[:100_000]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if head.count(0) > len(head) // 200 or controls > len(head) // 20:
        raise NotTextError("it is binary, not text")


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARATION_BYTES])
    return found.group(1).decode("ascii") if found else None


def _strictly(data: bytes, name: str | None) -> str | None:
    try:
        return data.decode(name) if name else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _plausible(text: str) -> bool:
    """True where most letters are plain Latin, as they are in every language that cp1252 serves."""
    letters = [character for character in text[:50_000] if character.isalpha()]
    return sum(character < "\x80" for character in letters) >= 0.6 * len(letters)


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    text = _strictly(data, best.encoding) if best else None
    if best is None or text is None:
        return Decoded(tidy(data.decode("cp1252", errors="replace")), "cp1252")
    return Decoded(tidy(text), best.encoding)
