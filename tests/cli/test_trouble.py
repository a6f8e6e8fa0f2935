"""What goes wrong around a command: no place to write to, lines that are no rows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from servanda.cli.main import app

COMMAND = [sys.executable, "-c", "from servanda.cli.main import run; run()"]
RANGE = {"start": 0, "end": 3}


def run(*words: str, output: str = os.devnull) -> tuple[int, str]:
    with open(output, "w") as stream:
        done = subprocess.run([*COMMAND, *words], stdout=stream, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_an_output_that_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "text": "France"}\n')
    status, told = run("actor", str(tmp_path / "rows.jsonl"), output="/dev/full")
    assert (status, told.count("\n")) == (1, 1)
    assert told.startswith("servanda: the output cannot be read or written (no space left on device)")


@pytest.mark.parametrize("target", ["missing/rows.jsonl", "."])
def test_a_place_that_is_none(tmp_path: Path, target: str) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "text": "France"}\n')
    status, told = run("actor", str(tmp_path / "rows.jsonl"), "-o", str(tmp_path / target))
    assert (status, told.count("\n")) == (1, 1)
    assert str((tmp_path / target).resolve()) in told


@pytest.mark.parametrize(
    ("command", "row", "reason"),
    [
        ("actor", {"id": 1, "text": 5}, "'text' is not a string"),
        ("actor", {"id": 1, "text": "France", "context": 7}, "'context' is not a string"),
        ("when", {"id": 1, "text": "in May", "reference": 5}, "'reference' is not a string"),
        ("when", [1], "not a JSON object"),
        ("relation", {"id": 1, "text": "Peru", "source": 5, "target": RANGE}, "'source' is not a range"),
        ("relation", {"id": 1, "text": "Peru", "source": RANGE, "target": {"start": 3, "end": 9}}, "of the text"),
        ("relation", {"id": 1, "text": "Peru", "source": RANGE, "target": {"start": 0, "end": 1e999}}, "not a range"),
    ],
)
def test_a_line_that_is_no_row_is_named_and_the_rest_answered(command: str, row: object, reason: str) -> None:
    good = {"id": "good", "text": "Peru \ud83d", "source": RANGE, "target": RANGE}
    lines = "\n".join((json.dumps(row), json.dumps(good)))
    found = CliRunner().invoke(app, [command], input=lines)
    assert found.exit_code == 1
    assert found.stderr.startswith("line 1: ")
    assert reason in found.stderr
    assert [json.loads(line)["id"] for line in found.stdout.splitlines()] == ["good"]


@pytest.mark.parametrize("words", ["a: 1", "[x", "tables: 5", "tables: [{name: soon}]"])
def test_a_file_that_is_no_table_of_deadlines_is_named(tmp_path, words):
    own = tmp_path / "own.yaml"
    own.write_text(words)
    text = tmp_path / "a.txt"
    text.write_text("Norway will soon help Kenya.")
    result = CliRunner().invoke(app, ["code", str(text), "--vague-deadlines", str(own)])
    assert result.exit_code == 2
    assert "own.yaml holds no table of vague deadlines" in " ".join(result.output.split())


def test_an_answer_that_is_no_text_is_named(tmp_path):
    answer = tmp_path / "answer.json"
    answer.write_bytes(b"\x00\xff")
    result = CliRunner().invoke(app, ["offices", str(answer), "-o", str(tmp_path)])
    assert result.exit_code == 1
    assert "answer.json is no text" in result.output
