from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_checks import check

from servanda.model import Document
from servanda.text import ReadError, read_paths, read_text

MARKS = "- |* |• |1. |(a) |> |# |## |**|__|_|`|[|](#)|](https://a.example)|[1]|[^2]|REF|²|\\|\\###|---|===|~~|&amp;| "
TAGS = "<sup>3</sup>|<br>|<td>|</td>|<li>|<ul>|</ul>|<!-- -->|<!--|<script>|<p>|</p>"
WORDS = "a|The wall|should:|to:|;|.|?|“|”|\n|\n\n|\r\n|\r|  \n|\t|    |é|\f|\x00"
ODD = "\u00a0|\u200b|\ufeff|\u202e|مرحبا|😀|👩\u200d👧|\u2028"
PIECES = st.sampled_from([*f"{MARKS}|{TAGS}|{WORDS}|{ODD}".split("|"), "|", "---\ntitle: x\n---\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS, st.sampled_from(["plain", "markdown", "html"]))
@settings(max_examples=400, deadline=None)
def test_every_character_is_in_a_block_or_non_text(text: str, fmt: str) -> None:
    document = read_text(text, name="t", fmt=fmt, language="en")  # type: ignore[arg-type]
    check(document)
    assert document.text.replace("\ufffd", "") == "".join(
        character
        for character in text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if character not in "\x00\ufffd" and not "\ud800" <= character <= "\udfff"
    )
    for gap in document.nontext:
        assert document.span(gap.start, gap.end).text == document.text[gap.start : gap.end]


@given(
    st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(["txt", "md", "html", "jsonl"]),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_document_or_an_error(data: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{suffix}"
        path.write_bytes(data)
        for found in read_paths([path]):
            assert isinstance(found, Document | ReadError)
            if isinstance(found, Document):
                check(found)
            else:
                assert str(path) in str(found)


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="the real documents beside the project are missing")
def test_the_seeds_are_cut_as_people_read_them() -> None:
    documents = [each for each in read_paths([SEEDS]) if isinstance(each, Document)]
    assert len(documents) == 2
    brief, after = documents
    items = [block for block in brief.blocks if block.kind == "item"]
    assert len(items) == 13
    assert len({block.lead for block in items}) == 1
    assert [block.kind for block in brief.blocks[-2:]] == ["paragraph", "paragraph"]
    questions = [block for block in after.blocks if after.text[block.end - 1] == "?"]
    assert {block.kind for block in questions} == {"heading"}
    assert sum(block.kind == "paragraph" for block in after.blocks) == 6
