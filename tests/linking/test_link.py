"""How a later statement bears on an item: cases in our own words, and what holds for all of them."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from tests.linking.cases import CASES, Case
from tests.linking.make import AFTER, BEFORE, by_id, document, say

from servanda.linking import items, link
from servanda.linking.spread import spread
from servanda.model import Instrument, Link, Statement


def links_of(
    case: Case, before: date | None = BEFORE, after: date | None = AFTER, **change: object
) -> tuple[Link, ...]:
    earlier = document(case.earlier[0] + ".", name="before", day=before)
    later = document(case.later[0] + ".", name="after", day=after, kind="news")
    asked = say(earlier, *case.earlier[:4], **case.earlier[4])
    said = say(later, *case.later[:4], **case.later[4]).model_copy(update=change)
    documents = {row.id: row for row in (earlier, later)}
    return link(items(earlier, [asked]), documents, by_id([asked, said]), documents)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    found = links_of(case)
    assert (found[0].relation if found else None) in case.right


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_links_say_why(case: Case) -> None:
    for found in links_of(case):
        assert 0 <= found.score <= 1
        assert any("bearer" in reason for reason in found.reasons)
        assert found.reasons[-1] == f"later: {AFTER} after {BEFORE}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_only_later_words_are_evidence(case: Case) -> None:
    assert not links_of(case, before=AFTER, after=BEFORE)
    assert not links_of(case, before=AFTER, after=AFTER)
    assert not links_of(case, after=None)
    assert not links_of(case, before=None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("force", ["assessment", "expectation"])
def test_assessments_are_no_evidence(case: Case, force: str) -> None:
    assert not links_of(case, force=force)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_act_without_a_code_still_links(case: Case) -> None:
    found = links_of(case, act=None)
    assert all(row.relation != "contradicts" for row in found) or "contradicts" in case.right


def test_what_a_governments_own_text_advises_others_that_government_urges() -> None:
    before = document("Canada should press the provinces to ban lead shot.", name="before")
    asked = say(before, "Canada should press the provinces to ban lead shot", "recommendation", "CAN", "press",
                act="REQUEST", cue="should", urged=("provinces", "the provinces to ban lead shot"))  # fmt: skip
    for publisher, kind, urged in (("Government of Canada", "fact_sheet", True), ("Maple Institute", "brief", False)):
        after = document("The provinces should ban lead shot.", name="after", day=AFTER, kind=kind, publisher=publisher)
        words = "The provinces should ban lead shot"
        said = say(after, words, "recommendation", "provinces", "ban", act="REQUEST", cue="should")
        documents = {row.id: row for row in (before, after)}
        found = link(items(before, [asked]), documents, by_id([asked, said]), documents)
        assert bool(found) is urged


def test_a_deed_of_long_ago_is_no_evidence() -> None:
    case = next(case for case in CASES if case.name == "ambassador")
    assert links_of(case)
    earlier = document("Egypt should fill the post of ambassador to Turkey.", name="before")
    later = document("Egypt appointed an ambassador to Turkey in 2019.", name="after", day=AFTER)
    asked = say(earlier, *case.earlier[:4], **case.earlier[4])
    said = say(later, *case.later[:4], to="TUR", when=(date(2019, 1, 1), date(2019, 12, 31)))
    documents = {row.id: row for row in (earlier, later)}
    assert not link(items(earlier, [asked]), documents, by_id([asked, said]), documents)


def test_a_named_instrument_is_an_object() -> None:
    earlier = document("Israel should accede to the accord.", name="before")
    later = document("Israel joined at last.", name="after", day=AFTER)

    def named(row: Statement) -> Statement:
        return row.model_copy(update={"instrument": (Instrument(name="x", span=row.trigger, instrument_id="x"),)})

    asked = named(say(earlier, "Israel should accede to the accord", "recommendation", "ISR", "accede", act="AGREE"))
    said = named(say(later, "Israel joined at last", "deed", "ISR", "joined", act="AGREE"))
    documents = {row.id: row for row in (earlier, later)}
    found = link(items(earlier, [asked]), documents, by_id([asked, said]), documents)
    assert [row.relation for row in found] == ["fulfils"]
    assert "same instrument: x" in found[0].reasons


def test_links_do_not_depend_on_the_order_of_statements() -> None:
    earlier = document(*(f"{case.earlier[0]}." for case in CASES), name="before")
    later = document(*(f"{case.later[0]}." for case in CASES), name="after", day=AFTER)
    rows = {
        row.id: row
        for case in CASES
        for row in (
            say(earlier, *case.earlier[:4], **case.earlier[4]),
            say(later, *case.later[:4], **case.later[4]),
        )
    }
    documents = {row.id: row for row in (earlier, later)}
    found = items(earlier, list(rows.values()))
    backwards = dict(reversed(rows.items()))
    assert link(found, documents, rows, documents) == link(found, documents, backwards, documents)


def test_several_workers_find_the_same_links() -> None:
    case = next(case for case in CASES if case.name == "doses delivered")
    before = document(case.earlier[0] + ".", name="before")
    asked = say(before, *case.earlier[:4], **case.earlier[4])
    after = [document(case.later[0] + ".", name=f"after {n}", day=AFTER, kind="news") for n in range(60)]
    said = [say(one, *case.later[:4], **case.later[4]) for one in after]
    documents = {row.id: row for row in (before, *after)}
    heard: list[str] = []
    alone, shared = (
        link(items(before, [asked]), documents, by_id([asked, *said]), documents, progress=heard.append, workers=many)
        for many in (1, 3)
    )
    assert len(alone) == 60
    assert shared == alone
    assert heard == [one.name for one in after] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="only there several processes work")
def test_what_a_killed_worker_had_to_do_is_done_here() -> None:
    here = os.getpid()

    def double(number: int) -> int:
        if number == 30 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number

    assert list(spread(double, [(number,) for number in range(60)], 2)) == [2 * number for number in range(60)]


@pytest.mark.skipif(sys.platform != "linux", reason="only there several processes work")
def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "worker"
    words = (
        "import os, pathlib, time; from servanda.linking.spread import spread\n"
        f"def wait(n): pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(60)\n"
        "list(spread(wait, [(n,) for n in range(60)], 2))"
    )
    run = subprocess.Popen([sys.executable, "-c", words])
    while not (told.exists() and told.read_text()):
        time.sleep(0.1)
    run.kill()
    run.wait()
    worker = Path("/proc") / told.read_text()
    for _ in range(100):
        if not worker.exists() or " Z " in (worker / "stat").read_text():
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived the run")


def test_a_likeness_says_less_where_more_documents_are_searched() -> None:
    case = next(case for case in CASES if case.name == "doses promised")
    earlier = document(case.earlier[0] + ".", name="before")
    later = document(case.later[0] + ".", name="after", day=AFTER, kind="news")
    asked, said = say(earlier, *case.earlier[:4], **case.earlier[4]), say(later, *case.later[:4], **case.later[4])
    documents = {row.id: row for row in (earlier, later)}

    def score(many: int) -> float:
        (found,) = link(items(earlier, [asked]), documents, by_id([asked, said]), documents, haystack=[AFTER] * many)
        return found.score

    assert score(1) == score(3) > score(5) > score(7) == score(20)
    assert score(20) > score(200) > score(1000)
    assert score(1000) > 0


def test_since_when_does_not_make_evidence_old() -> None:
    earlier = document("Egypt should fill the post of ambassador to Turkey.", name="before")
    later = document("Egypt appointed an ambassador to Turkey, a post empty since 2016.", name="after", day=AFTER)
    asked = say(
        earlier, "Egypt should fill the post of ambassador to Turkey", "recommendation", "EGY", "fill", to="TUR"
    )
    said = say(later, "Egypt appointed an ambassador to Turkey", "deed", "EGY", "appointed", to="TUR",
               when=(date(2016, 1, 1), None))  # fmt: skip
    documents = {row.id: row for row in (earlier, later)}
    assert link(items(earlier, [asked]), documents, by_id([asked, said]), documents)


def test_few_links_of_one_document() -> None:
    words = [f"Canada raised military spending for fleet number {number}" for number in ("seven", "nine", "eleven")]
    earlier = document("Canada should raise its defence budget.", name="before")
    later = document(*(f"{line}." for line in words), name="after", day=AFTER)
    asked = say(earlier, "Canada should raise its defence budget", "recommendation", "CAN", "raise", cue="should")
    said = [say(later, line, "deed", "CAN", "raised") for line in words]
    documents = {row.id: row for row in (earlier, later)}
    assert len(link(items(earlier, [asked]), documents, by_id([asked, *said]), documents)) == 2
