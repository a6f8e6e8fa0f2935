"""Where in a document's lists a statement stands: in which item, in which sentence of it, under which other item."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass

from servanda.model import Block, Document

_ADVICE = frozenset(("brief", "report", "assessment"))


@dataclass(frozen=True, slots=True)
class Place:
    """`item` is the number of the list item's block, null outside lists; `above` that of the item it is nested in.

    `listed` is true inside the block itself (not in a paragraph after it), `leads` where the sentence is its first.
    """

    item: int | None
    above: int | None
    listed: bool
    leads: bool


class Places:
    """The lists of one document, so that each statement's place is found by its offset.

    `urged` are the offsets of the recommendations: one that is a heading leads the paragraphs under it as an item does.
    """

    def __init__(self, document: Document, urged: Collection[int] = ()) -> None:
        self._urged = sorted(urged)
        self._blocks = sorted(document.blocks, key=lambda block: (block.start, block.end))
        self._starts = [block.start for block in self._blocks]
        self._owner = self._owners(document.kind in _ADVICE)
        self._above = self._nesting()

    def of(self, offset: int, sentence: int) -> Place:
        """Return the place of what begins at `offset`, in the sentence that begins at `sentence`."""
        at = bisect_right(self._starts, offset) - 1
        owner = self._owner[at] if 0 <= at < len(self._owner) else None
        if owner is None:
            return Place(None, None, False, False)
        listed = owner == at
        first = listed and sentence <= self._blocks[at].start + 2
        return Place(owner, self._above.get(owner), listed, first)

    def _owners(self, advice: bool) -> list[int | None]:
        """Return for each block the list item it belongs to: itself, or the item that a paragraph goes on to explain.

        In advice every paragraph up to the next heading explains the item before it; elsewhere only one that
        stands between two items does.
        """
        owners: list[int | None] = []
        current: int | None = None
        followed = self._followed()
        for at, block in enumerate(self._blocks):
            if block.kind == "item" or (block.kind == "heading" and self._urges(block)):
                current = at
            elif block.kind == "heading" or (not advice and not followed[at]):
                current = None
            owners.append(current)
        return owners

    def _urges(self, block: Block) -> bool:
        """Tell whether a recommendation begins in the block: what follows such a heading explains it."""
        at = bisect_left(self._urged, block.start)
        return at < len(self._urged) and self._urged[at] < block.end

    def _followed(self) -> list[bool]:
        """Return for each block whether an item comes after it, or is it, before any heading."""
        found: list[bool] = []
        followed = False
        for block in reversed(self._blocks):
            followed = block.kind == "item" or (followed and block.kind != "heading")
            found.append(followed)
        return found[::-1]

    def _nesting(self) -> dict[int, int | None]:
        """Return for each list item the item of a higher level that it stands under."""
        above: dict[int, int | None] = {}
        open_items: list[tuple[int, Block]] = []
        for at, block in enumerate(self._blocks):
            if block.kind == "heading":
                open_items = []
            if block.kind != "item":
                continue
            open_items = [(index, held) for index, held in open_items if held.level < block.level]
            above[at] = open_items[-1][0] if open_items else None
            open_items.append((at, block))
        return above
