from text_checks import check, leads, shown

from servanda.model import Document
from servanda.text import read_text

NBSP = "\u00a0"


def read(text: str) -> Document:
    document = read_text(text, name="t", fmt="markdown")
    check(document)
    assert document.text == text
    return document


def test_wrapped_items_with_bold_sentences_keep_their_lead() -> None:
    document = read(
        "Last year was wet. The Budget will:\n\n-   **Repair the wall.** It leaks\n    badly.\n"
        "-   Light\n    the lamp.\n\n<!-- -->\n\n-   Go home.\n\n\\###\n"
    )
    assert shown(document, "item") == ["Repair the wall. It leaks badly.", "Light the lamp.", "Go home."]
    assert leads(document) == ["The Budget will:"] * 3
    assert len(document.blocks) == 4


def test_hard_breaks_and_empty_looking_lines_part_paragraphs() -> None:
    document = read(f"{NBSP} \n**The First Wall**  \nIt stood long.  \n{NBSP}  \nIt fell.  \nwith a noise.\n")
    assert shown(document, "heading") == ["The First Wall"]
    assert shown(document, "paragraph") == ["It stood long.", "It fell.", "with a noise."]


def test_a_hard_break_inside_a_sentence_does_not_part_it() -> None:
    document = read("The minister of the northern harbours sailed home in the company of  \nKing Roe of Graustark.\n")
    assert len(document.blocks) == 1


def test_bold_lines_are_headings_but_bold_sentences_are_not() -> None:
    document = read(
        "**<u>Walls</u>**\n\nText stands here.\n\n**In this Order, the minister directs all the crews to:**\n\n- Row.\n"
    )
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph", "item"]
    assert leads(document) == ["In this Order, the minister directs all the crews to:"]


def test_nested_items_know_their_level_and_their_parent_with_a_colon() -> None:
    document = read(
        "They agreed to:\n\n- Build:\n    - a wall\n    - a gate\n- Rest\n\n    After the feast, that is.\n"
    )
    assert [(b.kind, b.level) for b in document.blocks[1:]] == [
        ("item", 1),
        ("item", 2),
        ("item", 2),
        ("item", 1),
        ("paragraph", 1),
    ]
    assert leads(document) == ["They agreed to:", "Build:", "Build:", "They agreed to:"]


def test_tables_in_pipes_and_in_tags_are_cells() -> None:
    document = read(
        "| Port | Ships |\n|------|-------|\n| North \\| East | 12 |\n\n"
        "<table>\n<tr><td>South</td>\n<td><b>9</b></td></tr>\n</table>\n"
    )
    assert shown(document, "cell") == ["Port", "Ships", "North | East", "12", "South", "9"]


def test_quotes_headings_and_rules() -> None:
    document = read(
        "# Title\n\n> We stand\n> together.\n\n-----\n\nA long tale\n===========\n\n[1]: https://a.example\n"
    )
    assert [(b.kind, b.level) for b in document.blocks] == [("heading", 1), ("quote", 0), ("heading", 1)]
    assert shown(document, "quote") == ["We stand together."]
    assert document.title == "Title"


def test_bullets_that_markdown_does_not_know() -> None:
    document = read(f"We will:\n•{NBSP}row north;\n•{NBSP}row south.\n")
    assert shown(document, "item") == ["row north;", "row south."]
    assert leads(document) == ["We will:"] * 2


def test_front_matter_is_metadata_and_not_text() -> None:
    document = read("---\ntitle: The Wall\ndate: 2031-05-17\nauthors: [A. Roe]\n---\nIt fell.\n")
    assert (document.title, str(document.published), document.authors) == ("The Wall", "2031-05-17", ("A. Roe",))
    assert shown(document, "paragraph") == ["It fell."]


def test_many_open_brackets_take_no_long_time() -> None:
    for piece in ("[", "](", "<!--", "**_", "> ", "- ", "  ", "<a "):
        read(piece * 3000 + "end")
