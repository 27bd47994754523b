"""The application: pools, live hub, routes, and what surrounds them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from brotli_asgi import BrotliMiddleware
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from app.answering import ENDPOINT, Answering
from app.calendar import calendar_routes
from app.data_export import export_routes
from app.due import DUE_TASK, keep_due
from app.graphiql import graphiql_routes
from app.graphql import GraphQL
from app.health import health_routes
from app.middleware import BodyCap, OperationLog
from app.refusals import REFUSED, refuse_request
from app.report import report_routes
from app.request import PREFLIGHT_HEADERS
from app.roadmap_schema import roadmap_schema_routes
from app.settings import Settings
from events.hub import Hub, LiveTimes
from kit.clock import Clock, system_clock
from kit.database import Database, PoolSizes
from kit.keys import Keyring
from resolvers.context import Platform, TokenLifetimes
from schema import StreamingSchema, build_schema

# Answers to operations are compressed where they are made, exports are compressed files.
_COMPRESSED = ["^/graphql", "^/exports"]


def create_app(settings: Settings, database_url: str, clock: Clock = system_clock) -> FastAPI:
    """The application over a migrated database; nothing is opened before it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running_platform(settings, database_url, clock) as platform:
            app.state.platform, app.state.live = platform, platform.hub
            keeping = keep_due(platform, settings.event_retention_days, settings.due_seconds)
            due = asyncio.create_task(keeping, name=DUE_TASK)
            try:
                yield
            finally:
                due.cancel()
                await asyncio.gather(due, return_exceptions=True)

    app = FastAPI(
        title="Menteo",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # Left on, FastAPI looks for a tracer in the environment three times in each request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    schema = build_schema(introspection=settings.introspection)
    graphql = GraphQL(schema, allowed_origins=settings.allowed_origins, graphiql=settings.graphiql)
    app.include_router(graphql, prefix=ENDPOINT)
    app.include_router(health_routes())
    app.include_router(calendar_routes())
    app.include_router(report_routes())
    app.include_router(export_routes())
    app.include_router(roadmap_schema_routes())
    if settings.graphiql:
        app.include_router(graphiql_routes())
    _surround(app, schema, settings)
    return app


@asynccontextmanager
async def running_platform(settings: Settings, database_url: str, clock: Clock) -> AsyncIterator[Platform]:
    """What operations run on: pools and live hub, closed at the end."""
    sizes = PoolSizes(
        settings.read_pool_size,
        settings.write_pool_size,
        settings.pool_acquire_seconds,
        settings.statement_timeout_ms,
    )
    database = await Database.open(database_url, ["models"], sizes)
    try:
        keys = Keyring(settings.secret_keys)
        hub = Hub(database, keys, LiveTimes(settings.heartbeat_seconds, settings.sweep_seconds))
        await hub.start()
        try:
            lifetimes = TokenLifetimes(settings.access_token_minutes, settings.refresh_token_days)
            yield Platform(database, keys, hub, clock, lifetimes, settings.origin)
        finally:
            await hub.close()
    finally:
        await database.close()


def _surround(app: FastAPI, schema: StreamingSchema, settings: Settings) -> None:
    # Here it is the files of GraphiQL.
    app.add_middleware(
        BrotliMiddleware, quality=3, minimum_size=1000, excluded_handlers=["^/graphql", "^/exports"]
    )
    app.add_middleware(Answering, schema=schema)
    app.add_middleware(BodyCap, most_bytes=settings.max_body_bytes)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.allowed_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["content-type", "last-event-id", *PREFLIGHT_HEADERS],
            expose_headers=["retry-after", "x-operation-id"],
        )
    app.add_middleware(OperationLog)
    for kind in REFUSED:
        app.add_exception_handler(kind, refuse_request)
