"""Clauses to frames: walks a sentence and finds each pair of force cue and act (the annotation guide, 1 and 2)."""

from dataclasses import replace

from servanda.coding.advice import Advising
from servanda.coding.cued import Cued
from servanda.coding.event import content_verb, verb_root
from servanda.coding.frames import Frame, Scope
from servanda.coding.nominals import Nominal
from servanda.model import Force

_OF_DOING = ("tion", "sion", "ment", "ance", "ence")
_OWN_LISTS = ("fact_sheet", "joint_statement", "communique", "readout", "other")


class Walker(Advising, Cued, Nominal):
    """Walks one sentence from its root down."""

    def walk(self) -> list[Frame]:
        """Return the sentence's frames in text order."""
        if self.silent:
            self.notes.append((self.tree.roots[0], self.silent))
            return []
        for root in self.tree.roots:
            if self.tree.is_verb(root):
                ours = self.kind in _OWN_LISTS and not self.tree.subjects(root)
                self.visit(root, Scope(by_author=ours))
            else:
                self._below(root, Scope())
        self._listed_gerund()
        self._listed_noun()
        self._nominal()
        return sorted(self.frames, key=lambda f: (f.trigger, f.start))

    def only_possible(self, verb: int) -> bool:
        """Return True for what would, could or may be done."""
        return verb in self.scopes and self.scopes[verb].modal == "hypothetical"

    def take(self, verb: int, force: Force, rule: str) -> Frame:
        """Return the frame of a clause that no rule coded, with the force that is said of it from outside."""
        here = self.scopes.get(verb) or Scope(bearers=self._inherited(verb), start=self._start(verb, Scope()))
        modal = next((a for a in self.tree.auxiliaries(verb) if self.tree[a].tag == "MD"), here.cue)
        patients = tuple(self.tree.subjects(verb)) if self.tree.passive(verb) else ()
        return self._frame(verb, verb, replace(here, force=force, rule=rule, cue=modal), patients, False)

    def take_noun(self, noun: int, force: Force, rule: str) -> Frame:
        """Return the frame of an act in a noun that no rule coded: of its owners, else of the clause's subject."""
        owners = self._owners(noun)
        bearers = tuple(self._named_before(o) for o in owners) or self._inherited(noun)
        here = Scope(force=force, rule=rule, bearers=bearers, start=self._first(noun, owners))
        return self._frame(noun, noun, here, (), False)

    def _inherited(self, index: int) -> tuple[int, ...]:
        """Return who acts in the clause of a word, or in the nearest one above it that says so."""
        at = index
        while True:
            own = self._own_bearers(at) if self.tree.is_verb(at) else None
            if own is not None or self.tree[at].head == at:
                return own or ()
            at = self.tree[at].head

    def _listed_gerund(self) -> None:
        """Read an item of a list that only counts up ("They took several steps, including: – Training …")."""
        at = self.tree.sentence.lead
        if not at or self.kind not in _OWN_LISTS:
            return
        if self.tree[at].tag != "VBG":
            self._listed_with_subject(at)
            return
        above = [f for f in self.frames if f.trigger < at]
        if self.tree[at - 1].lemma in ("include", "including"):
            self.frames = [f for f in self.frames if f.trigger >= at]
        elif self.tree[at - 1].lemma in ("as", "by"):
            self._listed_under(above, at)
            return
        elif above or at in self._seen:
            return
        if all(f.trigger != at for f in self.frames):
            heads = [i for i in range(at) if self._modal(i) == "future"]
            promised = Scope(rule="modal.future", cue=heads[0]) if heads else Scope(force="deed", rule="gerund.own")
            self._seen.add(at)
            self._act(at, replace(promised, bearers=above[-1].bearers if above else ()))

    def _listed_under(self, above: list[Frame], at: int) -> None:
        """Read an item under "pledged to take steps such as:" or "will help by:": it is promised as they are.

        "Called for an end to practices such as: …" promises, asks for and tells nothing of what it lists.
        """
        if self.tree[at - 1].lemma == "by":
            governor = self.tree[at - 1].head
        else:
            steps = self.tree[self.tree[at - 1].head]
            taken = self.tree[steps.head].lemma in self.words["taken"] and steps.lemma in self.words["steps"]
            governor = steps.head if taken else at
        frame = next((f for f in above if governor in (f.verb, f.trigger)), None)
        self.frames = [f for f in self.frames if f.trigger >= at and f.trigger != at]
        own = ("pledge", "agreement", "recommendation", "demand", "deed")
        if frame is None or frame.negated or not (frame.force in own or frame.rule == "modal.future"):
            self.notes.append((at, "an example of what is named above the list, not of what is promised"))
            return
        self._seen.add(at)
        self._act(at, self._as_above(frame))

    def _as_above(self, frame: Frame) -> Scope:
        return Scope(
            force=frame.force,
            rule=frame.rule,
            cue=frame.cue,
            bearers=frame.bearers,
            speakers=frame.speakers,
            strength=frame.strength,
            renewed=frame.renewed,
            by_author=frame.by_author,
        )

    def _listed_with_subject(self, at: int) -> None:
        """Read an item that says by itself who acts ("They took steps such as: – Malta pledging a ferry")."""
        own = range(at, len(self.tree.tokens))
        heads = [i for i in own if self.tree[i].tag == "VBG" and at in map(self._first_of, self.tree.subjects(i))]
        if heads and not any(frame.trigger in own for frame in self.frames):
            self.frames = []
            self._seen -= set(own)
            self.visit(heads[0], Scope())

    def _first_of(self, noun: int) -> int:
        return self.tree.phrase(noun)[0]

    def _listed_noun(self) -> None:
        """Read an item that names an act by a noun ("… announced key outcomes including: – Creation of a fund")."""
        at = self.tree.sentence.lead
        lead = {token.lemma for token in self.tree.tokens[:at]}
        if not lead & self.words["counted_acts"] or self.kind not in _OWN_LISTS or not self.tree.sentence.first:
            return
        if self.tree[at - 1].lemma not in ("include", "including", "following"):
            return
        own = self.tree.tokens[at:]
        noun = next((t.index for t in own if t.head < at or t.head == t.index), None)
        told = any(t.tag in ("VBD", "VBP", "VBZ", "MD") and t.dep not in ("relcl", "aux", "auxpass") for t in own)
        if noun is None or told or self.tree[noun].pos != "NOUN" or not self._counted(noun):
            return
        above = [frame for frame in self.frames if frame.trigger < at]
        bearers = above[-1].bearers if above else ()
        given = bool(lead & {"commit", "commitment", "pledge", "will", "package"})
        force: Force = "pledge" if given else "deed"
        if not given and lead & {"announce", "agree", "decide", "agreement"}:
            force = "agreement"
        self.frames = [frame for frame in self.frames if frame.trigger >= at and frame.trigger != noun]
        listed = Scope(force=force, rule="noun.listed", bearers=bearers, start=at)
        self.frames.append(replace(self._frame(noun, noun, listed, (), False), by_author=not bearers))

    def _counted(self, noun: int) -> bool:
        """Return True for a noun of doing or of what is given: "creation", "helicopters", "exchange"."""
        lemma = self.tree[noun].lemma
        known = self.acts.event_nouns | self.acts.verbal_nouns | self.words["counted_nouns"]
        return lemma in known or lemma in self.acts.nouns or lemma.endswith(_OF_DOING)

    @property
    def silent(self) -> str | None:
        """Why the sentence as a whole says no act; null where it may."""
        if self.tree.tokens[-1].text == "?":
            return "a question says no act"
        return "a heading names a topic, it says no act" if self._mere_heading() else None

    def _mere_heading(self) -> bool:
        if self.tree.sentence.block.kind != "heading":
            return False
        return not any(self._imperative(root, Scope()) for root in self.tree.roots)

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
        self.scopes[verb] = here
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
            elif self.tree[verb].lemma == "be" and self._adjective(verb, here):
                return
            else:
                self.notes.append((verb, "only possible or hypothetical (would, could, may, might, can)"))
        else:
            self._deed(verb, here)

    def _future(self, verb: int, here: Scope) -> None:
        cue = next((a for a in self.tree.auxiliaries(verb) if self.tree[a].lemma in self.cues.modals), here.cue)
        effect = (
            bool(here.bearers)
            and not here.reported
            and all(
                self.tree[b].pos in ("NOUN", "PRON") and self.tree[b].lemma in self.words["things"]
                for b in here.bearers
            )
        )
        if self._signpost(verb, here):
            self.notes.append((verb, "says how the speech goes on, no act"))
            return
        if effect or self._effect(verb, here):
            self.notes.append((verb, "an effect or benefit, nobody's act"))
            return
        if self.tree[verb].lemma in self.words["mere_states"]:
            self.notes.append((verb, "a state, no act"))
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
        if self._adjective(verb, here) or self._transparent(verb, here) or self._made_clear(verb, here):
            return
        if self._had_to(verb, here):
            return
        if self._bare_gerund(verb):
            founds = token.lemma in self.words["founding"] and self.tree.objects(verb)
            self._act(verb, replace(here, force="deed", rule="plain.founding" if founds else "gerund.own", cue=None))
            return
        if self.tree.negated(verb) and token.lemma in self.words["refusable"]:
            self._act(verb, replace(here, force="refusal", rule="negated.refusal", cue=verb))
            return
        content = self.tree[content_verb(self.tree, verb)].lemma
        state = content in self.acts.stative and content == token.lemma
        state = state and not (content in self.acts.told_deeds and self._told_event(verb))
        if state or self.tree.negated(verb):
            self.notes.append(
                (verb, "a state or a thought, no act" if not self.tree.negated(verb) else "negated, nothing was asked")
            )
            return
        sought = token.lemma == "seek" and token.tag in ("VBP", "VBZ") and content != "seek"
        if sought and token.dep != "relcl" and not self._meanwhile(verb):
            self._act(verb, replace(here, force="deed", rule="plain.sought", cue=None))
            return
        known = content in {*self.acts.verbs, *self.acts.measures, *self.acts.light} or token.lemma in self.acts.verbs
        known = known or self._told_event(verb)
        if not known or not (self._finite(verb) or here.modal == "said"):
            self.notes.append((verb, f"{token.lemma!r} is no act in the tables" if not known else "not finite"))
            return
        if token.lemma in ("join", "accede") and self._treaty(verb):
            self._act(verb, replace(here, force="agreement", rule="agreement.joined", cue=None))
            return
        empty = any(f"{token.lemma} {self.tree[o].lemma}" in self.words["empty_pairs"] for o in self.tree.objects(verb))
        if empty or self._lacks_its_preposition(verb) or self._idle_relative(verb) or self._meanwhile(verb):
            self.notes.append((verb, "said of no one, or only in passing"))
            return
        rule = "plain.founding" if token.lemma in self.words["founding"] and self.tree.objects(verb) else "plain.deed"
        self._act(verb, replace(here, force="deed", rule=rule, cue=None))

    def _meanwhile(self, verb: int) -> bool:
        """Return True for "as we tackle the flood", "as I conclude": said in passing, of no time of its own."""
        token = self.tree[verb]
        marks = {self.tree[m].lemma for m in self.tree.children(verb, "mark")}
        present = token.tag in ("VBP", "VBZ") and not self.tree.auxiliaries(verb)
        return token.dep == "advcl" and present and bool(marks & {"as", "while", "because", "since"})

    def _finite(self, verb: int) -> bool:
        """Return True for a finite verb, one of a side clause with its own subject and auxiliary too."""
        own = bool(self.tree.subjects(verb)) and any(
            self.tree[a].tag in ("VBZ", "VBD", "VBP") for a in self.tree.auxiliaries(verb)
        )
        return own or super()._finite(verb)

    def _had_to(self, verb: int, here: Scope) -> bool:
        """Read "had to ration the water" as done."""
        forced = [c for c in self.tree.complements(verb) if self._to(c)]
        if not forced or self.tree[verb].lemma != "have" or not self._past(verb):
            return False
        self._govern(forced, replace(here, force="deed", rule="plain.had_to", cue=None))
        return True

    def _made_clear(self, verb: int, here: Scope) -> bool:
        """Read "made clear that …", "made it plain that …" as saying it."""
        words = {self.tree[c].lemma for c in self.tree.subtree(verb) if verb < c <= verb + 3}
        return self.tree[verb].lemma == "make" and bool(words & {"clear", "plain"}) and self._say(verb, here)

    def _told_event(self, verb: int) -> bool:
        """Return True for what is told as done to something, whatever the verb: "launched", "has dug", "is digging"."""
        token = self.tree[verb]
        helpers = {self.tree[a].lemma for a in self.tree.auxiliaries(verb)}
        told = token.tag == "VBD" or "have" in helpers or (token.tag == "VBG" and "be" in helpers)
        return told and bool(self.tree.children(verb, "dobj", "nsubjpass"))

    def _lacks_its_preposition(self, verb: int) -> bool:
        """Return True for "we speak", "I stand here": an act only with, to or by somebody."""
        wanted = self.acts.needs.get(self.tree[verb].lemma)
        return wanted is not None and not wanted & set(self.tree.particles(verb))

    def _idle_relative(self, verb: int) -> bool:
        """Return True for a relative clause whose verb says no act by itself ("…, which reflects …")."""
        token = self.tree[verb]
        own = [s for s in self.tree.subjects(verb) if self.tree[s].tag not in ("WDT", "WP")]
        telling = self.acts.verbs if not own else {*self.acts.verbs, *self.acts.measures}
        if token.dep != "relcl" or (self._told_event(verb) and (own or verb_root(self.tree, verb))):
            return False
        return token.lemma in self.acts.light - self.acts.measures or token.lemma not in telling

    def _bare_gerund(self, verb: int) -> bool:
        """Return True for a list item of a government's own text that tells what it does ("Expanding …")."""
        token = self.tree[verb]
        own = self.kind in _OWN_LISTS
        bare = token.tag in ("VBG", "VBD", "VBN") and token.dep == "ROOT" and not self.tree.subjects(verb)
        listed = self.tree.sentence.block.kind == "item" and self.tree.sentence.first
        return own and bare and listed and not self.tree.auxiliaries(verb) and verb <= self.tree.sentence.lead + 1

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
            purpose = self._to(clause) or (token.dep == "acl" and token.tag == "VB" and not self.tree.subjects(clause))
            if purpose and self._said_at_meeting(verb, clause, here):
                self.visit(clause, replace(here, force=None, rule="purpose.of_meeting", cue=None, start=None))
                continue
            if (
                purpose
                or marks & self.words["conditional_marks"]
                or (here.force is not None and token.dep == "advcl" and not self.tree.subjects(clause))
            ):
                self.notes.append((clause, "a purpose, condition or reason of another act"))
                self._inside(clause, here, purpose)
                continue
            bearers: tuple[int, ...] = here.bearers if token.dep == "advcl" else ()
            if token.dep == "acl":
                bearers = (token.head,) if token.tag == "VBG" else tuple(self.tree.agents(clause))
            self.visit(clause, Scope(bearers=bearers, speakers=here.speakers, reported=here.reported))

    def _inside(self, clause: int, here: Scope, purpose: bool) -> None:
        """Visit what is no part of a purpose: the main verb's misread conjunct, and what somebody else did."""
        for other in self.tree.conjuncts(clause) if purpose else ():
            if self.tree[other].tag in ("VBD", "VBZ") and not self.tree.subjects(other) and other not in self._seen:
                self.visit(other, Scope(bearers=here.bearers, speakers=here.speakers, reported=here.reported))
        for inner in self.tree.clauses(clause) if purpose else ():
            if self.tree[inner].dep in ("ccomp", "relcl") and self.tree.subjects(inner) and self._modal(inner) is None:
                self.visit(inner, Scope(speakers=here.speakers, reported=here.reported))
