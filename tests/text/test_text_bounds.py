"""What is too large, too deep or no file at all ends in a right reading or one sentence."""

import gzip
import os
from pathlib import Path

import pytest
from text_checks import check, shown

from servanda.model import Document
from servanda.text import ReadError, ReadOptions, read_paths, read_text

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


def test_single_zeros_are_marked_and_many_are_binary(tmp_path: Path) -> None:
    text = f"{WORDS}\0{WORDS * 5}"
    assert document(tmp_path / "a.txt", text.encode()).text == text.replace("\0", "\ufffd")
    (error,) = read(tmp_path / "b.txt", b"\0".join([b"abcde"] * 50))
    assert "binary" in str(error)


def test_marks_of_direction_and_no_width_keep_offsets_true() -> None:
    text = "\u202bThe king\u200b agreed\u202c to \u2066مرحبا\u2069 and 👩\u200d👧 met.\r\nThe \u200ecrews met."
    found = read_text(text, name="t")
    check(found)
    assert found.text == text.replace("\r\n", "\n")
    assert "The king agreed to مرحبا and" in found.clean(0, len(found.text))


@pytest.mark.parametrize(
    ("name", "value"), [("limit", 0), ("pages", 0), ("seconds", float("inf")), ("memory", 5), ("unpacked", -1)]
)
def test_bounds_have_bounds(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        ReadOptions.model_validate({name: value})
