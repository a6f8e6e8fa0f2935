"""What is stored comes back equal."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_values import NOON, coded, document, item, link, records, review, run, statement, values

from servanda.ledger import Ledger, LedgerError
from servanda.ledger.codec import document_row, item_row, link_row, review_row, statement_row
from servanda.model import Amount, Document, Item, Link, Review, Statement

slow_start = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
times = st.datetimes(
    min_value=datetime(1900, 1, 2),
    max_value=datetime(2100, 1, 1),
    timezones=st.none() | st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)


@slow_start
@given(record=records())
def test_any_document_and_its_statements_come_back_equal(
    ledger: Ledger, record: tuple[Document, list[Statement]]
) -> None:
    doc, found = record
    ledger.store(doc, found, [], run())
    assert ledger.document(doc.id) == doc
    assert sorted(ledger.statements(doc.id), key=lambda one: one.id) == sorted(found, key=lambda one: one.id)
    assert all(ledger.statement(one.id) == one for one in found)


@slow_start
@given(item=values(Item), link=values(Link), review=values(Review, at=times))
def test_bodies_of_items_links_and_reviews_come_back_equal(item: Item, link: Link, review: Review) -> None:
    assert Item.model_validate_json(item_row(item)["body"]) == item
    assert Link.model_validate_json(link_row(link)["body"]) == link
    assert Review.model_validate_json(review_row(review)["body"]) == review


def test_items_links_reviews_and_runs_come_back_equal(ledger: Ledger, reopen: Callable[[], Ledger]) -> None:
    doc = document()
    first, second, third = coded(doc)
    followed = [item(doc, second, first), item(doc, third)]
    proposed = link(followed[0], third)
    decision = review(proposed.id, note="checked", quote=followed[0].quotes[0])
    finished = run(finished=NOON + timedelta(seconds=3), documents=1, sentences=3, statements=3)
    ledger.store(doc, [first, second, third], followed, run())
    ledger.put_links([proposed], replace_for_items=[followed[0].id])
    ledger.add_review(decision)
    ledger.put_run(finished)
    with reopen() as again:
        assert again.items() == again.items(doc.id) == tuple(followed)
        assert again.links() == again.links(followed[0].id) == (proposed,)
        assert again.links(followed[1].id) == ()
        assert again.reviews() == again.reviews(proposed.id) == (decision,)
        assert again.runs() == (finished,)


def test_documents_are_listed_by_date_without_their_text(ledger: Ledger) -> None:
    late, early = document("late", published=date(2024, 6, 1)), document("early", published=date(2023, 1, 1))
    undated = document("undated", published=None)
    for doc in (undated, late, early):
        ledger.store(doc, [], [], run())
    bare = {"text": "", "blocks": (), "nontext": ()}
    assert ledger.documents() == tuple(doc.model_copy(update=bare) for doc in (early, late, undated))


def test_nul_in_a_text_stays_where_it_was(ledger: Ledger) -> None:
    doc = document(text="We agreed\0 to meet. \0")
    ledger.store(doc, [statement(doc, "agreed\0 to meet")], [], run())
    assert ledger.document(doc.id).text == doc.text
    assert ledger.statements()[0].evidence.text == "agreed\0 to meet"


def test_a_number_that_json_cannot_hold_is_refused(ledger: Ledger) -> None:
    doc = document()
    span = doc.span(0, 3)
    amount = Amount(text="The", span=span, value=float("inf"), unit="EUR", kind="money")
    with pytest.raises(LedgerError, match="not finite"):
        ledger.store(doc, [statement(doc, "will send two frigates", amount=amount)], [], run())
    assert ledger.documents() == ()


def test_rows_need_no_helper_to_be_read() -> None:
    doc = document(title="Talks", authors=("A. Writer",))
    row, told = document_row(doc), statement_row(coded(doc)[1], doc.published)
    assert (row["published"], row["authors"], row["title"]) == ("2024-04-30", '["A. Writer"]', "Talks")
    assert (told["evidence"], told["actors"]) == ("will send two frigates by 2026", '["Tokyo"]')
    assert "text" not in row["body"][:20]
