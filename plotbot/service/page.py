"""The page: ``GET /`` with the chat and the film beside it, ``GET /embed`` with the chat alone.

    /                   the page                 /films         the films there are
    /embed              the chat, for a frame    /films/ID      what the page shows of one
    /embed.js           makes such a frame       /page/...      scripts, styles, pictures

Files come from the folder ``web`` as they are. The browser is told to load nothing from any other
origin. Routes of files are marked ``open``: they need no token, so that the page can ask for one.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sanic.response import json as json_response

from plotbot.service import film_view, library
from plotbot.service.refusal import Refused

WEB = Path(__file__).parent / "web"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {framed_by}"
)
"""What the page may load: files of its own origin."""

SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    body: bytes
    type: str
    tag: str


def add_page(app: Sanic, framing: Sequence[str] = ()) -> None:
    """Add the page to a server.

    Args:
        framing: web origins whose pages may embed the chat; any, if none are named.
    """
    app.blueprint(routes(" ".join(("'self'", *framing)) if framing else "*"))


def routes(framed_by: str) -> Blueprint:
    """The page's routes, its files read."""
    page = Blueprint("plotbot_page")
    assets = dict(_read(WEB))

    @page.get("/", ctx_open=True)
    async def whole(request: Request) -> HTTPResponse:
        return _document(request, assets["index.html"], "'self'")

    @page.get("/embed", ctx_open=True)
    async def chat_alone(request: Request) -> HTTPResponse:
        return _document(request, assets["index.html"], framed_by)

    @page.get("/embed.js", ctx_open=True)
    async def embedder(request: Request) -> HTTPResponse:
        return _send(request, assets["embed.js"])

    @page.get("/page/<name:path>", ctx_open=True)
    async def asset(request: Request, name: str) -> HTTPResponse:
        if name not in assets:
            raise Refused(f"there is no file {name!r}", 404)
        return _send(request, assets[name])

    @page.get("/films")
    async def films(_: Request) -> HTTPResponse:
        return json_response(await asyncio.to_thread(_films))

    @page.get("/films/<film:str>")
    async def film(request: Request, film: str) -> HTTPResponse:
        limit = _limit(request.args.get("limit"))
        return json_response(await asyncio.to_thread(_film, film, limit))

    return page


def _films() -> dict[str, object]:
    titles = ((id, library.knowledge(id).film.title) for id in library.films())
    return {"films": [{"id": id, "title": title} for id, title in titles]}


def _film(film: str, limit: int | None) -> dict[str, object]:
    try:
        return film_view.view(library.knowledge(film), limit)
    except library.NoSuchFilm as error:
        raise Refused(str(error), 404) from None


def _limit(given: str | None) -> int | None:
    """The spoiler limit that a query names, as a reply's ``limit`` gives it."""
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 6):
        raise Refused("limit is not a number")
    return int(given)


def _document(request: Request, asset: Asset, framed_by: str) -> HTTPResponse:
    response = _send(request, asset)
    response.headers["Content-Security-Policy"] = POLICY.format(framed_by=framed_by)
    return response


def _send(request: Request, asset: Asset) -> HTTPResponse:
    headers = {**SAFE, "ETag": asset.tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == asset.tag:
        return raw(b"", status=304, headers=headers)
    return raw(asset.body, content_type=asset.type, headers=headers)


def _read(folder: Path) -> Iterator[tuple[str, Asset]]:
    """Every file of a folder by its path, as far as its type is known."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in TYPES:
            body = path.read_bytes()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            yield path.relative_to(folder).as_posix(), Asset(body, TYPES[path.suffix], tag)
