"""Values to store: by hand for the tests that read like stories, by hypothesis for the properties."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from servanda.ledger import Run
from servanda.model import (
    Actor,
    Block,
    Document,
    Item,
    Link,
    Measurability,
    Quote,
    Range,
    Review,
    Span,
    Statement,
    Value,
    document_key,
    item_key,
    key,
    link_key,
    statement_key,
)

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
TEXT = (
    "The ministers agreed to hold joint naval exercises every spring. Norway will send two frigates by 2026. "
    "Portugal should ratify the fisheries treaty without delay."
)
JAPAN = Actor(name="Tokyo", country="JPN", sector="GOV", via="capital")
PACT = Actor(name="the Northern Pact", actor_id="NPACT", members=("DNK", "NOR", "SWE"), via="organisation")


def run(config: str = "c1", id_: str | None = None, **more: Any) -> Run:
    return Run(
        id=id_ or f"r-{config}", coder="rules", version="0.1", codebook="p1", config=config, started=NOON, **more
    )


def document(
    name: str = "talks", text: str = TEXT, published: date | None = date(2024, 4, 30), **more: Any
) -> Document:
    return Document(
        id=document_key(name, text),
        name=name,
        source=more.pop("source", f"path:/notes/{name}.txt"),
        text=text,
        blocks=(Block(start=0, end=len(text)),),
        published=published,
        **more,
    )


def statement(doc: Document, words: str, force: str = "pledge", **more: Any) -> Statement:
    start = doc.text.index(words)
    span = doc.span(start, start + len(words))
    trigger = doc.span(start, start + len(words.split()[0]))
    return Statement(
        id=statement_key(doc.id, None, (trigger.start, trigger.end)),
        document=doc.id,
        document_name=doc.name,
        force=force,
        core=True,
        evidence=span,
        sentence=span,
        trigger=trigger,
        confidence=0.75,
        rule="test",
        **more,
    )


def coded(doc: Document) -> list[Statement]:
    """Three statements, with a country, a collective and nobody as their bearers."""
    return [
        statement(doc, "agreed to hold joint naval exercises", "agreement", actors=(PACT,), event="AGREE"),
        statement(doc, "will send two frigates by 2026", actors=(JAPAN,), event="COOPERATE"),
        statement(doc, "should ratify the fisheries treaty", "recommendation", speaker=JAPAN),
    ]


def item(doc: Document, *made_of: Statement) -> Item:
    first = made_of[0].evidence
    quote = Quote(document=doc.id, document_name=doc.name, start=first.start, end=first.end, text=first.text)
    return Item(
        id=item_key(made_of[0].id),
        number="1",
        title=first.text,
        parent=None,
        document=doc.id,
        document_name=doc.name,
        force="pledge",
        bearers=(JAPAN,),
        asks=("send frigates",),
        statements=tuple(one.id for one in made_of),
        quotes=(quote,),
        measurability=Measurability(actor=True, action=True, object=True, quantity=True, deadline=True, test=False),
    )


def link(earlier: Item, later: Statement, score: float = 0.5) -> Link:
    return Link(
        id=link_key(earlier.id, later.id),
        item=earlier.id,
        statement=later.id,
        relation="advances",
        score=score,
        reasons=("same bearer",),
    )


def review(subject: str, judgement: str = "right", user: str = "ada", number: int = 1, **more: Any) -> Review:
    return Review(
        id=key("v", subject, judgement, user, number),
        subject_kind=more.pop("subject_kind", "link"),
        subject=subject,
        judgement=judgement,
        user=user,
        at=NOON,
        **more,
    )


# What hypothesis builds. Any text is allowed: names hold NUL, astral letters and quotation marks.
spans = st.tuples(st.integers(0, 10**6), st.text(max_size=30), st.none() | st.text(max_size=5)).map(
    lambda parts: Span(start=parts[0], end=parts[0] + len(parts[1]), text=parts[1], clean=parts[2])
)
PARTS: dict[Any, st.SearchStrategy[Any]] = {
    float: st.floats(allow_nan=False, allow_infinity=False),
    int: st.integers(-(2**31), 2**31 - 1),
    Span: spans,
    str: st.text(max_size=12),
}


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """A strategy for an annotation of the model: a value, a tuple of values, or one of several."""
    if kind in PARTS:
        return PARTS[kind]
    if isinstance(kind, type) and issubclass(kind, Value):
        return st.deferred(lambda: values(kind))
    arguments = get_args(kind)
    if len(arguments) == 2 and arguments[1] is ...:
        return st.lists(any_of(arguments[0]), max_size=2).map(tuple)
    if arguments and all(isinstance(one, type | type(None)) or get_args(one) for one in arguments):
        return st.one_of(*(any_of(one) for one in reversed(arguments)))
    return st.from_type(kind)


def values(kind: type[Value], **fixed: Any) -> st.SearchStrategy[Any]:
    fields = {name: any_of(field.annotation) for name, field in kind.model_fields.items() if name not in fixed}
    given_values = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in fixed.items()
    }
    return st.builds(kind, **fields, **given_values)


@st.composite
def records(draw: st.DrawFn) -> tuple[Document, Sequence[Statement]]:
    """A document of any text with some statements of any content."""
    text = draw(st.text(max_size=200))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    ranges = tuple(Range(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    blocks = tuple(Block(start=one.start, end=one.end, kind="item", lead=one) for one in ranges)
    doc = draw(values(Document, text=text, blocks=blocks, nontext=ranges))
    doc = doc.model_copy(update={"id": document_key(doc.name, text), "source": f"id:{doc.id!r}"})
    found = draw(st.lists(values(Statement, document=doc.id), max_size=3))
    return doc, [one.model_copy(update={"id": key("s", doc.id, at)}) for at, one in enumerate(found)]
