"""The day a document was published, read from what metadata says."""

import re
from datetime import date, datetime

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_LABELS = ("published on", "issued on", "released on", "updated on", "posted on", "for immediate release")
_PART = re.compile(r"\d{4}(?:[-/.]\d{1,2})?|(?:[A-Z][a-z]+\.? )\d{4}")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DATED = re.compile(
    r"(?:(?P<before>[^\d.!?]{0,60}?|[^\d!?]{0,60}?[A-Z]\.[A-Z]\.)[\s,(–—:|-]+)?"
    rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.? {_MONTH},? \d{{4}}|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})[.)]?"
)
_PLACE = re.compile(r"[A-Z][\w.'’&-]*(?:[\s,/:–—|-]+(?:(?:of|on|the|and|for|de|la)\s+)*[A-Z][\w.'’&-]*){0,6}")
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


def dated_line(line: str) -> date | None:
    """Return the day that a line of its own gives, alone or after a place or a label ("Oslo, 3 May 2022")."""
    words = " ".join(line.split())
    found = _DATED.fullmatch(words)
    if not found:
        return None
    before = (found["before"] or "").strip(" ,:–—|-(")
    if before and not _PLACE.fullmatch(before) and before.lower() not in _LABELS:
        return None
    return parse_date(re.sub(r"\bSept\b", "Sep", found["date"].replace(".", "")))[0]


def _named(words: str) -> date | None:
    plain = re.sub(r"^[A-Z][a-z]{2,8}, |,|(?<=\d)(?:st|nd|rd|th)\b", "", words[:60]).replace(".", "")
    plain = re.sub(r"\s\d{1,2}:\d{2}.*$", "", plain)
    for form in _NAMED:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None
