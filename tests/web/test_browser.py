"""The application in a real browser: keys, selections, no script from elsewhere, and who cannot see or use a mouse."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from tests.linking.make import document
from tests.web.conftest import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here")]
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
WIDTHS = {"laptop": (1280, 900), "phone": (390, 844)}


@pytest.fixture
def served(make_site: Callable[..., Site], tmp_path: Path) -> Iterator[tuple[Site, str]]:
    """The application at a port of its own; nothing of what a test needs is outside of it."""
    emoji = document("Good 🎉🎉 news: Chile 🇨🇱 will build two ports by 2030.", name="ports", title="Ports 🎉")
    from tests.web.conftest import brief_and_news

    site = make_site(held=[*brief_and_news(), (emoji, [])], uploads=tmp_path, hosts=())
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site.client.app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield site, f"http://127.0.0.1:{free.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def opened(browser: Any, base: str, **more: Any) -> Any:
    """A page that notes everything that goes wrong in it, and every request that leaves the application."""
    page = browser.new_context(base_url=base, **more).new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)
    page.on("request", lambda asked: page.faults.append(asked.url) if not asked.url.startswith(base) else None)
    return page


def test_from_the_first_page_to_accepted_rejected_edited_and_undone(browser: Any, served: tuple[Site, str]) -> None:
    site, base = served
    page = opened(browser, base)
    page.goto("/")
    page.click("text=Check statements")
    first = page.text_content(".passage mark")
    assert first == "Raise the tax on tobacco"
    with page.expect_navigation():
        page.keyboard.press("a")
    with page.expect_navigation():
        page.keyboard.press("x")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert "promised" in page.text_content(".passage mark")
    with page.expect_navigation():
        page.keyboard.press("e")
    page.select_option("#f-force", "agreement")
    with page.expect_navigation():
        page.click("text=Save")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    assert [one.judgement for one in site.ledger.reviews()] == ["accepted", "edited"]
    assert page.faults == []


def test_words_that_are_selected_become_a_statement(browser: Any, served: tuple[Site, str]) -> None:
    site, base = served
    page = opened(browser, base)
    page.goto("/documents/ports")
    page.evaluate(
        """() => {
          const node = document.querySelector(".reading .words").firstChild, text = node.data;
          const range = document.createRange();
          range.setStart(node, text.indexOf("Chile")); range.setEnd(node, text.indexOf(" by 2030"));
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    page.click("#add-selected")
    assert page.text_content(".passage mark") == "Chile 🇨🇱 will build two ports"
    page.select_option("#f-force", "pledge")
    page.fill("#f-actors", "Chile")
    with page.expect_navigation():
        page.click("form.stack button.go")
    added = site.ledger.statements("ports")
    assert [(one.evidence.text, one.actors[0].country) for one in added] == [("Chile 🇨🇱 will build two ports", "CHL")]
    assert page.faults == []


def test_n_and_p_go_from_mark_to_mark(browser: Any, served: tuple[Site, str]) -> None:
    _, base = served
    page = opened(browser, base)
    page.goto("/documents/brief")
    seen = []
    for key in "nnp":
        page.keyboard.press(key)
        seen.append(page.text_content("mark.now"))
    assert seen[0] == seen[2] == "Raise the tax on tobacco"
    assert seen[1] == "India should ban cigarette advertising"


def test_a_file_is_added_and_its_progress_shown(browser: Any, served: tuple[Site, str], tmp_path: Path) -> None:
    _, base = served
    file = tmp_path / "lake.txt"
    file.write_text("Norway will clean the lake by 2030.\n", encoding="utf-8")
    page = opened(browser, base)
    page.goto("/add")
    page.set_input_files("#files", str(file))
    page.fill("#date", "2024-05-01")
    with page.expect_navigation():
        page.click("form.stack button.go")
    page.wait_for_selector(".job-done", timeout=120_000)
    assert page.faults == []


def paths(site: Site) -> list[str]:
    key, item = site.statement("Raise the tax"), site.item("Raise the tax")
    return [
        "/", "/documents", "/documents/brief", f"/statements/{key}", "/search?q=tobacco", "/scorecard",
        f"/items/{item}",
        "/actors", "/actors/IND", "/topics", "/timeline", "/network", "/ask", "/ask/takenup",
        "/compare?earlier=brief&later=news", "/review", f"/statements/{key}/edit",
        "/documents/brief/bulk", "/documents/brief/new?words=Raise+the+tax", "/history", "/add", "/account", "/users",
        "/documents/brief/coders", "/assignments", "/review/disputed", "/api", f"/statements/{key}/link?q=tobacco",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", list(WIDTHS))
def test_every_page_passes_axe_and_fits(browser: Any, served: tuple[Site, str], width: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    site, base = served
    size = WIDTHS[width]
    page = opened(browser, base, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True)
    wrong = []
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    for path in paths(site):
        page.goto(path)
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": tags}})
        wrong += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            wrong.append(f"{path}: {wide} pixels too wide")
    assert wrong == []
    assert page.faults == []


def test_reading_works_without_scripts(browser: Any, served: tuple[Site, str]) -> None:
    site, base = served
    page = opened(browser, base, java_script_enabled=False)
    for path in paths(site):
        answer = page.goto(path)
        assert answer.status == 200
    page.goto("/review")
    page.click("button[value=accepted]")
    assert len(site.ledger.reviews()) == 1
