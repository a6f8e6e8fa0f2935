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

    def _cued(self, verb: int) -> bool:
        lemma = self.tree[verb].lemma
        return lemma == "be" or (lemma in self.cues.verbs and any(c.force for c in self.cues.verbs[lemma]))

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
