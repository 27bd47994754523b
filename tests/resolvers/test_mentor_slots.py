from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from kit.ids import encode_id
from models import MentorProfile, MentorStatus
from tests.api import Api
from tests.behind import row_id
from tests.clock import BEGINNING, DrivenClock
from tests.meetings import meeting, mentors, room
from tests.network import Network, Person

SLOTS = """query ($id: ID!, $from: Date!, $to: Date!, $minutes: Int!) {
    mentorSlots(mentorId: $id, from: $from, to: $to, minutes: $minutes) { startsAt endsAt } }"""
MORNINGS = [{"weekday": day, "start": "09:00", "end": "11:00"} for day in ("MONDAY", "SATURDAY", "SUNDAY")]


async def ask(api: Api, mentor_id: str, first: str, last: str, minutes: int = 60) -> list[str]:
    """When slots begin, their length checked."""
    variables = {"id": mentor_id, "from": first, "to": last, "minutes": minutes}
    slots = (await api.data(SLOTS, **variables))["mentorSlots"]
    for slot in slots:
        length = datetime.fromisoformat(slot["endsAt"]) - datetime.fromisoformat(slot["startsAt"])
        assert length == timedelta(minutes=minutes)
    return [slot["startsAt"].removesuffix(":00+00:00")[5:] for slot in slots]


async def mentor(network: Network, connection: asyncpg.Connection, handle: str, **more: Any) -> Person:
    """Somebody in London who can be met on mornings."""
    person = await network.educator(handle, **more)
    await person.api.perform("updateAccount", "... on Account { timeZone }", timeZone="Europe/London")
    arguments = {"rules": MORNINGS, "overrides": [{"date": "2026-03-22"}]}
    await person.api.perform("setAvailability", "... on Availability { timeZone }", **arguments)
    await mentors(connection, person)
    return person


async def test_what_is_open_follows_hours_clocks_and_busy_times_in_both_roles(
    network: Network, connection: asyncpg.Connection, clock: DrivenClock
) -> None:
    ada = await mentor(network, connection, "ada")
    ben, cem = await network.educator("ben"), await network.educator("cem")
    # It is Monday, 2 March, 08:00; the clocks change on Sunday, the 29th.
    assert await ask(ben.api, ada.id, "2026-01-01", "2026-03-03") == ["03-02T09:00", "03-02T10:00"]
    next_open = '{ educator(handle: "ada") { mentorProfile { nextOpenSlot { startsAt endsAt } } } }'
    assert (await ben.api.data(next_open))["educator"]["mentorProfile"]["nextOpenSlot"] == {
        "startsAt": "2026-03-02T09:00:00+00:00",
        "endsAt": "2026-03-02T09:30:00+00:00",
    }
    whole = ["03-21T09:00", "03-21T10:00", "03-23T09:00", "03-23T10:00", "03-28T09:00", "03-28T10:00"]
    whole += ["03-29T08:00", "03-29T09:00", "03-30T08:00", "03-30T09:00"]
    assert await ask(ben.api, ada.id, "2026-03-20", "2026-03-30") == whole
    assert await ask(network.api, ada.id, "2026-03-28", "2026-03-28", 120) == ["03-28T09:00"]
    at = datetime(2026, 3, 23, 9, 30, tzinfo=UTC)
    guiding, learning = await room(connection, ada, ben), await room(connection, cem, ada)
    await meeting(connection, guiding, at, "PROPOSED")
    await meeting(connection, learning, at + timedelta(days=5))
    await meeting(connection, guiding, at + timedelta(days=6), "CANCELLED")
    free = [slot for slot in whole if slot[:5] not in ("03-23", "03-28")]
    assert await ask(cem.api, ada.id, "2026-03-20", "2026-03-30") == free
    assert await ask(cem.api, ada.id, "2026-03-23", "2026-03-23") == []
    clock.advance(hours=1)
    assert await ask(network.api, ada.id, "2026-03-02", "2026-03-02") == ["03-02T10:00"]


@pytest.mark.parametrize("status", list(MentorStatus))
async def test_only_who_takes_requests_has_open_slots(
    network: Network, connection: asyncpg.Connection, status: MentorStatus
) -> None:
    ada = await mentor(network, connection, "ada")
    ends: list[datetime | None] = [None]
    if status == MentorStatus.AWAY:
        ends = [BEGINNING, BEGINNING + timedelta(days=1)]
    for away_until in ends:
        await mentors(connection, ada, status, away_until)
        profile = MentorProfile.light({"status": status, "away_until": away_until})
        slots = await ask(network.api, ada.id, "2026-03-02", "2026-03-02")
        takes = profile.takes_requests(BEGINNING + timedelta(minutes=1))
        assert slots == (["03-02T09:00", "03-02T10:00"] if takes else []), away_until


async def test_who_is_no_mentor_hidden_or_behind_a_wall_has_no_slots(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada = await mentor(network, connection, "ada", visibility="MEMBERS")
    ben, cem = await network.educator("ben"), await network.educator("cem")
    day = ("2026-03-02", "2026-03-02")
    assert len(await ask(cem.api, ada.id, *day)) == 2
    await ada.blocks(cem)
    assert [len(await ask(api, ada.id, *day)) for api in (ada.api, ben.api, cem.api, network.api)] == [
        2, 2, 0, 0,
    ]  # fmt: skip
    assert await ask(ben.api, cem.id, *day) == []
    assert await ask(ben.api, encode_id("Educator", row_id(ada.id).__class__(int=7)), *day) == []
    variables = {"from": day[0], "to": day[1], "minutes": 30}
    for text in ("x", encode_id("Thread", row_id(ada.id))):
        assert await ben.api.codes(SLOTS, id=text, **variables) == ["NOT_FOUND"]
    await connection.execute("DELETE FROM mentor_profile")
    assert await ask(ben.api, ada.id, *day) == []


async def test_a_question_that_cannot_be_answered_is_invalid(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada = await mentor(network, connection, "ada")
    for first, last, minutes, is_fine in [
        ("2026-03-02", "2026-03-02", 15, True),
        ("2026-03-02", "2026-05-02", 120, True),
        ("2028-03-01", "2028-03-02", 60, True),
        ("0001-01-01", "0001-01-02", 60, True),
        ("2026-03-02", "2026-03-01", 60, False),
        ("2026-03-02", "2026-05-03", 60, False),
        ("2028-03-02", "2028-03-03", 60, False),
        ("9999-12-31", "9999-12-31", 60, False),
        ("2026-03-02", "2026-03-02", 14, False),
        ("2026-03-02", "2026-03-02", 121, False),
    ]:
        variables = {"id": ada.id, "from": first, "to": last, "minutes": minutes}
        assert await network.api.codes(SLOTS, **variables) == ([] if is_fine else ["INVALID"]), variables
