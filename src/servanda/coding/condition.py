"""The condition of an act: the smallest clause with its conjunction ("but only if the truce holds")."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_NOUN_PHRASE = (
    r"(?:(?:the|a|an|any|all|both|either|its|their|his|her|our|this|that|these|those|such|some|no|it|they|he|she|we|you|there"
    r"|one|talks|negotiations|conditions|sanctions|circumstances|hostilities|tensions|efforts|fighting)\b|(?-i:[A-Z]))"
)
_END = re.compile(
    r"[;:!?]|\.(?=\s|[”\"’')\]]|$)(?<!\b[A-Z]\.)(?<!\bU\.S\.)(?<!\bMr\.)(?<!\bSt\.)|\s[–—-]{1,2}\s|—|[)\]]"
)
_ASIDE = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_ITEM = r"[\w’'-]+(?:\s[\w’'-]+){0,3}"
_LIST_GOES_ON = re.compile(rf"\s{_ITEM}(?:,\s{_ITEM}){{0,6}},?\s(?:and|or)\s")
_NEW_CLAUSE = re.compile(r",?\s(?:but|while|whereas|although|though|then)\s|,\s(?:and|or|so|which|who)\s")
_SPEECH_AFTER = re.compile(r",\s[”\"’]?\s?(?:[\w.’'-]+\s){1,6}(?:said|says|told|added|warned|stated|argued|wrote)\b")
_AT_BEGINNING = re.compile(
    r"(?:^|[.;:—–(“\"‘]|,|\b(?:that|and|but|or|because)|^(?:and|but|so|moreover|however),?)\s*[“\"‘*_]*$", re.IGNORECASE
)
_INVERTED_AFTER = re.compile(r"\s(?:will|would|shall|should|can|could|may|must|does|do)\s")
_CLOSERS = " \t\n,;:.!?”\"’'*"
_REACH = 600
_CLAUSE = 120


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    needed: re.Pattern[str] | None
    inverted: bool
    words: tuple[str, ...]


def find_condition(text: str) -> tuple[int, int] | None:
    """Return where the first condition in a sentence's text begins and ends (half-open), null where it has none.

    The span begins with the conjunction and leaves out the mark that ends the clause.
    """
    plain = " ".join(text.lower().split())
    tried = (rule for rule in _rules() if not rule.words or any(word in plain for word in rule.words))
    found = [place for rule in tried for place in _places(rule, text)]
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        stop = _clause_end(text, start, end)
        if stop > end:
            return start, stop
    return None


def _places(rule: _Rule, text: str) -> list[tuple[int, int]]:
    places = []
    for match in rule.pattern.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if rule.before is not None and rule.before.search(before):
            continue
        if rule.after is not None and rule.after.match(text, match.end()):
            continue
        if rule.needed is not None and not rule.needed.search(text[max(0, match.start() - _CLAUSE) : match.start()]):
            continue
        if rule.inverted and not _begins_clause(text, match.start()):
            continue
        places.append(match.span())
    return places


def _begins_clause(text: str, start: int) -> bool:
    """Return whether a clause begins here, and the sentence is no question ("Should we wait?")."""
    return _AT_BEGINNING.search(text[max(0, start - 30) : start]) is not None and not text.rstrip(" ”\"’')").endswith(
        "?"
    )


def _clause_end(text: str, start: int, end: int) -> int:
    limit = min(len(text), end + _REACH)
    # What stands in brackets within the clause ends nothing.
    text = text[:end] + _ASIDE.sub(lambda match: "_" * len(match[0]), text[end:limit])
    stop = _END.search(text, end, limit)
    last = limit if stop is None else stop.start()
    opens = _AT_BEGINNING.search(text[max(0, start - 30) : start]) is not None
    for pattern in (_NEW_CLAUSE, _SPEECH_AFTER):
        break_ = pattern.search(text, end, last)
        last = break_.start() if break_ else last
    if opens:
        last = _closing_comma(text, end, last)
        main = _INVERTED_AFTER.search(text, end, last) if text[start:end].lower().startswith("only") else None
        last = main.start() if main else last
    return len(text[:last].rstrip(_CLOSERS))


def _closing_comma(text: str, end: int, last: int) -> int:
    """Return where a condition before its main clause ends: at its first comma that divides no list."""
    position = end
    while (comma := text.find(",", position, last)) >= 0:
        if text[comma + 1 : comma + 2].isdigit():
            position = comma + 1
            continue
        words = len(text[end:comma].split())
        goes_on = _LIST_GOES_ON.match(text, comma + 1, last)
        # "If Oslo, Bonn and Rome agree, …": a list's items are short and its first stands near the conjunction.
        if goes_on is None or words > 3 or "," not in text[goes_on.end() : last]:
            return comma
        position = goes_on.end()
    return last


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    table = conditions()
    return tuple(
        _rule(row, inverted) for name, inverted in (("conditions", False), ("inverted", True)) for row in table[name]
    )


@lru_cache(maxsize=1)
def conditions() -> dict[str, Any]:
    """Return the table `patterns/conditions.yaml`."""
    import yaml

    text = files("servanda.coding").joinpath("patterns/conditions.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def _rule(row: dict[str, Any], inverted: bool) -> _Rule:
    def compiled(pattern: str) -> re.Pattern[str]:
        spaced = pattern.replace("{NP}", _NOUN_PHRASE + r"[\w’'-]* ").replace(" ", r"\s{1,4}")
        return re.compile(spaced, re.IGNORECASE)

    before, after, needed = row.get("unless_before"), row.get("unless_after"), row.get("needs_before")
    return _Rule(
        compiled(rf"(?<![\w-])(?:{row['pattern']})(?:(?<=\s)|(?!\w))"),
        None if before is None else compiled(rf"(?<![\w-]){before}"),
        None if after is None else compiled(after),
        None if needed is None else compiled(rf"{needed}[^.;:]*$"),
        inverted,
        tuple(row.get("words", ())),
    )
