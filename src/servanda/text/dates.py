"""The day a document was published, read from what metadata says."""

import re
from datetime import date, datetime

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_PART = re.compile(r"\d{4}(?:[-/.]\d{1,2})?|(?:[A-Z][a-z]+\.? )\d{4}")
_NAMED = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")


def parse_date(value: object) -> tuple[date | None, str]:
    """Return the full date that `value` gives, or null and the reason why it gives none."""
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    words = str(value).strip()
    shown = words if len(words) <= 40 else f"{words[:40]}…"
    found = _ISO.fullmatch(words) or _COMPACT.fullmatch(words)
    if found:
        try:
            return date(*map(int, found.groups())), ""
        except ValueError:
            return None, f"“{shown}” is not a day of the calendar"
    named = _named(words)
    if named:
        return named, ""
    if _PART.fullmatch(words):
        return None, f"“{shown}” is not a full date"
    return None, f"“{shown}” is not a date of the form 2022-05-17"


def _named(words: str) -> date | None:
    plain = re.sub(r"^[A-Z][a-z]{2,8}, |,|(?<=\d)(?:st|nd|rd|th)\b", "", words[:60]).replace(".", "")
    plain = re.sub(r"\s\d{1,2}:\d{2}.*$", "", plain)
    for form in _NAMED:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None
