"""`compare` and `drift` as a user types them."""

import csv
import io
import json

import pytest
from tests.cli.test_commands import servanda


def test_compare_prints_rows_and_counts(series):
    shown = servanda("compare", "statement-2022", "statement-2023", "--ledger", series)
    assert shown.returncode == 0, shown.stderr
    assert "1 new, 2 dropped, 1 weakened, 1 amount, 1 date, 1 done, 1 restated" in shown.stdout
    done = servanda("compare", "statement-2022", "statement-2023", "--ledger", series, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["change"] for row in rows][:3] == ["new", "dropped", "dropped"]
    few = servanda(
        *("compare", "statement-2022", "statement-2023", "--ledger", series, "--format", "csv"),
        *("--change", "amount", "--change", "date", "--actor", "CAN"),
    )
    assert [row["change"] for row in csv.DictReader(io.StringIO(few.stdout))] == ["amount", "date"]


def test_the_summary_alone(series):
    done = servanda("compare", "statement-2022", "statement-2023", "--ledger", series, "--summary", "--format", "jsonl")
    assert json.loads(done.stdout)["counts"]["dropped"] == 2


def test_the_wrong_order_is_told(series):
    done = servanda("compare", "statement-2023", "statement-2022", "--ledger", series)
    assert "statement-2023 (2023-06-01) is later than statement-2022" in done.stderr


def test_drift_of_an_item_and_of_a_document(series):
    one = servanda("drift", "statement-2022", "P2", "--ledger", series, "--format", "jsonl")
    assert [json.loads(line)["change"] for line in one.stdout.splitlines()] == ["first", "amount", "weakened"]
    until = servanda("drift", "statement-2022 · P2", "--ledger", series, "--until", "2023-12-31", "--format", "jsonl")
    assert len(until.stdout.splitlines()) == 2
    every = servanda("drift", "statement-2022", "--ledger", series)
    assert "7 commitments through later documents" in every.stdout
    assert "$65 million" in every.stdout


@pytest.mark.parametrize(
    ("typed", "said", "code"),
    [
        (("compare", "statement-2022", "nothing"), "No document in", 1),
        (("compare", "statement-2022", "statement-2023", "--change", "worse"), "is no change", 2),
        (("compare", "statement-2022", "statement-2023", "--format", "xml"), "is no format", 2),
        (("compare", "statement-2022", "statement-2023", "-o", "x.csv"), "-o needs --format", 2),
        (("drift", "statement-2022", "P99"), "has no item P99", 1),
    ],
)
def test_errors_are_sentences(series, typed, said, code):
    done = servanda(*typed, "--ledger", series)
    assert done.returncode == code
    assert said in " ".join(done.stderr.replace("│", " ").split())
