"""Search: what is found, how it is shown, and that nothing that is typed is an error."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_values import TEXT, coded, document, run

from servanda.ledger import Filters, Ledger
from servanda.ledger.excerpt import CLOSE, OPEN, excerpt, marked_words
from servanda.ledger.query import parse, to_fts5, to_tsquery

LONG = (
    "The harbour was calm. " * 60
    + "A tariff quota on salmon was discussed, and the quota stayed. "
    + "Night fell. " * 60
)


def fill(ledger: Ledger) -> Ledger:
    talks, long = document("talks"), document("long", LONG, date(2025, 2, 2), title="Evening of the envoys")
    ledger.store(talks, coded(talks), [], run())
    ledger.store(long, [], [], run())
    return ledger


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    return fill(shared_ledger)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("frigates", {"frigates"}),
        ("FRIGATE", {"frigates"}),
        ("naval exercise", {"naval"}),
        ("frigates treaty", set()),
        ("frigates OR treaty", {"frigates", "treaty"}),
        ('"naval exercises"', {"naval"}),
        ('"exercises naval"', set()),
        ("naval NOT joint", set()),
        ("naval NOT submarine", {"naval"}),
        ("fishe*", {"treaty"}),
        ('"joint nav"*', {"naval"}),
        ("naval AND joint", {"naval"}),
        ("(frigates) AND (treaty OR 2026)", {"frigates"}),
    ],
)
def test_statements_are_found_by_their_words(filled: Ledger, query: str, found: set[str]) -> None:
    words = {"naval", "frigates", "treaty"}
    hits = [hit for hit in filled.search(query) if hit.statement]
    assert {word for hit in hits for word in words if word in hit.snippet} == found


def test_a_statement_hit_shows_its_evidence(filled: Ledger) -> None:
    (hit,) = filled.search("ratify treaty", force="recommendation")
    told = filled.statement(str(hit.statement))
    assert hit.marked() == "should [ratify] the fisheries [treaty]"
    assert (hit.document_name, hit.date, hit.force) == ("talks", date(2024, 4, 30), "recommendation")
    assert TEXT[hit.start : hit.end] == told.evidence.text


def test_a_document_hit_points_into_its_text(filled: Ledger) -> None:
    (hit,) = filled.search("quotas")
    assert hit.statement is None
    assert LONG[hit.start : hit.end] == hit.snippet
    assert hit.marked("<", ">").count("<quota>") == 2
    assert len(hit.snippet) < 300
    (by_title,) = filled.search("envoys")
    assert (by_title.document_name, by_title.start, by_title.marks) == ("long", 0, ())


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1),
        ({"force": "pledge"}, 1),
        ({"force": "deed"}, 0),
        ({"actor": "JPN"}, 1),
        ({"actor": "PRT"}, 0),
        ({"since": date(2025, 1, 1)}, 0),
        ({"event": "COOPERATE", "until": date(2025, 1, 1)}, 1),
    ],
)
def test_filters_hold_for_search(filled: Ledger, filters: Filters, found: int) -> None:
    assert len(filled.search("frigates", **filters)) == found


def test_retired_words_are_found_only_when_asked_for(ledger: Ledger) -> None:
    fill(ledger).store(document(text="Nothing was said."), [], [], run("c1", "r2"))
    assert ledger.search("frigates") == []
    assert len(ledger.search("frigates", live=False)) == 1


def test_the_index_follows_a_recoded_statement(ledger: Ledger) -> None:
    doc = document()
    told = coded(doc)
    told[1] = told[1].model_copy(update={"evidence": doc.span(0, 27)})
    fill(ledger).store(doc, told, [], run("c2"))
    assert [hit.statement for hit in ledger.search("frigates")] == [None]
    assert {hit.statement for hit in ledger.search("ministers agreed")} == {told[1].id}


def test_limit(filled: Ledger) -> None:
    assert len(filled.search("naval OR frigates OR treaty OR quota")) == 4
    assert len(filled.search("naval OR frigates OR treaty OR quota", limit=2)) == 2
    assert filled.search("naval", limit=0) == []


TORTURE = [
    "",
    " ",
    '"',
    '""',
    '"""',
    "*",
    "AND",
    "OR OR",
    "NOT",
    "NOT treaty",
    "treaty AND",
    "treaty OR NOT",
    "NEAR(a b)",
    "evidence:treaty",
    "{a b}: c",
    "^treaty",
    "-treaty",
    "tr'eaty",
    "a\\",
    "'); DROP TABLE documents; --",
    "a & b | !c <-> d:*",
    "((((",
    "))",
    "+",
    "\0",
    "naval\0exercises",
    "é ü ß 漢字 عربى 🙂",
    "’",
    "treaty*" * 50,
    "x " * 5000,
    "NOT " * 300 + "x",
    "a OR " * 300,
    "_",
    ":words %s %(x)s ?",
    "the of and",
    "\ud800",
]


@pytest.mark.parametrize("query", TORTURE)
def test_nothing_that_is_typed_is_an_error(filled: Ledger, query: str) -> None:
    assert isinstance(filled.search(query), list)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(st.sampled_from(['"', "*", "AND", "OR", "NOT", "(", "naval", ":", "'"]) | st.text(max_size=4)))
def test_no_mixture_of_signs_is_an_error(filled: Ledger, query: list[str]) -> None:
    filled.search(" ".join(query))


def test_the_query_in_the_words_of_each_database() -> None:
    clauses = parse('naval "joint exercise"* NOT storm OR cod')
    assert to_fts5(clauses) == '(("naval" AND "joint exercise" *) NOT "storm") OR (("cod"))'
    assert to_tsquery(clauses) == "(('naval') & ('joint' <-> 'exercise':*) & !('storm')) | (('cod'))"


@given(whole=st.text("ab \n", max_size=300), words=st.sets(st.text("ab", min_size=1, max_size=3), max_size=3))
def test_marks_stand_on_the_words(whole: str, words: set[str]) -> None:
    start, end, marks = excerpt(whole, words, width=40)
    assert 0 <= start <= end <= len(whole)
    assert end - start <= 40 or len(whole) <= 40
    assert all(whole[start:end][mark.start : mark.end] in words for mark in marks)


def test_an_excerpt_holds_a_word_that_is_there() -> None:
    start, end, marks = excerpt(LONG, {"salmon"}, width=40)
    assert "salmon" in LONG[start:end]
    assert len(marks) == 1
    assert marked_words(f"a {OPEN}b{CLOSE} c {OPEN}d e{CLOSE}") == {"b", "d e"}
