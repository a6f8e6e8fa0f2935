"""A ledger from Python: the same verbs, typed answers, nothing heavy before it is used."""

import re
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import servanda
from servanda.ledger import LedgerError
from servanda.views.rows import Rows

ROOT = Path(__file__).parents[1]
EXAMPLE = files("servanda") / "example"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with servanda.open_ledger(tmp_path_factory.mktemp("python") / "visit.db") as opened:
        report = opened.add([EXAMPLE / "brief.txt", EXAMPLE / "assessment.txt"], metadata=EXAMPLE / "docs.jsonl")
        assert report.outcomes == {"new": 2}
        assert not report.failures
        opened.track()
        yield opened


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import sys, servanda\n"
        "servanda.open_ledger\n"
        "heavy = {'spacy', 'sqlalchemy', 'pydantic', 'pandas', 'numpy', 'yaml', 'rich', 'typer', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)), [name for name in sys.modules if name.startswith('servanda.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


def test_adding_one_path_again_changes_nothing(ledger):
    again = ledger.add(EXAMPLE / "brief.txt", metadata=[EXAMPLE / "docs.jsonl"])
    assert again.outcomes == {"unchanged": 1}


def test_statements_are_chosen_by_force_actor_and_day(ledger):
    urged = ledger.statements("brief", force="recommendation", actor="USA", since="2022-05-16", until=date(2022, 5, 16))
    text = (EXAMPLE / "brief.txt").read_text(encoding="utf-8")
    assert urged
    for row in urged:
        assert row.force == "recommendation"
        assert text[row.evidence.start : row.evidence.end] == row.evidence.text
    assert not ledger.statements(force="recommendation", since="2022-05-17")
    assert len(ledger.statements(limit=2)) == 2


def test_the_scorecard_is_that_of_the_command(ledger):
    rows = ledger.scorecard("brief")
    assert [row.item.number for row in rows] == [item.number for item in ledger.items("brief")]
    assert rows[0].delivery == "fulfilled"
    assert rows.to_dicts()[0]["evidence"][0]["relation"] == "fulfils"
    early = ledger.scorecard("brief", as_of="2022-05-20")
    assert not any(row.outcome.evidence for row in early)
    assert ledger.scorecard("brief", scale="g7rg")[0].score == 1


def test_links_and_search(ledger):
    assert ledger.links()[0].later.document_name == "assessment"
    hits = ledger.search('"extended deterrence"', document="assessment")
    assert hits
    assert {hit.document_name for hit in hits} == {"assessment"}


def test_the_score_sheet(ledger):
    cells = ledger.scores("assessment")
    assert cells
    assert {cell.status for cell in cells} == {"not scored"}
    assert cells.to_dicts()[0]["label"].startswith("mapped to")


def test_frames_hold_plain_cells(ledger):
    pandas = pytest.importorskip("pandas")
    frame = ledger.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == len(ledger.statements())
    assert {"force", "actors", "evidence", "evidence_start", "document_name"} <= set(frame.columns)
    assert not any(isinstance(cell, (dict, list)) for column in frame for cell in frame[column])
    card = ledger.scorecard("brief").to_pandas()
    assert card.loc[0, "evidence_relation"] == "fulfils"


def test_without_pandas_a_sentence_says_what_to_do(ledger, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'servanda\[pandas\]', or use to_dicts"):
        ledger.to_pandas()


def test_errors_say_what_to_do(ledger, tmp_path):
    with pytest.raises(LedgerError):
        servanda.open_ledger(tmp_path / "none.db", create=False)
    with pytest.raises(LedgerError):
        ledger.scorecard("no such document")
    with pytest.raises(ValueError, match="write it as YYYY-MM-DD"):
        ledger.statements(since="last May")


def test_a_notebook_shows_the_words_of_documents_escaped(document, coded):
    text = "Canada pledged to send ten trucks & two buses to Moldova."
    shown = Rows(coded(text), "statements")._repr_html_()
    assert "trucks &amp; two buses" in shown
    assert repr(Rows(coded(text), "statements")[:1]) == "<1 statements>"


def test_the_page_on_python_runs(tmp_path):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "R1 fulfilled" in done.stdout


def test_the_notebook_shows_what_its_cells_print():
    done = subprocess.run([sys.executable, ROOT / "tools" / "notebook.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
