"""What the walk keeps, and the small questions that every part of it asks."""

from dataclasses import replace

from servanda.coding.event import content_verb, phrasal_verbs
from servanda.coding.frames import Frame, Scope
from servanda.coding.lexicon import Cue, acts, cues
from servanda.coding.tree import Tree
from servanda.model import Force, Root

_SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii"))


class Emitting:
    """Collects frames; `notes` say what was seen and left uncoded, and why."""

    def __init__(self, tree: Tree, kind: str = "other") -> None:
        """Take the tree of one sentence of a document of this kind."""
        self.tree = tree
        self.kind = kind
        self.cues = cues()
        self.words = self.cues.words
        self.acts = acts()
        self.frames: list[Frame] = []
        self.notes: list[tuple[int, str]] = []
        self.scopes: dict[int, Scope] = {}
        self._seen: set[int] = set()

    def visit(self, verb: int, scope: Scope) -> None:
        """Read the clause of a verb under what governs it; the walker of clauses does it."""
        raise NotImplementedError

    def _below(self, verb: int, here: Scope) -> None:
        raise NotImplementedError

    def _future(self, verb: int, here: Scope) -> None:
        raise NotImplementedError

    def _own_bearers(self, verb: int) -> tuple[int, ...] | None:
        """Return the heads of who acts by the clause's own words, or null where it has none and inherits."""
        subjects = self.tree.subjects(verb)
        if self.tree.passive(verb):
            agents = self.tree.agents(verb)
            return tuple(agents) if agents or subjects else None
        heads = [s for s in subjects if self.tree[s].dep in ("nsubj", "csubj")]
        heads = [s for s in heads if self.tree[s].lemma not in _SUFFIXES] or heads
        heads = heads[-1:]
        return tuple(self._antecedent(verb, s) for s in heads) or None

    def _antecedent(self, verb: int, subject: int) -> int:
        """Return the noun that a relative pronoun stands for, else the subject itself."""
        relative = self.tree[subject].tag in ("WDT", "WP") or self.tree[subject].lemma in ("which", "who", "that")
        verb = self.tree.first(verb)
        return self.tree[verb].head if relative and self.tree[verb].dep == "relcl" else subject

    def _start(self, verb: int, scope: Scope) -> int:
        """Return the token where the clause's words begin: its subject or a governing cue, else the verb's own aux."""
        left = [verb, *self.tree.auxiliaries(verb), *self.tree.children(verb, "neg")]
        subjects = [s for s in self.tree.subjects(verb) if s < verb]
        left += [self.tree.phrase(s)[0] for s in subjects]
        if scope.start is not None:
            left.append(scope.start)
        return min(left)

    def _modal(self, verb: int) -> str | None:
        for aux in self.tree.auxiliaries(verb):
            token = self.tree[aux]
            if token.tag == "MD" or token.lemma in self.cues.modals:
                return self.cues.modals.get(token.text.lower()) or self.cues.modals.get(token.lemma)
        to_infinitive = any(self.tree[c].tag == "TO" for c in self.tree.children(verb, "aux"))
        governor = self.tree[verb].head
        if to_infinitive and self.tree[governor].lemma == "be" and self.tree[verb].dep == "xcomp":
            return "future"
        return None

    def _has_word(self, verb: int, word: str) -> bool:
        return any(self.tree[a].lemma == word or self.tree[a].text.lower() == word for a in self.tree.auxiliaries(verb))

    def _under(self, cue: Cue, at: int | None, here: Scope, bearers: tuple[int, ...]) -> Scope:
        force: Force | None = cue.force
        return replace(
            here,
            force=force,
            rule=cue.id,
            cue=at,
            strength=cue.strength,
            renewed=cue.renewed,
            bearers=bearers,
            modal=None,
        )

    def _govern(self, targets: list[int], below: Scope) -> None:
        for position, target in enumerate(targets):
            self.visit(target, replace(below, start=below.start if position == 0 else None))

    def _act(self, verb: int, here: Scope, act: Root | None = None) -> None:
        patients = tuple(self.tree.subjects(verb)) if self.tree.passive(verb) else ()
        future = here.rule == "modal.future"
        staunch = future and self._staunch(verb)
        if future and self._reprisal(verb):
            here = replace(here, rule="modal.future.reprisal")
        elif future and self.tree[verb].lemma in self.words["withheld"]:
            here = replace(here, rule="modal.future.withheld")
        self._emit(verb, verb, here, patients, self.tree.negated(verb) and not staunch, act)
        content = content_verb(self.tree, verb)
        for other in self.tree.children(content, "conj") if content != verb else ():
            if self.tree.is_verb(other):
                self.visit(other, replace(here, start=None))
        for target in self.tree.complements(verb):
            if self._said_at_meeting(verb, target, here):
                self.visit(target, replace(here, force=None, rule="purpose.of_meeting", cue=None, start=None))
            else:
                self._seen.add(target)
                self._below(target, Scope())

    def _staunch(self, verb: int) -> bool:
        """Return True where not to do it is to go on: "will not waver", "will never stop working"."""
        alone = self.tree[verb].lemma in self.words["staunch_alone"] and not self.tree.children(verb, "dobj")
        return alone or bool(self.words["staunch"] & {self.tree[verb].lemma, *phrasal_verbs(self.tree, verb)})

    def _reprisal(self, verb: int) -> bool:
        """Return True for "will respond to the attack", "will act in response to Oslo's actions", "if they attack"."""
        if self._answers_hostility(verb):
            return True
        if self.tree[verb].lemma not in self.words["reprisals"]:
            return False
        to = self.tree.prepositional(verb, "to", "against")
        answers = [n for n in self.tree.prepositional(verb, "in") if self.tree[n].lemma == "response"]
        causes = to + [n for answer in answers for n in self.tree.prepositional(answer, "to")]
        causes += [n for cause in causes for n in self.tree.prepositional(cause, "of")]
        owned = [n for n in causes if self.tree[n].lemma == "action" and self.tree.children(n, "poss")]
        return bool(owned) or any(self.tree[n].lemma in self.words["hostile"] for n in causes)

    def _answers_hostility(self, verb: int) -> bool:
        """Return True for "will respond if Oslo invades": what follows, should others be hostile."""
        if self.tree[verb].lemma not in self.words["reprisals"] | self.words["inflicted"]:
            return False
        clauses = [c for at in {verb, self.tree.first(verb)} for c in self.tree.children(at, "advcl")]
        ifs = [c for c in clauses if any(self.tree[m].lemma == "if" for m in self.tree.children(c, "mark"))]
        return any(self._hostile(clause) for clause in ifs)

    def _hostile(self, clause: int) -> bool:
        objects = {self.tree[noun].lemma for noun in self.tree.children(clause, "dobj")}
        hostile = self.tree[clause].lemma in self.words["hostile_acts"] or bool(objects & self.words["hostile"])
        return hostile and not self.tree.negated(clause)

    def _noun(self, noun: int, verb: int, below: Scope, act: Root | None = None) -> None:
        if self.tree[noun].tag in ("WDT", "WP", "IN", "DT", "PRP"):
            start = min(noun, below.start if below.start is not None else noun)
            self._emit(verb, verb, replace(below, start=start), (), False, act)
        else:
            self._emit(noun, verb, below, (), False, act)

    def _emit(
        self, trigger: int, verb: int, here: Scope, patients: tuple[int, ...], negated: bool, act: Root | None
    ) -> None:
        self.frames.append(self._frame(trigger, verb, here, patients, negated, act))

    def _frame(
        self, trigger: int, verb: int, here: Scope, patients: tuple[int, ...], negated: bool, act: Root | None = None
    ) -> Frame:
        return Frame(
            trigger=trigger,
            verb=verb,
            rule=here.rule,
            force=here.force,
            start=min(here.start if here.start is not None else trigger, trigger),
            cue=here.cue,
            bearers=here.bearers,
            speakers=here.speakers,
            patients=patients,
            negated=here.negated != negated,
            reported=here.reported,
            strength=here.strength,
            renewed=here.renewed,
            act=act,
            hypothetical=here.modal == "hypothetical" or here.hypothetical,
            by_author=here.by_author,
            aside=self.tree[verb].dep == "relcl",
            voiced=here.cue is not None and self._voiced(here.cue, here.speakers),
            first_person=any(self.tree[b].lemma in ("we", "i", "us") for b in here.bearers),
        )

    def _voiced(self, cue: int, speakers: tuple[int, ...]) -> bool:
        """Return True for a demand that somebody says: "urged", but not "the crisis calls for it"."""
        things = {self.tree[one].lemma for one in speakers} & self.words["circumstances"]
        return self.tree[cue].lemma in self.words["appeals"] and not things

    def _said_at_meeting(self, verb: int, clause: int, here: Scope) -> bool:
        """Return True for what a meeting was for: "met to thank", "spoke to reaffirm"."""
        consults = (
            self.acts.verbs.get(self.tree[verb].lemma) == "CONSULT"
            and here.force in (None, "deed")
            and here.modal is None
        )
        lemma = self.tree[clause].lemma
        speech = lemma in self.cues.verbs or self.acts.verbs.get(lemma) == "CONSULT"
        return consults and speech and self._to(clause) and self.tree[clause].head == verb

    def _to(self, verb: int) -> bool:
        """Return True for an infinitive; after a name the tagger takes "to" for a preposition."""
        return any(self.tree[c].tag == "TO" or self.tree[c].lemma == "to" for c in self.tree.children(verb, "aux"))

    def _past(self, verb: int) -> bool:
        return self.tree[verb].tag == "VBD"

    def _finite(self, verb: int) -> bool:
        token = self.tree[verb]
        if token.tag in ("VBD", "VBZ", "VBP"):
            return True
        if token.dep == "advcl":
            telling = token.lemma in self.acts.verbs and token.lemma not in self.acts.light
            return (token.tag == "VBG" and verb > token.head and telling) or self._to(verb)
        if token.dep == "conj" and token.tag in ("VBN", "VBG"):
            head = self.tree[token.head]
            return head.tag in ("VBD", "VBZ", "VBP") or bool(self.tree.auxiliaries(token.head)) or head.dep == "conj"
        if token.dep == "acl":
            return token.tag == "VBG" or bool(self.tree.agents(verb))
        return bool(self.tree.auxiliaries(verb)) and not self._to(verb)

    def _treaty(self, verb: int) -> bool:
        nouns = [*self.tree.objects(verb), *self.tree.prepositional(verb, "to")]
        return any(self.tree[n].lemma in self.words["treaties"] for n in nouns)
