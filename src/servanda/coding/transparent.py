"""Verbs that are read through: "would like to thank", "is proud to announce", "is to visit"."""

from dataclasses import replace

from servanda.coding.emit import Emitting
from servanda.coding.frames import Scope


class Transparent(Emitting):
    """Finds the act behind a courtesy, a wish or a bare "is to"."""

    def _transparent(self, verb: int, here: Scope) -> bool:
        """Visit the clauses that the verb only introduces; False where it introduces none."""
        due = self.tree.children(verb, "xcomp") if self.tree[verb].lemma == "be" else []
        for target in due:
            if self._to(target):
                self.visit(target, replace(here, modal=None))
                return True
        by_author = self.tree[verb].lemma == "allow"
        bearers = () if by_author else here.bearers
        below = Scope(
            bearers=bearers, speakers=here.speakers, reported=here.reported, modal="said", by_author=by_author
        )
        targets = self._introduced(verb)
        for target in targets:
            self.visit(target, below)
        return bool(targets)

    def _effect(self, verb: int, here: Scope) -> bool:
        """Return True for "this project will help", "so more will be built": what is good of a thing, nobody's act."""
        benefit = self.tree[verb].lemma in self.words["benefits"]
        good = benefit and bool(here.bearers) and all(self._good(b) for b in here.bearers)
        return good or self._follows(verb)

    def _follows(self, verb: int) -> bool:
        """Return True for a clause that says what comes of another: "…, so (that) more is produced"."""
        verb = self.tree.first(verb)
        first = self.tree.subtree(verb)[0]
        near = {self.tree[i].lemma for i in range(max(0, first - 1), first + 1)}
        return self.tree[verb].dep == "advcl" and self.tree.passive(verb) and "so" in near

    def _good(self, noun: int) -> bool:
        named = self.tree[noun].pos == "PROPN"
        goods = self.words["things"] if named else self.words["goods"]
        return self.tree[noun].pos in ("NOUN", "PROPN") and self.tree[noun].lemma.lower() in goods

    def _signpost(self, verb: int, here: Scope) -> bool:
        """Return True for "I will address three topics": a speaker tells how the speech goes on."""
        mine = [self.tree[b].lemma for b in here.bearers] in (["I"], ["i"])
        inner = [verb, *self.tree.children(verb, "xcomp")]
        about = any(self.tree[v].lemma in self.words["signposts"] for v in inner)
        return self.kind == "speech" and mine and about and not here.reported

    def _says_how_it_goes_on(self, verb: int, here: Scope) -> bool:
        """Return True for "I am going to share some lessons", "I would like to address two topics"."""
        going = here.modal is None and self.tree[verb].lemma == "go" and self.tree[verb].tag == "VBG"
        wished = here.modal == "said" and "by" not in self.tree.particles(verb)
        return (going or wished) and self._signpost(verb, here)

    def _cued(self, verb: int) -> bool:
        lemma = self.tree[verb].lemma
        return lemma == "be" or any(c.force for c in self.cues.verb(lemma, self.tree.particles(verb)))

    def _introduced(self, verb: int) -> list[int]:
        lemma = self.tree[verb].lemma
        if lemma == "join" and self.tree.children(verb, "dobj"):
            preps = [p for p in self.tree.children(verb, "prep") if self.tree[p].lemma == "in"]
            return [c for p in preps for c in self.tree.children(p, "pcomp")]
        holders = [w for w in self.tree.children(verb, "acomp") if self.tree[w].lemma in self.words["proud"]]
        if lemma in self.words["wishes"] and not self._past(verb) and self.tree[verb].dep != "relcl":
            holders.append(verb)
        if lemma in ("continue", "begin", "start"):
            return [c for c in self.tree.children(verb, "xcomp") if self._cued(c)]
        if lemma in ("take", "use", "seize"):
            moments = [o for o in self.tree.children(verb, "dobj") if self.tree[o].lemma in self.words["moments"]]
            holders += [*moments, *([verb] if moments else [])]
        below = ("acl", "advcl", "xcomp", "ccomp")
        return [c for h in holders for c in self.tree.children(h, *below) if self._to(c)]
