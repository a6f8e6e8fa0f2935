import pytest
from text_checks import check, leads, shown

from servanda.model import Document
from servanda.text import read_text

BRIEF = """Ruritania and Its Neighbours
Anna Roe
The minister sails north on 3 May. She should meet the king.
What the Cabinet Should Do
The visit is short. The Cabinet should:
-
Repair the harbour wall. The wall was built long ago.
It has leaked since the flood.
-
Ask Freedonia and Graustark for help with the dredging. They have ships.
•
Send a doctor to the islands
Conclusion
The harbour is worth the money.
Anna Roe is a fellow of the Harbour Institute.
"""


def read(text: str) -> Document:
    document = read_text(text, name="t")
    check(document)
    return document


def test_numbers_with_points_mark_items() -> None:
    document = read(
        "Advice\n\n3.1 Repair the wall. It leaks.\n3.2 Ask Freedonia for help.\n\n3.5 million people live there.\n"
    )
    assert [item.split(".")[0] for item in shown(document, "item")] == ["Repair the wall", "Ask Freedonia for help"]
    assert not shown(read("Notes\n\n3.5 Percent of households are poor.\n\n12.05 Monday was calm.\n"), "item")


def test_a_lone_mark_makes_the_next_line_an_item_led_by_the_sentence_with_the_colon() -> None:
    document = read(BRIEF)
    assert [item.split(".")[0] for item in shown(document, "item")] == [
        "Repair the harbour wall",
        "Ask Freedonia and Graustark for help with the dredging",
        "Send a doctor to the islands",
    ]
    assert set(leads(document)[:2]) == {"The Cabinet should:"}


def test_prose_between_two_items_elaborates_the_first() -> None:
    block = next(b for b in read(BRIEF).blocks if BRIEF[b.start :].startswith("It has leaked"))
    assert (block.kind, block.level, block.lead) == ("paragraph", 1, None)


def test_headings_by_form() -> None:
    assert shown(read(BRIEF), "heading") == [
        "Ruritania and Its Neighbours",
        "Anna Roe",
        "What the Cabinet Should Do",
        "Conclusion",
    ]
    assert shown(read(BRIEF), "paragraph")[-1].startswith("Anna Roe is a fellow")


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("What was settled in the north?", True),
        ("What does the visit mean for U.S. policy in the harbour?", True),
        ("HARBOUR SPOTLIGHT", True),
        ("The wall and the weather", True),
        ("The king sailed north.", False),
        ("We will not forget them", False),
        ("who would have thought", False),
        (
            "The cabinet promised a wall, a lamp, a bell, a boat, a net, a rope and ten new sailors for every island",
            False,
        ),
    ],
)
def test_a_line_is_a_heading(line: str, heading: bool) -> None:
    document = read(f"{line}\n\nThe minister spoke at some length about the wall.")
    assert (document.blocks[0].kind == "heading") is heading


def test_a_sentence_broken_by_a_blank_line_is_one_block() -> None:
    text = (
        "The two kings agreed to widen the northern channel for ships, while keeping\n\n"
        "the lamp lit. They parted.\n\nNext day it rained."
    )
    assert shown(read(text), "paragraph") == [
        "The two kings agreed to widen the northern channel for ships, while keeping the lamp lit. They parted.",
        "Next day it rained.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The harbour board met on Tuesday in the old hall and\n"
        "agreed to widen the channel before winter comes. It\n"
        "also thanked the crew.\n"
        "\n"
        "A second meeting will follow in the spring, when the\n"
        "ice has gone.\n"
    )
    assert len(shown(read(text), "paragraph")) == 2


def test_lines_that_are_sentences_are_not_joined() -> None:
    text = (
        "We stood together.\nWe will stand together again when the next storm comes over the northern sea.\nThank you."
    )
    assert len(read(text).blocks) == 3


def test_a_dash_that_begins_a_wrapped_line_is_no_mark() -> None:
    text = (
        "The board of the harbour met on Tuesday in the old hall\n"
        "– the first time since the flood of the previous autumn\n"
        "– and agreed to widen the channel before winter comes.\n"
    )
    assert [block.kind for block in read(text).blocks] == ["paragraph"]


def test_nested_marks_have_levels_and_inner_leads() -> None:
    text = (
        "The board should:\n- Repair the wall;\n- Work with the crews to:\n"
        "  o paint the boats;\n  o mend the nets;\n- Go home.\n"
    )
    document = read(text)
    assert [block.level for block in document.blocks if block.kind == "item"] == [1, 1, 2, 2, 1]
    assert leads(document) == ["The board should:"] * 2 + ["Work with the crews to:"] * 2 + ["The board should:"]


def test_numbered_titles_over_prose_are_headings_and_numbered_clauses_are_items() -> None:
    titled = read("1. The Northern Wall\nThe wall is old and it leaks.\n2. The Southern Wall\nIt does not leak.")
    assert shown(titled, "heading") == ["The Northern Wall", "The Southern Wall"]
    clauses = read("The assembly decides that:\n1. The wall shall be repaired.\n2. The lamp shall be lit.")
    assert leads(clauses) == ["The assembly decides that:"] * 2


def test_a_list_without_marks_after_a_colon() -> None:
    document = read(
        "The crews will:\nrepair the wall;\nlight the lamp; and\ngo home.\nThe board thanked them all warmly."
    )
    assert shown(document, "item") == ["repair the wall;", "light the lamp; and", "go home."]
    assert set(leads(document)) == {"The crews will:"}


def test_the_lead_is_the_last_sentence_only_and_abbreviations_do_not_end_one() -> None:
    document = read("It rained. The U.S. Navy and Mr. Roe agreed to:\n- Build a wall.\n- Light it.")
    assert leads(document)[0] == "The U.S. Navy and Mr. Roe agreed to:"


def test_paragraphs_after_a_tight_list_are_not_its_elaboration() -> None:
    document = read("The board will:\n- build\n- paint\n\nThen the summer came and went.\n\n- rest\n- sleep\n")
    block = next(b for b in document.blocks if b.kind == "paragraph" and b.start > 20)
    assert block.level == 0
    assert leads(document)[-1] is None
