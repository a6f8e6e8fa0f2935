"""CAMEO's codes: values, classes and the corrected way to PLOVER."""

from copy import deepcopy
from typing import Any

import pytest

from servanda.ontology.cameo import cameo, read
from servanda.ontology.plover import plover
from servanda.ontology.tables import CodebookError, load_yaml, read_text


@pytest.fixture
def rows() -> dict[str, Any]:
    return deepcopy(load_yaml("cameo.yaml"))


@pytest.fixture
def snapshot() -> str:
    return read_text("cameo_goldstein_icews.csv")


def test_all_codes_are_there() -> None:
    codes = cameo().codes
    assert len(cameo().roots) == 20
    assert len(codes) == 313
    assert sum(code.event is not None for code in codes.values()) == 274


@pytest.mark.parametrize(
    ("code", "goldstein"),
    [
        ("010", 0.0),
        ("10", -5.0),
        ("033", 5.2),
        ("0334", 6.0),
        ("057", 8.0),
        ("072", 8.3),
        ("163", -8.0),
        ("1214", None),
    ],
)
def test_goldstein_values(code: str, goldstein: float | None) -> None:
    assert cameo().code(code).goldstein == goldstein


def test_gdelt_and_phoenix_differ_on_16_alone() -> None:
    differ = {r.code for r in cameo().roots.values() if r.penta and r.gdelt_quad != r.penta and r.code > "02"}
    assert differ == {"16"}


@pytest.mark.parametrize(
    ("code", "event", "mode"),
    [
        ("042", "CONSULT", "visit"),
        ("08", "CONCEDE", None),
        ("0871", "RETREAT", "ceasefire"),
        ("0813", "CONCEDE", None),
        ("055", "CONCEDE", None),
        ("114", "ACCUSE", "disapprove"),
        ("116", "SANCTION", "convict"),
        ("124", "REJECT", "yield"),
        ("1322", "THREATEN", "restrict"),
        ("163", "SANCTION", "discontinue"),
        ("1712", "ASSAULT", "destroy"),
        ("175", "ASSAULT", None),
        ("186", "ASSAULT", "targeted"),
        ("192", "COERCE", "seize"),
        ("195", "ASSAULT", "aerial"),
        ("203", "ASSAULT", None),
        ("016", None, None),
    ],
)
def test_the_way_to_plover(code: str, event: str | None, mode: str | None) -> None:
    found = cameo().code(code)
    assert (found.event, found.mode) == (event, mode)


@pytest.mark.parametrize(("code", "context"), [("073", "human_security"), ("0811", "pro_democracy")])
def test_corrected_contexts(code: str, context: str) -> None:
    assert cameo().code(code).contexts == (context,)


def test_what_was_corrected_differs_from_what_was_printed() -> None:
    for code in cameo().codes.values():
        if code.published is not None:
            row = ", ".join((code.event or "", code.mode or "", "; ".join(code.contexts))).rstrip(", ")
            assert code.published != row, code.code


def test_no_row_is_illegal_in_plover() -> None:
    book = plover()
    for code in cameo().codes.values():
        assert set(code.contexts) <= set(book.contexts)
        assert code.mode is None or (code.event is not None and code.mode in book.event(code.event).modes)


def test_a_number_without_its_zero_is_another_code() -> None:
    assert cameo().root("042").code == "04"
    with pytest.raises(ValueError, match="CAMEO has no code '42'; write codes as strings"):
        cameo().code("42")


def test_a_changed_snapshot_is_found(rows: dict[str, Any], snapshot: str) -> None:
    with pytest.raises(CodebookError, match=r"cameo_goldstein_icews.csv: its sha256 is"):
        read(rows, snapshot.replace("8.3", "8.4"))


def test_an_illegal_mode_is_found(rows: dict[str, Any], snapshot: str) -> None:
    rows["codes"]["1722"]["mode"] = "ban"
    with pytest.raises(CodebookError, match=r"cameo.yaml, 1722: COERCE has no mode 'ban'"):
        read(rows, snapshot)


def test_a_code_that_is_a_number_is_found(rows: dict[str, Any], snapshot: str) -> None:
    rows["codes"][42] = rows["codes"].pop("042")
    with pytest.raises(CodebookError, match=r"cameo.yaml, \[42\]: codes are strings"):
        read(rows, snapshot)
