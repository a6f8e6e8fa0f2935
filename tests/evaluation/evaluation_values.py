"""Gold and predictions in our own words."""

from servanda.actors import resolve_name
from servanda.evaluation import GoldDocument, GoldStatement, Period
from servanda.model import Actor, Span, Statement, TimeRef

TEXT = (
    "The ministers of Norland and Sudia met on Friday. Norland pledged to open two ports and to train forty pilots.\n\n"
    "Sudia should lower its tariffs on fish. The weather stayed fine for the whole week of talks. "
    "Observers expect that Sudia will join the pact. It refused to name a date."
)
NAME = "talks"


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def span(words: str) -> Span:
    start, end = place(words)
    return Span(start=start, end=end, text=words)


def gold(number: int, words: str, force: str, core: bool = True, **more: object) -> GoldStatement:
    start, end = place(words)
    return GoldStatement(f"g{number}", NAME, start, end, (force,), core, **more)  # type: ignore[arg-type]


def said(words: str, force: str, core: bool = True, actors: tuple[str, ...] = (), **more: object) -> Statement:
    evidence = span(words)
    values = {"event": None, "act": None, "confidence": 0.8, **more}
    return Statement(
        id=f"s{evidence.start}-{evidence.end}-{force}",
        document="d1",
        document_name=NAME,
        force=force,
        core=core,
        evidence=evidence,
        sentence=evidence,
        trigger=evidence,
        actors=tuple(Actor(name=code, country=code) for code in actors),
        rule="test",
        **values,
    )


DOCUMENT = GoldDocument(NAME, TEXT, {"published": "2023-05-05", "title": "Talks"}, "news", "fish")
MET = gold(1, "The ministers of Norland and Sudia met on Friday", "deed", actors=("NOR", "SDN"), event="CONSULT")
PORTS = gold(2, "Norland pledged to open two ports", "pledge", actors=("NOR",), event="AGREE", act="RETREAT")
PILOTS = gold(3, "to train forty pilots", "pledge", actors=("NOR",), event="AGREE", act="AID")
TARIFFS = gold(4, "Sudia should lower its tariffs on fish", "recommendation", actors=("SDN",), act="RETREAT")
JOIN = gold(5, "Sudia will join the pact", "expectation", core=False, actors=("SDN",))
DATE = gold(6, "It refused to name a date", "refusal", core=False, actors=("?",), speaker="?", event="REJECT")
ALL = (MET, PORTS, PILOTS, TARIFFS, JOIN, DATE)


def echo(one: GoldStatement, text: str = TEXT) -> Statement:
    """The prediction that says exactly what the gold says."""
    at = Span(start=one.start, end=one.end, text=text[one.start : one.end])

    def actors(names: tuple[str, ...]) -> tuple[Actor, ...]:
        return tuple(_actor(name) for name in names)

    def time(period: Period | None) -> TimeRef | None:
        return period and TimeRef(text="then", start=period.start, end=period.end, grain="range", rule="test")

    return Statement(
        id=one.id,
        document="d1",
        document_name=one.document,
        force=one.force,
        core=one.core,
        polarity=one.polarity,
        evidence=at,
        sentence=at,
        trigger=at,
        speaker=_actor(one.speaker) if one.speaker else None,
        actors=actors(one.actors),
        recipients=actors(one.recipients),
        event=one.event,
        act=one.act or one.plover,
        when=time(one.when),
        deadline=time(one.deadline),
        confidence=1.0,
        rule="echo",
    )


def _actor(name: str) -> Actor:
    """The actor of a gold string: three capital letters are a country here, any other name an organisation."""
    if name.startswith("?"):
        return Actor(name="somebody")
    found = resolve_name(name)
    if len(name) == 3 and name not in ("WHO",):
        return Actor(name=name, country=name)
    return Actor(name=name, actor_id=found.actor_id, country=found.country)
