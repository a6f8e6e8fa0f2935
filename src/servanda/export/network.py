"""Who acts toward whom: parties on a circle, an arrow for each pair, and the same as a table of counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, log2, pi, sin
from textwrap import wrap
from typing import Literal

from servanda.export.parties import Party, parties
from servanda.export.safe import shown
from servanda.model import Force, Statement

MOST_NODES = 14
WIDTH, HEIGHT, RADIUS = 680, 500, 175
_BINDING: frozenset[Force] = frozenset(("deed", "agreement", "pledge", "demand", "refusal", "warning"))
_CONFLICT = (3, 4)
_LETTERS = 18


@dataclass(frozen=True, slots=True)
class Node:
    """A party with its place, and where the lines of its label stand."""

    party: Party
    x: float
    y: float
    label_x: float
    label_y: float
    side: Literal["start", "middle", "end"]
    size: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """What one party did or said it would do toward another: the arrow's path, and how often of which kind."""

    path: str
    source: Party
    target: Party
    count: int
    conflict: int
    width: float

    @property
    def hostile(self) -> bool:
        """True where the greater part is verbal or material conflict."""
        return 2 * self.conflict > self.count


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing and the same counts as a table: `rows` are (party, counts toward `columns`)."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    columns: tuple[Party, ...]
    rows: tuple[tuple[Party, tuple[int, ...]], ...]
    left_out: int


def network(statements: Iterable[Statement], most: int = MOST_NODES) -> Network | None:
    """Return who pledged, agreed, did, demanded, refused or threatened something toward whom; null without pairs.

    Advice, expectations and judgements are left out, and so are names that stayed open.
    """
    counts: Counter[tuple[Party, Party]] = Counter()
    conflicts: Counter[tuple[Party, Party]] = Counter()
    for row in statements:
        for pair in _pairs(row):
            counts[pair] += 1
            conflicts[pair] += row.quad in _CONFLICT
    return drawn(counts, conflicts, most)


def drawn(
    counts: Counter[tuple[Party, Party]], conflicts: Counter[tuple[Party, Party]], most: int = MOST_NODES
) -> Network | None:
    """Return the drawing of how often one party did or said something toward another; null without pairs."""
    degree: Counter[Party] = Counter()
    for (source, target), count in counts.items():
        degree[source] += count
        degree[target] += count
    ranked = sorted(degree, key=lambda one: (-degree[one], one.name))
    kept = ranked[:most]
    if not kept:
        return None
    nodes = [_node(one, at, len(kept), degree[one]) for at, one in enumerate(kept)]
    placed = {node.party: node for node in nodes}
    edges = [
        _edge(placed[source], placed[target], count, conflicts[source, target])
        for (source, target), count in sorted(
            counts.items(), key=lambda pair: (pair[1], pair[0][0].key, pair[0][1].key)
        )
        if source in placed and target in placed
    ]
    rows = tuple((one, tuple(counts[one, other] for other in kept)) for one in kept)
    return Network(WIDTH, HEIGHT, tuple(nodes), tuple(edges), tuple(kept), rows, len(ranked) - len(kept))


def _pairs(row: Statement) -> Sequence[tuple[Party, Party]]:
    if row.force not in _BINDING:
        return ()
    ours = [one for one in parties(row.actors) if one.known]
    theirs = [one for one in parties((*row.recipients, *row.addressees)) if one.known]
    return [(one, other) for one in ours for other in theirs if one != other]


def _node(party: Party, at: int, of: int, degree: int) -> Node:
    angle = 2 * pi * at / of - pi / 2
    x, y = WIDTH / 2 + RADIUS * cos(angle), HEIGHT / 2 + RADIUS * sin(angle)
    size = 6 + 2 * log2(1 + degree)
    away = RADIUS + size + 8
    side: Literal["start", "middle", "end"] = "middle"
    if abs(cos(angle)) > 0.2:
        side = "start" if cos(angle) > 0 else "end"
    lines = tuple(wrap(shown(party.name), _LETTERS, max_lines=2, placeholder="…")) or (party.key,)
    label_x = WIDTH / 2 + away * cos(angle)
    label_y = HEIGHT / 2 + away * sin(angle) + 5 + (sin(angle) - 1) * 7 * (len(lines) - 1)
    return Node(party, round(x, 1), round(y, 1), round(label_x, 1), round(label_y, 1), side, round(size, 1), lines)


def _edge(source: Node, target: Node, count: int, conflict: int) -> Edge:
    """Return an arrow that bends to its right, so that two opposite ones do not cover each other."""
    dx, dy = target.x - source.x, target.y - source.y
    length = hypot(dx, dy) or 1.0
    bend_x = (source.x + target.x) / 2 - dy / length * min(40, length / 6)
    bend_y = (source.y + target.y) / 2 + dx / length * min(40, length / 6)
    start_x, start_y = _toward(source.x, source.y, bend_x, bend_y, source.size + 2)
    end_x, end_y = _toward(target.x, target.y, bend_x, bend_y, target.size + 7)
    path = f"M{start_x} {start_y}Q{bend_x:.1f} {bend_y:.1f} {end_x} {end_y}"
    return Edge(path, source.party, target.party, count, conflict, round(1 + log2(count), 1))


def _toward(x: float, y: float, to_x: float, to_y: float, by: float) -> tuple[float, float]:
    length = hypot(to_x - x, to_y - y) or 1.0
    return round(x + (to_x - x) / length * by, 1), round(y + (to_y - y) / length * by, 1)
