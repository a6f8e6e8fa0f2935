"""Questions, kept questions and comparisons as pages."""

import html
import re
from datetime import date

import pytest
from tests.web.conftest import NOON, Site

from servanda.desk import Ask, keep, run
from servanda.web.asking import ASKED


@pytest.mark.parametrize("name", list(ASKED))
def test_a_question_answers_as_its_command(site: Site, name: str) -> None:
    from servanda.desk import QUESTIONS

    given = {"since": "2021-01-01"} if name == "news" else {}
    page = site.client.get(f"/ask/{name}", params=given)
    assert page.status_code == 200
    rows = site.client.get(f"/ask/{name}.json", params=given).json()["rows"]
    ask = Ask(since=date(2021, 1, 1)) if given else Ask()
    assert [row["id"] for row in rows] == [line.id for line in QUESTIONS[name](site.ledger, ask)]


def test_a_question_is_narrowed(one_site: Site) -> None:
    every = one_site.client.get("/ask/promised.json").json()["total"]
    assert 0 < one_site.client.get("/ask/promised.json?by=Indonesia").json()["total"] < every + 1
    assert one_site.client.get("/ask/promised.json?by=Norway").json()["total"] == 0


def test_what_cannot_be_asked_is_said(one_site: Site) -> None:
    assert "Say since which day" in one_site.client.get("/ask/news").text
    assert "No table knows the actor" in one_site.client.get("/ask/promised?by=Ruritania").text
    assert one_site.client.get("/ask/whatever").status_code == 404
    assert one_site.client.get("/watches?name=none").status_code == 404
    assert one_site.client.get("/compare?earlier=brief&later=brief").status_code == 422


def test_a_kept_question_tells_what_is_new_until_it_is_told(site: Site) -> None:
    kept = keep(site.ledger, "smoke", "takenup", Ask(), NOON)
    new = site.client.get("/watches.json?name=smoke").json()["rows"]
    assert [row["id"] for row in new] == [line.id for line in run(site.ledger, kept, None)]
    assert new
    assert "/watches?name=smoke" in site.client.get("/ask").text
    done = site.client.post("/watches/told?name=smoke", follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/watches?name=smoke")
    assert site.client.get("/watches.json?name=smoke").json()["total"] == 0
    assert site.client.get("/watches.json?name=smoke&all=yes").json()["total"] == len(new)


def test_two_documents_stand_side_by_side_whichever_is_named_first(site: Site) -> None:
    one = site.client.get("/compare.json?earlier=brief&later=news").json()
    other = site.client.get("/compare.json?earlier=news&later=brief").json()
    assert one == other
    assert (one["earlier"], one["later"]) == ("brief", "news")
    assert sum(one["counts"].values()) == len(one["rows"])
    change = one["rows"][0]["change"]
    only = site.client.get(f"/compare.json?earlier=brief&later=news&change={change}").json()["rows"]
    assert {row["change"] for row in only} == {change}


def test_a_kept_question_may_have_any_name(one_site: Site) -> None:
    name = "<script>alert(1)</script> / a&b"
    keep(one_site.ledger, name, "takenup", Ask(), NOON)
    (address,) = re.findall(r'href="(/watches[^"]*)"', one_site.client.get("/ask").text)
    page = one_site.client.get(html.unescape(address))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert one_site.client.post("/watches/told", params={"name": name}, follow_redirects=False).status_code == 303
    assert one_site.client.get("/watches.json", params={"name": name}).json()["total"] == 0
