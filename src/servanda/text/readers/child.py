"""The process in which one document or corpus is read: `child.py FORM PATH BOUNDS`.

A document comes on standard input; the answer is a line that says what went wrong, or null, and the material. The
answer to a corpus is a line a row, then a line that says what went wrong, or null. Its memory and time are bounded by
the system, where the system can do so.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> None:
    """Read, and write the answer."""
    form, path, bounds = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    _bound(bounds, seconds=not path)
    error, rest = None, b""
    try:
        sys.path.append(str(Path(__file__).resolve().parents[3]))
        if path:
            for row in _rows(path, bounds):
                sys.stdout.buffer.write(json.dumps(row, default=str).encode("ascii") + b"\n")
                sys.stdout.buffer.flush()
        else:
            rest = _read(form, sys.stdin.buffer.read(), bounds)
    except MemoryError:
        error = "memory"
    except RecursionError:
        error = "nesting"
    except ValueError as refused:
        error = str(refused)
    sys.stdout.buffer.write(json.dumps(error).encode("ascii") + b"\n" + rest)


def _read(form: str, data: bytes, bounds: dict[str, Any]) -> bytes:
    from pydantic import TypeAdapter

    from servanda.text import material
    from servanda.text.readers.isolated import adapter
    from servanda.text.source import ReadOptions

    known = TypeAdapter[material.Form](material.Form).validate_python(form)
    return adapter().dump_json(material.read(data, known, ReadOptions.model_validate(bounds)))


def _rows(path: str, bounds: dict[str, Any]) -> Iterator[dict[str, Any]]:
    from servanda.text.readers import parquet

    return parquet.extract(Path(path), bounds["limit"])


def _bound(bounds: dict[str, Any], *, seconds: bool) -> None:
    """Bound this process; a corpus may take as long as its documents together, which the parent watches."""
    try:
        import resource
    except ImportError:
        return
    wanted = [(resource.RLIMIT_AS, bounds["memory"]), (resource.RLIMIT_CORE, 0)]
    if seconds:
        wanted.append((resource.RLIMIT_CPU, max(1, round(bounds["seconds_per_document"]))))
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (least, hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
