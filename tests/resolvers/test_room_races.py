"""What fifty connections at once cannot do: end a thing in two ways, or leave anything behind."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from tests.api import Api
from tests.behind import Behind
from tests.mentoring import asks, mentors
from tests.network import Network, Person
from tests.pairs import DAY, HOUR, SOON, Pair

AT_ONCE = 50
Deed = Callable[[Api], Awaitable[Any]]


async def at_once(network: Network, deeds: Sequence[tuple[Person, Deed]]) -> list[str]:
    """What all are answered in the same moment, each over a connection of its own: a type, or a code."""
    clients = [await network.client(person.api.token or "") for person, _ in deeds]
    # Connected before, so that what is sent next comes at once.
    await asyncio.gather(*(client.data("{ __typename }") for client in clients))
    answers = await asyncio.gather(*(deed(client) for client, (_, deed) in zip(clients, deeds, strict=True)))
    return [answer.get("code", answer["__typename"]) for answer in answers]


def deed(mutation: str, **given: Any) -> Deed:
    """A mutation that somebody sends."""
    return lambda api: api.perform(mutation, "", **given)


async def test_a_request_is_accepted_or_withdrawn_and_not_both(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await mentors(ada, capacity=10)
    request = await asks(ben, ada)
    accepting = (ada, deed("respondToRequest", requestId=request["id"], response="ACCEPT"))
    withdrawing = (ben, deed("withdrawRequest", requestId=request["id"]))
    answers = await at_once(network, [accepting, withdrawing] * (AT_ONCE // 2))
    assert Counter(answers) == {"MentorshipRequest": 1, "INVALID_TRANSITION": AT_ONCE - 1}
    row = await behind.connection.fetchrow("SELECT status, version FROM mentorship_request")
    accepted = answers.index("MentorshipRequest") % 2 == 0
    assert tuple(row or ()) == ("ACCEPTED" if accepted else "WITHDRAWN", 2)
    assert await behind.count("mentorship") == accepted
    # Each was told once by the other: Ada of the request, and one of them of its end.
    told = [len(await behind.events(person.id)) for person in (ada, ben)]
    assert told == [1, 1] if accepted else [2, 0]


async def test_what_is_proposed_while_a_mentorship_closes_does_not_outlive_it(
    network: Network, pair: Pair, behind: Behind
) -> None:
    terms = {
        "cadenceDays": 14,
        "sessionMinutes": 30,
        "replyWithinDays": 3,
        "confidentiality": "ROOM_ONLY",
        "startOn": date(2026, 3, 2).isoformat(),
        "endOn": date(2026, 6, 2).isoformat(),
        "purpose": "Calmer starts",
        "mentorLearningGoal": "To ask first",
        "mentorshipId": pair.id,
    }
    times = [SOON + n % 20 * DAY + n // 20 * 3 * HOUR for n in range(AT_ONCE // 2)]
    sessions = [
        deed("proposeSession", mentorshipId=pair.id, startsAt=at.isoformat(), minutes=60) for at in times
    ]
    agreements = [deed("proposeAgreement", **terms)] * (AT_ONCE // 2 - 1)
    closing = deed("closeMentorship", mentorshipId=pair.id, reason="NO_FAULT")
    proposals = [(pair.mentee, one) for one in sessions] + [(pair.mentor, one) for one in agreements]
    half = AT_ONCE // 2
    answers = await at_once(network, [*proposals[:half], (pair.mentor, closing), *proposals[half:]])
    came = Counter(answers)
    assert came["Mentorship"] == 1
    assert set(came) <= {"Mentorship", "Session", "Agreement", "INVALID_TRANSITION"}
    for table, type_name, ended in (
        ("session", "Session", "CANCELLED"),
        ("agreement", "Agreement", "WITHDRAWN"),
    ):
        rows = await behind.connection.fetch(f"SELECT status FROM {table}")
        assert [row["status"] for row in rows] == [ended] * came[type_name]
    assert await behind.count("busy_time") == 0
