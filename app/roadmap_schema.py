"""The JSON Schema of a roadmap's file, for editors that check while one writes."""

import json
from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from models.roadmap_outline import FORMAT, RoadmapOutline

PATH = "/schemas/roadmap.json"


@cache
def roadmap_schema() -> str:
    """The schema, as it is served and as it stands in `docs/roadmap.schema.json`."""
    said: dict[str, Any] = RoadmapOutline.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT}
    return json.dumps({**head, **{name: part for name, part in said.items() if name != "title"}}, indent=2)


def roadmap_schema_routes() -> APIRouter:
    """`/schemas/roadmap.json`."""
    routes = APIRouter()

    @routes.get(PATH)
    async def schema() -> Response:
        return Response(roadmap_schema(), media_type="application/schema+json")

    return routes
