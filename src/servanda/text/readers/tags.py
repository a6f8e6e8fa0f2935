"""HTML as it stands: blocks of a source that keeps its tags, so that offsets stay true to the source."""

import re
from dataclasses import dataclass, field, replace

from servanda.model import BlockKind, Range
from servanda.text.blocks import Cut, Draft, assemble
from servanda.text.headings import is_bold_line
from servanda.text.inline import hidden, inline_gaps

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_SKIPPED = re.compile("script|style|nav|footer|aside|noscript|template|svg|head|button|select|iframe")
_BREAKS = re.compile(
    "address|article|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|header|"
    "hr|html|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)


@dataclass
class _Place:
    """Where the walk through the tags stands."""

    depth: int = 0
    fresh: bool = False
    cells: int = 0
    quotes: int = 0
    heading: int = 0
    skipping: str = ""
    skip_depth: int = 0
    skipped_from: int = 0
    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Range] = field(default_factory=list)


def read(text: str) -> Cut:
    """Return the blocks of an HTML source; tags, scripts and navigation are non-text."""
    place = _walk(text)
    return assemble(text, place.drafts, [*inline_gaps(text, "html"), *place.skipped])


def cut(text: str, start: int, end: int) -> list[Draft]:
    """Return the drafts of the HTML between `start` and `end`, which may be a fragment."""
    drafts = _walk(text[start:end]).drafts
    return [replace(draft, start=draft.start + start, end=draft.end + start) for draft in drafts]


def _walk(source: str) -> _Place:
    text = _masked(source)
    place = _Place()
    start = 0
    for found in _TAG.finditer(text):
        name, closing = found["name"].lower(), bool(found["close"])
        if place.skipping:
            _skip(place, name, closing, found)
            start = found.end()
        elif _SKIPPED.fullmatch(name) and not closing:
            _flush(place, text, start, found.start())
            place.skipping, place.skip_depth, place.skipped_from = name, 1, found.start()
        elif _BREAKS.fullmatch(name):
            _flush(place, text, start, found.start())
            _enter(place, name, closing)
            start = found.end()
    if place.skipping:
        place.skipped.append(Range(start=place.skipped_from, end=len(text)))
    else:
        _flush(place, text, start, len(text))
    return place


def _masked(text: str) -> str:
    """Return the text, of the same length, with nothing in its comments."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(hidden(text)):
        if text.startswith("<!--", start) and start >= at:
            parts += (text[at:start], " " * (end - start))
            at = end
    return "".join([*parts, text[at:]])


def _skip(place: _Place, name: str, closing: bool, found: re.Match[str]) -> None:
    if name == place.skipping:
        place.skip_depth += -1 if closing else 1
        if not place.skip_depth:
            place.skipping = ""
            place.skipped.append(Range(start=place.skipped_from, end=found.end()))


def _enter(place: _Place, name: str, closing: bool) -> None:
    step = -1 if closing else 1
    if name in ("ul", "ol"):
        place.depth = max(0, place.depth + step)
    elif name == "li":
        place.fresh = not closing
        place.depth = max(place.depth, 0 if closing else 1)
    elif name in ("td", "th"):
        place.cells = max(0, step)
    elif name == "blockquote":
        place.quotes = max(0, place.quotes + step)
    elif len(name) == 2 and name[0] == "h" and name[1].isdigit():
        place.heading = 0 if closing else int(name[1])


def _flush(place: _Place, text: str, start: int, end: int) -> None:
    markup = text[start:end]
    if not markup or markup.isspace():
        return
    kind, level = _kind(place, markup)
    if kind == "item":
        place.fresh = False
    place.drafts.append(Draft(start, end, kind, level))


def _kind(place: _Place, markup: str) -> tuple[BlockKind, int]:
    if place.heading:
        return "heading", place.heading
    if place.fresh and place.depth:
        return "item", place.depth
    if place.cells:
        return "cell", 0
    if is_bold_line(markup):
        return "heading", 6
    return ("quote" if place.quotes else "paragraph"), place.depth
