"""From a frame to its force, once it is known who speaks for whom (the annotation guide, section 2)."""

from dataclasses import dataclass

from servanda.coding.frames import Frame
from servanda.model import Actor, Document, Force

OTHERS = Actor(name="the international community", via="an appeal to nobody by name: open")
OWN_VOICE = frozenset(("joint_statement", "communique", "fact_sheet", "readout", "speech", "resolution", "other"))
_OWN_PLANS = frozenset(("fact_sheet", "joint_statement", "communique", "readout"))

_AGREED = frozenset(("agreement", "agreement.by_many", "agreement.by_several"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A force with the rule that gave it, or a null force with the reason why the frame says no statement."""

    force: Force | None
    rule: str
    strength: int | None = None
    renewed: bool = False
    reason: str = ""


def judge(
    frame: Frame, document: Document, actors: tuple[Actor, ...], own: frozenset[str], demanders: tuple[Actor, ...] = ()
) -> Judged:
    """Return the force of a frame; `own` are the keys of those for whom the document speaks."""
    force: Force | None = frame.force
    if force is None and demanders and not frame.speakers:
        return Judged("demand", "shall.of_officials")
    if force is None:
        return _future(frame, document, actors, own)
    if frame.hypothetical and force in ("deed", "agreement"):
        return Judged(None, frame.rule, reason="only hypothetical")
    if frame.rule == "agreement.signed" and len(_parties(actors)) < 2:
        return Judged("deed", "signed.alone")
    if force == "agreement" and frame.rule != "agreement.joined":
        return _agreement(frame, actors)
    done = _done(frame, document, actors, own)
    if done is not None:
        return done
    if force == "demand" and not demanders and frame.speakers and not frame.voiced:
        told = Judged("recommendation", "demand.of_circumstances")
        return told if frame.bearers else Judged(None, frame.rule, reason="circumstances demand it of nobody")
    if frame.rule == "imperative" and document.kind in _OWN_PLANS:
        return Judged("pledge", "imperative.own", 5)
    if frame.rule == "emphasis" and OTHERS in actors:
        return Judged("demand", "emphasis.of_nobody_named")
    if force == "pledge" and frame.rule == "pledge.announce":
        return Judged("pledge", frame.rule, 5)
    return Judged(force, frame.rule, frame.strength if force == "pledge" else None, frame.renewed)


def _done(frame: Frame, document: Document, actors: tuple[Actor, ...], own: frozenset[str]) -> Judged | None:
    """Return what the verbs of founding and seeking say of those who do it: together, alone, in their own words."""
    together = len(_parties(actors)) > 1
    if frame.rule == "announce.founding":
        return Judged("agreement", frame.rule) if together else Judged("deed", "announce.done")
    if frame.rule == "plain.founding" and len(actors) > 1 and together:
        return Judged("agreement", frame.rule)
    if frame.rule == "plain.sought":
        ours = document.kind in OWN_VOICE and (frame.first_person or bool(own & identities(actors)))
        return Judged("pledge", frame.rule, 3) if ours else Judged("deed", "plain.deed")
    return None


def _future(frame: Frame, document: Document, actors: tuple[Actor, ...], own: frozenset[str]) -> Judged:
    """Tell a pledge from an expectation: "will" binds only those who speak, or whose words are told."""
    mine = frame.first_person or bool(own & identities(actors))
    unnamed = not actors and document.kind != "speech" and not frame.aside
    told = document.kind == "report" and bool(own & identities(actors))
    bound = frame.reported or told or (document.kind in OWN_VOICE and (mine or unnamed))
    if not bound:
        return Judged("expectation", "modal.future.of_others")
    if frame.negated and (frame.reported or frame.rule == "modal.future.withheld"):
        return Judged("refusal", "modal.future.negated")
    if frame.rule == "modal.future.reprisal":
        return Judged("warning", frame.rule)
    return Judged("pledge", "modal.future.reported" if frame.reported else "modal.future.own", 5)


def _agreement(frame: Frame, actors: tuple[Actor, ...]) -> Judged:
    """Tell what two or more undertake from what one decides or does; several whom nobody knows are several."""
    parties = len(_parties(actors))
    if frame.rule.startswith("encoder"):
        return Judged("agreement" if parties > 1 else "deed", frame.rule)
    if frame.rule not in _AGREED:
        return Judged("agreement", frame.rule)
    several = parties > 1 or len(actors) > 1 or frame.rule == "agreement.by_several"
    if several or (frame.rule == "agreement.by_many" and not parties):
        return Judged("agreement", "agreement")
    return Judged("pledge", "agreement.single_bearer", 5)


def _parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return the countries and organisations among the actors, a collective as its members."""
    return frozenset(key for actor in actors for key in actor.keys)


def identities(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return every key that the actors may be known by: countries, ids and members."""
    own = {key for actor in actors for key in actor.keys}
    return frozenset(own | {key for actor in actors for key in (actor.country, actor.actor_id) if key})
