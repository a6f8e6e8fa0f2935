"""The patterns of amounts, built once from `patterns/amounts.yaml`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from servanda.coding.numbers import DIGITS, SCALE, WORDS

_BEFORE = (
    r"(?<![\w-])(?:at~least|at~most|up~to|more~than|less~than|fewer~than|no~more~than|no~fewer~than|no~less~than"
    r"|over|under|nearly|almost|about|around|approximately|roughly|some|an~additional|an~extra|another|additional"
    r"|a~total~of)~$"
)
_TO = r"(?:~?[-‐‑–—]~?|~to~|~and~|~or~)"
_NUMBER = rf"(?:{DIGITS}|(?:half~an?|(?:a|one|three)(?:~|-)quarters?~of~a(?=~(?:{SCALE})\b)|{WORDS})(?:~and~a~half\b)?)"
_PART = (
    r"(?:(?P<times>a|one|two|three|four)(?:~|-)(?=third|quarter|fifth)|(?=half))"
    r"(?P<part>half|thirds?|quarters?|fifths?)"
)
_NOT_INSIDE = r"(?<![\w.,/:$€£¥#-])(?<![0-9][–—])"
_PERCENT = r"(?:%(?!\w)|\bper~?cent\b|\bpercent\b|\bpct\b)"
_FURTHER = 4


@dataclass(frozen=True)
class Lexicon:
    """The compiled patterns of amounts and what their words mean."""

    money: tuple[re.Pattern[str], ...]
    percent: re.Pattern[str]
    whole: re.Pattern[str]
    baseline: re.Pattern[str]
    fraction: re.Pattern[str]
    cut: re.Pattern[str]
    count: re.Pattern[str]
    label: re.Pattern[str]
    before: re.Pattern[str]
    range_before: re.Pattern[str]
    any_number: re.Pattern[str]
    any_sign: re.Pattern[str]
    pointing: re.Pattern[str]
    modifier: re.Pattern[str]
    nouns: re.Pattern[str]
    not_counted: re.Pattern[str]
    currencies: tuple[tuple[re.Pattern[str], str], ...]
    wholes: tuple[tuple[re.Pattern[str], str], ...]

    def begin(self, text: str, start: int, ranged: bool) -> int:
        """Return where an amount begins with the words that belong to its number ("at least", "between")."""
        offset = max(0, start - 30)
        window = text[offset:start]
        match = self.range_before.search(window) if ranged else None
        match = match or self.before.search(window)
        return start if match is None else offset + match.start()

    def currency(self, sign: str) -> str | None:
        """Return the ISO 4217 code of a symbol, a word or a code, null for none."""
        return next((code for pattern, code in self.currencies if pattern.fullmatch(sign)), None)

    def whole_unit(self, words: str) -> str:
        """Return the unit of a share: GDP and its like by their short names, others in the text's words."""
        plain = " ".join(words.split())
        return next((unit for pattern, unit in self.wholes if pattern.fullmatch(plain)), plain)

    def counted(self, text: str, start: int) -> tuple[int, int] | None:
        """Return where the counted noun phrase after a number stands, null where none follows."""
        first = position = start
        for step in range(_FURTHER):
            noun = self.nouns.match(text, position)
            if noun is not None:
                return self._whole_noun(text, noun, noun.start("noun") if step == 0 else first)
            other = self.modifier.match(text, position)
            if other is None:
                return None
            first = other.start("word") if step == 0 else first
            position = other.end()
        return None

    def _whole_noun(self, text: str, noun: re.Match[str], first: int) -> tuple[int, int] | None:
        """Return the phrase up to its last plural ("police officers"), null where the noun is none that is counted."""
        while (further := self.nouns.match(text, noun.end())) is not None:
            noun = further
        return None if self.not_counted.fullmatch(noun["noun"]) else (first, noun.end())


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the patterns, read from the package's table."""
    import yaml

    table: dict[str, Any] = yaml.safe_load(
        files("servanda.coding").joinpath("patterns/amounts.yaml").read_text(encoding="utf-8")
    )
    currencies, stops = table["currencies"], "|".join(re.escape(word) for word in table["stops"].split())
    symbols = sorted({symbol for row in currencies for symbol in row["symbols"]}, key=len, reverse=True)
    names = sorted({word for row in currencies for word in row["words"]}, key=len, reverse=True)
    codes = "|".join(row["code"] for row in currencies)
    sign = rf"(?:(?P<sign>{'|'.join(_symbol(symbol) for symbol in symbols)})|\b(?P<code>(?-i:{codes}))\b~?[$€£¥]?)"
    again = rf"(?:{'|'.join(_symbol(symbol) for symbol in symbols)})"
    word = rf"(?P<word>(?:{'|'.join(names)})(?!\w)|(?-i:{codes})\b)"
    scale = rf"(?:(?:~|-)?(?P<scale>{SCALE})\b|(?P<scale2>[bmkt])\b)?"
    upper = rf"(?:{_TO}{again}?~?(?P<high>{_NUMBER})(?:(?:~|-)?(?:{SCALE})\b|[bmkt]\b)?)?"
    upper_scaled = rf"(?:{_TO}{again}?~?(?P<high>{_NUMBER})(?:~|-)?(?P<scale>{SCALE}|[bmkt])\b)"
    one = rf"(?!(?:{stops})\b)[^\W\d_][\w-]{{0,29}}(?![\w’'])"
    return Lexicon(
        money=(
            _compiled(rf"(?<![\w$]){sign}~?(?P<low>{DIGITS}){upper_scaled}"),
            _compiled(rf"(?<![\w$]){sign}~?(?P<low>{DIGITS}){scale}{upper}"),
            _compiled(rf"{_NOT_INSIDE}(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})~?(?P<scale>{SCALE})?\b~{word}"),
            _compiled(
                rf"{_NOT_INSIDE}(?P<low>{_NUMBER})(?:(?:~|-)?(?P<scale>{SCALE})\b|(?P<scale2>[bmkt])\b)?(?:~|-)?{word}"
            ),
        ),
        percent=_compiled(
            rf"{_NOT_INSIDE}(?P<low>{_NUMBER})(?:~?{_PERCENT})?(?:{_TO}(?P<high>{_NUMBER}))?"
            rf"(?:~?{_PERCENT}(?:~age)?|(?:~|-)(?P<points>percentage~points?|basis~points?))"
        ),
        whole=_compiled(
            rf"~of~(?:(?:the|its|their|our|his|her|all|total|[^\W\d_][\w-]{{1,30}}[’']s?)~){{0,3}}"
            rf"(?P<whole>(?:{'|'.join(w for row in table['wholes'] for w in row['words'])})(?!\w)"
            rf"|{one}(?:~{one}){{0,3}}?(?<=s)(?<!ss)(?![\w’'-])|{one}(?:~{one}){{0,2}}(?=~(?:{stops})\b|\s?[.,;:)]|\s?$)|{one})"
        ),
        baseline=_compiled(
            r",?~(?:(?:reduction|increase|cut|decrease|rise|drop|decline)~)?(?:in~emissions~)?"
            r"(?:below|above|from|against|on|over|(?:as~)?compared~(?:to|with)|relative~to|versus)~(?:the~|its~|a~|an~)?"
            r"(?P<base>(?:1[89]|20)[0-9]{2}(?:[-–](?:[0-9]{4}|[0-9]{2}))?(?:~(?:baseline|levels?|figures?|base~year))?"
            r"|(?:pre-[a-z]+|current|present|historic(?:al)?|last~year[’']s)~(?:[a-z]+~)?levels?"
            r"|business[- ]as[- ]usual)(?!\w)"
        ),
        fraction=_compiled(
            r"(?<![\w-])(?<!first\s)(?<!second\s)(?<!last\s)(?<!latter\s)(?<!other\s)"
            rf"{_PART}(?=~of\b)"
        ),
        cut=_compiled(
            r"\b(?:by|in(?=~half))~(?:(?:about|almost|nearly|around|roughly|over|up~to|more~than|at~least)~)?"
            rf"(?P<whole>{_PART})(?!~of\b)(?=\s?[.,;:)]|\s?$|~(?:by|in|from|compared|relative|over|since|until|within|this|and|or)\b)"
        ),
        count=_compiled(
            rf"{_NOT_INSIDE}(?P<low>{_NUMBER})(?![\w%])(?!\.[0-9])(?:~?(?P<scale>{SCALE})\b)?"
            rf"(?:{_TO}(?P<high>{_NUMBER})(?!\w)(?:~?(?P<scale2>{SCALE})\b)?)?"
        ),
        before=_compiled(_BEFORE),
        range_before=_compiled(r"(?<![\w-])(?:between|from)~$"),
        any_number=_compiled(rf"[0-9]|\b(?:half|thirds?|quarters?|fifths?|{WORDS})"),
        any_sign=_compiled(rf"{again}|(?<![^\W\d_])(?:{'|'.join(names)}|{codes})(?!\w)"),
        label=_compiled(
            rf"(?<!\w)(?:(?-i:{'|'.join(table['labels'].split())})|{'|'.join(table['quantifiers'].split())})(?:~\(?|s~\(?)$|\b(?:{WORDS}|[0-9]{{1,3}})~(?:in|out~of)(?:~every)?~$"
        ),
        pointing=_compiled(
            r"(?<!\w)(?:the|these|those|our|their|its|both|all|other|of|last|first|next|past)~(?:other~)?$"
        ),
        modifier=_compiled(rf"~(?P<word>(?!(?:{stops})\b)[\w’'&-]{{1,30}})(?!\w)"),
        nouns=_compiled(
            rf"~?(?P<noun>(?:{'|'.join(table['nouns_without_s'])})(?!\w)"
            rf"|(?!(?:{stops})\b)(?<=\s)[^\W\d_][\w’-]{{1,29}}(?<!ss)(?<!us)(?<!is)(?<=s)(?![\w’']))"
        ),
        not_counted=_compiled("|".join(table["not_counted"].split())),
        currencies=_signs(currencies),
        wholes=tuple((_compiled("|".join(row["words"])), row["unit"]) for row in table["wholes"]),
    )


def _signs(rows: list[dict[str, Any]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = [
        (spelled, row["code"])
        for row in rows
        for spelled in (*(_symbol(symbol) for symbol in row["symbols"]), *row["words"], row["code"])
    ]
    return tuple((_compiled(spelled), code) for spelled, code in pairs)


def _symbol(symbol: str) -> str:
    return symbol if "\\" in symbol else re.escape(symbol)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("~", r"(?:\s{1,4})").replace(" ", r"\s{1,4}"), re.IGNORECASE)
