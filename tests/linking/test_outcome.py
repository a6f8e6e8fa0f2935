"""Outcomes: delivery, schedule, claims, bounds and people's decisions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.linking.make import AFTER, actors, by_id, document, say

from servanda.linking import Known, items, link, outcome
from servanda.linking.claims import claim, source
from servanda.linking.members import members, of_member
from servanda.linking.schedule import schedule
from servanda.model import Outcome, Review, Statement, TimeRef

PLAN = document("Canada will build ten clinics in Kenya and train nurses.", name="plan", kind="joint_statement")
PROMISE = "Canada will build ten clinics in Kenya and train nurses"


def promise(**more: Any) -> list[Statement]:
    words = "Canada will build ten clinics in Kenya"
    first = say(PLAN, words, "pledge", "CAN", "build", cue="will", to="KEN", act="AID", **more)
    return [first, say(PLAN, "train nurses", "pledge", "CAN", "train").model_copy(update={"cue": first.cue})]


def known(*later: tuple[Any, ...], reviews: tuple[Review, ...] = (), **more: Any) -> tuple[Known, list[Statement]]:
    rows, documents = promise(**more), [PLAN]
    for at, (words, force, trigger, fields) in enumerate(later):
        fields = dict(fields)
        day = fields.pop("day", AFTER)
        where = document(
            words + ".", name=f"later{at}", day=day, kind="news", publisher=fields.pop("publisher", "Wire")
        )
        documents.append(where)
        rows.append(say(where, words, force, fields.pop("who", "CAN"), trigger, **fields))
    return Known.of(by_id(rows), {row.id: row for row in documents}, reviews), rows


def result(*later: tuple[Any, ...], as_of: date | None = None, **more: Any) -> Outcome:
    facts, rows = known(*later, **more)
    item = items(PLAN, rows)[0]
    return outcome(item, link((item,), facts.documents, facts.statements, facts.documents), facts, as_of=as_of)


CLINICS = ("Canada built ten clinics in Kenya", "deed", "built", {"to": "KEN", "act": "AID"})
NURSES = ("Canada trained nurses in Kenya", "deed", "trained", {"to": "KEN"})
AGAIN = ("Canada renewed its promise to build clinics in Kenya and train nurses", "pledge", "build",
         {"to": "KEN", "cue": "renewed", "renewed": True})  # fmt: skip
BEGUN = ("Canada began to build clinics in Kenya", "deed", "began", {"to": "KEN"})
STOPPED = ("Canada refused to build the clinics in Kenya", "refusal", "build",
           {"to": "KEN", "cue": "refused", "act": "AID", "day": date(2022, 12, 1)})  # fmt: skip
OTHER = ("Canada praised the clinics of Kenya", "assessment", "praised", {"to": "KEN"})


@pytest.mark.parametrize(
    ("later", "delivery"),
    [
        ((CLINICS, NURSES), "fulfilled"),
        ((CLINICS,), "substantially_advanced"),
        ((BEGUN,), "advanced"),
        ((AGAIN,), "restated"),
        ((CLINICS, NURSES, STOPPED), "contradicted"),
        ((OTHER,), "no_evidence"),
        ((), "cannot_be_assessed"),
    ],
)
def test_delivery(later: tuple[Any, ...], delivery: str) -> None:
    assert result(*later).delivery == delivery


def test_the_day_cuts_on_publication() -> None:
    before = result(CLINICS, NURSES, STOPPED, as_of=date(2022, 10, 1))
    assert before.delivery == "fulfilled"
    assert before.searched.documents == 2
    assert before.searched.until == date(2022, 9, 1) or before.searched.until == date(2022, 10, 1)
    early = result(CLINICS, as_of=date(2022, 1, 1))
    assert (early.delivery, early.evidence) == ("cannot_be_assessed", ())


def test_less_than_the_amount_is_a_part() -> None:
    less = (*CLINICS[:3], {**CLINICS[3], "amount": 2.0})
    assert result(less, NURSES, amount=9.0).delivery == "substantially_advanced"


def test_evidence_is_best_first_and_quotes_the_text() -> None:
    found = result(BEGUN, CLINICS, AGAIN)
    assert [row.relation for row in found.evidence] == ["fulfils", "advances", "restates"]
    assert found.evidence[0].text == CLINICS[0]
    assert {row.source for row in found.evidence} == {"other"}


def test_people_decide_first() -> None:
    facts, rows = known(CLINICS, NURSES)
    item = items(PLAN, rows)[0]
    links = link((item,), facts.documents, facts.statements, facts.documents)
    at = datetime(2023, 1, 1, tzinfo=UTC)
    said = Review(id="r1", subject_kind="outcome", subject=item.id, judgement="advanced", user="ada", at=at, note="n")
    decided = outcome(item, links, Known.of(facts.statements, facts.documents, (said,)))
    assert (decided.delivery, decided.assigned_by, decided.reasons) == ("advanced", "ada", ("decided by ada", "n"))
    refused = [
        Review(id=row.id, subject_kind="link", subject=row.id, judgement="rejected", user="ada", at=at) for row in links
    ]
    assert outcome(item, links, Known.of(facts.statements, facts.documents, refused)).delivery == "no_evidence"


def test_a_parent_takes_the_best_of_its_children_and_says_which() -> None:
    facts, rows = known(OTHER)
    item = items(PLAN, rows)[0]
    own = outcome(item, (), facts)
    child = item.model_copy(update={"id": "child", "number": "P1.1", "parent": item.id})
    best = outcome(item, (), facts, [(child, own.model_copy(update={"item": "child", "delivery": "advanced"}))])
    assert best.delivery == "advanced"
    assert "P1.1" in best.reasons[0]


def test_without_a_day_there_is_no_outcome() -> None:
    undated = document(PROMISE + ".", name="plan", day=None)
    rows = [say(undated, PROMISE, "pledge", "CAN", "build")]
    with pytest.raises(ValueError, match="as_of"):
        outcome(items(undated, rows)[0], (), Known.of(by_id(rows), {undated.id: undated}))


LIMIT = TimeRef(text="by 2023", end=date(2023, 12, 31), grain="year", rule="test")


@pytest.mark.parametrize(
    ("limit", "as_of", "done", "state"),
    [
        (None, date(2022, 1, 1), None, "no_deadline"),
        (LIMIT, date(2022, 12, 31), None, "not_due"),
        (LIMIT, date(2023, 1, 1), None, "due"),
        (LIMIT, date(2024, 1, 1), None, "overdue"),
        (LIMIT, date(2024, 1, 1), date(2023, 12, 31), "met_on_time"),
        (LIMIT, date(2024, 6, 1), date(2024, 2, 1), "met_late"),
    ],
)
def test_schedule(limit: TimeRef | None, as_of: date, done: date | None, state: str) -> None:
    assert schedule(limit, as_of, done) == state


def test_the_deadline_of_the_item_counts() -> None:
    assert result(CLINICS, deadline=date(2022, 1, 1)).schedule == "overdue"
    assert result(CLINICS, NURSES, deadline=date(2023, 1, 1)).schedule == "met_on_time"


def test_claims_read_the_last_word() -> None:
    assert claim(["We are on track.", "We delivered on this."]) == "claims_done"
    assert claim(["We like clinics."]) == "none"


@pytest.mark.parametrize(
    ("publisher", "who", "kind", "own"),
    [
        ("The White House", "USA", "fact_sheet", "own"),
        ("The White House", "CAN", "fact_sheet", "other"),
        ("Ministry of Foreign Affairs of Japan", "JPN", "readout", "own"),
        ("Institute for Japan Studies", "JPN", "assessment", "other"),
        (None, "CAN", "joint_statement", "own"),
        (None, "CAN", "news", "other"),
    ],
)
def test_own_and_other_sources(publisher: str | None, who: str, kind: str, own: str) -> None:
    where = document("They met.", publisher=publisher, kind=kind)
    assert source(where, actors(who), say(where, "They met", "deed", who, "met")) == own


def test_collective_items_have_members() -> None:
    where = document("The European Union will fund clinics in Sudan.", name="eu")
    later = document("Germany funded clinics in Sudan.", name="later", day=AFTER)
    rows = [
        say(where, "The European Union will fund clinics in Sudan", "pledge", "EUR", "fund", to="SDN", cue="will"),
        say(later, "Germany funded clinics in Sudan", "deed", "DEU", "funded", to="SDN"),
    ]
    documents = {row.id: row for row in (where, later)}
    item = items(where, rows)[0]
    links = link((item,), documents, by_id(rows), documents)
    found = {actor.country: len(of_member(links, actor, by_id(rows), documents)) for actor in members(item)}
    assert found == {"DEU": 1, "FRA": 0, "POL": 0}
