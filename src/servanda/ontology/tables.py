"""Reading the codebooks beside this module, with errors that name the file and the entry."""

from importlib.resources import files
from typing import Any


class CodebookError(ValueError):
    """A codebook file says something that cannot be: the message names the file, the entry and what is wrong."""


def load_yaml(name: str) -> dict[str, Any]:
    """Return the mapping in the codebook file `name`.

    Raises:
        CodebookError: if the file is no YAML mapping.
    """
    import yaml

    try:
        found = yaml.load(read_text(name), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CodebookError(f"{name}: this is not valid YAML ({error}).") from error
    if not isinstance(found, dict):
        raise CodebookError(f"{name}: a mapping is needed at the top, not {type(found).__name__}.")
    return found


def read_text(name: str) -> str:
    """Return the text of the codebook file `name`."""
    return files("servanda.ontology").joinpath(name).read_text(encoding="utf-8")


def expect(holds: bool, where: str, what: str) -> None:
    """Raise a CodebookError unless `holds`; `where` is the file and entry, `what` says what is wrong."""
    if not holds:
        raise CodebookError(f"{where}: {what}.")
