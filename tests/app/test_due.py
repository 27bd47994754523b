"""What the clock brings about: the old is forgotten, once, and nothing that is still needed."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import asyncpg
import pytest

from app.due import DUE_LOCK, keep_due, run_due
from models.answer import KEPT_FOR
from resolvers.context import Platform
from tests.clock import DrivenClock
from tests.network import PASSWORD, Network, Person


async def back(network: Network, person: Person) -> Person:
    """Somebody who signs in again, after their token has run out."""
    shape = "... on SignedIn { accessToken }"
    signed = await network.api.perform("signIn", shape, email=person.email, password=PASSWORD)
    return replace(person, api=await network.client(signed["accessToken"]))


async def seqs(connection: asyncpg.Connection) -> list[int]:
    """The numbers of the threads' events that are still kept."""
    rows = await connection.fetch("SELECT seq FROM event JOIN thread ON id = stream_id ORDER BY seq")
    return [row["seq"] for row in rows]


async def test_events_are_forgotten_after_their_retention(
    network: Network, connection: asyncpg.Connection, platform: Platform, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await ada.posts(thread, "Long ago.")
    clock.advance(days=30)
    ada = await back(network, ada)
    await ada.posts(thread, "Today.")
    newest = (await seqs(connection))[-1]
    done = await done_by(platform, clock(), retention_days=30)
    assert done["events forgotten"] == newest - 1
    assert await seqs(connection) == [newest]
    again = await done_by(platform, clock(), retention_days=30)
    assert set(again.values()) == {0}


async def test_events_are_kept_as_long_as_a_setting_says(
    network: Network, connection: asyncpg.Connection, platform: Platform, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await ada.posts(thread)
    before = await seqs(connection)
    clock.advance(days=40)
    assert (await done_by(platform, clock(), retention_days=60))["events forgotten"] == 0
    assert await seqs(connection) == before


async def test_a_new_event_goes_on_counting_where_forgotten_ones_stopped(
    network: Network, connection: asyncpg.Connection, platform: Platform, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await ada.posts(thread)
    newest = (await seqs(connection))[-1]
    clock.advance(days=31)
    await run_due(platform, clock())
    ada = await back(network, ada)
    await ada.posts(thread)
    assert await seqs(connection) == [newest + 1]


@pytest.mark.parametrize(("age", "forgotten"), [(-timedelta(minutes=1), 0), (timedelta(minutes=1), 1)])
async def test_an_idempotency_key_s_answer_is_forgotten_after_24_hours(
    network: Network, platform: Platform, clock: DrivenClock, age: timedelta, forgotten: int
) -> None:
    ada = await network.educator("ada")
    await ada.starts_thread(idempotencyKey="once")
    done = await done_by(platform, clock() + KEPT_FOR + age)
    assert done["answers forgotten"] == forgotten


async def test_limits_are_forgotten_a_day_after_their_last_use(
    network: Network, platform: Platform, clock: DrivenClock
) -> None:
    await network.educator("ada")
    assert (await done_by(platform, clock() + timedelta(hours=23)))["limits forgotten"] == 0
    assert (await done_by(platform, clock() + timedelta(hours=25)))["limits forgotten"] > 0
    assert (await done_by(platform, clock() + timedelta(hours=25)))["limits forgotten"] == 0


async def test_of_two_at_once_one_does_it(
    network: Network, connection: asyncpg.Connection, platform: Platform, clock: DrivenClock
) -> None:
    await network.educator("ada")
    later = clock() + timedelta(days=31)
    await connection.execute("SELECT pg_advisory_lock($1)", DUE_LOCK)
    try:
        assert await run_due(platform, later) == {}
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", DUE_LOCK)
    assert (await done_by(platform, later))["limits forgotten"] > 0


async def done_by(platform: Platform, now: datetime, **options: int) -> dict[str, int]:
    """What was done, once the server, which does the same now and then, has let go of the lock."""
    async with asyncio.timeout(10):
        while not (done := await run_due(platform, now, **options)):
            pass
    return done


async def test_many_at_once_forget_each_thing_once(
    network: Network, connection: asyncpg.Connection, platform: Platform, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    await ada.posts(await ada.starts_thread())
    events = await connection.fetchval("SELECT count(*) FROM event")
    later = clock() + timedelta(days=31)
    done = await asyncio.gather(*(run_due(platform, later) for _ in range(4)))
    assert sum(run.get("events forgotten", 0) for run in done) == events


async def test_the_server_does_it_by_itself(
    network: Network, connection: asyncpg.Connection, platform: Platform, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    await ada.posts(await ada.starts_thread())
    clock.advance(days=31)
    task = asyncio.create_task(keep_due(platform, retention_days=30, every=60))
    async with asyncio.timeout(5):
        while await connection.fetchval("SELECT count(*) FROM event"):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await connection.fetchval("SELECT count(*) FROM event") == 0
