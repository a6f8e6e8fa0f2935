"""Clauses and nouns under a cue verb: pledge, agree, refuse, warn, condemn, welcome, reaffirm a commitment."""

from dataclasses import replace

from servanda.coding.demands import Demanding
from servanda.coding.frames import Scope
from servanda.coding.lexicon import Cue
from servanda.coding.transparent import Transparent
from servanda.model import Root

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


class Cued(Demanding, Transparent):
    """Reads the families of cue verbs and cue nouns."""

    def _cue(self, verb: int, here: Scope) -> bool:
        token = self.tree[verb]
        if token.dep == "advcl" and verb < token.head and token.lemma in self.words["beliefs"]:
            self.notes.append((verb, "a belief that only introduces an act"))
            return True
        families = self.cues.verb(self.tree[verb].lemma, self.tree.particles(verb))
        hypothetical = here.modal == "hypothetical"
        if hypothetical and not (here.reported and self._has_word(verb, "would")):
            return self._transparent(verb, here)
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
            cue = self._noun_cue(noun, families)
            if cue is None:
                continue
            below = self._under(cue, verb, here, here.bearers)
            targets = self.tree.clause_of_noun(noun)
            if cue.force == "demand":
                self._asked(verb, [*targets], self.tree.prepositional(noun, "on", "to", "upon"), noun, cue, here)
            elif cue.force in ("pledge", "refusal", "recommendation") and targets:
                self._govern(targets, below)
            else:
                self._noun(noun, verb, below, act=cue.act)
            return True
        return False

    def _noun_cue(self, noun: int, families: tuple[Cue, ...]) -> Cue | None:
        lemma = self.tree[noun].lemma
        if any(f.id == "emphasis" for f in families):
            emphasis = next(f for f in families if f.id == "emphasis")
            if lemma in ("need", "importance", "necessity", "urgency", "imperative"):
                return emphasis if self.tree.clause_of_noun(noun) else None
        cue = self.cues.nouns.get(lemma)
        return cue if cue is not None and cue.id in _CARRIED else None

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

    def _thought(self, cue: Cue, verb: int) -> bool:
        """Return True for "we recognise that …", "recognised X as Y", "thank you"."""
        lemma = self.tree[verb].lemma
        objects = self.tree.children(verb, "dobj")
        if cue.id == "position.support" and lemma in self.words["beliefs"]:
            return not objects or "as" in self.tree.particles(verb)
        if cue.id == "agreement" and lemma == "agree":
            return any(self.tree.subjects(c) and not self._modal(c) for c in self.tree.children(verb, "ccomp"))
        return (
            lemma == "thank" and [self.tree[o].lemma for o in objects] == ["you"] and not self.tree.prepositional(verb)
        )

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

    def _governing(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Apply a pledge, agreement, recommendation, refusal or expectation to its complements or object."""
        bearers = here.bearers
        if cue.id == "pledge.firm" and any(
            self.tree[o].lemma in self.words["crimes"] for o in self.tree.children(verb, "dobj")
        ):
            return False
        if cue.force == "expectation" and self.tree.passive(verb):
            bearers = tuple(self.tree.subjects(verb)) or here.bearers
        below = self._under(cue, verb, here, bearers)
        if cue.id == "recommend":
            below = replace(below, speakers=(*here.speakers, *here.bearers), bearers=())
        below = replace(below, negated=here.negated != self.tree.negated(verb))
        if below.negated and cue.force in ("pledge", "agreement"):
            below = replace(below, force="refusal", rule=f"negated.{cue.id}", negated=False)
        targets = self.tree.complements(verb)
        if cue.id == "recommend" and not targets:
            return False
        if cue.id == "pledge.announce" and any(self._told(c) for c in targets):
            return False
        late = [c for c in self.tree.children(verb, "conj") if targets and self._stray_infinitive(c, targets)]
        if targets:
            self._govern([*targets, *late], below)
            return True
        nouns = [
            *self.tree.children(verb, "dobj"),
            *self.tree.prepositional(verb, "to", "on"),
            *(self.tree.subjects(verb) if self.tree.passive(verb) else []),
        ]
        if not nouns:
            return False
        if cue.id == "agreement" and self.tree[verb].lemma not in ("agree", "decide"):
            rule = "agreement.joined" if self._treaty(verb) else "agreement.signed"
            self._act(verb, replace(below, cue=verb, rule=rule))
        elif cue.id == "pledge.announce" and self.tree[nouns[0]].lemma in self.words["founding_nouns"]:
            self._noun(nouns[0], verb, replace(below, rule="announce.founding"))
        elif cue.id == "pledge.announce" and self.tree[nouns[0]].lemma in self.acts.done_objects:
            self._act(verb, replace(below, force="deed", rule="announce.done", cue=None, strength=None))
        else:
            self._noun(nouns[0], verb, below)
        return True

    def _told(self, verb: int) -> bool:
        """Return True for what is announced as done ("announced that they have agreed"), not as coming."""
        return bool(self.tree.subjects(verb)) and self._modal(verb) is None
