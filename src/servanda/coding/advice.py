"""Advice: should, must, need to, "it is essential that", imperatives, "let us"."""

from dataclasses import dataclass, replace

from servanda.coding.emit import Emitting
from servanda.coding.frames import Scope


@dataclass(frozen=True, slots=True)
class Advice:
    """What is advised: the verbs of the acts, the rule and the token that say so, whether against them."""

    rule: str
    targets: tuple[int, ...]
    cue: int
    negative: bool = False


class Advising(Emitting):
    """Reads recommendations."""

    def _advice(self, verb: int, here: Scope) -> bool:
        """Read a clause as advice; False where it is none."""
        if here.modal == "advice":
            advice = self._modal_advice(verb, here)
            if advice is None:
                return True
        else:
            advice = (
                self._needed(verb)
                or self._best(verb)
                or self._judged(verb)
                or self._let(verb)
                or self._imperative_advice(verb, here)
            )
        if advice is None:
            return self._goal(verb, here)
        for target in advice.targets:
            self._advise(verb, target, advice, here)
        return True

    def _advise(self, verb: int, target: int, advice: Advice, here: Scope) -> None:
        inherited = () if advice.rule == "advice.adjective" else here.bearers
        negated = here.negated != advice.negative
        governed = replace(
            here,
            force="recommendation",
            rule=advice.rule,
            cue=advice.cue,
            bearers=self._own_bearers(target) or inherited,
            negated=negated,
            modal=None,
            by_author=advice.rule.startswith("imperative"),
        )
        if target == verb:
            self._act(verb, governed)
        else:
            self.visit(target, replace(governed, negated=negated != self.tree.negated(verb)))

    def _modal_advice(self, verb: int, here: Scope) -> Advice | None:
        """Read should, must, ought; null where it is an inverted condition or says a state."""
        auxiliaries = [a for a in self.tree.auxiliaries(verb) if self.tree[a].lemma in self.cues.modals]
        cue = auxiliaries[0] if auxiliaries else here.cue or verb
        if any(self.tree[a].lemma == "have" for a in self.tree.auxiliaries(verb)):
            self.notes.append((verb, "what should have been done is past"))
            return None
        told = self.tree.passive(verb) or any(self.tree[b].lemma in ("i", "I") for b in here.bearers)
        if told and self.tree[verb].lemma in self.words["remarks"]:
            self.notes.append((verb, "a remark to the audience"))
            return None
        if self.tree[verb].lemma == "be" and self.tree[verb].dep == "relcl":
            self.notes.append((verb, "a state in a relative clause"))
            return None
        if self._inverted(verb, cue):
            self.notes.append((verb, 'an inverted condition ("should X do")'))
            return None
        return Advice("modal.advice", (verb,), cue)

    def _needed(self, verb: int) -> Advice | None:
        """Read "need to do", "have to do", "we need help", "the time has come to do"."""
        token = self.tree[verb]
        if token.dep == "relcl":
            return None
        targets: list[int] = []
        if (
            token.lemma in ("need", "have")
            and not self._past(verb)
            and not self.tree.passive(verb)
            and token.tag != "VBN"
        ):
            if token.lemma == "have" and self.tree.negated(verb):
                return None
            targets = [c for c in self.tree.children(verb, "xcomp") if self._to(c)]
            targets += [c for o in self.tree.children(verb, "dobj") for c in self._of_duty(o)]
            wants = token.lemma == "need" and token.tag in ("VBP", "VBZ") and self.tree.children(verb, "dobj")
            targets = targets or ([verb] if wants else [])
            return Advice(f"modal.{token.lemma}", tuple(targets), verb) if targets else None
        subjects = self.tree.subjects(verb)
        if token.lemma == "come" and [self.tree[s].lemma for s in subjects] == ["time"]:
            below = [*self.tree.children(verb, "xcomp", "advcl", "ccomp"), *self.tree.clause_of_noun(subjects[0])]
            targets = [c for c in below if self._to(c)]
        return Advice("advice.adjective", tuple(targets), verb) if targets else None

    def _best(self, verb: int) -> Advice | None:
        """Read "ought to sign", "would do well not to sign", "would be wise to sign"."""
        targets: list[int] = []
        lemma = self.tree[verb].lemma
        if lemma == "ought":
            targets = self.tree.children(verb, "xcomp")
        elif lemma == "do" and self._has_word(verb, "would"):
            well = any(self.tree[a].lemma == "well" for a in self.tree.children(verb, "advmod"))
            targets = self.tree.children(verb, "xcomp", "advcl") if well else []
        elif lemma == "be" and self._has_word(verb, "would"):
            sound = [a for a in self.tree.children(verb, "acomp") if self.tree[a].lemma in self.words["well_advised"]]
            targets = [c for a in [*sound, *([verb] if sound else [])] for c in self.tree.children(a, "xcomp")]
        past = any(self.tree[a].lemma == "have" for v in (verb, *targets) for a in self.tree.auxiliaries(v))
        people = not past and not any(self.tree[s].lemma in ("it", "that") for s in self.tree.subjects(verb))
        kept = tuple(c for c in targets if self._to(c) and people)
        return Advice("modal.advice", kept, verb) if kept else None

    def _of_duty(self, noun: int) -> list[int]:
        """Return what one must do by "an obligation to", "the duty to"."""
        if self.tree[noun].lemma not in self.words["duties"]:
            return []
        return [c for c in self.tree.children(noun, "acl", "xcomp", "relcl") if self._to(c)]

    def _judged(self, verb: int) -> Advice | None:
        """Read "it is essential that X do", "it would be more effective for X to do", "it is time to do"."""
        subjects = [self.tree[s].lemma for s in self.tree.children(verb, "nsubj", "expl")]
        if self.tree[verb].lemma not in ("be", "remain") or subjects[:1] not in (["it"], ["that"]):
            return None
        for word in self.tree.children(verb, "acomp", "attr", "oprd"):
            lemma = self.tree[word].lemma
            if lemma not in self.cues.advice_adjectives:
                continue
            below = [
                *self.tree.children(verb, "ccomp", "xcomp", "advcl"),
                *self.tree.children(word, "xcomp", "ccomp", "acl", "advcl"),
            ]
            kept = tuple(
                c for c in below if (self._to(c) and not self._remark(c)) or (not self._to(c) and self.tree.subjects(c))
            )
            if kept:
                return Advice("advice.adjective", kept, verb, lemma in self.cues.negative_adjectives)
        return None

    def _remark(self, verb: int) -> bool:
        """Return True for "it is important to note": nothing is advised."""
        return self.tree[verb].lemma in self.words["remarks"] and not self.tree.subjects(verb)

    def _let(self, verb: int) -> Advice | None:
        if self.tree[verb].lemma != "let" or self.tree.subjects(verb):
            return None
        targets = tuple(self.tree.children(verb, "ccomp", "xcomp"))
        mine = any(self.tree[s].lemma in ("i", "me") for t in targets for s in self.tree.subjects(t))
        return Advice("imperative.let", targets, verb) if targets and not mine else None

    def _imperative_advice(self, verb: int, here: Scope) -> Advice | None:
        return Advice("imperative", (verb,), verb) if self._imperative(verb, here) else None

    def _goal(self, verb: int, here: Scope) -> bool:
        """Read "our goal is to …": a pledge of whoever owns the goal."""
        if self.tree[verb].lemma not in ("be", "remain") or here.modal is not None:
            return False
        for subject in self.tree.subjects(verb):
            targets = [c for c in self.tree.children(verb, "xcomp", "ccomp", "attr") if self._to(c)]
            if targets and self.tree[subject].lemma in self.words["duties"]:
                self._govern(targets, self._dutiful(verb, subject, here))
                return True
            cue = self.cues.nouns.get(self.tree[subject].lemma)
            owners = self.tree.children(subject, "poss")
            if cue is not None and cue.force == "pledge" and owners and targets:
                self._govern(targets, self._under(cue, subject, here, tuple(owners)))
                return True
        return False

    def _dutiful(self, verb: int, subject: int, here: Scope) -> Scope:
        """Return the scope of "our task is to …": advice to whoever has the task."""
        owners = tuple(self.tree.children(subject, "poss"))
        return replace(here, force="recommendation", rule="advice.adjective", cue=verb, bearers=owners, modal=None)

    def _imperative(self, verb: int, here: Scope) -> bool:
        token = self.tree[verb]
        plain = token.tag in ("VB", "VBP") and token.dep == "ROOT" and not self.tree.subjects(verb)
        courtesy = token.lemma in self.words["courtesies"] or token.lemma in self.words["not_acts"]
        return plain and not courtesy and verb <= 2 and not here.bearers and not self.tree.auxiliaries(verb)

    def _inverted(self, verb: int, cue: int) -> bool:
        subjects = self.tree.subjects(verb)
        return self.tree[verb].dep == "advcl" and bool(subjects) and cue < subjects[0]
