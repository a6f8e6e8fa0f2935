"""Score sheets: cells, coders, adjudication, agreement, percent."""

from datetime import UTC, date, datetime

import pytest

from servanda.ledger import Ledger
from servanda.model import Review
from servanda.ontology.rules import Cycle, rules
from servanda.views.scores import agreement, percents, sheet


def review(cell, kind, user, score, minute=0):
    at = datetime(2024, 7, 1, 12, minute, tzinfo=UTC)
    return Review(
        id=f"{kind}{cell.subject}{user}{minute}",
        subject_kind=kind,
        subject=cell.subject,
        judgement=score,
        user=user,
        at=at,
    )


@pytest.fixture
def ledger(series, tmp_path):
    copy = tmp_path / "scores.db"
    copy.write_bytes(series.read_bytes())
    with Ledger.open(copy, create=False) as opened:
        yield opened


@pytest.fixture
def document(ledger):
    return ledger.find_document("statement-2022").id


def test_each_member_of_each_commitment_has_a_cell_and_demands_have_none(ledger, document):
    cells = sheet(ledger, document, rules())
    assert {cell.item.number for cell in cells} == {"P1", "P2", "P3", "P4", "P5", "P6"}
    assert [cell.member for cell in cells[:2]] == ["CAN", "NOR"]
    assert len({cell.subject for cell in cells}) == len(cells) == 12
    assert {cell.status for cell in cells} == {"not scored"}
    assert {cell.cycle.start for cell in cells} == {date(2022, 6, 2)}


def test_a_suggestion_is_no_score(ledger, document):
    cells = sheet(ledger, document, rules())
    assert all(cell.suggestion in ("+1", "0", "-1", "n/a") and cell.why for cell in cells)
    assert {cell.final for cell in cells} == {None}
    assert percents(cells)["all"] == {"all": None}


def test_acts_outside_the_cycle_do_not_count(ledger, document):
    whole = {cell.subject: cell for cell in sheet(ledger, document, rules())}
    early = rules().model_copy(update={"cycle": Cycle(name="all", end=date(2022, 12, 31))})
    cells = sheet(ledger, document, early)
    assert {cell.stage for cell in cells} == {"final"}
    assert not any(cell.evidence for cell in cells)
    assert any(cell.evidence for cell in whole.values())
    late = rules().model_copy(update={"cycle": Cycle(name="all", start=date(2024, 1, 1))})
    assert all(row.date >= date(2024, 1, 1) for cell in sheet(ledger, document, late) for row in cell.evidence)


def test_two_coders_and_who_settles(ledger, document):
    first, second, third, *_ = sheet(ledger, document, rules())
    for cell, user, score in (
        (first, "ann", "+1"),
        (first, "ben", "+1"),
        (second, "ann", "-1"),
        (second, "ben", "0"),
        (third, "ann", "0"),
    ):
        ledger.add_review(review(cell, "score", user, score))
    ledger.add_review(review(second, "score", "ann", "+1", minute=5))
    cells = sheet(ledger, document, rules())[:3]
    assert [cell.status for cell in cells] == ["agreed", "to adjudicate", "one coder"]
    assert [cell.final for cell in cells] == ["+1", None, None]
    assert cells[1].scores == {"ann": "+1", "ben": "0"}
    found = agreement(cells)
    assert (found.coders, found.cells, found.agreed, found.kappa) == (("ann", "ben"), 2, 1, 0.0)
    ledger.add_review(review(second, "adjudication", "kim", "0"))
    settled = sheet(ledger, document, rules())[:3]
    assert (settled[1].status, settled[1].final) == ("adjudicated", "0")
    assert percents(settled)["all"]["all"] == 75.0
    assert percents(settled)["member"] == {"CAN": 100.0, "NOR": 50.0}
    assert len(ledger.reviews(second.subject, live=False)) == 4
    assert ledger.orphans() == ()


def test_agreement_without_two_coders_has_no_figures(ledger, document):
    assert agreement(sheet(ledger, document, rules())).cells == 0


def test_a_cycle_of_another_name_is_another_cell(ledger, document):
    cell = sheet(ledger, document, rules())[0]
    ledger.add_review(review(cell, "score", "ann", "+1"))
    other = rules().model_copy(update={"cycle": Cycle(name="next")})
    assert sheet(ledger, document, other)[0].scores == {}
    assert sheet(ledger, document, rules())[0].scores == {"ann": "+1"}
