"""The assignment of rows to columns with the greatest total weight."""

from collections.abc import Sequence

_Weights = Sequence[Sequence[int]]
_FAR = 1 << 62


def assign(weights: _Weights) -> list[tuple[int, int]]:
    """Return the pairs (row, column), each used once, whose weights sum to the most; pairs of no weight are left out.

    The Hungarian method with potentials: exact, cubic in the smaller side, meant for the few spans that overlap.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((row, column) for column, row in assign(list(zip(*weights, strict=True))))
    owner = _owners(weights)
    pairs = ((row - 1, column - 1) for column, row in enumerate(owner) if row and column)
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _owners(weights: _Weights) -> list[int]:
    """Return for each column (from 1) the row (from 1) it is given to, 0 for none; rows are not more than columns."""
    columns = len(weights[0])
    by_row = [0] * (len(weights) + 1)
    by_column = [0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, len(weights) + 1):
        owner[0] = row
        column, came_from = _free_column(weights, owner, by_row, by_column)
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return owner


def _free_column(weights: _Weights, owner: list[int], by_row: list[int], by_column: list[int]) -> tuple[int, list[int]]:
    """Return the free column that ends the cheapest alternating path from the new row, and the way to each column."""
    columns = range(1, len(owner))
    least = [_FAR] * len(owner)
    came_from = [0] * len(owner)
    used = [False] * len(owner)
    column = 0
    while owner[column]:
        used[column] = True
        row = owner[column]
        for other in columns:
            cost = -weights[row - 1][other - 1] - by_row[row] - by_column[other]
            if not used[other] and cost < least[other]:
                least[other], came_from[other] = cost, column
        nearest = min((other for other in columns if not used[other]), key=lambda other: least[other])
        step = least[nearest]
        for other in range(len(owner)):
            if used[other]:
                by_row[owner[other]] += step
                by_column[other] -= step
            else:
                least[other] -= step
        column = nearest
    return column, came_from
