"""Figures of small gold that can be counted by hand."""

import json
from datetime import date

import pytest
from evaluation_values import ALL, DATE, DOCUMENT, JOIN, MET, NAME, PILOTS, PORTS, TARIFFS, echo, gold, said
from hypothesis import given
from hypothesis import strategies as st

from servanda.evaluation import Gold, GoldStatement, Period, Report, evaluate
from servanda.evaluation.judge import pair
from servanda.model import FORCES, ROOTS, Statement, TimeRef

GOLD = Gold((DOCUMENT,), ALL)


def report(*predicted: Statement, of: Gold = GOLD) -> Report:
    return evaluate(of, lambda name, text, metadata: predicted)


MIXED = report(
    said("Norland and Sudia met on Friday", "deed", actors=("NOR", "SDN"), event="CONSULT", act="CONSULT"),
    said("Norland pledged to open two ports", "agreement", actors=("NOR",), event="AGREE", act="AID"),
    said("Sudia should lower its tariffs on fish", "recommendation", actors=("NOR",), act="AID", confidence=0.4),
    said("The weather stayed fine", "deed", confidence=0.9),
    said("Observers expect", "assessment"),
)


def test_found_statements_are_counted_by_the_guide() -> None:
    found = MIXED.figures()["statements"]
    assert found["gold"] == 6
    assert found["gold_core"] == 4
    assert (found["found"], found["false"], found["surplus"]) == (3, 1, 0)
    assert found["recall"] == 3 / 4
    assert found["precision"] == 3 / 4
    assert found["f1"] == pytest.approx(0.75)


def test_force_is_scored_over_found_statements() -> None:
    force = MIXED.figures()["force"]
    assert force["accuracy"] == 2 / 3
    assert force["f1"] == {"deed": 1.0, "pledge": 0.0, "recommendation": 1.0}
    assert force["macro_f1"] == 2 / 3
    assert force["confusion"]["pledge"] == {"agreement": 1}


def test_aspects_are_scored_over_found_statements() -> None:
    right = MIXED.figures()["of_found"]
    assert right["bearers"] == {"n": 3, "right": 2 / 3, "jaccard": 2 / 3}
    assert right["root"] == {"n": 3, "right": 2 / 3}
    assert right["event"]["right"] == 1.0
    assert right["act"]["right"] == 0.0
    assert right["when"] == {"n": 0, "right": None}


def test_extra_events_are_counted_per_sentence_without_gold() -> None:
    assert MIXED.figures()["extra_events"] == {"sentences": 1, "statements": 1, "per_sentence": 1.0}


def test_confidence_is_held_against_span_force_and_bearers() -> None:
    found = MIXED.figures()["calibration"]
    assert found["n"] == 4
    assert found["bins"] == [
        {"from": 0.4, "n": 1, "confidence": 0.4, "right": 0.0},
        {"from": 0.8, "n": 2, "confidence": 0.8, "right": 0.5},
        {"from": 0.9, "n": 1, "confidence": 0.9, "right": 0.0},
    ]
    assert found["error"] == pytest.approx((0.4 + 2 * 0.3 + 0.9) / 4)
    assert found["brier"] == pytest.approx((0.16 + 0.04 + 0.64 + 0.81) / 4)


def test_figures_are_split_by_force_kind_and_document() -> None:
    figures = MIXED.figures()
    assert figures["by_force"]["pledge"]["recall"] == 0.5
    assert figures["by_force"]["deed"]["false"] == 1
    assert figures["by_genre"]["news"]["found"] == figures["by_document"][NAME]["found"] == 3


def test_an_unfound_expectation_or_assessment_of_the_gold_costs_nothing() -> None:
    marked = Gold((DOCUMENT,), (MET, JOIN, gold(7, "Observers expect", "assessment", core=True)))
    assert report(echo(MET), of=marked).figures()["statements"]["recall"] == 1.0


def test_a_found_statement_that_is_not_core_is_a_hit_for_precision_only() -> None:
    found = report(echo(DATE)).figures()["statements"]
    assert (found["precision"], found["recall"]) == (1.0, 0.0)


def test_nothing_found_has_no_precision() -> None:
    figures = report().figures()
    assert figures["statements"]["precision"] is None
    assert figures["statements"]["recall"] == 0.0
    assert "–" in report().table()


@pytest.mark.parametrize(
    ("marked", "event", "act", "right"),
    [
        ({"event": "AGREE", "act": "AID"}, "AGREE", None, True),
        ({"event": "AGREE", "act": "AID"}, None, "AID", True),
        ({"event": "AGREE", "act": "AID"}, "AID", "AGREE", False),
        ({"act": "AID"}, None, "AID", True),
        ({"act": "AID"}, None, None, False),
        ({}, None, None, True),
        ({}, None, "AID", False),
        ({"plover": "AID", "one_root": True}, "AGREE", "AID", True),
        ({"plover": "AID", "one_root": True}, "AID", None, True),
        ({"plover": "AID", "one_root": True}, "AGREE", None, False),
        ({"one_root": True}, "AGREE", None, True),
    ],
)
def test_a_root_is_right_by_event_or_act(marked: dict[str, object], event: str, act: str, right: bool) -> None:
    one = gold(1, "to train forty pilots", "pledge", **marked)
    assert pair(one, said("to train forty pilots", "pledge", event=event, act=act), None).right["root"] is right


def test_an_accepted_other_force_is_right() -> None:
    one = GoldStatement("g", NAME, PORTS.start, PORTS.end, ("pledge", "agreement"), True)
    assert pair(one, said("Norland pledged to open two ports", "agreement"), None).right["force"]


def test_bearers_may_speak_for_themselves_where_the_gold_names_no_speaker() -> None:
    norland, sudia = (said("met", "deed", actors=(code,)).actors[0] for code in ("NOR", "SDN"))
    words = "Norland pledged to open two ports"
    assert pair(PORTS, said(words, "pledge", speaker=norland), None).right["speaker"]
    assert not pair(PORTS, said(words, "pledge", speaker=sudia), None).right["speaker"]
    untold = GoldStatement("g", NAME, PORTS.start, PORTS.end, ("pledge",), True, speaker_given=False)
    assert "speaker" not in pair(untold, said(words, "pledge", speaker=sudia), None).right


def test_times_are_right_when_both_ends_are() -> None:
    marked = gold(1, "to train forty pilots", "pledge", when=Period(None, date(2024, 12, 31)))
    for end, right in ((31, True), (30, False)):
        time = TimeRef(text="by then", end=date(2024, 12, end), grain="open", rule="test")
        assert pair(marked, said("to train forty pilots", "pledge", when=time), None).right["when"] is right


def test_the_report_can_be_read_and_sent() -> None:
    assert json.loads(json.dumps(MIXED.figures())) == MIXED.figures()
    table = MIXED.table()
    assert max(map(len, table.splitlines())) <= 100
    assert "statements: recall of core" in table
    assert "0.750" in table


def test_long_names_leave_room_for_every_column() -> None:
    document = type(DOCUMENT)("a-document-with-a-name-that-is-far-too-long-for-any-table-of-figures", DOCUMENT.text)
    made = evaluate(Gold((document,), ()), lambda name, text, metadata: []).table()
    rows = [line for line in made.splitlines() if " root" in line]
    assert len([line for line in rows if line.endswith("root")]) >= 2
    assert max(map(len, made.splitlines())) <= 100


def test_errors_show_the_words_of_the_worst_disagreements() -> None:
    errors = MIXED.errors()
    assert "«The weather stayed fine»" in errors
    assert "«to train forty pilots»" in errors
    assert [line.split()[0] for line in errors.splitlines() if line and not line.startswith(" ")] == [
        "false",
        "missed",
        "force",
        "bearers",
        "root",
    ]
    assert len(MIXED.errors(2).split("\n\n")) == 2


def test_errors_hide_characters_that_a_terminal_obeys() -> None:
    hostile = DOCUMENT.text.replace("weather", "we\x1b[2J\u202er")
    document = type(DOCUMENT)(NAME, hostile)
    found = evaluate(Gold((document,), ()), lambda name, text, metadata: [said("The weather stayed fine", "deed")])
    assert "\x1b" not in found.errors()
    assert "\u202e" not in found.errors()


cut = st.integers(0, 40)
forces = st.lists(st.sampled_from(FORCES), min_size=1, max_size=2, unique=True).map(tuple)
roots = st.none() | st.sampled_from(ROOTS)
names = st.lists(st.sampled_from(["USA", "KOR", "EU", "NATO", "?", "IAEA"]), max_size=3).map(tuple)
periods = st.none() | st.builds(Period, st.just(date(2023, 1, 1)), st.none() | st.just(date(2023, 2, 1)))


@st.composite
def any_gold(draw: st.DrawFn) -> Gold:
    made = []
    for number, start in enumerate(sorted(draw(st.sets(st.integers(0, len(DOCUMENT.text) - 20), max_size=8)))):
        force = draw(forces)
        core = force[0] not in ("expectation", "assessment") and draw(st.booleans())
        values = {name: draw(roots) for name in ("event", "act")} | {
            name: draw(periods) for name in ("when", "deadline")
        }
        end = start + 1 + draw(st.integers(0, 18))
        made.append(
            GoldStatement(
                str(number),
                NAME,
                start,
                end,
                force,
                core,
                draw(names),
                draw(names),
                draw(st.none() | st.just("USA")),
                **values,
            )
        )
    return Gold((DOCUMENT,), tuple(made))


@given(any_gold())
def test_gold_against_itself_is_right_everywhere(marked: Gold) -> None:
    figures = evaluate(marked, lambda name, text, metadata: [echo(one) for one in marked.statements]).figures()
    assert figures["statements"]["found"] == len(marked.statements)
    assert figures["statements"]["recall"] in (1.0, None)
    assert figures["statements"]["precision"] in (1.0, None)
    assert figures["force"]["accuracy"] in (1.0, None)
    assert figures["force"]["macro_f1"] in (1.0, None)
    assert figures["extra_events"]["statements"] == 0
    assert all(one["right"] in (1.0, None) for one in figures["of_found"].values())
    assert figures["calibration"]["error"] in (0.0, None)


def test_ports_and_pilots_stay_apart() -> None:
    assert report(echo(PILOTS), echo(PORTS), echo(TARIFFS), echo(MET)).figures()["statements"]["recall"] == 1.0
