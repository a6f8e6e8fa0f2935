"""Acts in nouns that a named actor owns or does."""

from dataclasses import replace

from servanda.coding.emit import Emitting
from servanda.coding.frames import Frame, Scope
from servanda.coding.lexicon import Cue

_OWNED = frozenset(("pledge.firm", "pledge.intend", "pledge.renew", "pledge.goal"))


class Nominal(Emitting):
    """Reads owned commitments and event nouns."""

    def _nominal(self) -> None:
        """Find acts in nouns that a named actor owns: "Australia's commitment to …", "Russia's invasion of …"."""
        taken = {frame.trigger for frame in self.frames}
        for token in self.tree.tokens:
            if token.pos != "NOUN" or token.index in taken or token.dep == "compound":
                continue
            cue = self.cues.nouns.get(token.lemma)
            if cue is not None and cue.id in _OWNED:
                self._owned_cue(token.index, cue)
            elif token.lemma in self.acts.event_nouns:
                self._event_noun(token.index)

    def _owned_cue(self, noun: int, cue: Cue) -> None:
        owners = self.tree.children(noun, "poss")
        targets = [c for c in self.tree.clause_of_noun(noun) if c not in self._seen]
        if owners and targets and not any(f.cue == noun for f in self.frames) and not self._inside_unreal(noun):
            scope = self._under(cue, noun, Scope(), tuple(owners))
            self._govern(targets, replace(scope, start=self.tree.phrase(owners[0])[0], rule=f"noun.{cue.id}"))

    def _event_noun(self, noun: int) -> None:
        """Read "joint flights by Chinese warplanes": by whom it was done must be said, and that it happened."""
        talk = self.acts.nouns.get(self.tree[noun].lemma) == "CONSULT"
        modifiers = self.tree.children(noun, "poss", "amod", "compound", "nmod", "det")
        if (
            (talk and self.frames)
            or any(self.tree[m].lemma in self.words["unreal"] for m in modifiers)
            or self._inside_unreal(noun)
        ):
            return
        agents = [
            p
            for prep in self.tree.children(noun, "prep", "agent")
            if self.tree[prep].lemma == "by"
            for p in self.tree.children(prep, "pobj")
        ]
        named = [
            o
            for o in modifiers
            if self.tree[o].tag in ("NNP", "NNPS", "JJ", "PRP$") and self.tree[o].text[:1].isupper()
        ]
        named += [j for o in named for j in self.tree.conjuncts(o)]
        if agents or named:
            start = self.tree.phrase(noun)[0]
            self.frames.append(
                Frame(
                    trigger=noun,
                    verb=noun,
                    rule="noun.event",
                    force="deed",
                    start=start,
                    bearers=tuple(agents or named),
                )
            )

    def _inside_unreal(self, index: int) -> bool:
        """Return True inside an act that is only urged, promised, expected or possible, or in a condition."""
        unreal = {f.verb for f in self.frames if f.force not in ("deed", "agreement")}
        while self.tree[index].head != index:
            index = self.tree[index].head
            if index in unreal or self._modal(index) or self._to(index):
                return True
        return False
