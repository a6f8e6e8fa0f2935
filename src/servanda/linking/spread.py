"""Many pieces of one work over several processes, where that is worth it."""

import ctypes
import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from servanda.linking.meaning import renew

_WORTH_IT = 40
_DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG
T = TypeVar("T")
_work: tuple[Callable[..., Any], Sequence[tuple[Any, ...]]] | None = None


def spread(do: Callable[..., T], pieces: Sequence[tuple[Any, ...]], workers: int = 1) -> Iterator[T]:
    """Yield what `do` makes of each piece, in order.

    With several workers and enough pieces the process is forked: what it holds is shared, nothing is sent but the
    results. Where a machine cannot fork safely (other than Linux), or a worker was killed, pieces are done one by one
    here.
    """
    done = 0
    if workers > 1 and len(pieces) >= _WORTH_IT and sys.platform == "linux":
        try:
            for result in _forked(do, pieces, workers):
                yield result
                done += 1
        except BrokenProcessPool:
            pass  # one was killed, for want of memory as a rule: fewer processes need less
    for piece in pieces[done:]:
        yield do(*piece)


def _forked(do: Callable[..., T], pieces: Sequence[tuple[Any, ...]], workers: int) -> Iterator[T]:
    global _work
    _work = do, pieces
    gc.freeze()  # so that no worker collects what is not its own, an open connection for one
    try:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(workers, mp_context=fork, initializer=_begin) as pool:
            yield from pool.map(_piece, range(len(pieces)), chunksize=2)
    finally:
        gc.unfreeze()
        _work = None


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and says so once
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)  # one that is killed leaves nobody waiting for it
    renew()


def _piece(number: int) -> Any:
    assert _work is not None  # noqa: S101 (set before the fork)
    do, pieces = _work
    return do(*pieces[number])
