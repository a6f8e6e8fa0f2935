"""Where a coder and the gold disagree, with the words, for reading in a terminal."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.evaluation.gold import GoldDocument, GoldStatement
from servanda.evaluation.judge import Judged, Pair
from servanda.model import Statement

_AROUND = 60
_LONGEST = 320
_SHOWN = ("force", "bearers", "root")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One disagreement: `kind` is false, missed, force, bearers or root; `excerpt` has the words between « and »."""

    kind: str
    document: str
    start: int
    end: int
    gold: str
    said: str
    excerpt: str

    def __str__(self) -> str:
        said = f"\n    said  {self.said}" if self.said else ""
        gold = f"\n    gold  {self.gold}" if self.gold else ""
        return f"{self.kind:8}{self.document} {self.start}–{self.end}{gold}{said}\n    {self.excerpt}"


def disagreements(judged: Sequence[Judged], limit: int = 50) -> list[Disagreement]:
    """Return the worst disagreements, an even number of each kind as far as there are so many, kinds together."""
    kinds = [list(_false(judged)), list(_missed(judged)), *(list(_wrong(judged, aspect)) for aspect in _SHOWN)]
    room, kept = limit, []
    for place, found in enumerate(sorted(range(len(kinds)), key=lambda number: len(kinds[number]))):
        part = min(len(kinds[found]), room // (len(kinds) - place))
        kept.append((found, kinds[found][:part]))
        room -= part
    return [one for _, part in sorted(kept, key=lambda each: each[0]) for one in part]


def _false(judged: Iterable[Judged]) -> Iterator[Disagreement]:
    found = [(each.document, one) for each in judged for one in each.matching.false]
    for document, one in sorted(found, key=lambda each: -each[1].confidence):
        span = one.evidence
        yield _made("false", document, span.start, span.end, "", _said(one))


def _missed(judged: Iterable[Judged]) -> Iterator[Disagreement]:
    for each in judged:
        for one in each.matching.missed:
            if one.core:
                yield _made("missed", each.document, one.start, one.end, _gold(one), "")


def _wrong(judged: Iterable[Judged], aspect: str) -> Iterator[Disagreement]:
    found = [(each.document, pair) for each in judged for pair in each.pairs if not pair.right[aspect]]
    for document, one in sorted(found, key=lambda each: (not each[1].gold.core, -each[1].said.confidence)):
        yield _pair(aspect, document, one)


def _pair(kind: str, document: GoldDocument, one: Pair) -> Disagreement:
    return _made(kind, document, one.gold.start, one.gold.end, _gold(one.gold), _said(one.said))


def _made(kind: str, document: GoldDocument, start: int, end: int, gold: str, said: str) -> Disagreement:
    return Disagreement(kind, document.name, start, end, gold, said, _excerpt(document.text, start, end))


def _gold(one: GoldStatement) -> str:
    root = one.plover if one.one_root else f"{one.event}/{one.act}"
    to = f" → {', '.join(one.recipients)}" if one.recipients else ""
    return f"{'|'.join(one.forces)}{'' if one.core else ' (not core)'} {root} {', '.join(one.actors) or '–'}{to}"


def _said(one: Statement) -> str:
    actors = ", ".join(actor.country or actor.actor_id or f"?{actor.name}" for actor in one.actors) or "–"
    to = ", ".join(actor.country or actor.actor_id or f"?{actor.name}" for actor in one.recipients)
    known = f"{one.force}{'' if one.core else ' (not core)'} {one.event}/{one.act} {actors}{f' → {to}' if to else ''}"
    return _safe(f"{known}  [{one.rule}, {one.confidence:.2f}]")


def _excerpt(text: str, start: int, end: int) -> str:
    """Return the words with some around them on one line, without characters that a terminal would obey."""
    inside = text[start:end]
    if len(inside) > _LONGEST:
        inside = f"{inside[: _LONGEST // 2]} … {inside[-_LONGEST // 2 :]}"
    return _safe(f"…{text[max(0, start - _AROUND) : start]}«{inside}»{text[end : end + _AROUND]}…")


def _safe(text: str) -> str:
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})
