"""Storing again, versions, and what is retired and comes back."""

from datetime import date

import pytest
from ledger_values import TEXT, coded, document, item, link, run, statement

from servanda.ledger import Ledger, LedgerError, fingerprint
from servanda.model import Document, Item, Statement

Found = tuple[Document, list[Statement], list[Item]]


def found_in(doc: Document) -> Found:
    told = coded(doc)
    return doc, told, [item(doc, told[1]), item(doc, told[2])]


@pytest.fixture
def talks() -> Found:
    return found_in(document())


@pytest.fixture
def revised() -> Found:
    return found_in(document(text="Revised. " + TEXT))


def test_a_new_document_is_reported_with_its_statements(ledger: Ledger, talks: Found) -> None:
    stored = ledger.store(*talks, run())
    assert (stored.outcome, stored.document, stored.previous) == ("new", talks[0].id, None)
    assert (stored.added, stored.updated, stored.retired) == (3, 0, 0)
    counts = ledger.counts()
    assert (counts.documents, counts.statements, counts.items, counts.runs) == (1, 3, 2, 1)


def test_storing_the_same_again_changes_nothing(ledger: Ledger, talks: Found) -> None:
    ledger.store(*talks, run())
    before = ledger.counts(), ledger.statements(), ledger.items()
    stored = ledger.store(*talks, run())
    assert (stored.outcome, stored.added, stored.updated, stored.retired) == ("unchanged", 0, 0, 0)
    assert (ledger.counts(), ledger.statements(), ledger.items()) == before


def test_a_better_coder_updates_adds_and_retires(ledger: Ledger, talks: Found) -> None:
    doc, (first, second, third), items = talks
    ledger.store(doc, [first, second], items[:1], run("c1"))
    better = second.model_copy(update={"force": "deed", "actors": ()})
    stored = ledger.store(doc, [better, third], items, run("c2"))
    assert (stored.outcome, stored.added, stored.updated, stored.retired) == ("recoded", 1, 1, 1)
    assert ledger.statements() == (better, third)
    assert ledger.statement(first.id) == first
    assert ledger.statements(live=False) == (first, better, third)
    assert ledger.statements(actor="JPN") == ()
    assert ledger.items() == tuple(items)


def test_what_is_found_again_is_live_again(ledger: Ledger, talks: Found) -> None:
    doc, told, items = talks
    ledger.store(doc, told, items, run("c1"))
    ledger.store(doc, told[:1], [], run("c2"))
    assert (ledger.statements(), ledger.items()) == ((told[0],), ())
    ledger.store(doc, told, items, run("c3"))
    assert (ledger.statements(), ledger.items()) == (tuple(told), tuple(items))


def test_a_changed_document_is_a_new_version(ledger: Ledger, talks: Found, revised: Found) -> None:
    ledger.store(*talks, run("c1"))
    stored = ledger.store(*revised, run("c1", "r2"))
    assert (stored.outcome, stored.previous) == ("changed", talks[0].id)
    assert [doc.id for doc in ledger.documents()] == [revised[0].id]
    assert {doc.id for doc in ledger.documents(live=False)} == {talks[0].id, revised[0].id}
    assert ledger.statements() == tuple(revised[1])
    assert ledger.items() == tuple(revised[2])
    assert ledger.document(talks[0].id) == talks[0]
    assert ledger.statements(talks[0].id, live=False) == tuple(talks[1])


def test_a_retired_version_can_return(ledger: Ledger, talks: Found, revised: Found) -> None:
    ledger.store(*talks, run())
    ledger.store(*revised, run())
    stored = ledger.store(*talks, run())
    assert (stored.outcome, stored.previous, stored.updated) == ("returned", revised[0].id, 3)
    assert ledger.statements() == tuple(talks[1])
    assert ledger.items() == tuple(talks[2])
    assert ledger.counts().retired == 1


def test_a_document_that_moved_keeps_its_id(ledger: Ledger, talks: Found) -> None:
    ledger.store(*talks, run())
    moved = talks[0].model_copy(update={"source": "path:/archive/talks.txt"})
    assert ledger.store(moved, *talks[1:], run()).outcome == "recoded"
    assert ledger.document(moved.id) == moved


def test_new_metadata_reach_the_statements(ledger: Ledger, talks: Found) -> None:
    ledger.store(*talks, run())
    redated = talks[0].model_copy(update={"published": date(2020, 1, 1)})
    stored = ledger.store(redated, *talks[1:], run())
    assert (stored.outcome, stored.updated) == ("recoded", 3)
    assert len(ledger.statements(until=date(2020, 12, 31))) == 3


def test_is_current_tells_what_need_not_be_coded_again(ledger: Ledger, talks: Found, revised: Found) -> None:
    doc, told, items = talks
    same = fingerprint(doc)
    assert not ledger.is_current(doc.id, "c1", same)
    ledger.store(doc, told, items, run("c1"))
    assert ledger.is_current(doc.id, "c1", same)
    assert not ledger.is_current(doc.id, "c2", same)
    assert not ledger.is_current(doc.id, "c1", fingerprint(doc.model_copy(update={"title": "Talks"})))
    ledger.store(*revised, run("c1"))
    assert not ledger.is_current(doc.id, "c1", same)
    ledger.store(doc, told, items, run("c1"), metadata_hash="mine")
    assert ledger.is_current(doc.id, "c1", "mine")


def test_links_follow_their_ends(ledger: Ledger, talks: Found, revised: Found) -> None:
    later = document("after", "Tokyo sent two frigates.", date(2024, 9, 1))
    deed = statement(later, "sent two frigates", "deed")
    ledger.store(*talks, run())
    ledger.store(later, [deed], [], run())
    proposed = [link(one, deed) for one in talks[2]]
    ledger.put_links(proposed, replace_for_items=[one.id for one in talks[2]])
    ledger.store(*revised, run())
    assert (ledger.links(), ledger.counts().links) == ((), 0)
    ledger.store(*talks, run())
    assert set(ledger.links()) == set(proposed)


def test_links_are_replaced_for_the_items_named_only(ledger: Ledger, talks: Found) -> None:
    doc, told, (one, two) = talks
    ledger.store(doc, told, [one, two], run())
    first, second, kept = link(one, told[0]), link(one, told[2]), link(two, told[0])
    ledger.put_links([first, kept], replace_for_items=[one.id, two.id])
    stronger = first.model_copy(update={"score": 0.9})
    ledger.put_links([stronger, second], replace_for_items=[one.id])
    assert ledger.links(one.id) == (stronger, second)
    assert ledger.links(two.id) == (kept,)
    ledger.put_links([], replace_for_items=[one.id], run=run())
    assert ledger.links() == (kept,)
    ledger.put_links([first], replace_for_items=[one.id])
    assert ledger.links(one.id) == (first,)


@pytest.mark.parametrize("flaw", ["another document", "the same id", "were not given"])
def test_what_does_not_fit_together_is_refused_whole(ledger: Ledger, talks: Found, revised: Found, flaw: str) -> None:
    doc, told, items = talks
    given = {
        "another document": (doc, revised[1], []),
        "the same id": (doc, [told[0], told[0]], []),
        "were not given": (doc, told[:1], items),
    }[flaw]
    with pytest.raises(LedgerError, match=flaw):
        ledger.store(*given, run())
    assert ledger.counts().documents == 0


def test_a_stop_in_the_middle_leaves_nothing_half(
    ledger: Ledger, talks: Found, revised: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.store(*talks, run())
    before = ledger.counts(), ledger.statements()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("servanda.ledger.write._write_item_statements", stop)
        with pytest.raises(KeyboardInterrupt):
            ledger.store(*revised, run("c1", "r2"))
    assert (ledger.counts(), ledger.statements()) == before
    assert ledger.search("revised") == []
    assert ledger.store(*revised, run("c1", "r2")).outcome == "changed"


def test_unknown_ids_are_answered_with_a_sentence(ledger: Ledger) -> None:
    for ask in (ledger.document, ledger.statement):
        with pytest.raises(LedgerError, match="There is no"):
            ask("nothing")
