"""What goes wrong under `servanda add` ends in one sentence and exit code 1, and nothing that was reported is lost."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ledger_values import TEXT, coded, document, run
from typer.testing import CliRunner

from servanda import pipeline
from servanda.cli import output
from servanda.cli.main import app
from servanda.cli.main import run as servanda
from servanda.ledger import Ledger, db
from servanda.ledger.tables import VERSION_TABLE
from servanda.model import Document
from servanda.settings import Settings
from servanda.text import read_paths

NOBODY = 65534
Step = Callable[[], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty documents, and a place for a ledger beside them."""
    Ledger.open(tmp_path / "warm.db").close()
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(30):
        (texts / f"talks-{number:02}.txt").write_text(f"Session {number} was held at the sea. {TEXT}\n")
    Settings().config()
    list(read_paths([texts / "talks-00.txt"]))  # loaded here, not in each child
    return tmp_path


def child(folder: Path, *words: str, first: Step = lambda: None, at: dict[int, Step] | None = None) -> tuple[int, str]:
    """Run a command in a forked process with a coder that knows no language; `at` is what befalls before a document."""
    place = folder / "ledger" / "talks.db"
    place.parent.mkdir(exist_ok=True)
    told = folder / "told"
    reported = (folder / "reported").open("a")
    number = os.fork()
    if number == 0:
        status = 70
        try:
            os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), 2)
            sys.stderr = os.fdopen(2, "w")
            _forget_languages(at or {})
            output.progress = _noting(reported)
            first()
            sys.argv = ["servanda", *words, "--ledger", str(place), *(["--date", "2024-05-01"] * (words[0] == "add"))]
            servanda()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        except BaseException:
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(status)
    _, ended = os.waitpid(number, 0)
    return os.waitstatus_to_exitcode(ended), told.read_text()


def _forget_languages(at: dict[int, Step]) -> None:
    count = 0

    def code(found: Document, _: object) -> pipeline.Coded:
        nonlocal count
        count += 1
        at.get(count, lambda: None)()
        return pipeline.Coded(found, tuple(coded(found)), ())

    pipeline.code_document = code


def _noting(reported: object) -> Callable[[str], object]:
    @contextmanager
    def progress(_: str) -> Iterator[Callable[[str], None]]:
        yield lambda name: print(name, file=reported, flush=True)

    return progress


def fails(result: tuple[int, str], reason: str) -> None:
    status, told = result
    assert status == 1, told
    assert told.count("\n") == 1
    assert told.startswith("servanda: ")
    assert told.endswith(".\n")
    assert reason in told


def whole(folder: Path) -> None:
    """Nothing that was reported is missing; a second run does the rest, and nothing is there twice."""
    place = folder / "ledger" / "talks.db"
    if place.exists() and place.stat().st_size:
        with Ledger.open(place) as ledger:
            assert {one.name for one in ledger.documents()} >= set((folder / "reported").read_text().split())
    assert child(folder, "add", str(folder / "texts"))[0] == 0
    with Ledger.open(place, create=False) as ledger:
        counts = ledger.counts()
        assert (counts.documents, counts.statements, counts.retired) == (30, 90, 0)
    with sqlite3.connect(place) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def as_nobody() -> None:
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


def test_the_child_does_what_the_command_does(folder: Path) -> None:
    status, told = child(folder, "add", str(folder / "texts"))
    assert (status, told.splitlines()[-1].split(",")[0]) == (0, "30 documents (30 new)")
    whole(folder)


def test_a_file_that_cannot_grow(folder: Path) -> None:
    size = 600_000
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
    fails(child(folder, "add", str(folder / "texts"), first=limit), "servanda")
    assert (folder / "reported").read_text().split()
    whole(folder)


def test_a_full_disk(folder: Path) -> None:
    full = lambda: setattr(db, "PRAGMAS", (*db.PRAGMAS, "max_page_count=90"))  # noqa: E731
    fails(child(folder, "add", str(folder / "texts"), first=full), "the disk is full")
    assert (folder / "reported").read_text().split()
    whole(folder)


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_may_not_be_written(folder: Path, there: bool) -> None:
    if there:
        assert child(folder, "add", str(folder / "texts" / "talks-00.txt"))[0] == 0
    place = folder / "ledger"
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    place.mkdir(exist_ok=True)
    place.chmod(0o555)
    fails(child(folder, "add", str(folder / "texts"), first=as_nobody), str(place / "talks.db"))
    place.chmod(0o755)
    whole(folder)


@contextmanager
def only_read(folder: Path, mode: int = 0o444) -> Iterator[Path]:
    """A ledger of one document, in a folder that may not be written."""
    assert child(folder, "add", str(folder / "texts" / "talks-00.txt"))[0] == 0
    place = folder / "ledger" / "talks.db"
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    place.chmod(mode)
    place.parent.chmod(0o555)
    try:
        yield place
    finally:
        place.parent.chmod(0o755)


@pytest.mark.parametrize("mode", [0o444, 0o666])
def test_a_ledger_that_may_only_be_read_is_read(folder: Path, mode: int) -> None:
    page = str(folder / "page.html")
    reading = ["show talks-00", "scorecard", "search sea", "items", "links", "reviews"]
    if all(parent.stat().st_mode & 0o001 for parent in Path(db.__file__).parents):
        reading.append(f"report -o {page}")  # reads its templates, which nobody may not where the checkout is private
    with only_read(folder, mode) as place:
        before = place.read_bytes()
        folder.chmod(0o777)
        for line in reading:
            found = CliRunner().invoke(app, [*line.split(), "--ledger", str(place)])  # the child may load no more
            assert found.exit_code == 0
            Path(page).unlink(missing_ok=True)
            assert child(folder, *line.split(), first=as_nobody) == (0, found.stderr)
        for words in (["add", str(folder / "texts")], ["track"]):
            fails(child(folder, *words, first=as_nobody), "can be read but not written")
        assert place.read_bytes() == before
        assert [path.name for path in place.parent.iterdir()] == ["talks.db"]


def test_what_another_process_is_writing_is_read(folder: Path) -> None:
    with only_read(folder) as place:
        place.parent.chmod(0o755)
        with Ledger.open(place) as writer:
            writer.store(document("more"), coded(document("more")), [], run())
            for path in place.parent.iterdir():
                path.chmod(0o644)
            place.parent.chmod(0o555)
            assert child(folder, "show", "more", first=as_nobody)[0] == 0


def test_an_older_ledger_that_may_only_be_read(folder: Path) -> None:
    with only_read(folder) as place:
        with sqlite3.connect(place) as raw:
            raw.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0001'")
        raw.close()
        fails(child(folder, "scorecard", first=as_nobody), "older Servanda")


def _overwritten(place: Path, spare: Path) -> None:
    place.write_bytes(b"garbage" * 100_000)


def _emptied(place: Path, spare: Path) -> None:
    place.write_bytes(b"")


def _replaced(place: Path, spare: Path) -> None:
    spare.write_bytes(b"garbage" * 1000)
    spare.replace(place)


def _another_ledger(place: Path, spare: Path) -> None:
    Ledger.open(spare).close()
    spare.replace(place)


def _removed(place: Path, spare: Path) -> None:
    place.unlink()


@pytest.mark.parametrize("what", [_overwritten, _emptied, _replaced, _another_ledger, _removed])
def test_a_ledger_that_is_lost_under_the_hands(folder: Path, what: Callable[[Path, Path], None]) -> None:
    place = folder / "ledger" / "talks.db"
    fails(child(folder, "add", str(folder / "texts"), at={7: lambda: what(place, folder / "spare.db")}), str(place))
    assert len((folder / "reported").read_text().split()) == 6
    (folder / "reported").unlink()
    shutil.rmtree(place.parent)
    whole(folder)


def test_a_ledger_that_a_newer_program_takes_over(folder: Path) -> None:
    assert child(folder, "add", str(folder / "texts" / "talks-00.txt"))[0] == 0
    place = folder / "ledger" / "talks.db"
    with sqlite3.connect(place) as raw:
        raw.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0099'")
    before = place.read_bytes()
    fails(child(folder, "add", str(folder / "texts")), "newer Servanda")
    assert place.read_bytes() == before


def test_two_ledgers_of_one_process_keep_their_locks(tmp_path: Path) -> None:
    """Were a ledger's file opened and closed beside SQLite, the locks that other processes see would be gone."""
    place = tmp_path / "talks.db"
    with Ledger.open(place) as first:
        first.store(document(), coded(document()), [], run())
        Ledger.open(place).close()
        other = "import sys; from servanda.ledger import Ledger; Ledger.open(sys.argv[1]).close()"
        subprocess.run([sys.executable, "-c", other, str(place)], check=True)
        assert place.with_name("talks.db-wal").exists()
        first.store(document("more"), coded(document("more")), [], run())
    with Ledger.open(place) as again:
        assert again.counts().documents == 2
