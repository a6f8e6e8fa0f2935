"""Near words: what means nearly the same, and that a likeness of words is never one of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.make import AFTER, by_id, document, say

from servanda.linking import items, link
from servanda.linking.near import near, nearness, table
from servanda.linking.searched import Corpus
from servanda.linking.stems import stem


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("pistol", "gun", "harvest"), ("teacher", "school", "missile"), ("submarine", "navy", "vaccine")],
)
def test_near_words(one: str, other: str, apart: str) -> None:
    assert near(stem(one))[stem(one)] == 1
    assert 0 < near(stem(one))[stem(other)] < 1
    assert stem(apart) not in near(stem(one))


def test_nearness_goes_both_ways() -> None:
    assert near(stem("gun"))[stem("pistol")] == pytest.approx(near(stem("pistol"))[stem("gun")])


def test_a_word_in_no_table_is_near_itself_alone() -> None:
    assert near("zzyzx") == {"zzyzx": 1.0}


WORDS = st.frozensets(st.sampled_from([stem(word) for word in ("gun", "pistol", "teacher", "school")] + ["zzyzx"]))


@given(st.lists(WORDS, max_size=4), WORDS)
def test_what_sets_of_words_share_is_a_share_each_way_and_the_same_one_by_one(many, one):
    found = nearness(many, one)
    assert all(0 <= part <= 1.000001 for pair in found for part in pair)
    for said, pair in zip(many, found, strict=True):
        assert pair == pytest.approx(nearness([said], one)[0], abs=1e-6)
        assert pair == pytest.approx(nearness([one], said)[0][::-1], abs=1e-6)
        if said and said == one:
            assert pair == pytest.approx((1, 1), abs=1e-6)


def test_a_rare_word_in_common_says_more_than_an_everyday_one() -> None:
    rare = nearness([frozenset(("zzyzx", stem("country")))], frozenset(("zzyzx",)))[0][0]
    everyday = nearness([frozenset(("zzyzx", stem("country")))], frozenset((stem("country"),)))[0][0]
    assert rare > everyday


def test_the_table_has_a_vector_for_each_stem() -> None:
    assert len(table().stems) == len(table().vectors) == len(table().rare) == len(table().place)


def test_other_words_for_one_thing_join_and_names_alone_do_not() -> None:
    before = document("Canada should forbid the sale of pistols in schools.", name="before")
    after = document("Canada banned the sale of guns to teachers.", "Canada spoke of Canada.", name="after", day=AFTER)
    asked = say(before, "Canada should forbid the sale of pistols in schools", "recommendation", "CAN", "forbid")
    said = say(after, "Canada banned the sale of guns to teachers", "deed", "CAN", "banned")
    named = say(after, "Canada spoke of Canada", "deed", "CAN", "spoke")
    documents = {row.id: row for row in (before, after)}
    found = link(items(before, [asked]), documents, by_id([asked, said, named]), documents)
    assert [row.statement for row in found] == [said.id]


def test_a_document_that_names_the_subject_in_other_words_is_relevant() -> None:
    before = document("Canada should forbid pistols.", name="before")
    after = document("Canada counted its guns.", "Canada painted a bridge.", name="after", day=AFTER)
    asked = say(before, "Canada should forbid pistols", "recommendation", "CAN", "forbid")
    guns = say(after, "Canada counted its guns", "assessment", "CAN", "counted")
    bridge = say(after, "Canada painted a bridge", "assessment", "CAN", "painted")
    item = items(before, [asked])[0]
    for said, relevant in ((guns, 1), (bridge, 0)):
        searched = Corpus([before, after], [asked, said]).searched(item, by_id([asked]), AFTER, before.published)
        assert (searched.documents, searched.relevant) == (1, relevant)
