"""What is too large, too deep or no file at all ends in a right reading or one sentence."""

import gzip
import json
import os
from itertools import count
from pathlib import Path

import pytest
from text_checks import check, shown

from servanda import pipeline
from servanda.model import Document
from servanda.settings import Settings
from servanda.text import ReadError, ReadOptions, material, read_paths, read_text
from servanda.text.readers import isolated

WORDS = "The minister promised to repair the wall of the harbour. "


def read(path: Path, data: bytes, **options: object) -> list[Document | ReadError]:
    path.write_bytes(data)
    found = list(read_paths([path], ReadOptions.model_validate(options)))
    for each in found:
        if isinstance(each, Document):
            check(each)
    return found


def document(path: Path, data: bytes) -> Document:
    (found,) = read(path, data)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("depth", [10_000])
def test_deep_pages_lose_nothing(tmp_path: Path, depth: int) -> None:
    page = (
        f"<body>{'<div>' * depth}<p>{WORDS}</p>{'</div>' * depth}<p>The last words of the page.</p><script>x</script>"
    )
    found = document(tmp_path / "a.html", page.encode())
    assert shown(found, "paragraph") == [WORDS.strip(), "The last words of the page."]


def test_a_page_of_one_long_line_loses_nothing(tmp_path: Path) -> None:
    page = f"<body><p>{WORDS * 180_000}</p><p>The last words of the page.</p>"
    found = document(tmp_path / "a.html", page.encode())
    assert len(found.text) > len(WORDS) * 180_000
    assert found.text.endswith("The last words of the page.")


def test_one_long_line_is_read(tmp_path: Path) -> None:
    found = document(tmp_path / "a.txt", (WORDS * 50_000).encode())
    assert found.blocks[-1].end == len(found.text.rstrip())


LONG = {
    "a.txt": f"---\npublished: 2031-05-17\nauthors: [A. Roe]\n---\n{WORDS * 9_000}",
    "a.md": f"# Wall\n\n- {WORDS * 9_000}\n- [b](c)\n",
    "a.html": f"<html lang=en><meta name=date content=2031-05-17><body><p>{WORDS * 9_000}</p><ul><li>b</ul>",
    "a.jsonl": json.dumps({"id": "a", "text": f"<p>\ud83d\ude00 {WORDS * 9_000}</p>", "format": "html"}),
}


@pytest.mark.parametrize("name", list(LONG))
def test_a_process_of_its_own_reads_the_same(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = document(tmp_path / name, LONG[name].encode())
    monkeypatch.setattr(material, "_SMALL", 10**9)
    monkeypatch.setattr(isolated, "material", None)
    assert document(tmp_path / name, LONG[name].encode()) == apart


@pytest.mark.parametrize("name", list(LONG))
def test_a_text_that_takes_too_long_is_ended_and_the_rest_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "b.txt").write_text(WORDS)
    (tmp_path / name).write_text(LONG[name])
    error, other = read_paths([tmp_path], ReadOptions(seconds_per_document=0.01))
    assert isinstance(other, Document)
    said = "took longer than 0.01 seconds (seconds_per_document); raise it with --bound seconds_per_document=0.02"
    assert said in str(error)


def test_a_text_that_needs_too_much_memory_is_ended(tmp_path: Path) -> None:
    (error,) = read(tmp_path / "a.txt", "😀 ".encode() * 18_000_000, memory=500_000_000)
    assert "more than the limit of 500,000,000 bytes of memory" in str(error)


def test_a_document_that_takes_too_long_to_code_leaves_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(WORDS * 12)
    (tmp_path / "b.txt").write_text(WORDS)
    monkeypatch.setattr(pipeline, "monotonic", count().__next__)
    error, other = pipeline.code_paths([tmp_path], ReadOptions(), Settings(seconds_per_document=9))
    assert isinstance(other, pipeline.Coded)
    assert str(error) == (
        "a: coding it took longer than 9 seconds (seconds_per_document); "
        "raise it with --bound seconds_per_document=18; the rest is done."
    )


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz", "a.pdf", "a.docx", "a.parquet", "a.html"])
def test_a_pipe_is_never_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    for given in (tmp_path, tmp_path / name):
        (error,) = read_paths([given])
        assert "a pipe or a device" in str(error)


def test_a_device_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/dev/zero")
    (error,) = read_paths([tmp_path])
    assert "a pipe or a device" in str(error)


@pytest.mark.parametrize("content", [b" " * 3_000_000, b'{"id": "a", "text": "' + b"a" * 3_000_000])
def test_a_record_that_unpacks_without_end_ends_the_corpus(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path / "a.jsonl.gz", gzip.compress(content), limit=1_000_000, unpacked=2_000_000)
    assert [type(each) for each in found] == [ReadError, ReadError]
    assert "unpacks to more than the limit of 2,000,000 bytes" in str(found[1])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_zeros(tmp_path: Path, encoding: str) -> None:
    found = document(tmp_path / "a.txt", f"{WORDS}“Wall” 😀\r\nEnd.".encode(encoding))
    assert (found.encoding, found.text) == (encoding, f"{WORDS}“Wall” 😀\nEnd.")


@pytest.mark.parametrize("first", ["café “quoted” — €5", "naïve"])
def test_a_text_pasted_together_from_two_encodings_is_read(tmp_path: Path, first: str) -> None:
    words = f"{WORDS}{first}\n{WORDS}"
    found = document(tmp_path / "a.txt", words.encode() + "Genève “Wall”".encode("cp1252"))
    assert (found.text, found.encoding) == (f"{words}Genève “Wall”", "utf-8 with cp1252")


def test_a_text_cut_within_a_character_loses_no_other(tmp_path: Path) -> None:
    found = document(tmp_path / "a.txt", f"{WORDS}Genève “Wall” {WORDS}é".encode()[:-1])
    assert found.text.startswith(f"{WORDS}Genève “Wall” {WORDS}")


def test_single_zeros_are_marked_and_many_are_binary(tmp_path: Path) -> None:
    text = f"{WORDS}\0{WORDS * 5}"
    assert document(tmp_path / "a.txt", text.encode()).text == text.replace("\0", "\ufffd")
    (error,) = read(tmp_path / "b.txt", b"\0".join([b"abcde"] * 50))
    assert "binary" in str(error)


def test_an_error_is_one_line_whatever_the_file_says(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": WORDS, "format": "od\n\x1b[31mt"})
    (error,) = read(tmp_path / "a.jsonl", row.encode())
    assert str(error).isprintable()
    assert "od  [31mt" in str(error)


def test_marks_of_direction_and_no_width_keep_offsets_true() -> None:
    text = "\u202bThe king\u200b agreed\u202c to \u2066مرحبا\u2069 and 👩\u200d👧 met.\r\nThe \u200ecrews met."
    found = read_text(text, name="t")
    check(found)
    assert found.text == text.replace("\r\n", "\n")
    assert "The king agreed to مرحبا and" in found.clean(0, len(found.text))


@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", 0), ("pages", 0), ("seconds_per_document", float("inf")), ("memory", 5), ("unpacked", -1)],
)
def test_bounds_have_bounds(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        ReadOptions.model_validate({name: value})
