"""A PDF to runs of words with their places; it runs in a process of its own and imports nothing of the package.

A run is `[text, left, baseline, right, size, opens bold, all bold]` in points from the page's top left corner, in the
order in which the file draws it. A page is `{"width", "height", "runs"}`.
"""

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

_LOCK = threading.Lock()
_PASSWORD = 4
_TEXTLESS = "it holds pictures of pages and no text; make it searchable first (OCR)"
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF02D: "–", 0xF0A8: "▪", 0xF06E: "▪"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = (0x02, 0xAD, 0xFFFE)
_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)) | {"*": "", "†": "", "‡": ""}
_ORDINAL = re.compile(r"st|nd|rd|th")
# After these PDFium overlooks a space that the letters' shapes make narrow.
_CLOSERS = "’'”\",;:.)"
_NARROW = 0.12
_BOLD = 600
# How large and how far from its words a list's mark may be that is drawn and not written, as shares of their size.
_MARK_SIZE = (0.15, 0.7)
_MARK_REACH = 2.5
_MOST_SHAPES = 50_000
_MOST_RUNS = 2_000_000
_MOST_RUNS_OF_A_PAGE = 20_000


def extract(data: bytes, bounds: dict[str, int]) -> dict[str, Any]:
    """Return the pages and properties of a PDF, or `{"error": reason}`."""
    with _LOCK:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == _PASSWORD
            return {
                "error": "it is locked with a password; save a copy without one" if locked else "it is no whole PDF"
            }
        with pdf:
            return _document(pdf, bounds)


def _document(pdf: Any, bounds: dict[str, int]) -> dict[str, Any]:
    if len(pdf) > bounds["pages"]:
        return {"error": f"it has {len(pdf):,} pages, more than the limit of {bounds['pages']:,}"}
    pages: list[dict[str, Any]] = []
    broken: list[int] = []
    letters = unknown = runs = 0
    for number in range(len(pdf)):
        try:
            page, found, lost = _page(pdf, number)
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            page, found, lost = {"width": 1, "height": 1, "runs": []}, 0, 0
        pages.append(page)
        letters, unknown, runs = letters + found, unknown + lost, runs + len(page["runs"])
        if runs > _MOST_RUNS or len(page["runs"]) > _MOST_RUNS_OF_A_PAGE:
            return {"error": f"page {number + 1} is cut into too many pieces of text to be read"}
        if letters > bounds["limit"]:
            return {"error": f"its text is larger than the limit of {bounds['limit']:,} characters"}
    if len(broken) == len(pages):
        return {"error": "none of its pages can be read: it is damaged"}
    if unknown > 0.3 * (letters + unknown):
        return {"error": "its letters cannot be turned into text: its fonts do not say what they stand for"}
    if not letters:
        return {"error": _TEXTLESS}
    return {"pages": pages, "broken": broken, "properties": _properties(pdf)}


def _properties(pdf: Any) -> dict[str, str]:
    try:
        return {name: str(value)[:1000] for name, value in pdf.get_metadata_dict(skip_empty=True).items()}
    except (pypdfium2.PdfiumError, UnicodeError):
        return {}


def _page(pdf: Any, number: int) -> tuple[dict[str, Any], int, int]:
    """Return one page, how many letters and figures it holds, and how many signs without a meaning."""
    page = pdf[number]
    textpage = page.get_textpage()
    try:
        words = list(_words(textpage))
        shapes = _shapes(page)
        box = page.get_bbox()
    finally:
        textpage.close()
        page.close()
    angle = Counter(word.angle for word in words).most_common(1)[0][0] if words else 0
    words = [word.turned(angle) for word in words if word.angle == angle]
    left, bottom, right, top = _turned_box(box, angle)
    runs: list[_Word] = []
    for word in words:
        if not (left - 1 <= word.left and word.right <= right + 1 + word.size and bottom <= word.base <= top):
            continue
        if not (runs and runs[-1].takes(word)):
            runs.append(word)
    runs += _marks(runs, [_turned_box(shape, angle) for shape in shapes])
    shown = [
        [run.text, *_rounded(run.left - left, top - run.base, run.right - left, run.size), run.opens_bold, run.bold]
        for run in runs
    ]
    letters = sum(character.isalnum() for run in runs for character in run.text)
    unknown = sum(word.unknown for word in words)
    return {"width": round(right - left, 1), "height": round(top - bottom, 1), "runs": shown}, letters, unknown


def _shapes(page: Any) -> list[tuple[float, float, float, float]]:
    """Return the places of a page's small square shapes: browsers draw the marks of lists."""
    if raw.FPDFPage_CountObjects(page.raw) > _MOST_SHAPES:
        return []
    found = []
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        try:
            left, bottom, right, top = shape.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if 0 < right - left < 20 and abs((right - left) - (top - bottom)) < 0.15 * (right - left):
            found.append((left, bottom, right, top))
    return found


def _marks(runs: list["_Word"], shapes: list[tuple[float, float, float, float]]) -> list["_Word"]:
    """Return a bullet for each shape that stands alone before the words of a line, at half their height."""
    marks: list[_Word] = []
    for left, bottom, right, top in shapes:
        middle = (bottom + top) / 2
        line = [
            run for run in runs if 0 < middle - run.base < 0.8 * run.size and run.right > left - _MARK_REACH * run.size
        ]
        first = min(line, key=lambda run: run.left, default=None)
        if first is None or not 0 < first.left - right < _MARK_REACH * first.size:
            continue
        if _MARK_SIZE[0] < (right - left) / first.size < _MARK_SIZE[1]:
            mark = _Word(left, first.base, first.size, False, first.angle)
            mark.text, mark.right = "•", right
            marks.append(mark)
    return marks


def _rounded(*values: float) -> list[float]:
    return [round(value, 1) for value in values]


class _Word:
    """Signs that are drawn side by side, without a space; `end` is where the last of them ends."""

    def __init__(self, left: float, base: float, size: float, bold: bool, angle: int) -> None:
        self.text = ""
        self.left, self.base, self.right, self.size = left, base, left, size
        self.end = (left, base)
        self.bold = self.opens_bold = bold
        self.angle, self.unknown = angle, 0

    def turned(self, angle: int) -> "_Word":
        """Turn the word's place so that text of this angle runs from left to right."""
        self.left, self.base = _turn(self.left, self.base, angle)
        self.right = _turn(*self.end, angle)[0]
        return self

    def takes(self, word: "_Word") -> bool:
        """Take in the next word where it stands on the same line and near, or is raised beside this one."""
        gap = word.left - self.right
        lift = (word.base - self.base) / self.size
        raised = 0.15 < lift < 0.8 and word.size < 0.85 * self.size and abs(gap) < 0.4 * self.size
        if raised and word.text and all(sign in _RAISED for sign in word.text) and self.text[-1:].strip():
            self.text += "".join(_RAISED[sign] for sign in word.text)
        elif raised and _ORDINAL.fullmatch(word.text) and self.text[-1:].isdigit():
            self.text += word.text
        elif abs(word.base - self.base) < 0.3 * self.size and -0.5 * self.size < gap < 1.4 * max(self.size, word.size):
            self.text += f" {word.text}" if gap > 0.1 * self.size or self.text[-1:].isspace() else word.text
            self.bold = self.bold and word.bold
        else:
            return False
        self.right = max(self.right, word.right)
        return True


def _turn(x: float, y: float, angle: int) -> tuple[float, float]:
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[angle]


def _turned_box(box: tuple[float, float, float, float], angle: int) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = _turn(box[0], box[1], angle), _turn(box[2], box[3], angle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _words(textpage: Any) -> Iterator[_Word]:
    """Yield the page's words as they are drawn."""
    reader = _Signs(textpage.raw)
    word: _Word | None = None
    last = 0
    for at in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage.raw, at)
        if code in (0x20, 0x0D, 0x0A, 0x09, 0xA0, 0x3000) or 0x2000 <= code <= 0x200A:
            if word and word.text:
                word.end = reader.end(last, word)
                yield word
            word = None
            continue
        if word and (
            (word.text.endswith("\u00ad") and reader.falls(at, word))
            or (word.text[-1:] in _CLOSERS and word.text[:-1] and reader.parted(last, at, word))
        ):
            # PDFium reads on over a line's end that cuts a word, and over narrow spaces.
            word.end = reader.end(last, word)
            yield word
            word = None
        if word is None:
            word = reader.word(at)
        sign = _sign(code)
        if sign in _RAISED and word.text and reader.is_raised(at, word):
            sign = _RAISED[sign]
        word.text += sign
        word.unknown += sign == "" and code not in _HYPHENS
        last = at
    if word and word.text:
        word.end = reader.end(last, word)
        yield word


def _sign(code: int) -> str:
    if code in _HYPHENS:
        return "\u00ad"
    if 0xE000 <= code <= 0xF8FF:
        return _BULLETS.get(code, "")
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFD, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return _LIGATURES.get(code) or chr(code)


class _Signs:
    """Asks PDFium about single signs; the buffers are made once."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()

    def word(self, at: int) -> _Word:
        """Return an empty word that begins with the sign."""
        raw.FPDFText_GetCharOrigin(self.page, at, self.x, self.y)
        size, angle = self.shape(at)
        bold = raw.FPDFText_GetFontWeight(self.page, at) >= _BOLD
        return _Word(self.x.value, self.y.value, size, bold, angle)

    def shape(self, at: int) -> tuple[float, int]:
        """Return the sign's size in points and the direction in which its line runs, as a multiple of 90 degrees."""
        size = raw.FPDFText_GetFontSize(self.page, at)
        if not raw.FPDFText_GetMatrix(self.page, at, self.matrix):
            return max(size, 1.0), 0
        matrix = self.matrix
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360 if matrix.a or matrix.b else 0
        return max(abs(size * scale), 1.0), turn

    def end(self, at: int, word: _Word) -> tuple[float, float]:
        """Return where the sign, the last of the word, ends along its line."""
        if not raw.FPDFText_GetLooseCharBox(self.page, at, self.box):
            return word.end
        box = self.box
        return (box.left if word.angle == 180 else box.right, box.bottom if word.angle == 270 else box.top)

    def falls(self, at: int, word: _Word) -> bool:
        """Tell whether the sign stands on another line than the word it follows."""
        raw.FPDFText_GetCharOrigin(self.page, at, self.x, self.y)
        along, across = self.x.value - word.left, self.y.value - word.base
        return abs(across if word.angle in (0, 180) else along) > 0.5 * word.size

    def parted(self, last: int, at: int, word: _Word) -> bool:
        """Tell whether white stands between two signs, and none before the first of them."""
        gap, before = (self._gap(one, one + 1, word) for one in (last, last - 1))
        return last + 1 == at and gap > _NARROW * word.size and before < 0.5 * gap

    def _gap(self, one: int, two: int, word: _Word) -> float:
        """Return how far from the end of one sign the other begins, along the word's line."""
        end = _turn(*self.end(one, word), word.angle)[0]
        raw.FPDFText_GetCharOrigin(self.page, two, self.x, self.y)
        return _turn(self.x.value, self.y.value, word.angle)[0] - end

    def is_raised(self, at: int, word: _Word) -> bool:
        """Tell whether the sign stands smaller and higher than the word it follows."""
        size, _ = self.shape(at)
        raw.FPDFText_GetCharOrigin(self.page, at, self.x, self.y)
        return size < 0.85 * word.size and self.y.value - word.base > 0.15 * word.size
