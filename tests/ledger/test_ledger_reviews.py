"""Decisions move with the words that they are about, or are listed as orphaned."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_values import NOON, TEXT, coded, document, item, link, review, run, statement

from servanda.ledger import Ledger, anchors
from servanda.model import FORCES, Document, Quote, Range, Review, Statement, item_key, link_key

SENT = "will send two frigates by 2026"
OTHER = document("brief", "Norway was asked to send ships to the strait.", source="path:/notes/brief.txt")


def decided(about: Statement, user: str = "ada", **more: object) -> Review:
    return review(about.id, user=user, subject_kind="statement", **more)


def said(doc: Document, words: str) -> Quote:
    start = doc.text.index(words)
    return anchors.quote(doc, start, start + len(words))


@pytest.fixture
def old(ledger: Ledger) -> Document:
    """The first version, stored, with a decision on its second statement and one on the third."""
    doc = document()
    told = coded(doc)
    ledger.store(doc, told, [item(doc, told[1])], run())
    ledger.add_review(decided(told[1], quote=said(doc, SENT), note="seen in the paper"))
    ledger.add_review(decided(told[2]))
    return doc


def test_decisions_move_to_the_new_version(ledger: Ledger, old: Document) -> None:
    before = ledger.reviews()
    new = document(text="Revised. " + TEXT)
    stored = ledger.store(new, coded(new), [], run("c1", "r2"))
    after = ledger.reviews()
    assert (stored.moved, stored.orphaned) == (2, 0)
    assert [one.subject for one in after] == [one.id for one in coded(new)[1:]]
    assert [(one.user, one.at, one.judgement, one.note) for one in after] == [
        (one.user, one.at, one.judgement, one.note) for one in before
    ]
    for one in after:
        assert one.quote is not None
        assert new.text[one.quote.start : one.quote.end] == one.quote.text
        assert one.quote.document == new.id
    assert ledger.reviews(live=False) == (*before, *after)
    assert ledger.moves() == {one.id: earlier.id for one, earlier in zip(after, before, strict=True)}
    assert ledger.orphans() == ()


def test_decisions_come_back_with_a_version_that_returns(ledger: Ledger, old: Document) -> None:
    first = [one.subject for one in ledger.reviews()]
    new = document(text="Revised. " + TEXT)
    for doc in (new, old, new, old):
        ledger.store(doc, coded(doc), [], run())
    assert [one.subject for one in ledger.reviews()] == first
    assert len(ledger.reviews(live=False)) == 2 * 5
    assert len(set(ledger.moves())) == 2 * 4


def test_what_is_gone_stays_live_and_is_orphaned_until_it_is_back(ledger: Ledger, old: Document) -> None:
    kept = ledger.reviews()
    shorter = document(text=TEXT.replace("Norway will send two frigates by 2026. ", ""))
    stored = ledger.store(shorter, _without(shorter), [], run())
    assert (stored.moved, stored.orphaned) == (1, 1)
    assert ledger.orphans() == (kept[0],)
    assert kept[0] in ledger.reviews()
    third = document(text="Third edition. " + TEXT)
    assert ledger.store(third, coded(third), [], run()).moved == 2
    assert ledger.orphans() == ()
    assert {one.subject for one in ledger.reviews()} == {one.id for one in coded(third)[1:]}


def _without(doc: Document) -> list[Statement]:
    return [
        statement(doc, "agreed to hold joint naval exercises", "agreement"),
        statement(doc, "should ratify the fisheries treaty", "recommendation"),
    ]


@pytest.mark.parametrize(
    ("words", "force", "moves"),
    [
        ("send two frigates by 2026", "agreement", True),
        ("Norway will send two frigates by 2026", "pledge", True),
        ("frigates by 2026", "pledge", True),
        ("Norway will send two frigates by 2026", "refusal", False),
        ("by 2026. Portugal should ratify the fisheries treaty", "pledge", False),
        ("Portugal should ratify the fisheries treaty", "pledge", False),
    ],
)
def test_a_better_coder_takes_decisions_along(
    ledger: Ledger, old: Document, words: str, force: str, moves: bool
) -> None:
    better = statement(old, words, force)
    stored = ledger.store(old, [coded(old)[0], coded(old)[2], better], [], run("c2"))
    assert (stored.moved, stored.orphaned) == ((1, 0) if moves else (0, 1))
    moved = next(one for one in ledger.reviews() if one.note)
    assert moved.subject == (better if moves else coded(old)[1]).id
    assert moved.quote == said(old, SENT)
    assert len(ledger.orphans()) == (not moves)


def test_a_second_decision_of_one_person_on_one_thing_stays_behind(ledger: Ledger) -> None:
    doc = document()
    one, two = statement(doc, "will send two frigates"), statement(doc, "two frigates by 2026")
    ledger.store(doc, [one, two], [], run())
    for number, about in enumerate((one, two)):
        ledger.add_review(decided(about, judgement=("right", "wrong")[number]))
        ledger.add_review(decided(about, "ben"))
    whole = statement(doc, SENT)
    stored = ledger.store(doc, [whole.model_copy(update={"id": "s-whole"})], [], run("c2"))
    assert (stored.moved, stored.orphaned) == (2, 2)
    assert [(row.subject, row.judgement, row.user) for row in ledger.orphans()] == [
        (two.id, "wrong", "ada"),
        (two.id, "right", "ben"),
    ]
    ledger.add_review(decided(whole.model_copy(update={"id": "s-whole"}), judgement="wrong", number=9))
    assert len(ledger.reviews("s-whole")) == 2


def test_decisions_on_outcomes_and_links_follow_their_statements(ledger: Ledger, old: Document) -> None:
    earlier, asked = item(old, coded(old)[1]), statement(OTHER, "was asked to send ships", "demand")
    ledger.store(OTHER, [asked], [item(OTHER, asked)], run())
    to, back = link(earlier, asked), link(item(OTHER, asked), coded(old)[1])
    ledger.put_links([to, back], replace_for_items=[])
    for subject, kind in ((earlier.id, "outcome"), (to.id, "link"), (back.id, "link")):
        ledger.add_review(review(subject, subject_kind=kind))
    new = document(text="Revised. " + TEXT)
    told = coded(new)[1]
    ledger.store(new, coded(new), [item(new, told)], run())
    subjects = {one.subject for one in ledger.reviews() if one.subject_kind != "statement"}
    assert subjects == {item_key(told.id), link_key(item_key(told.id), asked.id), link_key(item_key(asked.id), told.id)}
    # The links themselves are proposed again by the next tracking; till then nothing shows them.
    assert {one.subject_kind for one in ledger.orphans()} == {"link"}
    ledger.put_links([link(item(new, told), asked), link(item(OTHER, asked), told)], replace_for_items=[])
    assert ledger.orphans() == ()


def test_a_moved_decision_can_be_replaced_and_taken_back(ledger: Ledger, old: Document) -> None:
    new = document(text="Revised. " + TEXT)
    ledger.store(new, coded(new), [], run())
    ledger.add_review(decided(coded(new)[1], judgement="wrong", number=7))
    assert [one.judgement for one in ledger.reviews(coded(new)[1].id)] == ["wrong"]
    (moved,) = ledger.reviews(coded(new)[2].id)
    ledger.retract_review(moved.id, user="ada", at=NOON + timedelta(days=1))
    assert ledger.reviews(coded(new)[2].id) == ()


def test_a_stop_in_the_middle_moves_nothing(ledger: Ledger, old: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger.reviews(live=False)
    new = document(text="Revised. " + TEXT)
    with monkeypatch.context() as patch:
        patch.setattr("servanda.ledger.write._outcome", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger.store(new, coded(new), [], run("c1", "r2"))
    assert ledger.reviews(live=False) == before
    assert ledger.store(new, coded(new), [], run("c1", "r2")).moved == 2


BEFORE = "In spring the two sides met twice; the port "
AFTER = " before the ships of the north come home."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{BEFORE}will be widened{AFTER}", True),
        (f"A new first line.\n\n{BEFORE}will be widened{AFTER}", True),
        (f"{BEFORE}will be widened, at last,{AFTER}", True),
        (f"It was said that the road will be widened{AFTER}", True),
        (f"{BEFORE}will\nbe   widened{AFTER}".replace(" two ", "\ntwo "), True),
        (f"The road will be widened soon. {BEFORE}will be widened{AFTER}", True),
        ("The road will be widened soon.", False),
        (f"{BEFORE}will be narrowed{AFTER}", False),
        (f"{BEFORE}will be widenedX and more", False),
        (f"{BEFORE}will be widened{AFTER} {BEFORE}will be widened{AFTER}", False),
        ("", False),
    ],
)
def test_words_are_found_by_themselves_and_what_stands_around_them(text: str, found: bool) -> None:
    start = len(BEFORE)
    words = said(document(text=f"{BEFORE}will be widened{AFTER}"), "will be widened")
    assert (words.start, len(words.prefix), len(words.suffix)) == (start, anchors.CONTEXT, anchors.CONTEXT)
    where = anchors.place(words, text)
    assert (where is not None) is found
    if where:
        assert text[where.start : where.end].split() == ["will", "be", "widened"]


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60), st.text(max_size=40))
def test_what_is_found_is_what_was_meant(before: str, words: str, after: str, first: str) -> None:
    old = document(text=before + words + after)
    quote = anchors.quote(old, len(before), len(before + words))
    where = anchors.place(quote, first + old.text)
    if where is not None:
        assert (first + old.text)[where.start : where.end].split() == words.split()
    same = anchors.place(quote, old.text)
    if same is not None and len(before) >= anchors.CONTEXT <= len(after) and not {*before, *words, *after} & {*" \t\n"}:
        assert same == Range(start=quote.start, end=quote.end)


def test_each_force_is_of_one_family() -> None:
    for force in FORCES:
        assert sum(force in family for family in anchors.FAMILIES) == 1
