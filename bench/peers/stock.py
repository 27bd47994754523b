"""A plain Strawberry server, tuned as its documentation and experience advise.

graphql-core's executor, resolvers per object, `aiodataloader` over asyncpg with one LATERAL statement a
level, parse and validation caches, orjson, uvloop, a frozen collector. Same schema as ours as far as the
operations need it, same visibility for an anonymous viewer; no middleware, no limits, no sign-in.
"""

from __future__ import annotations

import orjson
import strawberry
from fastapi import FastAPI, Request
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.fastapi import GraphQLRouter

from bench.peers.serving import pooled, serve
from bench.peers.stock_loaders import StockLoaders
from bench.peers.stock_types import Query

Context = dict[str, StockLoaders]


class Router(GraphQLRouter[Context, None]):
    """Strawberry's router, with orjson."""

    def encode_json(self, data: object) -> bytes:
        """JSON bytes."""
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> object:
        """What JSON says."""
        return orjson.loads(data)


async def _context(request: Request) -> Context:
    return {"loaders": StockLoaders(request.app.state.pool)}


schema = strawberry.Schema(
    query=Query, extensions=[lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100)]
)
app = FastAPI(lifespan=pooled, docs_url=None, redoc_url=None, openapi_url=None)
app.include_router(Router(schema, context_getter=_context, graphql_ide=None), prefix="/graphql")

if __name__ == "__main__":
    serve(app)
