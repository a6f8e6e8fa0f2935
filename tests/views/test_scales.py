"""Published scales: complete, labelled as mappings, and right on their own examples."""

import pytest

from servanda.model import DELIVERIES
from servanda.ontology.scales import Scale, scale, scales


@pytest.mark.parametrize("row", scales().values(), ids=lambda row: row.id)
def test_a_scale_says_that_it_is_mapped_and_covers_every_delivery(row: Scale) -> None:
    assert row.label.startswith("mapped to")
    assert row.version
    assert row.source
    assert set(row.grades) == set(DELIVERIES)
    assert not row.scores or set(row.scores) == set(DELIVERIES)


@pytest.mark.parametrize("row", scales().values(), ids=lambda row: row.id)
def test_the_example_holds(row: Scale) -> None:
    delivery = row.example["delivery"]
    assert (row.score(delivery), row.grade(delivery)) == (row.example["score"], row.example["grade"])


def test_percent_is_the_mean_on_the_scale() -> None:
    group = scale("G7RG")
    assert group.percent([0]) == 50.0
    assert group.percent([1, 0, None]) == 75.0
    assert group.percent([None]) is None
    assert scale("politifact").percent([]) is None


def test_an_unknown_scale_names_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"politifact.*upr"):
        scale("stars")
