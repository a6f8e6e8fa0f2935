"""Lines in reading order to paragraphs: broken lines joined, hyphens healed, headings and list items by their form."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from servanda.model import BlockKind
from servanda.text.headings import is_heading, is_open
from servanda.text.marks import Depths, Mark, find_mark
from servanda.text.readers.pdf_layout import Line
from servanda.text.words import is_compound

_LARGER = 1.12
_SMALLER = 0.93
_SPACED = 1.3
_NEAR = 26
_LONGEST_HEADING = 250
_NOTE = re.compile(r"[\d*†‡⁰¹²³⁴-⁹\[]")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_CUT_NUMBER = re.compile(r"\w[-\u00ad]$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*$")
_HYPHEN = "-\u00ad\u2010"
_INLINE = re.compile(r"\s\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass
class Paragraph:
    """Lines that are read as one block; `loose` where white stands before it."""

    lines: list[Line]
    loose: bool = True
    note: bool = False
    words: str = ""
    kind: BlockKind = "paragraph"
    level: int = 0
    mark_end: int = 0

    @property
    def last(self) -> Line:
        """The line that the paragraph ends with."""
        return self.lines[-1]


@dataclass
class _Shape:
    """What is usual in a document: the size of its text, and how far its lines stand apart by size."""

    size: float
    bold: bool
    leading: dict[float, float]
    limits: dict[tuple[int, int], float] = field(default_factory=dict)
    homes: list[float] = field(default_factory=list)

    def spacing(self, line: Line) -> float:
        """Return the usual distance of lines of this size, in points."""
        return self.leading.get(round(line.size * 2), 1.2 * line.size)

    def home(self, line: Line) -> float:
        """Return where the lines of the line's column usually begin, in points from the left."""
        near = [home for home in self.homes if abs(home - line.edge) < _NEAR]
        return line.edge if line.cell or not near else min(near)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the document's blocks in order; a page's notes follow the paragraph that runs on over them."""
    if not lines:
        return []
    shape = _shape(lines)
    notes = _notes(lines, shape)
    found = _cut([line for line in lines if id(line) not in notes], shape)
    aside = _cut([line for line in lines if id(line) in notes], shape)
    for each in aside:
        each.note = True
    known = _known_words(lines)
    ordered = _with_notes(found, aside)
    for paragraph in ordered:
        paragraph.words = _words(paragraph.lines, known)
    ordered = [paragraph for paragraph in ordered if paragraph.words]
    _set_kinds(ordered, shape)
    return ordered


def _shape(lines: Sequence[Line]) -> _Shape:
    sizes: Counter[float] = Counter()
    bold = 0
    for line in lines:
        sizes[round(line.size * 2)] += len(line.text)
        bold += len(line.text) if line.bold else 0
    gaps: defaultdict[float, list[float]] = defaultdict(list)
    for one, two in pairwise(lines):
        gap = two.base - one.base
        if one.flow == two.flow and round(one.size * 2) == round(two.size * 2) and 0.8 * one.size < gap < 3 * one.size:
            gaps[round(one.size * 2)].append(gap)
    leading = {size: _usual(found) for size, found in gaps.items() if len(found) > 1}
    total = sum(sizes.values())
    return _Shape(sizes.most_common(1)[0][0] / 2, bold > total / 2, leading, _limits(lines), _homes(lines))


def _usual(gaps: list[float]) -> float:
    """Return the distance within paragraphs: the commonest, and of many the smaller."""
    counted = Counter(round(gap) for gap in gaps)
    most = counted.most_common(1)[0][1]
    smallest = min(gap for gap, times in counted.items() if times >= 0.4 * most)
    return median(gap for gap in gaps if abs(gap - smallest) <= 1)


def _limits(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Return how wide the columns are that begin at a place of a page of this height: the widest of the document."""
    widths: dict[tuple[int, int], float] = {}
    for line in lines:
        if not line.cell:
            place = round(line.edge / 6), round(line.height)
            widths[place] = max(widths.get(place, 0.0), line.limit)
    return widths


def _homes(lines: Sequence[Line]) -> list[float]:
    edges = {line.flow: line.edge for line in lines if not line.cell}
    return sorted(set(edges.values()))


def _notes(lines: Sequence[Line], shape: _Shape) -> set[int]:
    """Return the ids of the small lines at the end of a flow that begin with a note's mark."""
    flows: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        flows[line.flow].append(line)
    found: set[int] = set()
    for flow in flows.values():
        at = len(flow)
        while at and flow[at - 1].size <= _SMALLER * shape.size:
            at -= 1
        while at < len(flow) and not _NOTE.match(flow[at].text):
            at += 1
        if at or len(flows) > 1:
            found |= {id(line) for line in flow[at:] if line.base > line.height / 3 and not line.cell}
    return found


def _with_notes(found: Sequence[Paragraph], notes: Sequence[Paragraph]) -> list[Paragraph]:
    result: list[Paragraph] = []
    waiting = list(notes)
    for at, paragraph in enumerate(found):
        result.append(paragraph)
        following = found[at + 1].lines[0].page if at + 1 < len(found) else None
        while waiting and (following is None or waiting[0].lines[0].page < following):
            result.append(waiting.pop(0))
    return result


def _cut(lines: Sequence[Line], shape: _Shape) -> list[Paragraph]:
    found: list[Paragraph] = []
    for at, line in enumerate(lines):
        if not found:
            found.append(Paragraph([line]))
            continue
        paragraph = found[-1]
        if _runs_on(paragraph, line, lines, at, shape):
            paragraph.lines.append(line)
        else:
            before = paragraph.last
            # Whether white would stand between two flows is not to be seen; most likely as before.
            spaced = line.base - before.base > _SPACED * shape.spacing(line)
            loose = paragraph.loose if before.flow != line.flow else spaced
            found.append(Paragraph([line], loose))
    return found


def _runs_on(paragraph: Paragraph, line: Line, lines: Sequence[Line], at: int, shape: _Shape) -> bool:
    """Tell whether a line continues the paragraph before it."""
    before = paragraph.last
    fits = _fits(before, line, _limit(lines, at - 1, shape))
    bold_ends = before.bold and line.opens_bold and is_open(before.text) and (line.text[0].islower() or not fits)
    if (_kind_of_type(before, shape) != _kind_of_type(line, shape) and not bold_ends) or _type_changes(before, line):
        return False
    cuts_number = bool(_CUT_NUMBER.search(before.text)) and line.text[0].isdigit()
    mark = None if cuts_number else find_mark(line.text)
    if mark and mark.sure and mark.style not in "-–—*+":
        return False
    open_end = is_open(before.text) or bool(_INITIAL.search(before.text))
    runs = (open_end and line.text[0].islower()) or before.text[-1] in "\u00ad" or cuts_number
    if before.flow != line.flow:
        if before.cell or line.cell or _kind_of_type(line, shape):
            return False
        return runs or (
            is_open(before.text) and not mark and not _fits(before, line, before.limit) and not is_title(before)
        )
    gap = line.base - before.base
    if gap > _SPACED * max(shape.spacing(before), shape.spacing(line)) or gap < 0:
        return False
    if _kind_of_type(line, shape) or runs:
        return not (mark and mark.sure)
    if fits:
        return False
    return not _is_set_apart(paragraph, line, mark)


def is_title(line: Line) -> bool:
    """Tell whether a line has a heading's form beyond doubt."""
    return is_heading(line.text, strict=True)


def _is_set_apart(paragraph: Paragraph, line: Line, mark: Mark | None) -> bool:
    """Tell by mark and indent whether a line opens a paragraph though the one before it is full."""
    before = paragraph.last
    slack = 0.5 * line.size
    in_list = find_mark(paragraph.lines[0].text) is not None
    closed = not is_open(before.text)
    if mark and not mark.sure and any(_INLINE.search(each.text) for each in paragraph.lines):
        return False
    if before.text.isupper() and not line.text.isupper() and len(before.text) > 12:
        return True
    if mark and (in_list or closed or abs(line.left - before.left) > slack):
        return True
    if len(paragraph.lines) > 1:
        return abs(line.left - before.left) > slack and (closed or line.left > before.left)
    return not in_list and line.left > before.left + slack and closed


def _kind_of_type(line: Line, shape: _Shape) -> str:
    """Return what a line's type says it is: a heading by its size or weight, or nothing."""
    if line.size >= _LARGER * shape.size:
        return "large"
    return "bold" if line.bold and not shape.bold and any(sign.isalpha() for sign in line.text) else ""


def _type_changes(before: Line, line: Line) -> bool:
    ratio = line.size / before.size
    return not _SMALLER < ratio < 1 / _SMALLER and not (is_open(before.text) and line.text[0].islower())


def _fits(before: Line, line: Line, limit: float) -> bool:
    """Tell whether the first word of a line would have had room at the end of the line before it.

    Within a sentence much room is asked for: what sets paragraphs as a whole leaves room for a short word.
    """
    first = line.text.split(maxsplit=1)[0]
    needed = line.width * (len(first) + 1) / max(1, len(line.text))
    spare = 0.2 * (limit - before.edge) if is_open(before.text) else 0.7 * line.size
    return limit - before.right > needed + spare


def _limit(lines: Sequence[Line], at: int, shape: _Shape) -> float:
    """Return how far right the lines around one reach: their own edge where most reach it, else the column's."""
    line = lines[at]
    near = [other for other in lines[max(0, at - 3) : at + 4] if other.flow == line.flow]
    edge = max(other.right for other in near)
    if sum(edge - other.right < 3 * other.size for other in near) >= 4:
        return edge
    if line.cell:
        return line.limit
    return max(line.limit, shape.limits.get((round(line.edge / 6), round(line.height)), 0.0))


def _known_words(lines: Sequence[Line]) -> Counter[str]:
    """Count the words that stand within lines, which tell how a word is written that a line's end cuts."""
    known: Counter[str] = Counter()
    for line in lines:
        known.update(word.lower() for word in _WORD.findall(line.text)[:-1])
        if line.text[-1] not in _HYPHEN:
            known.update(word.lower() for word in _WORD.findall(line.text)[-1:])
    return known


def _words(lines: Sequence[Line], known: Counter[str]) -> str:
    text = ""
    for line in lines:
        words = " ".join(line.text.split())
        if not text:
            text = words
        elif text[-1] in _HYPHEN and text[-2:-1].isalnum():
            text = _healed(text, words, known)
        elif _is_glued(text, words):
            text += words
        else:
            text += f" {words}"
    return text.replace("\u00ad", "")


def _is_glued(text: str, words: str) -> bool:
    """Tell whether no space stood where a line ends: after a slash, in a range of numbers, at a long dash set close."""
    in_range = text[-1] == "–" and text[-2:-1].isdigit() and words[:1].isdigit()
    dash_ends = text[-1] in "—―" and bool(text[-2:-1].strip())
    dash_opens = words.startswith(("—", "―")) and bool(words[1:2].strip())
    return text[-1] == "/" or in_range or dash_ends or dash_opens


def _healed(text: str, words: str, known: Counter[str]) -> str:
    """Join a word that the end of a line cuts; its hyphen stays where the word is written with one."""
    head, tail = text[:-1], words
    first = re.search(r"[^\W\d_]+$", head)
    rest = re.match(r"[^\W\d_]+", tail)
    if not first or not rest or tail[0].isupper():
        return f"{head}-{tail}"
    one, two = first.group().lower(), rest.group().lower()
    whole, hyphened = known[one + two], known[f"{one}-{two}"]
    keeps = hyphened > whole if hyphened or whole else is_compound(one, two)
    return f"{head}-{tail}" if keeps else head + tail


def _set_kinds(found: Sequence[Paragraph], shape: _Shape) -> None:
    sizes = sorted(
        {round(each.lines[0].size) for each in found if each.lines[0].size >= _LARGER * shape.size}, reverse=True
    )
    levels = {size: level for level, size in enumerate(sizes, 1)}
    depths = Depths()
    for paragraph in found:
        first = paragraph.lines[0]
        paragraph.mark_end = 0
        mark = None if paragraph.note else find_mark(paragraph.words)
        if _heads(paragraph, shape, mark):
            paragraph.kind = "heading"
            paragraph.level = min(6, levels.get(round(first.size), len(levels) + 1))
            depths.close()
        elif mark and mark.end < len(paragraph.words):
            paragraph.kind, paragraph.mark_end = "item", mark.end
            paragraph.level = depths.of(
                Mark(mark.end, round((first.left - shape.home(first)) / 9), mark.style, mark.sure)
            )
        elif first.cell or _LEADERS.search(paragraph.words):
            paragraph.kind = "cell"
        elif paragraph.words.endswith(":"):
            depths.close()


def _heads(paragraph: Paragraph, shape: _Shape, mark: Mark | None) -> bool:
    sort = _kind_of_type(paragraph.lines[0], shape)
    words = paragraph.words
    if (
        not sort
        or sort != _kind_of_type(paragraph.last, shape)
        or len(words) > _LONGEST_HEADING
        or (mark and mark.sure and not mark.style[0].isdigit())
    ):
        return False
    if sort == "large":
        return not (len(paragraph.lines) > 4 and words.endswith("."))
    return not paragraph.lines[0].cell and (len(words) < 90 or not words.endswith((".", ";", ",")))
