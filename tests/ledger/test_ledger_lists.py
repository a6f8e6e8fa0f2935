"""Filters of statements, finding a document, and people's decisions."""

from datetime import date, timedelta

import pytest
from ledger_values import NOON, TEXT, coded, document, review, run
from sqlalchemy import select

from servanda.ledger import Filters, Ledger, LedgerError
from servanda.ledger.browse import Shelf
from servanda.ledger.codec import posted
from servanda.ledger.tables import postings, statements
from servanda.model import Statement


@pytest.fixture(scope="module")
def told(shared_ledger: Ledger) -> list[Statement]:
    """Nine statements of three documents, stored once."""
    found: list[Statement] = []
    for name, day in (("spring", date(2024, 4, 1)), ("autumn", date(2024, 10, 1)), ("undated", None)):
        doc = document(name, f"{name}. {TEXT}", day)
        found += coded(doc)
        shared_ledger.store(doc, coded(doc), [], run())
    return found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {0, 1, 2, 3, 4, 5, 6, 7, 8}),
        ({"force": "recommendation"}, {2, 5, 8}),
        ({"event": "AGREE"}, {0, 3, 6}),
        ({"actor": "JPN"}, {1, 4, 7}),
        ({"actor": "NPACT"}, {0, 3, 6}),
        ({"actor": "SWE"}, {0, 3, 6}),
        ({"actor": "PRT"}, set()),
        ({"since": date(2024, 10, 1)}, {3, 4, 5}),
        ({"until": date(2024, 10, 1), "actor": "NOR"}, {0, 3}),
        ({"since": date(2024, 1, 1), "until": date(2024, 5, 1), "force": "pledge"}, {1}),
    ],
)
def test_filters(shared_ledger: Ledger, told: list[Statement], wanted: Filters, found: set[int]) -> None:
    assert {told.index(one) for one in shared_ledger.statements(**wanted)} == found


def test_order_and_limit(shared_ledger: Ledger, told: list[Statement]) -> None:
    assert shared_ledger.statements() == tuple(told[6:] + told[:6])
    assert shared_ledger.statements(limit=2, since=date(2024, 1, 1)) == tuple(told[:2])
    assert shared_ledger.statements(told[3].document) == tuple(told[3:6])


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"actor": "JPN"},
        {"actor": "SWE", "event": "AGREE"},
        {"actor": "PRT"},
        {"force": "pledge", "actor": "JPN", "since": date(2024, 4, 2)},
        {"force": "recommendation"},
        {"actor": "NOR", "live": False, "until": date(2024, 10, 1)},
    ],
)
def test_the_first_few_are_the_first_of_all(shared_ledger: Ledger, told: list[Statement], wanted: Filters) -> None:
    every = shared_ledger.statements(**wanted)
    for limit in (0, 1, 2, 100):
        assert shared_ledger.statements(**wanted, limit=limit) == every[:limit]
    shelf = Shelf(shared_ledger)
    found = [row.statement for at in range(len(every) + 1) for row in shelf.statements(1, at, **wanted)]
    assert sorted(one.id for one in found) == sorted(one.id for one in every)
    assert shelf.count(**wanted) == len(every)
    assert {row.statement.id for row in shelf.after(0, 100, **wanted)} == {one.id for one in every}


def test_live_statements_alone_are_listed_by_what_they_name(ledger: Ledger) -> None:
    def listed() -> set[tuple[str, str]]:
        with ledger.database.reading() as connection:
            rows = connection.execute(
                select(postings.c.kind, postings.c.key, statements.c.id).join(
                    statements, statements.c.seq == postings.c.seq
                )
            )
            return {(f"{row.kind} {row.key}", row.id) for row in rows}

    def named() -> set[tuple[str, str]]:
        return {(f"{kind} {key}", one.id) for one in ledger.statements() for kind, key in posted(one)}

    doc = document("talks")
    every = coded(doc)
    for now in (every, every[1:], [], every):
        ledger.store(doc, now, [], run())
        assert listed() == named()
    assert listed()
    ledger.store(document("talks", text=f"{doc.text}\nMore."), [], [], run())
    assert listed() == named() == set()
    ledger.store(doc, every, [], run())
    assert listed() == named() != set()


def test_a_document_is_found_by_whatever_names_it(ledger: Ledger) -> None:
    doc = document("talks", title="Talks in the North", url="https://example.org/talks")
    ledger.store(doc, [], [], run())
    ledger.store(document("other", title="Other"), [], [], run())
    for name in (
        doc.id,
        doc.id[:6],
        "talks",
        "talks.txt",
        "/notes/talks.txt",
        "path:/notes/talks.txt",
        "https://example.org/talks",
        "talks in the north",
        " talks ",
    ):
        assert ledger.find_document(name).id == doc.id, name


@pytest.mark.parametrize("name", ["nothing", "", "d", "%", "\0", "x" * 5000, "a/b\\c"])
def test_a_name_of_nothing_is_answered_with_a_sentence(shared_ledger: Ledger, told: list[Statement], name: str) -> None:
    with pytest.raises(LedgerError, match="No document"):
        shared_ledger.find_document(name)


def test_an_ambiguous_name_lists_the_candidates(ledger: Ledger) -> None:
    one, two = document("talks", source="path:/a/talks.txt"), document("talks", TEXT + "!", source="path:/b/talks.txt")
    for doc in (one, two):
        ledger.store(doc, [], [], run())
    with pytest.raises(LedgerError, match="names 2 documents") as caught:
        ledger.find_document("talks")
    assert one.id in str(caught.value)
    assert two.id in str(caught.value)
    assert ledger.find_document("/a/talks.txt").id == one.id


def test_a_retired_version_is_found_by_its_whole_id_only(ledger: Ledger) -> None:
    old, new = document(), document(text="Revised. " + TEXT)
    ledger.store(old, [], [], run())
    ledger.store(new, [], [], run())
    assert ledger.find_document("talks").id == new.id
    assert ledger.find_document(old.id).id == old.id


def test_a_new_decision_replaces_the_same_persons_and_keeps_it(ledger: Ledger) -> None:
    first, second = review("l1", "right"), review("l1", "wrong", number=2)
    other = review("l1", "right", user="ben")
    for decision in (first, other, second, second):
        ledger.add_review(decision)
    assert ledger.reviews("l1") == (other, second)
    assert ledger.reviews("l1", live=False) == (first, other, second)
    assert ledger.counts().reviews == 2


def test_a_decision_is_taken_back_once_and_kept(ledger: Ledger) -> None:
    decision = review("l1")
    ledger.add_review(decision)
    ledger.retract_review(decision.id, user="ada", at=NOON + timedelta(hours=1))
    assert ledger.reviews() == ()
    assert ledger.reviews(live=False) == (decision,)
    with pytest.raises(LedgerError, match="no live decision"):
        ledger.retract_review(decision.id, user="ada", at=NOON)
    ledger.add_review(review("l1", number=2))
    assert len(ledger.reviews()) == 1


def test_an_id_cannot_say_two_things(ledger: Ledger) -> None:
    decision = review("l1")
    ledger.add_review(decision)
    with pytest.raises(LedgerError, match="says something else"):
        ledger.add_review(decision.model_copy(update={"judgement": "wrong"}))
