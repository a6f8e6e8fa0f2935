"""Clauses to frames: walks a sentence's tree and finds each pair of force cue and act (the annotation guide, 1 and 2)."""

from dataclasses import replace

from servanda.coding.event import content_verb
from servanda.coding.frames import Frame, Scope
from servanda.coding.lexicon import Cue, acts, cues
from servanda.coding.tree import Tree
from servanda.model import Force, Root

_CARRIERS = frozenset(
    ("express", "extend", "offer", "make", "issue", "convey", "voice", "have", "share", "send", "give")
)
_NOT_ACTS = frozenset(("be", "have", "do"))
_REFUSABLE = frozenset(
    "accept recognise recognize support join name indicate agree commit allow acknowledge sign ratify participate "
    "abandon intend plan consider condemn attend negotiate tolerate".split()
)
ADVISING = frozenset(("brief", "report", "assessment", "other"))
_OWNED = frozenset(("pledge.firm", "pledge.intend", "pledge.renew", "pledge.goal"))
_WISHES = frozenset(("like", "wish", "allow"))
_MOMENTS = frozenset(("opportunity", "occasion", "moment", "chance"))
_FOUNDING = frozenset(
    "establish launch create form found sign join conclude finalize finalise direct institute inaugurate".split()
)
_THINGS = frozenset(
    "this that these which it they policy technology investment measure action step effort work concept initiative program "
    "programme plan funding project agreement approach reform rule tool partnership support resource strategy decision "
    "commitment announcement progress success act law bill order change".split()
)
_EFFECTS = frozenset(
    "allow enable help ensure enhance contribute take make guide lead create give mean result strengthen improve bring "
    "reduce increase require serve benefit boost lower save add build".split()
)
_PROUD = frozenset(("proud", "pleased", "happy", "delighted", "glad", "honoured", "honored", "grateful"))
_CRIMES = frozenset(
    "abuse crime violation atrocity genocide act murder massacre offence offense aggression suicide error mistake".split()
)
_BELIEFS = frozenset("recognise recognize acknowledge note appreciate".split())
_TALKED_UP = frozenset("emphasise emphasize stress underscore underline highlight reaffirm affirm reiterate".split())
_EVILS = frozenset("problem threat danger abuse violation aggression risk challenge concern provocation crisis".split())
_UNREAL = frozenset(
    "potential possible future next annual regular upcoming planned impending any prospective periodic no".split()
)
_IF = frozenset(("if", "unless", "whether", "than"))
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


class Walker:
    """Collects the frames of one sentence; `notes` say what was seen and left uncoded, and why."""

    def __init__(self, tree: Tree, kind: str = "other") -> None:
        """Take the tree of one sentence of a document of this kind."""
        self.tree = tree
        self.kind = kind
        self.cues = cues()
        self.acts = acts()
        self.frames: list[Frame] = []
        self.notes: list[tuple[int, str]] = []
        self._seen: set[int] = set()

    def walk(self) -> list[Frame]:
        """Return the sentence's frames in text order."""
        if self.tree.tokens[-1].text == "?":
            self.notes.append((self.tree.roots[0], "a question says no act"))
            return []
        if self._mere_heading():
            self.notes.append((self.tree.roots[0], "a heading names a topic, it says no act"))
            return []
        for root in self.tree.roots:
            if self.tree.is_verb(root):
                self.visit(root, Scope())
            else:
                self._below(root, Scope())
        self._nominal()
        triggers = frozenset(frame.verb for frame in self.frames)
        return sorted((f.stopped(triggers - {f.verb}) for f in self.frames), key=lambda f: (f.trigger, f.start))

    def _mere_heading(self) -> bool:
        if self.tree.sentence.block.kind != "heading":
            return False
        return not any(self._imperative(root, Scope()) for root in self.tree.roots) or self.kind not in ADVISING

    # -- one clause -------------------------------------------------------------------------------------------------

    def visit(self, verb: int, scope: Scope) -> None:
        """Read the clause of `verb` under what governs it, then what hangs below it."""
        if verb in self._seen:
            return
        self._seen.add(verb)
        own = self._own_bearers(verb)
        here = replace(
            scope,
            bearers=own if own is not None else scope.bearers,
            start=self._start(verb, scope),
            modal=self._modal(verb) or (scope.modal if own is None else None),
            negated=scope.negated,
        )
        self._read(verb, here)
        self._conjuncts(verb, here)
        self._below(verb, here)

    def _read(self, verb: int, here: Scope) -> None:
        if here.force is not None:
            self._act(verb, here)
        elif self._advice(verb, here):
            return
        elif here.modal == "future":
            self._future(verb, here)
        elif (self.tree.passive(verb) and self._adjective(verb, here)) or self._cue(verb, here):
            return
        elif here.modal == "hypothetical":
            if here.reported and self.tree[verb].tag == "VB" and self._has_word(verb, "would"):
                self._future(verb, here)
            else:
                self.notes.append((verb, "only possible or hypothetical (would, could, may, might, can)"))
        else:
            self._deed(verb, here)

    def _own_bearers(self, verb: int) -> tuple[int, ...] | None:
        """Return the heads of who acts by the clause's own words, or null where it has none and inherits."""
        subjects = self.tree.subjects(verb)
        if self.tree.passive(verb):
            agents = self.tree.agents(verb)
            return tuple(agents) if agents or subjects else None
        heads = [s for s in subjects if self.tree[s].dep in ("nsubj", "csubj")][-1:]
        return tuple(self._antecedent(verb, s) for s in heads) or None

    def _antecedent(self, verb: int, subject: int) -> int:
        """Return the noun that a relative pronoun stands for, else the subject itself."""
        relative = self.tree[subject].tag in ("WDT", "WP") or self.tree[subject].lemma in ("which", "who", "that")
        while relative and self.tree[verb].dep == "conj":
            verb = self.tree[verb].head
        return self.tree[verb].head if relative and self.tree[verb].dep == "relcl" else subject

    def _start(self, verb: int, scope: Scope) -> int:
        """Return the token where the clause's words begin: its subject or a governing cue, else the verb's own aux."""
        left = [verb, *self.tree.auxiliaries(verb), *self.tree.children(verb, "neg")]
        subjects = [s for s in self.tree.subjects(verb) if s < verb]
        left += [self.tree.phrase(s)[0] for s in subjects]
        if scope.start is not None:
            left.append(scope.start)
        return min(left)

    # -- force by modals, cues, tense --------------------------------------------------------------------------------

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

    def _advice(self, verb: int, here: Scope) -> bool:
        """Read should, must, need to, have to, "it is essential that", "let us"."""
        token = self.tree[verb]
        rule, cue, targets, negative = None, verb, [verb], False
        if here.modal == "advice":
            cue = next(
                (a for a in self.tree.auxiliaries(verb) if self.tree[a].lemma in self.cues.modals), here.cue or verb
            )
            rule = "modal.advice"
            if token.lemma == "be" and self.tree[verb].dep == "relcl":
                return True
            if self._inverted(verb, cue):
                self.notes.append((verb, 'an inverted condition ("should X do")'))
                return True
        elif token.lemma in ("need", "have") and not self._past(verb):
            targets = [c for c in self.tree.children(verb, "xcomp") if self._to(c)]
            wanted = token.lemma == "need" and token.tag in ("VBP", "VBZ") and self.tree.children(verb, "dobj")
            targets = targets or ([verb] if wanted else [])
            rule = "modal.need" if targets else None
        elif token.lemma == "come" and [self.tree[s].lemma for s in self.tree.subjects(verb)] == ["time"]:
            targets = [
                c
                for c in [
                    *self.tree.children(verb, "xcomp", "advcl", "ccomp"),
                    *self.tree.clause_of_noun(self.tree.subjects(verb)[0]),
                ]
                if self._to(c)
            ]
            rule = "advice.adjective" if targets else None
        elif token.lemma == "let" and not self.tree.subjects(verb):
            targets = [c for c in self.tree.children(verb, "ccomp", "xcomp")]
            rule = "imperative.let" if targets else None
        elif token.lemma in ("be", "remain"):
            rule, targets, negative = self._judged(verb)
            if rule is None and self._goal(verb, here):
                return True
        elif self._imperative(verb, here):
            rule = "imperative"
        if rule is None:
            return False
        negated = here.negated != negative
        for target in targets:
            governed = replace(
                here,
                force="recommendation",
                rule=rule,
                cue=cue,
                bearers=self._own_bearers(target) or (here.bearers if rule != "advice.adjective" else ()),
                negated=negated,
                modal=None,
                by_author=rule.startswith("imperative"),
            )
            if target == verb:
                self._act(verb, governed)
            else:
                self.visit(target, replace(governed, negated=negated != self.tree.negated(verb)))
        return True

    def _goal(self, verb: int, here: Scope) -> bool:
        """Read "our goal is to …": a pledge of whoever owns the goal."""
        for subject in self.tree.subjects(verb):
            cue = self.cues.nouns.get(self.tree[subject].lemma)
            owners = self.tree.children(subject, "poss")
            targets = [c for c in self.tree.children(verb, "xcomp", "ccomp", "attr") if self._to(c)]
            if cue is not None and cue.force == "pledge" and owners and targets:
                self._govern(targets, self._under(cue, subject, here, tuple(owners)))
                return True
        return False

    def _judged(self, verb: int) -> tuple[str | None, list[int], bool]:
        """Read "it is essential that X do", "it would be more effective for X to do", "it is time to do"."""
        for word in self.tree.children(verb, "acomp", "attr", "oprd"):
            lemma = self.tree[word].lemma
            subject = [self.tree[s].lemma for s in self.tree.children(verb, "nsubj", "expl")]
            if lemma in self.cues.advice_adjectives and subject[:1] in (["it"], ["that"]):
                targets = self.tree.children(verb, "ccomp", "xcomp", "advcl") + self.tree.children(
                    word, "xcomp", "ccomp", "acl", "advcl"
                )
                kept = [c for c in targets if self._to(c) or self.tree.subjects(c)]
                return ("advice.adjective" if kept else None), kept, lemma in self.cues.negative_adjectives
        return None, [], False

    def _imperative(self, verb: int, here: Scope) -> bool:
        token = self.tree[verb]
        plain = token.tag in ("VB", "VBP") and token.dep == "ROOT" and not self.tree.subjects(verb)
        return (
            plain
            and verb <= 2
            and not here.bearers
            and not self.tree.auxiliaries(verb)
            and token.lemma not in _NOT_ACTS
        )

    def _inverted(self, verb: int, cue: int) -> bool:
        subjects = self.tree.subjects(verb)
        return self.tree[verb].dep == "advcl" and bool(subjects) and cue < subjects[0]

    def _future(self, verb: int, here: Scope) -> None:
        cue = next((a for a in self.tree.auxiliaries(verb) if self.tree[a].lemma in self.cues.modals), here.cue)
        effect = here.bearers and all(
            self.tree[b].pos in ("NOUN", "PRON") and self.tree[b].lemma in _THINGS for b in here.bearers
        )
        if effect and self.tree[verb].lemma in _EFFECTS:
            self.notes.append((verb, "an effect or benefit, nobody's act"))
            return
        if self.tree[verb].lemma == "be":
            if self._adjective(verb, here):
                return
            if not self.tree.children(verb, "attr"):
                self.notes.append((verb, "a state, no act"))
                return
        self._act(verb, replace(here, force=None, rule="modal.future", cue=cue))

    def _deed(self, verb: int, here: Scope) -> None:
        token = self.tree[verb]
        if self._adjective(verb, here) or self._transparent(verb, here):
            return
        if self.tree.negated(verb) and token.lemma in _REFUSABLE:
            self._act(verb, replace(here, force="refusal", rule="negated.refusal", cue=verb))
            return
        content = self.tree[content_verb(self.tree, verb)].lemma
        if (content in self.acts.stative and content == token.lemma) or self.tree.negated(verb):
            self.notes.append(
                (verb, "a state or a thought, no act" if not self.tree.negated(verb) else "negated, nothing was asked")
            )
            return
        known = any(
            word in self.acts.verbs or word in self.acts.measures or word in self.acts.light
            for word in (content, token.lemma)
        )
        if not known or not (self._finite(verb) or here.modal == "said"):
            self.notes.append((verb, f"{token.lemma!r} is no act in the tables" if not known else "not finite"))
            return
        rule = "plain.founding" if token.lemma in _FOUNDING and self.tree.objects(verb) else "plain.deed"
        self._act(verb, replace(here, force="deed", rule=rule, cue=None))

    def _transparent(self, verb: int, here: Scope) -> bool:
        """Read through "would like to thank", "wish to stress", "is proud to announce", "allow me to renew"."""
        lemma = self.tree[verb].lemma
        words = [w for w in self.tree.children(verb, "acomp") if self.tree[w].lemma in _PROUD]
        holders = words or ([verb] if lemma in _WISHES and not self._past(verb) else [])
        targets = [c for h in holders for c in self.tree.children(h, "xcomp", "ccomp") if self._to(c)]
        if lemma in ("take", "use", "seize"):
            moments = [o for o in self.tree.children(verb, "dobj") if self.tree[o].lemma in _MOMENTS]
            targets = [
                c
                for m in (*moments, *([verb] if moments else []))
                for c in self.tree.children(m, "acl", "advcl", "xcomp")
                if self._to(c)
            ]
        elif lemma == "join" and self.tree.children(verb, "dobj"):
            preps = [p for p in self.tree.children(verb, "prep") if self.tree[p].lemma == "in"]
            targets = [c for p in preps for c in self.tree.children(p, "pcomp")]
        if not targets:
            return False
        for target in targets:
            by_author = lemma == "allow"
            below = Scope(
                bearers=() if by_author else here.bearers,
                speakers=here.speakers,
                reported=here.reported,
                modal="said",
                by_author=by_author,
            )
            self.visit(target, below)
        return True

    def _adjective(self, verb: int, here: Scope) -> bool:
        """Read "is committed to", "remains determined to", "stands ready to", "is expected to"."""
        for word in [*self.tree.children(verb, "acomp", "oprd", "attr"), *([verb] if self.tree.passive(verb) else [])]:
            cue = self.cues.adjectives.get(self.tree[word].lemma) or self.cues.adjectives.get(
                self.tree[word].text.lower()
            )
            if cue is None:
                continue
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

    def _cue(self, verb: int, here: Scope) -> bool:
        families = self.cues.verb(self.tree[verb].lemma, self.tree.particles(verb))
        hypothetical = here.modal == "hypothetical"
        if hypothetical and not (here.reported and self._has_word(verb, "would")):
            return self._transparent(verb, here)
        if self._carried(verb, here, families):
            return True
        return any(self._family(cue, verb, here) for cue in families)

    def _carried(self, verb: int, here: Scope, families: tuple[Cue, ...]) -> bool:
        """Read a cue that lies in the verb's object: "reaffirmed its commitment to", "expressed concern about"."""
        carries = self.tree[verb].lemma in _CARRIERS or any(
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
            if not self.tree.objects(verb) and self._say(verb, here) and len(self.frames) > told:
                return True
            self._act(verb, self._under(cue, None, here, here.bearers), act=cue.act)
            return True
        return self._governing(cue, verb, here)

    def _thought(self, cue: Cue, verb: int) -> bool:
        """Return True for "we recognise that …", "recognised X as Y", "thank you"."""
        lemma = self.tree[verb].lemma
        objects = self.tree.children(verb, "dobj")
        if cue.id == "position.support" and lemma in _BELIEFS:
            return not objects or "as" in self.tree.particles(verb)
        if cue.id == "agreement" and lemma == "agree":
            return any(self.tree.subjects(c) and not self._modal(c) for c in self.tree.children(verb, "ccomp"))
        return (
            lemma == "thank" and [self.tree[o].lemma for o in objects] == ["you"] and not self.tree.prepositional(verb)
        )

    def _talked_up(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Read "underscored the importance of peace" as support, "emphasised the problem of …" as an accusation."""
        if self.tree[verb].lemma not in _TALKED_UP:
            return False
        objects = self.tree.children(verb, "dobj") + (self.tree.subjects(verb) if self.tree.passive(verb) else [])
        if not objects:
            return False
        act: Root = "ACCUSE" if any(self.tree[o].lemma in _EVILS for o in objects) else "SUPPORT"
        self._act(
            verb,
            replace(self._under(cue, None, here, here.bearers), force="deed", rule="position.emphasis", strength=None),
            act=act,
        )
        return True

    def _governing(self, cue: Cue, verb: int, here: Scope) -> bool:
        """Apply a pledge, agreement, recommendation, refusal or expectation to its complements or object."""
        bearers = here.bearers
        if cue.id == "pledge.firm" and any(self.tree[o].lemma in _CRIMES for o in self.tree.children(verb, "dobj")):
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
            self._act(verb, replace(below, cue=verb))
        elif cue.id == "pledge.announce" and self.tree[nouns[0]].lemma in self.acts.done_objects:
            self._act(verb, replace(below, force="deed", rule="announce.done", cue=None, strength=None))
        else:
            self._noun(nouns[0], verb, below)
        return True

    def _stray_infinitive(self, verb: int, targets: list[int]) -> bool:
        """Return True for a bare infinitive that the parser hung beside its cue verb ("pledged to expand …, deploy …")."""
        token = self.tree[verb]
        bare = token.tag in ("VB", "VBP") and not self.tree.subjects(verb) and not self.tree.auxiliaries(verb)
        return bare and any(self._to(t) for t in targets)

    def _say(self, verb: int, here: Scope) -> bool:
        targets = [c for c in self.tree.children(verb, "ccomp") if self.tree.subjects(c) or self.tree.passive(c)]
        if not targets:
            return False
        for target in targets:
            speakers = (*here.speakers, *here.bearers)
            self.visit(target, Scope(speakers=speakers, reported=True, start=None))
        return True

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
                asked if self.tree[verb].lemma in ("demand", "request", "require", "order") else []
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
        """Return who was asked in a relative clause: the subject that did or failed to do it ("…, which X asked for")."""
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

    # -- frames ------------------------------------------------------------------------------------------------------

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
        self._emit(verb, verb, here, patients, self.tree.negated(verb), act)
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

    def _noun(self, noun: int, verb: int, below: Scope, act: Root | None = None) -> None:
        if self.tree[noun].tag in ("WDT", "WP", "IN", "DT", "PRP"):
            start = min(noun, below.start if below.start is not None else noun)
            self._emit(verb, verb, replace(below, start=start), (), False, act)
        else:
            self._emit(noun, verb, below, (), False, act)

    def _emit(
        self, trigger: int, verb: int, here: Scope, patients: tuple[int, ...], negated: bool, act: Root | None
    ) -> None:
        self.frames.append(
            Frame(
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
                progressive=self.tree[verb].tag == "VBG",
                by_author=here.by_author,
            )
        )

    # -- what hangs together -----------------------------------------------------------------------------------------

    def _conjuncts(self, verb: int, here: Scope) -> None:
        for other in self.tree.children(verb, "conj"):
            if not self.tree.is_verb(other):
                continue
            own = bool(self.tree.subjects(other))
            shares = not own and (self._modal(other) is None)
            finite_break = here.modal is not None and self.tree[other].tag in ("VBZ", "VBD")
            shared = (
                replace(here, start=None)
                if shares and not finite_break
                else Scope(bearers=here.bearers, speakers=here.speakers, reported=here.reported)
            )
            self.visit(other, replace(shared, negated=False) if here.force is None else shared)

    def _below(self, verb: int, here: Scope) -> None:
        """Visit relative, participial and adverbial clauses; purposes and conditions hold no statement of their own."""
        unreal = any(f.verb == verb and f.force not in ("deed", "agreement") for f in self.frames)
        for clause in self.tree.clauses(verb):
            if clause in self._seen:
                continue
            token = self.tree[clause]
            if unreal and token.tag == "VBG" and token.dep in ("acl", "advcl") and not self.tree.subjects(clause):
                self.notes.append((clause, "part of an act that is only urged, promised or expected"))
                continue
            marks = {self.tree[m].lemma for m in self.tree.children(clause, "mark")}
            purpose = self._to(clause) or token.dep in ("acl",) and token.tag == "VB"
            if purpose and self._said_at_meeting(verb, clause, here):
                self.visit(clause, replace(here, force=None, rule="purpose.of_meeting", cue=None, start=None))
                continue
            if (
                purpose
                or marks & _IF
                or (here.force is not None and token.dep == "advcl" and not self.tree.subjects(clause))
            ):
                self.notes.append((clause, "a purpose, condition or reason of another act"))
                continue
            bearers: tuple[int, ...] = here.bearers if token.dep == "advcl" else ()
            if token.dep == "acl":
                bearers = (token.head,) if token.tag == "VBG" else tuple(self.tree.agents(clause))
            self.visit(clause, Scope(bearers=bearers, speakers=here.speakers, reported=here.reported))

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

    # -- acts in nouns -----------------------------------------------------------------------------------------------

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
        if (talk and self.frames) or any(self.tree[m].lemma in _UNREAL for m in modifiers) or self._inside_unreal(noun):
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

    # -- small questions ---------------------------------------------------------------------------------------------

    def _to(self, verb: int) -> bool:
        return any(self.tree[c].tag == "TO" for c in self.tree.children(verb, "aux"))

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
            return token.tag in ("VBG", "VBN") or self._to(verb)
        if token.dep == "acl":
            return token.tag == "VBG" or bool(self.tree.agents(verb))
        return bool(self.tree.auxiliaries(verb)) and not self._to(verb)
