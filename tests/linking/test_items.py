"""Items: leads, repeats, children, asks, numbers and titles."""

from hypothesis import given
from hypothesis import strategies as st
from tests.linking.make import document, say

from servanda.linking import items
from servanda.linking.titles import title
from servanda.model import Document, Statement

BRIEF = document(
    "Ottawa should raise its defence budget.",
    "# What to do",
    "- Raise the defence budget. Canada should buy new frigates.",
    "- Open an embassy in Hanoi and send trade envoys.",
    "Canada should also grant more visas.",
    "# Conclusion",
    "Canada should thank its partners.",
)


def advice() -> list[Statement]:
    sentence = "Raise the defence budget."
    listed = "Open an embassy in Hanoi"
    return [
        say(BRIEF, "Ottawa should raise its defence budget", "recommendation", "CAN", "raise", cue="should"),
        say(BRIEF, "Raise the defence budget", "recommendation", "CAN", "Raise", sentence=sentence),
        say(BRIEF, "Canada should buy new frigates", "recommendation", "CAN", "buy", cue="should",
            sentence="Canada should buy new frigates."),
        say(BRIEF, listed, "recommendation", "CAN", "Open", cue="Open"),
        say(BRIEF, "send trade envoys", "recommendation", "CAN", "send").model_copy(
            update={"cue": BRIEF.span(BRIEF.text.index("Open"), BRIEF.text.index("Open") + 4)}
        ),
        say(BRIEF, "Canada should also grant more visas", "recommendation", "CAN", "grant", cue="should"),
        say(BRIEF, "Canada should thank its partners", "recommendation", "CAN", "thank", cue="should"),
    ]  # fmt: skip


def test_list_items_lead_and_text_around_them_becomes_children() -> None:
    found = [(item.number, item.title) for item in items(BRIEF, advice())]
    assert found == [
        ("R1", "Raise the defence budget"),
        ("R1.1", "Buy new frigates"),
        ("R2", "Open an embassy in Hanoi; send trade envoys"),
        ("R2.1", "Grant more visas"),
        ("R3", "Thank its partners"),
    ]


def test_a_summary_joins_the_item_that_it_repeats() -> None:
    first = items(BRIEF, advice())[0]
    assert [quote.text for quote in first.quotes] == [
        "Raise the defence budget",
        "Ottawa should raise its defence budget",
    ]
    assert len(first.asks) == 1


def test_two_acts_under_one_cue_are_two_asks() -> None:
    assert items(BRIEF, advice())[2].asks == ("Open an embassy in Hanoi", "send trade envoys")


def test_parents_are_items_of_the_same_document() -> None:
    found = items(BRIEF, advice())
    ids = {item.id for item in found}
    assert {item.parent for item in found if item.parent} <= ids
    assert len(ids) == len(found)


def test_what_is_not_core_makes_no_item_but_may_be_a_quotation() -> None:
    rows = [row.model_copy(update={"core": False}) if at in (0, 6) else row for at, row in enumerate(advice())]
    found = items(BRIEF, rows)
    assert [item.number for item in found] == ["R1", "R1.1", "R2", "R2.1"]
    assert len(found[0].quotes) == 2


def test_deeds_are_not_followed() -> None:
    rows = [row.model_copy(update={"force": "deed"}) for row in advice()]
    assert items(BRIEF, rows) == ()


@given(st.permutations(range(7)))
def test_items_do_not_depend_on_the_order_of_statements(order: list[int]) -> None:
    rows = advice()
    assert items(BRIEF, [rows[at] for at in order]) == items(BRIEF, rows)


@given(st.text(max_size=300))
def test_titles_are_one_short_line(words: str) -> None:
    assert len(title(" ".join(words.split()))) <= 100


SHEET = document(
    "# New measures",
    "- Cleaner ships. Norway will fund electric ferries.",
    "- Norway will close three oil fields by 2030.",
    "Norway will also host a summit on the ocean.",
    kind="fact_sheet",
)


def pledges(where: Document) -> list[Statement]:
    return [
        say(where, "Norway will fund electric ferries", "pledge", "NOR", "fund", cue="will",
            sentence="Norway will fund electric ferries.", amount=5.0),
        say(where, "Norway will close three oil fields by 2030", "pledge", "NOR", "close", cue="will"),
        say(where, "Norway will also host a summit on the ocean", "pledge", "NOR", "host", cue="will"),
    ]  # fmt: skip


def test_a_fact_sheet_has_pledges_in_lists_and_paragraphs() -> None:
    found = items(SHEET, pledges(SHEET))
    assert [(item.number, item.parent) for item in found] == [("P1", None), ("P2", None), ("P3", None)]
    assert found[1].title == "Close three oil fields by 2030"


def test_measurability_names_what_can_be_checked() -> None:
    found = items(SHEET, pledges(SHEET))[0].measurability
    assert (found.actor, found.action, found.object, found.quantity, found.deadline) == (True, True, True, True, False)
