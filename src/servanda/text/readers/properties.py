"""What a packed file gives; of its properties, what people wrote and not what programs put there."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from servanda.text.blocks import Cut

_PROGRAM_TITLE = re.compile(r"^(?:microsoft (?:word|powerpoint) ?[-–] ?|about:|file:|https?:)", re.IGNORECASE)
_FILE_TITLE = re.compile(
    r"\.(?:docx?|docm|pdf|indd|qxp|odt|rtf|pages|tex|dvi|pptx?|html?)$|^(?:untitled|document ?\d*|title|slide ?\d*)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:(?:microsoft )?(?:office )?user|admin(?:istrator)?|windows user|owner|author|anonymous|\(?unspecified\)?|"
    r"\(anonymous\)|python-docx|unknown|default|pc|guest|root|\W*)",
    re.IGNORECASE,
)


Said = tuple[tuple[str, Mapping[str, Any]], ...]


class Unpacked(NamedTuple):
    """What a PDF or Word file holds: its text and blocks, what is said of it and where, and which part is lost.

    `notes` say what else a person should know, each a clause.
    """

    text: str
    cut: Cut
    said: Said
    lost: str = ""
    notes: tuple[str, ...] = ()


def title(value: str | None) -> str | None:
    """Return the title; null where it names a file or a program."""
    words = " ".join((value or "").split())
    return None if not words or _PROGRAM_TITLE.match(words) or _FILE_TITLE.search(words) else words


def author(value: str | None) -> list[str]:
    """Return the authors; none where the value stands for nobody."""
    names = [" ".join(name.split()) for name in re.split(r"[;\n]|,(?=\s*[A-Z]\S+\s+[A-Z])", value or "")]
    return [name for name in names if not _NOBODY.fullmatch(name)]


def said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something."""
    return {name: value for name, value in fields.items() if value}
