"""A text read once: its names and words for actors as atoms, with sentences and the way back to true offsets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Literal, NamedTuple, TypeVar

from servanda.actors.fold import Folded, fold
from servanda.actors.gazetteer import Gazetteer
from servanda.actors.grammar import verb_like, word_set
from servanda.actors.meaning import Hit, Meaning, Term, TermHit
from servanda.actors.rules import ContextRule, Rules
from servanda.model import Document, Span
from servanda.text.view import view

AtomKind = Literal["name", "unknown", "term", "word", "possessive", "mark"]
_TOKEN = re.compile(r"'s(?!\w)|'(?!\w)|[^\W_]+(?:['.&][^\W_]+)*|[^\w\s]|_")
# A word is tried from its beginning alone: from each of its letters, a word without end would take for ever.
_STOP = re.compile(r"(?<![^\s.!?])([^\s.!?]*)[.!?][\"')\]]*\s+(?=[\"'(\[]*([A-Z][\w']*))")
_ABBREVIATIONS = word_set(
    "U.S U.N U.K D.C E.U Mr Mrs Ms Dr Gen Jr Sr St No vs Sen Rep Gov Lt Col Adm Capt Sgt Hon Prof Rev",
    "Messrs H.E H.R.H",
)
_OPENERS = word_set(
    "The This These Those That In It Its He His She Her They Their We Our Both But However And As At On",
    "To For From After Before While When If By Under With During Meanwhile Since Such Each Neither All",
    "Some Most Many",
)


class Atom(NamedTuple):
    """One name, word for an actor, word or mark; offsets are those of the reading's folded text.

    `lower` is the text in lower case; `joined` is true of a name that is part of a compound ("U.S.-led",
    "pro-Russian") and so no actor of its own.
    """

    kind: AtomKind
    start: int
    end: int
    text: str
    lower: str
    sentence: int
    meanings: tuple[Meaning, ...] = ()
    terms: tuple[Term, ...] = ()
    label: str = ""
    joined: bool = False


class Reading:
    """The atoms of a text; with a document, every range can be turned into a true span."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        true: tuple[Document, Sequence[int]] | None = None,
        names: Iterable[tuple[int, int, str]] = (),
        breaks: Iterable[int] = (),
        elsewhere: str = "",
    ) -> None:
        self._said = text
        self.folded: Folded = fold(text)
        self.text = self.folded.text
        self._true = true
        self._gazetteer = gazetteer
        self._context = f"{self.text} {elsewhere}"
        self._standing: dict[str, bool] = {}
        self._breaks = sorted({0, *(self._from_view(place) for place in breaks)})
        self.sentences = _sentence_starts(self.text, self._breaks)
        self.atoms: list[Atom] = self._atoms(list(names))
        self._starts = [atom.start for atom in self.atoms]

    def block(self, place: int) -> int:
        """Return where the block begins in which a place of the folded text stands."""
        return self._breaks[bisect_right(self._breaks, place) - 1]

    def span(self, start: int, end: int) -> Span | None:
        """Return the true span of a range of the folded text, null where the text is not the document's."""
        if self._true is None or start >= end:
            return None
        document, offsets = self._true
        first, last = self.folded.original(start, end)
        return document.span(offsets[first], offsets[last - 1] + 1)

    def said(self, start: int, end: int) -> str:
        """Return the words of a non-empty range of the folded text as they were written."""
        first, last = self.folded.original(start, end)
        return self._said[first:last]

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Return the indexes of the atoms that lie inside the document's range `start` to `end`."""
        if self._true is not None:
            offsets = self._true[1]
            start = self._from_view(bisect_left(offsets, start))
            end = self._from_view(bisect_left(offsets, end))
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        while last > first and self.atoms[last - 1].end > end:
            last -= 1
        return first, last

    def _from_view(self, place: int) -> int:
        return place if self.folded.offsets is None else bisect_left(self.folded.offsets, place)

    def _sentence(self, place: int) -> int:
        return bisect_right(self.sentences, place) - 1

    def _atoms(self, names: list[tuple[int, int, str]]) -> list[Atom]:
        hits = [hit for hit in self._gazetteer.names(self.text) if not self.text.startswith("$", hit.end)]
        spread = _Spread(hits)
        unknown = self._unknown(names, spread)
        strange = _Spread(unknown)
        named: list[Claim] = [*unknown, *(hit for hit in hits if not strange.touching(hit.start, hit.end))]
        self._named = frozenset(m.country for hit in hits for m in hit.meanings if m.needs is None)
        named.sort(key=lambda claim: claim.start)
        terms = self._gazetteer.terms(self.text, [(claim.start, claim.end) for claim in named])
        marked = sorted([*named, *terms], key=lambda claim: claim.start)
        atoms: list[Atom] = []
        place = 0
        for found in marked:
            self._words(place, found.start, atoms)
            atoms.append(self._claimed(found, spread))
            place = found.end
        self._words(place, len(self.text), atoms)
        return atoms

    def _words(self, start: int, end: int, atoms: list[Atom]) -> None:
        text = self.text
        sentence = self._sentence(start)
        following = self.sentences[sentence + 1] if sentence + 1 < len(self.sentences) else len(text)
        for match in _TOKEN.finditer(text, start, end):
            word = match[0]
            place = match.start()
            if place >= following:
                sentence = self._sentence(place)
                following = self.sentences[sentence + 1] if sentence + 1 < len(self.sentences) else len(text)
            kind: AtomKind = "word" if word[0].isalnum() else "mark"
            if word[0] == "'" and (word == "'s" or (place and text[place - 1].isalpha())):
                kind = "possessive"
            atoms.append(Atom(kind, place, place + len(word), word, word.lower(), sentence))

    def _claimed(self, found: "Claim", hits: "_Spread[Hit]") -> Atom:
        start, end = found.start, found.end
        text = self.text[start:end]
        sentence = self._sentence(start)
        if isinstance(found, TermHit):
            terms = found.terms
            if text in self._gazetteer.rules.capitals:
                terms = tuple(term for term in terms if term.kind != "title")
            return Atom("term" if terms else "word", start, end, text, text.lower(), sentence, terms=terms)
        if isinstance(found, _Unknown):
            return Atom("unknown", start, end, text, text.lower(), sentence, label=found.label)
        meanings = self._meanings(found, hits)
        joined = _joined(self.text, start, end)
        kind: AtomKind = "name" if meanings else "word"
        return Atom(kind, start, end, text, text.lower(), sentence, meanings, joined=joined)

    def _meanings(self, hit: Hit, hits: "_Spread[Hit]") -> tuple[Meaning, ...]:
        """Return what the name can mean here, by the rules for names that need care."""
        if (
            any(meaning.kind == "nothing" for meaning in hit.meanings)
            or self._is_paper(hit)
            or self._is_national(hit, hits)
        ):
            return ()
        name = self.text[hit.start : hit.end]
        kept = hit.meanings
        if any(m.needs for m in kept):
            kept = tuple(m for m in kept if m.needs is None or (m.needs in self._named and self._alone(hit)))
        rules: Rules = self._gazetteer.rules
        for rule in rules.contexts.get(name, ()):
            if self._applies(rule, hit):
                if body := self._gazetteer.organisations.get(rule.then or ""):
                    after = _NEXT.match(self.text, hit.end)
                    acts = after is not None and (after[1] == "'s" or verb_like(after[1]))
                    union = Meaning("organisation", body.name, body.plover, body.sector, body.org_id)
                    return (union,) if acts else kept
                display = self._gazetteer.display(rule.then) if rule.then else ""
                return (Meaning("country", display, rule.then),) if rule.then else ()
        return kept

    def _applies(self, rule: ContextRule, hit: Hit) -> bool:
        before = self.text[max(0, hit.start - 60) : hit.start].rstrip()
        after = self.text[hit.end : hit.end + 40].lstrip(" ,")
        if any(re.search(rf"\b{re.escape(word)}$", before[-30:]) for word in rule.before):
            return True
        if any(re.match(rf"{re.escape(word)}\b", after) for word in rule.after):
            return True
        return any(map(self.stands, rule.near)) and not any(map(self.stands, rule.unless))

    def stands(self, word: str) -> bool:
        """Return whether a word stands anywhere in the text or in what it is read with."""
        if word not in self._standing:
            self._standing[word] = re.search(rf"\b{re.escape(word)}\b", self._context) is not None
        return self._standing[word]

    def _is_paper(self, hit: Hit) -> bool:
        """Return whether the city only stands in the name of a text agreed there ("the Doha Programme of Action")."""
        if not any(meaning.kind == "capital" for meaning in hit.meanings):
            return False
        words = self._gazetteer.rules.papers
        after = self.text[hit.end + 1 : hit.end + 30]
        return any(after.startswith(word) and not after[len(word) : len(word) + 1].isalpha() for word in words)

    def _is_national(self, hit: Hit, hits: "_Spread[Hit]") -> bool:
        """Return whether an adjective makes the bare name a national body's ("the Russian Security Council")."""
        last = self.text[hit.start : hit.end].rsplit(" ", 1)[-1].lower()
        if last not in self._gazetteer.rules.common or not any(m.kind == "organisation" for m in hit.meanings):
            return False
        before = hits.touching(hit.start - 2, hit.start - 1)
        return any(other.end + 1 == hit.start and any(m.kind == "people" for m in other.meanings) for other in before)

    def _alone(self, hit: Hit) -> bool:
        """Return whether "the" stands before the name and no other name follows ("the South", not "South Asia")."""
        before = self.text[max(0, hit.start - 4) : hit.start].lower()
        return before == "the " and _CAPITAL_NEXT.match(self.text, hit.end) is None

    def _unknown(self, names: list[tuple[int, int, str]], hits: "_Spread[Hit]") -> list["_Unknown"]:
        """Return the recogniser's persons and organisations that the gazetteer does not know."""
        if self._true is None or not names:
            return []
        offsets = self._true[1]
        found = []
        for start, end, label in names:
            if label not in {"PERSON", "ORG"}:
                continue
            first = self._from_view(bisect_left(offsets, start))
            last = self._from_view(bisect_left(offsets, end))
            if first < last:  # a name may lie wholly in marks that the view leaves out
                found.append(_Unknown(first, last, label))
        terms = self._gazetteer.terms(self.text)
        titles = {place for term in terms for place in range(term.start, term.end)}
        edges = _Edges.of(terms)
        found = [unknown for unknown in found if unknown.label != "ORG" or not self._is_common(unknown, edges)]
        return [unknown for unknown in found if _is_other(self.text, unknown, hits, titles)]

    def _is_common(self, unknown: "_Unknown", edges: "_Edges") -> bool:
        """Return whether a recognised organisation is only a word for one ("the Administration") or part of a title."""
        start = unknown.start + (4 if self.text[unknown.start : unknown.start + 4].lower() == "the " else 0)
        words = self.text[start : unknown.end]
        if words.lower() in self._gazetteer.rules.common or (start, unknown.end) in edges.whole:
            return True
        led = _LINK_BEFORE.search(self.text, max(0, start - 9), start)
        in_title = led is not None and led.start() in edges.title_ends
        return in_title or unknown.end in edges.title_ends or unknown.end + 1 in edges.title_starts


@dataclass(frozen=True, slots=True)
class _Unknown:
    start: int
    end: int
    label: str


Claim = Hit | TermHit | _Unknown
_Ranged = TypeVar("_Ranged", Hit, _Unknown)


class _Spread(Generic[_Ranged]):
    """Ranges of a text, asked for those that touch another one."""

    def __init__(self, ranges: Iterable[_Ranged]) -> None:
        self._ranges: list[_Ranged] = sorted(ranges, key=lambda one: one.start)
        self._reach: list[int] = list(accumulate((one.end for one in self._ranges), max))

    def touching(self, start: int, end: int) -> list[_Ranged]:
        """Return the ranges that have something in common with `start` to `end`, in order."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._ranges, end, lo=first, key=lambda one: one.start)
        return [one for one in self._ranges[first:last] if one.end > start]


class _Edges(NamedTuple):
    """Where words for actors stand: their whole ranges, where titles begin and where they end."""

    whole: frozenset[tuple[int, int]]
    title_starts: frozenset[int]
    title_ends: frozenset[int]

    @classmethod
    def of(cls, terms: Iterable[TermHit]) -> "_Edges":
        """Return the edges of these words."""
        found = [(hit.start, hit.end, any(t.kind == "title" for t in hit.terms)) for hit in terms]
        return cls(
            frozenset((start, end) for start, end, _ in found),
            frozenset(start for start, _, title in found if title),
            frozenset(end for _, end, title in found if title),
        )


def read(document: Document, gazetteer: Gazetteer, names: Sequence[tuple[int, int, str]] = ()) -> Reading:
    """Return the reading of a document's text; blocks and empty lines end sentences."""
    words = view(document)
    places = [block.start for block in document.blocks] or [m.end() for m in _EMPTY_LINE.finditer(document.text)]
    places += [block.end for block in document.blocks]
    breaks = sorted({bisect_left(words.offsets, place) for place in places})
    return Reading(words.text, gazetteer, (document, words.offsets), names, breaks, document.title or "")


_NEXT = re.compile(r"\s*('s|[a-z]+)\b")
_LINK_BEFORE = re.compile(r" (?:of|for)(?: the)? $")
_CAPITAL_NEXT = re.compile(r"[\s-]+[A-Z]")
_EMPTY_LINE = re.compile(r"\n\s*\n")


def _sentence_starts(text: str, breaks: list[int]) -> list[int]:
    starts = {0, *(place for place in breaks if place < len(text))}
    for match in _STOP.finditer(text):
        short = match[1].lstrip("(\"'") in _ABBREVIATIONS or (len(match[1]) == 1 and match[1].isupper())
        if not short or match[2] in _OPENERS:
            starts.add(match.end())
    return sorted(starts)


def _is_other(text: str, unknown: _Unknown, hits: "_Spread[Hit]", titles: set[int]) -> bool:
    """Return whether a recognised name is somebody the gazetteer does not know, not a known name with its title."""
    inside = hits.touching(unknown.start, unknown.end)
    if not inside:
        return True
    if unknown.label != "PERSON" or len(inside) > 1 or unknown.start in titles:
        return False
    hit = inside[0]
    outside = text[unknown.start : hit.start] + text[hit.end : unknown.end]
    holder = any(m.kind == "holder" and not m.full for m in hit.meanings)
    country = any(m.kind in {"country", "capital"} for m in hit.meanings)
    return (holder or country) and bool(re.match(r"^\s*[A-Z][\w.-]+\s*$", outside))


_PREFIX = re.compile(r"\b(?:pro|anti|non|ex|post|pre)-$", re.IGNORECASE)


def _joined(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen ties the name to a common word."""
    if text.startswith("-", end) and text[end + 1 : end + 2].islower():
        return True
    return text.startswith("-", start - 1) and _PREFIX.search(text[max(0, start - 6) : start]) is not None
