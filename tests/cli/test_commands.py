"""The commands as a user types them: shapes, exit codes, messages."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "src" / "servanda" / "example"


def servanda(*words, stdin="", **env):
    return subprocess.run(
        [sys.executable, "-c", "from servanda.cli.main import run; run()", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "140", **env},
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    place = tmp_path_factory.mktemp("ledger") / "visit.db"
    done = servanda(
        "add",
        EXAMPLE / "brief.txt",
        EXAMPLE / "assessment.txt",
        "--metadata",
        EXAMPLE / "docs.jsonl",
        "--ledger",
        place,
    )
    assert done.returncode == 0, done.stderr
    assert servanda("track", "--ledger", place).returncode == 0
    return place


def rows(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_code_prints_statements_in_the_contracts_shape():
    found = rows(servanda("code", EXAMPLE / "brief.txt", "--metadata", EXAMPLE / "docs.jsonl"))
    text = (EXAMPLE / "brief.txt").read_text(encoding="utf-8")
    fields = (
        "id document document_name force core polarity evidence sentence trigger cue speaker chain actors recipients "
        "addressees urged event act mode quad contexts topics aux strength renewed instrument when deadline condition "
        "amount place item confidence rule"
    )
    assert len(found) > 8
    for row in found:
        assert set(fields.split()) <= set(row)
        assert row["document_name"] == "brief"
        assert text[row["evidence"]["start"] : row["evidence"]["end"]] == row["evidence"]["text"]
        assert 0 <= row["confidence"] <= 1
        for actor in row["actors"]:
            assert {"name", "span", "actor_id", "country", "sector", "members", "via"} <= set(actor)


def test_items_instead_of_statements():
    found = rows(servanda("code", EXAMPLE / "brief.txt", "--metadata", EXAMPLE / "docs.jsonl", "--items"))
    assert {"item", "id"} & set(found[0])
    assert all(row["force"] in ("recommendation", "pledge", "agreement", "demand") for row in found)


def test_the_scorecard_follows_each_recommendation(ledger):
    found = rows(servanda("scorecard", "brief", "--ledger", ledger, "--format", "jsonl"))
    fields = (
        "item number title parent document document_name force bearers asks quotes measurability delivery schedule "
        "official_claim score scale as_of searched assigned_by members evidence"
    )
    for row in found:
        assert set(fields.split()) <= set(row)
        assert set(row["searched"]) >= {"documents", "relevant", "publishers", "until"}
        if row["delivery"] == "no_evidence":
            assert row["evidence"] == []
    assert {"fulfilled", "advanced"} & {row["delivery"] for row in found}
    assert "no_evidence" in {row["delivery"] for row in found}
    assert "contradicted" not in {row["delivery"] for row in found}


def test_nothing_later_than_as_of_counts(ledger):
    found = rows(servanda("scorecard", "brief", "--ledger", ledger, "--format", "jsonl", "--as-of", "2022-05-18"))
    assert found
    assert all(row["evidence"] == [] for row in found)


def test_links_have_both_ends_and_reasons(ledger):
    found = rows(servanda("links", "--ledger", ledger, "--format", "jsonl"))
    assert found
    for row in found:
        assert {"item", "earlier", "later", "relation", "score", "reasons"} <= set(row)
        assert row["reasons"]
        assert row["later"]["text"]


def test_adding_again_changes_nothing(ledger):
    again = servanda("add", EXAMPLE / "brief.txt", "--metadata", EXAMPLE / "docs.jsonl", "--ledger", ledger)
    assert again.returncode == 0
    assert "1 unchanged" in again.stderr


@pytest.mark.parametrize(
    "words", [("scorecard", "brief"), ("links",), ("items",), ("search", "exercises"), ("show", "brief")]
)
def test_tables_for_people(ledger, words):
    done = servanda(*words, "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 5
    assert "\x1b" not in done.stdout


def test_bad_input_is_told_by_name_and_the_rest_is_done(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "latin.txt").write_bytes("Chile pledged to protect São Tomé’s coast.".encode("cp1252"))
    (tmp_path / "good.txt").write_text("Chile pledged to send aid to Haiti.")
    done = servanda("code", tmp_path, tmp_path / "gone.txt", "--date", "2024-01-01")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line]
    for name in ("empty.txt", "binary.txt", "gone.txt"):
        assert sum(name in line for line in told) == 1, told
    assert {json.loads(line)["document_name"] for line in done.stdout.splitlines()} == {"good", "latin"}


def test_a_wrong_metadata_line_is_named_and_the_rest_used(tmp_path):
    (tmp_path / "a.txt").write_text("Chile pledged to send aid to Haiti.")
    (tmp_path / "docs.jsonl").write_text('{"id": "a", "published": "2024-01-01"}\nnot json\n')
    done = servanda("code", tmp_path / "a.txt", "--metadata", tmp_path / "docs.jsonl")
    assert done.returncode == 1
    assert "docs.jsonl" in done.stderr
    assert "2" in done.stderr
    assert done.stdout.count("\n") == 1


def test_a_missing_date_is_reported_and_never_todays(tmp_path):
    (tmp_path / "a.txt").write_text("Chile pledged to send aid to Haiti next year.")
    place = tmp_path / "l.db"
    done = servanda("add", tmp_path / "a.txt", "--ledger", place)
    assert done.returncode == 0
    assert "no date" in done.stderr
    (row,) = rows(servanda("code", tmp_path / "a.txt"))
    assert row["when"] is None or (row["when"]["start"] is None and row["when"]["end"] is None)


@pytest.mark.parametrize(
    "words",
    [
        ("code", "x.txt", "--kind", "poem"),
        ("code", "x.txt", "--date", "tomorrow"),
        ("scorecard", "--ledger", "x", "--format", "pdf"),
        ("nonsense",),
        ("code", "x.txt", "--bound", "colour=3"),
        ("code", "x.txt", "--bound", "pages=many"),
    ],
)
def test_wrong_usage_is_exit_code_2(words):
    assert servanda(*words).returncode == 2


def test_a_file_that_is_no_ledger_is_one_sentence(tmp_path):
    (tmp_path / "note.db").write_text("hello, this is not a database " * 50)
    done = servanda("scorecard", "--ledger", tmp_path / "note.db")
    assert done.returncode == 1
    assert "note.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_look_ups_answer_line_by_line_and_go_on_after_a_wrong_line():
    done = servanda(
        "when",
        stdin='{"id": "1", "text": "by 2030", "reference": "2022-05-17"}\nnope\n'
        '{"id": "2", "text": "next week", "reference": "2022-05-17"}\n',
    )
    assert done.returncode == 1
    assert "line 2" in done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["times"][0]["end"] == "2030-12-31"
    assert (second["times"][0]["start"], second["times"][0]["end"]) == ("2022-05-23", "2022-05-29")


def test_actor_and_relation():
    (row,) = rows(servanda("actor", stdin='{"id": "1", "text": "the Kremlin", "date": "2022-05-17"}'))
    assert (row["country"], row["sector"]) == ("RUS", "GOV")
    text = "France condemned Russia."
    line = json.dumps({"id": "1", "text": text, "source": {"start": 0, "end": 6}, "target": {"start": 17, "end": 23}})
    (row,) = rows(servanda("relation", stdin=line))
    assert (row["event"], row["quad"]) == ("ACCUSE", 3)


def test_explain_says_why_and_why_not():
    done = servanda("explain", "Chile pledged to send aid to Haiti.")
    assert "pledge.firm" in done.stdout
    assert "not coded" in servanda("explain", "The weather was fine.").stdout.lower()


def test_version_names_coder_and_codebook():
    done = servanda("--version")
    assert "codebook" in done.stdout


def test_the_start_is_light():
    code = (
        "import sys, servanda, servanda.cli.main\n"
        "names = {'spacy', 'sqlalchemy', 'alembic', 'trafilatura', 'lxml', 'numpy', 'pydantic', 'yaml'}\n"
        "heavy = names & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nothing_reaches_the_network(tmp_path):
    (tmp_path / "a.txt").write_text("Chile pledged to send aid to Haiti.")
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "import sys; sys.argv = ['servanda', 'code', sys.argv[1], '--date', '2024-01-01']\n"
        "from servanda.cli.main import run; run()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_fault_in_one_document_is_told_and_the_rest_is_done(tmp_path, monkeypatch):
    from servanda import pipeline
    from servanda.pipeline import Coded, code_paths
    from servanda.settings import Settings
    from servanda.text import ReadError, ReadOptions

    (tmp_path / "a.txt").write_text("Peru pledged aid to Haiti.")
    (tmp_path / "b.txt").write_text("Chile pledged aid to Haiti.")
    real = pipeline.code_document

    def faulty(document, settings):
        if document.name == "a":
            raise ValueError("odd")
        return real(document, settings)

    monkeypatch.setattr(pipeline, "code_document", faulty)
    first, second = code_paths([tmp_path], ReadOptions(), Settings())
    assert isinstance(first, ReadError)
    assert "odd" in str(first)
    assert isinstance(second, Coded)
