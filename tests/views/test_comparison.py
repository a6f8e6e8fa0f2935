"""Two documents side by side, and one commitment through three: documents written for this, read as a desk would."""

import pytest

from servanda.desk import comparison, drift, items_named
from servanda.ledger import Ledger, LedgerError
from servanda.linking.alike import Alike, family, strength
from servanda.linking.fields import field, fields
from servanda.linking.frames import item_frames
from servanda.ontology.plover import plover
from servanda.views.comparison import CHANGES

NAMES = ("statement-2022", "statement-2023", "statement-2024")


@pytest.fixture(scope="module")
def ledger(series):
    with Ledger.open(series, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(ledger):
    return comparison(ledger, *NAMES[:2])[2]


def words(row):
    return tuple(said.evidence.shown if said else None for said in (row.earlier, row.later))


@pytest.mark.parametrize(
    ("change", "earlier", "later", "detail"),
    [
        ("new", None, "set up a shared fund for fishing villages", None),
        ("dropped", "joint coast guard exercises", None, None),
        ("dropped", "fund research on sea ice", None, None),
        (
            "weakened",
            "We will champion adherence",
            "We emphasise the importance of adherence",
            "strength 5 → 2: “will” → “emphasise”",
        ),
        ("amount", "$40 million", "$65 million", "amount $40 million → $65 million"),
        ("date", "by the end of 2023", "by the end of 2025", "deadline by the end of 2023 → by the end of 2025"),
        ("done", "We will launch a joint satellite", "We welcome the launch of the joint satellite", None),
        ("restated", "withdraw its patrol boats", "withdraw its patrol boats", None),
    ],
)
def test_each_change_is_found_once(found, change, earlier, later, detail):
    rows = [row for row in found.rows if row.change == change and (earlier or later) in str(words(row))]
    assert len(rows) == 1
    for wanted, got in zip((earlier, later), words(rows[0]), strict=True):
        assert (wanted is None) == (got is None)
        assert wanted is None or wanted in got
    assert detail is None or detail in rows[0].details


def test_the_summary_counts(found):
    assert found.counts == dict(zip(CHANGES, (1, 2, 1, 0, 1, 1, 1, 1), strict=True))
    assert found.sizes == (7, 6)
    topics = {row.name: (row.earlier, row.later) for row in found.topics}
    assert sum(one for one, _ in topics.values()) == 7
    assert topics["security"] == (2, 1)
    assert "less on security (2 → 1)" in found.told()
    assert {row.name for row in found.actors} == {"CAN", "NOR", "RUS"}


def test_a_document_is_not_compared_with_itself(ledger):
    with pytest.raises(LedgerError, match="name two documents"):
        comparison(ledger, NAMES[0], NAMES[0])


def test_rows_are_plain(found):
    row = next(row for row in found.rows if row.change == "weakened").json()
    assert row["strengths"] == [5, 2]
    assert row["earlier"]["document_name"] == NAMES[0]
    assert {actor["country"] for actor in row["actors"]} == {"CAN", "NOR"}


def test_a_commitment_is_followed_step_by_step(ledger):
    steps = drift(ledger, "statement-2022 · P2")
    assert [(step.document_name, step.change, step.strength) for step in steps] == [
        (NAMES[0], "first", 5),
        (NAMES[1], "amount", 5),
        (NAMES[2], "weakened", 3),
    ]
    assert steps[2].details == ("strength 5 → 3: “will” → “intend”",)


def test_what_is_said_no_more_is_told_in_documents_of_the_series(ledger):
    steps = drift(ledger, NAMES[0], "P3")
    assert [step.change for step in steps] == ["first", "not said", "not said"]
    assert [step.mentions for step in steps[1:]] == [0, 0]


def test_items_are_named_by_id_number_or_document(ledger):
    all_items = items_named(ledger, NAMES[0])
    assert items_named(ledger, all_items[1].id) == [all_items[1]]
    assert items_named(ledger, NAMES[0], "P2") == [all_items[1]]
    with pytest.raises(LedgerError, match="has no item P99"):
        items_named(ledger, NAMES[0], "P99")


def test_the_same_words_about_another_country_are_no_pair(coded):
    rows = []
    for year, country in ((2022, "Iraq"), (2023, "Kenya"), (2024, "Iraq")):
        text = f"In {year}, we will support the sovereignty and the territorial integrity of {country}."
        rows += coded(text, published=f"{year}-05-20", publisher="Canada", kind="joint_statement")
    pool = Alike(rows)
    first = pool.of(rows[0].id)
    assert [said.statement.id for _, said in pool.near(first)] == [rows[2].id]


@pytest.mark.parametrize(
    ("sentence", "kind", "strong"),
    [
        ("Canada will fund the bridge.", "commitment", 5),
        ("Canada reaffirmed its commitment to fund the bridge.", "commitment", 4),
        ("Canada intends to fund the bridge.", "commitment", 3),
        ("Canada welcomed the new bridge.", "commitment", 2),
        ("Canada called on Norway to fund the bridge.", "call", None),
        ("Canada condemned the attack on the bridge.", "opposition", None),
        ("Canada sent ten trucks to Moldova.", "deed", None),
    ],
)
def test_families_and_strengths(coded, sentence, kind, strong):
    row = coded(sentence, publisher="Canada", kind="joint_statement")[0]
    assert (family(row), strength(row)) == (kind, strong)


def test_every_context_of_the_codebook_has_a_field(coded):
    assert set(fields().contexts) == set(plover().contexts)
    row = coded("Canada will buy new warships.")[0]
    assert field(item_frames(row)[0]) == "security"
