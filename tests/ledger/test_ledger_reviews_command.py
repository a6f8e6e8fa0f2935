"""`servanda reviews` and what `add` says of decisions that lost their words, in one process."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ledger_values import NOON, review, statement
from typer.testing import CliRunner

from servanda import pipeline
from servanda.cli.main import app
from servanda.ledger import Ledger, anchors
from servanda.model import Document
from servanda.settings import Settings
from servanda.text import ReadOptions

FIRST = "Session one was held at the sea.\n\nNorway will send two frigates by 2026. Portugal should ratify it soon."
SECOND = "Corrected. Session one was held at the sea.\n\nNorway will send two frigates by 2026. That was all."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document that was added, decided on twice, changed and added again."""

    def code(found: Document, _: object) -> pipeline.Coded:
        wanted = (("will send two frigates by 2026", "pledge"), ("should ratify it soon", "recommendation"))
        told = [statement(found, words, force) for words, force in wanted if words in found.text]
        return pipeline.Coded(found, tuple(told), ())

    monkeypatch.setattr(pipeline, "code_document", code)
    text, place = tmp_path / "session.txt", tmp_path / "ledger.db"
    with Ledger.open(place) as ledger:
        text.write_text(FIRST)
        add(ledger, text)
        doc = ledger.document(ledger.find_document("session").id)
        for one in ledger.statements():
            quote = anchors.quote(doc, one.evidence.start, one.evidence.end)
            ledger.add_review(review(one.id, subject_kind="statement", quote=quote))
        text.write_text(SECOND)
        assert any("reviews --orphans" in told for told in add(ledger, text).warnings)
    return place


def add(ledger: Ledger, text: Path) -> pipeline.Report:
    return pipeline.add([text], ledger, ReadOptions(date=NOON.date()), Settings(), lambda: datetime.now(UTC))


def asked(place: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["reviews", "--ledger", str(place), *words], env={"COLUMNS": "140"})
    assert done.exit_code == 0, done.output
    return done.output


def test_decisions_are_listed_with_their_state(place: Path) -> None:
    table = asked(place)
    assert "2 decisions, 1 of them orphaned" in table
    assert "should ratify it soon" in table
    assert "will send two frigates by 2026" in table
    assert "should ratify it soon" in asked(place, "--orphans")
    assert "will send two" not in asked(place, "--orphans")


def test_decisions_for_machines(place: Path) -> None:
    rows = [json.loads(line) for line in asked(place, "--format", "jsonl").splitlines()]
    assert [(row["orphaned"], row["moved_from"] is not None) for row in rows] == [(True, False), (False, True)]
    for row in rows:
        assert {"id", "subject_kind", "subject", "judgement", "user", "at", "note", "quote"} <= set(row)
        assert {"prefix", "suffix", "text", "start", "end", "document"} <= set(row["quote"])
    assert [json.loads(line)["orphaned"] for line in asked(place, "--orphans", "--format", "jsonl").splitlines()] == [
        True
    ]


def test_no_decisions_are_said_to_be_none(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.db").close()
    assert "no decisions" in asked(tmp_path / "new.db")
