"""Users: who may do what, passwords, sessions, tokens, and a log of it all."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Site
from typer.testing import CliRunner

from servanda.cli.main import app as command
from servanda.ledger import Ledger, LedgerError
from servanda.ledger.team import SESSION, Team, hashed, matches

SECRET = "correct horse battery"  # noqa: S105
ROLES = ("reader", "coder", "editor", "admin")


@pytest.fixture(params=["sqlite", "postgresql"])
def staffed(request: pytest.FixtureRequest, make_site: Callable[..., Site]) -> Site:
    site = make_site(request.param)
    team = Team(site.ledger)
    for role in ROLES:
        team.put(f"the-{role}", role, SECRET, NOON, by="test")
    return site


def log_in(site: Site, role: str, password: str = SECRET) -> int:
    site.client.cookies.clear()
    given = {"name": f"the-{role}", "password": password, "next": "/"}
    return site.client.post("/login", data=given, follow_redirects=False).status_code


def test_without_a_session_nothing_is_shown_and_nothing_done(staffed: Site) -> None:
    asked = staffed.client.get("/documents?q=x", follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"] == "/login?next=%2Fdocuments%3Fq%3Dx"
    for path in ("/documents.json", "/search.csv", "/api/v1/counts"):
        assert staffed.client.get(path).status_code == 401, path
    routes = [route for route in staffed.client.app.routes if "POST" in (getattr(route, "methods", None) or ())]  # type: ignore[attr-defined]
    for route in routes:
        path = re.sub(r"\{[^}]+\}", "x", route.path)
        if path not in ("/login", "/logout"):
            assert staffed.client.post(path, data={}).status_code == 401, path
    assert staffed.client.delete("/api/v1/reviews/x").status_code == 401
    assert staffed.ledger.reviews() == ()


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/", "reader"), ("/documents/brief", "reader"), ("/review", "coder"), ("/history", "coder"),
        ("/documents/brief/bulk", "coder"), ("/users", "admin"),
    ],
)  # fmt: skip
def test_a_role_may_do_what_those_below_it_may(staffed: Site, path: str, role: str) -> None:
    for mine in ROLES:
        assert log_in(staffed, mine) == 303
        allowed = ROLES.index(mine) >= ROLES.index(role)
        assert staffed.client.get(path).status_code == (200 if allowed else 403), mine


def test_decisions_carry_the_users_name(staffed: Site) -> None:
    log_in(staffed, "coder")
    key = staffed.statement("Raise the tax")
    given = {"subject": key, "judgement": "accepted", "revision": "0"}
    assert staffed.client.post("/review/decide", data=given).status_code == 200
    assert [one.user for one in staffed.ledger.reviews(key)] == ["the-coder"]
    mine = staffed.ledger.reviews(key)[0].id
    log_in(staffed, "reader")
    assert staffed.client.post("/review/undo", data={"review": mine}).status_code == 403
    Team(staffed.ledger).put("other", "coder", SECRET, NOON, by="test")
    staffed.client.cookies.clear()
    staffed.client.post("/login", data={"name": "other", "password": SECRET})
    assert staffed.client.post("/review/undo", data={"review": mine}).status_code == 422
    log_in(staffed, "editor")
    assert staffed.client.post("/review/undo", data={"review": mine}).status_code == 200
    assert staffed.ledger.reviews(key) == ()


def test_a_wrong_password_is_refused_and_after_some_the_right_one_too(staffed: Site) -> None:
    for _ in range(8):
        assert log_in(staffed, "coder", "wrong password") == 401
    assert log_in(staffed, "coder") == 429
    assert log_in(staffed, "editor") == 303
    assert staffed.client.post("/login", data={"name": "nobody", "password": SECRET}).status_code == 401


def test_logging_out_ends_the_session_for_good(staffed: Site) -> None:
    log_in(staffed, "reader")
    token = staffed.client.cookies["servanda"]
    staffed.client.post("/logout")
    staffed.client.cookies.set("servanda", token)
    assert staffed.client.get("/", follow_redirects=False).status_code == 303


def test_a_cookie_is_out_of_reach_of_scripts(staffed: Site) -> None:
    given = {"name": "the-reader", "password": SECRET}
    cookie = staffed.client.post("/login", data=given, follow_redirects=False).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_token_is_shown_once_works_and_ends(staffed: Site) -> None:
    log_in(staffed, "coder")
    page = staffed.client.post("/account/tokens", data={"label": "my script"}).text
    token = re.search(r"<code>(sv_[\w-]+)</code>", page)[1]  # type: ignore[index]
    assert token not in staffed.client.get("/account").text
    short = re.search(r'name="token" value="(\w+)"', staffed.client.get("/account").text)[1]  # type: ignore[index]
    plain = TestClient(staffed.client.app)
    head = {"authorization": f"Bearer {token}"}
    assert plain.get("/api/v1/counts", headers=head).status_code == 200
    assert plain.get("/api/v1/counts", headers={"authorization": "Bearer sv_wrong"}).status_code == 401
    staffed.client.post("/account/tokens/end", data={"token": short})
    assert plain.get("/api/v1/counts", headers=head).status_code == 401


def test_an_admin_adds_and_shuts_out(staffed: Site) -> None:
    log_in(staffed, "admin")
    given = {"name": "grace", "role": "coder", "password": SECRET}
    assert staffed.client.post("/users", data=given).status_code == 200
    for wrong in ({"name": "a b"}, {"role": "king"}, {"password": "short"}):
        assert staffed.client.post("/users", data={**given, "name": "new", **wrong}).status_code == 422
    assert staffed.client.post("/users", data={"name": "the-admin", "disable": "1"}).status_code == 422
    session = Team(staffed.ledger).login("grace", SECRET, NOON)
    assert session is not None
    staffed.client.post("/users", data={"name": "grace", "disable": "1"})
    assert Team(staffed.ledger).of_session(session, NOON) is None
    assert "user disabled" in staffed.client.get("/users").text


def test_a_session_ends_with_its_time_and_with_a_new_password(staffed: Site) -> None:
    team = Team(staffed.ledger)
    session = team.login("the-reader", SECRET, NOON)
    assert session is not None
    assert team.of_session(session, NOON + SESSION - timedelta(minutes=1))
    assert team.of_session(session, NOON + SESSION + timedelta(minutes=1)) is None
    team.put("the-reader", "reader", SECRET + "!", NOON, by="test")
    assert team.of_session(session, NOON) is None


def test_passwords_are_kept_as_scrypt() -> None:
    kept = hashed(SECRET)
    assert kept.startswith("scrypt$32768$8$1$")
    assert SECRET not in kept
    assert kept != hashed(SECRET)
    assert matches(SECRET, kept)
    assert not matches(SECRET + " ", kept)


def test_the_first_user_is_an_admin_and_then_a_login_is_asked_for(one_site: Site) -> None:
    given = {"name": "grace", "role": "coder", "password": SECRET}
    assert one_site.client.post("/users", data=given).status_code == 422
    assert one_site.client.post("/users", data={**given, "role": "admin"}, follow_redirects=False).status_code == 303
    assert one_site.client.get("/", follow_redirects=False).status_code == 303


def test_users_are_added_on_the_command_line(tmp_path) -> None:
    place = str(tmp_path / "ledger.db")
    run = CliRunner().invoke
    assert run(command, ["users", "add", "ada", "--ledger", place, "--password", SECRET]).exit_code == 2
    first = run(command, ["users", "add", "ada", "--role", "admin", "--ledger", place, "--password", SECRET])
    assert first.exit_code == 0, first.output
    assert "ada\tadmin" in run(command, ["users", "list", "--ledger", place]).output
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="only admin"):
        Team(ledger).disable("ada", NOON, by="test")
