"""GraphiQL at /graphiql, from files of our own: it works without a network and loads nothing from outside."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, status
from fastapi.responses import FileResponse

DIST: Final = Path(__file__).parents[1] / "web" / "dist"

# The code editor positions its parts by style attributes; everything else is a file of this origin.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A background worker obeys the policy of its own file, so every answer carries it.
_SAFE: Final = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Named here because the operating system's own table differs from machine to machine.
_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}


def graphiql_routes(dist: Path = DIST) -> APIRouter:
    """Routes of the page and its assets, for an app that answers operations at /graphql."""
    router = APIRouter(include_in_schema=False)
    # A name is looked up among the files built, never joined to a path: there is nothing to climb out of.
    assets = {path.name: path for path in (dist / "assets").iterdir()}

    @router.api_route("/graphiql", methods=["GET", "HEAD"])
    async def page() -> FileResponse:
        # The page names its assets by hash, so it alone must be asked for again.
        return FileResponse(
            dist / "index.html", media_type="text/html", headers={**_SAFE, "Cache-Control": "no-cache"}
        )

    @router.api_route("/graphiql/assets/{name}", methods=["GET", "HEAD"])
    async def asset(name: str) -> FileResponse:
        path = assets.get(name)
        if path is None:
            raise HTTPException(status.HTTP_404_NOT_FOUND)
        return FileResponse(
            path,
            media_type=_MEDIA_TYPES[path.suffix],
            headers={**_SAFE, "Cache-Control": "public, max-age=31536000, immutable"},
        )

    return router
