"""Amounts in a text: money, shares, percentages with their baseline, and counts with the noun that is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.coding.amount_words import Lexicon, lexicon
from servanda.coding.numbers import number, scale
from servanda.model import Span
from servanda.model.statement import Amount

Kind = Literal["money", "share", "count", "percent"]
_FRACTIONS = {"half": 50.0, "one half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0}
_WORTH = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4}
_PERCENT = re.compile(r"%|per|pct|points?\b", re.IGNORECASE)
_SMALL_REFERENCE = 12
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class AmountHit:
    """An amount: `start` to `end` (half-open) of the text, its value (the lower of a range) and its unit.

    Money has its ISO 4217 `currency`, also as unit; a share the whole of which it is; a percentage "%".
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    kind: Kind
    currency: str | None = None
    baseline: str | None = None

    def amount(self, span: Span) -> Amount:
        """Return it as an `Amount` with the given span of the document."""
        return Amount(
            text=self.text,
            span=span,
            value=self.value,
            unit=self.unit,
            currency=self.currency,
            kind=self.kind,
            baseline=self.baseline,
        )


def find_amounts(text: str) -> tuple[AmountHit, ...]:
    """Return the amounts of a text in order, none overlapping; money goes before shares, shares before counts."""
    words = lexicon()
    if not words.any_number.search(text):
        return ()
    taken = bytearray(len(text))
    hits: list[AmountHit] = []
    for finder in (_money, _percent, _fraction, _count):
        for hit in finder(text, words):
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                hits.append(hit)
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _money(text: str, words: Lexicon) -> Iterator[AmountHit]:
    if not words.any_sign.search(text):
        return
    for pattern in words.money:
        for match in pattern.finditer(text):
            sign = next((found for name in ("sign", "code", "word") if (found := match.groupdict().get(name))), "")
            code = words.currency(sign)
            value = _value(match)
            if code is not None and value is not None:
                yield _hit(text, _span(match, words), value, code, "money", currency=code)


def _percent(text: str, words: Lexicon) -> Iterator[AmountHit]:
    if not _PERCENT.search(text):
        return
    for match in words.percent.finditer(text):
        value = _value(match)
        if value is None:
            continue
        points = match["points"]
        whole = None if points else words.whole.match(text, match.end())
        if whole is not None:
            unit = words.whole_unit(whole["whole"])
            yield _hit(text, _span(match, words, whole.end()), value, unit, "share")
            continue
        base = words.baseline.match(text, match.end())
        unit = {"percentage": "percentage points", "basis": "basis points"}.get(
            (points or "").split()[0].lower() if points else "", "%"
        )
        end = match.end() if base is None else base.end()
        yield _hit(
            text, _span(match, words, end), value, unit, "percent", baseline=None if base is None else base["base"]
        )


def _fraction(text: str, words: Lexicon) -> Iterator[AmountHit]:
    for match in words.fraction.finditer(text):
        whole = words.whole.match(text, match.end())
        if whole is not None:
            unit = words.whole_unit(whole["whole"])
            yield _hit(text, _span(match, words, whole.end()), _part(match), unit, "share")
    for match in words.cut.finditer(text):
        base = words.baseline.match(text, match.end())
        span = match.start("whole"), match.end() if base is None else base.end()
        yield _hit(text, span, _part(match), "%", "percent", baseline=None if base is None else base["base"])


def _part(match: re.Match[str]) -> float:
    times = _WORTH.get((match["times"] or "one").lower(), 1)
    return round(times * _FRACTIONS[match["part"].lower().rstrip("s")], 2)


def _count(text: str, words: Lexicon) -> Iterator[AmountHit]:
    for match in words.count.finditer(text):
        value = _value(match)
        noun = None if value is None else words.counted(text, match.end())
        if not value or noun is None or _names(match, value, text, words):
            continue
        yield _hit(text, _span(match, words, noun[1]), value, " ".join(text[noun[0] : noun[1]].split()), "count")


def _names(match: re.Match[str], value: float, text: str, words: Lexicon) -> bool:
    """Return whether the number is a year, a label ("Article 5") or points back ("the two sides")."""
    digits = match["low"]
    if digits.isdigit() and len(digits) == 4 and int(digits) in _YEARS and not match["scale"]:
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    if words.label.search(before):
        return True
    return value <= _SMALL_REFERENCE and words.pointing.search(before) is not None


def _span(match: re.Match[str], words: Lexicon, end: int | None = None) -> tuple[int, int]:
    ranged = bool(match.groupdict().get("high"))
    return words.begin(match.string, match.start(), ranged), match.end() if end is None else end


def _value(match: re.Match[str]) -> float | None:
    """Return the lower number of a range, by the scale of the upper where it has none ("$10–15 billion")."""
    groups = match.groupdict()
    try:
        low = number(groups["low"])
        times = scale(groups.get("scale") or groups.get("scale2"))
    except (ValueError, KeyError):
        return None
    high = groups.get("high")
    if high and groups.get("scale") is None:
        try:
            return low * times if number(high) > low or times == 1 else low
        except ValueError:
            return low
    return low * times


def _hit(
    text: str,
    span: tuple[int, int],
    value: float,
    unit: str,
    kind: Kind,
    currency: str | None = None,
    baseline: str | None = None,
) -> AmountHit:
    # Sums of floats ("1.1 million" is 1100000.0000000001) are rounded to what a person would write.
    return AmountHit(*span, text[slice(*span)], float(f"{value:.12g}"), unit, kind, currency, baseline)
