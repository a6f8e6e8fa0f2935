"""Web pages: the main part of a page as plain blocks, and what the page says of itself."""

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from servanda.text.blocks import Cut, Draft, assemble, clean
from servanda.text.inline import inline_gaps
from servanda.text.readers import tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement, HTMLParser

_JUNK = re.compile(
    "script|style|noscript|template|svg|nav|footer|aside|iframe|button|select|input|textarea|object|dialog"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DATE_METAS = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "publication_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "date",
)
_ENOUGH = 0.8
_MOST_WORDS = 0.9


def read(source: str) -> tuple[str, Cut, dict[str, Any]]:
    """Return a page's text, its blocks and its metadata; navigation, forms and scripts are left out of the text.

    Raises:
        ValueError: where the page holds no words.
    """
    from lxml import etree
    from lxml import html as lxml_html

    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    parser = lxml_html.HTMLParser()
    try:
        tree = lxml_html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ValueError("the page holds no text") from error
    fields = _fields(tree, source)
    if _gave_up(parser):
        return _as_it_stands(source, fields)
    _drop_junk(tree)
    body = next(tree.iter("body"), tree)
    markup = etree.tostring(_main(body, source), encoding="unicode", method="html", with_tail=False)
    text, drafts = extract(markup)
    if not text:
        raise ValueError("the page holds no text")
    return text, assemble(text, drafts, inline_gaps(text, "plain")), fields


def _gave_up(parser: "HTMLParser") -> bool:
    """Tell whether the parser left out what follows because of its own bounds on depth and length."""
    return any(entry.level_name == "FATAL" for entry in parser.error_log)


def _as_it_stands(source: str, fields: dict[str, Any]) -> tuple[str, Cut, dict[str, Any]]:
    """Read a page tag by tag, which has no such bounds."""
    text, drafts = extract(source)
    if not text:
        raise ValueError("the page holds no text")
    return text, assemble(text, drafts, inline_gaps(text, "plain")), fields


def extract(markup: str) -> tuple[str, list[Draft]]:
    """Return the words of a page's or a fragment's blocks, a block a line, with drafts that point into them."""
    found, gaps = tags.read(markup)
    parts: list[str] = []
    drafts: list[Draft] = []
    at = 0
    for block in found:
        words = " ".join(html.unescape(clean(markup, block.start, block.end, gaps)).split())
        if words:
            drafts.append(Draft(at, at + len(words), block.kind, block.level))
            parts.append(words)
            at += len(words) + 1
    return "\n".join(parts), drafts


def _drop_junk(tree: "HtmlElement") -> None:
    whole = len(tree.text_content())
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
        small_form = element.tag == "form" and len(element.text_content()) < whole / 2
        if (_JUNK.fullmatch(element.tag) or hidden or small_form) and element.getparent() is not None:
            element.drop_tree()


def _main(body: "HtmlElement", source: str) -> "HtmlElement":
    """Return the smallest element that holds nearly all that trafilatura takes for the main text.

    Where that would lose list items that are no mere links, which recommendations often are, return the whole body.
    """
    sought = _main_lines(source)
    if not sought:
        return body
    chosen = body
    total = _held(body, sought)
    for _ in range(60):
        inner = next(
            (child for child in chosen if isinstance(child.tag, str) and _held(child, sought) >= _MOST_WORDS * total),
            None,
        )
        if inner is None or not total:
            break
        chosen = inner
    return chosen if _listed(chosen) >= _ENOUGH * _listed(body) else body


def _main_lines(source: str) -> list[str]:
    import trafilatura

    try:
        main = trafilatura.extract(source, favor_recall=True, include_comments=False, include_tables=True) or ""
    except Exception:
        main = ""
    return [_squeezed(line.lstrip("-•# ")) for line in main.split("\n") if len(line) > 25]


def _held(element: "HtmlElement", lines: list[str]) -> int:
    words = _squeezed(element.text_content())
    return sum(len(line) for line in lines if line in words)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _listed(element: "HtmlElement") -> int:
    """Return how many list items of an element are more than links."""
    count = 0
    for item in element.iter("li"):
        words = len(item.text_content().strip())
        linked = sum(len(link.text_content().strip()) for link in item.iter("a"))
        count += words > 20 and linked < words / 2
    return count


def _fields(tree: "HtmlElement", source: str) -> dict[str, Any]:
    metas = dict(_metas(tree))
    fields: dict[str, Any] = {name: value for name, value in _described(source).items() if value}
    fields["published"] = next((metas[name] for name in _DATE_METAS if metas.get(name)), None) or _json_date(tree)
    fields["language"] = tree.get("lang") or metas.get("og:locale")
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    address = str(canonical[0]) if canonical else metas.get("og:url")
    fields["url"] = address if address and address.startswith("http") else None
    return fields


def _described(source: str) -> dict[str, Any]:
    """Return title, authors and publisher as trafilatura finds them; the date is not left to its guesses."""
    import trafilatura

    try:
        found = trafilatura.extract_metadata(source, date_config={"extensive_search": False, "original_date": True})
    except Exception:
        return {}
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {"title": found.title, "authors": authors, "publisher": found.sitename}


def _metas(tree: "HtmlElement") -> Iterator[tuple[str, str]]:
    for meta in reversed(list(tree.iter("meta"))):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            yield name.lower(), meta.get("content").strip()


def _json_date(tree: "HtmlElement") -> str | None:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(script)
        except (ValueError, RecursionError):
            continue
        graph = found.get("@graph", [found]) if isinstance(found, dict) else found
        for part in graph if isinstance(graph, list) else []:
            if isinstance(part, dict) and isinstance(part.get("datePublished"), str):
                return str(part["datePublished"])
    times = tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    return str(times[0]) if times else None
