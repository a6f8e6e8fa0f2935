"""The few files that pages load: one style sheet, one script, htmx. Nothing else is ever served from disk."""

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

TYPES = {
    "servanda.css": "text/css; charset=utf-8",
    "servanda.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
router = APIRouter()


@router.get("/static/{name}", include_in_schema=False)
def static(name: str) -> Response:
    """Return one of the files by its name."""
    if name not in TYPES:
        return Response("There is no such file.", 404, media_type="text/plain")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content(name), headers=headers, media_type=TYPES[name])


@lru_cache(maxsize=8)
def content(name: str) -> bytes:
    """Return a file; the style sheet is the report's with what only the application has."""
    own = files("servanda.web").joinpath("static", name).read_bytes()
    if name == "servanda.css":
        return files("servanda.export").joinpath("style.css").read_bytes() + own
    return own


@lru_cache(maxsize=8)
def digest(name: str) -> str:
    """Return a short hash of a file."""
    return sha256(content(name)).hexdigest()[:10]
