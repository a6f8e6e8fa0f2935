"""The questions of a desk, asked of a small ledger that was written for them."""

from datetime import UTC, date, datetime

import pytest

import servanda
from servanda.desk import Ask, keep, run
from servanda.desk.ask import actor_code, query
from servanda.ledger import Ledger, LedgerError


@pytest.fixture
def ledger(desk):
    with servanda.open_ledger(desk, create=False) as opened:
        yield opened


def told(answers):
    return [(answer.quote["document_name"], answer.words) for answer in answers]


def test_what_somebody_promised_on_a_subject_under_any_of_its_names(ledger):
    found = ledger.ask("promised", by="Norway", on="defence spending", since="2022-07-01")
    assert told(found) == [("pledges", "Norway will double its military budget by the end of 2022")]
    line = found[0]
    assert (line.who, line.more["strength"], line.more["deadline"]) == (("NOR",), 5, "2022-12-31")
    assert not ledger.ask("promised", by="NOR", on="defence spending", since="2022-10-01")
    assert not ledger.ask("promised", by="Canada")


def test_promises_come_newest_first_and_toward_somebody(ledger):
    days = [line.date for line in ledger.ask("promised", by="Norway")]
    assert days == sorted(days, reverse=True)
    assert not ledger.ask("promised", by="Norway", of="Estonia")


def test_who_urges_what_on_whom(ledger):
    found = ledger.ask("urges", of="Russia")
    assert [(line.who, line.whom) for line in found] == [(("NOR",), ("RUS",))]
    advice = ledger.ask("urges", by="Northern Institute")
    assert {line.whom for line in advice} == {("NOR",), ("CAN",)}
    assert {line.who for line in advice} == {("Northern Institute",)}
    assert not ledger.ask("urges", by="Canada")


def test_what_is_overdue_on_a_day(ledger):
    late = ledger.ask("overdue", by="Norway", as_of="2023-02-01")
    assert [(line.more["due"], line.more["days"]) for line in late] == [("2022-12-31", 32)]
    assert not ledger.ask("overdue", as_of="2022-12-01")
    both = ledger.ask("overdue", as_of="2025-08-01")
    assert [line.more["due"] for line in both] == ["2022-12-31", "2025-06-30"]


def test_which_recommendations_were_taken_up(ledger):
    found = ledger.ask("takenup", publisher="northern institute")
    assert [line.more["taken_up"] for line in found] == sorted((line.more["taken_up"] for line in found), reverse=True)
    fates = {line.words: line.more["delivery"] for line in found}
    assert len(fates) == 3
    assert fates["Send soldiers to Estonia"] == "fulfilled"
    assert found[0].more["evidence"]["document_name"] in ("wire", "post", "late")
    early = ledger.ask("takenup", publisher="northern institute", as_of="2022-07-01")
    assert not any(line.more["taken_up"] for line in early)


def test_news_tell_documents_and_outcomes_that_moved(ledger):
    found = ledger.ask("news", since="2023-03-01", until="2023-03-31")
    documents = [line.words for line in found if line.kind == "document"]
    assert documents == ["wire", "post"]
    moved = {line.words: (line.more["was"], line.more["delivery"]) for line in found if line.kind == "outcome"}
    assert moved["Send soldiers to Estonia"][1] == "fulfilled"
    assert "Ratify the fisheries treaty" not in moved
    due = ledger.ask("news", since="2022-12-31", until="2023-01-31", by="Norway")
    assert [line.kind for line in due] == ["overdue"]
    with pytest.raises(ValueError, match="give since"):
        ledger.ask("news")


def test_where_publishers_differ_on_one_event(ledger):
    found = ledger.ask("disagree")
    assert {line.quote["document_name"] for line in found} == {"wire", "post"}
    assert len({line.more["event"] for line in found}) == 1
    assert {line.more["publisher"]: line.more["says"]["amount"] for line in found} == {
        "Example Press": "count 300",
        "Second Wire": "count 500",
    }
    assert not ledger.ask("disagree", since="2023-04-01")


@pytest.mark.parametrize(("name", "code"), [("Japan", "JPN"), ("JPN", "JPN"), ("the Quad", "QUAD"), ("NATO", "NATO")])
def test_actors_are_named_as_people_name_them(name, code):
    assert actor_code(name) == code


def test_an_unknown_actor_is_a_sentence():
    with pytest.raises(ValueError, match="No table knows the actor"):
        actor_code("the moon people")


def test_a_known_subject_is_asked_for_by_all_its_names():
    assert '"military budget"' in query("defence spending")
    assert query("icebreakers") == "icebreakers"


def test_a_watch_list_tells_what_is_new(ledger):
    at = datetime(2023, 4, 1, tzinfo=UTC)
    watch = keep(ledger.ledger, "oslo", "promised", Ask(by="Norway", until=date(2022, 8, 1)), at)
    assert run(ledger.ledger, watch, at) == []
    ledger.ledger.remove_watch("oslo", at=at)
    keep(ledger.ledger, "oslo", "promised", Ask(by="Norway"), at)
    first = run(ledger.ledger, ledger.ledger.watches()[0], None)
    assert len(first) == 3
    assert run(ledger.ledger, ledger.ledger.watches()[0], at) == first
    again = ledger.ledger.watches()[0]
    assert (again.ran, len(again.seen)) == (at, 3)
    assert run(ledger.ledger, again, at) == []
    assert run(ledger.ledger, again, at, everything=True) == first
    with pytest.raises(LedgerError, match="already"):
        keep(ledger.ledger, "oslo", "promised", Ask(), at)
    with pytest.raises(LedgerError, match="no question 'weather'"):
        keep(ledger.ledger, "sky", "weather", Ask(), at)
    with pytest.raises(LedgerError, match="first day"):
        keep(ledger.ledger, "new", "news", Ask(), at)
    ledger.ledger.remove_watch("oslo", at=at)
    with pytest.raises(LedgerError, match="There is no watch list 'oslo'"):
        ledger.ledger.remove_watch("oslo", at=at)
    assert ledger.ledger.watches() == ()


def test_a_question_survives_being_kept():
    ask = Ask(by="Japan", on="trade", since=date(2022, 1, 1))
    assert Ask.read(ask.json()) == ask


def test_an_older_ledger_gets_watch_lists_when_it_is_opened(tmp_path):
    from servanda.ledger.db import connect
    from servanda.ledger.migrate import upgrade

    place = tmp_path / "old.db"
    database = connect(place, create=True)
    upgrade(database, "0003")
    database.engine.dispose()
    with Ledger.open(place, create=False) as opened:
        assert opened.watches() == ()
