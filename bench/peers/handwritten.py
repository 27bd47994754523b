"""What somebody writes by hand for exactly these answers: FastAPI, asyncpg, orjson, no GraphQL.

Level by level, one statement a level, over all its rows. Anonymous viewers see public profiles, public
threads and the posts in them, as with ours; nobody has walls to mind, and pages need no row more than
they show, save where the answer says whether more follows. Ids are encoded as ours are: same bytes.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

import orjson
from fastapi import FastAPI, Request, Response

from bench.peers import handwritten_member
from bench.peers.serving import pooled, serve

app = FastAPI(lifespan=pooled, docs_url=None, redoc_url=None, openapi_url=None)
app.include_router(handwritten_member.router)

_PROFILE = """id, handle, display_name, headline, bio, role, career_stage, phases, organisation, country,
    region, languages, visibility, created_at, version"""
_PAGE_OF_EDUCATORS = """SELECT id, handle, display_name FROM educator
    WHERE visibility = 'PUBLIC' AND id < $1 ORDER BY id DESC LIMIT $2"""
_EDUCATOR = """SELECT id, handle, display_name, headline FROM educator
    WHERE handle = $1 AND visibility = 'PUBLIC'"""
_THREADS = """SELECT t.* FROM unnest($1::uuid[]) AS asked(key) CROSS JOIN LATERAL (
    SELECT author_id, id, title FROM thread WHERE author_id = asked.key AND visibility = 'PUBLIC'
    ORDER BY id DESC LIMIT 5) AS t"""
_POSTS = """SELECT p.* FROM unnest($1::uuid[]) AS asked(key) CROSS JOIN LATERAL (
    SELECT thread_id, author_id, id, seq, body, created_at FROM post WHERE thread_id = asked.key
    ORDER BY seq LIMIT 5) AS p"""
_AUTHORS = """SELECT id, handle, display_name FROM educator
    WHERE id = ANY ($1::uuid[]) AND visibility = 'PUBLIC'"""
_ENTITY = f"SELECT {_PROFILE} FROM educator WHERE id = $1 AND visibility = 'PUBLIC'"
_WIDE = f"SELECT {_PROFILE} FROM educator WHERE visibility = 'PUBLIC' AND id < $1 ORDER BY id DESC LIMIT $2"
_DEEP = """SELECT id, title, created_at, author_id FROM thread
    WHERE visibility = 'PUBLIC' AND id < $1 ORDER BY id DESC LIMIT $2"""


def educator_id(row_id: UUID) -> str:
    """The opaque id of an educator."""
    return urlsafe_b64encode(b"Educator:" + row_id.bytes)[:34].decode()


def _thread_id(row_id: UUID) -> str:
    return urlsafe_b64encode(b"Thread:" + row_id.bytes)[:31].decode()


def _post_id(row_id: UUID) -> str:
    return urlsafe_b64encode(b"Post:" + row_id.bytes).decode()


async def _authors(connection: Any, ids: set[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = await connection.fetch(_AUTHORS, ids)
    return {
        row_id: {"id": educator_id(row_id), "handle": handle, "displayName": name}
        for row_id, handle, name in rows
    }


async def _posts(connection: Any, ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    rows = await connection.fetch(_POSTS, ids)
    authors = await _authors(connection, {row[1] for row in rows})
    posts: dict[UUID, list[dict[str, Any]]] = {key: [] for key in ids}
    for thread_id, author_id, row_id, seq, body, created_at in rows:
        posts[thread_id].append(
            {
                "id": _post_id(row_id),
                "seq": seq,
                "body": body,
                "createdAt": created_at,
                "author": authors.get(author_id),
            }
        )
    return posts


async def _threads(connection: Any, ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    rows = await connection.fetch(_THREADS, ids)
    posts = await _posts(connection, [row[1] for row in rows])
    threads: dict[UUID, list[dict[str, Any]]] = {key: [] for key in ids}
    for author_id, row_id, title in rows:
        threads[author_id].append(
            {"id": _thread_id(row_id), "title": title, "posts": {"nodes": posts[row_id]}}
        )
    return threads


def answer(data: dict[str, Any]) -> Response:
    """The data as GraphQL answers it."""
    return Response(orjson.dumps({"data": data}), media_type="application/json")


@app.post("/nested")
async def nested(request: Request) -> Response:
    """Ten educators with their threads, posts and authors."""
    facts = orjson.loads(await request.body())
    async with request.app.state.pool.acquire() as connection:
        rows = await connection.fetch(_PAGE_OF_EDUCATORS, facts["after"], facts["first"])
        threads = await _threads(connection, [row[0] for row in rows])
    nodes = [
        {
            "id": educator_id(row_id),
            "handle": handle,
            "displayName": name,
            "threads": {"nodes": threads[row_id]},
        }
        for row_id, handle, name in rows
    ]
    return answer({"educators": {"nodes": nodes}})


@app.post("/small")
async def small(request: Request) -> Response:
    """One educator with threads, posts and authors."""
    facts = orjson.loads(await request.body())
    async with request.app.state.pool.acquire() as connection:
        row = await connection.fetchrow(_EDUCATOR, facts["handle"])
        if row is None:
            return answer({"educator": None})
        threads = await _threads(connection, [row[0]])
    educator = {
        "id": educator_id(row[0]),
        "handle": row[1],
        "displayName": row[2],
        "headline": row[3],
        "threads": {"nodes": threads[row[0]]},
    }
    return answer({"educator": educator})


def _profile(row: Any) -> dict[str, Any]:
    return {
        "id": educator_id(row[0]),
        "handle": row[1],
        "displayName": row[2],
        "headline": row[3],
        "bio": row[4],
        "role": row[5],
        "careerStage": row[6],
        "phases": row[7],
        "organisation": row[8],
        "country": row[9],
        "region": row[10],
        "languages": row[11],
        "visibility": row[12],
        "createdAt": row[13],
        "version": row[14],
    }


@app.post("/entity")
async def entity(request: Request) -> Response:
    """One educator's profile."""
    facts = orjson.loads(await request.body())
    row = await request.app.state.pool.fetchrow(_ENTITY, facts["id"])
    return answer({"node": row and _profile(row)})


@app.post("/wide")
async def wide(request: Request) -> Response:
    """A hundred profiles."""
    facts = orjson.loads(await request.body())
    rows = await request.app.state.pool.fetch(_WIDE, facts["after"], facts["first"])
    return answer({"educators": {"nodes": [_profile(row) for row in rows]}})


@app.post("/deep")
async def deep(request: Request) -> Response:
    """Twenty threads with their authors, and whether more follow."""
    facts = orjson.loads(await request.body())
    first = facts["first"]
    async with request.app.state.pool.acquire() as connection:
        rows = await connection.fetch(_DEEP, facts["after"], first + 1)
        authors = await _authors(connection, {row[3] for row in rows[:first]})
    nodes = [
        {"id": _thread_id(row_id), "title": title, "createdAt": created_at, "author": authors.get(author_id)}
        for row_id, title, created_at, author_id in rows[:first]
    ]
    return answer({"threads": {"nodes": nodes, "pageInfo": {"hasNextPage": len(rows) > first}}})


if __name__ == "__main__":
    serve(app)
