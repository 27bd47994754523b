"""Files of saved reports over HTTP: for tools that know an address and a token."""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.connection import Connection
from app.negotiation import only_error
from kit.database import DatabaseBusyError
from kit.errors import DomainError, ErrorCode
from resolvers.report_file import MEDIA_TYPES, FileFormat, ReportFile, report_file

_STATUS: Mapping[str, int] = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.INVALID: 400,
}
_PRIVATE = {
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
}


def report_routes() -> APIRouter:
    """`/reports/{name}.{format}`, and `/reports/{name}.manifest.json` of what these files hold."""
    routes = APIRouter()

    @routes.api_route("/reports/{name}.manifest.json", methods=["GET", "HEAD"])
    async def manifest(name: str, request: Request) -> Response:
        return await _refusing(request, name, _manifest)

    for one in FileFormat:
        routes.add_api_route(
            f"/reports/{{name}}.{one}", partial(_file_route, one), methods=["GET", "HEAD"], name=one
        )
    return routes


async def _file_route(as_file: FileFormat, name: str, request: Request) -> Response:
    return await _refusing(request, name, partial(_file, as_file))


async def _refusing(request: Request, name: str, answer: Any) -> Response:
    """The answer made of a saved report, or why there is none; a client that has gone cancels it."""
    try:
        context = await Connection(request.app.state.platform, request.headers, request.client).operation()
        work = asyncio.ensure_future(report_file(context, name, _as_of(request)))
        gone = asyncio.ensure_future(_until_gone(request))
        try:
            await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                return Response(status_code=499)
            found: Response = await answer(work.result(), request)
        finally:
            work.cancel()
            gone.cancel()
    except DomainError as refusal:
        return only_error(refusal.message, refusal.code, _STATUS.get(refusal.code, 400), _PRIVATE)
    except DatabaseBusyError:
        headers = {**_PRIVATE, "retry-after": "5"}
        return only_error("Too many reports are being made; try again shortly.", "UNAVAILABLE", 503, headers)
    return found


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _as_of(request: Request) -> datetime | None:
    text = request.query_params.get("asOf")
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        found = datetime.min  # noqa: DTZ901 - refused below, as any other without an offset
    if found is not None and found.tzinfo is None:
        raise DomainError(ErrorCode.INVALID, "asOf is an instant with its offset from UTC.")
    return found


async def _manifest(found: ReportFile, request: Request) -> Response:
    del request
    files = {}
    for one in FileFormat:
        content = await asyncio.to_thread(found.table.encoded, one)
        files[one.value] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    schema = [{"name": name, "type": kind} for name, kind in found.table.schema()]
    about = {"name": found.name, "asOf": found.as_of.isoformat(), "timeZone": found.time_zone}
    body = {**about, "rows": len(found.table), "schema": schema, "files": files}
    return JSONResponse(body, headers=_PRIVATE)


async def _file(as_file: FileFormat, found: ReportFile, request: Request) -> Response:
    content = await asyncio.to_thread(found.table.encoded, as_file)
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {
        **_PRIVATE,
        "etag": tag,
        "content-disposition": f'attachment; filename="{found.name}.{as_file}"',
        "x-report-as-of": found.as_of.isoformat(),
        "x-report-rows": str(len(found.table)),
    }
    if request.headers.get("if-none-match") in (tag, "*"):
        return Response(status_code=304, headers=headers)
    media_type = MEDIA_TYPES[as_file]
    part = _part(request, tag, len(content))
    if part is None:
        return Response(content, media_type=media_type, headers=headers)
    if not part:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{len(content)}"})
    headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
    return Response(content[part.start : part.stop], 206, headers, media_type)


def _part(request: Request, tag: str, size: int) -> range | None:
    """Which bytes are asked for: None for all of them, an empty range for some that there are not.

    A part of another file than the one that was begun is no part: then all of it is sent. RFC 9110, 14.
    """
    unit, _, asked = request.headers.get("range", "").partition("=")
    first, dash, last = asked.partition("-")
    is_same = request.headers.get("if-range", tag) == tag
    known = (first.isdecimal() or not first) and (last.isdecimal() or not last) and bool(first or last)
    if unit.strip() != "bytes" or not dash or not is_same or not known:
        return None
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1 if last else size))
