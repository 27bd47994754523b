import asyncio
from datetime import timedelta
from typing import Any

import pytest

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.meetings import mentors, room
from tests.network import Network, Person
from tests.problems import refusal
from tests.rooms import Room, a_room

SHAPE = """... on Mentorship { id kind status pausedUntil closingAt closedAt closeReason awaiting
    awaitingSince version shownByYou }"""
IN_A_MONTH = "2026-04-01T00:00:00+00:00"
MOVES: list[tuple[str, dict[str, Any]]] = [
    ("pauseMentorship", {"until": IN_A_MONTH}),
    ("resumeMentorship", {}),
    ("upgradeMentorship", {}),
    ("closeMentorship", {"reason": "NO_FAULT"}),
    ("submitClosure", {"reflection": "We did well."}),
]


async def move(person: Person, made: Room, mutation: str, **arguments: Any) -> Any:
    return await person.api.perform(mutation, SHAPE, mentorshipId=made.id, **arguments)


async def test_either_of_the_two_pauses_and_resumes(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    paused = await move(made.ada, made, "pauseMentorship", until=IN_A_MONTH)
    assert (paused["status"], paused["pausedUntil"], paused["version"]) == ("PAUSED", IN_A_MONTH, 2)
    resumed = await move(made.ben, made, "resumeMentorship")
    assert (resumed["status"], resumed["pausedUntil"], resumed["version"]) == ("ACTIVE", None, 3)
    assert await behind.happened(made.id) == [
        ("MENTORSHIP_CHANGED", row_id(made.id), row_id(made.ada.id)),
        ("MENTORSHIP_CHANGED", row_id(made.id), row_id(made.ben.id)),
    ]
    assert await made.told(made.ada) == await made.told(made.ben) == ["MENTORSHIP_CHANGED"]


async def test_a_pause_ends_within_120_days(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    wrong = [BEGINNING, BEGINNING + timedelta(days=120, minutes=1), BEGINNING - timedelta(days=1)]
    async with behind.nothing_happens():
        for until in (moment.isoformat() for moment in wrong):
            refused = await move(made.ada, made, "pauseMentorship", until=until)
            assert refusal(refused) == ("INVALID", ["until"])
    longest = (BEGINNING + timedelta(days=120)).isoformat()
    assert (await move(made.ada, made, "pauseMentorship", until=longest))["pausedUntil"] == longest


async def test_an_informal_mentorship_becomes_a_sustained_one_for_good(
    network: Network, behind: Behind
) -> None:
    made = await a_room(network, behind)
    await mentors(behind.connection, made.ada)
    await made.becomes("ACTIVE", "INFORMAL")
    done = await move(made.ben, made, "upgradeMentorship")
    assert (done["kind"], done["status"]) == ("SUSTAINED", "FORMING")
    assert await behind.events(made.id) == ["MENTORSHIP_CHANGED"]
    await made.becomes("ACTIVE")
    async with behind.nothing_happens():
        again = await move(made.ben, made, "upgradeMentorship")
    assert refusal(again) == ("INVALID_TRANSITION", [])
    assert again["message"] == "This mentorship is a sustained one already."


@pytest.mark.parametrize("has_profile", [True, False])
async def test_two_upgrades_at_once_for_one_place_are_one(
    network: Network, behind: Behind, has_profile: bool
) -> None:
    made = await a_room(network, behind)
    if has_profile:
        await mentors(behind.connection, made.ada)
    other = encode_id("Mentorship", await room(behind.connection, made.ada, made.cleo))
    await behind.connection.execute("UPDATE mentorship SET kind = 'INFORMAL'")
    taken = encode_id("Mentorship", await room(behind.connection, made.ada, await network.educator("dan")))
    asked = [(made.ben, made.id), (made.cleo, other)] * 5
    answers = await asyncio.gather(
        *(who.api.perform("upgradeMentorship", SHAPE, mentorshipId=which) for who, which in asked)
    )
    assert sum(answer["__typename"] == "Mentorship" for answer in answers) == 1
    codes = {answer["code"] for answer in answers if answer["__typename"] == "Problem"}
    assert codes == {"CAPACITY_EXCEEDED", "INVALID_TRANSITION"}
    assert len(await behind.events(made.id) + await behind.events(other)) == 1
    assert await behind.events(taken) == []


async def test_each_of_the_two_lets_it_be_seen(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    first = await move(made.ada, made, "showMentorship", shown=True)
    assert (first["shownByYou"], first["version"]) == (True, 2)
    async with behind.nothing_happens():
        assert await move(made.ada, made, "showMentorship", shown=True) == first
    assert await made.shows(made.cleo, "id") is None
    assert (await made.shows(made.ben, "shownByYou"))["shownByYou"] is False
    await made.becomes("CLOSED")
    await move(made.ben, made, "showMentorship", shown=True)
    assert await made.shows(network, "id status") == {"id": made.id, "status": "CLOSED"}
    await move(made.ada, made, "showMentorship", shown=False)
    assert await made.shows(made.cleo, "id") is None
    assert await made.told(made.ben) == []


async def test_others_see_that_it_is_there_and_no_more(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    await made.becomes("CLOSED")
    columns = "shown_by_mentor = true, shown_by_mentee = true, awaiting = 'MENTOR', awaiting_since = now()"
    await behind.connection.execute(f"UPDATE mentorship SET {columns}")
    await behind.connection.execute("UPDATE account SET roles = '{MODERATOR}' WHERE email LIKE 'cleo%'")
    moderator, dan = made.cleo, await network.educator("dan")
    public = "kind status mentor { handle } mentee { handle } openedAt closedAt"
    rest = """closeReason awaiting awaitingSince activatedAt pausedUntil closingAt version shownByYou
        liveCursor closureReflections { body }"""
    full = await made.shows(made.ada, f"{public} {rest}")
    assert full == {
        "kind": "SUSTAINED",
        "status": "CLOSED",
        "mentor": {"handle": "ada"},
        "mentee": {"handle": "ben"},
        "openedAt": BEGINNING.isoformat(),
        "closedAt": BEGINNING.isoformat(),
        "closeReason": "NO_FAULT",
        "awaiting": "MENTOR",
        "awaitingSince": full["awaitingSince"],
        "pausedUntil": None,
        "version": 1,
        "activatedAt": BEGINNING.isoformat(),
        "closingAt": BEGINNING.isoformat(),
        "shownByYou": True,
        "liveCursor": full["liveCursor"],
        "closureReflections": [],
    }
    assert None not in (full["awaitingSince"], full["liveCursor"])
    nothing = dict.fromkeys((name for name in full if name not in public), None) | {"closureReflections": []}
    for stranger in (dan, network):
        assert await made.shows(stranger, f"{public} {rest}") == {**full, **nothing}
    assert await made.shows(moderator, rest) == {**nothing, "closeReason": "NO_FAULT"}


async def test_a_profile_lists_all_of_ones_own_and_what_both_show(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentor = true")
    other = encode_id("Mentorship", await room(behind.connection, made.cleo, made.ada))
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentee = true, shown_by_mentor = true")
    await behind.connection.execute(
        "UPDATE mentorship SET shown_by_mentee = false WHERE id = $1", row_id(made.id)
    )
    query = """query ($status: MentorshipStatus) { educator(handle: "ada") {
        mentorships(first: 10, status: $status) { totalCount nodes { id } } } }"""

    async def listed(person: Any, **variables: Any) -> set[str]:
        page = (await person.api.data(query, **variables))["educator"]["mentorships"]
        assert page["totalCount"] == len(page["nodes"])
        return {node["id"] for node in page["nodes"]}

    assert await listed(made.ada) == await listed(made.ben) == {made.id, other}
    assert await listed(made.cleo) == await listed(network) == {other}
    await made.becomes("CLOSED")
    assert await listed(made.ada, status="CLOSED") == {made.id}
    assert await listed(made.ada, status="ACTIVE") == {other}
    await made.ben.blocks(made.ada)
    assert await listed(made.ada) == {other}


async def test_whoever_has_no_part_in_it_cannot_tell_it_from_nothing(
    network: Network, behind: Behind
) -> None:
    made = await a_room(network, behind)
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentor = true, shown_by_mentee = true")
    shown = {"mentorshipId": made.id}
    absent = {"mentorshipId": encode_id("Mentorship", row_id(made.ada.id))}
    others: list[tuple[str, dict[str, Any]]] = [
        ("showMentorship", {"shown": False}),
        ("endorse", {"body": "Well."}),
    ]
    async with behind.nothing_happens():
        for mutation, more in [*MOVES, *others]:
            refused = await made.cleo.api.perform(mutation, "__typename", **shown, **more)
            assert refusal(refused) == ("NOT_FOUND", ["mentorshipId"]), mutation
            assert refused == await made.cleo.api.perform(mutation, "__typename", **absent, **more)
            nobody = await network.api.perform(mutation, "__typename", **shown, **more)
            assert nobody["code"] in {"NOT_FOUND", "UNAUTHENTICATED"}
    await made.ben.blocks(made.ada)
    async with behind.nothing_happens():
        for mutation, more in [*MOVES, *others]:
            assert refusal(await made.ada.api.perform(mutation, "__typename", **shown, **more)) == (
                "NOT_FOUND",
                ["mentorshipId"],
            )


LEGAL = {
    "FORMING": set(),
    "ACTIVE": {"pauseMentorship", "closeMentorship"},
    "PAUSED": {"resumeMentorship", "closeMentorship"},
    "CLOSING": {"submitClosure"},
    "CLOSED": set(),
}


@pytest.mark.parametrize("status", LEGAL)
async def test_what_its_state_does_not_allow_changes_nothing(
    network: Network, behind: Behind, status: str
) -> None:
    made = await a_room(network, behind)
    await made.becomes(status)
    async with behind.nothing_happens():
        for mutation, more in MOVES:
            if mutation not in LEGAL[status]:
                for person in (made.ada, made.ben):
                    refused = await move(person, made, mutation, **more)
                    assert refusal(refused) == ("INVALID_TRANSITION", []), mutation
        if status == "CLOSED":
            left = await move(made.ada, made, "closeMentorship", reason="SAFETY")
            assert left["message"] == "The mentor cannot leave a mentorship that is closed."
