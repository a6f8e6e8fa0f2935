"""Runs of words on pages to lines in reading order: heads and feet dropped, columns and tables told apart."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from servanda.text.marks import find_mark

_ZONE = 0.12
_NUMBER_ZONE = 0.09
_USUAL = 0.6
_LONGEST_HEAD = 300
_MOST_COLUMNS = 6
_FEWEST_ROWS = 4
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EDGE = 0.06
_STAMP = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_OF_PAGES = re.compile(r"\d+/\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|p\.?)\s*)?(?:#|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*#)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words on a page, from 1, in points from its top left corner.

    `flow` numbers the stretches that are read on end: a column, a table's cell. `edge` and `limit` are the flow's
    left and right.
    """

    text: str
    left: float
    base: float
    right: float
    size: float
    opens_bold: bool = False
    bold: bool = False
    page: int = 1
    height: float = 0
    flow: int = 0
    edge: float = 0
    limit: float = 0
    cell: bool = False

    @property
    def width(self) -> float:
        """The line's length in points."""
        return self.right - self.left


Lines = Sequence[Line]


def reading_order(pages: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return the lines of a document as people read them.

    Args:
        pages: what `pdf_runs` says of each page.
    """
    runs = [_runs(number, page) for number, page in enumerate(pages, 1)]
    ordered: list[Line] = []
    flow = 0
    known: float | None = None
    for page in _without_margins([_without_print(page) for page in runs]):
        marked = _with_marks(page)
        gutter = _gutter(marked)
        if gutter is None and known is not None and _is_short_of_lines(marked, known):
            gutter = known
        flows = list(_parted(marked, gutter, _MOST_COLUMNS))
        if gutter is not None and not any(cell for _, cell in flows):
            known = min((run.left for run in marked if run.left >= gutter), default=gutter) - 1
        for lines, cell in flows:
            edge, limit = min(line.left for line in lines), max(line.right for line in lines)
            ordered += [replace(line, flow=flow, edge=edge, limit=limit, cell=cell) for line in lines]
            flow += 1
    return ordered


def _runs(number: int, page: Mapping[str, Any]) -> list[Line]:
    height = float(page["height"])
    return [
        Line(text, left, base, right, size, opens_bold, bold, number, height)
        for text, left, base, right, size, opens_bold, bold in page["runs"]
    ]


def _without_print(page: Lines) -> Lines:
    """Drop what a browser prints at the edges of a page: when and from which address it was printed."""
    edge = [run for run in page if not _EDGE * run.height < run.base < (1 - _EDGE) * run.height]
    dropped: set[int] = set()
    for row in _line_groups(edge):
        stamped = any(_STAMP.fullmatch(run.text) for run in row)
        addressed = any(_ADDRESS.match(run.text) for run in row) and any(_OF_PAGES.fullmatch(run.text) for run in row)
        if len(row) > 1 and (stamped or addressed):
            dropped |= {id(run) for run in row}
    return [run for run in page if id(run) not in dropped]


def _without_margins(pages: Sequence[Lines]) -> list[list[Line]]:
    """Drop what is printed at one height of many pages, figures aside, and the pages' numbers."""
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    heights: defaultdict[int, set[int]] = defaultdict(set)
    for page in pages:
        for run in page:
            if key := _margin_key(run):
                heights[round(run.base)].add(run.page)
                for height in (-1, 0, 1):
                    seen[key, round(run.base / 4) + height].add(run.page)

    def stays(run: Line) -> bool:
        key = _margin_key(run)
        if not key:
            return True
        times = len(seen[key, round(run.base / 4)])
        if _PAGE_NUMBER.fullmatch(key):
            return times < 2 and re.findall(r"\d+", run.text)[:1] != [str(run.page)]
        usual = len(heights[round(run.base)]) >= _USUAL * len(pages)
        return times < 2 or (times < 3 and times <= len(pages) / 2 and not usual)

    return [[run for run in page if stays(run)] for page in pages]


def _margin_key(run: Line) -> str:
    """Return the run's words with figures as one sign; empty for an item's mark and in the body of the page."""
    if len(run.text) == 1 and not run.text.isalnum():
        return ""
    key = re.sub(r"\d+", "#", run.text)
    zone = run.height * (_NUMBER_ZONE if _PAGE_NUMBER.fullmatch(key) else _ZONE)
    return "" if len(key) > _LONGEST_HEAD or zone < run.base < run.height - zone else key


def _with_marks(runs: Lines) -> list[Line]:
    """Join the lone marks of list items with the words that stand right of them on their line."""
    result: list[Line] = []
    for row in _line_groups(runs):
        waiting: Line | None = None
        for run in sorted(row, key=lambda run: run.left):
            if waiting and run.left < waiting.right + 8 * run.size:
                run, waiting = replace(run, text=f"{waiting.text} {run.text}", left=waiting.left), None
            if waiting:
                result.append(waiting)
            mark = find_mark(run.text)
            waiting = run if mark and mark.end >= len(run.text) else None
            if not waiting:
                result.append(run)
        if waiting:
            result.append(waiting)
    return result


def _same_line(one: Line, two: Line) -> bool:
    return abs(one.base - two.base) < 0.45 * max(one.size, two.size)


def _flows(runs: Lines, depth: int) -> Iterator[tuple[list[Line], bool]]:
    """Yield the stretches of a region that are read on end, and whether each is a table's cell."""
    yield from _parted(runs, _gutter(runs) if depth else None, depth)


def _parted(runs: Lines, gutter: float | None, depth: int) -> Iterator[tuple[list[Line], bool]]:
    """Yield the same of a region with a gutter, or without one."""
    if gutter is None:
        if runs:
            yield _lines(runs), False
        return
    for band, split in _bands(runs, gutter):
        left = [run for run in band if run.left < gutter]
        right = [run for run in band if run.left >= gutter]
        if not split or not left or not right:
            yield _lines(band), False
        elif rows := _table_rows(left, right):
            for row in rows:
                for side in ([run for run in row if run.left < gutter], [run for run in row if run.left >= gutter]):
                    for lines, _ in _flows(side, depth - 1):
                        yield lines, True
        else:
            yield from _flows(left, depth - 1)
            yield from _flows(right, depth - 1)


def _gutter(runs: Lines) -> float | None:
    """Return the place, in points from the left, that parts the region into two sides; null where none does."""
    if len(runs) < 2 * _FEWEST_ROWS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    starts: defaultdict[int, int] = defaultdict(int)
    for run in runs:
        starts[round(run.left / 3)] += 1
    best: tuple[int, float] | None = None
    for start, count in starts.items():
        at = 3 * start - 3.0
        if count + starts.get(start + 1, 0) < _FEWEST_ROWS / 2 or not left + 0.12 * (right - left) < at < right:
            continue
        rows = min(_rows(run for run in runs if run.right <= at), _rows(run for run in runs if run.left >= at))
        if rows >= _FEWEST_ROWS and (best is None or (rows, -at) > best) and _is_parted(runs, at):
            best = rows, -at
    return None if best is None else _before_strays([run for run in runs if run.right <= -best[1]]) + 0.5


def _before_strays(left: Lines) -> float:
    """Return where the lines left of a gutter end; a few short ones that white parts from them stand right of it."""
    reach = min(run.left for run in left)
    strays: list[Line] = []
    at = reach
    for run in sorted(left, key=lambda run: run.left):
        if run.left > reach + 0.6 * run.size:
            at, strays = reach, []
        strays.append(run)
        reach = max(reach, run.right)
    return at if len(strays) <= 0.2 * len(left) else reach


def _is_short_of_lines(runs: Lines, gutter: float) -> bool:
    """Tell whether a page has the columns of those before it, with fewer lines than show them by themselves."""
    left, right = [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]
    if not left or not right or len(left) + len(right) < len(runs):
        return False
    return min(run.base for run in right) < min(run.base for run in left) + left[0].size


def _rows(runs: Iterator[Line]) -> int:
    return len({round(run.base / 4) for run in runs})


def _is_parted(runs: Lines, at: float) -> bool:
    """Tell whether the two sides of a place stand beside each other, with white between, for most of their height."""
    left, right = [run for run in runs if run.right <= at], [run for run in runs if run.left >= at]
    top = max(min(run.base for run in left), min(run.base for run in right))
    bottom = min(max(run.base for run in left), max(run.base for run in right))
    if bottom <= top:
        return False
    beside = [run for run in left if top - 2 <= run.base <= bottom + 2]
    crossing = [run for run in runs if run.left < at < run.right and top < run.base < bottom]
    size = median(run.size for run in runs)
    white = at + 3 - max((run.right for run in beside), default=at)
    return len(beside) >= _FEWEST_ROWS and white > 0.6 * size and len(crossing) <= min(len(left), len(right))


def _bands(runs: Lines, gutter: float) -> Iterator[tuple[list[Line], bool]]:
    """Yield the stretches from top to bottom that the gutter parts (true), and those whose lines cross it."""
    band: list[Line] = []
    split = True
    for row in _line_groups(runs):
        parted = not any(run.left < gutter < run.right for run in row)
        if band and parted != split:
            yield band, split
            band = []
        split = parted
        band += row
    if band:
        yield band, split


def _table_rows(left: Lines, right: Lines) -> list[list[Line]]:
    """Return the rows of a table; empty where the two sides are columns of running text."""
    sides = (_lines(left), _lines(right))
    prose = all(
        median(line.width for line in side) >= 0.6 * max(line.width for line in side)
        and median(len(line.text) for line in side) >= 18
        for side in sides
    )
    starts = _shared_starts(*sides)
    if not starts and (prose or any(map(_is_running, sides))):
        return []
    if not starts:
        starts = sorted({round(line.base / 3) * 3.0 for side in sides for line in side})
    rows: list[list[Line]] = [[] for _ in starts]
    for run in sorted([*left, *right], key=lambda run: run.base):
        rows[max((at for at, start in enumerate(starts) if start <= run.base + 3), default=0)].append(run)
    return [row for row in rows if row]


def _is_running(side: Lines) -> bool:
    """Tell whether sentences run on over many of the lines, as in few cells of tables."""
    running = sum(line.text[0].islower() and len(line.text) >= 18 for line in side)
    return running >= _FEWEST_ROWS and running >= 0.2 * len(side)


def _shared_starts(left: Lines, right: Lines) -> list[float]:
    """Return the heights at which new rows begin on both sides alike; empty where fewer than three do."""
    one, two = _starts(left), _starts(right)
    shared = [start for start in one if any(abs(start - other) < 3 for other in two)]
    return shared if len(shared) >= 3 and len(shared) >= 0.8 * min(len(one), len(two)) else []


def _starts(lines: Lines) -> list[float]:
    gaps = [after.base - before.base for before, after in pairwise(lines)]
    usual = min(gaps, default=0.0)
    return [line.base for line, gap in zip(lines, [9e9, *gaps], strict=True) if gap > 1.2 * usual]


def _lines(runs: Lines) -> list[Line]:
    """Join the runs of a region that stand on one line, and return the lines from top to bottom."""
    return [_joined(sorted(row, key=lambda run: run.left)) for row in _line_groups(runs)]


def _line_groups(runs: Lines) -> list[list[Line]]:
    """Return the runs that stand on one line together, from top to bottom."""
    rows: list[list[Line]] = []
    for run in sorted(runs, key=lambda run: (run.base, run.left)):
        row = next((row for row in reversed(rows[-3:]) if _same_line(row[0], run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return rows


def _beside(run: Line, widest: Line) -> str:
    """Return a run's words after a space; a small figure above the line is the mark of a note."""
    raised = run.size < 0.85 * widest.size and widest.base - run.base > 0.15 * widest.size
    return run.text.translate(_RAISED) if raised and run.text.isdecimal() else f" {run.text}"


def _joined(row: Lines) -> Line:
    if len(row) == 1:
        return row[0]
    widest = max(row, key=lambda run: run.width)
    return replace(
        widest,
        text="".join(_beside(run, widest) for run in row).strip(),
        left=row[0].left,
        right=max(run.right for run in row),
        opens_bold=row[0].opens_bold,
        bold=all(run.bold for run in row),
    )
