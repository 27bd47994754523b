"""What time alone brings about: at its moment, once, and said to whom it concerns."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from app.due import run_due
from models import Block, Session
from resolvers.context import Platform
from resolvers.due import bring_about, run
from tests.behind import Behind
from tests.clock import BEGINNING
from tests.network import Network
from tests.resolvers.test_life_cycle import move
from tests.resolvers.waiting import DAY, HOUR, START, Waiting
from tests.rooms import a_room

INSTANT = timedelta(microseconds=1)


class World:
    """One of each thing that is due some day, and when."""

    def __init__(self, waiting: Waiting) -> None:
        self.pending, self.asked = waiting.request("PENDING"), waiting.request("INFO_REQUESTED")
        self.forming = waiting.room("FORMING", awaiting="MENTEE", awaiting_since=START)
        self.proposal = waiting.agreement(self.forming, "PROPOSED")
        self.meeting = waiting.session(self.forming, "CONFIRMED", START + 30 * DAY)
        self.said = waiting.session(
            self.forming, "CONFIRMED", START + 20 * DAY, held_by_mentor_at=START + 20 * DAY + HOUR
        )
        self.paused = waiting.room("PAUSED", paused_at=START, paused_until=START + 30 * DAY)
        self.termed = waiting.room("ACTIVE", activated_at=START)
        waiting.agreement(self.termed, "IN_FORCE", in_force_at=START, end_on=date(2026, 4, 10))
        self.chat, self.unsaid = (
            waiting.room("ACTIVE", kind="INFORMAL"),
            waiting.room("ACTIVE", kind="INFORMAL"),
        )
        self.held = waiting.session(self.chat, "HELD", START + DAY)
        waiting.feedback(self.held, self.chat.mentee_id)
        self.missed = waiting.session(self.unsaid, "CONFIRMED", START + DAY)
        self.upgraded = waiting.room("FORMING", upgraded_at=START + 40 * DAY)
        self.busy = waiting.room("ACTIVE", last_activity_at=START + 50 * DAY)
        self.one_sided = waiting.session(self.busy, "CONFIRMED", START, held_by_mentee_at=START + HOUR)
        self.proposed = waiting.session(self.busy, "PROPOSED", START + 3 * DAY)
        self.blind = waiting.session(self.busy, "HELD", START + 4 * DAY)
        self.walled = waiting.room("FORMING", upgraded_at=START + 41 * DAY)
        waiting.rows.add(Block, blocker_id=self.walled.mentor_id, blocked_id=self.walled.mentee_id)


# When what is due, after the start; the last day of a term is over at midnight, here in UTC.
TERM_ENDS = datetime(2026, 4, 11, tzinfo=UTC) - START
CALENDAR: list[tuple[timedelta, dict[str, int]]] = [
    (2 * DAY + HOUR, {"sessions asked about": 1}),
    (3 * DAY, {"sessions lapsed": 1}),
    (7 * DAY + HOUR, {"sessions held": 1}),
    (8 * DAY + HOUR, {"feedback revealed": 1}),
    (14 * DAY, {"requests expired": 2}),
    (15 * DAY + HOUR, {"chats ended": 2, "sessions lapsed": 1}),
    (21 * DAY, {"unsigned mentorships closed": 1}),
    (27 * DAY + HOUR, {"sessions held": 1}),
    (30 * DAY, {"pauses ended": 1}),
    (TERM_ENDS, {"terms ended": 1}),
    (TERM_ENDS + 14 * DAY, {"closing mentorships closed": 1}),
    (61 * DAY, {"unsigned mentorships closed": 1}),
    (62 * DAY, {"unsigned mentorships closed": 1}),
    (90 * DAY, {"idle mentorships wound down": 1}),
    (104 * DAY, {"closing mentorships closed": 1}),
    (110 * DAY, {"idle mentorships wound down": 1}),
    (124 * DAY, {"closing mentorships closed": 1}),
]


def some(done: Mapping[str, int]) -> dict[str, int]:
    """Of what was done, that of which there was something."""
    return {name: count for name, count in done.items() if count}


async def test_each_thing_happens_at_its_moment_and_not_an_instant_sooner(
    waiting: Waiting, platform: Platform
) -> None:
    world = World(waiting)
    await waiting.put()
    for after, expected in CALENDAR:
        assert some(await bring_about(platform, START + after - INSTANT)) == {}, after
        assert some(await bring_about(platform, START + after)) == expected, after
        assert some(await bring_about(platform, START + after)) == {}, after
    assert some(await bring_about(platform, START + 1000 * DAY)) == {}
    await _check_requests(waiting, world)
    await _check_sessions(waiting, world)
    await _check_rooms(waiting, world)


async def _check_requests(waiting: Waiting, world: World) -> None:
    for request in (world.pending, world.asked):
        now = await waiting.now(request)
        assert (now["status"], now["expired_at"], now["version"]) == ("EXPIRED", START + 14 * DAY, 2)
        assert await waiting.told(request.initiator_id) == [("REQUEST_CLOSED", 1)]
        assert await waiting.told(request.mentor_id) == []


async def _check_sessions(waiting: Waiting, world: World) -> None:
    ended: list[tuple[Session, str, timedelta]] = [
        (world.proposed, "CANCELLED", 3 * DAY),
        (world.one_sided, "HELD", 7 * DAY + HOUR),
        (world.missed, "CANCELLED", 15 * DAY + HOUR),
        (world.meeting, "CANCELLED", 21 * DAY),
        # Said before the room was closed, and settled afterwards.
        (world.said, "HELD", 27 * DAY + HOUR),
    ]
    for session, status, after in ended:
        now = await waiting.now(session)
        assert (now["status"], now["version"]) == (status, 2)
        assert (now["ended_at"], now["changed_at"]) == (START + after, START + after)
    assert (await waiting.now(world.held))["feedback_revealed_at"] == START + 8 * DAY + HOUR
    assert (await waiting.now(world.blind))["feedback_revealed_at"] is None


async def _check_rooms(waiting: Waiting, world: World) -> None:
    closed: list[tuple[Any, str, timedelta, list[str]]] = [
        (world.forming, "UNSIGNED", 21 * DAY, ["MENTORSHIP", "AGREEMENT", "SESSION", "SESSION"]),
        (world.paused, "INACTIVE", 104 * DAY, ["MENTORSHIP"] * 3),
        (world.termed, "TERM_ENDED", TERM_ENDS + 14 * DAY, ["MENTORSHIP"] * 2),
        (world.chat, "TERM_ENDED", 15 * DAY + HOUR, ["FEEDBACK", "MENTORSHIP"]),
        (world.unsaid, "TERM_ENDED", 15 * DAY + HOUR, ["MENTORSHIP", "SESSION"]),
        (world.upgraded, "UNSIGNED", 61 * DAY, ["MENTORSHIP"]),
        (world.walled, "UNSIGNED", 62 * DAY, ["MENTORSHIP"]),
        (world.busy, "INACTIVE", 124 * DAY, ["SESSION", "SESSION", "MENTORSHIP", "MENTORSHIP"]),
    ]
    for room, reason, after, heard in closed:
        now = await waiting.now(room)
        assert (now["status"], now["close_reason"], now["closed_at"]) == ("CLOSED", reason, START + after)
        assert (now["awaiting"], now["awaiting_since"], now["paused_until"]) == ("NONE", None, None)
        assert [kind.partition("_")[0] for kind in await waiting.heard(room)] == heard
        assert now["last_seq"] == len(heard)
    assert (await waiting.now(world.paused))["closing_at"] == START + 90 * DAY
    assert (await waiting.now(world.paused))["last_activity_at"] == START + 30 * DAY
    proposal = await waiting.now(world.proposal)
    assert (proposal["status"], proposal["ended_at"]) == ("WITHDRAWN", START + 21 * DAY)
    for party in (world.chat.mentor_id, world.chat.mentee_id):
        assert await waiting.told(party) == [("FEEDBACK_REVEALED", 1), ("MENTORSHIP_CHANGED", 1)]
    for party in (world.walled.mentor_id, world.walled.mentee_id):
        assert await waiting.told(party) == []


async def test_a_term_ends_with_its_last_day_where_the_mentor_lives(
    waiting: Waiting, platform: Platform
) -> None:
    rooms = {zone: waiting.room("ACTIVE") for zone in ("Pacific/Kiritimati", "America/Los_Angeles")}
    for zone, room in rooms.items():
        waiting.agreement(room, "IN_FORCE", in_force_at=START, end_on=date(2026, 4, 10))
        waiting.lives_in(room.mentor_id, zone)
        # Where the mentee lives does not matter.
        waiting.lives_in(room.mentee_id, "Asia/Tokyo")
    await waiting.put()
    midnights = {"Pacific/Kiritimati": TERM_ENDS - 14 * HOUR, "America/Los_Angeles": TERM_ENDS + 7 * HOUR}
    for zone, after in midnights.items():
        assert some(await bring_about(platform, START + after - INSTANT)) == {}, zone
        assert some(await bring_about(platform, START + after)) == {"terms ended": 1}, zone
        assert (await waiting.now(rooms[zone]))["status"] == "CLOSING"


async def test_after_months_in_which_nothing_ran_one_run_does_it_all(
    waiting: Waiting, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(waiting)
    await waiting.put()
    # In many small transactions, as if there were thousands.
    monkeypatch.setattr(run, "MOST_AT_ONCE", 1)
    late = START + 200 * DAY
    assert some(await bring_about(platform, late)) == {
        "requests expired": 2,
        "sessions held": 2,
        "sessions lapsed": 3,
        "feedback revealed": 1,
        "pauses ended": 1,
        "terms ended": 1,
        "chats ended": 2,
        # A pause that ended long ago, too.
        "idle mentorships wound down": 2,
        "unsigned mentorships closed": 3,
    }
    paused, busy = await waiting.now(world.paused), await waiting.now(world.busy)
    assert (paused["status"], paused["closing_at"], paused["version"]) == ("CLOSING", late, 3)
    assert paused["last_activity_at"] == START + 30 * DAY
    assert some(await bring_about(platform, late)) == {}
    # The same kind of thing about the same room, twice within a day, is one notification.
    assert await waiting.told(busy["mentor_id"]) == [("MENTORSHIP_CHANGED", 1), ("SESSION_CHANGED", 2)]


async def test_what_several_servers_do_at_once_is_done_once(waiting: Waiting, platform: Platform) -> None:
    rooms = [waiting.room("ACTIVE") for _ in range(20)]
    await waiting.put()
    late = START + 60 * DAY
    done = await asyncio.gather(*(run_due(platform, late) for _ in range(4)))
    assert sum(one.get("idle mentorships wound down", 0) for one in done) == len(rooms)
    # Without the lock that keeps all but one away, too.
    later = late + 14 * DAY
    runs = await asyncio.gather(*(bring_about(platform, later) for _ in range(4)))
    assert sum(one["closing mentorships closed"] for one in runs) == len(rooms)
    for room in rooms:
        assert await waiting.heard(room) == ["MENTORSHIP_CHANGED"] * 2


async def test_what_somebody_holds_waits_for_the_next_run(
    waiting: Waiting, platform: Platform, connection: asyncpg.Connection
) -> None:
    free, held = waiting.room("FORMING"), waiting.room("FORMING")
    await waiting.put()
    late = START + 21 * DAY
    async with connection.transaction():
        await connection.execute("SELECT FROM mentorship WHERE id = $1 FOR NO KEY UPDATE", held.id)
        assert some(await bring_about(platform, late)) == {"unsigned mentorships closed": 1}
        assert (await waiting.now(free))["status"] == "CLOSED"
    assert some(await bring_about(platform, late)) == {"unsigned mentorships closed": 1}
    assert (await waiting.now(held))["status"] == "CLOSED"


async def test_what_cannot_be_done_does_not_keep_the_rest_from_being_done(
    waiting: Waiting, platform: Platform, connection: asyncpg.Connection
) -> None:
    request, room = waiting.request("PENDING"), waiting.room("FORMING")
    await waiting.put()
    await connection.execute(
        "ALTER TABLE mentorship_request ADD CONSTRAINT never CHECK (status <> 'EXPIRED')"
    )
    try:
        done = await bring_about(platform, START + 30 * DAY)
    finally:
        await connection.execute("ALTER TABLE mentorship_request DROP CONSTRAINT never")
    assert some(done) == {"unsigned mentorships closed": 1}
    assert ((await waiting.now(request))["status"], (await waiting.now(room))["status"]) == (
        "PENDING",
        "CLOSED",
    )


async def test_what_time_does_joins_the_notification_that_somebody_began(
    network: Network, behind: Behind, platform: Platform
) -> None:
    made = await a_room(network, behind)
    ends = BEGINNING + timedelta(hours=23)
    await move(made.ada, made, "pauseMentorship", until=ends.isoformat())
    assert some(await bring_about(platform, ends)) == {"pauses ended": 1}
    shape = "{ me { notifications { nodes { kind count actor { handle } } } } }"
    told = [(await one.api.data(shape))["me"]["notifications"]["nodes"] for one in (made.ben, made.ada)]
    assert told == [[{"kind": "MENTORSHIP_CHANGED", "count": times, "actor": None}] for times in (2, 1)]


NEWS = """subscription { notificationEvents { __typename
    ... on NotificationAdded { notification { kind actor { id } } } } }"""


async def test_those_who_listen_hear_of_it_at_once(
    network: Network, waiting: Waiting, platform: Platform, connection: asyncpg.Connection
) -> None:
    ada = await network.educator("ada")
    ada_id = await connection.fetchval("SELECT id FROM educator WHERE handle = 'ada'")
    waiting.request("PENDING", mentee_id=ada_id, initiator_id=ada_id)
    await waiting.put()
    async with ada.api.subscribe(NEWS) as news:
        await news.until("CaughtUp")
        await bring_about(platform, START + 14 * DAY)
        told = {"kind": "REQUEST_CLOSED", "actor": None}
        assert (await news.event())["notification"] == told
