"""What happens between two in a room is theirs: others learn nothing of it, not even that it exists."""

from typing import Any
from uuid import UUID

import pytest

from kit.ids import decode_id, encode_id
from tests.api import Api
from tests.behind import Behind
from tests.clock import BEGINNING
from tests.network import Network
from tests.pairs import DAY, SOON, Pair, paired
from tests.problems import refusal

THINGS = ("session", "log", "step", "feedback")
INSIDE = """query ($room: ID!, $ids: [ID!]!) {
    nodes(ids: $ids) { id }
    mentorship(id: $room) { id sessions { totalCount nodes { id ics log { id } nextSteps { id }
        feedback { id } viewerFeedback { id } } } nextSteps { totalCount nodes { id } } }
    educator(handle: "ada") { mentorships { nodes { sessions { nodes { id } } nextSteps { nodes { id } } } } }
    me { upcomingSessions { totalCount nodes { id } } }
}"""


async def furnished(pair: Pair) -> dict[str, str]:
    """A held session with everything that can come of it, and one to come, by their global ids."""
    session = await pair.past_session("HELD", DAY)
    mentor, given = pair.mentor.api, {"sessionId": session}
    log = await mentor.perform("saveSessionLog", "... on Node { id }", **given, whatsWorking="Bells")
    taken = {"assigneeId": pair.mentor.id, "text": "Try a bell"}
    step = await mentor.perform("addNextStep", "... on Node { id }", **given, **taken)
    thought = {"useful": 4, "goalProgress": 4, "learned": True}
    for person in (pair.mentor, pair.mentee):
        feedback = await person.api.perform("submitFeedback", "... on Node { id }", **given, **thought)
    planned = await pair.session("PROPOSED", SOON)
    rows = {"log": log, "step": step, "feedback": feedback}
    return {"session": session, **{name: row["id"] for name, row in rows.items()}, "planned": planned}


def deeds(pair: Pair, things: dict[str, str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every mutation of what is in the room, and the argument that names the thing."""
    planned, session = {"sessionId": things["planned"]}, {"sessionId": things["session"]}
    thought = {"useful": 4, "goalProgress": 4, "learned": True}
    later = {"startsAt": (SOON + DAY).isoformat()}
    return [
        ("proposeSession", "mentorshipId", {"mentorshipId": pair.id, **later}),
        ("confirmSession", "sessionId", planned),
        ("rescheduleSession", "sessionId", {**planned, **later}),
        ("cancelSession", "sessionId", planned),
        ("confirmHeld", "sessionId", session),
        ("reportNoShow", "sessionId", session),
        ("disputeSession", "sessionId", {**session, "note": "No."}),
        ("saveSessionLog", "sessionId", {**session, "nextFocus": "Mine"}),
        ("addNextStep", "sessionId", {**session, "assigneeId": pair.mentor.id, "text": "Mine"}),
        ("completeNextStep", "nextStepId", {"nextStepId": things["step"]}),
        ("submitFeedback", "sessionId", {**session, **thought}),
    ]


async def inside(api: Api, pair: Pair, things: dict[str, str]) -> Any:
    ids = [things[name] for name in (*THINGS, "planned")]
    return await api.data(INSIDE, room=pair.id, ids=ids)


def nothing_of(seen: Any) -> None:
    """Holds that not a single thing of the room was shown."""
    assert seen["nodes"] == [None] * 5
    rooms = [seen["mentorship"], *((seen["educator"] or {}).get("mentorships", {}).get("nodes", []))]
    for room in filter(None, rooms):
        assert (room["sessions"]["nodes"], room["nextSteps"]["nodes"]) == ([], [])
        assert room["sessions"].get("totalCount", 0) == room["nextSteps"].get("totalCount", 0) == 0
    assert seen["me"] in (None, {"upcomingSessions": {"totalCount": 0, "nodes": []}})


@pytest.mark.parametrize("shown", [False, True])
async def test_a_stranger_learns_nothing(network: Network, pair: Pair, behind: Behind, shown: bool) -> None:
    things = await furnished(pair)
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentor = $1, shown_by_mentee = $1", shown)
    cleo, moderator = await network.educator("cleo"), await network.educator("mod")
    await behind.connection.execute(
        "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email LIKE 'mod@%'"
    )
    for api in (network.api, cleo.api, moderator.api):
        nothing_of(await inside(api, pair, things))
    async with behind.nothing_happens():
        for api in (network.api, cleo.api, moderator.api):
            for mutation, argument, given in deeds(pair, things):
                answer = await api.perform(mutation, "", **given)
                assert refusal(answer) == ("NOT_FOUND", [argument]), mutation
                absent = encode_absent(given[argument])
                assert await api.perform(mutation, "", **{**given, argument: absent}) == answer, mutation


def encode_absent(text: str) -> str:
    """A global id of the same type that nothing has."""
    decoded = decode_id(text)
    assert decoded is not None
    return encode_id(decoded.type_name, UUID(int=7))


async def test_the_two_read_everything(pair: Pair) -> None:
    things = await furnished(pair)
    for person in (pair.mentor, pair.mentee):
        seen = await inside(person.api, pair, things)
        assert [node["id"] for node in seen["nodes"]] == [things[name] for name in (*THINGS, "planned")]
        past, planned = seen["mentorship"]["sessions"]["nodes"]
        assert (past["id"], past["log"], past["nextSteps"]) == (
            things["session"],
            {"id": things["log"]},
            [{"id": things["step"]}],
        )
        assert (len(past["feedback"]), planned["feedback"], planned["log"]) == (2, [], None)
        assert seen["mentorship"]["sessions"]["totalCount"] == 2
        assert seen["me"]["upcomingSessions"] == {"totalCount": 1, "nodes": [{"id": planned["id"]}]}


async def test_a_wall_between_the_two_hides_the_room_from_both(pair: Pair, behind: Behind) -> None:
    things = await furnished(pair)
    await pair.mentee.blocks(pair.mentor)
    for person in (pair.mentor, pair.mentee):
        nothing_of(await inside(person.api, pair, things))
        async with behind.nothing_happens():
            for mutation, argument, given in deeds(pair, things):
                answer = await person.api.perform(mutation, "", **given)
                assert refusal(answer) == ("NOT_FOUND", [argument]), mutation


async def test_a_closed_room_is_read_and_takes_no_more(pair: Pair, behind: Behind) -> None:
    things = await furnished(pair)
    await pair.becomes("CLOSED")
    for person in (pair.mentor, pair.mentee):
        assert None not in (await inside(person.api, pair, things))["nodes"]
        async with behind.nothing_happens():
            for mutation, _, given in deeds(pair, things):
                answer = await person.api.perform(mutation, "", **given)
                assert (answer["code"], answer["message"]) == (
                    "INVALID_TRANSITION",
                    "This mentorship is closed.",
                ), mutation


async def test_a_token_reads_or_writes_as_it_may(network: Network, pair: Pair, behind: Behind) -> None:
    things = await furnished(pair)
    new = "... on NewApiToken { secret }"
    made = [
        (await pair.mentee.api.perform("createApiToken", new, name=scope, scopes=[scope]))["secret"]
        for scope in ("READ", "WRITE")
    ]
    reads, writes = [await network.client(secret) for secret in made]
    assert None not in (await inside(reads, pair, things))["nodes"]
    nothing_of(await inside(writes, pair, things))
    async with behind.nothing_happens():
        for mutation, _, given in deeds(pair, things):
            answer = await reads.perform(mutation, "", **given)
            assert (answer["code"], answer["message"]) == (
                "FORBIDDEN",
                "Only the two in this mentorship can do this (an API token needs the scope WRITE).",
            ), mutation
    done = await writes.perform("confirmSession", "... on Session { status }", sessionId=things["planned"])
    assert done["status"] == "CONFIRMED"


async def test_upcoming_sessions_are_those_of_both_roles_that_are_not_over(
    network: Network, pair: Pair, behind: Behind
) -> None:
    cleo = await network.educator("cleo")
    other = await paired(behind, cleo, pair.mentor)
    await pair.past_session("CONFIRMED")
    await pair.session("CANCELLED")
    later = await pair.session("PROPOSED", SOON + DAY)
    running = await other.session("CONFIRMED", BEGINNING - DAY / 48)
    sooner = await other.session("CONFIRMED", SOON)
    document = "{ me { upcomingSessions { totalCount nodes { id mentorship { id } } } } }"
    shown = (await pair.mentor.api.data(document))["me"]["upcomingSessions"]
    rooms = ((running, other), (sooner, other), (later, pair))
    assert shown == {
        "totalCount": 3,
        "nodes": [{"id": session, "mentorship": {"id": room.id}} for session, room in rooms],
    }
