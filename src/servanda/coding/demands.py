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
        clear = [c for c in self.tree.children(verb) if self.tree[c].lemma in ("clear", "plain")]
        clauses = [c for holder in (verb, *clear) for c in self.tree.children(holder, "ccomp")]
        clauses += [c for holder in clear for c in self.tree.children(holder, "advcl") if self._marked(c, "that")]
        targets = [c for c in clauses if self.tree.subjects(c) or self.tree.passive(c)]
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
        if self._merely_needed(verb):
            return self._need(verb, here)
        asked = [*self.tree.children(verb, "dobj"), *self.tree.prepositional(verb, "on", "upon", "to", "from")]
        if passive:
            asked = self.tree.subjects(verb)
        targets = self._wanted(verb, asked)
        inner = [s for t in targets for s in self.tree.children(t, "nsubj", "csubj")]
        if not asked and any(self.tree.passive(t) for t in targets):
            inner = [a for t in targets for a in self.tree.agents(t)]
        if not targets:
            wanted = self.tree.prepositional(verb, "for") or (
                asked if self.tree[verb].lemma in self.words["asks_for"] else []
            )
            if not wanted or self.tree[wanted[0]].tag in ("WDT", "WP", "PRP"):
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

    def _wanted(self, verb: int, asked: list[int]) -> list[int]:
        """Return the verbs of what is asked: "to leave", "for lifting", "for it to be lifted", "that it leave"."""
        targets = self.tree.children(verb, "xcomp", "ccomp")
        for prep in self.tree.children(verb, "prep"):
            if self.tree[prep].lemma == "for":
                targets += self.tree.children(prep, "pcomp")
        infinitives = [c for c in self.tree.children(verb, "advcl") if self._to(c)]
        targets += [c for c in infinitives if asked or self._marked(c, "for")]
        near = [n for a in asked for n in (a, *self.tree.children(a, "appos"))]
        targets += [c for n in near for c in self.tree.children(n, "acl", "relcl") if self._to(c)]
        known = [c for c in targets if self.tree[c].tag.startswith("VB") or self.tree.is_verb(c) or self._to(c)]
        return known or self._misplaced(verb, asked)

    def _misplaced(self, verb: int, asked: list[int]) -> list[int]:
        """Return the last infinitive after who is asked, wherever the parser hung it ("urge those who … to leave")."""
        after = [i for i in self.tree.subtree(verb) if asked and i > max(asked) and self.tree[i].lemma == "to"]
        return [self.tree[i].head for i in after if self.tree[i].dep == "aux" and not self._bound(verb, i)][-1:]

    def _bound(self, verb: int, particle: int) -> bool:
        """Return True for an infinitive under another verb of the clause, or of another conjunct."""
        at = self.tree[particle].head
        while self.tree[at].head not in (at, verb):
            at = self.tree[at].head
        return self.tree[at].dep == "conj" and self.tree.is_verb(at)

    def _marked(self, verb: int, mark: str) -> bool:
        return any(self.tree[m].lemma == mark for m in self.tree.children(verb, "mark"))

    def _merely_needed(self, verb: int) -> bool:
        """Return True for "X is required", "the resources required": by nobody who is named."""
        participle = self.tree[verb].tag == "VBN" and not any(
            self.tree[a].lemma == "have" for a in self.tree.auxiliaries(verb)
        )
        bare = participle and not self.tree.agents(verb) and not self._wanted(verb, self.tree.subjects(verb))
        return bare and self.tree[verb].lemma in ("require", "request", "demand")

    def _need(self, verb: int, here: Scope) -> bool:
        """Read "reforms are required" as advice; "the resources required" says nothing."""
        if self.tree[verb].lemma == "require" and self.tree[verb].dep != "acl" and self.tree.passive(verb):
            self._act(verb, replace(here, force="recommendation", rule="modal.need", cue=verb, bearers=()))
        else:
            self.notes.append((verb, "what is needed or was asked, no demand of anybody"))
        return True

    def _defaulter(self, verb: int) -> list[int]:
        """Return who was asked in a relative clause: whose doing it is ("…, which X asked for")."""
        if self.tree[verb].dep != "relcl":
            return []
        while self.tree[verb].head != verb and not (
            self.tree.is_verb(verb) and self.tree[verb].dep in ("ROOT", "conj", "ccomp")
        ):
            verb = self.tree[verb].head
        return [s for s in self.tree.subjects(verb) if self.tree[s].lemma not in self.words["things"]]

    def _asked(self, verb: int, targets: list[int], asked: list[int], noun: int | None, cue: Cue, here: Scope) -> None:
        below = replace(self._under(cue, verb, here, tuple(asked)), speakers=(*here.speakers, *here.bearers))
        below = replace(below, negated=False)
        late = [c for c in self.tree.children(verb, "conj") if self._stray_infinitive(c, targets)]
        if targets:
            self._govern([*targets, *late], below)
        elif noun is not None:
            self._noun(noun, verb, below)
