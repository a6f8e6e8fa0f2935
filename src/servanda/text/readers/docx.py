"""Word files: their paragraphs, lists and tables as clean text, and what their properties say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from servanda.text.blocks import Draft
from servanda.text.dates import dated_line, parse_date
from servanda.text.marks import Depths, find_mark
from servanda.text.readers import html, plain
from servanda.text.readers.properties import Said, Unpacked, author, said, title
from servanda.text.source import ReadOptions

_NOTE = re.compile(r'<li id="[^"<>]*(?:foot|end)note-[^"<>]*">(.*?)</li>', re.DOTALL)
_BACK = re.compile(r'<a href="[^"<>]*note-ref-[^"<>]*">↑</a>')
_FIRST_BLOCKS = 12
_WRITING_DAYS = 31


def read(data: bytes, options: ReadOptions) -> Unpacked:
    """Return a Word file's text, its blocks, and what it says of itself.

    Raises:
        ValueError: where it is locked, broken, without text or beyond the bounds.
    """
    from servanda.text.readers import docx_markup

    found = docx_markup.extract(data, {"unpacked": options.unpacked})
    if "error" in found:
        raise ValueError(found["error"])
    markup = _BACK.sub("", found["html"])
    text, drafts = html.extract(_NOTE.sub(r"<div>\1</div>", markup))
    if not text:
        raise ValueError("the Word file holds no text")
    cut = plain.finish(text, _with_marks(text, drafts))
    return Unpacked(text, cut, _said(text, drafts, found["properties"]))


def _with_marks(text: str, drafts: list[Draft]) -> list[Draft]:
    """Make items of paragraphs whose marks were typed by hand."""
    depths = Depths()
    result: list[Draft] = []
    for draft in drafts:
        mark = find_mark(text[draft.start : draft.end]) if draft.kind == "paragraph" else None
        if mark and draft.start + mark.end < draft.end:
            result.append(replace(draft, start=draft.start + mark.end, kind="item", level=depths.of(mark)))
        else:
            depths.close()
            result.append(draft)
    return result


def _said(text: str, drafts: list[Draft], properties: Mapping[str, str]) -> Said:
    lines = (text[draft.start : draft.end] for draft in drafts[:_FIRST_BLOCKS])
    dated = next(((line, day) for line in lines if (day := dated_line(line))), None)
    own = said({"title": title(properties.get("title")), "authors": author(properties.get("creator"))})
    first = ((f"the line “{dated[0]}”", {"published": dated[1]}),) if dated else ()
    return (*first, *_made(properties), ("the Word file's properties", own))


def _made(properties: Mapping[str, str]) -> Said:
    """Return the day on which the file was made, if it was written then and finished soon.

    Else the day may be that of a template, or of the first draft of years.
    """
    created, modified = _day(properties.get("created")), _day(properties.get("modified"))
    if created is None:
        return ()
    if modified is None or properties["created"] == properties["modified"]:
        return (
            ("", {"undated": f"the Word file was made on {created}, perhaps as a template, and not changed since"}),
        )
    if not 0 <= (modified - created).days <= _WRITING_DAYS:
        reason = f"the Word file was made on {created} and last changed on {modified}, neither of which dates its text"
        return (("", {"undated": reason}),)
    return (("the Word file's properties (the day it was made)", {"published": created}),)


def _day(value: str | None) -> date | None:
    return parse_date(value.strip())[0] if value else None
