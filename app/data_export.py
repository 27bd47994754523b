"""Exports of one's own data, as files over HTTP."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from access.viewer import Viewer
from app.negotiation import only_error
from app.sign_in import bearer_of, viewer_of
from kit.errors import DomainError
from kit.ids import decode_id
from loaders.data_export import own_export_file
from loaders.reader import Reader
from models import DataExport
from resolvers.context import Platform

NOT_FOUND, UNAUTHENTICATED, NOT_MODIFIED = 404, 401, 304
_PRIVATE: Final = {
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def export_routes() -> APIRouter:
    """`/exports/{id}`: the file, for whoever's data it is."""
    routes = APIRouter()

    @routes.api_route("/exports/{export_id}", methods=["GET", "HEAD"])
    async def export(export_id: str, request: Request) -> Response:
        platform: Platform = request.app.state.platform
        try:
            viewer = await _viewer(platform, request)
        except DomainError as refusal:
            headers = {**_PRIVATE, "www-authenticate": "Bearer"}
            return only_error(refusal.message, refusal.code, UNAUTHENTICATED, headers)
        key = decode_id(export_id)
        file = None
        if key is not None and key.type_name == "DataExport" and viewer.reader_id is not None:
            file = await own_export_file(Reader(platform.database, viewer), key.id)
        if file is None:
            return only_error("There is no such export.", "NOT_FOUND", NOT_FOUND, _PRIVATE)
        return _answer(file, request.headers.get("if-none-match", ""))

    return routes


async def _viewer(platform: Platform, request: Request) -> Viewer:
    token = bearer_of(request.headers.get("authorization"))
    return await viewer_of(platform.database, platform.keys, token, platform.clock())


def _answer(file: DataExport, known: str) -> Response:
    headers = {**_PRIVATE, "etag": f'"{file.sha256}"'}
    if headers["etag"] in (text.strip() for text in known.split(",")):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    name = f"menteo-{file.ready_at:%Y-%m-%d}.json.gz"
    headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(file.content, media_type="application/gzip", headers=headers)
