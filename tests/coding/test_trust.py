"""How far statements can be trusted: what is hardly one stays out with the reason, what is sure stands higher."""

from datetime import date

import pytest

from servanda.coding import code
from servanda.coding.explain import explain
from servanda.coding.trust import against, least, trusted
from servanda.text import read_text

LIFE = (
    "Dana Wells is a native of Ohio and a graduate of Kent State University, where she earned a law degree. "
    "Prior to that she served as a fellow of the college. Wells also helped her town rebuild its school."
)


def written(text, **given):
    told = {"publisher": "The White House", "published": date(2022, 3, 1), "title": "FACT SHEET: A new plan"} | given
    return read_text(text, name="d", fmt="plain", **told)


def test_a_life_is_told_and_not_what_governments_do():
    title = "President Biden Announces Key Nominees"
    assert not [s for s in code(written(LIFE, title=title)) if "rebuild" in s.evidence.shown]


def test_what_is_left_out_as_hardly_a_statement_is_told_with_the_reason():
    found = explain(written(LIFE, title="President Biden Announces Key Nominees"))
    reasons = [left.reason for left in found.uncoded if left.reason.startswith("hardly a statement: ")]
    assert any("life" in reason or "posts" in reason for reason in reasons), found.uncoded


def test_a_plain_promise_is_surer_than_what_a_programme_is_good_for():
    promise = code(written("The United States will provide $40 million to Ghana for vaccines."))
    benefit = code(written("These new centers will help communities feel safer."))
    assert promise[0].confidence >= 0.7
    assert all(s.confidence <= promise[0].confidence - 0.2 for s in benefit)


def test_advice_of_analysts_and_expectations_stay_however_doubtful():
    brief = written("Protect the reef.", kind="brief", publisher="Reef Institute", title="Reefs")
    assert [s.force for s in code(brief)] == ["recommendation"]


@pytest.mark.parametrize("coder", ["rules", "both"])
def test_confidence_is_a_share_under_either_coder(coder):
    from servanda.coding import CodingOptions

    found = code(written("We will send ten helicopters to Malta by May."), CodingOptions(coder=coder))
    assert found
    assert all(0 <= s.confidence <= 1 for s in found)


def test_words_beyond_the_encoders_bound_are_coded_by_the_rules():
    far = "語" * 180 + " The United States will provide ten helicopters to Malta."
    long = "Ports, " * 170 + "and the United States will provide ten helicopters to Malta."
    assert isinstance(code(written(far)), list)
    assert isinstance(code(written(long)), list)


def test_signs_that_are_not_known_weigh_nothing():
    assert trusted({"no such sign": 1.0}) == trusted({})
    assert 0 < least(encoder=False) <= least(encoder=True) < 1
    assert against({"few words": 1.0})[0] == "few words"
