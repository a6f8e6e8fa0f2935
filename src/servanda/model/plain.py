"""A domain value as plain fields, ready for JSON."""

from typing import Any

from servanda.model.base import Value


def plain(value: Value) -> dict[str, Any]:
    """Return a domain value as JSON-ready fields; `clean` words are left out where they are the text itself."""
    dumped: dict[str, Any] = value.model_dump(mode="json")
    _drop_clean(dumped)
    return dumped


def _drop_clean(value: Any) -> None:
    if isinstance(value, dict):
        if "clean" in value and value["clean"] is None:
            del value["clean"]
        for inner in value.values():
            _drop_clean(inner)
    elif isinstance(value, list):
        for inner in value:
            _drop_clean(inner)
