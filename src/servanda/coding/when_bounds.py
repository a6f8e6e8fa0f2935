"""Words beside a period that set its sides: "by", "since", "before", "from … to", "between … and"."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from servanda.coding.periods import DAY, Period, unknown
from servanda.coding.when_words import Bound, Found, Frame, Need, compiled

_WINDOW = 60
_CLOCK = (
    r"~(?:the~)?(?:(?:close~of~(?:business|play)|end~of~(?:business|day)|midnight|noon|midday|dawn|dusk|sunset)"
    r"|[0-9]{1,2}(?:[:.][0-9]{2})?~?(?:[ap]\.?m\.?|o[’']clock|hours)?)(?:~(?:[A-Z]{2,4}|local~time))?,?(?:~on)?"
)
_PREPOSITIONS: tuple[tuple[str, str], ...] = (
    (
        "from",
        rf"from{_CLOCK}|"
        r"not~before|(?:no|not)~(?:earlier|sooner)~than|on~or~after|with~effect~from|effective(?:~(?:from|on))?|not~until"
        r"|(?:starting|beginning|commencing)(?:~(?:in|on|from|with|at))?|(?:as~)?from|dating~(?:back~)?(?:from|to)",
    ),
    (
        "by",
        rf"(?:by|(?<!hours\s)(?<!minutes\s)(?<!shortly\s)(?<!just\s)before|until|till){_CLOCK}|(?:by~)?(?:no|not)~later~than(?:{_CLOCK})?|"
        r"by~at~the~latest|(?:in|on|by)~or~before|not~after|by~(?:or|and)~(?:around|about)|by(?:~(?:around|about))?",
    ),
    (
        "until",
        r"(?:up~)?(?:until|till)(?:~at~least)?|through(?:~(?:to|at~least))?|thru|up~to"
        r"|(?:(?:well|deep|late|far)~)?into"
        r"|(?:extended|prolonged|postponed|delayed|deferred|renewed|pushed~back|put~off)~to",
    ),
    ("before", r"(?:any~time~)?before|prior~to|ahead~of|earlier~than"),
    ("since", r"(?:ever~)?since(?:~(?:at~least|as~early~as))?"),
    ("after", r"after|following|beyond|later~than"),
    ("as of", r"(?:effective~)?as~of"),
    (
        "in",
        r"(?:(?:for|in|during|over|through)~)?(?:much|most|all|parts?)~of|between|"
        r"(?:some~?time~)?in|during|throughout|for|around|circa|as~(?:early|late|soon)~as|towards?"
        r"|(?:(?:in|during|over|through|throughout)~)?the~course~of",
    ),
    ("on", r"on(?:~or~about)?|at|over|within|across"),
)
_BEFORE = tuple((kind, compiled(rf"(?<![\w-])(?:{words})~(?P<the>the~)?$")) for kind, words in _PREPOSITIONS)
_AFTER = (
    ("from", compiled(r",?~(?:onwards?|and~(?:beyond|onwards?|after|later)|or~later|at~the~earliest)\b")),
    ("by", compiled(r",?~(?:at~the~(?:very~)?latest|or~(?:earlier|sooner|before))\b")),
)
_RANGE_LEFT = compiled(r"(?<![\w-])(?P<word>from|between)~(?:the~)?$")
_RANGE_GAP = compiled(r"\s{0,3}(?P<word>[-‐‑‒–—/]|(?:up~)?to|through|until|till|and|or)\s{0,3}(?:the~)?")
_COUNTED = compiled(r"~(?!and\b|or\b|as\b|to\b|in\b|by\b|for\b|with\b|the\b)[a-z]+")
_ALSO = compiled(r",?~(?:and|or)~|,~")
_AND_YEAR = compiled(r"~(?:and|or|to)~{YEAR}(?!\w)")
_SAMPLE = 2023  # any year that is no leap year
_BARE_GRAINS = ("year", "month")
_LIMITS: dict[str, Bound] = {"by": "by", "until": "until", "before": "before"}
_NO_LIMIT = re.compile(r"\b(?:for|throughout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A preposition beside an expression: its kind, where the whole begins and ends."""

    kind: str
    start: int
    end: int
    words: str


def joined(found: list[Found], frame: Frame) -> list[Found]:
    """Return the expressions with the ends of each range made one."""
    kept: list[Found] = []
    for one in found:
        try:
            made = _range(kept[-1], one, frame) if kept else None
        except ValueError:  # no such day in that year: "29 February and 1 March 2023"
            made = None
        if made is None:
            kept.append(one)
        else:
            kept[-1] = made
    return kept


def _range(left: Found, right: Found, frame: Frame) -> Found | None:
    gap = _RANGE_GAP.fullmatch(frame.text[left.end : right.start])
    if gap is None or "modifier" in (left.need, right.need):
        return None
    opened = _RANGE_LEFT.search(frame.text[max(0, left.start - _WINDOW) : left.start])
    between = opened is not None and opened["word"].lower() == "between"
    word = gap["word"].lower()
    if opened is None and word in ("and", "or") and not _contiguous(left, right):
        return None
    if word == "or" and opened is not None:
        return None
    if (opened is not None and (word == "and") != between) or (word in ("until", "till") and opened is None):
        return None
    if opened is None and left.period.grain != right.period.grain:
        return None
    start = left.start if opened is None else left.start - (len(opened[0]))
    bare = opened is None and left.need == right.need == "preposition" and not _whole(word, right, frame)
    need: Need = "preposition" if bare else "nothing"
    return _spanned(replace(left, start=start, end=right.end, need=need, bound=None), left, right)


def _contiguous(left: Found, right: Found) -> bool:
    """Return whether the second begins the day after the first ends ("in July and August")."""
    first = left.of_year(_SAMPLE) if left.of_year else left.period
    last = right.of_year(_SAMPLE) if right.of_year else right.period
    if (left.of_year is None) != (right.of_year is None) and not (left.of_year and last.first):
        return False
    if left.of_year and right.of_year is None and last.first:
        first = left.of_year(last.first.year)
    return first.last is not None and first.last + DAY == last.first


def _whole(word: str, right: Found, frame: Frame) -> bool:
    """Return whether "2022 to 2026" is a time by itself: it is no measure, for nothing counted follows."""
    return word in ("to", "through") and right.of_year is None and not _COUNTED.match(frame.text, right.end)


def _spanned(whole: Found, left: Found, right: Found) -> Found | None:
    if left.of_year and right.of_year:
        begin, finish = left.of_year, right.of_year

        def make(year: int) -> Period:
            first, last = begin(year), finish(year)
            return _between(first, last if _ordered(first, last) else finish(year + 1))

        return replace(whole, of_year=make, period=unknown("range", "no year"))
    first, last = left.period, right.period
    if left.of_year and last.last:
        first = left.of_year(last.last.year)
        first = first if _ordered(first, last) else left.of_year(last.last.year - 1)
    if right.of_year and first.first:
        last = right.of_year(first.first.year)
        last = last if _ordered(first, last) else right.of_year(first.first.year + 1)
    if first.rule == last.rule == "weekday" and last.last and not _ordered(first, last):
        last = replace(last, last=last.last + timedelta(days=7))
    if not _ordered(first, last):
        return None
    return replace(whole, of_year=None, period=_between(first, last))


def _ordered(first: Period, last: Period) -> bool:
    return first.first is None or last.last is None or first.first <= last.last


def _between(first: Period, last: Period) -> Period:
    if first.first is None or last.last is None:
        return unknown("range", first.rule if first.first is None else last.rule)
    return Period(first.first, last.last, "range", f"from {first.rule} to {last.rule}")


def bounded(found: list[Found], frame: Frame) -> list[Found]:
    """Return the expressions that are times, each with its year and with the sides that the words beside it set."""
    kept: list[Found] = []
    previous: tuple[Found, _Beside | None] | None = None
    for one in found:
        beside = _beside(one, frame)
        also = beside is None and previous is not None and _is_also(previous[0], one, frame)
        if also and previous and previous[1]:
            # "by 2025 or 2030": the preposition counts for both, the words only for the first.
            beside = replace(previous[1], start=one.start, end=one.end)
        if one.need == "modifier" or not (_licensed(one, beside, frame) or also):
            continue
        previous = (one, beside)
        kept.append(_sided(one.dated(frame), beside, frame))
    return kept


def _licensed(found: Found, beside: _Beside | None, frame: Frame) -> bool:
    """Return whether an expression that is only a time beside a preposition ("2030", "May") is one here."""
    possessive = frame.text[found.end : found.end + 2] in ("'s", "’s")
    if found.need == "nothing":
        return True
    if frame.text.strip(" .,;:\n\t") == frame.text[found.start : found.end]:
        return True
    if beside is None:
        return False
    if beside.kind == "on":
        if found.period.grain == "year" and _AND_YEAR.match(frame.text, found.end):
            return True
        return beside.words.lower().startswith("over") and found.period.grain not in _BARE_GRAINS
    article = re.search(r"\bthe\s+$", frame.text[beside.start : found.start], re.IGNORECASE)
    return not (article and found.period.grain in _BARE_GRAINS) and not (possessive and article)


def _is_also(previous: Found, found: Found, frame: Frame) -> bool:
    gap = frame.text[previous.end : found.start]
    return found.period.grain == previous.period.grain and _ALSO.fullmatch(gap) is not None


def _beside(found: Found, frame: Frame) -> _Beside | None:
    offset = max(0, found.start - _WINDOW)
    window = frame.text[offset : found.start]
    matches = [(match.start(), kind, match) for kind, pattern in _BEFORE if (match := pattern.search(window))]
    # "no later than" before "later than": the one that begins first.
    best = min(matches, key=lambda one: one[0], default=None)
    after = next(((kind, match) for kind, pattern in _AFTER if (match := pattern.match(frame.text, found.end))), None)
    if best is None and after is None:
        return None
    start = found.start if best is None else offset + best[0]
    words = "" if best is None else best[2][0]
    if after is not None and (best is None or best[1] in ("in", "on", "from", "by")):
        return _Beside(after[0], start, after[1].end(), words)
    return _Beside("in" if best is None else best[1], start, found.end, words)


def _sided(found: Found, beside: _Beside | None, frame: Frame) -> Found:
    if beside is None:
        return found
    bound = _LIMITS.get(beside.kind)
    if bound is None and beside.kind in ("in", "on") and not _NO_LIMIT.search(beside.words):
        bound = found.bound
    kind = beside.kind
    if kind == "from" and found.period.rule.startswith(("days of a month", "years", "from ")):
        kind = "in"
    if kind == "until" and found.period.grain == "day" and beside.words.lower().endswith("into "):
        kind, bound = "in", None
    if kind == "after" and frame.text[found.end : found.end + 2] in ("'s", "’s"):
        kind = "in"  # "after yesterday's vote": the day is the vote's
    if kind == "as of":
        first = found.period.first
        later = first is not None and frame.reference is not None and first > frame.reference
        kind = "from" if later or frame.past_at(found.start, found.end) is False else "in"
    period = _side(found.period, kind)
    return replace(found, start=beside.start, end=beside.end, period=period, bound=bound)


def _side(period: Period, kind: str) -> Period:
    first, last = period.first, period.last
    if kind in ("in", "on") or first is None or last is None:
        return period
    rule = f"{kind} {period.rule}"
    try:
        sides = {
            "by": (None, last),
            "until": (None, last),
            "before": (None, first - DAY),
            "since": (first, None),
            "from": (first, None),
            "after": (last + DAY, None),
        }
    except OverflowError:
        return unknown("open", rule)
    return Period(*sides[kind], period.grain, rule)
