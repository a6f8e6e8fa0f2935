"""Who a frame's parties are in their document: the signatories, the publisher, everybody, or those whom it names."""

from servanda.actors import Resolver
from servanda.coding.force import identities
from servanda.coding.frames import Frame
from servanda.coding.lexicon import cues
from servanda.coding.tree import Tree
from servanda.coding.who import Who, who
from servanda.model import Actor, Document

EVERYBODY = Actor(name="we all", via="'we' of an appeal to all: open")
_OTHERS = Actor(name="the international community", via="an appeal in a speech, to nobody by name: open")
_OWN_RULES = frozenset(("modal.future", "gerund.own"))
_JOINT = frozenset(("joint_statement", "communique", "resolution", "readout"))


class Parties:
    """Reads the parties of one document's frames in order; `own` are the keys of those for whom it speaks."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Take the document with its resolver."""
        self.document = document
        self.resolver = resolver
        self.ours = self._ours()
        self.own = identities(self.ours)
        self._leads: dict[int, tuple[Actor, ...]] = {}

    def of(self, tree: Tree, frame: Frame) -> Who:
        """Return who acts and is affected; "the group" of a joint text is its parties, "we must" may be everybody."""
        parties = who(tree, self.resolver, frame)
        if self.document.kind == "speech" and frame.rule == "emphasis":
            return Who((_OTHERS,), parties.recipients, (*parties.chain, *parties.actors))
        if frame.force == "demand" and parties.actors and identities(parties.actors) <= identities(parties.chain):
            others = Actor(name=parties.actors[0].name, via="those who ask do not ask themselves: open")
            return Who((others,), parties.recipients, parties.chain)
        if self._everybody(tree, frame):
            return Who((EVERYBODY,), parties.recipients, parties.chain)
        if tree.sentence.lead and parties.actors:
            self._leads[tree.sentence.block.start] = parties.actors
        elif not parties.actors and frame.rule == "advice.adjective":
            return Who(self._leads.get(tree.sentence.block.start, ()), parties.recipients, parties.chain)
        if self.ours and not frame.reported and self._mean_us(tree, frame, parties):
            return Who(self.ours, parties.recipients, parties.chain)
        return parties

    def _ours(self) -> tuple[Actor, ...]:
        parties = self.resolver.signatories() if self.document.kind in _JOINT else ()
        return parties if len(parties) > 1 or any(p.members for p in parties) else self.resolver.author()

    def _everybody(self, tree: Tree, frame: Frame) -> bool:
        """Return True for "we must" of a speech or statement: urged on all, not on the speaker alone."""
        if self.document.kind not in ("speech", "other") or frame.force != "recommendation":
            return False
        return frame.by_author or any(tree[b].lemma in ("we", "us") for b in frame.bearers)

    def _mean_us(self, tree: Tree, frame: Frame, parties: Who) -> bool:
        """Return True where nobody known is named and the document's own parties are meant."""
        if any(actor.resolved for actor in parties.actors):
            return False
        told = frame.by_author or (frame.rule in _OWN_RULES and self.document.kind != "speech" and not frame.aside)
        return (told and not parties.actors) or self._bodies(tree, frame)

    def _bodies(self, tree: Tree, frame: Frame) -> bool:
        """Return True where "the task force", "the sides", "the meeting" of a joint text are the parties themselves."""
        heads = {tree[b].lemma for b in frame.bearers}
        several = len(self.ours) > 1 or any(party.members for party in self.ours)
        joint = self.document.kind in ("joint_statement", "communique", "readout")
        if several and joint and heads & cues().words["bodies"]:
            return True
        return self.document.kind in ("fact_sheet", "other") and bool(heads & cues().words["state_papers"])
