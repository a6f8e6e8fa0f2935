"""When, by when, how much, on what condition, under which instrument: the details of one sentence's statements."""

from dataclasses import dataclass
from datetime import date, timedelta

from servanda.actors import Resolver
from servanda.coding.amount import find_amounts
from servanda.coding.condition import find_condition
from servanda.coding.frames import Frame
from servanda.coding.instruments import find_instruments
from servanda.coding.tree import Tree
from servanda.coding.when import VagueDeadlines, find_deadline, find_times, load_vague_deadlines, vague_deadline
from servanda.coding.when_words import fiscal_country
from servanda.model import Amount, Document, Instrument, Span, TimeRef
from servanda.text.view import View, view

_BACKGROUND = timedelta(days=400)
_US = ("USA",)
_OPENING_WORDS = 2  # "And if …", "But should …"


@dataclass(frozen=True, slots=True)
class Details:
    """What a sentence says of time, amount, condition and instruments, for one statement after `of`."""

    when: TimeRef | None = None
    deadline: TimeRef | None = None
    condition: Span | None = None
    amount: Amount | None = None
    instruments: tuple[Instrument, ...] = ()
    historical: bool = False


@dataclass(frozen=True, slots=True)
class SentenceDetails:
    """All details of a sentence with their places; `of` picks those of one statement."""

    tree: Tree
    times: tuple[TimeRef, ...]
    deadlines: tuple[TimeRef, ...]
    condition: Span | None
    amounts: tuple[Amount, ...]
    instruments: tuple[Instrument, ...]
    alone: bool
    reference: date | None
    document: Document
    vague: VagueDeadlines
    opens: int = 0

    def of(self, first: int, last: int) -> Details:
        """Return the details that belong to the statement from the first to the last token."""
        start, end = self.tree[first].start, self.tree[last].end
        times = [t for t in self.times if self._belongs(t.span, start, end)]
        deadlines = [t for t in self.deadlines if self._belongs(t.span, start, end)]
        amounts = [a for a in self.amounts if start <= a.span.start < end]
        when = next((t for t in (*times, *self._opening()) if t not in self.deadlines), None) or next(
            iter(deadlines), None
        )
        due = deadlines[0] if deadlines else self._vague(start, end)
        condition = self.condition if self.condition and self._depends(self.condition, start, end) else None
        return Details(
            when=when,
            deadline=due,
            condition=condition,
            amount=amounts[0] if amounts else None,
            instruments=tuple(i for i in self.instruments if start <= i.span.start < end),
            historical=self._historical(when or self._before(start)),
        )

    def _opening(self) -> list[TimeRef]:
        """Return the times with which the sentence opens ("On 28 April, X met and …"): they hold for all of it."""
        return [t for t in self.times if t.span is not None and t.span.end <= self.opens]

    def _vague(self, start: int, end: int) -> TimeRef | None:
        """Return the deadline that a named rule gives to "soon", "in the coming months"."""
        return vague_deadline(self.document.clean(start, end), self.reference, self.vague)

    def _belongs(self, span: Span | None, start: int, end: int) -> bool:
        return span is not None and (self.alone or start <= span.start < end)

    def _depends(self, condition: Span, start: int, end: int) -> bool:
        """Return whether the condition is in the statement, follows it at once, or opens the sentence before it."""
        if self._belongs(condition, start, end):
            return True
        if condition.start >= end:
            return self.document.text[end : condition.start].strip(" ,–—-\n") == ""
        opening = self.document.text[self.tree.sentence.start : condition.start]
        return condition.end <= start and len(opening.split()) <= _OPENING_WORDS

    def _before(self, start: int) -> TimeRef | None:
        """Return the last time named before the statement in its sentence ("In 1997 X declared … and took …")."""
        earlier = [t for t in self.times if t.span is not None and t.span.end <= start]
        return earlier[-1] if earlier else None

    def _historical(self, when: TimeRef | None) -> bool:
        if when is None or when.end is None or self.reference is None:
            return False
        return when.end < self.reference - _BACKGROUND


class DetailReader:
    """Reads the details of a document's sentences as of the document's date."""

    def __init__(self, document: Document, resolver: Resolver, vague: VagueDeadlines | None = None) -> None:
        """Take the document and the rule for vague deadlines; the publisher's country decides how dates are written."""
        self.document = document
        self.vague = vague or load_vague_deadlines()
        countries = {actor.country for actor in resolver.author() if actor.country}
        self.country = next(iter(countries)) if len(countries) == 1 else None

    def sentence(self, tree: Tree, frames: list[Frame]) -> SentenceDetails:
        """Return all details of a sentence; where it holds one statement, all of them are that statement's."""
        words = view(self.document, tree.sentence.start, tree.sentence.end)
        if not frames:
            return SentenceDetails(tree, (), (), None, (), (), True, self.document.published, self.document, self.vague)
        # A fiscal year is that of the country which the sentence names, else of the publisher's.
        bearer = fiscal_country(words.text) or self.country
        hits = find_times(words.text, self.document.published, country=bearer, us_dates=self.country in _US)
        times = tuple(hit.ref(self._span(words, hit.start, hit.end)) for hit in hits)
        due = find_deadline(hits, words.text)
        condition = find_condition(words.text)
        amounts = tuple(hit.amount(self._span(words, hit.start, hit.end)) for hit in find_amounts(words.text))
        return SentenceDetails(
            tree=tree,
            times=times,
            deadlines=() if due is None else (due.ref(self._span(words, due.start, due.end)),),
            condition=None if condition is None else self._span(words, *condition),
            amounts=amounts,
            instruments=find_instruments(self.document, words),
            alone=len(frames) == 1,
            reference=self.document.published,
            document=self.document,
            vague=self.vague,
            opens=min(tree[max(f.start, tree.sentence.lead)].start for f in frames),
        )

    def _span(self, words: View, start: int, end: int) -> Span:
        return self.document.span(*words.range(start, end))
