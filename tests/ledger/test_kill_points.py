"""`add` is killed at random moments; see `tools/kill_points.py` for the long form."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "kill_points.py"


@pytest.mark.slow
def test_ten_kills_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, str(TOOL), "--points", "10", "--minutes", "5"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "10 kills" in done.stdout
    assert "nothing lost, nothing twice" in done.stdout
