"""What accepting opens: places and chats that are counted under a lock, and slots that cannot overlap."""

import asyncio
from collections import Counter

from tests.behind import Behind
from tests.mentoring import asks, mentors, responds
from tests.network import Network, Person
from tests.problems import refusal

CHAT = "requestInformalChat"
RACERS = 50


async def people(network: Network, count: int) -> list[Person]:
    """So many who ask."""
    return list(await asyncio.gather(*(network.educator(f"mentee{n}") for n in range(count))))


async def test_fifty_acceptances_at_once_take_the_one_place(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    await mentors(ada, capacity=1)
    requests = [await asks(person, ada) for person in await people(network, RACERS)]
    clients = [await network.client(ada.api.token or "") for _ in requests]
    racers = [Person(ada.id, "ada", client, "") for client in clients]
    answers = await asyncio.gather(
        *(responds(racer, request, "ACCEPT") for racer, request in zip(racers, requests, strict=True))
    )
    outcome = Counter(answer.get("code", answer.get("status")) for answer in answers)
    assert outcome == {"ACCEPTED": 1, "CAPACITY_EXCEEDED": RACERS - 1}
    assert await behind.count("mentorship") == 1
    states = await behind.connection.fetch("SELECT status, count(*) FROM mentorship_request GROUP BY status")
    assert dict(map(tuple, states)) == {"ACCEPTED": 1, "PENDING": RACERS - 1}


async def test_fifty_requests_at_once_are_one(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await mentors(ada)
    racers = [Person(ben.id, "ben", await network.client(ben.api.token or ""), "") for _ in range(RACERS)]
    answers = await asyncio.gather(*(asks(racer, ada) for racer in racers))
    assert answers == [answers[0]] * RACERS
    assert answers[0]["status"] == "PENDING"
    assert await behind.count("mentorship_request") == 1
    assert await behind.events(ada.id) == ["NOTIFICATION_ADDED"]


async def test_an_accepted_chat_opens_an_informal_mentorship_with_one_session(
    network: Network, behind: Behind
) -> None:
    ada, ben, cem = [await network.educator(handle) for handle in ("ada", "ben", "cem")]
    await mentors(ada)
    first, second = "2026-03-04T10:00:00Z", "2026-03-05T10:00:00Z"
    made = await asks(ben, ada, CHAT, proposedSlots=[second, first, first])
    async with behind.nothing_happens():
        assert refusal(await responds(ada, made, "ACCEPT")) == ("INVALID", ["slot"])
        other = await responds(ada, made, "ACCEPT", slot="2026-03-04T10:30:00Z")
        assert refusal(other) == ("INVALID", ["slot"])
        assert refusal(await asks(ben, ada)) == ("CONFLICT", ["mentorId"])
    accepted = await responds(ada, made, "ACCEPT", slot=first)
    room = accepted["mentorship"]
    assert (room["kind"], room["status"]) == ("INFORMAL", "ACTIVE")
    (row,) = await behind.connection.fetch("SELECT status, minutes, starts_at FROM session")
    assert (row["status"], row["minutes"], row["starts_at"].isoformat()) == (
        "CONFIRMED",
        30,
        "2026-03-04T10:00:00+00:00",
    )
    free = await asks(cem, ada, CHAT)
    async with behind.nothing_happens():
        assert refusal(await responds(ada, free, "ACCEPT")) == ("INVALID", ["slot"])
        past = await responds(ada, free, "ACCEPT", slot="2026-03-02T07:00:00Z")
        assert refusal(past) == ("INVALID", ["slot"])
        taken = await responds(ada, free, "ACCEPT", slot="2026-03-04T10:15:00Z")
        assert refusal(taken) == ("CONFLICT", ["slot"])
        assert taken["message"] == "One of you is taken from 2026-03-04 10:15 to 10:30 UTC."
    after = await responds(ada, free, "ACCEPT", slot="2026-03-04T10:30:00Z")
    assert after["status"] == "ACCEPTED"
    assert await behind.count("session") == 2


async def test_a_mentor_takes_so_many_first_chats_in_a_week_of_their_zone(
    network: Network, behind: Behind
) -> None:
    ada = await network.educator("ada")
    zone = "... on Account { timeZone }"
    await ada.api.perform("updateAccount", zone, timeZone="Pacific/Auckland")
    await mentors(ada, introChatsPerWeek=1)
    # In Auckland, Monday the 9th begins on Sunday at eleven.
    sunday, next_monday, later = "2026-03-08T10:30:00Z", "2026-03-08T11:00:00Z", "2026-03-12T10:00:00Z"
    ben, cem, dan = await people(network, 3)
    requests = [
        await asks(person, ada, CHAT, proposedSlots=[slot])
        for person, slot in ((ben, sunday), (cem, next_monday), (dan, later))
    ]
    assert [(await responds(ada, request, "ACCEPT"))["status"] for request in requests[:2]] == [
        "ACCEPTED"
    ] * 2
    async with behind.nothing_happens():
        assert refusal(await responds(ada, requests[2], "ACCEPT")) == ("CAPACITY_EXCEEDED", [])
    await behind.connection.execute("UPDATE session SET status = 'CANCELLED', ended_at = now()")
    assert (await responds(ada, requests[2], "ACCEPT"))["status"] == "ACCEPTED"


async def test_fifty_acceptances_of_one_slot_make_one_session(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await mentors(ada, introChatsPerWeek=10)
    slot = ["2026-03-04T10:00:00Z"]
    made = await asks(ben, ada, CHAT, proposedSlots=slot)
    racers = [Person(ada.id, "ada", await network.client(ada.api.token or ""), "") for _ in range(RACERS)]
    answers = await asyncio.gather(*(responds(racer, made, "ACCEPT") for racer in racers))
    outcome = Counter(answer.get("code", answer.get("status")) for answer in answers)
    assert outcome == {"ACCEPTED": 1, "INVALID_TRANSITION": RACERS - 1}
    assert (await behind.count("session"), await behind.count("mentorship")) == (1, 1)
