"""Times as intervals: sentences with a reference and the days that a careful reader would give."""

import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.coding.deadlines import chosen_deadlines, load_vague_deadlines, vague_deadline
from servanda.coding.when import TimeHit, find_deadline, find_times
from servanda.coding.when_rules import table
from servanda.coding.when_words import fiscal_country

REFERENCE = date(2022, 5, 17)  # a Tuesday

# sentence | first day | last day ("-" for an open or unknown side); several times in one sentence: more rows after "+".
CASES = """
The ministers will meet in Lima on 20–24 May. | 2022-05-20 | 2022-05-24
She travels to Seoul May 20–24. | 2022-05-20 | 2022-05-24
She travelled to Seoul May 20-24, 2021. | 2021-05-20 | 2021-05-24
The tour, May 20 to 24, covers four capitals. | 2022-05-20 | 2022-05-24
From 28 May to 3 June the fleet will drill. | 2022-05-28 | 2022-06-03
The fleet drilled from 30 December 2020 to 2 January 2021. | 2020-12-30 | 2021-01-02
The drill ran from 30 December to 2 January 2021. | 2020-12-30 | 2021-01-02
From 1 to 3 June the panel will sit. | 2022-06-01 | 2022-06-03
The panel will sit between 1 and 3 June. | 2022-06-01 | 2022-06-03
The panel will sit on 1-3 June 2023. | 2023-06-01 | 2023-06-03
The envoy came in February this year. | 2022-02-01 | 2022-02-28
The envoy came in February of last year. | 2021-02-01 | 2021-02-28
The envoy will come in February next year. | 2023-02-01 | 2023-02-28
The envoy will come in February. | 2023-02-01 | 2023-02-28
The envoy came in September. | 2021-09-01 | 2021-09-30
In May 2019 the embassy reopened. | 2019-05-01 | 2019-05-31
The pact of Sept. 2021 still binds them. | 2021-09-01 | 2021-09-30
The month of May 2022 was quiet. | 2022-05-01 | 2022-05-31
Cambodia will phase out coal by 2040. | - | 2040-12-31
The two will double trade by the year 2030. | - | 2030-12-31
Sanctions stay in place until 2025. | - | 2025-12-31
The mandate runs until 31 July 2023. | - | 2023-07-31
The mandate runs through 2026. | - | 2026-12-31
Before 2015 there was no such rule. | - | 2014-12-31
It must be signed before 1 July 2023. | - | 2023-06-30
It must be signed before July 2023. | - | 2023-06-30
The force has been there since 2014. | 2014-01-01 | -
Since March the strait has been closed. | 2022-03-01 | -
Since last week the strait has been closed. | 2022-05-09 | -
Since taking office he has replaced four ministers. | - | -
The bureau must report within 90 days. | 2022-05-17 | 2022-08-15
The bureau must report within 48 hours. | 2022-05-17 | 2022-05-19
The bureau must report within six months. | 2022-05-17 | 2022-11-17
The bureau must report within a year. | 2022-05-17 | 2023-05-17
Within the next two years the port will be rebuilt. | 2022-05-17 | 2024-05-17
The bureau must report within 90 days of the date of this order. | 2022-05-17 | 2022-08-15
The bureau must report within 30 days of the seizure. | - | -
Emissions will fall in the next five years. | 2022-05-17 | 2027-05-17
Over the next decade they will build nine dams. | 2022-05-17 | 2032-05-17
Over the coming five years they will build nine dams. | 2022-05-17 | 2027-05-17
In the next 30 days both will withdraw. | 2022-05-17 | 2022-06-16
In the last five years the river dried up. | 2017-05-17 | 2022-05-17
Over the past decade the river dried up. | 2012-05-17 | 2022-05-17
In the past three months the river rose. | 2022-02-17 | 2022-05-17
Prices rose over the past year. | 2021-05-17 | 2022-05-17
They will halve methane this decade. | 2020-01-01 | 2029-12-31
It is the decisive task of the current decade. | 2020-01-01 | 2029-12-31
The envoys spoke last week. | 2022-05-09 | 2022-05-15
The envoys will speak this week. | 2022-05-16 | 2022-05-22
The envoys will speak next week. | 2022-05-23 | 2022-05-29
The envoys spoke last month. | 2022-04-01 | 2022-04-30
The envoys will speak next month. | 2022-06-01 | 2022-06-30
Exports fell last quarter. | 2022-01-01 | 2022-03-31
Exports will rise next quarter. | 2022-07-01 | 2022-09-30
Exports fell last year. | 2021-01-01 | 2021-12-31
Exports will rise this year. | 2022-01-01 | 2022-12-31
Exports will rise next year. | 2023-01-01 | 2023-12-31
They will confer this weekend. | 2022-05-21 | 2022-05-22
They conferred last weekend. | 2022-05-14 | 2022-05-15
They conferred over the weekend. | 2022-05-14 | 2022-05-15
They will confer over the weekend. | 2022-05-21 | 2022-05-22
The premier resigned yesterday. | 2022-05-16 | 2022-05-16
The premier resigned today. | 2022-05-17 | 2022-05-17
The premier will resign tomorrow. | 2022-05-18 | 2022-05-18
The vote will be held the day after tomorrow. | 2022-05-19 | 2022-05-19
The bridge fell three days ago. | 2022-05-14 | 2022-05-14
The bridge fell two weeks ago. | 2022-05-02 | 2022-05-08
The bridge fell five months ago. | 2021-12-01 | 2021-12-31
The bridge fell a year ago. | 2021-01-01 | 2021-12-31
The bridge fell more than twenty years ago. | 2002-01-01 | 2002-12-31
The review is due in early 2024. | 2024-01-01 | 2024-04-30
The review is due in mid-2024. | 2024-05-01 | 2024-08-31
The review is due in late 2024. | 2024-09-01 | 2024-12-31
The review is due in early May 2023. | 2023-05-01 | 2023-05-10
The review is due in mid-May 2023. | 2023-05-11 | 2023-05-20
The review is due in late May 2023. | 2023-05-21 | 2023-05-31
The review will be ready early next year. | 2023-01-01 | 2023-04-30
The review was ready late last year. | 2021-09-01 | 2021-12-31
By early 2024 the review must be ready. | - | 2024-04-30
By mid-2025 the review must be ready. | - | 2025-08-31
In the early 1990s the border was open. | 1990-01-01 | 1993-04-30
The vote is planned for spring 2023. | 2023-03-01 | 2023-05-31
The vote is planned for the summer of 2023. | 2023-06-01 | 2023-08-31
The vote was held in the autumn of 2019. | 2019-09-01 | 2019-11-30
In the winter of 2022-23 gas ran short. | 2022-12-01 | 2023-02-28
The vote was held in the spring. | 2022-03-01 | 2022-05-31
The vote will be held in the fall. | 2022-09-01 | 2022-11-30
The vote was held last summer. | 2021-06-01 | 2021-08-31
In the second quarter of 2022 orders fell. | 2022-04-01 | 2022-06-30
Orders fell in Q3 2023. | 2023-07-01 | 2023-09-30
Orders fell in the third quarter of last year. | 2021-07-01 | 2021-09-30
In the first half of 2023 Sweden will chair. | 2023-01-01 | 2023-06-30
In the second half of next year Spain will chair. | 2023-07-01 | 2023-12-31
The minister met the envoys half an hour ago. | 2022-05-16 | 2022-05-16
The minister met the envoys two and a half weeks ago. | 2022-04-29 | 2022-04-29
In the first half of June the road will close. | 2022-06-01 | 2022-06-15
It will be ready at the end of 2023. | 2023-12-31 | 2023-12-31
It will be ready by the end of 2023. | - | 2023-12-31
It will be ready by the end of the year. | - | 2022-12-31
It will be ready by the end of this year. | - | 2022-12-31
It will be ready by the end of next month. | - | 2022-06-30
It will be ready before the end of the decade. | - | 2029-12-30
It will be ready by end-2024. | - | 2024-12-31
It will be ready by year-end. | - | 2022-12-31
It will be ready by the end of June. | - | 2022-06-30
It will be ready by the end of the first quarter of 2024. | - | 2024-03-31
The pair will meet later this year. | 2022-05-17 | 2022-12-31
The pair will meet later this month. | 2022-05-17 | 2022-05-31
The pair will meet later in the year. | 2022-05-17 | 2022-12-31
The pair met earlier this year. | 2022-01-01 | 2022-05-17
For the rest of the year no flights are planned. | 2022-05-17 | 2022-12-31
The pair will meet on Friday. | 2022-05-20 | 2022-05-20
The pair met on Friday. | 2022-05-13 | 2022-05-13
The pair met last Friday. | 2022-05-13 | 2022-05-13
The pair will meet next Monday. | 2022-05-23 | 2022-05-23
The pair will meet this Thursday. | 2022-05-19 | 2022-05-19
The pair will meet on Wednesday next week. | 2022-05-25 | 2022-05-25
From Wednesday to Saturday the pair will travel. | 2022-05-18 | 2022-05-21
In the 1990s the two had no ties. | 1990-01-01 | 1999-12-31
The plan for 2021–22 was dropped. | 2021-01-01 | 2022-12-31
Between 2020 and 2025 demand doubles. | 2020-01-01 | 2025-12-31
From 2022 to 2027 the fund pays out. | 2022-01-01 | 2027-12-31
From early 2022 to late 2023 it was shut. | 2022-01-01 | 2023-12-31
From March to June 2023 it will be shut. | 2023-03-01 | 2023-06-30
They will revisit this at the next summit. | - | -
New talks are planned for the coming months. | - | -
They will soon sign the accord. | - | -
The accord of 2020-11-04 is void. | 2020-11-04 | 2020-11-04
The accord of 04/11/2020 is void. | 2020-11-04 | 2020-11-04
The accord of 4.11.2020 is void. | 2020-11-04 | 2020-11-04
The towers fell on September 11, 2001. | 2001-09-11 | 2001-09-11
The gunmen struck on September 11. | 2021-09-11 | 2021-09-11
The parade will be held on September 11. | 2022-09-11 | 2022-09-11
The parade was held on the 9th of May. | 2022-05-09 | 2022-05-09
On Monday, 9 May 2022, the parade was held. | 2022-05-09 | 2022-05-09
As of 1 June 2022 the tariff will apply. | 2022-06-01 | -
The dues must be paid no later than 31 March. | - | 2023-03-31
The dues must be paid not later than 1 October 2022. | - | 2022-10-01
Starting in 2025 new cars must be electric. | 2025-01-01 | -
Beginning next year the levy will rise. | 2023-01-01 | -
From 2026 onwards the levy will rise. | 2026-01-01 | -
After 2030 no coal may be burnt. | 2031-01-01 | -
The cut must be made by 2030 at the latest. | - | 2030-12-31
The ban took effect on 1 March of this year. | 2022-03-01 | 2022-03-01
In the last week of May 2021 shells fell. | 2021-05-25 | 2021-05-31
In the first three months of 2022 shells fell. | 2022-01-01 | 2022-03-31
The week of 6 June 2022 will decide. | 2022-06-06 | 2022-06-12
They discussed plans for the July 9-11 summit. | 2022-07-09 | 2022-07-11
Starting from 17 July until September the road was shut. | 2021-07-17 | 2021-09-30
Madrid will spend it over five years. | 2022-05-17 | 2027-05-17
Madrid will act in 2023 and 2024. | 2023-01-01 | 2024-12-31
Madrid will act in July or August. | 2022-07-01 | 2022-08-31
Madrid will act in 2023 and 2026. | 2023-01-01 | 2023-12-31 + 2026-01-01 | 2026-12-31
The summit on 9 January to discuss prices ended. | 2022-01-09 | 2022-01-09
In 2019 they signed, and by 2021 they had left. | 2019-01-01 | 2019-12-31 + - | 2021-12-31
By May they must decide. | - | 2022-05-31
The panel will report on the 20th. | 2022-05-20 | 2022-05-20
They agreed at last week's talks. | 2022-05-09 | 2022-05-15
The U.S. Congress will vote the FY2024 sum. | 2023-10-01 | 2024-09-30
Tokyo raised its budget for fiscal year 2023. | 2023-04-01 | 2024-03-31
The sum is in the plan for fiscal year 2023. | 2023-01-01 | 2023-12-31
By the end of the century seas will rise. | - | 2100-12-31
Over the next few years it will be built. | - | -
2030 | 2030-01-01 | 2030-12-31
"""

NOT_TIMES = """
Guests may march in second.
You may second the motion; they march on.
States back the 2030 Agenda.
The plan rests on the 2018 National Defense Guidelines.
They recall Resolution 2231 (2015).
Doses against COVID-19 were sent by the G20.
It costs $2,000.
A return to the 1967 borders is ruled out.
Riyadh follows Vision 2030.
It is an annual meeting, held annually.
Emissions fell below 2005 levels.
The 2015 agreement is dead.
The board meets every Monday.
Spending grows each year.
Theresa May will speak.
He is the second to speak.
They spring into action.
The fall of the wall was a joy.
Flight 1990 landed at gate 12.
We owe it to the people of the world.
They met for the first time in ten years.
It is the worst drought in 40 years.
The treaty has bound us for five years.
The company sold 2,030 planes.
Article 2024 was struck out.
A 30-year-old lawyer won.
He has led it for over two decades.
Shops were full on Black Friday.
"""


def _rows(text: str) -> list[tuple[str, list[tuple[date | None, date | None]]]]:
    rows = []
    for line in text.strip().splitlines():
        sentence, _, rest = line.partition(" | ")
        days = [
            tuple(None if d == "-" else date.fromisoformat(d) for d in one.split(" | ")) for one in rest.split(" + ")
        ]
        rows.append((sentence, days))
    return rows


def _days(hits: tuple[TimeHit, ...]) -> list[tuple[date | None, date | None]]:
    return [(hit.first, hit.last) for hit in hits]


@pytest.mark.parametrize(("sentence", "days"), _rows(CASES), ids=lambda value: value if isinstance(value, str) else "")
def test_interval(sentence: str, days: list[tuple[date | None, date | None]]) -> None:
    assert _days(find_times(sentence, REFERENCE)) == days


@pytest.mark.parametrize("sentence", NOT_TIMES.strip().splitlines())
def test_no_time(sentence: str) -> None:
    assert find_times(sentence, REFERENCE) == ()


def _examples() -> list[list[object]]:
    return [example for row in table()["rules"] for example in row["examples"]]


@pytest.mark.parametrize("example", _examples(), ids=str)
def test_example_of_the_table(example: list[date | None]) -> None:
    sentence, reference, days = str(example[0]), example[1] if len(example) > 1 else None, example[2:]
    assert _days(find_times(sentence, reference)) == ([tuple(days)] if days else [])


@pytest.mark.parametrize("sentence", [line for row in table()["not_times"] for line in row["examples"]])
def test_stretch_that_is_no_time(sentence: str) -> None:
    assert find_times(sentence, REFERENCE) == ()


def _listed() -> list[tuple[str, ...]]:
    lines = Path(__file__).with_name("times.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("|")) for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("row", _listed(), ids=lambda row: row[3])
def test_listed_expression(row: tuple[str, ...]) -> None:
    _, reference, country, marked, first, last, _ = row
    text = marked.replace("[", "").replace("]", "")
    hits = find_times(text, date.fromisoformat(reference), country=country, us_dates=country == "USA")
    dated = [hit for hit in hits if hit.first or hit.last]
    if first in ("none", "vague"):
        assert dated == []
        return
    assert dated
    assert all(hit.start < marked.index("]") - 1 and marked.index("[") < hit.end for hit in dated)
    # "in July and August" are two times: their days together are what the sentence says.
    firsts = [hit.first for hit in dated]
    lasts = [hit.last for hit in dated]
    assert min(firsts, key=lambda day: day or date.min) == (None if first == "-" else date.fromisoformat(first))
    assert max(lasts, key=lambda day: day or date.max) == (None if last == "-" else date.fromisoformat(last))


def test_tense_decides_where_it_is_given() -> None:
    assert _days(find_times("September 11", REFERENCE, past=True)) == [(date(2021, 9, 11), date(2021, 9, 11))]
    assert _days(find_times("September 11", REFERENCE, past=False)) == [(date(2022, 9, 11), date(2022, 9, 11))]
    assert _days(find_times("May 20", REFERENCE)) == [(date(2022, 5, 20), date(2022, 5, 20))]


def test_order_of_day_and_month_is_the_publishers() -> None:
    assert _days(find_times("on 5/6/2022", None)) == [(date(2022, 6, 5), date(2022, 6, 5))]
    assert _days(find_times("on 5/6/2022", None, us_dates=True)) == [(date(2022, 5, 6), date(2022, 5, 6))]
    assert _days(find_times("on 5/26/2022", None)) == [(date(2022, 5, 26), date(2022, 5, 26))]


@pytest.mark.parametrize(
    ("country", "first", "rule"),
    [
        ("USA", date(2023, 10, 1), "fiscal year, USA"),
        ("JPN", date(2024, 4, 1), "fiscal year, JPN"),
        ("IND", date(2024, 4, 1), "fiscal year, IND"),
        ("GBR", date(2024, 4, 1), "fiscal year, GBR"),
        ("FRA", date(2024, 1, 1), "fiscal year, calendar"),
    ],
)
def test_fiscal_year_is_the_bearers(country: str, first: date, rule: str) -> None:
    (hit,) = find_times("the plan for FY2024", None, country=country)
    assert (hit.first, hit.rule) == (first, rule)


def test_fiscal_country_is_the_one_that_the_sentence_names() -> None:
    assert fiscal_country("The Pentagon asks for more in FY2024.") == "USA"
    assert fiscal_country("Lisbon asks for more in FY2024.") is None
    assert fiscal_country("The Pentagon asks for more.") is None


@pytest.mark.parametrize("sentence", ["They met last week.", "They will act by the end of the year.", "in May", "soon"])
def test_without_a_reference_nothing_relative_is_dated(sentence: str) -> None:
    (hit,) = find_times(sentence, None)
    assert (hit.first, hit.last) == (None, None)
    assert hit.rule in ("no reference date", "vague") or "no reference date" in hit.rule


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("In May 2022 they vowed to close it by 2030.", "by 2030"),
        ("They will pay within 60 days, and again in 2025.", "within 60 days"),
        ("They will build ten over the next five years.", "over the next five years"),
        ("The deadline is 1 October.", "1 October"),
        ("They must leave before July 2023.", "before July 2023"),
        ("They have been there since 2014.", None),
        ("They met in March.", None),
    ],
)
def test_deadline(sentence: str, text: str | None) -> None:
    hit = find_deadline(find_times(sentence, REFERENCE), sentence)
    assert (hit and hit.text) == text


@pytest.mark.parametrize("name", ["newer", "older"])
def test_vague_deadlines_by_named_rule(name: str) -> None:
    rules = load_vague_deadlines(name)
    for entry in rules.entries:
        found = vague_deadline(entry.example, REFERENCE, rules)
        assert found is not None
        assert found.end is not None
        assert found.end > REFERENCE
        assert name in found.rule
        undated = vague_deadline(entry.example, None, rules)
        assert undated is not None
        assert undated.end is None


def test_vague_deadlines_by_a_table_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("tables: [{name: mine, entries: [{pattern: soon, days: 10, example: Soon.}]}]", encoding="utf-8")
    found = vague_deadline("They will act soon.", REFERENCE, chosen_deadlines(str(own)))
    assert found is not None
    assert (found.end, found.rule) == (REFERENCE + timedelta(days=10), "assigned by rule: mine")
    assert chosen_deadlines(None).name == "newer"
    with pytest.raises(ValueError, match="there is no file"):
        chosen_deadlines(str(tmp_path / "none.yaml"))


def test_vague_deadline_differs_between_the_rules() -> None:
    text = "It will be repealed immediately."
    ends = [(vague_deadline(text, REFERENCE, load_vague_deadlines(name))) for name in ("newer", "older")]
    assert [found and found.end for found in ends] == [date(2022, 8, 17), date(2022, 5, 18)]
    assert vague_deadline("Soon after the vote they left.", REFERENCE, load_vague_deadlines()) is None
    with pytest.raises(ValueError, match="no table of vague deadlines"):
        load_vague_deadlines("nobody's")


def test_the_model_holds_it() -> None:
    (hit,) = find_times("by 2030", REFERENCE)
    assert hit.ref().model_dump(include={"text", "start", "end", "grain"}) == {
        "text": "by 2030",
        "start": None,
        "end": date(2030, 12, 31),
        "grain": "year",
    }


_PIECES = [
    *("by ", "in ", "from ", "between ", "until ", "the end of ", "early ", "last ", "next ", "two ", "ago", "within "),
    *("May ", "20", "–", " and ", " to ", "2022", "Monday", "the ", "weeks ", "quarter of ", "Q3 ", "FY", "1990s", "/"),
    *("29 February ", "31 ", "year", "99", "9999 ", "century ", "spring ", "of ", ",", "0", "first half of "),
]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), max_size=14).map("".join)


@settings(max_examples=200)
@example("first half of Monday", date(2000, 1, 1), None)
@example("from 29 February and 1 March 2023", date(2023, 5, 1), None)
@example("29 February and 1 March 2023", date(2023, 5, 1), None)
@given(_TEXTS, st.one_of(st.none(), st.dates()), st.sampled_from([None, True, False]))
def test_any_text_gives_true_slices_and_ordered_days(text: str, reference: date | None, past: bool | None) -> None:
    hits = find_times(text, reference, past=past)
    assert hits == find_times(text, reference, past=past)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(hit.first <= hit.last for hit in hits if hit.first and hit.last)
    assert all(left.end <= right.start for left, right in pairwise(hits))


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_relative_units_hold_together(reference: date) -> None:
    def days(text: str) -> tuple[date, date]:
        (hit,) = find_times(text, reference)
        assert hit.first is not None
        assert hit.last is not None
        return hit.first, hit.last

    for unit in ("week", "month", "quarter", "year", "decade"):
        last, this, following = days(f"last {unit}"), days(f"this {unit}"), days(f"next {unit}")
        assert this[0] <= reference <= this[1]
        assert last[1] + timedelta(days=1) == this[0]
        assert this[1] + timedelta(days=1) == following[0]
    early, mid, late = days("early this year"), days("mid this year"), days("late this year")
    assert early[1] < mid[0] <= mid[1] < late[0]


@pytest.mark.parametrize(
    "piece", ["1", "in ", "May ", "20", " ", "the end of ", "last ", "2022-", "two-", "and ", "since a "]
)
def test_long_input_is_quick(piece: str) -> None:
    begun = time.perf_counter()
    find_times("since the war in May 2022 " + piece * 3000, REFERENCE)
    assert time.perf_counter() - begun < 3
