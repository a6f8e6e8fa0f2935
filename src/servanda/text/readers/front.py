"""Front matter: the YAML block that may stand before a text."""

import re
from datetime import date
from typing import Any

_FRONT = re.compile(r"---[^\S\n]*\n(?P<yaml>.{0,20000}?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    """Return the front matter's plain values and the offset at which the text begins; `({}, 0)` without one."""
    found = _FRONT.match(text)
    if not found:
        return {}, 0
    import yaml

    try:
        values = yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, 0
    if not isinstance(values, dict):
        return {}, 0
    return {str(name): value for name, value in values.items() if _is_plain(value)}, found.end()


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return isinstance(value, str | int | date)
