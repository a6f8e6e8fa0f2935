"""Acts in nouns that a named actor owns or does."""

from dataclasses import replace

from servanda.coding.emit import Emitting
from servanda.coding.frames import Frame, Scope
from servanda.coding.lexicon import Cue

_OWNED = frozenset(("pledge.firm", "pledge.intend", "pledge.renew", "pledge.goal"))
_PEOPLES = frozenset(("NORP", "GPE", "ORG"))
_SAID_OF = {"its": _PEOPLES, "their": _PEOPLES, "his": frozenset(("PERSON",)), "her": frozenset(("PERSON",))}
_OURS = frozenset(("our", "my"))


class Nominal(Emitting):
    """Reads owned commitments, efforts and event nouns."""

    def _nominal(self) -> None:
        """Find acts in nouns that a named actor owns: "Australia's commitment to …", "Russia's invasion of …"."""
        taken = {frame.trigger for frame in self.frames}
        for token in self.tree.tokens:
            if token.pos not in ("NOUN", "PROPN") or token.index in taken or token.dep == "compound":
                continue
            word = token.text.lower() if token.pos == "PROPN" else token.lemma
            cue = self._noun_of(token.index)
            if cue is not None and cue.id in _OWNED:
                self._owned_cue(token.index, cue)
            elif word in self.acts.effort_nouns:
                self._effort(token.index)
            elif word in self.acts.event_nouns or self._verbal(token.index, word):
                self._event_noun(token.index, word)

    def _noun_of(self, noun: int) -> Cue | None:
        """Return the cue of a noun; what somebody decided is intended."""
        lemma = self.tree[noun].lemma
        return self.cues.nouns.get("intent" if lemma in self.acts.decision_nouns else lemma)

    def _owned_cue(self, noun: int, cue: Cue) -> None:
        owners = self._owners(noun)
        targets = [c for c in self._about(noun) if c not in self._seen]
        if owners and targets and not any(f.cue == noun for f in self.frames) and not self._inside_unreal(noun):
            scope = self._under(cue, noun, Scope(), owners)
            self._govern(targets, replace(scope, start=self._first(noun, owners), rule=f"noun.{cue.id}"))

    def _effort(self, noun: int) -> None:
        """Read "Ghana's efforts to mediate", "Fiji's leadership in protecting the reefs": what is tried is done."""
        owners = tuple(o for o in self._owners(noun) if self.tree[o].tag != "PRP$")
        told = {frame.trigger for frame in self.frames}
        targets = [c for c in self._about(noun) if c not in told]
        if owners and targets and not self._unreal(noun) and not self._inside_unreal(noun):
            self._seen.difference_update(targets)
            below = Scope(force="deed", rule="noun.effort", bearers=owners, start=self._first(noun, owners))
            self._govern(targets, below)

    def _about(self, noun: int) -> list[int]:
        """Return the verbs that say what a noun is about, one that the parser hung on the verb before it too."""
        stray = [
            c
            for c in self.tree.children(self.tree[noun].head, "advcl", "xcomp")
            if self._to(c) and self.tree.subtree(c)[0] == noun + 1
        ]
        if noun + 1 < len(self.tree.tokens) and self.tree[noun + 1].lemma == "in":
            stray += [c for c in self.tree.children(noun + 1, "pcomp") if self.tree[c].tag == "VBG"]
        return list(dict.fromkeys([*self.tree.clause_of_noun(noun), *stray]))

    def _owners(self, noun: int) -> tuple[int, ...]:
        """Return the heads of those whose noun it is: "its plan", "the Dutch plan", "the plan of Oslo and Rome"."""
        owners = self.tree.children(noun, "poss") + self._adjectives(noun)
        owners += [p for p in self.tree.prepositional(noun, "of", "by") if self.tree[p].tag in ("NNP", "NNPS")]
        return tuple(j for o in owners for j in (o, *self.tree.conjuncts(o)))

    def _adjectives(self, noun: int) -> list[int]:
        """Return the names that stand before a noun: "Russian", "U.S."."""
        before = self.tree.children(noun, "amod", "compound", "nmod")
        return [
            c
            for c in before
            if self.tree[c].tag in ("NNP", "NNPS") or (self.tree[c].tag == "JJ" and self.tree[c].entity in _PEOPLES)
        ]

    def _named_before(self, owner: int) -> int:
        """Return the nearest name before a possessive that it may stand for ("cost Russia dearly for its raid")."""
        wanted = _SAID_OF.get(self.tree[owner].text.lower())
        if wanted is None:
            return owner
        before = [t.index for t in self.tree.tokens[:owner] if t.entity in wanted and t.pos == "PROPN"]
        return next((i for i in reversed(before) if self.tree[i].dep != "compound"), self._subject_above(owner))

    def _subject_above(self, index: int) -> int:
        """Return the subject of the clause that a possessive stands in, else the possessive itself."""
        at = index
        while self.tree[at].head != at:
            at = self.tree[at].head
            subjects = [s for s in self.tree.subjects(at) if s < index and self.tree[s].pos != "PRON"]
            if subjects:
                return subjects[-1]
        return index

    def _first(self, noun: int, owners: tuple[int, ...]) -> int:
        return min(self.tree.phrase(noun)[0], *(self.tree.phrase(o)[0] for o in owners if o < noun), noun)

    def _event_noun(self, noun: int, word: str) -> None:
        """Read "joint flights by Chinese warplanes": by whom it was done must be said, and that it happened."""
        root = self.acts.nouns.get(word)
        talk = root == "CONSULT"
        violent = root is not None and self.acts.quads[root] == 4
        between = self._after(noun, "between")
        doers = self._after(noun, "by") + (between if len(between) > 1 else [])
        if root in ("AID", "SUPPORT", "ASSAULT", "COERCE"):
            doers += [p for p in self._after(noun, "from") if self.tree[p].pos == "PROPN"]
        owners = self.tree.children(noun, "poss")
        if talk and self.frames:
            owners = [o for o in owners if self.tree[o].tag != "PRP$"]
            names = self._adjectives(noun) if self._held(noun) else []
        else:
            names = self._adjectives(noun)
        named = [*owners, *names]
        named += [j for o in named for j in self.tree.conjuncts(o)]
        bearers = tuple(doers or [self._named_before(o) for o in named])
        ours = not doers and all(self.tree[o].text.lower() in _OURS for o in named)
        if not bearers or self._unreal(noun) or (self._inside_unreal(noun) and not (violent and named)):
            return
        start = self._first(noun, tuple(named))
        self.frames.append(Frame(noun, noun, "noun.event", "deed", start, bearers=bearers, by_author=ours))

    def _verbal(self, noun: int, word: str) -> bool:
        """Return True for "Fiji's adoption of the plan": a noun of doing with who does it and what is done."""
        owned = any(self.tree[self._named_before(o)].pos == "PROPN" for o in self.tree.children(noun, "poss"))
        about = set(self.tree.particles(noun))
        worry = word == "concern" and bool({"about", "over", "regarding"} & about)
        return owned and (worry or (word in self.acts.verbal_nouns and "of" in about))

    def _after(self, noun: int, word: str) -> list[int]:
        """Return the joined heads that a preposition hangs on a noun ("talks between X and Y")."""
        preps = [p for p in self.tree.children(noun, "prep", "agent") if self.tree[p].lemma == word]
        heads = [p for prep in preps for p in self.tree.children(prep, "pobj")]
        return [j for h in heads for j in (h, *self.tree.conjuncts(h))]

    def _held(self, noun: int) -> bool:
        """Return True for "the summit held in May"."""
        return any(self.tree[c].lemma in ("hold", "convene") for c in self.tree.children(noun, "acl"))

    def _unreal(self, noun: int) -> bool:
        modifiers = self.tree.children(noun, "poss", "amod", "compound", "nmod", "det")
        return any(self.tree[m].lemma in self.words["unreal"] for m in modifiers)

    def _inside_unreal(self, index: int) -> bool:
        """Return True inside an act that is only urged, promised, expected or possible, or in a condition."""
        unreal = {f.verb for f in self.frames if f.force not in ("deed", "agreement")}
        while self.tree[index].head != index:
            index = self.tree[index].head
            if index in unreal or self._modal(index) or self._to(index):
                return True
        return False
