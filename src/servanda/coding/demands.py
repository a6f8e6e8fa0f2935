"""Demands: call on, urge, ask, require; who asks whom to do what."""

from dataclasses import replace

from servanda.coding.emit import Emitting
from servanda.coding.frames import Scope
from servanda.coding.lexicon import Cue


class Demanding(Emitting):
    """Reads demands and reported speech."""

    def _stray_infinitive(self, verb: int, targets: list[int]) -> bool:
        """Return True for a bare infinitive that the parser hung beside its cue verb ("pledged to V …, V …")."""
        token = self.tree[verb]
        bare = token.tag in ("VB", "VBP") and not self.tree.subjects(verb) and not self.tree.auxiliaries(verb)
        return bare and any(self._to(t) for t in targets)

    def _say(self, verb: int, here: Scope) -> bool:
        targets = [c for c in self.tree.children(verb, "ccomp") if self.tree.subjects(c) or self.tree.passive(c)]
        for noun in self.tree.children(verb, "dobj"):
            for clause in self._unmarked(verb, noun):
                told = Scope(speakers=(*here.speakers, *here.bearers), reported=True, bearers=(noun,))
                self.visit(clause, replace(told, start=self.tree.phrase(noun)[0]))
                return True
        if not targets:
            return False
        for target in targets:
            speakers = (*here.speakers, *here.bearers)
            self.visit(target, Scope(speakers=speakers, reported=True, start=None))
        return True

    def _unmarked(self, verb: int, noun: int) -> list[int]:
        """Return the clause whose subject the parser took for the object ("indicated a policy … will be")."""
        joined = any(self.tree[c].dep == "cc" for c in self.tree.children(verb))
        clauses = self.tree.children(noun, "relcl", "acl") + ([] if joined else self.tree.children(verb, "conj"))
        return [c for c in clauses if self._modal(c) == "future" and not self.tree.subjects(c)]

    def _demand(self, cue: Cue, verb: int, here: Scope) -> bool:
        passive = self.tree.passive(verb)
        asked = [*self.tree.children(verb, "dobj"), *self.tree.prepositional(verb, "on", "upon", "to", "from")]
        if passive:
            asked = self.tree.subjects(verb)
        targets = [
            *self.tree.children(verb, "xcomp", "ccomp"),
            *[c for c in self.tree.children(verb, "advcl") if self._to(c) and asked],
        ]
        targets += [c for a in asked for c in self.tree.children(a, "acl") if self._to(c)]
        targets = [c for c in targets if self.tree[c].tag.startswith("VB") or self.tree.is_verb(c)]
        inner = [s for t in targets for s in self.tree.subjects(t)]
        if not targets:
            wanted = self.tree.prepositional(verb, "for") or (
                asked if self.tree[verb].lemma in ("demand", "request", "require") else []
            )
            if not wanted:
                return False
            addressees = [a for a in asked if a not in wanted] or self._defaulter(verb)
            self._noun(
                wanted[0],
                verb,
                replace(self._under(cue, verb, here, tuple(addressees)), speakers=(*here.speakers, *here.bearers)),
            )
            return True
        self._asked(verb, targets, inner or asked, None, cue, here)
        return True

    def _defaulter(self, verb: int) -> list[int]:
        """Return who was asked in a relative clause: whose doing it is ("…, which X asked for")."""
        if self.tree[verb].dep != "relcl":
            return []
        while self.tree[verb].head != verb and not (
            self.tree.is_verb(verb) and self.tree[verb].dep in ("ROOT", "conj", "ccomp")
        ):
            verb = self.tree[verb].head
        return self.tree.subjects(verb)

    def _asked(self, verb: int, targets: list[int], asked: list[int], noun: int | None, cue: Cue, here: Scope) -> None:
        below = replace(self._under(cue, verb, here, tuple(asked)), speakers=(*here.speakers, *here.bearers))
        below = replace(below, negated=False)
        late = [c for c in self.tree.children(verb, "conj") if self._stray_infinitive(c, targets)]
        if targets:
            self._govern([*targets, *late], below)
        elif noun is not None:
            self._noun(noun, verb, below)
