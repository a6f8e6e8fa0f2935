"""`score` as a user types it."""

import json
import shutil

import pytest
from tests.cli.test_commands import servanda


@pytest.fixture
def ledger(series, tmp_path):
    return shutil.copy(series, tmp_path / "scores.db")


def give(ledger, *words):
    return servanda("score", *words, "--ledger", ledger)


def test_a_sheet_is_scored_settled_and_summed_up(ledger):
    assert give(ledger, "give", "statement-2022", "P2", "CAN", "-1", "--coder", "ann").returncode == 0
    assert give(ledger, "give", "statement-2022", "P2", "CAN", "1", "--coder", "ben").returncode == 0
    assert "to adjudicate" in give(ledger, "sheet", "statement-2022").stdout
    assert give(ledger, "settle", "statement-2022", "P2", "CAN", "0", "--by", "kim").returncode == 0
    shown = give(ledger, "sheet", "statement-2022")
    assert "ann and ben: 0 of 1 cells agreed" in shown.stdout
    assert "Compliance 50 %; CAN 50 %." in shown.stdout
    rows = [
        json.loads(line) for line in give(ledger, "sheet", "statement-2022", "--format", "jsonl").stdout.splitlines()
    ]
    row = next(row for row in rows if (row["number"], row["member"]) == ("P2", "CAN"))
    assert (row["scores"], row["final"], row["rules"]) == ({"ann": "-1", "ben": "+1"}, "0", "g7rg-default 1")


def test_a_coder_does_not_see_the_other(ledger):
    give(ledger, "give", "statement-2022", "P2", "CAN", "-1", "--coder", "ann")
    blind = give(ledger, "sheet", "statement-2022", "--coder", "ben", "--format", "jsonl")
    assert '"ann"' not in blind.stdout
    assert "ann" not in give(ledger, "sheet", "statement-2022", "--coder", "ben").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("P2", "CAN", "7"), "is no score of g7rg"),
        (("P2", "USA", "0"), "no cell P2 × USA"),
        (("P99", "CAN", "0"), "no cell P99 × CAN"),
        (("P2", "CAN", "0", "--rules", "none.yaml"), "There is no rule file none.yaml"),
    ],
)
def test_errors_are_sentences(ledger, words, said):
    done = give(ledger, "give", "statement-2022", *words, "--coder", "ann")
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
