"""What decides who may hear of a thread's or a community's events: read once for all who listen to them."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from access.educator import connected
from kit.database import Database
from loaders.reader import columns
from models import Community, Event, Membership, Thread, ThreadVisibility

_THREAD = f"SELECT {columns(Thread, 't')} FROM thread t WHERE t.id = $1"
# Whom an event shows: who did it, who wrote the post, what it replies to, and the thread.
_PEOPLE = """WITH RECURSIVE up AS (
        SELECT id, parent_id, author_id FROM post WHERE id = ANY ($2::uuid[])
        UNION SELECT p.id, p.parent_id, p.author_id FROM post p JOIN up ON p.id = up.parent_id
    )
    SELECT e.id, e.visibility = 'CONNECTIONS' AS is_closed FROM educator e
    WHERE e.id IN (SELECT author_id FROM up UNION SELECT author_id FROM thread WHERE id = $1)
    OR e.id = ANY ($3::uuid[])"""
_FOLLOWERS = "SELECT follower_id FROM follow WHERE educator_id = $1 AND follower_id = ANY ($2::uuid[])"
_CONNECTED = f"""SELECT reader.id AS reader_id, shown.id AS educator_id
    FROM unnest($1::uuid[]) AS shown(id), unnest($2::uuid[]) AS reader(id)
    WHERE {connected("reader.id", "shown.id")}"""
_COMMUNITY = f"SELECT {columns(Community, 'c')} FROM community c WHERE c.id = $1"
_STANDING = f"""SELECT {columns(Membership, "m")} FROM membership m
    WHERE m.community_id = $1 AND m.educator_id = ANY ($2::uuid[])"""


@dataclass(frozen=True)
class Company:
    """A community as nobody in particular sees it, and where those who listen stand with it."""

    community: Community | None
    memberships: Mapping[UUID, Membership] = field(default_factory=dict)


@dataclass(frozen=True)
class Circumstances:
    """A thread as nobody in particular sees it, and how those who listen stand to whom its events show."""

    thread: Thread | None
    people: frozenset[UUID] = frozenset()
    followers: frozenset[UUID] = frozenset()
    # Who is connected to whom of those whose profile only connections see.
    connected: frozenset[tuple[UUID, UUID]] = frozenset()
    # The thread's community, if it is in one.
    company: Company = Company(None)


async def circumstances(
    database: Database, thread_id: UUID, events: Sequence[Event], readers: Collection[UUID]
) -> Circumstances:
    """How readers stand to a thread and to some of its events. Two statements, at most six."""
    subjects = [event.subject_id for event in events]
    actors = [event.actor_id for event in events if event.actor_id]
    threads, people = await asyncio.gather(
        database.fetch(_THREAD, thread_id), _people(database, thread_id, subjects, actors)
    )
    if not threads:
        return Circumstances(None)
    thread = Thread.light(threads[0])
    closed = [row["id"] for row in people if row["is_closed"]]
    followers, ties, around = await asyncio.gather(
        _followers(database, thread, readers),
        _connected(database, closed, readers),
        _around(database, thread, readers),
    )
    return Circumstances(thread, frozenset(row["id"] for row in people), followers, ties, around)


async def _around(database: Database, thread: Thread, readers: Collection[UUID]) -> Company:
    return await company(database, thread.community_id, readers) if thread.community_id else Company(None)


async def _people(
    database: Database, thread_id: UUID, subjects: Sequence[UUID], actors: Sequence[UUID]
) -> Sequence[Mapping[str, Any]]:
    return await database.fetch(_PEOPLE, thread_id, subjects, actors) if subjects else []


async def _followers(database: Database, thread: Thread, readers: Collection[UUID]) -> frozenset[UUID]:
    if thread.visibility != ThreadVisibility.FOLLOWERS or not readers:
        return frozenset()
    rows = await database.fetch(_FOLLOWERS, thread.author_id, list(readers))
    return frozenset(row["follower_id"] for row in rows)


async def _connected(
    database: Database, closed: Sequence[UUID], readers: Collection[UUID]
) -> frozenset[tuple[UUID, UUID]]:
    if not closed or not readers:
        return frozenset()
    rows = await database.fetch(_CONNECTED, closed, list(readers))
    return frozenset((row["reader_id"], row["educator_id"]) for row in rows)


async def company(database: Database, community_id: UUID, readers: Collection[UUID]) -> Company:
    """Where readers stand with a community. Two statements."""
    communities, memberships = await asyncio.gather(
        database.fetch(_COMMUNITY, community_id), database.fetch(_STANDING, community_id, list(readers))
    )
    if not communities:
        return Company(None)
    standing = {row["educator_id"]: Membership.light(row) for row in memberships}
    return Company(Community.light(communities[0]), standing)
