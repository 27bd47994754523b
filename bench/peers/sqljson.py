"""The limit: one SQL statement for each operation, which builds the JSON in PostgreSQL; sent as it is.

It moves the work to the tier that is hardest to scale, so nobody should serve like this; no server that
builds answers itself can be faster over the same tables.
"""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import FastAPI, Request, Response

from bench.peers.serving import pooled, serve

app = FastAPI(lifespan=pooled, docs_url=None, redoc_url=None, openapi_url=None)


def _id(type_name: str, column: str) -> str:
    encoded = f"encode('{type_name}:'::bytea || uuid_send({column}), 'base64')"
    return f"translate(rtrim({encoded}, '='), '+/', '-_')"


_AUTHOR = f"""(SELECT json_build_object(
        'id', {_id("Educator", "a.id")}, 'handle', a.handle, 'displayName', a.display_name)
    FROM educator a WHERE a.id = {{author_id}} AND a.visibility = 'PUBLIC')"""
_POSTS = f"""(SELECT coalesce(json_agg(json_build_object(
        'id', {_id("Post", "p.id")}, 'seq', p.seq, 'body', p.body, 'createdAt', p.created_at,
        'author', {_AUTHOR.format(author_id="p.author_id")})), '[]')
    FROM (SELECT * FROM post WHERE thread_id = t.id ORDER BY seq LIMIT 5) AS p)"""
_THREADS = f"""(SELECT coalesce(json_agg(json_build_object(
        'id', {_id("Thread", "t.id")}, 'title', t.title,
        'posts', json_build_object('nodes', {_POSTS}))), '[]')
    FROM (SELECT id, title FROM thread WHERE author_id = e.id AND visibility = 'PUBLIC'
          ORDER BY id DESC LIMIT 5) AS t)"""
_PROFILE = f"""json_build_object(
    'id', {_id("Educator", "e.id")}, 'handle', e.handle, 'displayName', e.display_name,
    'headline', e.headline, 'bio', e.bio, 'role', e.role, 'careerStage', e.career_stage,
    'phases', e.phases, 'organisation', e.organisation, 'country', e.country, 'region', e.region,
    'languages', e.languages, 'visibility', e.visibility, 'createdAt', e.created_at, 'version', e.version)"""
_PAGE = """(SELECT * FROM educator WHERE visibility = 'PUBLIC' AND id < $1 ORDER BY id DESC LIMIT $2) AS e"""

NESTED = f"""SELECT json_build_object('data', json_build_object('educators', json_build_object('nodes',
    coalesce(json_agg(json_build_object(
        'id', {_id("Educator", "e.id")}, 'handle', e.handle, 'displayName', e.display_name,
        'threads', json_build_object('nodes', {_THREADS}))), '[]'))))::text FROM {_PAGE}"""
SMALL = f"""SELECT json_build_object('data', json_build_object('educator', (
    SELECT json_build_object('id', {_id("Educator", "e.id")}, 'handle', e.handle,
        'displayName', e.display_name, 'headline', e.headline,
        'threads', json_build_object('nodes', {_THREADS}))
    FROM educator e WHERE e.handle = $1 AND e.visibility = 'PUBLIC')))::text"""
ENTITY = f"""SELECT json_build_object('data', json_build_object('node', (
    SELECT {_PROFILE} FROM educator e WHERE e.id = $1 AND e.visibility = 'PUBLIC')))::text"""
WIDE = f"""SELECT json_build_object('data', json_build_object('educators', json_build_object('nodes',
    coalesce(json_agg({_PROFILE}), '[]'))))::text FROM {_PAGE}"""
DEEP = f"""SELECT json_build_object('data', json_build_object('threads', json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
        'id', {_id("Thread", "t.id")}, 'title', t.title, 'createdAt', t.created_at,
        'author', {_AUTHOR.format(author_id="t.author_id")})) FILTER (WHERE t.place <= $2), '[]'),
    'pageInfo', json_build_object('hasNextPage', count(*) > $2))))::text
    FROM (SELECT *, row_number() OVER (ORDER BY id DESC) AS place FROM (
        SELECT * FROM thread WHERE visibility = 'PUBLIC' AND id < $1
        ORDER BY id DESC LIMIT $2::int + 1) AS page) AS t"""


def _path(name: str, sql: str) -> None:
    async def answer(request: Request) -> Response:
        facts: dict[str, Any] = orjson.loads(await request.body())
        text: str = await request.app.state.pool.fetchval(sql, *facts.values())
        return Response(text, media_type="application/json")

    app.post(f"/{name}", name=name)(answer)


for _name, _sql in {"nested": NESTED, "small": SMALL, "entity": ENTITY, "wide": WIDE, "deep": DEEP}.items():
    _path(_name, _sql)


if __name__ == "__main__":
    serve(app)
