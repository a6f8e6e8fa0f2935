"""Which asks a later document's statements are nearest to in meaning, and how that nearness compares with others'."""

from collections import defaultdict
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from servanda.linking.candidates import Ask
from servanda.linking.frames import Frame
from servanda.linking.meaning import meaning

if TYPE_CHECKING:
    from servanda.linking.meaning import Vectors

_NEAREST = 12
_LEAST = 0.2
_FEW, _ANY = 5, 0.3


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a later frame and an ask are in meaning, -1 to 1, and how that compares.

    `others` is how many other items of the ask's document are nearer to the frame, `rivals` how many other statements
    of the frame's document are nearer to the ask; `over_items` and `over_statements` are by how much the two are nearer
    than these are on average.
    """

    near: float
    others: int
    rivals: int
    over_items: float
    over_statements: float


class Asked:
    """The asks as vectors, by document and by bearer."""

    def __init__(self, asks: Sequence[Ask], held: MutableMapping[str, bytes] | None = None) -> None:
        """Take the asks; `held` are vectors of asks by mark, and what is not among them is added."""
        import numpy as np

        self._asks = asks
        self._vectors = _asked([ask.frame for ask in asks], {} if held is None else held)
        self._days = np.array([ask.day.toordinal() for ask in asks])
        by_key: dict[str, list[int]] = defaultdict(list)
        documents: dict[str, list[int]] = defaultdict(list)
        for number, ask in enumerate(asks):
            documents[ask.item.document].append(number)
            for key in ask.frame.keys:
                by_key[key].append(number)
        self._by_key = {key: np.array(numbers) for key, numbers in by_key.items()}
        self._open = np.array([ask.frame.open for ask in asks])
        self._documents = {key: np.array(numbers) for key, numbers in documents.items()}
        self._others: dict[int, Any] = {}

    def beside(self, frames: Sequence[Frame]) -> "Block":
        """Return how near the frames of one later document are to all asks."""
        return Block(self, frames, _vectors(frames) @ self._vectors.T)

    def allowed(self, frame: Frame, day: date) -> Any:
        """Return which asks of before that day may have the frame's bearer, as booleans [asks]."""
        import numpy as np

        found = self._open | frame.open
        for key in frame.keys & self._by_key.keys():
            found[self._by_key[key]] = True
        return np.logical_and(found, self._days < day.toordinal())

    def of_document(self, number: int) -> Any:
        """Return the numbers of the asks of the same document that belong to other items."""
        if number not in self._others:
            item = self._asks[number].item
            same = self._documents[item.document]
            self._others[number] = same[[self._asks[other].item.id != item.id for other in same]]
        return self._others[number]


def mark(frame: Frame) -> str:
    """Return what names the sentence of an ask, and so its vector."""
    return blake2b(frame.statement.sentence.shown.encode(errors="replace"), digest_size=12).hexdigest()


def _asked(frames: Sequence[Frame], held: MutableMapping[str, bytes]) -> "Vectors":
    """Return what each ask means, as finely as it is held [frames, width]."""
    import numpy as np

    marks = [mark(frame) for frame in frames]
    new = {name: frame for name, frame in zip(marks, frames, strict=True) if name not in held}
    if new:
        vectors = _vectors(list(new.values())).astype("<f2")
        held.update({name: vector.tobytes() for name, vector in zip(new, vectors, strict=True)})
    return np.stack([np.frombuffer(held[name], dtype="<f2").astype(np.float32) for name in marks])


def _vectors(frames: Sequence[Frame]) -> "Vectors":
    """Return what the sentence of each frame means [frames, width]."""
    return meaning().vectors([frame.statement.sentence.shown for frame in frames])


class Block:
    """The frames of one later document against all asks."""

    def __init__(self, asked: Asked, frames: Sequence[Frame], near: "Vectors") -> None:
        import numpy as np

        self._asked = asked
        self._near = near
        ids = {frame.statement.id: place for place, frame in enumerate(frames)}
        self._statements = np.array([ids[frame.statement.id] for frame in frames])

    def nearest(self, row: int, frame: Frame, day: date) -> list[int]:
        """Return the asks that the frame is nearest to among those whose bearer it may have."""
        import numpy as np

        near = np.where(self._asked.allowed(frame, day), self._near[row], -1.0)
        best = np.argpartition(-near, _NEAREST)[:_NEAREST] if len(near) > _NEAREST else np.arange(len(near))
        return [int(number) for number in best if near[number] >= _LEAST]

    def nearness(self, row: int, number: int) -> Nearness:
        """Return how near a frame is to an ask, and how that compares."""
        near = float(self._near[row, number])
        items = self._near[row, self._asked.of_document(number)]
        rivals = self._near[self._statements != self._statements[row], number]
        return Nearness(
            near=near,
            others=int((items > near).sum()),
            rivals=int((rivals > near).sum()),
            over_items=near - _usual(items),
            over_statements=near - _usual(rivals),
        )


def _usual(near: "Vectors") -> float:
    """Return the mean nearness, drawn toward that of any two political clauses where there are few to go by."""
    return float((near.sum() + _FEW * _ANY) / (len(near) + _FEW))
