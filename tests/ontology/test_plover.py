"""PLOVER's table: counts, classes, scores, rules and meanings."""

from copy import deepcopy
from typing import Any

import pytest

from servanda.model import ROOTS
from servanda.ontology.plover import plover, read
from servanda.ontology.tables import CodebookError, load_yaml


@pytest.fixture
def rows() -> dict[str, Any]:
    return deepcopy(load_yaml("plover.yaml"))


def test_it_has_plovers_counts() -> None:
    book = plover()
    assert (len(book.events), len(book.modes), len(book.contexts), len(book.auxiliary)) == (16, 67, 37, 4)


def test_the_roots_are_the_models() -> None:
    assert tuple(plover().events) == ROOTS


@pytest.mark.parametrize(
    ("quad", "roots"),
    [
        (1, "AGREE CONSULT SUPPORT CONCEDE"),
        (2, "COOPERATE AID RETREAT"),
        (3, "REQUEST ACCUSE REJECT THREATEN"),
        (4, "PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
    ],
)
def test_quad_classes(quad: int, roots: str) -> None:
    assert {root for root in ROOTS if plover().quad(root) == quad} == set(roots.split())


def test_sanction_can_be_read_as_verbal() -> None:
    assert plover().quad("SANCTION", sanction=3) == 3
    assert plover().quad("ASSAULT", sanction=3) == 4


@pytest.mark.parametrize(
    ("root", "mode", "score"),
    [
        ("ACCUSE", None, -3),
        ("AID", None, 10),
        ("CONSULT", "phone", 1.5),
        ("RETREAT", "disarm", 10),
        ("REQUEST", "change", -1),
        ("PROTEST", "vandalize", -5),
        ("ASSAULT", "unconventional", -10),
    ],
)
def test_scores(root: str, mode: str | None, score: float) -> None:
    assert plover().score(root, mode) == score


def test_only_three_events_need_a_recipient() -> None:
    assert {e.name for e in plover().events.values() if e.recipient_required} == {"COOPERATE", "AID", "SANCTION"}


def test_unknown_names_are_told_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="PLOVER has no event 'FIGHT': use one of AGREE"):
        plover().event("FIGHT")
    with pytest.raises(ValueError, match="COERCE has no mode 'ban': use one of seize"):
        plover().score("COERCE", "ban")


def test_every_entry_has_a_meaning() -> None:
    book = plover()
    assert all(event.definition and event.rules for event in book.events.values())
    assert all(mode.meaning.endswith(".") for _, mode in book.modes)
    assert all(meaning.endswith(".") for meaning in book.contexts.values())
    assert all(auxiliary.meaning.endswith(".") for auxiliary in book.auxiliary.values())


def test_names_are_written_as_plover_writes_them() -> None:
    assert all(mode.name == mode.name.lower() and "_" not in mode.name for _, mode in plover().modes)
    assert all(name == name.lower() and "-" not in name for name in plover().contexts)


def test_the_auxiliary_modes_carry_the_models_words() -> None:
    assert {a.ours for a in plover().auxiliary.values()} == {"future", "hypothetical", "historical", "negated"}


def test_the_values_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        plover().events["FIGHT"] = plover().events["ASSAULT"]  # type: ignore[index]


def test_a_missing_mode_is_found(rows: dict[str, Any]) -> None:
    del rows["events"]["COERCE"]["modes"]["cyber"]
    with pytest.raises(CodebookError, match=r"plover.yaml, modes: there are 67 in PLOVER, 66 here"):
        read(rows)


def test_a_score_with_the_wrong_sign_is_found(rows: dict[str, Any]) -> None:
    rows["events"]["ACCUSE"]["score"] = 3
    with pytest.raises(CodebookError, match=r"plover.yaml, ACCUSE: a score of 3.0 does not fit quad class 3"):
        read(rows)


def test_a_rule_that_gives_no_root_is_found(rows: dict[str, Any]) -> None:
    rows["events"]["AID"]["rules"][0]["gives"] = "YIELD"
    with pytest.raises(CodebookError, match=r"plover.yaml, AID: there is no root YIELD"):
        read(rows)
