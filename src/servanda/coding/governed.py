"""What a cue verb governs: the clause or noun that is pledged, agreed, refused, expected or announced."""

from dataclasses import replace

from servanda.coding.demands import Demanding
from servanda.coding.event import verb_root
from servanda.coding.frames import Scope
from servanda.coding.lexicon import Cue
from servanda.model import Force


class Governing(Demanding):
    """Reads the complement or object of a verb of pledging, agreeing, refusing, expecting or announcing."""

    def _governing(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Apply a pledge, agreement, recommendation, refusal or expectation to its complements or object."""
        if cue.id == "pledge.firm" and self._crime(verb):
            if self._finite(verb) or self.tree[verb].dep == "xcomp":
                self._act(verb, replace(here, force="deed", rule="plain.deed", cue=None), act="COERCE")
            return True
        if cue.id == "pledge.intend" and any(self.tree[a].text.lower() == "had" for a in self.tree.auxiliaries(verb)):
            self.notes.append((verb, "a plan that came to nothing"))
            return True
        targets = self._promised(cue, verb)
        if self._proposes_own(verb, targets):
            below = self._under(replace(cue, id="pledge.intend", force="pledge", strength=3), verb, here, here.bearers)
            self._govern(targets, replace(below, negated=here.negated != self.tree.negated(verb)))
            return True
        if not targets and (cue.id == "recommend" or self.tree[verb].lemma in self.words["only_clauses"]):
            return False
        if cue.id == "pledge.announce" and any(self._told(c) for c in targets):
            return False
        below = self._over(cue, verb, targets, here)
        if targets:
            late = [c for c in self.tree.children(verb, "conj") if self._stray_infinitive(c, targets)]
            self._govern([*targets, *late], below)
            return True
        nouns = [
            *self.tree.children(verb, "dobj"),
            *self.tree.prepositional(verb, "to", "on"),
            *(self.tree.prepositional(verb, "into") if self.tree[verb].lemma == "enter" else []),
            *(self.tree.subjects(verb) if self.tree.passive(verb) else []),
        ]
        if nouns:
            self._governed_noun(cue, verb, nouns[0], below)
        elif self.tree[verb].lemma in self.words["promises"] and self._finite(verb) and not self._idle(verb):
            self._act(verb, replace(below, cue=None))
            return True
        return bool(nouns)

    def _idle(self, verb: int) -> bool:
        """Return True where nothing follows a verb: "as he promised"."""
        return self.tree.subtree(verb)[-1] <= verb + 1

    def _proposes_own(self, verb: int, targets: list[int]) -> bool:
        """Return True for "proposes to restore the fund": what who proposes would do, no advice to another."""
        if self.tree[verb].lemma != "propose" or self.kind in ("brief", "assessment") or self.tree.negated(verb):
            return False
        own = bool(targets) and all(self._to(t) and not self.tree.subjects(t) for t in targets)
        return own and not self.tree.objects(verb) and not self.tree.prepositional(verb, "to")

    def _over(self, cue: Cue, verb: int, targets: list[int], here: Scope) -> Scope:
        """Return the scope under a cue verb: who is bound, who speaks, whether its negation makes a refusal."""
        passive = self.tree.passive(verb)
        bearers = here.bearers
        if cue.force == "expectation" and passive:
            bearers = tuple(self.tree.subjects(verb)) or here.bearers
        below = self._under(cue, verb, here, bearers)
        if cue.id == "recommend":
            below = replace(below, speakers=(*here.speakers, *here.bearers), bearers=())
        below = replace(below, negated=here.negated != self.tree.negated(verb))
        if below.negated and cue.force in ("pledge", "agreement"):
            below = replace(below, force="refusal", rule=f"negated.{cue.id}", negated=False)
        if below.force == "agreement" and self.tree[verb].lemma == "agree":
            below = replace(below, rule=self._together(below.bearers))
        if cue.id == "pledge.firm" and any(self.tree.subjects(c) for c in targets):
            below = replace(below, speakers=(*here.speakers, *here.bearers), reported=True)
        if cue.force == "expectation" and not passive:
            return self._expected(verb, targets, below, here)
        return below

    def _together(self, bearers: tuple[int, ...]) -> str:
        """Return the rule of "agreed": by several ("they", "the president and the speaker"), by many, or by one."""
        pronoun = any(self.tree[b].lemma.lower() in ("we", "they", "both", "all") for b in bearers)
        if pronoun or len(bearers) > 1 or any(self.tree.conjuncts(b) for b in bearers):
            return "agreement.by_several"
        return "agreement.by_many" if any(self.tree[b].tag in ("NNS", "NNPS") for b in bearers) else "agreement"

    def _governed_noun(self, cue: Cue, verb: int, noun: int, below: Scope) -> None:
        """Apply a cue to the noun that it governs ("signed a pact", "announced the launch of", "pledged aid")."""
        announced = cue.id == "pledge.announce"
        if cue.id == "agreement" and self.tree[verb].lemma not in ("agree", "decide"):
            rule = "agreement.joined" if self._treaty(verb) else "agreement.signed"
            self._act(verb, replace(below, cue=verb, rule=rule))
        elif announced and self.tree[noun].lemma in self.words["founding_nouns"]:
            self._noun(noun, verb, replace(below, rule="announce.founding"))
        elif announced and self._done(noun):
            self._act(verb, replace(below, force="deed", rule="announce.done", cue=None, strength=None))
        else:
            self._noun(noun, verb, below)

    def _promised(self, cue: Cue, verb: int) -> list[int]:
        """Return the clauses that the cue governs; "to do" after a comma or an aside too, but no mere purpose."""
        found = self.tree.complements(verb)
        things = self.tree.children(verb, "dobj")
        if cue.id == "pledge.announce" and things:
            return [c for c in found if self.tree.subjects(c)]
        named = things or self.tree.prepositional(verb, "to", "on", "into") or self.tree[verb].dep == "relcl"
        if cue.force == "expectation":
            return [c for c in found if c > verb]
        if found or named or cue.force not in ("pledge", "agreement", "refusal"):
            return found
        return [c for c in self.tree.children(verb, "advcl") if self._to(c) and c > verb]

    def _expected(self, verb: int, targets: list[int], below: Scope, here: Scope) -> Scope:
        """Read "we expect the firms to pay" as a demand, "we look forward to sharing" as a pledge of one's own."""
        mine = any(self.tree[b].lemma in ("we", "i", "I") for b in here.bearers)
        others = [s for t in targets for s in self.tree.subjects(t)]
        if others:
            asked = mine and all(self._asks_of(t) for t in targets)
            force: Force = "demand" if asked else "expectation"
            rule = "expectation.of_others" if asked else below.rule
            return replace(below, force=force, rule=rule, speakers=(*here.speakers, *here.bearers))
        plans = self.tree[verb].lemma == "expect" and mine
        plans = plans or (self.tree[verb].lemma == "look" and any(self._beyond_talk(t) for t in targets))
        return replace(below, force="pledge", rule="pledge.intend", strength=3) if plans else below

    def _asks_of(self, verb: int) -> bool:
        """Return True where somebody, not something, is hoped to do it, and nothing says that it may or will be."""
        heads = [h for s in self.tree.subjects(verb) for h in (s, *self.tree.conjuncts(s))]
        people = any(self.tree[h].lemma in self.words["bodies"] | self.words["people"] for h in heads)
        return people and self._modal(verb) is None and not self.tree.passive(verb)

    def _beyond_talk(self, verb: int) -> bool:
        return self.tree[verb].tag == "VBG" and verb_root(self.tree, verb) not in (None, "CONSULT")

    def _done(self, noun: int) -> bool:
        """Return True for what is done by being announced ("a report", "dozens of orders")."""
        counted = self.tree[noun].lemma in self.words["general_nouns"]
        named = [noun, *(self.tree.prepositional(noun, "of") if counted else [])]
        return any(self.tree[n].lemma in self.acts.done_objects | self.words["enacted"] for n in named)

    def _told(self, verb: int) -> bool:
        """Return True for what is announced as done ("announced that they have agreed"), not as coming."""
        now = {self.tree[a].text.lower() for a in self.tree.auxiliaries(verb)} & {"are", "is", "am", "'re", "’re"}
        under_way = self.tree[verb].tag == "VBG" and bool(now)
        return bool(self.tree.subjects(verb)) and self._modal(verb) is None and not under_way

    def _crime(self, verb: int) -> bool:
        """Return True for "commit murder", "commit the worst forms of abuse"."""
        objects = self.tree.children(verb, "dobj")
        named = [*objects, *(n for o in objects for n in self.tree.prepositional(o, "of"))]
        return any(self.tree[n].lemma in self.words["crimes"] for n in named)
