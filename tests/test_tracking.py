"""Tracking again: what was compared before is not compared again, and nothing is lost by it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

import servanda
from servanda.ledger.settled import Outcomes
from servanda.ledger.tables import reviews
from servanda.ledger.tracked import Tracked
from servanda.linking import links as linking
from servanda.model import Review
from servanda.settling import settle

NOON = datetime(2030, 9, 1, 12, tzinfo=UTC)

EARLIER = "France will open three ports to the ships of Chile by 2031. France should ratify the Lima reef treaty."
LATER = "France opened three ports to the ships of Chile. France ratified the Lima reef treaty."
LAST = "France and Chile signed a pact on the three ports. France will send divers to the Lima reef."
FILLER = " ".join(f"Norway sent {count} nurses to Kenya. Kenya thanked Norway for its help." for count in range(2, 30))


def write(folder: Path, name: str, day: str, text: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(f"Title: {name}\nDate: {day}\nPublisher: The Reef Post\n\n{text}\n", encoding="utf-8")
    return path


@pytest.fixture
def ledger(tmp_path):
    with servanda.open_ledger(tmp_path / "reef.db") as opened:
        for name, day, text in (
            ("earlier", "2030-01-10", EARLIER),
            ("later", "2030-06-10", LATER),
            ("filler", "2030-07-10", FILLER),
        ):
            opened.add(write(tmp_path, name, day, text), date=day)
        opened.track()
        yield opened


def found(ledger):
    return {(link.item, link.statement): link.relation for link in ledger.ledger.links()}


def test_a_second_tracking_compares_nothing_and_changes_nothing(ledger, monkeypatch):
    before = found(ledger)
    assert before
    monkeypatch.setattr(linking.Linker, "read", None)
    ledger.track()
    assert found(ledger) == before


@pytest.mark.parametrize(("name", "day"), [("last", "2030-08-10"), ("between", "2030-03-10"), ("first", "2029-03-10")])
def test_one_more_document_gives_the_same_links_as_all_anew(ledger, tmp_path, name, day):
    ledger.add(write(tmp_path, name, day, LAST), date=day)
    ledger.track()
    step = found(ledger)
    ledger.track(anew=True)
    assert step == found(ledger)


EARLY = "France will mend the Lima reef by July 2030. France should send divers to the Lima reef by 2032."


def lines(ledger):
    outcomes = Outcomes(ledger.ledger)
    return outcomes.get(item.id for item in ledger.ledger.items())


@pytest.mark.parametrize(
    ("name", "day"),
    [("last", "2030-08-10"), ("latest", "2033-01-10"), ("between", "2030-03-10"), ("first", "2029-03-10")],
)
@pytest.mark.parametrize("text", [LAST, EARLY, "Chile thanked France for the divers of the Lima reef."])
def test_one_more_document_gives_the_same_outcomes_as_all_anew(ledger, tmp_path, monkeypatch, name, day, text):
    ledger.add(write(tmp_path, "early", "2030-01-11", EARLY), date="2030-01-11")
    ledger.track(anew=True)
    ledger.add(write(tmp_path, name, day, text), date=day)
    with monkeypatch.context() as patch:
        patch.setattr("servanda.settling.settle", None)
        ledger.track()
    step = lines(ledger)
    settle(ledger.ledger)
    assert step == lines(ledger)
    assert len(step) == len(ledger.ledger.items()) > 2


def test_what_a_replaced_document_said_is_no_evidence_again(ledger, tmp_path):
    ledger.add(write(tmp_path, "later", "2030-06-10", "Chile opened a school."), date="2030-06-10")
    ledger.track()
    ledger.add(write(tmp_path, "last", "2030-08-10", LAST), date="2030-08-10")
    ledger.track()
    step = lines(ledger)
    settle(ledger.ledger)
    assert step == lines(ledger)


@pytest.mark.parametrize("more", [False, True])
def test_decisions_made_elsewhere_are_settled_and_so_is_taking_them_back(ledger, tmp_path, more):
    item = ledger.ledger.items()[0]
    first = ledger.ledger.statement(item.statements[0])
    said = (
        Review(id="v1", subject_kind="outcome", subject=item.id, judgement="contradicted", user="ada", at=NOON),
        Review(id="v2", subject_kind="statement", subject=first.id, judgement="accepted", user="ada", at=NOON),
    )
    for review in said:
        ledger.ledger.add_review(review)
    if more:
        ledger.add(write(tmp_path, "last", "2030-08-10", LAST), date="2030-08-10")
    ledger.track()
    assert lines(ledger)[item.id]["delivery"] == "contradicted"
    step = lines(ledger)
    settle(ledger.ledger)
    assert step == lines(ledger)
    with ledger.ledger.database.writing() as connection:
        connection.execute(update(reviews).where(reviews.c.id == "v1").values(retracted="2030-01-01"))
    ledger.track()
    assert lines(ledger)[item.id]["delivery"] != "contradicted"


def test_a_settling_that_was_stopped_is_done_anew(ledger, tmp_path, monkeypatch):
    ledger.add(write(tmp_path, "last", "2030-08-10", LAST), date="2030-08-10")
    with monkeypatch.context() as patch:
        patch.setattr("servanda.settling.refresh", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger.track()
    ledger.track()
    step = lines(ledger)
    settle(ledger.ledger)
    assert step == lines(ledger)


def test_a_document_that_changed_loses_the_links_of_what_it_said(ledger, tmp_path):
    ledger.add(write(tmp_path, "later", "2030-06-10", "Chile opened a school."), date="2030-06-10")
    ledger.track()
    live = {statement.id for statement in ledger.ledger.statements()}
    assert all(end in live for _, end in found(ledger))
    ledger.track(anew=True)
    assert all(end in live for _, end in found(ledger))


def test_other_rules_compare_all_anew(ledger, monkeypatch):
    ledger.ledger.put_links([], replace_for_items=[item.id for item in ledger.ledger.items()])
    ledger.track()
    assert not found(ledger)
    monkeypatch.setattr("servanda.linking.VERSION", "another")
    ledger.track()
    assert found(ledger)


def test_a_tracking_that_was_stopped_is_done_again(ledger):
    known = Tracked(ledger.ledger)
    before = found(ledger)
    known.begin(known.state() or {})
    assert len(known.dated(fresh=True)) == 3
    ledger.track()
    assert found(ledger) == before
    assert not known.dated(fresh=True)


def test_what_changed_while_it_was_compared_is_compared_again(ledger, tmp_path):
    known = Tracked(ledger.ledger)
    marks = known.dated()
    ledger.add(write(tmp_path, "later", "2030-06-10", "Chile opened a school."), date="2030-06-10")
    known.compared(marks)
    assert len(known.dated(fresh=True)) == 1
