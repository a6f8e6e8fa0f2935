"""The process in which one hostile file is taken apart: `child.py MODULE BOUNDS`, the file on standard input.

It runs by its path and loads one module beside it, so that nothing of the package is imported; its answer is
one JSON object. Its memory and time are bounded by the system, where the system can do so.
"""

import json
import runpy
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Read standard input, take it apart, and write the answer."""
    bounds = json.loads(sys.argv[2])
    _bound(bounds)
    try:
        answer = _extract(sys.argv[1], sys.stdin.buffer.read(), bounds)
    except MemoryError:
        answer = {"error": "memory"}
    except RecursionError:
        answer = {"error": "nesting"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _extract(name: str, data: bytes, bounds: dict[str, int]) -> dict[str, Any]:
    module = runpy.run_path(str(Path(__file__).with_name(f"{name}.py")))
    return dict(module["extract"](data, bounds))


def _bound(bounds: dict[str, int]) -> None:
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, bounds["memory"]),
        (resource.RLIMIT_CPU, bounds["seconds"]),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (least, hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
