"""Which items a later statement may bear on: those of the same bearer that share a telling word with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from servanda.linking.compare import Rarity
from servanda.linking.frames import Frame, item_frames
from servanda.linking.vocabulary import generic_words
from servanda.model import Item, Statement

_BUDGET = 3000
_MASS = 0.3
_MOST = 60


@dataclass(frozen=True, slots=True)
class Ask:
    """One act of an item at one level, with the item's place in the index, the ask's number and the item's day."""

    item: Item
    index: int
    frame: Frame
    day: date


class Index:
    """Asks by bearer and word; asking costs as much as the rarest words of a statement have asks, up to a budget."""

    def __init__(self, asks: Sequence[Ask], rarity: Rarity) -> None:
        self._asks = asks
        self._rarity = rarity
        self._postings: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.bearers: set[str] = set()
        for number, ask in enumerate(asks):
            self.bearers |= ask.frame.keys
            for label in _labels(ask.frame):
                for key in ask.frame.keys:
                    self._postings[key, label].append(number)

    def near(self, frame: Frame, day: date) -> list[int]:
        """Return which asks of before `day` share a bearer and most weight of words with the frame."""
        lists = [
            (len(posting), label, posting)
            for label in _labels(frame)
            for key in frame.keys & self.bearers
            if (posting := self._postings.get((key, label)))
        ]
        mass: dict[int, float] = defaultdict(float)
        spent = 0
        for size, label, posting in sorted(lists, key=lambda row: row[:2]):
            if spent and spent + size > _BUDGET:
                break
            spent += size
            weight = _weight(label) * self._rarity(label)
            for number in posting:
                mass[number] += weight
        enough = [number for number in mass if mass[number] >= _MASS and self._asks[number].day < day]
        return enough if len(enough) <= _MOST else nlargest(_MOST, enough, key=lambda number: (mass[number], -number))


def asks(items: Iterable[Item], statements: Mapping[str, Statement], days: Mapping[str, date]) -> list[Ask]:
    """Return the asks of the items whose document is dated; a repeat stands for the first ask."""
    found = []
    for item in items:
        day = days.get(item.document)
        said = [statements[key] for key in item.statements if key in statements]
        if day is None:
            continue
        for number, statement in enumerate(said):
            index = number if number < len(item.asks) else 0
            found += [Ask(item, index, frame, day) for frame in item_frames(statement, item.bearers)]
    return found


def _weight(label: str) -> float:
    return 0.3 if label in generic_words() else 1.0


def _labels(frame: Frame) -> set[str]:
    found = {
        unit.label
        for unit in frame.units
        if unit.kind in ("concept", "word") or (unit.weight > 0.5 and unit.label[0] != "@")
    }
    found |= {word for unit in frame.units if unit.kind == "concept" for word in unit.words}
    found |= frame.wider
    return found | {unit.label for unit in frame.units if unit.kind == "generic"}
