"""Instruments: named agreements, formats, laws and documents, from the table of names or by their form."""

import time
from pathlib import Path

import pytest

from servanda.coding.instruments import instrument_rules, instruments_in


def _listed() -> list[tuple[str, ...]]:
    lines = Path(__file__).with_name("details.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("|")) for line in lines if line.split("|")[1:2] == ["instrument"]]


@pytest.mark.parametrize("row", _listed(), ids=lambda row: row[2])
def test_listed_instrument(row: tuple[str, ...]) -> None:
    text = row[2].replace("[", "").replace("]", "")
    wanted = [row[2][row[2].index("[") + 1 : row[2].index("]")]] if "[" in row[2] else []
    assert [text[hit.start : hit.end] for hit in instruments_in(text)] == wanted


@pytest.mark.parametrize("example", instrument_rules()["examples"], ids=str)
def test_instrument_known_by_its_form(example: list[str]) -> None:
    sentence, words, instrument_id = example
    (hit,) = instruments_in(sentence)
    assert (sentence[hit.start : hit.end], hit.instrument_id, hit.name) == (words, instrument_id, words)


@pytest.mark.parametrize("sentence", instrument_rules()["not"])
def test_kind_of_instrument_is_no_name(sentence: str) -> None:
    assert instruments_in(sentence) == ()


def test_name_of_the_table_comes_before_the_form() -> None:
    (hit,) = instruments_in("Oslo will leave the Paris Climate Agreement.")
    assert (hit.instrument_id, hit.name) == ("paris_agreement", "Paris Agreement")


def test_same_instrument_has_one_id_with_and_without_its_topic() -> None:
    sentences = ("We keep the Bergen Declaration.", "We keep the Bergen Declaration on Clean Seas.")
    assert len({instruments_in(sentence)[0].instrument_id for sentence in sentences}) == 1


@pytest.mark.parametrize("piece", ["Abc ", "Treaty ", "on the Sea and ", "resolution ", "Accord of "])
def test_long_input_is_quick(piece: str) -> None:
    begun = time.perf_counter()
    instruments_in("The Varna Convention on " + piece * 3000)
    assert time.perf_counter() - begun < 3
