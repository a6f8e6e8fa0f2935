"""How long pages take over a ledger: `python benchmarks/web.py LEDGER [--at-once 1 20] [--seconds 10]`.

Starts a server of its own, asks each kind of page in turn with values drawn from the ledger, and prints the 50th and
95th percentile in milliseconds.
"""

import argparse
import random
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

import httpx

from servanda.ledger import Ledger
from servanda.ledger.browse import Shelf
from servanda.ledger.settled import Outcomes

PROGRAM = (
    "import sys, uvicorn\nfrom servanda.ledger import Ledger\nfrom servanda.web import Options, create_app\n"
    "uvicorn.run(create_app(Ledger.open(sys.argv[1]), Options()), host='127.0.0.1', port=int(sys.argv[2]), "
    "log_level='error')"
)
WORDS = ("ports", "joint vaccines", '"green digital"', "build OR cut", "tariffs NOT USA", "fore*", "harbours railways")


def pages(place: str) -> dict[str, list[str]]:
    """Return addresses of each kind of page."""
    rng = random.Random(3)  # noqa: S311
    with Ledger.open(place) as ledger:
        shelf, outcomes = Shelf(ledger), Outcomes(ledger)
        told = shelf.after(rng.randrange(100_000), 12)
        documents = [row.statement.document for row in told[::2]]
        items = [row["item"] for row in outcomes.page(10)]
        keys = [actor.country for row in told for actor in row.statement.actors if actor.country]
        names = [one.instrument_id for row in shelf.after(0, 200) for one in row.statement.instrument]
    return {
        "home": ["/"],
        "documents": ["/documents", "/documents?page=40", "/documents?q=ports"],
        "document": [f"/documents/{one}" for one in documents],
        "statement": [f"/statements/{row.statement.id}" for row in told],
        "statements": ["/search", "/search?page=90", "/search?force=pledge", "/search?event=AID&year=2010"],
        "by actor": [f"/search?actor={key}&force=deed" for key in keys],
        "search": [f"/search?q={word}" for word in WORDS],
        "search narrowed": [f"/search?q={word}&force=pledge&since=2010-01-01" for word in WORDS],
        "scorecard": ["/scorecard", "/scorecard?delivery=fulfilled", "/scorecard?schedule=overdue&page=20"],
        "scorecard of one": [f"/scorecard?document={one}" for one in documents],
        "item": [f"/items/{one}" for one in items],
        "actors": ["/actors", "/instruments", "/topics"],
        "actor": [f"/actors/{key}" for key in keys],
        "instrument": [f"/instruments/{name}" for name in names[:8]],
        "topic": ["/topics/health", "/topics/cyber"],
        "timeline": ["/timeline", *(f"/timeline?actor={key}" for key in keys[:4])],
        "network": ["/network", *(f"/network?actor={key}" for key in keys[:4])],
        "review": ["/review", *(f"/review?document={one}" for one in documents[:4])],
        "edit": [f"/statements/{row.statement.id}/edit" for row in told[:4]],
        "api": ["/api/v1/statements?limit=100", "/api/v1/statements?force=pledge&limit=100&after=500000"],
    }


def timed(client: httpx.Client, address: str) -> float:
    """Return how many milliseconds an answer takes."""
    start = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return 1000 * (time.perf_counter() - start)


def measure(base: str, kinds: dict[str, list[str]], at_once: int, rounds: int) -> None:
    """Print a line for each kind of page."""
    print(f"{'page':18}{'p50':>8}{'p95':>8}   {at_once} at once")
    every: list[float] = []
    with httpx.Client(base_url=base, timeout=60) as client, ThreadPoolExecutor(at_once) as pool:
        for kind, addresses in kinds.items():
            if not addresses:
                continue
            asked = [one for _ in range(max(1, rounds // len(addresses))) for one in addresses]
            took = list(pool.map(lambda one: timed(client, one), asked))
            cuts = quantiles(took, n=20) if len(took) > 1 else took * 19
            every += took
            print(f"{kind:18}{cuts[9]:8.0f}{cuts[18]:8.0f}")
    print(f"{'all':18}{quantiles(every, n=20)[9]:8.0f}{quantiles(every, n=20)[18]:8.0f}")


def main() -> None:
    """Start the server and ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--at-once", type=int, nargs="*", default=[1, 20])
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    kinds = pages(given.ledger)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-W", "ignore", "-c", PROGRAM, given.ledger, str(port)])  # noqa: S603
    base, start = f"http://127.0.0.1:{port}", time.perf_counter()
    try:
        while True:
            try:
                httpx.get(f"{base}/static/icon.svg")
                break
            except httpx.ConnectError:
                if server.poll() is not None:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.2)
        print(f"started in {time.perf_counter() - start:.1f} s")
        for at_once in given.at_once:
            measure(base, kinds, at_once, given.rounds)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
