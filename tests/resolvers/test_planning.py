"""Sessions are proposed, confirmed, moved and called off, and nobody is in two places."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.network import Network, Person
from tests.pairs import DAY, HOUR, SESSION, SOON, Pair, paired
from tests.problems import refusal

MINUTE = timedelta(minutes=1)


async def propose(person: Person, pair: Pair, starts_at: datetime = SOON, **more: Any) -> Any:
    arguments = {"mentorshipId": pair.id, "startsAt": starts_at.isoformat(), **more}
    return await person.api.perform("proposeSession", SESSION, **arguments)


async def test_a_proposed_session_is_confirmed_by_the_other(pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    session = await propose(ada, pair, minutes=45, agenda="Bells")
    assert session == {
        "__typename": "Session",
        "id": session["id"],
        "startsAt": "2026-03-09T08:00:00+00:00",
        "endsAt": "2026-03-09T08:45:00+00:00",
        "minutes": 45,
        "agenda": "Bells",
        "status": "PROPOSED",
        "proposer": {"handle": "ada"},
        "version": 1,
        **dict.fromkeys(("confirmedAt", "heldByMentorAt", "heldByMenteeAt", "reportedBy"), None),
        **dict.fromkeys(("cancelNote", "disputeNote"), None),
    }
    behind, subject = pair.behind, row_id(session["id"])
    assert await behind.happened(pair.id) == [("SESSION_CHANGED", subject, row_id(ada.id))]
    assert (await pair.told(ada), await pair.told(ben)) == ([], [("SESSION_CHANGED", 1)])
    async with behind.nothing_happens():
        refused = await ada.api.perform("confirmSession", SESSION, sessionId=session["id"])
    assert (refused["code"], refused["message"]) == (
        "INVALID_TRANSITION",
        "Whoever proposed a session cannot confirm it; the other does.",
    )
    confirmed = await ben.api.perform("confirmSession", SESSION, sessionId=session["id"])
    assert (confirmed["status"], confirmed["version"]) == ("CONFIRMED", 2)
    assert confirmed["confirmedAt"].startswith("2026-03-02T08:00")
    assert await behind.events(pair.id) == ["SESSION_CHANGED"] * 2
    assert await pair.told(ada) == [("SESSION_CHANGED", 1)]
    activity = await behind.connection.fetchval("SELECT last_activity_at FROM mentorship")
    assert activity > BEGINNING


async def test_a_session_takes_as_long_as_agreed(pair: Pair) -> None:
    assert (await propose(pair.mentor, pair))["minutes"] == 30
    agreed = {
        "id": row_id(pair.id), "mentorship_id": row_id(pair.id), "number": 1, "cadence_days": 14,
        "proposer_id": row_id(pair.mentor.id), "status": "IN_FORCE", "session_minutes": 50,
        "start_on": BEGINNING.date(), "end_on": (BEGINNING + 90 * DAY).date(), "purpose": "Calmer lessons",
        "mentor_learning_goal": "How novices see it", "confidentiality": "ROOM_ONLY", "off_limits": "",
        "reply_within_days": 3, "non_evaluative": True, "content_hash": "0" * 64, "version": 1,
        "created_at": BEGINNING, "in_force_at": BEGINNING,
    }  # fmt: skip
    names, values = ", ".join(agreed), ", ".join(f"${n + 1}" for n in range(len(agreed)))
    await pair.behind.connection.execute(
        f"INSERT INTO agreement ({names}) VALUES ({values})", *agreed.values()
    )
    assert (await propose(pair.mentee, pair, SOON + HOUR))["minutes"] == 50


async def test_a_session_that_cannot_be_is_not_proposed(pair: Pair) -> None:
    start, far = "startsAt", BEGINNING + 365 * DAY
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"minutes": 14}, "minutes"),
        ({"minutes": 121}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({start: "2026-03-02T08:00:00Z"}, start),
        ({start: "2026-03-09T08:00:01Z"}, start),
        ({start: "2026-03-09T08:00:00.000001Z"}, start),
        ({start: (far + MINUTE).isoformat()}, start),
        ({"agenda": "a" * 2001}, "agenda"),
    ]
    given = {"mentorshipId": pair.id, start: SOON.isoformat(), "minutes": 60}
    async with pair.behind.nothing_happens():
        for arguments, path in wrong:
            answer = await pair.mentor.api.perform("proposeSession", SESSION, **{**given, **arguments})
            assert refusal(answer) == ("INVALID", [path]), arguments
    assert (await propose(pair.mentor, pair, far, minutes=15))["status"] == "PROPOSED"
    assert (await propose(pair.mentor, pair, SOON, minutes=120))["status"] == "PROPOSED"


async def test_sessions_are_planned_while_the_mentorship_is_active(pair: Pair) -> None:
    planned = await pair.session("PROPOSED")
    for status in ("FORMING", "PAUSED", "CLOSING", "CLOSED"):
        await pair.becomes(status)
        sentence = f"Sessions are planned while a mentorship is active; this one is {status.lower()}."
        if status == "CLOSED":
            sentence = "This mentorship is closed."
        async with pair.behind.nothing_happens():
            refused = [
                await propose(pair.mentor, pair, SOON + DAY),
                await pair.mentee.api.perform("confirmSession", SESSION, sessionId=planned),
                await move(pair.mentee, planned, SOON + DAY),
            ]
        told = [(answer["code"], answer["message"]) for answer in refused]
        assert told == [("INVALID_TRANSITION", sentence)] * 3
    await pair.becomes("CLOSING")
    cancelled = await pair.mentee.api.perform("cancelSession", SESSION, sessionId=planned)
    assert cancelled["status"] == "CANCELLED"


TAKEN = [
    (SOON - HOUR, 75, ("08:00", "08:15")),
    (SOON + 45 * MINUTE, 30, ("08:45", "09:00")),
    (SOON + 15 * MINUTE, 15, ("08:15", "08:30")),
    (SOON - 15 * MINUTE, 120, ("08:00", "09:00")),
    (SOON - HOUR, 60, None),
    (SOON + HOUR, 60, None),
]


@pytest.mark.parametrize("as_mentor", [True, False])
async def test_nobody_plans_two_sessions_at_once_in_either_role(
    network: Network, pair: Pair, as_mentor: bool
) -> None:
    await pair.session("PROPOSED")
    cleo = await network.educator("cleo")
    # Ben is a mentee in the first room; whatever he is in the second, he is in one place.
    mentor, mentee = (pair.mentee, cleo) if as_mentor else (cleo, pair.mentee)
    other = await paired(pair.behind, mentor, mentee)
    for starts_at, minutes, taken in TAKEN:
        if taken is None:
            assert (await propose(cleo, other, starts_at, minutes=minutes))["status"] == "PROPOSED"
            continue
        async with pair.behind.nothing_happens():
            answer = await propose(cleo, other, starts_at, minutes=minutes)
        assert refusal(answer) == ("CONFLICT", ["startsAt"])
        assert answer["message"] == f"One of you is taken from 2026-03-09 {taken[0]} to {taken[1]} UTC."


async def move(person: Person, session: str, starts_at: datetime, **more: Any) -> Any:
    arguments = {"sessionId": session, "startsAt": starts_at.isoformat(), **more}
    return await person.api.perform("rescheduleSession", SESSION, **arguments)


async def test_a_moved_session_is_proposed_anew_by_who_moved_it(pair: Pair) -> None:
    session = await pair.session("CONFIRMED", agenda="Bells")
    await pair.session("PROPOSED", SOON + 2 * HOUR)
    async with pair.behind.nothing_happens():
        stale = await move(pair.mentee, session, SOON + DAY, expectedVersion=2)
        clash = await move(pair.mentee, session, SOON + 90 * MINUTE)
        bad = await move(pair.mentee, session, SOON + DAY, minutes=5)
    assert [refusal(answer)[0] for answer in (stale, clash, bad)] == ["CONFLICT", "CONFLICT", "INVALID"]
    # It may overlap with itself.
    moved = await move(pair.mentee, session, SOON + 30 * MINUTE, expectedVersion=1)
    assert (moved["startsAt"], moved["minutes"], moved["agenda"]) == (
        "2026-03-09T08:30:00+00:00",
        60,
        "Bells",
    )
    now = (moved["status"], moved["proposer"], moved["confirmedAt"], moved["version"])
    assert now == ("PROPOSED", {"handle": "ben"}, None, 2)
    assert await pair.behind.events(pair.id) == ["SESSION_CHANGED"]
    assert await pair.told(pair.mentor) == [("SESSION_CHANGED", 1)]
    confirmed = await pair.mentor.api.perform("confirmSession", SESSION, sessionId=session)
    assert (confirmed["status"], confirmed["version"]) == ("CONFIRMED", 3)
    shorter = await move(pair.mentor, session, SOON, minutes=15, agenda="Silence")
    assert (shorter["endsAt"], shorter["agenda"]) == ("2026-03-09T08:15:00+00:00", "Silence")


async def test_a_calendar_reads_each_change_as_one_of_the_same_session(pair: Pair) -> None:
    session = await pair.session("PROPOSED", agenda="Bells")

    async def lines() -> set[str]:
        document = "query ($id: ID!) { node(id: $id) { ... on Session { ics } } }"
        text: str = (await pair.mentee.api.data(document, id=session))["node"]["ics"]
        return set(text.split("\r\n"))

    uid, summary = f"UID:{session}@menteo", "SUMMARY:Mentoring with Ada"
    assert {uid, summary, "SEQUENCE:0", "STATUS:TENTATIVE", "DTSTART:20260309T080000Z"} <= await lines()
    await move(pair.mentee, session, SOON + HOUR)
    assert {uid, "SEQUENCE:1", "STATUS:TENTATIVE", "DTSTART:20260309T090000Z"} <= await lines()
    await pair.mentor.api.perform("cancelSession", "", sessionId=session)
    assert {uid, "SEQUENCE:2", "STATUS:CANCELLED"} <= await lines()


async def test_a_cancelled_session_frees_its_time(pair: Pair) -> None:
    session = await pair.session()
    async with pair.behind.nothing_happens():
        for reason in ("", "r" * 501):
            refused = await pair.mentee.api.perform("cancelSession", "", sessionId=session, reason=reason)
            assert refused["code"] == "INVALID"
    done = await pair.mentee.api.perform("cancelSession", SESSION, sessionId=session, reason="I am ill.")
    assert (done["status"], done["cancelNote"], done["version"]) == ("CANCELLED", "I am ill.", 2)
    assert await pair.behind.events(pair.id) == ["SESSION_CHANGED"]
    assert await pair.told(pair.mentor) == [("SESSION_CHANGED", 1)]
    assert (await propose(pair.mentor, pair))["status"] == "PROPOSED"


async def test_what_was_planned_stays_when_its_time_has_come(pair: Pair) -> None:
    session = await pair.session("PROPOSED", BEGINNING - MINUTE)
    async with pair.behind.nothing_happens():
        refused = [
            await pair.mentee.api.perform("confirmSession", SESSION, sessionId=session),
            await pair.mentee.api.perform("cancelSession", SESSION, sessionId=session),
            await move(pair.mentee, session, SOON),
        ]
    assert [answer["code"] for answer in refused] == ["INVALID_TRANSITION"] * 3


async def test_what_no_lock_keeps_apart_the_database_does(pair: Pair, behind: Behind) -> None:
    other = await paired(behind, pair.mentee, pair.mentor)
    async with behind.connection.transaction():
        # Not to be seen yet, and written by somebody who locked nobody.
        await pair.session("PROPOSED", SOON + 30 * MINUTE)
        proposing = asyncio.create_task(propose(pair.mentor, other, minutes=60))
        await behind.until_somebody_waits()
    refused = await proposing
    assert refusal(refused) == ("CONFLICT", ["startsAt"])
    assert refused["message"] == "One of you is taken at this time."
    assert await behind.count("session") == 1
