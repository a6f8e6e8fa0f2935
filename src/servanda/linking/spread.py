"""Many pieces of one work over several processes, where that is worth it."""

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from servanda.linking.meaning import renew

_WORTH_IT = 40
T = TypeVar("T")
_work: tuple[Callable[..., Any], Sequence[tuple[Any, ...]]] | None = None


def spread(do: Callable[..., T], pieces: Sequence[tuple[Any, ...]], workers: int = 1) -> Iterator[T]:
    """Yield what `do` makes of each piece, in order.

    With several workers and enough pieces the process is forked: what it holds is shared, nothing is sent but the
    results. Where a machine cannot fork safely (other than Linux), the pieces are done one by one here.
    """
    global _work
    if workers < 2 or len(pieces) < _WORTH_IT or sys.platform != "linux":
        yield from (do(*piece) for piece in pieces)
        return
    _work = do, pieces
    gc.freeze()  # so that no worker collects what is not its own, an open connection for one
    try:
        with multiprocessing.get_context("fork").Pool(workers, renew) as pool:
            yield from pool.imap(_piece, range(len(pieces)), chunksize=2)
    finally:
        gc.unfreeze()
        _work = None


def _piece(number: int) -> Any:
    assert _work is not None  # noqa: S101 (set before the fork)
    do, pieces = _work
    return do(*pieces[number])
