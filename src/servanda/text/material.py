"""Bytes to a text with its blocks, whatever their form: what is large or hostile is read in a process of its own."""

from typing import Final, Literal

from servanda.text.build import Material, cut_text
from servanda.text.inline import Syntax
from servanda.text.metadata import Layer
from servanda.text.source import ReadOptions

Form = Literal["plain", "markdown", "html", "pdf", "docx", "record-plain", "record-markdown", "record-html"]
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RECORDS: dict[Syntax, Form] = {"plain": "record-plain", "markdown": "record-markdown", "html": "record-html"}
_SMALL = 200_000


def material(data: bytes, form: Form, options: ReadOptions) -> Material:
    """Return what the bytes hold; small texts are read here, all else in a process that can be ended.

    Args:
        data: a file; of a corpus record the text in UTF-8.
        form: how it is written; in a record, HTML keeps its tags.
        options: the bounds.

    Raises:
        ValueError: where it cannot be read, or not within the bounds; the message says so.
    """
    if form in ("pdf", "docx") or len(data) > _SMALL:
        from servanda.text.readers import isolated

        return isolated.material(data, form, options)
    return read(data, form, options)


def read(data: bytes, form: Form, options: ReadOptions) -> Material:
    """Return what the bytes hold, read in this process."""
    match form:
        case "pdf" | "docx":
            return _packed(data, form, options)
        case "record-plain":
            return cut_text(data.decode(), "plain")
        case "record-markdown":
            return cut_text(data.decode(), "markdown")
        case "record-html":
            return cut_text(data.decode(), "html")
        case "html":
            return _page(data)
        case "plain" | "markdown":
            from servanda.text.encoding import decode

            text, encoding = decode(data)
            return cut_text(text, form, encoding)


def _packed(data: bytes, form: Literal["pdf", "docx"], options: ReadOptions) -> Material:
    from servanda.text.readers import docx, pdf

    found = (docx if form == "docx" else pdf).read(data, options)
    own = tuple(Layer(said_by, fields) for said_by, fields in found.said)
    media = WORD if form == "docx" else "application/pdf"
    return Material(found.text, found.cut, "plain", own, media=media, lost=found.lost, notes=found.notes)


def _page(data: bytes) -> Material:
    from servanda.text.encoding import decode
    from servanda.text.readers import html

    text, encoding = decode(data, declares=True)
    extracted, cut, fields = html.read(text)
    return Material(extracted, cut, "html", (Layer("the page", fields),), encoding)
