"""Health: whether the process lives, and whether it can answer."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from kit.database import Database, DatabaseBusyError


def health_routes() -> APIRouter:
    """`/health/live` and `/health/ready`."""
    routes = APIRouter(prefix="/health")

    @routes.get("/live")
    async def live() -> Response:
        return JSONResponse({"status": "live"})

    @routes.get("/ready")
    async def ready(request: Request) -> Response:
        platform = request.app.state.platform
        if platform.hub.closing.is_set():
            return JSONResponse({"status": "stopping"}, 503)
        try:
            await platform.database.fetch("SELECT 1")
        except (DatabaseBusyError, *Database.FAILURES):
            return JSONResponse({"status": "no database"}, 503)
        return JSONResponse({"status": "ready"})

    return routes
