"""A text and what is known of it to a `Document`."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from servanda.model import Block, Document, document_key
from servanda.text.blocks import Cut, clean
from servanda.text.encoding import tidy
from servanda.text.inline import Syntax
from servanda.text.kinds import guess_kind
from servanda.text.language import guess_language
from servanda.text.metadata import Layer, resolve

_MEDIA = {"plain": "text/plain", "markdown": "text/markdown", "html": "text/html"}
_HEAD = 12_000
_LONGEST_TITLE = 200


class Material(NamedTuple):
    """A text as a reader cut it, with what the file says of itself and how it was decoded.

    `media` is its media type where `fmt` does not tell it; `lost` names the parts that could not be read; `notes` say
    what else a person should know of the reading.
    """

    text: str
    cut: Cut
    fmt: Syntax
    own: tuple[Layer, ...] = ()
    encoding: str = "utf-8"
    media: str | None = None
    lost: str = ""
    notes: tuple[str, ...] = ()


def cut_text(text: str, fmt: Syntax, encoding: str = "utf-8") -> Material:
    """Return the material of a text that is kept as it stands; front matter is read from plain text and Markdown."""
    from servanda.text.readers import front, markdown, plain, tags

    if fmt == "html":
        return Material(text, tags.read(text), fmt, encoding=encoding)
    fields, offset = front.front_matter(text)
    read = markdown.read if fmt == "markdown" else plain.read
    return Material(text, read(text, offset), fmt, (Layer("the front matter", fields),), encoding)


def read_text(text: str, *, name: str, source: str | None = None, fmt: Syntax = "plain", **metadata: Any) -> Document:
    """Return the document of a string; its text is the string with plain line ends, whatever its format.

    Args:
        text: the words, as plain text, Markdown or HTML.
        name: what the document is called in results.
        source: what has versions; by default `url:` and the given url, else `text:` and the name.
        fmt: the form of `text`.
        **metadata: title, publisher, published (or date), kind, language, url, authors.
    """
    kept = tidy(text)
    default = f"url:{metadata['url']}" if metadata.get("url") else f"text:{name}"
    layers = (Layer("what was given", metadata),)
    return build(cut_text(kept, fmt), name, source or default, layers, sha256(kept.encode()).hexdigest())


def build(material: Material, name: str, source: str, layers: Sequence[Layer], digest: str) -> Document:
    """Return the document of a material.

    Args:
        material: the text and its blocks.
        name: the corpus id, or the file's name without suffix.
        source: what has versions.
        layers: what is said of the document from outside, the strongest first.
        digest: the SHA-256 of the bytes, in hexadecimal.
    """
    facts = resolve([*layers, *material.own])
    blocks, nontext = material.cut
    title = facts.title or _first_heading(material, blocks)
    head = _head(material, blocks)
    kind, reason = (
        (facts.kind, facts.kind_reason) if facts.kind else guess_kind(title or head[:200], head, facts.publisher)
    )
    return Document(
        id=document_key(name, digest),
        name=name,
        source=source,
        text=material.text,
        blocks=blocks,
        nontext=nontext,
        title=title,
        publisher=facts.publisher,
        authors=facts.authors,
        published=facts.published,
        date_reason=facts.date_reason,
        url=facts.url,
        kind=kind,
        kind_reason=reason,
        language=facts.language or guess_language(head),
        media_type=material.media or _MEDIA[material.fmt],
        encoding=material.encoding,
        sha256=digest,
        notes=material.notes,
    )


def _first_heading(material: Material, blocks: Sequence[Block]) -> str | None:
    """Return the heading that a text begins with, which stands for its title."""
    if not blocks or blocks[0].kind != "heading":
        return None
    words = clean(material.text, blocks[0].start, blocks[0].end, material.cut.nontext)
    return words if len(words) <= _LONGEST_TITLE else None


def _head(material: Material, blocks: Sequence[Block]) -> str:
    """Return the beginning of the text as people read it, a block a line."""
    parts: list[str] = []
    length = 0
    for block in blocks:
        if length > _HEAD:
            break
        parts.append(clean(material.text, block.start, block.end, material.cut.nontext))
        length += len(parts[-1])
    return "\n".join(parts)
