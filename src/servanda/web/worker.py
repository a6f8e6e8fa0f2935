"""The process that reads, codes and stores what was uploaded; it takes file after file and ends when none waits."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from time import monotonic, sleep

from servanda.ledger import Ledger
from servanda.ledger.jobs import Job, Jobs
from servanda.model import Document

# What one file may take: reading and coding are bounded each by the reader's own limit; this is for all of it.
MOST_SECONDS = 900.0
IDLE_SECONDS = 20.0
# A file that no server has read after so long waited for one that is gone.
MOST_WAIT = timedelta(hours=24)
MOST_MEMORY = 6_000_000_000
STOPPED = "The server was stopped before the file was read: add it again."


class Worker:
    """Starts the process where there is something to do, and says so where it died over a file."""

    def __init__(self, ledger: Ledger, address: str, folder: Path | None, model: str) -> None:
        self._jobs, self._address, self._folder, self._model = Jobs(ledger), address, folder, model
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._busy: tuple[str, float] | None = None

    def poll(self) -> None:
        """Look after the process: start it, end it where a file takes too long, tell what broke."""
        if self._folder is None:
            return
        with self._lock:
            here = _waiting(self._folder)
            working = self._jobs.pending("working", here)
            running = self._process is not None and self._process.poll() is None
            if working and not running:
                why = "Reading it ended the worker process: the file may be damaged or need too much memory."
                self._jobs.fail(why, here, "working")
            elif working and self._overdue(working[0]) and self._process is not None:
                self._process.kill()
                self._process.wait()
                why = f"Reading and coding it took longer than {MOST_SECONDS:.0f} seconds: add a shorter one."
                self._jobs.fail(why, here, "working")
                running = False
            if not running and self._jobs.pending("waiting", here):
                self._process = self._start()
        self._jobs.forget(STOPPED, datetime.now(UTC) - MOST_WAIT, here)

    def close(self) -> None:
        """End the process, and say of the files that it has not read that they have to be added again."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
                try:
                    self._process.wait(10)
                except subprocess.TimeoutExpired:
                    self._process.kill()
            if self._folder is not None:
                self._jobs.fail(STOPPED, _waiting(self._folder), "waiting", "working")

    def _overdue(self, job: Job) -> bool:
        if self._busy is None or self._busy[0] != job.id:
            self._busy = (job.id, monotonic())
        return monotonic() - self._busy[1] > MOST_SECONDS

    def _start(self) -> subprocess.Popen[bytes]:
        given = json.dumps({"ledger": self._address, "folder": str(self._folder), "model": self._model})
        environment = {**os.environ, "SERVANDA_WORKER": given, "OMP_NUM_THREADS": "1"}
        return subprocess.Popen(
            [sys.executable, "-m", "servanda.web.worker"], env=environment, stdin=subprocess.DEVNULL
        )


def work(address: str, folder: Path, model: str) -> None:
    """Take files until none has waited for a while; link what came when the queue is empty."""
    from servanda.pipeline import track

    with Ledger.open(address, create=False) as ledger:
        jobs = Jobs(ledger)
        fresh, rest = False, monotonic()
        while monotonic() - rest < IDLE_SECONDS:
            job = jobs.take(_waiting(folder))
            if job is None:
                if fresh:
                    track(ledger, lambda: datetime.now(UTC))
                    fresh, rest = False, monotonic()
                sleep(0.3)
                continue
            fresh = _one(ledger, jobs, job, folder / job.id, model) or fresh
            rmtree(folder / job.id, ignore_errors=True)
            rest = monotonic()


def _one(ledger: Ledger, jobs: Jobs, job: Job, folder: Path, model: str) -> bool:
    """Read, code and store one file; return whether something came of it."""
    from servanda.pipeline import add
    from servanda.settings import Settings
    from servanda.text import ReadOptions

    given = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    url = given.pop("url", "")
    stored: list[str] = []

    def prepare(document: Document) -> Document:
        stored.append(document.id)
        source = document.source if document.source.startswith(("id:", "url:")) else f"upload:{document.name}"
        return document.model_copy(update={"source": f"url:{url}", "url": url} if url else {"source": source})

    try:
        options = ReadOptions.model_validate(given)
        settings = Settings(model=model)
        place = next(path for path in (folder / "file").iterdir())
        report = add([place], ledger, options, settings, lambda: datetime.now(UTC), prepare=prepare)
    except Exception as error:
        jobs.tell(job.id, "failed", f"{type(error).__name__}: {str(error)[:300]}")
        return False
    told = "; ".join(_plain(line, folder) for line in [*report.failures, *report.warnings][:8])
    if not report.documents:
        jobs.tell(job.id, "failed", told or "The file holds nothing that can be read.")
        return False
    kinds = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items()))
    done = f"{kinds}; {report.statements} statements" + (f"; {told}" if told else "")
    jobs.tell(job.id, "done", done, stored[0] if stored else None)
    return True


def _waiting(folder: Path) -> set[str]:
    """Return the ids of the files that wait on this machine."""
    return {place.parent.name for place in folder.glob("*/about.json")}


def _plain(line: str, folder: Path) -> str:
    """Return what is told of a file without the folder where it waited."""
    return line.replace(f"{folder / 'file'}{os.sep}", "")


def _bound() -> None:
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _bound()
    asked = json.loads(os.environ["SERVANDA_WORKER"])
    work(asked["ledger"], Path(asked["folder"]), asked["model"])
