"""Adding documents in the browser: a process of its own reads them, and what fails is said."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.web.conftest import Site

from servanda.ledger.jobs import Jobs
from servanda.web.adding import clean_name
from servanda.web.worker import MOST_WAIT, STOPPED, Worker

TEXT = b"Norway will plant ten forests by 2030.\n\nSweden should ban smoke.\n"


def sent(site: Site, name: str, content: bytes = TEXT, **fields: str) -> int:
    files = [("files", (name, content, "application/octet-stream"))]
    return site.client.post("/add", files=files, data=fields, follow_redirects=False).status_code


def wait(site: Site, seconds: float = 60) -> list:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        site.client.get("/add/jobs")
        rows = Jobs(site.ledger).latest()
        if all(job.state in ("done", "failed") for job in rows):
            return rows
        time.sleep(0.3)
    raise AssertionError(rows)


@pytest.fixture(params=["sqlite", "postgresql"])
def taking(request: pytest.FixtureRequest, make_site: Callable[..., Site], tmp_path: Path) -> Site:
    return make_site(request.param, uploads=tmp_path)


def test_a_file_is_read_coded_and_linked_and_a_bad_one_is_told(taking: Site) -> None:
    given = {"publisher": "Forest Office", "date": "2024-05-01", "kind": "news", "url": "https://example.org/f"}
    assert sent(taking, "forests.txt", **given) == 303
    assert sent(taking, "broken.pdf", b"%PDF-1.4 nothing") == 303
    assert "broken.pdf" in taking.client.get("/add").text
    jobs = {job.name: job for job in wait(taking)}
    assert jobs["broken.pdf"].state == "failed"
    assert "broken" in jobs["broken.pdf"].detail
    assert str(taking.client.app.state.servanda.options.uploads) not in jobs["broken.pdf"].detail  # type: ignore[attr-defined]
    done = jobs["forests.txt"]
    assert done.state == "done", done.detail
    found = taking.ledger.document(done.document or "")
    assert (found.publisher, str(found.published), found.kind) == ("Forest Office", "2024-05-01", "news")
    assert found.source == "url:https://example.org/f"
    assert "plant ten forests" in taking.client.get(f"/documents/{found.id}").text


def waiting(site: Site, folder: Path, name: str) -> Jobs:
    (folder / "j1").mkdir(parents=True)
    (folder / "j1" / "about.json").write_text("{}", encoding="utf-8")
    jobs = Jobs(site.ledger)
    jobs.add("j1", name, "ada", datetime.now(UTC))
    return jobs


def test_a_server_leaves_alone_what_waits_on_another_machine(one_site: Site, tmp_path: Path) -> None:
    jobs = waiting(one_site, tmp_path / "here", "mine.txt")
    (tmp_path / "there").mkdir()
    other = Worker(one_site.ledger, "unused", tmp_path / "there", "unused")
    other.poll()
    assert other._process is None
    assert jobs.take([]) is None
    assert jobs.take(["j1"]) is not None
    other.poll()
    other.close()
    assert jobs.latest()[0].state == "working"


def test_what_waits_when_the_server_stops_is_told(one_site: Site, tmp_path: Path) -> None:
    jobs = waiting(one_site, tmp_path, "mine.txt")
    Worker(one_site.ledger, "unused", tmp_path, "unused").close()
    assert (jobs.latest()[0].state, jobs.latest()[0].detail) == ("failed", STOPPED)


def test_what_waited_for_a_server_that_is_gone_is_told(one_site: Site, tmp_path: Path) -> None:
    jobs = Jobs(one_site.ledger)
    jobs.add("j0", "lost.txt", "ada", datetime.now(UTC) - MOST_WAIT - timedelta(minutes=1))
    jobs.add("j1", "fresh.txt", "ada", datetime.now(UTC))
    Worker(one_site.ledger, "unused", tmp_path, "unused").poll()
    assert {job.name: job.state for job in jobs.latest()} == {"lost.txt": "failed", "fresh.txt": "waiting"}


def test_a_worker_that_dies_over_a_file_is_told(one_site: Site, tmp_path: Path) -> None:
    jobs = waiting(one_site, tmp_path, "bomb.txt")
    jobs.take(["j1"])
    Worker(one_site.ledger, "unused", tmp_path, "unused").poll()
    job = jobs.latest()[0]
    assert job.state == "failed"
    assert "ended the worker process" in job.detail


def test_a_file_that_takes_too_long_is_ended(one_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = waiting(one_site, tmp_path, "long.txt")
    jobs.take(["j1"])
    worker = Worker(one_site.ledger, "unused", tmp_path, "unused")
    worker._process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr("servanda.web.worker.MOST_SECONDS", 0.05)
    worker.poll()
    time.sleep(0.1)
    worker.poll()
    assert worker._process.poll() is not None
    assert "took longer" in jobs.latest()[0].detail


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("program.exe", {}, "of no kind that is read"),
        ("a.txt", {"date": "yesterday"}, "is no date"),
        ("a.txt", {"kind": "gossip"}, "no kind of document"),
        ("a.txt", {"url": "javascript:alert(1)"}, "begins with http"),
    ],
)
def test_what_cannot_be_added_is_said(
    make_site: Callable[..., Site], tmp_path: Path, name: str, fields: dict, told: str
) -> None:
    site = make_site(uploads=tmp_path)
    files = [("files", (name, TEXT, "text/plain"))]
    page = site.client.post("/add", files=files, data=fields)
    assert page.status_code == 422
    assert told in page.text
    assert Jobs(site.ledger).latest() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt", "..\\..\\windows.txt", "/etc/shadow.txt", "a\0b.txt", "C:\\x.txt", "....txt", ".txt",
        "x" * 5000 + ".txt", "<script>.txt", "\u202etxt.exe.txt", "..", "", "con/../../x.md",
    ],
)  # fmt: skip
def test_a_files_name_is_no_path(name: str) -> None:
    plain = clean_name(name)
    assert Path(plain).name == plain
    assert plain not in ("", ".", "..")
    assert plain.isprintable()
    assert len(plain) < 130


def test_a_server_without_a_folder_takes_nothing(one_site: Site) -> None:
    assert "servanda add" in one_site.client.get("/add").text
    assert sent(one_site, "a.txt") == 422


def test_the_form_offers_no_other_form_of_itself(make_site: Callable[..., Site], tmp_path: Path) -> None:
    text = make_site("sqlite", uploads=tmp_path).client.get("/add").text
    assert ".docx" in text
    assert "/add.json" not in text
