"""One record of a corpus: its id, its text and its form, whatever file it stood in."""

from pathlib import Path
from typing import Any, NamedTuple

from servanda.text.inline import Syntax
from servanda.text.source import ReadError

_FORMATS: dict[str, Syntax] = {
    "plain": "plain", "txt": "plain", "text": "plain", "markdown": "markdown", "md": "markdown", "html": "html"
}  # fmt: skip
_HINT = "the other records are read"


class Record(NamedTuple):
    """One record: its id, its text and format, and all of its fields."""

    id: str
    text: str
    fmt: Syntax
    fields: dict[str, Any]


def record(path: Path, where: str, fields: object) -> Record | ReadError:
    """Return the record that the fields give, or what is wrong with them.

    Args:
        path: the corpus.
        where: the record's place in it ("line 3").
        fields: what stands there; a mapping with `id` and `text` if all is well.
    """
    if not isinstance(fields, dict):
        return wrong(path, where, "the record is not a JSON object")
    text, name = fields.get("text"), fields.get("id")
    if not isinstance(text, str):
        return wrong(path, where, "the record has no `text`", "name a sidecar with --metadata")
    if not isinstance(name, str | int) or not str(name).strip():
        return wrong(path, where, "the record has no `id`")
    form = str(fields.get("format") or "plain").lower()
    if form not in _FORMATS:
        return wrong(path, where, f"the format “{form[:40]}” is not known", "use plain, markdown or html")
    if not text.strip():
        return wrong(path, where, "the record's text is empty")
    return Record(str(name).strip(), text, _FORMATS[form], fields)


def wrong(path: Path, where: str, reason: str, hint: str = _HINT) -> ReadError:
    """Return the error of one record; the others are read."""
    return ReadError(source=str(path), where=where, reason=reason, hint=hint)
