"""Statements of one document that say the same: same force, bearer, direction and object."""

from collections import defaultdict
from collections.abc import Sequence

from servanda.linking.acts import act_closeness, root_closeness
from servanda.linking.compare import compare
from servanda.linking.frames import Frame, item_frames
from servanda.model import Statement

_OBJECT = 0.55
_OBJECT_OF_SAME = 0.45
_MASS = 0.7
_ACT = 0.6


class Repeats:
    """What was said so far in a document, found by bearer and word."""

    def __init__(self) -> None:
        self._said: list[tuple[int, Frame]] = []
        self._index: dict[tuple[str, str, str], list[int]] = defaultdict(list)

    def add(self, unit: int, asks: Sequence[Statement]) -> None:
        """Remember the acts of a unit under its number."""
        for row in asks:
            frame = item_frames(row)[0]
            for key in _keys(frame):
                self._index[key].append(len(self._said))
            self._said.append((unit, frame))

    def find(self, asks: Sequence[Statement]) -> int | None:
        """Return the unit that all these acts repeat, the nearest one, or null."""
        found = [self._nearest(item_frames(row)[0]) for row in asks]
        return found[0] if found and None not in found and len(set(found)) == 1 else None

    def _nearest(self, frame: Frame) -> int | None:
        near = {at for key in _keys(frame) for at in self._index.get(key, ())}
        best: tuple[float, int] | None = None
        for at in sorted(near):
            unit, said = self._said[at]
            score = _sameness(said, frame)
            if score is not None and (best is None or score > best[0]):
                best = score, unit
        return best[1] if best else None


def _sameness(said: Frame, frame: Frame) -> float | None:
    """Return how surely two acts of one document are one, or null where they are not."""
    if said.sign != frame.sign:
        return None
    match = compare(said, frame, lambda _: 1.0, exact=True)
    if 2 * len(said.keys & frame.keys) < len(said.keys | frame.keys):
        return None
    if match is None or match.mass < _MASS or match.recipients < 0 or _other_amount(said.statement, frame.statement):
        return None
    act = max(act_closeness(said.act, frame.act), root_closeness(said.root, frame.root))
    least = _OBJECT_OF_SAME if match.recipients == 1 and act == 1 else _OBJECT
    return match.object if act >= _ACT and match.object >= least else None


def _other_amount(one: Statement, other: Statement) -> bool:
    return one.amount is not None and other.amount is not None and one.amount.value != other.amount.value


def _keys(frame: Frame) -> set[tuple[str, str, str]]:
    labels = {label for unit in frame.units if unit.kind != "act" for label in (unit.label, *unit.words)}
    return {(frame.statement.force, key, label) for key in frame.keys for label in labels}
