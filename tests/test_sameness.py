"""The same thing twice: copies of a text and reports of an event, once in every count, never dropped."""

import json

import pytest

import servanda
from servanda.ledger import Ledger
from servanda.linking.reports import Pair, clusters, pairs, report
from servanda.sameness import gather
from servanda.views import knowledge, scorecard
from servanda.views.same import Sameness, all_clusters

LONG = " ".join(
    f"The council of town {number} met on the shore and spoke of nets, boats and the price of fish."
    for number in range(40)
)
DEED = "Norway sent 300 soldiers to Estonia on 1 March 2023."
TEXTS = {
    "brief": ("Northern Institute", "brief", "2022-06-01", "Norway should send soldiers to Estonia."),
    "wire": ("Example Press", "news", "2023-03-02", DEED),
    "post": (
        "Second Wire",
        "news",
        "2023-03-03",
        "On 1 March 2023 Norway sent 300 soldiers to Estonia, officials said.",
    ),
    "later": ("Example Press", "news", "2023-09-02", "Norway sent 300 soldiers to Estonia on 1 September 2023."),
    "harbour": ("Example Press", "news", "2023-03-05", f"{LONG} Canada promised to fund the harbour."),
    "harbour-again": ("Second Wire", "news", "2023-03-06", f"{LONG.upper()}\n\nCanada promised to fund the harbour!"),
    "harbour-nearly": ("Third Wire", "news", "2023-03-07", f"{LONG} Canada promised to fund the harbour soon."),
    "form": ("Third Wire", "news", "2024-03-07", f"{LONG} Canada promised to fund the school."),
}


def write(folder, names):
    rows = []
    for name in names:
        publisher, kind, day, text = TEXTS[name]
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append({"id": name, "publisher": publisher, "kind": kind, "date": day})
    (folder / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return [folder / f"{name}.txt" for name in names]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("same")
    with servanda.open_ledger(folder / "same.db") as ledger:
        ledger.add(write(folder, TEXTS), metadata=folder / "docs.jsonl")
        ledger.track()
        yield ledger


def named(clusters_found, kind):
    return {frozenset(m["document_name"] for m in c.members) for c in clusters_found if c.kind == kind}


def test_copies_and_near_copies_are_one_text_and_a_form_filled_in_later_is_not(whole):
    assert named(whole.same(), "text") == {frozenset(("harbour", "harbour-again", "harbour-nearly"))}
    assert len(whole.documents()) == len(TEXTS)


def test_reports_of_one_event_are_one_and_another_day_is_another_event(whole):
    events = named(whole.same(), "event")
    assert frozenset(("wire", "post")) in events
    assert not any("later" in names for names in events)


def test_the_scorecard_counts_texts_and_events_once_unless_each_report_is_asked_for(whole):
    row, each = (whole.scorecard("brief", per=per)[0] for per in ("cluster", "report"))
    assert (row.outcome.searched.documents, each.outcome.searched.documents) == (5, 7)
    assert row.delivery == each.delivery
    told = {part.document_name: part.reports for part in row.outcome.evidence}
    assert sum(told.values()) == len(each.outcome.evidence)
    assert 2 in told.values()
    assert all(part.reports == 1 for part in each.outcome.evidence)


def test_answers_tell_an_event_once_with_who_else_reports_it(whole):
    once = whole.ask("promised", by="Canada", on="harbour")
    assert [line.more["reports"] for line in once] == [3]
    assert len(once[0].more["also"]) == 2
    assert len(whole.ask("promised", by="Canada", on="harbour", per="report")) == 3


def test_the_frame_of_statements_has_a_row_an_event(whole):
    pytest.importorskip("pandas")
    once, each = whole.to_pandas(), whole.to_pandas(per="report")
    assert len(each) == len(whole.statements())
    assert len(once) < len(each)
    assert once["reports"].sum() >= len(once)
    assert set(each["id"]) > set(once["id"])


def test_comparing_again_changes_nothing_and_one_document_more_is_compared_alone(tmp_path):
    with servanda.open_ledger(tmp_path / "step.db") as ledger:
        paths = write(tmp_path, TEXTS)
        ledger.add(paths[:4], metadata=tmp_path / "docs.jsonl")
        assert gather(ledger.ledger) == 0
        first = ledger.ledger.copies(), ledger.ledger.reports()
        ledger.add(paths[:4], metadata=tmp_path / "docs.jsonl")
        assert (ledger.ledger.copies(), ledger.ledger.reports()) == first
        for path in reversed(paths[4:]):
            ledger.add(path, metadata=tmp_path / "docs.jsonl")
        stepwise = ledger.ledger.copies(), ledger.ledger.reports()
    with servanda.open_ledger(tmp_path / "once.db") as ledger:
        ledger.add(paths, metadata=tmp_path / "docs.jsonl")
        assert (ledger.ledger.copies(), ledger.ledger.reports()) == stepwise


def test_a_new_version_takes_the_place_of_the_old_one_in_its_clusters(tmp_path):
    paths = write(tmp_path, ["wire", "post"])
    with servanda.open_ledger(tmp_path / "new.db") as ledger:
        ledger.add(paths, metadata=tmp_path / "docs.jsonl")
        assert named(ledger.same(), "event") == {frozenset(("wire", "post"))}
        paths[1].write_text("Norway opened a new school in Bodo.", encoding="utf-8")
        ledger.add(paths, metadata=tmp_path / "docs.jsonl")
        assert named(ledger.same(), "event") == set()
        paths[1].write_text(TEXTS["post"][3], encoding="utf-8")
        ledger.add(paths, metadata=tmp_path / "docs.jsonl")
        assert named(ledger.same(), "event") == {frozenset(("wire", "post"))}


def test_what_is_known_of_an_older_ledger_is_found_when_it_is_tracked(tmp_path):
    paths = write(tmp_path, ["wire", "post"])
    with servanda.open_ledger(tmp_path / "old.db") as ledger:
        ledger.add(paths, metadata=tmp_path / "docs.jsonl")
        ledger.ledger.put_same({}, {}, {}, rules=1)
        heads = ledger.ledger.unsketched(2)
        assert len(heads) == 2
        assert ledger.ledger.unsketched(1) == ()


def test_clusters_are_the_parts_that_pairs_join():
    found = clusters("abcde", [Pair("a", "c", 0.9), Pair("c", "d", 0.9), Pair("b", "z", 0.9)])
    assert found == dict(zip("abcde", "abaae", strict=True))


def test_two_acts_of_one_document_are_two_events(document, coded):
    one = "Norway sent soldiers to Estonia. Norway sent nurses and doctors to Estonia."
    other = "Norway sent soldiers to Estonia, it said. Norway sent nurses and doctors to Estonia, it said."
    made = []
    for text in (one, other):
        made += [report(row, document(text)) for row in coded(text)]
    found = pairs([row for row in made if row is not None])
    assert len(found) == 2
    assert len({end for pair in found for end in (pair.one, pair.other)}) == 4


def test_a_store_in_memory_has_no_pairs(whole):
    same = Sameness({}, {})
    assert same.key("s1", "d1", "words") == "s1"
    assert knowledge(whole.ledger, "report").corpus.until == knowledge(whole.ledger).corpus.until
    assert scorecard(whole.ledger, per="report")
    assert isinstance(whole.ledger, Ledger)
    assert all_clusters(whole.ledger)
