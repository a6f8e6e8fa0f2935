"""Who a frame's parties are in their document: the signatories, the publisher, everybody, or those whom it names."""

from dataclasses import replace

from servanda.actors import Resolver
from servanda.coding.core import nouns, somebody
from servanda.coding.event import root_of
from servanda.coding.force import OTHERS, identities
from servanda.coding.frames import Frame
from servanda.coding.lexicon import acts, cues
from servanda.coding.tree import Tree
from servanda.coding.who import Who, called, mentioned, who
from servanda.model import Actor, Document

EVERYBODY = Actor(name="we all", via="'we' of an appeal to all: open")
_DIRECTIVES = ("other", "fact_sheet")
_NATIONAL = (*_DIRECTIVES, "readout")
_OWN_RULES = frozenset(("modal.future", "modal.future.reprisal", "modal.future.withheld", "gerund.own"))
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
        """Return who acts and is affected; one of two who talk speaks to the other, whom the sentence need not name."""
        parties = self._named(tree, frame)
        if self.document.kind != "readout" or parties.recipients or tree[frame.trigger].lemma != "discuss":
            return parties
        both, mine = self.resolver.signatories(), identities(parties.actors)
        others = tuple(party for party in both if party.country and party.country not in mine)
        alone = len(both) != 2 or len(others) != 1 or tree.prepositional(frame.trigger, "with")
        return parties if alone else replace(parties, recipients=others)

    def _named(self, tree: Tree, frame: Frame) -> Who:
        """Return who acts and is affected; "the group" of a joint text is its parties, "we must" may be everybody."""
        parties = self._voiced(tree, frame, who(tree, self.resolver, frame))
        if self._of_others(tree, frame, parties):
            return Who((OTHERS,), parties.recipients, (*parties.chain, *parties.actors))
        if self._ordered(tree, frame):
            parties = Who(parties.actors, parties.recipients, self.ours)
        itself = parties.actors and identities(parties.actors) <= identities(parties.chain)
        if frame.force == "demand" and itself and not self._officials(tree, frame):
            others = Actor(name=parties.actors[0].name, via="those who ask do not ask themselves: open")
            return Who((others,), parties.recipients, parties.chain)
        if self._everybody(tree, frame, parties):
            return Who((EVERYBODY,), parties.recipients, parties.chain)
        if tree.sentence.lead and parties.actors:
            self._leads[tree.sentence.block.start] = parties.actors
        elif not parties.actors and frame.rule == "advice.adjective":
            return Who(self._leads.get(tree.sentence.block.start, ()), parties.recipients, parties.chain)
        if self.ours and not frame.reported and self._mean_us(tree, frame, parties):
            urged = frame.force == "recommendation" and not any(actor.resolved for actor in self.ours)
            return Who(self.resolver.audience() if urged else self.ours, parties.recipients, parties.chain)
        return parties

    def nameless(self, tree: Tree, frame: Frame) -> tuple[Actor, ...]:
        """Return who acts where no table knows them.

        "The co-chairs" of a joint text are its parties, "the initiative" of an official text is the work of those for
        whom it speaks; others are open, as the text calls them.
        """
        heads = nouns(tree, frame)
        lemmas = {tree[head].lemma.lower() for head in heads}
        several = len(self.ours) > 1 or any(party.members for party in self.ours)
        if several and lemmas and lemmas <= acts().participants | cues().words["bodies"]:
            return self.ours
        if self.document.kind != "speech" and lemmas and not any(somebody(tree, head) for head in heads):
            return self.ours
        return called(tree, self.document, heads)

    def _ours(self) -> tuple[Actor, ...]:
        parties = self.resolver.signatories() if self.document.kind in _JOINT else ()
        if len(parties) > 1 or any(party.members for party in parties):
            return parties
        return self.resolver.partners() or self.resolver.author()

    def _voiced(self, tree: Tree, frame: Frame, parties: Who) -> Who:
        """Return the parties with a speaker where "we" or "this order" asks: those for whom the document speaks."""
        told = {tree[s].lemma for s in frame.speakers}
        ours = {"we", "i", *cues().words["state_papers"], *(["it"] if self.document.kind in _DIRECTIVES else [])}
        if frame.force == "demand" and told and told <= cues().words["things"] - ours:
            return Who(parties.actors, parties.recipients, ())
        if parties.chain or not told & ours:
            return parties
        return Who(parties.actors, parties.recipients, self.ours)

    def _of_others(self, tree: Tree, frame: Frame, parties: Who) -> bool:
        """Return True where the need that is stressed is others' to meet: in a speech, or about a third country."""
        if frame.rule != "emphasis":
            return False
        if self.document.kind == "speech":
            return True
        if root_of(tree, frame) in ("AID", "SUPPORT", "SANCTION", "MOBILIZE"):
            return False
        mine = identities(parties.actors) | self.own
        about = [a for a in mentioned(tree, self.resolver, frame.trigger) if a.country and not a.members]
        return bool(about) and not any(identities((a,)) & mine for a in about)

    def _ordered(self, tree: Tree, frame: Frame) -> bool:
        """Return True for "the Secretary shall report": what a government's own directive asks of its officials."""
        verb = frame.verb
        while tree[verb].dep == "conj" and not tree.auxiliaries(verb):
            verb = tree[verb].head
        shall = any(tree[a].lemma == "shall" for a in tree.auxiliaries(verb))
        alone = len(self.ours) == 1 and not self.ours[0].members and self.document.kind in _DIRECTIVES
        return (
            frame.rule.startswith("modal.future") and shall and alone and not frame.reported and not frame.first_person
        )

    def _officials(self, tree: Tree, frame: Frame) -> bool:
        organs = cues().words["organs"]
        return any(tree[b].lemma.lower() in organs or _abbreviated(tree[b].text) for b in frame.bearers)

    def _everybody(self, tree: Tree, frame: Frame, parties: Who) -> bool:
        """Return True for "we must" of a speech, "each of us must" anywhere: urged on all, not on the speaker alone."""
        advice = frame.force == "recommendation" or (frame.force == "demand" and frame.speakers and not parties.chain)
        if not advice or self.document.kind not in ("speech", "other"):
            return False
        speech = self.document.kind == "speech"
        each = any(tree[n].lemma in ("we", "us") for b in frame.bearers for n in tree.prepositional(b, "of"))
        ours = any(self._of_all(tree, b) for b in frame.bearers)
        return each or (speech and (frame.by_author or ours) and not self._at_home(tree, frame))

    def _at_home(self, tree: Tree, frame: Frame) -> bool:
        """Return True where "we must" is the speaker's own country's: "lift our people out of poverty"."""
        words = cues().words
        beside = frozenset(tree.children(frame.verb, "advcl", "conj"))
        owned = [tree[tree[i].head] for i in tree.subtree(frame.verb, beside) if tree[i].lemma == "our"]
        return any(noun.lemma in words["home"] and noun.text.lower() not in words["homes"] for noun in owned)

    def _of_all(self, tree: Tree, bearer: int) -> bool:
        """Return True for "we", "us" and for those whose duty is "ours": "our generation"."""
        first = tree[tree.phrase(bearer)[0]].lemma
        people = tree[bearer].lemma in cues().words["bodies"] | cues().words["people"]
        return tree[bearer].lemma in ("we", "us", "our") or (first == "our" and not people)

    def _mean_us(self, tree: Tree, frame: Frame, parties: Who) -> bool:
        """Return True where nobody known is named and the document's own parties are meant."""
        if frame.force == "demand" or any(actor.resolved for actor in parties.actors):
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
        return self.document.kind in _NATIONAL and self._own_offices(tree, frame)

    def _own_offices(self, tree: Tree, frame: Frame) -> bool:
        """Return True for "the agencies", "this order", "DOT" in a government's own text, and what it sets up."""
        words = cues().words
        own = words["state_papers"] | words["organs"]
        own |= words["ventures"] if frame.rule.startswith("modal.future") else frozenset()
        whole = [b for b in frame.bearers if tree[b].pos == "PROPN" and not tree.prepositional(b, "of")]
        national = len(self.ours) == 1 and self.ours[0].country is not None
        if national and {tree[b].lemma.lower() for b in whole} & words["named_organs"]:
            return True
        if self.document.kind not in _DIRECTIVES:
            return False
        heads = {tree[b].lemma.lower() for b in frame.bearers}
        short = len(self.ours) == 1 and any(_abbreviated(tree[b].text) for b in frame.bearers)
        return short or bool(heads & own)


def _abbreviated(name: str) -> bool:
    """Return True for "DOT", "PREPARE": a government's own text shortens its own offices and programmes."""
    return len(name) > 2 and name.isalpha() and name.isupper()
