"""What fifty connections at the same moment cannot do: two sessions in one place, or one twice."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from tests.api import Api
from tests.behind import Behind
from tests.network import Network, Person
from tests.pairs import SOON, Pair, paired

AT_ONCE = 50
STATUS = "... on Session { id status }"


async def at_once(
    people: Sequence[Person], mutation: str, given: Sequence[dict[str, Any]], shape: str = STATUS
) -> list[dict[str, Any]]:
    """What fifty connections of these people, in turns, are answered at the same moment."""
    async with AsyncExitStack() as stack:
        address, tokens = people[0].api.address, [person.api.token for person in people]
        clients = [
            await stack.enter_async_context(Api(address, tokens[n % len(people)])) for n in range(AT_ONCE)
        ]
        # Connected before, so that what is sent next comes at once.
        await asyncio.gather(*(client.data("{ __typename }") for client in clients))
        sent = (client.perform(mutation, shape, **given[n % len(given)]) for n, client in enumerate(clients))
        return list(await asyncio.gather(*sent))


def outcomes(answers: list[dict[str, Any]]) -> Counter[str]:
    return Counter(answer.get("code", answer["__typename"]) for answer in answers)


async def test_of_fifty_proposals_of_one_time_one_is_made(pair: Pair) -> None:
    given = {"mentorshipId": pair.id, "startsAt": SOON.isoformat(), "minutes": 60}
    answers = await at_once([pair.mentor, pair.mentee], "proposeSession", [given])
    assert outcomes(answers) == {"Session": 1, "CONFLICT": 49}
    assert await pair.behind.count("session") == 1
    assert await pair.behind.events(pair.id) == ["SESSION_CHANGED"]


async def test_in_two_roles_at_once_somebody_is_in_one_place(
    network: Network, pair: Pair, behind: Behind
) -> None:
    # Ada guides Ben, and Cleo guides Ada: what overlaps is planned in both rooms.
    cleo = await network.educator("cleo")
    other = await paired(behind, cleo, pair.mentor)
    given = [
        {"mentorshipId": room.id, "startsAt": (SOON + late).isoformat(), "minutes": 60}
        for room, late in ((pair, timedelta()), (other, timedelta(minutes=30)))
    ]
    answers = await at_once([pair.mentee, cleo], "proposeSession", given)
    assert outcomes(answers) == {"Session": 1, "CONFLICT": 49}
    assert await behind.count("session") == 1
    told = len(await behind.events(pair.id)) + len(await behind.events(other.id))
    assert told == 1


async def test_two_who_plan_with_each_other_in_both_roles_do_not_wait_for_each_other(
    pair: Pair, behind: Behind
) -> None:
    """Rooms are locked first, then both of the two in one order: nobody's lock closes a circle."""
    other = await paired(behind, pair.mentee, pair.mentor)
    given = [
        {"mentorshipId": room.id, "startsAt": (SOON + n * timedelta(hours=1)).isoformat(), "minutes": 60}
        for n, room in enumerate([pair, other] * (AT_ONCE // 2))
    ]
    deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    before = await behind.connection.fetchval(deadlocks)
    answers = await at_once([pair.mentor, pair.mentee], "proposeSession", given)
    assert outcomes(answers) == {"Session": AT_ONCE}
    assert await behind.connection.fetchval(deadlocks) == before


async def test_when_both_say_at_once_that_it_took_place_it_is_held_once(pair: Pair) -> None:
    session = await pair.past_session()
    answers = await at_once([pair.mentor, pair.mentee], "confirmHeld", [{"sessionId": session}])
    row = await pair.behind.connection.fetchrow("SELECT status, version FROM session")
    assert row is not None
    assert tuple(row) == ("HELD", 2)
    # One who says it first, one who says it second; the others find it said.
    assert await pair.behind.events(pair.id) == ["SESSION_CHANGED"] * 2
    assert Counter(answer.get("status") for answer in answers)["HELD"] == 1
    assert set(outcomes(answers)) == {"Session", "INVALID_TRANSITION"}


async def test_feedback_given_at_once_is_revealed_once(pair: Pair) -> None:
    session = await pair.past_session("HELD")
    given = {"sessionId": session, "useful": 5, "goalProgress": 5, "learned": True}
    answers = await at_once(
        [pair.mentor, pair.mentee], "submitFeedback", [given], "... on SessionFeedback { id }"
    )
    assert outcomes(answers)["SessionFeedback"] == 2
    assert await pair.behind.events(pair.id) == ["FEEDBACK_REVEALED"]


async def test_of_fifty_first_logs_one_is_not_stale(pair: Pair) -> None:
    session = await pair.past_session("HELD")
    given = {"sessionId": session, "whatsWorking": "Bells", "expectedVersion": 0}
    answers = await at_once([pair.mentor, pair.mentee], "saveSessionLog", [given], "... on SessionLog { id }")
    assert outcomes(answers) == {"SessionLog": 1, "CONFLICT": 49}
