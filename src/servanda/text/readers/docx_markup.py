"""A Word file to HTML and properties; it runs in a process of its own and imports nothing of the package.

Pictures, macros, comments and what the file links to are left alone; tracked insertions are kept, deletions dropped.
"""

import io
import zipfile
from typing import Any

import mammoth
import mammoth.docx.office_xml as office_xml
from mammoth.docx.xmlparser import XmlElement, parse_xml

_MOST_PARTS = 20_000
_MOST_RATIO = 300
_SMALL = 10_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_CORE = "docProps/core.xml"
_NAMESPACES = [("dc", "http://purl.org/dc/elements/1.1/"), ("dcterms", "http://purl.org/dc/terms/")]
# Mammoth passes over these with all that they hold; their words belong to the text.
_WRAPPERS = frozenset(("w:fldSimple", "w:dir", "w:bdo"))
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
"""


def extract(data: bytes, bounds: dict[str, int]) -> dict[str, Any]:
    """Return `{"html", "properties"}` of a Word file, or `{"error": reason}`."""
    if data.startswith(_OLD):
        return {"error": "it is an old Word file or locked with a password; save it as .docx without a password"}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if reason := _refused(archive, len(data), bounds["unpacked"]):
                return {"error": reason}
            properties = _properties(archive)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        return {"error": "it is no whole Word file: the archive is damaged or cut short"}
    try:
        html = _html(data)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return {"error": "the document inside is damaged or not as Word writes it"}
    return {"html": html, "properties": properties}


def _refused(archive: zipfile.ZipFile, packed: int, unpacked: int) -> str:
    """Return why an archive is not opened; empty where it is. No part gives more than the size that it declares."""
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS:
        return f"it holds {len(parts):,} parts, more than the limit of {_MOST_PARTS:,}"
    if size > unpacked:
        return f"it unpacks to {size:,} bytes, more than the limit of {unpacked:,}"
    if size > _SMALL and size > _MOST_RATIO * packed:
        return f"it unpacks to more than {_MOST_RATIO} times its size, as no real document does"
    if any(part.flag_bits & 1 for part in parts):
        return "it is locked with a password; save a copy without one"
    if not any(part.filename.endswith(".rels") for part in parts):
        return "it is an archive and no Word file"
    return ""


def _html(data: bytes) -> str:
    office_xml.parse_xml = _parsed
    done = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=lambda image: [],
    )
    return str(done.value)


def _parsed(stream: Any, namespaces: Any = None) -> Any:
    """Parse one part; Word declares no entities, which can grow without end."""
    data = stream.read()
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise ValueError("a part declares entities")
    root = parse_xml(io.BytesIO(data), namespaces)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, XmlElement):
            if node.name in _WRAPPERS:
                node.name = "w:smartTag"
            waiting += node.children
    return root


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        with archive.open(_CORE) as stream:
            root = _parsed(stream, _NAMESPACES)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return {}
    found: dict[str, str] = {}
    for node in root.children:
        if isinstance(node, XmlElement) and node.children:
            found[node.name.split(":")[-1]] = "".join(str(getattr(part, "value", "")) for part in node.children)[:1000]
    return found
