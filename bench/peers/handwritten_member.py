"""The hand-written server's operations of somebody signed in: who am I, and one row written."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

router = APIRouter()

# As ours: a token that holds, of an account in use, and the walls around its educator.
_VIEWER = """WITH used AS (
        UPDATE api_token SET last_used_at = now() WHERE digest = $1 AND revoked_at IS NULL
        AND expires_at > now() AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
    SELECT e.id, t.scopes, ARRAY(SELECT blocked_id FROM block WHERE blocker_id = e.id
        UNION SELECT blocker_id FROM block WHERE blocked_id = e.id) AS blocked
    FROM api_token t JOIN account a ON a.id = t.account_id JOIN educator e ON e.account_id = a.id
    WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now() AND a.status = 'ACTIVE'"""
_VISIBLE = """SELECT post_count FROM thread WHERE id = $1 AND (author_id = $2 OR author_id <> ALL ($3::uuid[])
    AND (visibility IN ('PUBLIC', 'MEMBERS') OR EXISTS (
        SELECT FROM follow WHERE follower_id = $2 AND educator_id = thread.author_id)))"""
_MARK = """INSERT INTO thread_subscription (id, thread_id, educator_id, level, last_read_seq)
    VALUES (uuidv7(), $1, $2, 'NORMAL', $3)
    ON CONFLICT ON CONSTRAINT thread_subscription_once DO UPDATE SET
        last_read_seq = greatest(thread_subscription.last_read_seq, excluded.last_read_seq)
    RETURNING level, last_read_seq"""


async def _viewer(request: Request, connection: Any) -> Any:
    token = request.headers["authorization"].removeprefix("Bearer ")
    return await connection.fetchrow(_VIEWER, digest_of(token))


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()


def _answer(data: dict[str, Any]) -> Response:
    return Response(orjson.dumps({"data": data}), media_type="application/json")


@router.post("/tiny")
async def tiny(request: Request) -> Response:
    """Who is signed in."""
    viewer = await _viewer(request, request.app.state.pool)
    return _answer(
        {"me": {"educator": {"id": urlsafe_b64encode(b"Educator:" + viewer[0].bytes)[:34].decode()}}}
    )


@router.post("/mark-read")
async def mark_read(request: Request) -> Response:
    """Remembers up to where somebody read a thread they may see."""
    facts = orjson.loads(await request.body())
    async with request.app.state.pool.acquire() as connection:
        viewer, scopes, blocked = await _viewer(request, connection)
        async with connection.transaction():
            count = await connection.fetchval(_VISIBLE, facts["threadId"], viewer, blocked)
            if count is None or "WRITE" not in scopes:
                return Response(status_code=403)
            seq = min(facts["seq"], count)
            level, read = await connection.fetchrow(_MARK, facts["threadId"], viewer, seq)
    return _answer({"markRead": {"level": level, "lastReadSeq": read}})
