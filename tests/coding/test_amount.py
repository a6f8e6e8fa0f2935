"""Amounts: what they are worth, in which unit, of what kind."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.amount import find_amounts
from servanda.coding.amount_words import lexicon
from servanda.model import Span

# sentence | words of the amount | value | unit | kind | baseline
CASES = """
Norway will give $1.5 billion to the fund. | $1.5 billion | 1500000000 | USD | money | -
Norway will give US$ 40 million. | US$ 40 million | 40000000 | USD | money | -
The bank lends €300 million. | €300 million | 300000000 | EUR | money | -
The bank lends €5bn. | €5bn | 5000000000 | EUR | money | -
They paid 20 million euros for it. | 20 million euros | 20000000 | EUR | money | -
London adds £2.3bn. | £2.3bn | 2300000000 | GBP | money | -
Tokyo adds 100 billion yen. | 100 billion yen | 100000000000 | JPY | money | -
Seoul adds 1.2 trillion won. | 1.2 trillion won | 1200000000000 | KRW | money | -
Canberra adds A$1 billion. | A$1 billion | 1000000000 | AUD | money | -
Ottawa adds C$500 million. | C$500 million | 500000000 | CAD | money | -
Ottawa adds CAD $1.2 billion. | CAD $1.2 billion | 1200000000 | CAD | money | -
They ask for EUR 2.5 billion. | EUR 2.5 billion | 2500000000 | EUR | money | -
They ask for 3 million USD. | 3 million USD | 3000000 | USD | money | -
It costs $10–15 billion. | $10–15 billion | 10000000000 | USD | money | -
It costs between $1.5 billion and $2 billion. | between $1.5 billion and $2 billion | 1500000000 | USD | money | -
At least $100 billion is due. | At least $100 billion | 100000000000 | USD | money | -
It is a $500-million loan. | $500-million | 500000000 | USD | money | -
It is a $1.9T plan. | $1.9T | 1900000000000 | USD | money | -
They get 500 million dollars. | 500 million dollars | 500000000 | USD | money | -
It costs $1,250,000. | $1,250,000 | 1250000 | USD | money | -
Delhi adds ₹300 crore. | ₹300 crore | 3000000000 | INR | money | -
They spend 2 percent of GDP on arms. | 2 percent of GDP | 2 | GDP | share | -
They spend 2% of their gross domestic product (GDP). | 2% of their gross domestic product (GDP) | 2 | GDP | share | -
Aid rises to 0.7 per cent of GNI. | 0.7 per cent of GNI | 0.7 | GNI | share | -
It houses 70 percent of the population. | 70 percent of the population | 70 | population | share | -
About 40 per cent of its electricity is clean. | About 40 per cent of its electricity | 40 | electricity | share | -
It is 12% of the world's forests. | 12% of the world's forests | 12 | forests | share | -
It lost half of its fleet. | half of its fleet | 50 | fleet | share | -
It has two-thirds of the seats. | two-thirds of the seats | 66.67 | seats | share | -
They will cut it 50–52 percent below 2005 levels. | 50–52 percent below 2005 levels | 50 | % | percent | 2005 levels
They will cut it 55% compared to 1990. | 55% compared to 1990 | 55 | % | percent | 1990
It falls 43 percent relative to 2019 levels. | 43 percent relative to 2019 levels | 43 | % | percent | 2019 levels
They will raise it by 25 per cent. | 25 per cent | 25 | % | percent | -
It fell by 1.5 percentage points. | 1.5 percentage points | 1.5 | percentage points | percent | -
They ship 1 billion vaccine doses. | 1 billion vaccine doses | 1000000000 | vaccine doses | count | -
They send five F-16 aircraft. | five F-16 aircraft | 5 | F-16 aircraft | count | -
They send 3,000 troops. | 3,000 troops | 3000 | troops | count | -
It took in 10,000 Rohingya refugees. | 10,000 Rohingya refugees | 10000 | Rohingya refugees | count | -
They sold two submarines. | two submarines | 2 | submarines | count | -
They send six Ugandan police officers. | six Ugandan police officers | 6 | Ugandan police officers | count | -
Half a million people fled. | Half a million people | 500000 | people | count | -
Some 300 armoured vehicles crossed. | Some 300 armoured vehicles | 300 | armoured vehicles | count | -
They send between 300 and 500 soldiers. | between 300 and 500 soldiers | 300 | soldiers | count | -
They build twenty-five ships. | twenty-five ships | 25 | ships | count | -
They add 450 GW of solar power. | 450 GW | 450 | GW | count | -
It keeps warming to 1.5 degrees Celsius. | 1.5 degrees Celsius | 1.5 | degrees Celsius | count | -
It ships 5 million tonnes of grain. | 5 million tonnes | 5000000 | tonnes | count | -
It pumps 200,000-300,000 barrels a day. | 200,000-300,000 barrels | 200000 | barrels | count | -
"""

NONE = """
The two leaders met.
The two countries agreed.
Resolution 1701 obligations bind them.
Article 5 commitments stand.
The G20 countries met.
They missed the 2030 targets.
They ship COVID-19 vaccines.
The 1967 borders are moot.
The 20 May meetings failed.
It happened three years ago.
In the first 100 days he did it.
A second round will follow.
In the first half of the year it rose.
Thirty-year-old men went.
He came at 10 a.m. sharp.
They bought F-16 jets.
The Group of 77 countries met.
They run 24/7 lines.
One in three people left.
Several thousand schools closed.
They aim at zero emissions.
"""


def _rows() -> list[tuple[str, str, float, str, str, str | None]]:
    rows = []
    for line in CASES.strip().splitlines():
        sentence, words, value, unit, kind, base = line.split(" | ")
        rows.append((sentence, words, float(value), unit, kind, None if base == "-" else base))
    return rows


@pytest.mark.parametrize(("sentence", "words", "value", "unit", "kind", "baseline"), _rows())
def test_amount(sentence: str, words: str, value: float, unit: str, kind: str, baseline: str | None) -> None:
    (hit,) = find_amounts(sentence)
    assert (hit.text, hit.value, hit.unit, hit.kind, hit.baseline) == (words, value, unit, kind, baseline)
    assert hit.currency == (unit if kind == "money" else None)


@pytest.mark.parametrize("sentence", NONE.strip().splitlines())
def test_no_amount(sentence: str) -> None:
    assert find_amounts(sentence) == ()


def _listed() -> list[tuple[str, ...]]:
    lines = Path(__file__).with_name("details.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("|")) for line in lines if line.split("|")[1:2] == ["amount"]]


@pytest.mark.parametrize("row", _listed(), ids=lambda row: row[2])
def test_listed_amount(row: tuple[str, ...]) -> None:
    sentence, wanted = row[2], row[3:]
    hits = find_amounts(sentence.replace("[", "").replace("]", ""))
    if not wanted or wanted[0] == "-":
        assert hits == ()
        return
    (hit,) = hits
    value, unit, kind, base = wanted
    assert (hit.value, hit.kind, hit.baseline) == (float(value), kind, base or None)
    assert unit in ("", hit.unit)
    assert hit.start < sentence.index("]")
    assert hit.end > sentence.index("[")


def test_the_model_holds_it() -> None:
    text = "Riga lends €2 million."
    (hit,) = find_amounts(text)
    amount = hit.amount(Span(start=hit.start, end=hit.end, text=hit.text))
    assert (amount.value, amount.currency, amount.kind) == (2e6, "EUR", "money")


def test_every_currency_is_read_by_its_code() -> None:
    assert lexicon().currency("CHF") == "CHF"
    assert lexicon().currency("zlotys") == "PLN"
    assert lexicon().currency("US$") == "USD"


_SEEDS = ["$", "5 ", "two ", "1,000 ", "% of the ", "billion ", "half of ", "–", " to ", "€", "ships "]


@given(st.lists(st.one_of(st.sampled_from(_SEEDS), st.text(max_size=12)), max_size=12).map("".join))
def test_any_text_gives_true_slices(text: str) -> None:
    hits = find_amounts(text)
    assert hits == find_amounts(text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(left.end <= right.start for left, right in pairwise(hits))
    assert all(hit.value == hit.value for hit in hits)


@pytest.mark.parametrize("piece", ["1", "1,", "two ", "$", "5 a ", "half of ", " ", "3 percent of a ", "a-"])
def test_long_input_is_quick(piece: str) -> None:
    begun = time.perf_counter()
    find_amounts("They paid $3 and " + piece * 5000)
    assert time.perf_counter() - begun < 3
