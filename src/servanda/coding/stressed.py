"""What is stressed: the need or importance of an act, of one's own or of others, and of what is."""

from dataclasses import replace

from servanda.coding.demands import Demanding
from servanda.coding.frames import Scope
from servanda.coding.lexicon import Cue
from servanda.model import Root


class Stressing(Demanding):
    """Reads verbs of emphasis."""

    def _emphasised(self, noun: int, verb: int, below: Scope) -> None:
        """Read the need that somebody stresses: of themselves a pledge, of others a demand."""
        for position, act in enumerate(self._stressed(noun)):
            own = self.tree.subjects(act) if self.tree.is_verb(act) else []
            here = replace(below, start=below.start if position == 0 else None)
            if own and self.tree[own[0]].lemma not in ("we", "they", "us"):
                asked = replace(here, force="demand", rule="emphasis.of_others", strength=None, bearers=tuple(own))
                self.visit(act, replace(asked, speakers=(*below.speakers, *below.bearers)))
            elif self.tree.is_verb(act):
                self.visit(act, here)
            else:
                self._noun(act, verb, here)

    def _stressed(self, noun: int) -> list[int]:
        """Return the acts whose need is stressed: "to repair", "for Oslo to repair", "of continued repairs"."""
        needed = self.tree[noun].lemma != "importance"
        verb = self.tree[noun].head
        clauses = self.tree.clause_of_noun(noun)
        clauses += [c for c in self.tree.children(noun, "relcl", "advcl") if self._to(c) and self.tree.subjects(c)]
        clauses += [c for c in self.tree.children(verb, "advcl", "ccomp") if self._to(c) and self._marked(c, "for")]
        if clauses:
            return clauses
        nouns = self.tree.prepositional(noun, "of", "for")
        return [n for n in nouns if needed or self._to_come(n)]

    def _to_come(self, noun: int) -> bool:
        """Return True for "continued support", "full implementation": what is still to be done."""
        return any(self.tree[c].text.lower() in self.words["to_come"] for c in self.tree.children(noun, "amod"))

    def _unowned_emphasis(self, verb: int, here: Scope, families: tuple[Cue, ...]) -> bool:
        """Leave out "the crisis highlighted the need to": no actor emphasises anything."""
        if not any(cue.id == "emphasis" for cue in families):
            return False
        told = any(self.tree[s].tag == "WDT" and self.tree[s].lemma == "which" for s in self.tree.subjects(verb))
        if not self._nobody(here.bearers) and not (told and all(self.tree[b].pos == "NOUN" for b in here.bearers)):
            return False
        self.notes.append((verb, "events emphasise, nobody does"))
        return True

    def _nobody(self, bearers: tuple[int, ...]) -> bool:
        """Return True where only events and things are said to act."""
        return bool(bearers) and all(self._inert(b) for b in bearers)

    def _inert(self, noun: int) -> bool:
        """Return True for a thing or an event that nobody owns by name ("the crisis", not "Oslo's aggression")."""
        token = self.tree[noun]
        plain = token.pos in ("NOUN", "PRON", "DET") and token.lemma in self.words["things"] | self.words["evils"]
        owners = [c for c in self.tree.children(noun, "poss", "amod", "compound") if self.tree[c].tag != "NN"]
        return plain and not any(self.tree[o].text[:1].isupper() or self.tree[o].dep == "poss" for o in owners)

    def _talked_up(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Read "underscored the importance of peace" as support, "emphasised the problem of …" as an accusation."""
        if self.tree[verb].lemma not in self.words["talked_up"]:
            return False
        objects = self.tree.children(verb, "dobj") + (self.tree.subjects(verb) if self.tree.passive(verb) else [])
        if not objects:
            return False
        act: Root = "ACCUSE" if any(self.tree[o].lemma in self.words["evils"] for o in objects) else "SUPPORT"
        self._act(
            verb,
            replace(self._under(cue, None, here, here.bearers), force="deed", rule="position.emphasis", strength=None),
            act=act,
        )
        return True
