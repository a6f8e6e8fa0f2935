"""Rows as cells: one scalar a column, and no cell that a spreadsheet would run."""

import io

from servanda.model.plain import plain
from servanda.views.flat import columns, flat, write_csv


def test_a_statement_becomes_cells(coded):
    row = plain(coded("Canada pledged to send ten trucks to Moldova by June 2024.", published="2024-01-15")[0])
    cells = flat(row)
    assert cells["force"] == "pledge"
    assert cells["actors"] == "CAN"
    assert cells["recipients"] == "MDA"
    assert cells["evidence"].startswith("Canada pledged")
    assert cells["evidence_start"] == 0
    assert cells["deadline_end"] == "2024-06-30"
    assert all(cell is None or isinstance(cell, (str, int, float, bool)) for cell in cells.values())


def test_of_a_list_of_findings_the_first_is_kept_with_their_number():
    cells = flat(
        {"evidence": [{"text": "two\n words", "start": 3, "reasons": ["a", "b"]}, {"text": "other"}], "none": []}
    )
    assert cells == {
        "evidence": "two words",
        "evidence_start": 3,
        "evidence_reasons": "a; b",
        "evidence_count": 2,
        "none": None,
    }


def test_a_cell_that_a_spreadsheet_would_run_is_quoted():
    stream = io.StringIO()
    write_csv(stream, [{"words": "=HYPERLINK(1)", "number": -1}, {"words": "plain", "more": "@x"}])
    assert stream.getvalue() == "words,number,more\n'=HYPERLINK(1),-1,\nplain,,'@x\n"
    assert columns([{"a": 1}, {"b": 2, "a": 3}]) == ("a", "b")
