"""What a reviewer does: one decision a screen, a list at once, every field, words of their own, and taking it back."""

import re
from collections.abc import Callable

import pytest
from tests.linking.make import say
from tests.web.conftest import NOON, RUN, Site

from servanda.linking import items
from servanda.pipeline import track
from servanda.text.view import view


def revision(site: Site, statement: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', site.client.get(f"/review?statement={statement}").text)
    assert found is not None
    return found[1]


def decide(site: Site, statement: str, judgement: str, **more: str) -> int:
    given = {"subject": statement, "judgement": judgement, "revision": revision(site, statement), **more}
    return site.client.post("/review/decide", data=given, follow_redirects=False).status_code


def standing(site: Site, statement: str) -> str:
    return site.client.get(f"/statements/{statement}.json").json()["rows"][0]["standing"]


def edited(site: Site, statement: str, **fields: str) -> tuple[int, dict]:
    page = site.client.get(f"/statements/{statement}/edit").text
    given = {"revision": re.search(r'name="revision" value="(\d+)"', page)[1], "core": "yes", **fields}  # type: ignore[index]
    answer = site.client.post(f"/statements/{statement}/edit", data=given, follow_redirects=False)
    return answer.status_code, site.client.get(f"/statements/{statement}.json").json()["rows"][0]


def test_the_queue_begins_with_the_least_certain_and_goes_on(site: Site) -> None:
    first = site.client.get("/review").text
    assert "Raise the tax on tobacco" in first
    assert decide(site, site.statement("Raise the tax"), "accepted") == 303
    assert "promised to plant" in site.client.get("/review").text
    skipped = re.search(r'href="(/review\?skip=[^"]+)"', site.client.get("/review").text)
    assert skipped is not None
    assert "refused to plant" in site.client.get(skipped[1]).text


def test_accept_reject_and_undo_leave_the_machines_words(site: Site) -> None:
    key = site.statement("Raise the tax")
    before = site.ledger.statement(key)
    decide(site, key, "accepted")
    assert standing(site, key) == "accepted"
    decide(site, key, "rejected", note="it is a heading")
    assert standing(site, key) == "rejected"
    site.client.post("/review/undo", data={})
    assert standing(site, key) == "accepted"
    site.client.post("/review/undo", data={})
    assert standing(site, key) == "open"
    assert site.ledger.statement(key) == before
    assert [one.judgement for one in site.ledger.reviews(key, live=False)] == ["accepted", "rejected"]


def test_two_reviewers_never_lose_an_update(site: Site) -> None:
    key = site.statement("Raise the tax")
    seen = revision(site, key)
    assert decide(site, key, "accepted") == 303
    late = site.client.post("/review/decide", data={"subject": key, "judgement": "rejected", "revision": seen})
    assert late.status_code == 409
    assert "your “rejected” was not taken" in late.text
    assert standing(site, key) == "accepted"
    fields = {"revision": seen, "force": "demand"}
    late = site.client.post(f"/statements/{key}/edit", data=fields)
    assert late.status_code == 409
    assert '<option value="demand" selected>' in late.text
    undone = revision(site, key)
    site.client.post("/review/undo", data={})
    assert revision(site, key) != undone


def test_a_decision_without_a_revision_is_refused(one_site: Site) -> None:
    key = one_site.statement("Raise the tax")
    given = {"subject": key, "judgement": "accepted"}
    assert one_site.client.post("/review/decide", data=given).status_code == 422
    assert standing(one_site, key) == "open"


def test_what_is_rejected_is_followed_no_more_and_undo_brings_it_back(site: Site) -> None:
    total = site.client.get("/scorecard.json").json()["total"]
    key = site.statement("Raise the tax")
    decide(site, key, "rejected")
    assert site.client.get("/scorecard.json").json()["total"] == total - 1
    site.client.post("/review/undo", data={})
    assert site.client.get("/scorecard.json").json()["total"] == total


def test_rejecting_the_evidence_changes_the_outcome(one_site: Site) -> None:
    item = one_site.item("Raise the tax")
    before = one_site.client.get(f"/items/{item}.json").json()["item"]
    assert before["delivery"] == "fulfilled"
    decide(one_site, one_site.statement("raised its tobacco tax"), "rejected")
    after = one_site.client.get(f"/items/{item}.json").json()["item"]
    assert after["delivery"] != "fulfilled"
    assert after["searched"] == before["searched"]


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("force", "demand", "demand"),
        ("polarity", "negative", "negative"),
        ("event", "REQUEST", "REQUEST"),
        ("strength", "4", 4),
        ("topics", "health; economic", ["health", "economic"]),
        ("evidence", "tax on tobacco", "tax on tobacco"),
        ("condition", "ban cigarette advertising", "ban cigarette advertising"),
        ("deadline", "2024-01-01..2024-03-31", "2024-03-31"),
        ("when", "2023-05-04", "2023-05-04"),
        ("deadline", "..2025-12-31", "2025-12-31"),
        ("actors", "Japan; NATO; the Order of Nobody", ["JPN", "IGO", None]),
        ("speaker", "France", "FRA"),
    ],
)
def test_each_field_can_be_edited(one_site: Site, field: str, text: str, wanted: object) -> None:
    key = one_site.statement("Raise the tax")
    status, row = edited(one_site, key, **{field: text})
    assert status == 303
    value = row[field]
    if field in ("evidence", "condition"):
        value = value["text"]
    elif field in ("deadline", "when"):
        value = value["end"]
    elif field == "actors":
        value = [one["country"] for one in value]
    elif field == "speaker":
        value = value["country"]
    assert value == wanted
    assert row["standing"] == "edited"
    change = one_site.ledger.reviews(key)[-1].changes[0]
    assert change.field == field
    assert change.before != change.after
    assert getattr(one_site.ledger.statement(key), field) != value or field in ("deadline", "when")


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("force", "wish", "is none of"),
        ("evidence", "words that are nowhere", "does not stand in the document"),
        ("evidence", "", "say which"),
        ("deadline", "soon", "YYYY-MM-DD"),
        ("deadline", "2024-02-01..2024-01-01", "ends before it begins"),
        ("strength", "9", "1 to 5"),
        ("topics", "gossip", "the codebook has no"),
        ("amount", "tobacco", "needs a number"),
    ],
)
def test_what_cannot_be_meant_is_said_and_keeps_what_was_typed(
    one_site: Site, field: str, text: str, told: str
) -> None:
    key = one_site.statement("Raise the tax")
    given = {"revision": "0", field: text, "note": "my reason"}
    page = one_site.client.post(f"/statements/{key}/edit", data=given)
    assert page.status_code == 409
    assert told in page.text
    assert "my reason" in page.text
    assert standing(one_site, key) == "open"


def test_a_second_edit_keeps_the_first(one_site: Site) -> None:
    key = one_site.statement("Raise the tax")
    edited(one_site, key, force="demand")
    _, row = edited(one_site, key, strength="5")
    assert (row["force"], row["strength"]) == ("demand", 5)
    decide(one_site, key, "accepted")
    assert one_site.client.get(f"/statements/{key}.json").json()["rows"][0]["force"] == "demand"


def test_many_are_accepted_at_once_but_not_those_decided_in_between(site: Site) -> None:
    page = site.client.get("/documents/brief/bulk").text
    seen = dict(re.findall(r'name="r-(s\w+)" value="(\d+)"', page))
    assert len(seen) == 3
    taken = site.statement("Raise the tax")
    decide(site, taken, "rejected")
    given = {**{f"r-{key}": number for key, number in seen.items()}, "subject": list(seen), "judgement": "accepted"}
    answer = site.client.post("/documents/brief/bulk", data=given)
    assert answer.status_code == 409
    assert "1 statement on which somebody decided in between" in answer.text
    assert standing(site, taken) == "rejected"
    assert {standing(site, key) for key in seen if key != taken} == {"accepted"}


EMOJI = "Good news 🎉🎉. Chile 🇨🇱 will  build *two* ports by 2030.\r\nPeru will wait."


def test_selected_words_are_found_by_code_points_of_what_is_shown(make_site: Callable[..., Site]) -> None:
    from servanda.text import read_text

    doc = read_text(EMOJI, name="ports", format="markdown")
    site = make_site(held=[(doc, [])])
    block = next(one for one in doc.blocks if "Chile" in doc.text[one.start : one.end])
    shown = view(doc, block.start, block.end).text
    start = shown.index("Chile")
    end = shown.index(" by 2030")
    asked = {"from_block": block.start, "from": start, "to_block": block.start, "to": end}
    page = site.client.get(f"/documents/{doc.id}/new", params=asked)
    assert page.status_code == 200
    first, last = (int(re.search(rf'name="{name}" value="(\d+)"', page.text)[1]) for name in ("start", "end"))  # type: ignore[index]
    assert doc.text[first:last].startswith("Chile 🇨🇱 will")
    assert doc.text[first:last].rstrip("*").endswith("ports")
    given = {"start": str(first), "end": str(last), "force": "pledge", "actors": "Chile", "core": "yes"}
    answer = site.client.post(f"/documents/{doc.id}/new", data=given, follow_redirects=False)
    assert answer.status_code == 303
    added = site.ledger.statements(doc.id)
    assert [(one.force, one.actors[0].country, one.rule) for one in added] == [("pledge", "CHL", "person")]
    assert added[0].evidence.text == doc.text[first:last]


def test_a_run_of_the_coder_keeps_what_people_added_and_decided(site: Site) -> None:
    doc = site.ledger.document("brief")
    at = doc.text.index("What to do")
    given = {"start": str(at), "end": str(at + 10), "force": "assessment", "core": "yes"}
    place = site.client.post("/documents/brief/new", data=given, follow_redirects=False).headers["location"]
    own = place.rsplit("/", 1)[1]
    kept = site.statement("ban cigarette")
    edited(site, kept, force="demand")
    again = [say(doc, "India should ban cigarette advertising", "recommendation", "IND", "ban", cue="should")]
    site.ledger.store(doc, again, items(doc, again), RUN.model_copy(update={"id": "r2", "config": "c2"}))
    assert {one.id for one in site.ledger.statements("brief")} == {own, kept}
    assert site.client.get(f"/statements/{kept}.json").json()["rows"][0]["force"] == "demand"
    site.client.post("/review/undo", data={"review": site.ledger.reviews(own)[0].id})
    assert own not in {one.id for one in site.ledger.statements("brief")}


def test_words_typed_by_hand_are_found_or_it_is_said(one_site: Site) -> None:
    found = one_site.client.get("/documents/brief/new", params={"words": "ban   cigarette\nadvertising"})
    assert 'name="start"' in found.text
    missing = one_site.client.get("/documents/brief/new", params={"words": "ban chocolate"})
    assert missing.status_code == 422
    assert "does not stand in the document" in missing.text


def test_links_are_refused_confirmed_and_drawn_and_tracking_keeps_them(site: Site) -> None:
    item = site.item("Raise the tax")
    link = next(one for one in site.ledger.links(item))
    place = f"/items/{item}/links"
    site.client.post(place, data={"link": link.id, "judgement": link.relation, "refuse": "1", "revision": "0"})
    assert site.client.get(f"/items/{item}.json").json()["item"]["delivery"] != "fulfilled"
    later = site.statement("criticised")
    site.client.post(place, data={"statement": later, "judgement": "contradicts", "note": "the opposite"})
    line = site.client.get(f"/items/{item}.json").json()["item"]
    assert line["delivery"] == "contradicted"
    track(site.ledger, lambda: NOON)
    assert later in {one.statement for one in site.ledger.links(item)}
    assert site.client.get(f"/items/{item}.json").json()["item"]["delivery"] == "contradicted"


def test_an_outcome_is_set_with_its_reason_and_taken_back(site: Site) -> None:
    item = site.item("promised to plant")
    place = f"/items/{item}/outcome"
    assert site.client.post(place, data={"judgement": "advanced", "revision": "0"}).status_code == 422
    site.client.post(place, data={"judgement": "advanced", "note": "half of it", "revision": "0"})
    line = site.client.get(f"/items/{item}.json").json()["item"]
    assert (line["delivery"], line["assigned_by"]) == ("advanced", "ada")
    assert "half of it" in site.client.get(f"/items/{item}").text
    late = site.client.post(place, data={"judgement": "fulfilled", "note": "all of it", "revision": "0"})
    assert late.status_code == 409
    site.client.post("/review/undo", data={})
    assert site.client.get(f"/items/{item}.json").json()["item"]["assigned_by"] == "rule"


def test_an_items_evidence_is_checked_link_by_link(one_site: Site) -> None:
    item = one_site.item("Raise the tax")
    assert "India raised its tobacco tax" in one_site.client.get(f"/review?item={item}").text


def test_a_form_leads_nowhere_else(one_site: Site) -> None:
    key = one_site.statement("Raise the tax")
    for place in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"):
        given = {"subject": key, "judgement": "accepted", "revision": revision(one_site, key), "next": place}
        answer = one_site.client.post("/review/decide", data=given, follow_redirects=False)
        assert answer.headers["location"].startswith("/review")


def test_the_screens_of_a_reviewer_are_there(one_site: Site) -> None:
    key, item = one_site.statement("Raise the tax"), one_site.item("Raise the tax")
    decide(one_site, key, "accepted")
    for path in (
        "/review", "/review?document=brief", f"/review?statement={key}", "/history", "/review/disputed",
        f"/statements/{key}/edit", f"/statements/{key}/link?q=tobacco", f"/items/{item}/evidence?q=tobacco",
        "/documents/brief/new", "/complete?kind=actor&q=In",
    ):  # fmt: skip
        assert one_site.client.get(path).status_code == 200, path
