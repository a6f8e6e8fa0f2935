import base64
from datetime import date
from pathlib import Path

import pytest
from packed_files import Put, column, pdf
from text_checks import check, leads, shown

from servanda.model import Document
from servanda.text import ReadError, ReadOptions, read_paths

ONE = [
    "The minister promised in the spring that the Cabinet would pay for the repair of the",
    "northern wall, and the crews of all the harbours along the coast, who had come to the har-",
    "bour from afar, thanked him for the long-term plan and for his words on the well-",
    "known lamp of the southern pier.",
]
TWO = [
    "The king agreed to meet the crews each year and to hear what they had to say about the",
    "state of the walls, the lamps and the piers of the long coast of his small old country.",
]


def read(tmp_path: Path, data: bytes, **options: object) -> Document | ReadError:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (found,) = read_paths([path], ReadOptions.model_validate(options))
    if isinstance(found, Document):
        check(found)
    return found


def document(tmp_path: Path, data: bytes, **options: object) -> Document:
    found = read(tmp_path, data, **options)
    assert isinstance(found, Document), found
    return found


def test_lines_are_joined_and_hyphens_healed(tmp_path: Path) -> None:
    found = document(tmp_path, pdf([[*column(ONE), *column(TWO, top=640)]]))
    assert shown(found, "paragraph") == [
        " ".join(ONE).replace("har- bour", "harbour").replace("well- known", "well-known"),
        " ".join(TWO),
    ]
    assert [block.page for block in found.blocks] == [1, 1]
    assert (found.media_type, found.encoding) == ("application/pdf", "utf-8")


@pytest.mark.parametrize(
    ("cut", "elsewhere", "healed"),
    [
        (("the co-", "operation of"), "their cooperation", "cooperation of"),
        (("the co-", "operation of"), "their co-operation", "co-operation of"),
        (("the Indo-", "Pacific fleet"), "", "Indo-Pacific fleet"),
        (("of 2031-", "2035 and"), "", "2031-2035 and"),
        (("of 2031–", "2035 and"), "", "2031–2035 and"),
        (("the agree-", "ment of"), "", "agreement of"),
    ],
)
def test_a_cut_word_is_written_as_elsewhere(tmp_path: Path, cut: tuple[str, str], elsewhere: str, healed: str) -> None:
    fill = "The crews of all the harbours along the coast were told by the minister about"
    lines = [f"{fill} {elsewhere}", f"{fill} {cut[0]}", f"{cut[1]} the crews of all the harbours along the coast."]
    assert healed in document(tmp_path, pdf([column(lines)])).text


def test_a_paragraph_runs_on_over_heads_feet_and_page_numbers(tmp_path: Path) -> None:
    def page(number: int, lines: list[str]) -> list[Put]:
        margins = [Put(60, 770, "Harbour Institute"), Put(400, 770, "Brief 7"), Put(290, 30, f"- {number} -")]
        return [*margins, *column(lines)]

    pages = [page(1, [*ONE[:2]]), page(2, ONE[2:]), page(3, TWO)]
    found = document(tmp_path, pdf(pages))
    assert len(shown(found, "paragraph")) == 2
    assert [block.page for block in found.blocks] == [1, 3]
    assert not any(words in found.text for words in ("Institute", "Brief", "- 1"))
    assert "harbour from afar" in found.text


def test_what_stands_once_at_the_top_is_kept(tmp_path: Path) -> None:
    found = document(tmp_path, pdf([[Put(60, 770, "To the crews of the coast"), *column(ONE)], column(TWO)]))
    assert "To the crews" in found.text


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"The left crew of harbour {n} works here and" for n in "abcdefgh"]
    right = [f"the right crew of harbour {n} works there and" for n in "abcdefgh"]
    rows = [put for pair in zip(column(left, x=50), column(right, x=320), strict=True) for put in pair]
    title = Put(120, 740, "The Crews of the Two Columns of the Coast", 16)
    found = document(tmp_path, pdf([[title, *rows]]))
    assert found.text.endswith(" ".join([*left, *right]))
    assert found.title == "The Crews of the Two Columns of the Coast"


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    names = ["Port", "Ruritania", "Freedonia", "Graustark", "Sylvania", "Zubrowka"]
    counts = ["Ships", "12 ships", "7 ships", "3 ships", "1 ship", "9 ships"]
    found = document(tmp_path, pdf([[*column(names, x=60), *column(counts, x=300), *column(ONE, top=500)]]))
    cells = shown(found, "cell")
    assert cells == [cell for row in zip(names, counts, strict=True) for cell in row]


def test_headings_and_items_are_told_by_their_form(tmp_path: Path) -> None:
    page = [
        Put(60, 740, "A Wall for the Harbour", 18),
        *column(ONE, top=710),
        Put(60, 640, "What to do", 10, bold=True),
        Put(60, 620, "The Cabinet should:"),
        *(put for y, words in ((605, "Repair the northern wall."), (590, "Light the lamp.")) for put in
          (Put(70, y, "•"), Put(90, y, words))),
        Put(90, 575, "– Above all at night."),
        Put(60, 550, "(a) Meet the crews every year."),
    ]  # fmt: skip
    found = document(tmp_path, pdf([page]))
    assert shown(found, "heading") == ["A Wall for the Harbour", "What to do"]
    assert shown(found, "item") == [
        "Repair the northern wall.",
        "Light the lamp.",
        "Above all at night.",
        "Meet the crews every year.",
    ]
    assert leads(found)[:2] == ["The Cabinet should:"] * 2
    assert [block.level for block in found.blocks if block.kind == "item"][:3] == [1, 1, 2]


def test_notes_stand_after_the_paragraph_that_runs_over_them(tmp_path: Path) -> None:
    first = [*column(ONE[:2]), Put(425, 704, "1", 6)]
    notes = column(["1 See the report of the crews on the", "state of the harbours."], top=60, leading=9, size=8)
    found = document(tmp_path, pdf([[*first, *notes], column(ONE[2:])]))
    assert [block.page for block in found.blocks] == [1, 1]
    text, note = shown(found, "paragraph")
    assert text == " ".join(ONE).replace("har- bour", "harbour").replace("well- known", "well-known")
    assert "repair of the¹ northern" in found.text
    assert note == "1 See the report of the crews on the state of the harbours."


def test_turned_stamps_are_left_out_and_turned_pages_are_read(tmp_path: Path) -> None:
    stamped = document(tmp_path, pdf([[*column(ONE), Put(20, 200, "COPY OF THE CREW", turned=True)]]))
    assert "COPY" not in stamped.text
    sideways = [Put(100 + 12 * at, 60, words, turned=True) for at, words in enumerate(ONE)]
    turned = document(tmp_path, pdf([sideways], extra="/Rotate 90"))
    assert turned.text == stamped.text


@pytest.mark.parametrize(
    ("info", "line", "published", "says"),
    [
        ("/CreationDate(D:20310517080000Z)/Producer(Adobe PDF Library)", "", date(2031, 5, 17), "the day it was made"),
        ("/CreationDate(D:20310517080000Z)/Producer(Skia/PDF m120)", "", None, "printed on 2031-05-17"),
        ("/CreationDate(D:20310517080000Z)", "Oslo, 3 May 2030", date(2030, 5, 3), "the line “Oslo, 3 May 2030”"),
        ("/CreationDate(nonsense)", "", None, "no date is given"),
    ],
)
def test_the_date_says_how_it_was_found(
    tmp_path: Path, info: str, line: str, published: date | None, says: str
) -> None:
    found = document(tmp_path, pdf([[Put(60, 740, line or "A plan."), *column(ONE)]], info))
    assert found.published == published
    assert says in found.date_reason


def test_properties_that_programs_wrote_are_not_taken(tmp_path: Path) -> None:
    good = document(tmp_path, pdf([column(ONE)], "/Title(The Plan)/Author(A. Roe; B. Doe)"))
    assert (good.title, good.authors) == ("The Plan", ("A. Roe", "B. Doe"))
    bad = document(tmp_path, pdf([column(ONE)], "/Title(Microsoft Word - plan_v3.docx)/Author(Windows User)"))
    assert (bad.title, bad.authors) == (None, ())


# One page under the password “secret”.
LOCKED = (
    "JVBERi0xLjMKJeLjz9MKMSAwIG9iago8PAovVHlwZSAvQ2F0YWxvZwovUGFnZXMgMiAwIFIKPj4KZW5kb2JqCjIgMCBvYmoKPDwKL1R5cGUg"
    "L1BhZ2VzCi9LaWRzIFsgMyAwIFIgXQovQ291bnQgMQo+PgplbmRvYmoKMyAwIG9iago8PAovVHlwZSAvUGFnZQovUGFyZW50IDIgMCBSCi9N"
    "ZWRpYUJveCBbIDAgMCA2MDAgODAwIF0KL0NvbnRlbnRzIDQgMCBSCi9SZXNvdXJjZXMgPDwKL0ZvbnQgPDwKL0YgNSAwIFIKL0IgNiAwIFIK"
    "Pj4KPj4KPj4KZW5kb2JqCjQgMCBvYmoKPDwKL0xlbmd0aCA0MAo+PgpzdHJlYW0KArgr2uavtZ69ZPEy0LgZmzxanux9liXQ+sYAnKbDtTQR"
    "e9LG4pSNGQplbmRzdHJlYW0KZW5kb2JqCjUgMCBvYmoKPDwKL1R5cGUgL0ZvbnQKL1N1YnR5cGUgL1R5cGUxCi9CYXNlRm9udCAvSGVsdmV0"
    "aWNhCi9FbmNvZGluZyAvV2luQW5zaUVuY29kaW5nCj4+CmVuZG9iago2IDAgb2JqCjw8Ci9UeXBlIC9Gb250Ci9TdWJ0eXBlIC9UeXBlMQov"
    "QmFzZUZvbnQgL0hlbHZldGljYS1Cb2xkCi9FbmNvZGluZyAvV2luQW5zaUVuY29kaW5nCj4+CmVuZG9iago3IDAgb2JqCjw8Cj4+CmVuZG9i"
    "ago4IDAgb2JqCjw8Ci9WIDIKL1IgMwovTGVuZ3RoIDEyOAovUCA0Mjk0OTY3MjkyCi9GaWx0ZXIgL1N0YW5kYXJkCi9PIDwwZTUyMjkyNWEz"
    "ZTRlODc0YzNjZmFjYmVmNTExYTczYWM0ZWMyYmQ4NjVkY2QzZDQ2Mjc2MTQ5MTdhYmZkN2U0PgovVSA8ZTgyZjVlYWUxZTg3YzE5MzIyOTA3"
    "ZWQxNzMwNWQ4Y2MyOGJmNGU1ZTRlNzU4YTQxNjQwMDRlNTZmZmZhMDEwOD4KPj4KZW5kb2JqCnhyZWYKMCA5CjAwMDAwMDAwMDAgNjU1MzUg"
    "ZiAKMDAwMDAwMDAxNSAwMDAwMCBuIAowMDAwMDAwMDY0IDAwMDAwIG4gCjAwMDAwMDAxMjMgMDAwMDAgbiAKMDAwMDAwMDI1OSAwMDAwMCBu"
    "IAowMDAwMDAwMzQ5IDAwMDAwIG4gCjAwMDAwMDA0NDYgMDAwMDAgbiAKMDAwMDAwMDU0OCAwMDAwMCBuIAowMDAwMDAwNTY5IDAwMDAwIG4g"
    "CnRyYWlsZXIKPDwKL1NpemUgOQovUm9vdCAxIDAgUgovSW5mbyA3IDAgUgovSUQgWyA8YWMxOWI4ZjU2MzAzZTg1OTQyODNhYzk3Njk0N2Nl"
    "YWY+IDxhYzE5YjhmNTYzMDNlODU5NDI4M2FjOTc2OTQ3Y2VhZj4gXQovRW5jcnlwdCA4IDAgUgo+PgpzdGFydHhyZWYKNzg0CiUlRU9GCg=="
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([[]]), "pictures of pages and no text"),
        (pdf([[Put(290, 30, "1")], [Put(290, 30, "2")]]), "no text but page numbers"),
        (base64.b64decode(LOCKED), "locked with a password"),
        (pdf([column(ONE)])[:300], "no whole PDF"),
        (b"%PDF-1.7\n", "no whole PDF"),
        (pdf([column(ONE)] * 4), "4 pages, more than the limit of 3"),
        (pdf([column(ONE)] * 3), "larger than the limit of 400 characters"),
    ],
    ids=["scanned", "numbers", "locked", "cut", "head", "long", "large"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, says: str) -> None:
    limit = 400 if "characters" in says else 100_000_000
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    if limit == 400:
        from servanda.text.readers.pdf_runs import extract

        assert says in extract(data, {"limit": limit, "pages": 3})["error"]
        return
    error = read(tmp_path, data, pages=3)
    assert isinstance(error, ReadError)
    assert str(error).startswith(str(path))
    assert says in str(error)


def test_a_damaged_page_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([column(ONE), column(TWO)]).replace(b"9 0 R]", b"3 0 R]"))
    found, error = read_paths([path])
    assert isinstance(found, Document)
    assert "lamp of the southern pier" in found.text
    assert str(error) == f"{path}, page 2: it is damaged; the other pages are read."
