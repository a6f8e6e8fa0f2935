"""Many reviewers at once on the same statements: no update is lost, nothing is an error."""

import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable

import httpx
import pytest
import uvicorn
from tests.linking.make import document, say
from tests.web.conftest import NOON, Site

from servanda.ledger.team import Team

SECRET = "correct horse battery"  # noqa: S105
REVIEWERS = 20
LEAST = 3


def many(make_site: Callable[..., Site], kind: str) -> Site:
    lines = [f"Norway will plant {number} trees." for number in range(12)]
    doc = document(*lines, name="trees")
    told = [say(doc, f"Norway will plant {number} trees", "pledge", "NOR", "plant") for number in range(12)]
    site = make_site(kind, held=[(doc, told)], hosts=())
    for number in range(REVIEWERS):
        Team(site.ledger).put(f"r{number}", "coder", SECRET, NOON, by="test")
    return site


def together(site: Site, seconds: float) -> None:
    keys = [one.id for one in site.ledger.statements()]
    server, base = served(site)
    taken: Counter[str] = Counter()
    wrong: list[str] = []
    lock = threading.Lock()

    def reviewer(number: int, token: str) -> None:
        rng = random.Random(number)  # noqa: S311
        client = httpx.Client(base_url=base, headers={"authorization": f"Bearer {token}"}, timeout=120)
        end, rounds = time.monotonic() + seconds, 0
        while time.monotonic() < end or rounds < LEAST:
            rounds += 1
            key = rng.choice(keys)
            page = client.get(f"/review?statement={key}")
            seen = re.search(r'name="revision" value="(\d+)"', page.text)
            if page.status_code != 200 or seen is None:
                wrong.append(f"{page.status_code}: {page.text[-300:]}")
                return
            given = {"subject": key, "judgement": rng.choice(("accepted", "rejected")), "revision": seen[1]}
            answer = client.post("/review/decide", data=given)
            with lock:
                taken[str(answer.status_code)] += 1
            if answer.status_code not in (303, 409):
                wrong.append(f"{answer.status_code}: {answer.text[-300:]}")

    tokens = [Team(site.ledger).add_token(f"r{number}", "test", NOON) for number in range(REVIEWERS)]
    threads = [threading.Thread(target=reviewer, args=pair) for pair in enumerate(tokens)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.should_exit = True
    assert wrong == []
    kept = site.ledger.reviews(live=False)
    assert len(kept) == taken["303"] >= LEAST
    assert taken["409"] > 0
    live = Counter((one.subject, one.user) for one in site.ledger.reviews())
    assert set(live.values()) == {1}


def served(site: Site) -> tuple[uvicorn.Server, str]:
    """Serve the application at a port of its own."""
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site.client.app, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_twenty_reviewers_lose_nothing(make_site: Callable[..., Site], kind: str) -> None:
    together(many(make_site, kind), 1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_twenty_reviewers_for_a_minute(make_site: Callable[..., Site], kind: str) -> None:
    together(many(make_site, kind), 60)
