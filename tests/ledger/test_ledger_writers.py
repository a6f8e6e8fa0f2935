"""Several writers at once, and a writer that is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ledger_values import coded, document, item, run

from servanda.ledger import Ledger

HERE = Path(__file__).parent
ADD = """
import sys
from ledger_values import coded, document, item, run
from servanda.ledger import Ledger
url, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Ledger.open(url) as ledger:
    for number in range(first, last):
        doc = document(f"talks {number}")
        told = coded(doc)
        ledger.store(doc, told, [item(doc, told[1])], run())
        print(doc.id, flush=True)
"""


def writer(url: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADD, url, str(first), str(last)],
        env={**os.environ, "PYTHONPATH": str(HERE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_add_to_a_new_ledger_at_once(url: str) -> None:
    writers = [writer(url, 0, 30), writer(url, 15, 45)]
    ends = [process.communicate(timeout=60) for process in writers]
    assert [process.returncode for process in writers] == [0, 0], ends
    with Ledger.open(url, create=False) as ledger:
        counts = ledger.counts()
        assert (counts.documents, counts.statements, counts.items, counts.runs) == (45, 135, 45, 1)
        assert len(ledger.search("frigates", limit=100)) == 45


def test_a_killed_writer_loses_nothing_that_it_reported(url: str) -> None:
    process = writer(url, 0, 5000)
    assert process.stdout is not None
    reported = [process.stdout.readline().strip() for _ in range(5)]
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    reported += process.communicate(timeout=60)[0].split()
    with Ledger.open(url, create=False) as ledger:
        kept = {doc.id for doc in ledger.documents()}
        assert kept >= set(reported)
        assert ledger.counts().statements == 3 * len(kept)
        assert ledger.counts().items == len(kept)
        for number in range(len(kept) + 1):
            doc = document(f"talks {number}")
            ledger.store(doc, coded(doc), [item(doc, coded(doc)[1])], run())
        assert ledger.counts().documents == len(kept) + 1
