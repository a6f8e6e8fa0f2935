"""What is hostile or large is read in a process of its own: one that hangs, swells or crashes ends only itself."""

import json
import subprocess
import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path
from threading import Timer
from typing import IO, TYPE_CHECKING, Any

from servanda.text.source import ReadOptions, too_long

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from servanda.text.build import Material
    from servanda.text.material import Form

_CPU_USED_UP = 24
_CHILD = Path(__file__).with_name("child.py")
_BOUNDS = ("limit", "unpacked", "pages", "seconds_per_document", "memory")


def material(data: bytes, form: "Form", options: ReadOptions) -> "Material":
    """Return what `servanda.text.material.read` says of the bytes.

    Raises:
        ValueError: where it says that they cannot be read, where the bounds are passed, or where the process ends
            without an answer.
    """
    seconds = options.seconds_per_document
    command = _command(form, "", options)
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ValueError(too_long("reading it", seconds)) from None
    if done.returncode == -_CPU_USED_UP:
        raise ValueError(too_long("reading it", seconds))
    first, _, rest = done.stdout.partition(b"\n")
    _raise(_loaded(first, options), options)
    return adapter().validate_json(rest)


def rows(form: str, path: Path, options: ReadOptions) -> Generator[dict[str, Any], None, None]:
    """Yield what the reader of a corpus says, row by row; each may take the seconds of one document.

    Raises:
        ValueError: where it says that the rest cannot be read, or ends without saying so.
    """
    command = _command(form, str(path), options)
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as child:  # type: ignore[call-overload]  # noqa: S603
        try:
            while row := _loaded(_line(child, child.stdout, options.seconds_per_document), options):
                if not isinstance(row, dict):
                    _raise(row, options)
                yield row
        finally:
            child.kill()


@cache
def adapter() -> "TypeAdapter[Material]":
    """Return what turns a material into JSON and back."""
    from pydantic import TypeAdapter

    from servanda.text.build import Material

    return TypeAdapter(Material)


def _command(form: str, path: str, options: ReadOptions) -> list[str]:
    bounds = {name: getattr(options, name) for name in _BOUNDS}
    # -P keeps the modules beside the child, one of which is called html, from standing in for the library's.
    return [sys.executable, "-P", str(_CHILD), form, path, json.dumps(bounds)]


def _line(child: "subprocess.Popen[bytes]", stream: IO[bytes], seconds: float) -> bytes:
    """Return the child's next line; end the child where it takes too long."""
    late = Timer(seconds, child.kill)
    late.start()
    line = stream.readline()
    ended = late.finished.is_set()
    late.cancel()
    if ended and not line.endswith(b"\n"):
        raise ValueError(too_long("reading it", seconds))
    return line


def _loaded(line: bytes, options: ReadOptions) -> Any:
    """Return what a line of the child says; one that is cut off tells that the child is gone."""
    try:
        return json.loads(line)
    except ValueError:
        lack = f"needs more than the limit of {options.memory:,} bytes of memory"
        raise ValueError(f"its reader broke down: it is damaged or {lack}") from None


def _raise(error: str | None, options: ReadOptions) -> None:
    """Raise what the child says went wrong, if anything."""
    if error == "memory":
        raise ValueError(f"reading it needs more than the limit of {options.memory:,} bytes of memory")
    if error:
        raise ValueError("it is nested too deeply" if error == "nesting" else error)
