"""What happens in a Mentorship Room comes to the two in it, live, and to nobody else."""

from typing import Any

import asyncpg
import pytest

from app.due import run_due
from resolvers.context import Platform
from tests.api import Subscribed
from tests.behind import Behind
from tests.clock import BEGINNING
from tests.live.test_sse import event_of, frames
from tests.network import Network, Person
from tests.rooms import Room, a_room

TOLD = """__typename cursor
    ... on MentorshipChanged { mentorship { status } }
    ... on GoalChanged { goal { title } }
    ... on SessionChanged { session { status } }
    ... on MessageSent { message { seq body } }
    ... on MessageEdited { message { seq body } }
    ... on MessageDeleted { messageId }"""
TAIL = f"""subscription ($id: ID!, $after: String) {{ mentorshipEvents(mentorshipId: $id, after: $after) {{
    {TOLD} ... on AccessRevoked {{ reason }} ... on ResyncRequired {{ reason }} }} }}"""
PAST = f"""query ($id: ID!, $after: String, $first: Int) {{ mentorship(id: $id) {{ liveCursor
    events(after: $after, first: $first) {{ nodes {{ {TOLD} }} edges {{ cursor }}
    pageInfo {{ hasNextPage endCursor }} }} }} }}"""
NEWS = """subscription ($after: String) { notificationEvents(after: $after) { __typename
    ... on NotificationAdded { notification { kind } } } }"""


@pytest.fixture
async def room(network: Network, behind: Behind) -> Room:
    return await a_room(network, behind)


async def sends(person: Person, room: Room, body: str) -> str:
    """The global id of a new message."""
    shape = "... on Message { id }"
    made = await person.api.perform("sendMessage", shape, mentorshipId=room.id, body=body)
    assert made["__typename"] == "Message", made
    message_id: str = made["id"]
    return message_id


async def drafts(person: Person, room: Room, title: str, visibility: str) -> str:
    """The global id of a new goal."""
    goal = {"mentorshipId": room.id, "title": title, "focus": "WELLBEING", "visibility": visibility}
    made = await person.api.perform("createGoal", "... on Goal { id }", **goal)
    goal_id: str = made["id"]
    return goal_id


async def cursor_of(room: Room) -> str:
    cursor: str = (await room.shows(room.ada, "liveCursor"))["liveCursor"]
    return cursor


def plain(events: list[Any]) -> list[Any]:
    """Events without their cursors."""
    return [{name: value for name, value in event.items() if name != "cursor"} for event in events]


async def test_what_was_missed_comes_first_then_what_happens_over_every_way_there_is(room: Room) -> None:
    start = await cursor_of(room)
    first = await sends(room.ben, room, "Could we talk about transitions?")
    gone = await sends(room.ada, room, "Sure, Tuesday.")
    await room.ben.api.perform("editMessage", "", messageId=first, body="Could we talk about bells?")
    await room.ada.api.perform("deleteMessage", "", messageId=gone)
    expected = [
        # A message is shown as it is now.
        {"__typename": "MessageSent", "message": {"seq": 1, "body": "Could we talk about bells?"}},
        {"__typename": "MessageSent", "message": {"seq": 2, "body": None}},
        {"__typename": "MessageEdited", "message": {"seq": 1, "body": "Could we talk about bells?"}},
        {"__typename": "MessageDeleted", "messageId": gone},
    ]
    async with room.ada.api.subscribe(TAIL, id=room.id, after=start) as tail:
        missed = await tail.until("CaughtUp")
        assert plain(missed) == expected
        await drafts(room.ben, room, "Calmer mornings", "ROOM")
        live = await tail.event()
        assert plain([live]) == [{"__typename": "GoalChanged", "goal": {"title": "Calmer mornings"}}]
        await room.ben.api.perform("pauseMentorship", "", mentorshipId=room.id, until="2026-03-20T08:00:00Z")
        paused = await tail.event()
        assert plain([paused]) == [{"__typename": "MentorshipChanged", "mentorship": {"status": "PAUSED"}}]
    every = [*missed, live, paused]
    async with frames(room.ben, TAIL, id=room.id, after=start) as stream:
        assert [event_of(await anext(stream)) for _ in range(6)] == every
        assert event_of(await anext(stream))["__typename"] == "CaughtUp"
        await sends(room.ada, room, "Rest well.")
        while (event := event_of(await anext(stream)))["__typename"] == "Heartbeat":
            pass
        assert event["message"] == {"seq": 3, "body": "Rest well."}
    assert await polled(room, start, 6) == (every, every[-1]["cursor"])


async def polled(room: Room, after: str, first: int) -> tuple[list[Any], str]:
    """A page of events as a query lists them, and where the next begins."""
    answer = await room.ben.api.data(PAST, id=room.id, after=after, first=first)
    page = answer["mentorship"]["events"]
    assert page["pageInfo"]["hasNextPage"]
    return page["nodes"], page["pageInfo"]["endCursor"]


async def test_a_goal_that_is_kept_private_is_a_heartbeat_to_the_other(room: Room) -> None:
    start = await cursor_of(room)
    goal = await drafts(room.ben, room, "Calmer mornings", "ROOM")
    await room.ben.api.perform("updateGoal", "", goalId=goal, visibility="PRIVATE")
    past = {
        person.handle: (await person.api.data(PAST, id=room.id, after=start))["mentorship"]["events"]["nodes"]
        for person in (room.ada, room.ben)
    }
    assert [event["__typename"] for event in past["ada"]] == ["Heartbeat", "MentorshipChanged"]
    assert [event["__typename"] for event in past["ben"]] == ["GoalChanged", "MentorshipChanged"]
    async with room.ada.api.subscribe(TAIL, id=room.id, after=start) as tail:
        hidden, changed = [await tail.next() for _ in range(2)]
        assert (hidden["__typename"], changed["__typename"]) == ("Heartbeat", "MentorshipChanged")


async def test_nobody_else_may_listen_whoever_sees_that_it_exists(
    room: Room, network: Network, connection: asyncpg.Connection
) -> None:
    await sends(room.ben, room, "Between us.")
    await connection.execute("UPDATE mentorship SET shown_by_mentor = true, shown_by_mentee = true")
    roles = "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = $1"
    await connection.execute(roles, room.cleo.email)
    for client in (room.cleo.api, network.api):
        assert await refused(client.subscribe(TAIL, id=room.id)) == "NOT_FOUND"
        seen = (await client.data(PAST, id=room.id))["mentorship"]
        assert (seen["liveCursor"], seen["events"]["nodes"]) == (None, [])
        assert await refused(client.subscribe(TAIL, id=room.cleo.id)) == "NOT_FOUND"


async def refused(opening: Any) -> str:
    """Why a subscription is none."""
    async with opening as tail:
        payload = (await tail.message())["payload"]
        errors = payload["errors"] if isinstance(payload, dict) else payload
        code: str = errors[0]["extensions"]["code"]
        return code


async def test_a_wall_between_the_two_ends_it_and_takes_what_was_to_be_told(room: Room) -> None:
    news = (await room.ben.api.data("{ me { notificationCursor } }"))["me"]["notificationCursor"]
    await sends(room.ada, room, "Are you there?")
    async with (
        room.ada.api.subscribe(TAIL, id=room.id) as hers,
        room.ben.api.subscribe(TAIL, id=room.id) as his,
    ):
        await hers.until("CaughtUp")
        await his.until("CaughtUp")
        await room.ada.blocks(room.ben)
        for tail in (hers, his):
            assert await end(tail) == ("AccessRevoked", "NOT_VISIBLE")
    async with room.ben.api.subscribe(NEWS, after=news) as told:
        assert await told.until("CaughtUp") == []
    assert await refused(room.ben.api.subscribe(TAIL, id=room.id)) == "NOT_FOUND"


async def end(tail: Subscribed) -> tuple[str, str]:
    """Which event a stream ends with, and why."""
    event = await tail.event()
    assert (await tail.message())["type"] == "complete"
    return event["__typename"], event["reason"]


async def test_what_time_brings_about_comes_live_to_both(room: Room, platform: Platform) -> None:
    await room.meets(BEGINNING, status="PROPOSED")
    async with (
        room.ada.api.subscribe(TAIL, id=room.id) as hers,
        room.ben.api.subscribe(TAIL, id=room.id) as his,
    ):
        await hers.until("CaughtUp")
        await his.until("CaughtUp")
        done = await run_due(platform, platform.clock(), retention_days=36_500)
        assert done["sessions lapsed"] == 1
        for tail in (hers, his):
            cancelled = {"__typename": "SessionChanged", "session": {"status": "CANCELLED"}}
            assert plain([await tail.event()]) == [cancelled]
    assert await room.told(room.ada) == ["SESSION_CHANGED"]
