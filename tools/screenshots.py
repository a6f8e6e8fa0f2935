"""Pictures of the web application's pages for the documentation: `python tools/screenshots.py` (needs Chromium).

A ledger of the packaged example is served, and each page is taken as it first shows, in the light scheme.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from servanda.ledger import Ledger
from servanda.pipeline import add, track
from servanda.settings import Settings
from servanda.text import ReadOptions

OUT = Path(__file__).parent.parent / "docs" / "screens"
PORT = 8765
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def fill(place: Path) -> dict[str, str]:
    """Add and track the packaged example; return the pages to take by name."""
    with as_file(files("servanda").joinpath("example")) as folder, Ledger.open(place) as ledger:
        options = ReadOptions(metadata=(folder / "docs.jsonl",))
        add([folder / "brief.txt", folder / "assessment.txt"], ledger, options, Settings(), lambda: datetime.now(UTC))
        track(ledger, lambda: datetime.now(UTC))
        brief = next(one.id for one in ledger.documents() if one.name == "brief")
        item = ledger.items(brief)[0].id
    return {
        "home": "/",
        "document": f"/documents/{brief}",
        "scorecard": f"/scorecard?document={brief}",
        "item": f"/items/{item}",
        "review": "/review",
        "search": "/search?q=exercises",
        "timeline": "/timeline",
        "network": "/network",
        "question": "/ask/takenup",
        "compare": "/compare?earlier=brief&later=assessment",
        "add": "/add",
    }


def main() -> None:
    """Serve, take the pictures, stop."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        place = Path(work) / "demo.db"
        pages = fill(place)
        program = Path(sys.executable).parent / "servanda"
        server = subprocess.Popen([program, "serve", "--ledger", place, "--port", str(PORT)])  # noqa: S603
        try:
            await_server()
            with sync_playwright() as running:
                browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme="light")
                for name, address in pages.items():
                    answer = page.goto(f"http://127.0.0.1:{PORT}{address}")
                    if answer is None or not answer.ok:
                        raise SystemExit(f"{address} does not answer: {answer and answer.status}")
                    page.screenshot(path=OUT / f"{name}.png")
                    print(name, (OUT / f"{name}.png").stat().st_size)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def await_server() -> None:
    """Wait until the server answers."""
    for _ in range(100):
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/", timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
