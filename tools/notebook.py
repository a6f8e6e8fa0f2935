"""Writes examples/servanda.ipynb with the output of every cell; `--check` runs it and fails where that differs."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

PAGE = Path(__file__).parents[1] / "examples" / "servanda.ipynb"


def run(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook with every cell run in a new kernel; a cell that raises ends it."""
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    with TemporaryDirectory() as folder:
        # Over files in place of ports: nothing listens on the network, and tests that block it can run this.
        ways = Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
        NotebookClient(notebook, timeout=300, config=ways, resources={"metadata": {"path": folder}}).execute()
    for cell in notebook.cells:
        cell.metadata = {}
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return notebook


def outputs(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what each cell printed or showed."""
    return ["".join(map(_words, cell.get("outputs", ()))) for cell in notebook.cells]


def _words(output: nbformat.NotebookNode) -> str:
    return str(output.get("text") or output.get("data", {}).get("text/plain", ""))


if __name__ == "__main__":
    kept = nbformat.read(PAGE, as_version=4)
    fresh = run(nbformat.read(PAGE, as_version=4))
    if "--check" in sys.argv:
        sys.exit(
            0
            if outputs(kept) == outputs(fresh)
            else "examples/servanda.ipynb shows what its cells do not print any more: python tools/notebook.py"
        )
    nbformat.write(fresh, PAGE)
