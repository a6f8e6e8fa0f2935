"""`same` and `--per` as a user types them."""

import csv
import io
import json

from tests.cli.test_commands import servanda


def test_reports_of_one_event_are_listed_and_counted(desk):
    done = servanda("same", "--ledger", desk)
    assert done.returncode == 0, done.stderr
    assert "wire, 2023-03-02" in done.stdout
    assert "5 documents, 5 texts" in done.stderr
    rows = servanda("same", "--kind", "event", "--ledger", desk, "--format", "jsonl")
    assert {member["publisher"] for member in json.loads(rows.stdout)["members"]} == {"Example Press", "Second Wire"}
    cells = servanda("same", "--kind", "event", "--ledger", desk, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(cells.stdout)))["size"] == "2"
    assert servanda("same", "--kind", "sound", "--ledger", desk).returncode == 2


def test_the_scorecard_counts_by_cluster_or_report(desk):
    def evidence(*more):
        done = servanda("scorecard", "brief", "--ledger", desk, "--format", "jsonl", *more)
        assert done.returncode == 0, done.stderr
        return [part["reports"] for part in json.loads(done.stdout.splitlines()[0])["evidence"]]

    assert evidence() == [2]
    assert evidence("--per", "report") == [1, 1]
    assert servanda("scorecard", "brief", "--ledger", desk, "--per", "dozen").returncode == 2
