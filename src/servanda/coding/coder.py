"""One document in, its statements out: rules find and read the clauses, the encoder is asked about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from servanda.actors import Gazetteer, Resolver, gazetteer
from servanda.coding.clauses import Walker
from servanda.coding.contexts import contexts_of
from servanda.coding.core import Coreness, nameless, office, political, word_given
from servanda.coding.deadlines import VagueDeadlines, chosen_deadlines
from servanda.coding.details import DetailReader, Details, SentenceDetails
from servanda.coding.encoder import Encoder, packaged
from servanda.coding.event import event_of, quad_of, root_of, settled
from servanda.coding.evidence import evidence_tokens, span_of
from servanda.coding.force import OWN_VOICE, Judged, identities, judge
from servanda.coding.frames import Frame
from servanda.coding.opinion import ADDED, Opinion
from servanda.coding.parties import EVERYBODY, Parties
from servanda.coding.signs import ANALYSTS, Signs, about, signs
from servanda.coding.tree import Tree
from servanda.coding.trust import against, least, trusted
from servanda.coding.urged import urged_of
from servanda.coding.who import Who
from servanda.model import Actor, Document, Statement, statement_key
from servanda.text.parse import DEFAULT_MODEL, Sentence, parse

VERSION = "rules-7"
Note = Callable[[Sentence, int, str], None]
Pulse = Callable[[], None]
_AT_ONCE = 64
_OFFICIAL = OWN_VOICE - {"speech"}
_ACTS = ("deed", "pledge", "agreement", "refusal")


@dataclass(frozen=True, slots=True)
class CodingOptions:
    """How to code: the spaCy model by name, the rule for vague deadlines (a table's name, or a YAML file), which coder.

    `coder` is "rules" for the rules alone, "both" for rules and encoder.
    """

    model: str = DEFAULT_MODEL
    vague_deadlines: str | None = None
    coder: str = "both"


def code(
    document: Document,
    options: CodingOptions | None = None,
    names: Gazetteer | None = None,
    note: Note | None = None,
    pulse: Pulse = lambda: None,
) -> list[Statement]:
    """Return the document's statements in text order.

    Args:
        document: a document with its blocks; one in another language than English gives no statements.
        options: how to parse.
        names: the gazetteer; by default the packaged one.
        note: called with a sentence, a token and the reason for each clause that was left uncoded.
        pulse: called between steps that are short themselves; what it raises ends the work.
    """
    if document.language not in (None, "en"):
        return []
    chosen = options or CodingOptions()
    sentences = parse(document, chosen.model, pulse)
    vague = chosen_deadlines(chosen.vague_deadlines)
    asked = packaged() if chosen.coder == "both" else None
    return DocumentCoder(document, sentences, names or gazetteer(), note, vague, asked).statements(pulse)


class DocumentCoder:
    """Codes the sentences of one document in order."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        names: Gazetteer,
        note: Note | None,
        vague: VagueDeadlines,
        asked: Encoder | None = None,
        bound: float | None = None,
    ) -> None:
        """Build the document's resolver; `note` hears why clauses stay uncoded, `vague` dates vague deadlines.

        `asked` is the encoder, without which the rules decide alone; `bound` is how probably a frame must be a
        statement. `signs` holds, by statement, those by which it was judged.
        """
        self.document = document
        self.sentences = sentences
        self.resolver = Resolver(document, names, _entities(sentences))
        self.details = DetailReader(document, self.resolver, vague)
        self.core = Coreness(document)
        self.parties = Parties(document, self.resolver)
        self._about = about(document)
        self.signs: dict[str, Signs] = {}
        self._events: set[tuple[object, ...]] = set()
        self._asked = asked
        self._least = least(asked is not None) if bound is None else bound
        self._note = note or (lambda sentence, token, reason: None)

    def statements(self, pulse: Pulse = lambda: None) -> list[Statement]:
        """Return all statements, one a (cue, trigger) pair."""
        found: dict[str, Statement] = {}
        for at in range(0, len(self.sentences), _AT_ONCE):
            walkers = [Walker(Tree(sentence), self.document.kind) for sentence in self.sentences[at : at + _AT_ONCE]]
            pulse()
            for walker, opinion in zip(walkers, self._opinions(walkers), strict=True):
                pulse()
                for statement in self._sentence(walker, opinion):
                    found.setdefault(statement.id, statement)
        return list(found.values())

    def _opinions(self, walkers: Sequence[Walker]) -> list[Opinion]:
        """Return what the encoder says of each sentence with a verb that may say an act; without it, nothing."""
        asked = [number for number, walker in enumerate(walkers) if self._asked and walker.tree.has_verb()]
        words = [[token.text for token in walkers[number].tree.sentence.tokens] for number in asked]
        readings = self._asked.read(words, self.document.kind) if self._asked else []
        found = dict(zip(asked, readings, strict=True))
        return [Opinion(found.get(number)) for number in range(len(walkers))]

    def _sentence(self, walker: Walker, opinion: Opinion) -> list[Statement]:
        tree, sentence = walker.tree, walker.tree.sentence
        frames = walker.walk()
        for token, reason in walker.notes:
            self._note(sentence, token, reason)
        details = self.details.sentence(tree, frames)
        fit = [found for frame in frames if (found := self._fit(tree, frame, opinion)) is not None]
        clauses = frozenset(frame.verb for frame, _, _ in fit if frame.rule != "noun.event")
        coded = [frame.stopped(clauses - {frame.verb}) for frame, _, _ in fit]
        fit += [found for frame in opinion.added(walker, coded) if (found := self._fit(tree, frame, opinion))]
        fit.sort(key=lambda found: (found[0].trigger, found[0].start))
        clauses |= {frame.verb for frame, _, _ in fit if frame.rule == ADDED}
        statements = [
            self._statement(tree, frame.stopped(clauses - {frame.verb}), judged, parties, details, opinion)
            for frame, judged, parties in fit
        ]
        return [statement for statement in statements if statement is not None]

    def _fit(self, tree: Tree, frame: Frame, opinion: Opinion) -> tuple[Frame, Judged, Who] | None:
        """Return a frame with its force and parties, or null, noting why, where it says no statement."""
        parties = self.parties.of(tree, frame)
        judged = judge(frame, self.document, parties.actors, self.parties.own, parties.chain)
        refused = judged.reason if judged.force is None else self._unfit(tree, frame, judged, parties, opinion)
        if judged.force is None or refused:
            self._note(tree.sentence, frame.trigger, refused)
            return None
        if not parties.actors and (judged.force in _ACTS or (judged.force == "demand" and frame.bearers)):
            parties = replace(parties, actors=self.parties.nameless(tree, frame))
        own = self.document.kind in OWN_VOICE
        told = opinion.force(frame.trigger, judged.rule, judged.force) if own else judged.force
        if told != judged.force:
            judged = replace(judged, force=told, rule=f"{judged.rule}+encoder")
        return frame, judged, parties

    def _unfit(self, tree: Tree, frame: Frame, judged: Judged, parties: Who, opinion: Opinion) -> str:
        """Return why a judged frame is no statement, or nothing."""
        if judged.force in ("recommendation", "demand", "expectation"):
            bound = (
                judged.rule != "modal.have" or EVERYBODY in parties.actors or any(a.resolved for a in parties.actors)
            )
            asked = judged.force != "demand" or parties.actors or not frame.bearers or office(tree, frame, bound=True)
            return "" if bound and asked else "nobody is asked to do it"
        if not political(tree, frame, parties.actors):
            official = self.document.kind in OWN_VOICE and word_given(tree, frame, judged)
            seen = self.document.kind in _OFFICIAL and nameless(tree, frame) and opinion.sure(frame.trigger)
            bound = judged.force in ("pledge", "agreement")
            seen = seen or (self.document.kind in ANALYSTS and office(tree, frame, bound))
            return "" if official or seen or judged.rule == "noun.listed" else "nobody known does it"
        return ""

    def _told(self, tree: Tree, frame: Frame, judged: Judged, parties: Who) -> bool:
        """Return True for an event noun that repeats one of the document, and remember it."""
        if judged.rule != "noun.event":
            return False
        event = (root_of(tree, frame), identities(parties.actors))
        told = event in self._events
        self._events.add(event)
        return told

    def _statement(
        self, tree: Tree, frame: Frame, judged: Judged, parties: Who, details: SentenceDetails, opinion: Opinion
    ) -> Statement | None:
        force = judged.force
        assert force is not None  # noqa: S101 - the caller has left out frames without force
        first, last = evidence_tokens(tree, frame)
        together = sum(len(a.members or ("one",)) for a in parties.actors) + (EVERYBODY in parties.actors)
        known = opinion.act(frame.trigger, root_of(tree, frame))
        act = settled(known, force, together, not tree.is_verb(frame.trigger))
        event = event_of(force, act)
        cue = None if frame.cue is None else (tree[frame.cue].start, tree[frame.cue].end)
        trigger = (tree[frame.trigger].start, tree[frame.trigger].end)
        own = details.of(first, last)
        if force == "deed" and own.historical:
            self._note(tree.sentence, frame.trigger, "background older than a year")
            return None
        aux = [name for name, holds in self._aux(tree, frame, judged, own).items() if holds]
        contexts = contexts_of(tree, first, last)
        key = statement_key(self.document.id, cue, trigger)
        words = range(first, last + 1)
        told = signs(tree, frame, judged.rule, self.document.kind, parties.actors, words)
        told |= self._about(tree.sentence.block) | opinion.shares(frame.trigger, words, force)
        trust = trusted(told)
        if trust.statement < self._least and not self._exempt(force):
            self._note(tree.sentence, frame.trigger, f"hardly a statement: {', '.join(against(told))}")
            return None
        self.signs.setdefault(key, told)
        return Statement(
            id=key,
            document=self.document.id,
            document_name=self.document.name,
            force=force,
            core=self.core.core(tree, frame, judged) and not self._told(tree, frame, judged, parties),
            polarity="negative" if frame.negated and force != "refusal" else "positive",
            evidence=span_of(self.document, tree, first, last),
            sentence=self.document.span(tree.sentence.start, tree.sentence.end),
            trigger=self.document.span(*trigger),
            cue=None if cue is None else self.document.span(*cue),
            speaker=_speaker(force, parties, judged),
            chain=parties.chain,
            actors=parties.actors,
            recipients=parties.recipients,
            urged=urged_of(tree, self.resolver, self.document, frame),
            event=event,
            act=act,
            quad=quad_of(event or act),
            contexts=contexts,
            topics=contexts,
            aux=tuple(aux),
            strength=judged.strength,
            renewed=judged.renewed,
            instrument=own.instruments,
            when=own.when,
            deadline=own.deadline,
            condition=own.condition,
            amount=own.amount,
            confidence=trust.right,
            rule=judged.rule,
        )

    def _exempt(self, force: str) -> bool:
        """Return True for what is never left out: expectations, which do not count, and the advice of analysts."""
        return force == "expectation" or (force == "recommendation" and self.document.kind in ANALYSTS)

    def _aux(self, tree: Tree, frame: Frame, judged: Judged, own: Details) -> dict[str, bool]:
        return {
            "future": judged.force in ("pledge", "agreement", "recommendation", "demand", "expectation", "warning"),
            "hypothetical": frame.hypothetical or own.condition is not None,
            "historical": own.historical,
            "negated": frame.negated,
        }


def _speaker(force: str, parties: Who, judged: Judged) -> Actor | None:
    if force in ("pledge", "refusal", "warning") and len(parties.actors) == 1:
        return parties.actors[0]
    if parties.chain and force != "deed":
        return parties.chain[-1]
    return parties.chain[0] if parties.chain else None


def _entities(sentences: Sequence[Sentence]) -> list[tuple[int, int, str]]:
    """Return the parser's names of persons, bodies and places as ranges of the document."""
    found: list[tuple[int, int, str]] = []
    for sentence in sentences:
        for token in sentence.tokens[sentence.lead :]:
            if token.entity not in ("PERSON", "ORG", "GPE", "NORP"):
                continue
            if found and found[-1][2] == token.entity and 0 <= token.start - found[-1][1] <= 1:
                found[-1] = (found[-1][0], token.end, token.entity)
            else:
                found.append((token.start, token.end, token.entity))
    return found
