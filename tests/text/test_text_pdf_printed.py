"""PDFs as browsers and office programs print them: drawn bullets, columns, what a browser adds, pages without text."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from packed_files import Put, column, pdf
from text_checks import check, leads, shown

from servanda.ledger import Ledger
from servanda.model import Document
from servanda.pipeline import add
from servanda.settings import Settings
from servanda.text import ReadOptions, read_paths
from servanda.text.words import is_compound

FILL = "The crews of all the harbours along the coast were told by the minister about"


def document(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (found,) = read_paths([path])
    assert isinstance(found, Document), found
    check(found)
    return found


def dot(x: float, y: float, size: float = 3) -> Put:
    """Return a small square as browsers draw before the items of a list."""
    return Put(x, y, "", size, drawn=True)


def test_a_drawn_bullet_marks_an_item(tmp_path: Path) -> None:
    lines = ("Repair the northern wall before the winter.", "Light the lamp of the southern pier.")
    page = [
        Put(60, 740, "The Cabinet should:"),
        *(put for at, words in enumerate(lines) for put in (dot(80, 722.5 - 20 * at), Put(90, 720 - 20 * at, words))),
    ]
    found = document(tmp_path, pdf([page]))
    assert shown(found, "item") == list(lines)
    assert leads(found) == ["The Cabinet should:"] * 2


@pytest.mark.parametrize("shape", [dot(20, 722.5), dot(80, 690), dot(80, 715, 14), dot(160, 722.5)])
def test_other_small_shapes_are_no_bullets(tmp_path: Path, shape: Put) -> None:
    found = document(tmp_path, pdf([[Put(90, 720, "The crews met the king in the hall."), shape]]))
    assert found.text == "The crews met the king in the hall."


def test_bullets_at_one_height_of_many_pages_are_no_running_head(tmp_path: Path) -> None:
    def page(number: int) -> list[Put]:
        return [dot(80, 752.5), Put(90, 750, f"Repair the wall of harbour {'abc'[number]}."), *column([FILL + " it."])]

    found = document(tmp_path, pdf([page(0), page(1), page(2)]))
    assert len(shown(found, "item")) == 3


def test_what_a_browser_prints_at_the_edges_is_left_out(tmp_path: Path) -> None:
    edges = [
        Put(24, 777, "3/14/31, 9:26 PM", 8),
        Put(200, 777, "The King Promises a New Wall for the Harb…", 8),
        Put(24, 22, "https://harbour.example/news/wall", 8),
        Put(560, 22, "1/1", 8),
    ]
    assert document(tmp_path, pdf([[*edges, *column([FILL + " it."])]])).text == FILL + " it."


def test_a_long_line_at_the_foot_of_every_page_is_left_out(tmp_path: Path) -> None:
    foot = "Printed for the members of the council of all harbours, to be read in the hall and nowhere else, " * 2
    pages = [[*column([f"{FILL} wall {name}."]), Put(20, 25, foot, 5)] for name in "abc"]
    assert "nowhere else" not in document(tmp_path, pdf(pages)).text


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (("the oil-", "rich province"), "the oil-rich province"),
        (("the agree-", "ment with all"), "the agreement with all"),
        (("a measles-", "negative crew"), "a measles-negative crew"),
        (("the new inter-", "national court"), "the new international court"),
        (("the COVID-", "19. They left"), "the COVID-19. They left"),
        (("the old wall—", "and the pier"), "the old wall—and the pier"),
        (("the old wall —", "and the pier"), "the old wall — and the pier"),
    ],
)
def test_a_hyphen_or_dash_at_the_end_of_a_line(tmp_path: Path, cut: tuple[str, str], whole: str) -> None:
    lines = [f"{FILL} {cut[0]}", f"{cut[1]} of the crews of all the harbours along the old and windy coast of it."]
    assert whole in document(tmp_path, pdf([column(lines)])).text


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [("climate", "friendly", True), ("anti", "poverty", True), ("govern", "ment", False), ("co", "operation", False)],
)
def test_compounds_are_told_from_cut_words(one: str, two: str, expected: bool) -> None:
    assert is_compound(one, two) is expected


def test_a_raised_ending_of_a_number_belongs_to_it(tmp_path: Path) -> None:
    page = [Put(60, 700, "They met for the 21"), Put(147, 703.5, "st", 6), Put(156, 700, "time in the hall.")]
    assert document(tmp_path, pdf([page])).text == "They met for the 21st time in the hall."


def test_a_bold_opening_that_runs_over_two_lines_is_no_heading(tmp_path: Path) -> None:
    page = [
        *column(
            ["The king agreed to meet the crews each year and to hear what they had to say about it."] * 4, top=760
        ),
        Put(60, 690, "Send a quarter of all the new lamps of the coast to those harbours which asked", bold=True),
        Put(60, 678, "for them.", bold=True),
        Put(110, 678, "The crews of the coast have asked the king for lamps since the last spring."),
    ]
    found = document(tmp_path, pdf([page]))
    assert not shown(found, "heading")
    assert any("which asked for them. The crews" in words for words in shown(found, "paragraph"))


def test_a_sentence_runs_on_after_an_abbreviation_at_the_foot_of_a_column(tmp_path: Path) -> None:
    left = [f"The left crew of harbour {n} works here and" for n in "abcdefg"] + ["was told so by the U.S."]
    right = ["fleet, which came to the harbour by night and"] + [
        f"the right crew of {n} works there and" for n in "abcdefg"
    ]
    rows = [put for pair in zip(column(left, x=50), column(right, x=320), strict=True) for put in pair]
    assert "by the U.S. fleet, which" in document(tmp_path, pdf([rows])).text


def test_a_mark_below_the_last_column_stays_out_of_the_first(tmp_path: Path) -> None:
    left = [f"The left crew of harbour {n} works here and" for n in "abcdefgh"]
    right = [f"the right crew of harbour {n} works there and" for n in "abcdef"]
    page = [*column(left, x=50), *column(right, x=330), Put(310, 616, "###")]
    assert document(tmp_path, pdf([page])).text.startswith(" ".join([*left, *right]))


def test_the_last_page_has_the_columns_of_those_before_it(tmp_path: Path) -> None:
    def page(letters: str) -> list[Put]:
        left = [f"The left crew of harbour {n} works here and" for n in letters]
        right = [f"the right crew of harbour {n} works there and" for n in letters]
        return [put for pair in zip(column(left, x=50), column(right, x=320), strict=True) for put in pair]

    found = document(tmp_path, pdf([page("abcdefgh"), page("klm")]))
    assert "harbour l works here and The left crew of harbour m works here and the right crew" in found.text


def test_prose_beside_a_list_of_names_is_no_table(tmp_path: Path) -> None:
    left = [
        "The king agreed to meet the crews",
        *["and to hear what they had to say of", "the walls and piers of the coast"] * 6,
    ]
    names = ["Ruritania", "Freedonia", "Graustark", "Sylvania", "Zubrowka", "Molvania", "Elbonia", "Latveria"]
    rows = [*column(left, x=50), *column(names, x=330)]
    found = document(tmp_path, pdf([rows]))
    assert not shown(found, "cell")
    assert " ".join(left) in found.text


@pytest.mark.parametrize(
    ("pages", "note"),
    [
        ([column([FILL + " it."]), []], "page 2 holds no text; if it is a picture of one, "),
        (
            [[], column([FILL + " it."]), [Put(300, 20, "3")]],
            "pages 1, 3 hold no text; if they are pictures of pages, ",
        ),
        ([column([FILL + " it."])], None),
    ],
)
def test_pages_without_text_are_told(tmp_path: Path, pages: list[list[Put]], note: str | None) -> None:
    found = document(tmp_path, pdf(pages))
    assert found.notes == ((f"{note}make the file searchable (OCR) and add it",) if note else ())


def test_pages_without_text_are_a_warning_and_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf([column([FILL + " it."]), []]))
    with Ledger.open(tmp_path / "a.db") as ledger:
        options = ReadOptions(date=date(2031, 5, 17))
        report = add([path], ledger, options, Settings(), lambda: datetime(2031, 5, 18, tzinfo=UTC))
        (head,) = ledger.documents()
    assert (len(report.failures), len(report.warnings)) == (0, 1)
    assert report.warnings[0].startswith("plan: page 2 holds no text")
    assert head.notes[0].startswith("page 2 holds no text")
