"""Changes to a text, and where places of the text lie after them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Edit:
    """The code points `start` to `end` of a text become `new`."""

    start: int
    end: int
    new: str

    @property
    def growth(self) -> int:
        """How many code points the text gains."""
        return len(self.new) - (self.end - self.start)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after edits that do not overlap."""
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def moved(start: int, end: int, edits: Iterable[Edit]) -> tuple[int, int]:
    """Return where a stretch lies after the edits: whole where an edit cuts into it, without what is put beside it."""
    first, last = start, end
    for edit in edits:
        if edit.end <= start:
            first += edit.growth
        elif edit.start < start:
            first -= start - edit.start
        if edit.start < end and edit.end <= end:
            last += edit.growth
        elif edit.start < end:
            last += edit.end - end + edit.growth
    return first, last


def between(old: str, new: str) -> tuple[Edit, ...]:
    """Return the edits, word by word, that make one text of another; added words belong to the word after them."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    found = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "insert" and j < len(before):
            found.append(Edit(starts[i], starts[j + 1], "".join(after[k:m]) + before[j]))
        elif what != "equal":
            found.append(Edit(starts[i], starts[j], "".join(after[k:m])))
    return tuple(found)
