"""What the operations ask about: rows of the seeded network, chosen so that all sizes give pages alike."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.tokens import make_api_token

# Ten educators in a row whose nested page is fullest; among the oldest, who have written most.
_WINDOW = """
    WITH candidate AS (
        SELECT id, handle, lag(id) OVER (ORDER BY id DESC) AS before
        FROM (SELECT id, handle FROM educator WHERE visibility = 'PUBLIC' ORDER BY id LIMIT 1000) AS oldest
    ), sized AS (
        SELECT candidate.*, (
            SELECT coalesce(sum(4 + 8 * least(5, t.post_count)), 0) FROM (
                SELECT post_count FROM thread
                WHERE author_id = candidate.id AND visibility = 'PUBLIC' ORDER BY id DESC LIMIT 5) AS t
        ) AS fields
        FROM candidate
    ), summed AS (
        SELECT *, sum(fields) OVER (ORDER BY id DESC ROWS BETWEEN CURRENT ROW AND 9 FOLLOWING) AS all_fields
        FROM sized
    )
    SELECT before, id, handle FROM summed WHERE before IS NOT NULL ORDER BY all_fields DESC, id LIMIT 1"""
_MIDDLE = "SELECT id FROM thread ORDER BY id OFFSET (SELECT count(*) / 2 FROM thread) LIMIT 1"
_NEWEST = "SELECT id FROM educator ORDER BY id DESC LIMIT 1"
_HIDDEN = "SELECT handle FROM educator WHERE visibility = 'CONNECTIONS' ORDER BY id LIMIT 6"
# Somebody who writes in a thread of their own that no page of the window shows.
_WRITER = """
    SELECT e.id, e.handle, t.id AS thread_id, t.post_count FROM educator e
    JOIN account a ON a.id = e.account_id AND a.status = 'ACTIVE'
    JOIN thread t ON t.author_id = e.id AND t.status = 'OPEN' AND t.visibility = 'PUBLIC'
    WHERE e.id > $1 AND e.visibility = 'PUBLIC' AND t.post_count >= 5 ORDER BY e.id, t.id LIMIT 1"""


@dataclass(frozen=True)
class Subjects:
    """Rows by their ids in the database; each server's requests name them in its own way."""

    window_after: UUID
    educator_id: UUID
    handle: str
    newest_educator: UUID
    middle_thread: UUID
    hidden_handles: tuple[str, ...]
    writer_id: UUID
    writer_token: str
    writer_thread: UUID
    writer_seq: int


async def choose_subjects(url: str) -> Subjects:
    """The subjects of a seeded database; the same each time, save for the token.

    Raises: LookupError when the database holds no network.
    """
    connection = await asyncpg.connect(url)
    try:
        window = await connection.fetchrow(_WINDOW)
        if window is None:
            raise LookupError("The database holds no network: seed it first.")
        writer = await connection.fetchrow(_WRITER, window["before"])
        middle = await connection.fetchval(_MIDDLE)
        newest = await connection.fetchval(_NEWEST)
        hidden = await connection.fetch(_HIDDEN)
    finally:
        await connection.close()
    if writer is None:
        raise LookupError("Nobody in the database writes in a thread of their own.")
    token = await make_api_token(url, writer["handle"], "benchmark", ["READ", "WRITE"], days=30)
    return Subjects(
        window_after=UUID(str(window["before"])),
        educator_id=UUID(str(window["id"])),
        handle=window["handle"],
        newest_educator=UUID(str(newest)),
        middle_thread=UUID(str(middle)),
        hidden_handles=tuple(row["handle"] for row in hidden),
        writer_id=UUID(str(writer["id"])),
        writer_token=token,
        writer_thread=UUID(str(writer["thread_id"])),
        writer_seq=writer["post_count"],
    )
