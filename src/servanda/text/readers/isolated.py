"""Hostile files are taken apart in a process of their own: one that hangs, swells or crashes ends only itself."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from servanda.text.source import ReadOptions

_CPU_USED_UP = 24
_CHILD = Path(__file__).with_name("child.py")


def run(module: str, data: bytes, options: ReadOptions, what: str) -> dict[str, Any]:
    """Return what `extract` of a module beside this one says of the bytes.

    Args:
        module: the module's name; it may import the standard library and its own library alone.
        data: the file.
        options: the bounds.
        what: what the file is called in errors ("the PDF").

    Raises:
        ValueError: where the bounds are passed or the process ends without an answer; the message says so.
    """
    bounds = {
        "limit": options.limit,
        "memory": options.memory,
        "pages": options.pages,
        "seconds": max(1, round(options.seconds)),
        "unpacked": options.unpacked,
    }
    # -P keeps the modules beside the child, one of which is called html, from standing in for the library's.
    command = [sys.executable, "-P", str(_CHILD), module, json.dumps(bounds)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=options.seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ValueError(_too_long(what, options)) from None
    if done.returncode == -_CPU_USED_UP:
        raise ValueError(_too_long(what, options))
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        bound = f"the limit of {options.memory:,} bytes of memory"
        raise ValueError(f"its reader broke down: {what} is damaged or needs more than {bound}") from None
    match answer.get("error"):
        case None:
            return dict(answer)
        case "memory":
            raise ValueError(f"reading {what} needs more than the limit of {options.memory:,} bytes of memory")
        case "nesting":
            raise ValueError(f"{what} is nested too deeply")
        case reason:
            raise ValueError(str(reason))


def _too_long(what: str, options: ReadOptions) -> str:
    return f"reading {what} takes longer than the limit of {options.seconds:g} seconds"
