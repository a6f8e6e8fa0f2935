"""Hostile words are shown as words, other sites can do nothing, and no path leads out."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.linking.make import AFTER, document, say
from tests.web.conftest import Site

from servanda.ledger import Ledger
from servanda.web import Options, ServeError, create_app
from servanda.web.asking import ASKED
from servanda.web.rendering import to_csv
from servanda.web.starting import checked

WORDS = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{%raw%}",
    "=HYPERLINK(1)",
    "\u202egnp.exe\u202c",
    "a\0b\x1b[31mred\x07",
    "</textarea></style><svg/onload=alert(1)>",
    "&lt;b&gt; &#60;i&#62;",
)
ALLOWED = re.compile(r"<script src=\"/static/[a-z.]+\?v=[0-9a-f]+\" defer></script>")


def hostile(words: str) -> list:
    brief = document(
        f"India should ban {words} smoke.", name=words, title=words, publisher=words, authors=(words,), url=words
    )
    news = document(f"India banned {words} smoke.", name="n" + words, day=AFTER, title=words, publisher=words)
    brief = brief.model_copy(update={"id": "dbrief", "notes": (words,)})
    news = news.model_copy(update={"id": "dnews"})
    one = say(brief, f"India should ban {words} smoke", "recommendation", "IND", "ban", cue="should", topics=(words,))
    two = say(news, f"India banned {words} smoke", "deed", "IND", "banned", to=words.replace(" ", "_"))
    return [(brief, [one]), (news, [two])]


def views(site: Site) -> list[str]:
    statements = [f"/statements/{one.id}" for one in site.ledger.statements()]
    items = [f"/items/{one.id}" for one in site.ledger.items()]
    return [
        "/", "/documents", "/documents/dbrief", "/documents/dbrief/bulk", "/documents/dbrief/new", "/search?q=smoke",
        "/search", "/scorecard", "/scorecard?document=dbrief", "/actors", "/actors/IND", "/topics", "/timeline",
        "/network", "/ask", *(f"/ask/{one}" for one in ASKED), "/compare?earlier=dbrief&later=dnews",
        "/review", "/history", *statements, *items, *(f"{one}/edit" for one in statements),
        *(f"{one}/link?q=ban" for one in statements), *(f"{one}/evidence?q=ban" for one in items),
    ]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_hostile_words_are_words_on_every_page(make_site: Callable[..., Site], words: str) -> None:
    site = make_site(held=hostile(words))
    key = site.ledger.statements()[0].id
    given = {"revision": "0", "force": "demand", "note": words, "core": "yes"}
    assert site.client.post(f"/statements/{key}/edit", data=given).status_code == 200
    for path in views(site):
        page = site.client.get(path)
        assert page.status_code == 200, path
        text = ALLOWED.sub("", page.text)
        assert "<script" not in text.lower(), path
        assert not re.search(r"<[^>]*\son\w+\s*=\s*[^\"']*alert", re.sub(r'"[^"]*"', '""', text)), path
        assert 'href="javascript:' not in text.lower(), path
        assert "<img" not in text, path
        assert "<svg/onload" not in text, path
        assert "49" not in re.sub(r"[0-9a-f]{8,}|[?&=:.][0-9a-f]*", "", text) or "{{7*7}}" not in words, path
        assert not set("\0\x1b\x07\u202e\u202c") & set(text), path
        assert " style=" not in re.sub(r'"[^"]*"', '""', text), path


@pytest.mark.parametrize("words", WORDS)
def test_hostile_words_in_an_address_are_words(one_site: Site, words: str) -> None:
    for path in (
        "/search",
        "/documents",
        "/actors",
        "/timeline",
        "/network",
        "/scorecard",
        "/history",
        "/topics",
        "/ask/urges",
    ):
        names = (
            "q",
            "actor",
            "publisher",
            "topic",
            "document",
            "force",
            "year",
            "since",
            "as_of",
            "by",
            "skip",
            "scale",
        )
        page = one_site.client.get(path, params=dict.fromkeys(names, words))
        assert page.status_code in (200, 404, 422), path
        assert "<script" not in ALLOWED.sub("", page.text).lower()
        assert "<img" not in page.text
    for path in ("/actors/{}", "/topics/{}", "/documents/{}", "/statements/{}", "/items/{}"):
        from urllib.parse import quote

        page = one_site.client.get(path.format(quote(words, safe="")))
        assert page.status_code == 404
        assert "<script" not in ALLOWED.sub("", page.text).lower()


def test_nothing_in_csv_is_a_formula(make_site: Callable[..., Site]) -> None:
    for start in ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"):
        rows = list(csv.reader(io.StringIO(to_csv([{"words": start, "number": -1.5}]))))
        assert rows[1][0].startswith("'")
        assert rows[1][1] == "-1.5"
    site = make_site(held=hostile("=HYPERLINK(1)"))
    for path in ("/documents.csv", "/search.csv", "/documents/dbrief.csv", "/topics.csv", "/actors.csv"):
        for row in csv.reader(io.StringIO(site.client.get(path).text)):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row), path


def test_every_answer_has_a_strict_policy(one_site: Site) -> None:
    for path in ("/", "/nothing", "/static/servanda.css", "/documents.json", "/search.csv"):
        headers = one_site.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_pages_ask_nothing_of_other_sites(one_site: Site) -> None:
    for path in ("/", "/documents/news", "/search", "/network", "/review"):
        for found in re.findall(r'(?:src|href|action)="([^"]+)"', one_site.client.get(path).text):
            assert found.startswith(("/", "#", "https://example.org/news")), found


FORMS = ("/review/decide", "/review/undo", "/documents/brief/bulk", "/documents/brief/new")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
    ],
)
def test_another_site_decides_nothing(one_site: Site, headers: dict[str, str]) -> None:
    key, item = one_site.statement("Raise the tax"), one_site.item("Raise the tax")
    forms = (*FORMS, f"/statements/{key}/edit", f"/items/{item}/links", f"/items/{item}/outcome")
    for path in forms:
        given = {"subject": key, "judgement": "accepted", "revision": "0"}
        assert one_site.client.post(path, data=given, headers=headers).status_code == 403, path
    assert one_site.ledger.reviews() == ()


def test_the_own_site_and_a_program_decide(one_site: Site) -> None:
    key = one_site.statement("Raise the tax")
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}):
        seen = re.search(r'name="revision" value="(\d+)"', one_site.client.get(f"/review?statement={key}").text)
        given = {"subject": key, "judgement": "accepted", "revision": seen[1] if seen else ""}
        assert one_site.client.post("/review/decide", data=given, headers=headers).status_code == 200


def test_a_foreign_name_of_the_host_is_refused(one_site: Site) -> None:
    assert one_site.client.get("/", headers={"host": "rebound.example"}).status_code == 421


def test_no_path_leaves_the_application(one_site: Site) -> None:
    for path in (
        "/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/..%5capp.py", "/static//etc/passwd",
        "/static/%2fetc%2fpasswd", "/static/servanda.css%00.py", "/documents/..%2f..%2fetc%2fpasswd/text",
    ):  # fmt: skip
        answer = one_site.client.get(path)
        assert answer.status_code == 404, path
        assert "root:" not in answer.text


def test_a_body_that_is_too_large_is_refused(make_site: Callable[..., Site]) -> None:
    site = make_site(most_bytes=1000)
    big = {"note": "x" * 1_200_000, "subject": "s"}
    assert site.client.post("/review/decide", data=big).status_code == 413

    def slowly() -> object:
        for _ in range(40):
            yield b"note=" + b"x" * 50_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert site.client.post("/review/decide", content=slowly(), headers=kind).status_code == 413  # type: ignore[arg-type]


def test_beyond_this_machine_the_server_needs_users(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for host in ("127.0.0.1", "localhost", "::1", "127.5.5.5"):
            assert checked(ledger, host, Options()).hosts
        for host in ("0.0.0.0", "192.168.1.2", "::", "example.org"):  # noqa: S104
            with pytest.raises(ServeError, match="no users"):
                checked(ledger, host, Options())


def test_a_ledger_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    place = tmp_path / "ledger.db"
    Ledger.open(place).close()
    place.chmod(0o444)
    with Ledger.open(place) as ledger, TestClient(create_app(ledger)) as client:
        assert client.get("/").status_code == 200
