from pathlib import Path

from text_checks import check, leads, shown

from servanda.model import Document
from servanda.text import read_paths, read_text

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>The Wall | Harbour Institute</title>
<meta property="article:published_time" content="2031-05-17T08:00:00Z">
<meta property="og:site_name" content="Harbour Institute">
<link rel="canonical" href="https://harbour.example/wall"><script>var should = "not be text";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/x">Walls of the world</a></li></ul></nav>
<main><h1>The Wall</h1><p>The minister &amp; the king met on Tuesday in the hall.<sup>1</sup>
They spoke at length about the harbour.</p>
<p>The Cabinet should:</p><ul><li><strong>Repair the northern wall before winter.</strong>
It leaks badly in every storm.
<p>More on this below, in due course and at length.</p></li>
<li><span>Light the lamp on the southern pier every night.</span></li></ul>
<table><tr><th>Port</th><td>12 ships</td></tr></table>
<blockquote><p>We stand together, said the king to the crew.</p></blockquote></main>
<footer>Copyright 2029</footer></body></html>"""


def page(tmp_path: Path, text: str = PAGE, encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(text.encode(encoding))
    (document,) = read_paths([path])
    assert isinstance(document, Document), document
    check(document)
    return document


def test_a_page_becomes_plain_blocks(tmp_path: Path) -> None:
    document = page(tmp_path)
    assert [block.kind for block in document.blocks] == [
        "heading",
        "paragraph",
        "paragraph",
        "item",
        "paragraph",
        "item",
        "cell",
        "cell",
        "quote",
    ]
    assert "The minister & the king met on Tuesday in the hall. They spoke" in document.text
    assert leads(document) == ["The Cabinet should:"] * 2
    assert not any(word in document.text for word in ("<", "Home", "var should", "Copyright"))


def test_a_page_says_when_and_by_whom_it_was_published(tmp_path: Path) -> None:
    document = page(tmp_path)
    assert (str(document.published), document.date_reason) == ("2031-05-17", "from the page")
    assert (document.publisher, document.language, document.source) == (
        "Harbour Institute",
        "en",
        "url:https://harbour.example/wall",
    )


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE.replace("article:published_time", "nothing"))
    assert document.published is None
    assert "no date" in document.date_reason


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    text = PAGE.replace('charset="utf-8"', 'charset="iso-8859-2"').replace("Tuesday", "Łódź")
    document = page(tmp_path, text, "iso-8859-2")
    assert (document.encoding, "Łódź" in document.text) == ("iso8859-2", True)


def test_html_in_a_string_keeps_the_string() -> None:
    document = read_text(PAGE, name="t", fmt="html")
    check(document)
    assert document.text == PAGE
    assert shown(document, "item")[1] == "Light the lamp on the southern pier every night."
    assert leads(document) == ["The Cabinet should:"] * 2


def test_a_list_outside_the_main_text_is_kept(tmp_path: Path) -> None:
    prose = "<p>The minister spoke at length about the harbour, the wall and the weather of the past year.</p>" * 6
    items = "".join(f"<li>Repair the wall of harbour number {number} before the winter.</li>" for number in range(5))
    document = page(
        tmp_path, f"<html><body><div class='a'>{prose}<p>We will:</p></div><div><ul>{items}</ul></div></body></html>"
    )
    assert len(shown(document, "item")) == 5
    assert set(leads(document)) == {"We will:"}
