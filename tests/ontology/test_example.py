"""The packaged example: pure data, whole, and marked as written for Servanda."""

import json
from importlib.resources import files

import pytest

EXAMPLE = files("servanda").joinpath("example")
ROWS = [json.loads(line) for line in EXAMPLE.joinpath("docs.jsonl").read_text(encoding="utf-8").splitlines()]


def _text(name: str) -> str:
    return EXAMPLE.joinpath(f"{name}.txt").read_text(encoding="utf-8")


def test_the_rows_say_what_the_documents_are() -> None:
    assert [(row["id"], row["kind"], row["published"]) for row in ROWS] == [
        ("brief", "brief", "2022-05-16"),
        ("assessment", "assessment", "2022-05-27"),
    ]
    assert all("written for Servanda" in row["note"] for row in ROWS)


@pytest.mark.parametrize("name", ["brief", "assessment"])
def test_each_has_about_six_hundred_words(name: str) -> None:
    assert 550 <= len(_text(name).split()) <= 700


def test_the_brief_has_eight_items_under_its_lead_in() -> None:
    lines = _text("brief").splitlines()
    items = [lines[number + 1] for number, line in enumerate(lines) if line == "-"]
    assert "The United States should:" in lines
    assert len(items) == 8
    assert all(item.split()[0].isalpha() and item.count(". ") >= 1 for item in items)


def test_the_assessment_goes_by_questions() -> None:
    assert sum(line.endswith("?") for line in _text("assessment").splitlines()) >= 5
