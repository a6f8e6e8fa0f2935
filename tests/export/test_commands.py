"""`report` and `show --html` as a user types them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from servanda.cli.main import app
from servanda.ledger import Ledger

from .conftest import RUN, Shelf


@pytest.fixture
def ledger(archive: Shelf, tmp_path: Path) -> Path:
    place = tmp_path / "visit.db"
    with Ledger.open(place) as opened:
        for document in archive.documents():
            opened.store(document, archive.statements(document.id), archive.items(document.id), RUN)
        opened.put_links(archive.links(), replace_for_items=[item.id for item in archive.items()])
    return place


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_report_writes_one_page(ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("report", "--ledger", ledger, "-o", page, "--scale", "g7rg")
    assert done.exit_code == 0, done.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "full compliance" in page.read_text(encoding="utf-8")


def test_report_of_chosen_documents_goes_to_standard_output(ledger: Path) -> None:
    done = run("report", "brief", "--ledger", ledger, "--as-of", "2022-01-01")
    assert done.exit_code == 0, done.output
    assert "What became of “brief”" in done.stdout


def test_show_writes_the_page_of_a_document(ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "news.html"
    assert run("show", "news", "--ledger", ledger, "--html", "-o", page).exit_code == 0
    assert "India raised its tobacco tax" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("report", "--scale", "stars"), "g7rg"),
        (("report", "--as-of", "soon"), "YYYY-MM-DD"),
        (("show", "news", "-o", "x.html"), "--html"),
        (("show", "news", "--html", "--text"), "exclude"),
    ],
)
def test_wrong_words_end_in_a_usage_error(ledger: Path, words: tuple[str, ...], told: str) -> None:
    done = run(*words, "--ledger", ledger)
    assert done.exit_code == 2
    assert told in done.output


def test_a_place_that_cannot_be_written_is_one_sentence(ledger: Path, tmp_path: Path) -> None:
    done = run("report", "--ledger", ledger, "-o", tmp_path / "no" / "page.html")
    assert done.exit_code == 1
    assert "cannot be written" in done.output
    assert "Traceback" not in done.output
