import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from packed_files import core, docx, para, run
from text_checks import check, leads, shown

from servanda.model import Document
from servanda.text import ReadError, ReadOptions, read_paths

LIST = para("The Cabinet should:") + para("Repair the northern wall.", 0) + para("At once.", 1) + para("Light it.", 0)
WORDS = para("The minister promised to repair the wall of the harbour.")


def read(tmp_path: Path, data: bytes, **options: object) -> Document | ReadError:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    (found,) = read_paths([path], ReadOptions.model_validate(options))
    if isinstance(found, Document):
        check(found)
    return found


def document(tmp_path: Path, body: str, properties: str = "", **files: object) -> Document:
    found = read(tmp_path, docx(body, properties, **files))  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


def test_tracked_insertions_are_kept_and_deletions_dropped(tmp_path: Path) -> None:
    change = (
        run("The king agreed to ")
        + f'<w:ins w:id="1">{run("double trade")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>halve it</w:delText></w:r></w:del>'
        + f'<w:moveTo w:id="3">{run(" with the crews")}</w:moveTo>'
        + f'<w:fldSimple w:instr="DATE">{run(" by 2030")}</w:fldSimple>{run(".")}'
    )
    assert document(tmp_path, para(inside=change)).text == "The king agreed to double trade with the crews by 2030."


def test_lists_have_depth_and_leads_and_tables_cells(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{para('Port')}</w:tc><w:tc>{para('12 ships')}</w:tc></w:tr></w:tbl>"
    found = document(tmp_path, LIST + table + para("• Typed by hand.") + para("Not a list at all, but words."))
    assert shown(found, "item") == ["Repair the northern wall.", "At once.", "Light it.", "Typed by hand."]
    assert [block.level for block in found.blocks if block.kind == "item"] == [1, 2, 1, 1]
    assert leads(found)[0] == "The Cabinet should:"
    assert shown(found, "cell") == ["Port", "12 ships"]


def test_a_note_stands_at_the_end_and_its_mark_is_no_word(tmp_path: Path) -> None:
    mark = run("The wall stands") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" firm.")
    found = document(tmp_path, para(inside=mark) + WORDS)
    assert shown(found, "paragraph") == [
        "The wall stands firm.",
        "The minister promised to repair the wall of the harbour.",
        "A note.",
    ]


def test_nothing_linked_or_embedded_is_opened(tmp_path: Path) -> None:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:link="x"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    link = '<Relationship Id="x" Type="i" Target="http://127.0.0.1:9/a.png" TargetMode="External"/>'
    found = document(tmp_path, picture + WORDS, parts={"word/vbaProject.bin": b"macro"}, relations=link)
    assert found.text == "The minister promised to repair the wall of the harbour."


@pytest.mark.parametrize(
    ("stamps", "published", "says"),
    [
        (("2031-05-17T08:00:00Z", "2031-05-19T10:00:00Z"), date(2031, 5, 17), "the day it was made"),
        (("2013-12-23T23:15:00Z", "2031-05-17T08:00:00Z"), None, "neither of which dates its text"),
        (("2013-12-23T23:15:00Z", "2013-12-23T23:15:00Z"), None, "perhaps as a template"),
        (("", "2031-05-17T08:00:00Z"), None, "no date is given"),
    ],
)
def test_a_date_is_taken_only_from_a_file_that_was_written_then(
    tmp_path: Path, stamps: tuple[str, str], published: date | None, says: str
) -> None:
    found = document(tmp_path, WORDS, core(*stamps, title="The Plan", creator="A. Roe"))
    assert (found.published, found.title, found.authors) == (published, "The Plan", ("A. Roe",))
    assert says in found.date_reason
    dated = document(tmp_path, para("Oslo, 3 May 2030") + WORDS, core(*stamps))
    assert (dated.published, dated.date_reason) == (date(2030, 5, 3), "from the line “Oslo, 3 May 2030”")


def _archive(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


_BOMB = "<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(8))
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (docx(WORDS)[:900], "damaged or cut short"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "old Word file or locked"),
        (_archive("a.txt", b"words"), "no Word file"),
        (_archive("_rels/.rels", b"<a/>"), "not as Word writes it"),
        (docx(WORDS, parts={"word/media/a.bin": bytes(3_000_000)}), "more than the limit of 2,000,000"),
        (docx(para()), "holds no text"),
        (docx(WORDS, parts={"word/document.xml": f"{_BOMB}<w>&i;</w>".encode()}), "not as Word writes it"),
        (docx("<w:ins>" * 9_000 + "</w:ins>" * 9_000), "nested too deeply"),
    ],
    ids=["cut", "old", "archive", "empty archive", "large", "wordless", "entities", "deep"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, says: str) -> None:
    error = read(tmp_path, data, unpacked=2_000_000)
    assert isinstance(error, ReadError), error
    assert says in str(error)


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    error = read(tmp_path, docx(WORDS, parts={"word/media/a.bin": bytes(12_000_000)}))
    assert "300 times its size" in str(error)


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    error = read(tmp_path, docx(WORDS * 20_000), seconds_per_document=0.3)
    assert "longer than 0.3 seconds (seconds_per_document)" in str(error)
