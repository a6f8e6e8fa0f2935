"""Clauses and nouns under a cue verb: pledge, agree, refuse, warn, condemn, welcome, reaffirm a commitment."""

from dataclasses import replace

from servanda.coding.core import somebody
from servanda.coding.frames import Scope
from servanda.coding.governed import Governing
from servanda.coding.lexicon import Cue
from servanda.coding.stressed import Stressing
from servanda.coding.transparent import Transparent

_CARRIED = frozenset(
    (
        "pledge.firm",
        "pledge.intend",
        "pledge.renew",
        "pledge.goal",
        "position.accuse",
        "position.support",
        "demand",
        "refusal",
        "warning",
        "recommend",
    )
)


class Cued(Governing, Stressing, Transparent):
    """Reads the families of cue verbs and cue nouns."""

    def _cue(self, verb: int, here: Scope) -> bool:
        token = self.tree[verb]
        if token.dep == "advcl" and verb < token.head and token.lemma in self.words["beliefs"]:
            self.notes.append((verb, "a belief that only introduces an act"))
            return True
        if self._says_how_it_goes_on(verb, here):
            self.notes.append((verb, "says how the speech goes on, no act"))
            return True
        marks = ["for"] if any(self._marked(c, "for") for c in self.tree.children(verb, "advcl")) else []
        families = self.cues.verb(self.tree[verb].lemma, (*self.tree.particles(verb), *marks))
        hypothetical = here.modal == "hypothetical"
        if hypothetical and not (here.reported and self._has_word(verb, "would")):
            return self._transparent(verb, here)
        if hypothetical and any(cue.force == "deed" for cue in families):
            self._future(verb, here)
            return True
        if self._unowned_emphasis(verb, here, families):
            return True
        if self._carried(verb, here, families):
            return True
        return any(self._family(cue, verb, here) for cue in families)

    def _adjective(self, verb: int, here: Scope) -> bool:
        """Read "is committed to", "remains determined to", "stands ready to", "is expected to"."""
        for word in [*self.tree.children(verb, "acomp", "oprd", "attr"), *([verb] if self.tree.passive(verb) else [])]:
            cue = self.cues.adjectives.get(self.tree[word].lemma) or self.cues.adjectives.get(
                self.tree[word].text.lower()
            )
            if cue is None:
                continue
            if cue.force == "deed":
                return self._feeling(cue, word, verb, here)
            renewed = cue.force == "pledge" and self.tree[verb].lemma in ("remain", "stay", "continue")
            bearers = here.bearers or tuple(self.tree.subjects(verb))
            below = replace(
                self._under(cue, word, here, bearers),
                renewed=renewed,
                strength=4 if renewed else cue.strength,
                negated=here.negated != self.tree.negated(verb),
            )
            targets = self.tree.complements(word) + (self.tree.complements(verb) if word != verb else [])
            targets += [c for c in self.tree.children(word, "acl", "advcl") if self._to(c)]
            if targets:
                self._govern(targets, below)
            elif cue.force == "pledge" and self.tree.prepositional(word, "to"):
                self._noun(self.tree.prepositional(word, "to")[0], verb, below)
            else:
                continue
            return True
        return False

    def _feeling(self, cue: Cue, word: int, verb: int, here: Scope) -> bool:
        """Read "we are grateful to", "we are deeply concerned about": a position of those who speak."""
        first_person = any(self.tree[b].lemma in ("we", "i") for b in (here.bearers or self.tree.subjects(verb)))
        about = self.tree.prepositional(word) or self.tree.children(word, "ccomp", "xcomp")
        if not first_person or not about or self.tree.negated(verb):
            return False
        bearers = here.bearers or tuple(self.tree.subjects(verb))
        self._act(verb, self._under(cue, None, here, bearers), act=cue.act)
        return True

    def _carried(self, verb: int, here: Scope, families: tuple[Cue, ...]) -> bool:
        """Read a cue that lies in the verb's object: "reaffirmed its commitment to", "expressed concern about"."""
        carries = self.tree[verb].lemma in self.words["carriers"] or any(
            c.id in ("pledge.renew", "emphasis", "pledge.announce", "pledge.goal") for c in families
        )
        if not carries:
            return False
        for noun in self._object_nouns(verb):
            if self._mere_talk(noun):
                self._act(verb, replace(here, force="deed", rule="plain.deed", cue=None), act="CONSULT")
                return True
            cue = self._noun_cue(noun, families)
            if cue is None or (cue.force == "warning" and not self._issued(noun, verb)):
                continue
            below = self._under(cue, verb, here, here.bearers)
            targets = self.tree.clause_of_noun(noun)
            if cue.id == "emphasis":
                self._emphasised(noun, verb, below)
            elif cue.force == "demand":
                wanted = [*self.tree.prepositional(noun, "for"), noun][0]
                self._asked(verb, [*targets], self.tree.prepositional(noun, "on", "to", "upon"), wanted, cue, here)
            elif cue.force in ("pledge", "refusal", "recommendation") and targets:
                self._govern(targets, below)
            else:
                self._noun(noun, verb, below, act=cue.act)
            return True
        return False

    def _issued(self, noun: int, verb: int) -> bool:
        """Return True for "issued a warning", "renewed its threat to attack"; not for "recognised the threat"."""
        return self.tree[verb].lemma in self.words["carriers"] or bool(self.tree.clause_of_noun(noun))

    def _noun_cue(self, noun: int, families: tuple[Cue, ...]) -> Cue | None:
        lemma = self.tree[noun].lemma
        voiced = self.tree[self.tree[noun].head].lemma in self.words["voicing"]
        if voiced or any(f.id == "emphasis" for f in families):
            emphasis = self.cues.nouns["need"]
            if lemma in ("need", "importance", "necessity", "urgency", "imperative"):
                return emphasis if self._stressed(noun) else None
        cue = self.cues.nouns.get(lemma)
        return cue if cue is not None and cue.id in _CARRIED else None

    def _mere_talk(self, noun: int) -> bool:
        """Return True for "had calls with the leaders": a talk, no appeal."""
        return self.tree[noun].lemma == "call" and bool(self.tree.prepositional(noun, "with"))

    def _object_nouns(self, verb: int) -> list[int]:
        heads = self.tree.children(verb, "dobj", "nsubjpass")
        return [n for head in heads for n in (head, *self.tree.conjuncts(head))]

    def _family(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Apply one family of cue verbs; False where its complement is not there."""
        if cue.force is None:
            return self._say(verb, here)
        if cue.force == "demand":
            return self._demand(cue, verb, here)
        if cue.governs == frozenset(("noun",)):
            return cue.id == "emphasis" and self._talked_up(cue, verb, here)
        if self._thought(cue, verb):
            self.notes.append((verb, "a bare belief, or courtesy to the audience"))
            return True
        if cue.force == "warning" and (self._warned_off(verb, here) or not self._held_out(verb)):
            return True
        if cue.id == "position.support" and self._bidden(cue, verb, here):
            return True
        if cue.id.startswith("position") or cue.force == "warning":
            if not (
                self.tree.objects(verb)
                or self.tree.complements(verb)
                or self.tree.prepositional(verb)
                or self.tree.passive(verb)
            ):
                return False
            told = len(self.frames)
            if (
                cue.force == "deed"
                and not self.tree.objects(verb)
                and self._say(verb, here)
                and len(self.frames) > told
            ):
                return True
            self._act(verb, self._under(cue, None, here, here.bearers), act=cue.act)
            return True
        return self._governing(cue, verb, here)

    def _warned_off(self, verb: int, here: Scope) -> bool:
        """Read "warned against closing the road" as a demand not to; "the storm threatens" as nobody's warning."""
        if self._nobody(here.bearers):
            self.notes.append((verb, "events threaten, nobody does"))
            return True
        against = [p for p in self.tree.children(verb, "prep") if self.tree[p].lemma == "against"]
        targets = [c for p in against for c in self.tree.children(p, "pcomp")]
        if not targets or self.tree[verb].lemma == "threaten":
            return False
        asked = () if self.tree.passive(verb) else tuple(self.tree.children(verb, "dobj"))
        below = replace(
            here, force="demand", rule="demand.warned_off", cue=verb, bearers=asked, negated=True, modal=None
        )
        self._govern(targets, replace(below, speakers=(*here.speakers, *here.bearers)))
        return True

    def _held_out(self, verb: int) -> bool:
        """Return True where who warns holds out what they would do; "warned that prices would rise" only foresees."""
        if self.tree[verb].lemma == "threaten":
            risked = {self.tree[w].lemma for w in self.tree.children(verb, "dobj")} & self.words["at_risk"]
            held = not self.tree.passive(verb) and not risked
            if not held:
                self.notes.append((verb, "a danger, nobody holds out what they would do"))
            return held
        said = self.tree.children(verb, "ccomp", "dobj") + self.tree.prepositional(verb, "of", "with", "about")
        lemmas = {self.tree[i].lemma for one in said for i in self.tree.subtree(one)}
        own = any(self._modal(c) and self._of_themselves(c) for c in self.tree.children(verb, "ccomp"))
        told = any(self._to(c) for c in self.tree.children(verb, "xcomp")) or self.tree.prepositional(verb, "against")
        if own or told or lemmas & self.words["consequences"]:
            return True
        self.notes.append((verb, "foreseen, nobody holds out what they would do"))
        return False

    def _of_themselves(self, clause: int) -> bool:
        """Return True for what they, their forces would do, or what only the hostile do: "would retaliate"."""
        subjects = self.tree.subjects(clause)
        theirs = any(self.tree[s].pos == "PRON" or self.tree.children(s, "poss") for s in subjects)
        harsh = self.words["reprisals"] | self.words["inflicted"] | self.words["hostile_acts"]
        return theirs or self.tree[clause].lemma in harsh

    def _bidden(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Read "we welcome all states to join" as a demand."""
        asked = self.tree.children(verb, "dobj")
        targets = [c for c in self.tree.children(verb, "xcomp", "ccomp") if self._to(c)]
        asked = asked or [s for t in targets for s in self.tree.subjects(t)]
        people = [a for a in asked if somebody(self.tree, a)]
        if self.tree[verb].lemma != "welcome" or not targets or not people:
            return False
        self._asked(verb, targets, asked, None, replace(cue, id="demand", force="demand"), here)
        return True

    def _thought(self, cue: Cue, verb: int) -> bool:
        """Return True for "we recognise that …", "recognised X as Y", "thank you"."""
        lemma = self.tree[verb].lemma
        objects = self.tree.children(verb, "dobj")
        if cue.id == "position.support" and lemma in self.words["beliefs"]:
            return not objects or "as" in self.tree.particles(verb)
        if cue.id == "agreement" and lemma == "agree":
            clauses = [c for c in self.tree.children(verb, "ccomp") if self.tree.subjects(c)]
            return any(not self._modal(c) or self._nobody(tuple(self.tree.subjects(c))) for c in clauses)
        return (
            lemma == "thank" and [self.tree[o].lemma for o in objects] == ["you"] and not self.tree.prepositional(verb)
        )
