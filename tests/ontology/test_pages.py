"""The pages that go with the codebooks: generated, complete, and without loose ends."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.model import FORCES, RELATIONS
from servanda.ontology.cameo import cameo
from servanda.ontology.plover import plover

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_the_codebook_page_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "codebook_page.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_correction_is_explained_and_every_row_of_the_crosswalk_used() -> None:
    text = (DOCS / "errata.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([EC]\d\d) \|", text, flags=re.MULTILINE))
    used = {code.erratum for code in cameo().codes.values() if code.erratum}
    used |= {event.erratum for event in plover().events.values() if event.erratum}
    used |= {mode.erratum for _, mode in plover().modes if mode.erratum}
    assert used <= explained
    assert {name for name in explained if name.startswith("C")} - used == {"C16"}


def test_the_errata_name_the_corrected_codes() -> None:
    text = (DOCS / "errata.md").read_text(encoding="utf-8")
    listed = {
        number: set(codes.split(", "))
        for number, codes in re.findall(r"^\| (C\d\d) \| ([\d, ]+) \|", text, flags=re.MULTILINE)
    }
    for code in cameo().codes.values():
        if code.erratum:
            assert code.code in listed[code.erratum]
            listed[code.erratum].discard(code.code)
    assert {number: codes for number, codes in listed.items() if codes} == {"C16": {"1214"}}


@pytest.mark.parametrize("word", [*FORCES, *RELATIONS, "substantially_advanced", "cannot_be_assessed", "no_evidence"])
def test_the_guide_names_every_code(word: str) -> None:
    assert word in (DOCS / "annotation.md").read_text(encoding="utf-8")


def test_tables_have_as_many_cells_as_their_heads() -> None:
    for name in ("annotation.md", "codebook.md", "errata.md"):
        width = 0
        for number, line in enumerate((DOCS / name).read_text(encoding="utf-8").splitlines(), 1):
            cells = line.count("|") if line.startswith("|") else 0
            assert not (cells and width) or cells == width, f"{name}, line {number}"
            width = cells
