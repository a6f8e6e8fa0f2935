"""The user's own office holders: Wikidata's answer made into a table, and the table laid over the package's."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from servanda.actors import gazetteer, resolve_name
from servanda.actors.wikidata import imported, query, write
from servanda.cli.main import app

ASKED = date(2030, 6, 1)


def _cell(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


def _answer(*lines: dict[str, str]) -> str:
    return json.dumps({"results": {"bindings": [{k: _cell(v) for k, v in line.items()} for line in lines]}})


def _line(person: str, start: str, end: str = "", **more: str) -> dict[str, str]:
    line = {
        "iso3": "NOR",
        "office": "head_of_government",
        "positionLabel": "Prime Minister of Norway",
        "person": "http://www.wikidata.org/entity/Q999901",
        "personLabel": person,
        "start": f"{start}T00:00:00Z",
        "startPrecision": "11",
    }
    ended = {"end": f"{end}T00:00:00Z", "endPrecision": "11"} if end else {}
    return {**line, **ended, **more}


def test_an_answer_becomes_rows_without_overlap(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(_answer(_line("Kari Lund", "2029-10-14"), _line("Ola Berg", "2027-01-05", "2029-10-14")))
    rows = imported(path, ASKED).rows
    assert [(r["holder"], r["start"], r["end"]) for r in rows] == [
        ("Ola Berg", "2027-01-05", "2029-10-13"),
        ("Kari Lund", "2029-10-14", ""),
    ]
    assert {r["effective"] for r in rows} == {"1"}
    assert [r["verified_until"] for r in rows] == ["2029-10-13", "2030-06-01"]
    assert all("2030-06-01" in r["source"] for r in rows)


def test_a_date_is_as_long_as_it_is_known(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(_answer(_line("Kari Lund", "2029-01-01", startPrecision="9")))
    assert [(r["start"], r["precision"]) for r in imported(path, ASKED).rows] == [("2029", "year")]


def test_a_csv_answer_and_a_body_are_read(tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    line = _line("Kari Lund", "2029-01-01", office="head_of_body", body="http://www.wikidata.org/entity/Q1065")
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(line))
        writer.writeheader()
        writer.writerow(line)
    assert [(r["iso3"], r["org_id"]) for r in imported(path, ASKED).rows] == [("", "UN")]


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(_answer(_line("Q999901", "2029-01-01"), _line("Kari Lund", "2029-01-01", office="mayor")))
    found = imported(path, ASKED)
    assert found.rows == []
    assert [reason.split(":")[0] for reason in found.left_out] == ["answer 1", "answer 2"]


@pytest.mark.parametrize("text", ["{}", "host", "[1]"])
def test_another_file_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="no answer of Wikidata"):
        imported(path, ASKED)


def test_the_users_table_goes_on_where_the_package_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(_answer(_line("Kari Lund", "2029-10-14")))
    write(imported(answer, ASKED).rows, tmp_path / "mine")
    before = resolve_name("the Norwegian prime minister", on=date(2030, 1, 1))
    monkeypatch.setenv("SERVANDA_TABLES", str(tmp_path / "mine"))
    after = resolve_name("the Norwegian prime minister", on=date(2030, 1, 1))
    named = resolve_name("Kari Lund", on=date(2030, 1, 1))
    assert (before.country, before.sector, before.actor_id) == ("NOR", "GOV", None)
    assert (after.name, after.country, after.sector) == ("Kari Lund", "NOR", "GOV")
    assert (named.country, named.sector) == ("NOR", "GOV")


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_TABLES", "/nowhere/at-all")
    with pytest.raises(ValueError, match="/nowhere/at-all"):
        gazetteer()


def test_the_command_prints_the_query_and_writes_the_table(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(_answer(_line("Kari Lund", "2029-10-14")))
    run = CliRunner()
    assert run.invoke(app, ["offices", "--query"]).stdout.strip() == query().strip()
    done = run.invoke(app, ["offices", str(answer), "--checked", "2030-06-01", "-o", str(tmp_path / "mine")])
    assert done.exit_code == 0
    assert "Kari Lund" in (tmp_path / "mine" / "offices.csv").read_text()
