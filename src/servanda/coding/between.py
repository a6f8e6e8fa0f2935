"""What one verb says as an event: its own root, or what it makes of the clause that it governs."""

from dataclasses import dataclass

from servanda.coding.event import noun_root, phrasal_verbs, verb_root
from servanda.coding.lexicon import Cue, acts, cues
from servanda.coding.tree import Tree
from servanda.model import Root

_DEPTH = 4
_FUTURE: dict[Root, Root] = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}
_FUTURE_FORCE: dict[Root, Root] = {
    "SANCTION": "THREATEN",
    "COERCE": "THREATEN",
    "ASSAULT": "THREATEN",
    "PROTEST": "THREATEN",
}
_GIVEN = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"))
_HOSTILE = frozenset(("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "REJECT"))
_HANDED = frozenset(("sign", "pass", "issue", "adopt", "approve", "release", "send"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """The root of an event, the root of the act in it, and how surely the words say so (0 … 1)."""

    event: Root
    act: Root | None
    sure: float = 1.0


def future(meaning: Meaning, threatening: bool = True) -> Meaning:
    """Return what an act is when it is only promised or foretold: cooperation to come is AGREE, harm a threat."""
    event = _FUTURE.get(meaning.event, meaning.event)
    if threatening:
        event = _FUTURE_FORCE.get(event, event)
    return Meaning(event, meaning.act or meaning.event, meaning.sure)


def denied(meaning: Meaning) -> Meaning:
    """Return what an act is when it is not done: help withheld is a refusal, harm forgone a concession."""
    if meaning.event in _GIVEN:
        return Meaning("REJECT", meaning.act or meaning.event, meaning.sure)
    if meaning.event in _HOSTILE and meaning.event != "REJECT":
        return Meaning("CONCEDE", meaning.act or meaning.event, meaning.sure * 0.7)
    return meaning


class Reader:
    """Reads the verbs of one sentence for what is done between a source and a target."""

    def __init__(self, tree: Tree, target: frozenset[int]) -> None:
        """Take the sentence and the tokens that name the target; `taken` are the verbs read as part of another."""
        self.tree = tree
        self.target = target
        self.table = acts()
        self.cues = cues()
        self.taken: set[int] = set()

    def read(self, verb: int, depth: int = 0) -> Meaning | None:
        """Return what the clause of a verb says, negation and future included, or null where no table knows."""
        meaning = self._clause(verb, depth)
        if meaning is None:
            return None
        if depth:
            self.taken.add(verb)
        if self._modal(verb) == "future":
            meaning = future(meaning)
        if self.tree.negated(verb) or self._none_of_it(verb):
            meaning = denied(meaning)
        return meaning

    def _clause(self, verb: int, depth: int) -> Meaning | None:
        lemma = self.tree[verb].lemma
        families = self.cues.verb(lemma, self.tree.particles(verb))
        root = self._own(verb)
        inner = self._inner(verb, depth)
        carried = self._by_adjective(verb, inner) or self._by_paper(verb)
        if carried:
            return carried
        if inner and lemma in self.table.enders and not self.tree.children(verb, "dobj"):
            return Meaning(self.table.reversed.get(inner.event, inner.event), inner.event)
        if lemma in self.table.controls:
            return self._controlled(self.table.controls[lemma], inner, root, bool(self.tree.complements(verb)))
        if root in ("REQUEST", "REJECT", "THREATEN", "ACCUSE"):
            return Meaning(root, inner.event if inner else None)
        told = self._told(verb, depth) if self._says(families) else None
        return told or self._promised(verb, families, inner) or self._plain(verb, root, inner)

    def _plain(self, verb: int, root: Root | None, inner: Meaning | None) -> Meaning | None:
        """Return what a verb without a cue says: its own root, the act it leads to, its object, or a mere hint."""
        lemma = self.tree[verb].lemma
        if root == "RETREAT" and lemma in ("announce", "declare", "proclaim"):
            return Meaning("CONCEDE", root)
        if root is not None:
            return Meaning(root, None)
        if inner and (
            lemma in self.cues.aspect or lemma in self.table.light or lemma in ("be", "have", "want", "move")
        ):
            return inner
        objects = self.tree.objects(verb) + (self.tree.subjects(verb) if self.tree.passive(verb) else [])
        named = next((r for r in (noun_root(self.tree, o) for o in objects if o not in self.target) if r), None)
        if named and lemma in self.table.carriers:
            return Meaning(named, None, 0.9)
        hint = self._hint(verb)
        told = hint == "RETREAT" and any(self.tree[o].lemma in self.table.done_objects for o in objects)
        if hint and not told:
            return Meaning(hint, None, 0.8)
        return Meaning(named, None, 0.6) if named else None

    def _hint(self, verb: int) -> Root | None:
        """Return the root that a verb only points to, with its particle ("took in") before the bare verb."""
        phrased = (self.table.hints.get(p) for p in phrasal_verbs(self.tree, verb))
        return next((r for r in phrased if r), self.table.hints.get(self.tree[verb].lemma))

    def _promised(self, verb: int, families: tuple[Cue, ...], inner: Meaning | None) -> Meaning | None:
        """Return what a pledge, an agreement or an expectation makes of the act that it governs."""
        promised = [c for c in families if c.force in ("pledge", "agreement", "expectation") and "clause" in c.governs]
        if inner is None or not (promised or (families and self._owned(verb))):
            return None
        lemma = self.tree[verb].lemma
        due = future(inner, threatening=lemma not in ("agree", "decide", "announce"))
        given = due.event in ("CONCEDE", "MOBILIZE") and any(c.force in ("pledge", "agreement") for c in promised)
        return Meaning("AGREE", due.act) if lemma == "agree" or (given and lemma not in ("announce", "decide")) else due

    def _by_adjective(self, verb: int, inner: Meaning | None) -> Meaning | None:
        """Read "is ready to withdraw", "was concerned about"."""
        for word in self.tree.children(verb, "acomp", "oprd"):
            cue = self.cues.adjectives.get(self.tree[word].lemma) or self.cues.adjectives.get(
                self.tree[word].text.lower()
            )
            if cue is None:
                continue
            below = [self.read(c, 1) for c in (*self.tree.complements(word), *self.tree.children(word, "acl", "advcl"))]
            act = next((m for m in below if m), inner)
            if cue.force == "pledge":
                return (
                    Meaning("AGREE", act.event if act else None) if act is None or act.event in _GIVEN else future(act)
                )
            if cue.act:
                return Meaning(cue.act, None)
        return None

    def _by_paper(self, verb: int) -> Meaning | None:
        """Read "signed a decree granting", "passed a resolution that condemns": the act is that of the clause."""
        if self.tree[verb].lemma not in _HANDED:
            return None
        clauses: list[int] = []
        for paper in self.tree.objects(verb):
            if self.tree[paper].lemma in self.table.papers:
                clauses += [*self.tree.clause_of_noun(paper), *self.tree.children(paper, "relcl")]
                clauses += [c for c in self.tree.children(verb, "advcl") if self.tree[c].tag == "VBG" and c > paper]
        return next((m for m in (self.read(c, 1) for c in clauses) if m), None)

    def _own(self, verb: int) -> Root | None:
        """Return the root of the verb with its objects; "called somebody" is a talk, "called him a liar" is not."""
        if self.tree[verb].lemma == "call" and self.tree.children(verb, "dobj") and not self._asks(verb):
            return "ACCUSE" if self.tree.children(verb, "oprd") else "CONSULT"
        return verb_root(self.tree, verb)

    def _asks(self, verb: int) -> bool:
        """Return True for "called on X to", not for "called X on Friday to"."""
        days = [n for n in self.tree.prepositional(verb, "on") if self.tree[n].entity == "DATE"]
        if self.tree.children(verb, "prt"):
            return True
        on = "on" in self.tree.particles(verb) and not days
        return on or bool({"for", "upon"} & set(self.tree.particles(verb)))

    def _says(self, families: tuple[Cue, ...]) -> bool:
        return any(c.force is None or c.id == "pledge.announce" for c in families)

    def _inner(self, verb: int, depth: int) -> Meaning | None:
        """Return what the infinitives and gerunds under a verb, or under its object, say."""
        if depth >= _DEPTH:
            return None
        targets = [c for c in self.tree.complements(verb) if not self._subject(c)]
        targets += [c for c in self.tree.complements(verb) if c not in targets and self.tree[c].dep == "ccomp"]
        for noun in self.tree.objects(verb):
            targets += self.tree.clause_of_noun(noun)
        found = (self.read(c, depth + 1) for c in dict.fromkeys(targets))
        return next((m for m in found if m), None)

    def _told(self, verb: int, depth: int) -> Meaning | None:
        """Return what is said in a reported clause: of oneself a promise, of the target praise, blame or a demand."""
        if depth >= _DEPTH:
            return None
        for clause in self.tree.children(verb, "ccomp"):
            meaning = self.read(clause, depth + 1)
            subject = self._subject(clause)
            if self._modal(clause) == "advice" or self.tree[clause].lemma == "need":
                return Meaning("REQUEST", meaning.event if meaning else None)
            if meaning is None:
                continue
            own = subject is None or self.tree[subject].pos == "PRON"
            if not own and self._names_target(subject) and not self.tree.passive(clause):
                return self._judged(meaning)
            if self._modal(clause) == "hypothetical" and self._has(clause, "would"):
                return future(meaning)
            return meaning
        return None

    def _judged(self, meaning: Meaning) -> Meaning:
        """Return what it is to say of another that he did this."""
        if meaning.event in _HOSTILE:
            return Meaning("ACCUSE", meaning.event, 0.8)
        return meaning

    def _controlled(self, kind: str, inner: Meaning | None, root: Root | None, governs: bool) -> Meaning | None:
        """Return what verbs that let, make, keep from or fail to do make of the act that they govern."""
        if not governs and not inner and (root or kind != "lets"):
            return Meaning(root, None) if root else None
        act = inner.event if inner else root
        if kind == "fails":
            return denied(inner) if inner else Meaning("REJECT", act, 0.9)
        return Meaning("RETREAT" if kind == "lets" else "COERCE", act, 0.8)

    def _owned(self, verb: int) -> bool:
        """Return True where the object is a promise: "expressed readiness to", "announced a plan to"."""
        nouns = [self.cues.nouns.get(self.tree[n].lemma) for n in self.tree.objects(verb)]
        return any(c is not None and c.force in ("pledge", "agreement") for c in nouns)

    def _subject(self, verb: int) -> int | None:
        return next(iter(self.tree.subjects(verb)), None)

    def _names_target(self, index: int | None) -> bool:
        return index is not None and bool(self.target & set(self.tree.subtree(index)))

    def _none_of_it(self, verb: int) -> bool:
        """Return True for "gave no permission"."""
        return any(self.tree[d].lemma == "no" for o in self.tree.objects(verb) for d in self.tree.children(o, "det"))

    def _has(self, verb: int, word: str) -> bool:
        return any(self.tree[a].text.lower() in (word, "'d", "’d") for a in self.tree.auxiliaries(verb))

    def _modal(self, verb: int) -> str | None:
        for aux in self.tree.auxiliaries(verb):
            token = self.tree[aux]
            kind = self.cues.modals.get(token.text.lower()) or self.cues.modals.get(token.lemma)
            if kind:
                return kind
        to = any(self.tree[c].tag == "TO" for c in self.tree.children(verb, "aux"))
        governor = self.tree[self.tree[verb].head]
        if to and self.tree[verb].dep == "xcomp":
            if governor.lemma == "be" or (governor.lemma == "go" and governor.tag == "VBG"):
                return "future"
            if governor.lemma in ("have", "need"):
                return "advice"
        return None


def named_event(tree: Tree, noun: int) -> Meaning | None:
    """Return the event that a noun names ("talks between", "attack on")."""
    root = noun_root(tree, noun)
    return Meaning(root, None, 0.9) if root else None
