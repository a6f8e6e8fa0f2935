"""The two seeds, with the worked example as coding: the scorecard that an analyst would sign."""

from datetime import date

import pytest
from tests.linking import gold

from servanda.views.scorecard import ScoreRow, scorecard
from servanda.views.store import tracked

DONE = ("fulfilled", "substantially_advanced", "advanced")
WANTED = {
    "R1": (("fulfilled",), ("pism-07",)),
    "R2": (("no_evidence",), None),
    "R3": (("no_evidence",), None),
    "R4": (("advanced", "no_evidence"), None),
    "R5": (("no_evidence",), None),
    "R6": (("no_evidence",), None),
    "R7": (DONE, ("pism-11", "pism-12")),
    "R8": (("no_evidence",), None),
    "R9": (DONE, ("pism-08",)),
    "R10": (DONE, ("pism-11",)),
    "R11": (DONE, ("pism-16",)),
    "R12": (("advanced", "no_evidence"), None),
    "R13": (("no_evidence",), None),
    "R14": (("no_evidence",), None),
}


def rows() -> dict[str, ScoreRow]:
    gold.need_seeds()
    store = tracked(list(gold.documents().values()), list(gold.statements().values()))
    brief = next(name for name in gold.documents() if "before" in name)
    return {row.item.number: row for row in scorecard(store, brief, all=True)}


@pytest.mark.shared
def test_the_scorecard_of_the_brief() -> None:
    found = rows()
    for number, (deliveries, best) in WANTED.items():
        assert found[number].outcome.delivery in deliveries, number
        if best:
            assert found[number].outcome.evidence[0].statement in best, number


@pytest.mark.shared
def test_nothing_is_called_contradicted() -> None:
    assert all(row.outcome.delivery != "contradicted" for row in rows().values())


@pytest.mark.shared
def test_every_quotation_is_in_its_text() -> None:
    texts = {name: document.text for name, document in gold.documents().items()} if gold.SEEDS.exists() else {}
    for row in rows().values():
        for quote in (*row.item.quotes, *row.outcome.evidence):
            assert texts[quote.document][quote.start : quote.end] == quote.text


@pytest.mark.shared
def test_absence_is_bounded() -> None:
    searched = rows()["R8"].outcome.searched
    assert (searched.documents, searched.relevant, searched.publishers) == (1, 1, 1)
    assert searched.until == date(2022, 5, 26)
