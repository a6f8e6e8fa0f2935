"""Two coders: each sees what they may, their agreement is counted, and an editor settles the rest."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.web.conftest import NOON, Site

from servanda.ledger.team import Team
from servanda.views.agreement import cohen, krippendorff

SECRET = "correct horse battery"  # noqa: S105


def person(site: Site, name: str) -> TestClient:
    client = TestClient(site.client.app)
    assert client.post("/login", data={"name": name, "password": SECRET}, follow_redirects=False).status_code == 303
    return client


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, make_site: Callable[..., Site]) -> Site:
    site = make_site(request.param)
    for name, role in (("eve", "editor"), ("ada", "coder"), ("bob", "coder"), ("max", "admin")):
        Team(site.ledger).put(name, role, SECRET, NOON, by="test")
    return site


def say(client: TestClient, key: str, judgement: str, **changes: str) -> None:
    """Decide on what this person sees, as the page's form does."""
    import re

    page = client.get(f"/statements/{key}/edit").text
    seen = int(re.search(r'name="revision" value="(\d+)"', page)[1])  # type: ignore[index]
    body = {"subject": key, "judgement": judgement, "revision": seen, "changes": changes}
    answer = client.post("/api/v1/reviews", json=body)
    assert answer.status_code == 201, answer.text


def test_blind_coders_agree_or_not_and_an_editor_settles(two: Site) -> None:
    eve, ada, bob = person(two, "eve"), person(two, "ada"), person(two, "bob")
    for name in ("ada", "bob"):
        assert eve.post("/documents/brief/coders", data={"coder": name, "blind": "yes"}).status_code == 200
    assert "There is no coder" in eve.post("/documents/brief/coders", data={"coder": "nobody"}).text
    one, two_, three = (two.statement(words) for words in ("Raise the tax", "ban cigarette", "promised"))
    say(ada, one, "edited", force="demand")
    say(ada, two_, "accepted")
    say(ada, three, "accepted")
    assert (
        "demand" not in bob.get(f"/statements/{one}").text.split("<h2>Decisions")[0].split('class="verdict"')[1][:200]
    )
    assert "Nobody has decided" in bob.get(f"/statements/{one}").text
    assert "0 of 3" in bob.get("/review?document=brief").text
    say(bob, one, "accepted")
    say(bob, two_, "rejected")
    say(bob, three, "accepted")
    figures = {row["field"]: row for row in eve.get("/documents/brief/agreement.json").json()["rows"]}
    assert figures["statement"]["units"] == 3
    assert figures["statement"]["percent"] == pytest.approx(2 / 3)
    assert figures["force"]["units"] == 2
    assert figures["force"]["percent"] == 0.5
    assert one in eve.get("/review/disputed").text
    mine = next(said.id for said in two.ledger.reviews(one) if said.user == "ada")
    seen = two.client.app.state.servanda.desk.revision(one)  # type: ignore[attr-defined]
    eve.post(f"/adjudicate/{one}", data={"take": mine, "revision": seen, "note": "it demands"})
    row = eve.get(f"/statements/{one}.json").json()["rows"][0]
    assert (row["force"], row["standing"]) == ("demand", "edited")
    theirs = next(said.id for said in two.ledger.reviews(two_) if said.user == "bob")
    seen = two.client.app.state.servanda.desk.revision(two_)  # type: ignore[attr-defined]
    eve.post(f"/adjudicate/{two_}", data={"take": theirs, "revision": seen})
    assert eve.get(f"/statements/{two_}.json").json()["rows"][0]["standing"] == "rejected"
    assert "Nobody disagrees" in eve.get("/review/disputed").text
    assert eve.get("/documents/brief/agreement.json").json()["rows"][0]["percent"] == pytest.approx(2 / 3)


def test_who_is_done_sees_the_others(two: Site) -> None:
    eve, ada, bob = person(two, "eve"), person(two, "ada"), person(two, "bob")
    eve.post("/documents/brief/coders", data={"coder": "bob", "blind": "yes"})
    key = two.statement("Raise the tax")
    say(ada, key, "rejected")
    assert "Nobody has decided" in bob.get(f"/statements/{key}").text
    assert "Cleaner air" in bob.get("/assignments").text
    bob.post("/assignments/done", data={"document": "brief"})
    assert "by <bdi>ada</bdi>" in bob.get(f"/statements/{key}").text


def test_only_editors_give_documents_and_settle(two: Site) -> None:
    ada = person(two, "ada")
    assert ada.get("/documents/brief/coders").status_code == 403
    assert ada.post("/documents/brief/coders", data={"coder": "ada"}).status_code == 403
    assert ada.post(f"/adjudicate/{two.statement('Raise')}", data={}).status_code == 403


def test_published_examples_of_the_figures() -> None:
    yes_no = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen(yes_no) == pytest.approx(0.4)
    # Krippendorff (2011), example B: two observers, nominal data, no missing values.
    meg = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    owen = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    assert krippendorff([list(pair) for pair in zip(meg, owen, strict=True)]) == pytest.approx(0.692, abs=0.001)
    # Example C: four observers with missing values.
    rows = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
    units = [[value for value in unit if value != "."] for unit in zip(*(row.split() for row in rows), strict=True)]
    assert krippendorff(units) == pytest.approx(0.743, abs=0.001)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_figures_are_one_for_equals_and_never_more(pairs: list[tuple[str, str]]) -> None:
    for figure in (cohen(pairs), krippendorff([list(pair) for pair in pairs])):
        assert figure is None or figure <= 1 + 1e-9
    same = [(one, one) for one, _ in pairs]
    if len({one for one, _ in same}) > 1:
        assert cohen(same) == pytest.approx(1)
        assert krippendorff([list(pair) for pair in same]) == pytest.approx(1)
