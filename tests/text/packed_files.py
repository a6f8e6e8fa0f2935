"""Small PDF and Word files made by hand, sign by sign, so that the tests need no program that writes them."""

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple


class Put(NamedTuple):
    """Words on a page: where their baseline begins, in points from the page's lower left corner, and their size.

    What is `drawn` is no words but a black square of that size.
    """

    x: float
    y: float
    words: str
    size: float = 10
    bold: bool = False
    turned: bool = False
    drawn: bool = False


def pdf(pages: Sequence[Sequence[Put]], info: str = "", extra: str = "") -> bytes:
    """Return a PDF of pages of 600 × 800 points; `info` are entries of its properties."""
    kids = " ".join(f"{7 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>".encode("cp1252"),
        b"<<>>",
    ]
    for at, page in enumerate(pages):
        fonts = "/Resources<</Font<</F 3 0 R/B 4 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {8 + 2 * at} 0 R{fonts}{extra}>>".encode()
        )
        content = b"\n".join(_drawn(put) for put in page)
        objects.append(b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream")
    return _file(objects)


def _drawn(put: Put) -> bytes:
    if put.drawn:
        return f"{put.x} {put.y} {put.size} {put.size} re f".encode()
    words = put.words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    matrix = "0 1 -1 0" if put.turned else "1 0 0 1"
    font = "B" if put.bold else "F"
    return f"BT /{font} {put.size} Tf {matrix} {put.x} {put.y} Tm (".encode() + words + b") Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def column(lines: Sequence[str], x: float = 60, top: float = 700, leading: float = 12, **how: float) -> list[Put]:
    """Return lines set under each other."""
    return [Put(x, top - leading * at, words, **how) for at, words in enumerate(lines)]  # type: ignore[arg-type]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
_LIST = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def docx(body: str, core: str = "", parts: dict[str, bytes] | None = None, relations: str = "") -> bytes:
    """Return a Word file; `body` is the XML of its paragraphs, `core` of its properties."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="n" '
        f'Type="{_OFFICE}/numbering" Target="numbering.xml"/><Relationship Id="f" Type="{_OFFICE}/footnotes" '
        f'Target="footnotes.xml"/>{relations}</Relationships>',
        "word/numbering.xml": _LIST,
        "word/footnotes.xml": f'<w:footnotes {_W}><w:footnote w:id="2">{para("A note.")}</w:footnote></w:footnotes>',
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": _CORE.format(core),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, **(parts or {})}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(words: str) -> str:
    """Return the XML of words in a paragraph."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(words: str = "", depth: int | None = None, inside: str = "") -> str:
    """Return the XML of a paragraph; of a list at a depth from 0."""
    marks = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{marks if depth is not None else ''}{run(words) if words else ''}{inside}</w:p>"


def core(created: str = "", modified: str = "", title: str = "", creator: str = "") -> str:
    """Return the XML of a Word file's properties."""
    stamps = {"dcterms:created": created, "dcterms:modified": modified, "dc:title": title, "dc:creator": creator}
    return "".join(f"<{name}>{value}</{name}>" for name, value in stamps.items() if value)
