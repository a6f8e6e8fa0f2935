"""The documentation is kept true: generated pages are up to date, the tutorial runs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_commands_page_is_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "commands_page.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_what_the_demo_prints():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "readme_page.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_tutorial_runs(tmp_path):
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    commands = [
        line for block in re.findall(r"```bash\n(.*?)```", text, re.DOTALL) for line in block.splitlines() if line
    ]
    assert len(commands) > 10
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(commands)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "R1" in done.stdout
    assert (tmp_path / "scorecard.jsonl").read_text(encoding="utf-8").count("\n") > 5
    assert shlex.split(commands[-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("analyst", ("5 of 8 taken up", "“will” →", "ours (takenup", "0 new")),
        (
            "compliance",
            ("Provide $40 million", "overdue", "by the end of 2023 →", "1 of 2 cells agreed", "Compliance 50 %"),
        ),
        ("journalist", ("→ RUS", "law of the sea", "weakened")),
    ],
)
def test_the_tutorials_for_a_desk_run(tmp_path, page, shown):
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    commands = "".join(re.findall(r"```bash\n(.*?)```", text, re.DOTALL))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, "COLUMNS": "200", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for words in shown:
        assert words in done.stdout, words


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target
