"""Marks of list items in plain text: bullets, dashes, numbers and letters, and the depth they stand at."""

import re
from dataclasses import dataclass, field

_BULLETS = "-–—*+•·‣⁃▪▫◦●○■□➢►✓✔❖⦁→~¥"
_SURE = "*+•·‣⁃▪▫◦●○■□➢►✓✔❖⦁→~¥-"
_MARK = re.compile(
    rf"(?P<indent>[^\S\n]*)(?P<mark>[{_BULLETS}]|\(?(?:\d{{1,3}}|[ivx]{{1,4}}|[a-z])[.)]|o"
    r"|[1-9]\d?\.[1-9]\d?\.?(?=[^\S\n]+(?-i:[A-Z][a-z]+)[^\S\n]+[a-z])(?![^\S\n]+(?:percent|[mbt]r?illion)))"
    r"(?:[^\S\n]+|$)",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]$")


@dataclass(frozen=True, slots=True)
class Mark:
    """An item's mark at the start of a line: where its words begin, how far in it stands, and its style."""

    end: int
    indent: int
    style: str
    sure: bool


def find_mark(line: str) -> Mark | None:
    """Return the item mark that `line` starts with; null for ordinary text.

    `sure` is false for marks that also begin ordinary prose: a long dash, a single capital and a stop, the letter o.
    """
    found = _MARK.match(line)
    if not found:
        return None
    mark = found["mark"]
    if mark[0].isalpha() and mark[0].isupper() and len(mark) == 2 and mark[1] == ".":
        return None
    style = mark if mark in _BULLETS or mark == "o" else re.sub(r"[ivx]+|[a-z]", "a", re.sub(r"\d+", "1", mark.lower()))
    return Mark(found.end(), len(found["indent"].expandtabs(4)), style, mark in _SURE or bool(_LONE_NUMBER.match(mark)))


@dataclass
class Depths:
    """Turns the marks of one list into depths from 1: a new indent or style goes down, a known one comes back up."""

    open: list[tuple[int, str]] = field(default_factory=list)

    def of(self, mark: Mark) -> int:
        """Return the depth of the item with this mark, the next of its list."""
        seat = (mark.indent, mark.style)
        if seat in self.open:
            del self.open[self.open.index(seat) + 1 :]
        else:
            while self.open and self.open[-1][0] > mark.indent:
                self.open.pop()
            self.open.append(seat)
        return len(self.open)

    def close(self) -> None:
        """Forget the list: the next mark opens another."""
        self.open.clear()
