"""Which prediction is which gold statement, and what the rest counts for."""

from itertools import pairwise, permutations

import pytest
from evaluation_values import ALL, DATE, DOCUMENT, JOIN, MET, PILOTS, TARIFFS, TEXT, echo, gold, said
from hypothesis import given
from hypothesis import strategies as st

from servanda.evaluation.assign import assign
from servanda.evaluation.match import fits, match
from servanda.evaluation.sentences import sentences, without


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 10), (5, 30), True),
        ((0, 10), (6, 30), False),
        ((0, 100), (40, 44), True),
        ((0, 10), (10, 20), False),
        ((0, 9), (5, 14), False),
        ((3, 3), (0, 9), False),
    ],
)
def test_a_match_shares_half_of_the_shorter_span(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    assert fits(*one, *other) is expected
    assert fits(*other, *one) is expected


def test_each_gold_statement_is_found_once() -> None:
    whole = said("Norland pledged to open two ports and to train forty pilots", "pledge")
    result = match(ALL, [whole])
    assert [(gold.id, found) for gold, found in result.found] == [("g2", whole)]
    assert result.missed == (MET, PILOTS, TARIFFS, DATE)
    assert result.soft == (JOIN,)


def test_two_predictions_of_one_sentence_find_two_statements() -> None:
    result = match(ALL, [said("to train forty pilots", "pledge"), said("Norland pledged to open two ports", "pledge")])
    assert [gold.id for gold, _ in result.found] == ["g2", "g3"]


def test_a_second_prediction_on_a_found_statement_is_surplus_and_no_error() -> None:
    first, second = said("lower its tariffs on fish", "deed"), said("Sudia should lower its tariffs", "recommendation")
    result = match([TARIFFS], [first, second])
    assert [found for _, found in result.found] == [second]
    assert result.surplus == (first,)
    assert result.false == ()


def test_equal_overlap_is_decided_by_force() -> None:
    wrong, right = (said("lower its tariffs", force) for force in ("deed", "recommendation"))
    for order in ([wrong, right], [right, wrong]):
        assert match([TARIFFS], order).found == ((TARIFFS, right),)


def test_a_statement_inside_another_is_not_taken_for_the_one_around_it() -> None:
    around = gold(8, "Norland pledged to open two ports and to train forty pilots", "pledge")
    assert match([around, PILOTS], [echo(PILOTS)]).found == ((PILOTS, echo(PILOTS)),)
    assert match([around, PILOTS], [echo(around)]).found == ((around, echo(around)),)


def test_a_prediction_away_from_all_gold_is_false_unless_it_is_soft() -> None:
    false, soft = said("The weather stayed fine", "deed"), said("the whole week of talks", "assessment")
    result = match([TARIFFS], [false, soft])
    assert result.false == (false,)
    assert result.soft == (soft,)


def test_a_found_expectation_is_a_hit() -> None:
    assert match([JOIN], [echo(JOIN)]).found == ((JOIN, echo(JOIN)),)


weights = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 9), min_size=columns, max_size=columns), max_size=4)
)


@given(weights)
def test_an_assignment_has_the_greatest_weight(table: list[list[int]]) -> None:
    pairs = assign(table)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(table[row][column] > 0 for row, column in pairs)
    best = 0
    if table:
        width = max(len(table), len(table[0]))
        square = [[*row, *[0] * (width - len(row))] for row in table] + [[0] * width] * (width - len(table))
        best = max(sum(square[row][to] for row, to in enumerate(order)) for order in permutations(range(width)))
    assert sum(table[row][column] for row, column in pairs) == best


def test_sentences_end_at_stops_empty_lines_and_bullets() -> None:
    text = (
        "Mr. Low of the U.S. Senate met J. Rao there. “They agreed!” The list\nis long\n\n- Build more ships\n- Too few"
    )
    assert [text[a:b] for a, b in sentences(text)] == [
        "Mr. Low of the U.S. Senate met J. Rao there.",
        "The list\nis long",
        "- Build more ships",
    ]


def test_sentences_without_gold_are_the_rest() -> None:
    rest = without(sentences(TEXT), [(one.start, one.end) for one in ALL])
    assert [DOCUMENT.text[a:b] for a, b in rest] == ["The weather stayed fine for the whole week of talks."]


@given(st.text(alphabet="aB.! \n-1'", max_size=60))
def test_sentences_are_in_order_and_do_not_overlap(text: str) -> None:
    ranges = sentences(text)
    assert all(0 <= a < b <= len(text) for a, b in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
