import asyncio
from typing import Any, NamedTuple

import pytest

from tests.behind import Behind
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.pairs import Pair, a_pair
from tests.problems import refusal
from tests.resolvers.test_enrolling import ENROLLMENT, MOVED, enrolls, sets
from tests.roadmaps import PATH, offers, publishes

ATTESTED = """... on Enrollment { id progress { attestedAt note attestedBy { handle } step { key } }
    sharedWith { nodes { id } } educator { handle } }"""
SHARED = """query ($id: ID!) { node(id: $id) { ... on Mentorship { enrollments { nodes { id percent } }
    events(first: 20) { nodes { __typename ... on EnrollmentChanged { enrollment { percent } } } } } } }"""


class World(NamedTuple):
    """Ada, who guides Ben; Ben's way along a roadmap of Cleo's."""

    pair: Pair
    cleo: Person
    enrollment: str

    async def shares(self, deed: str = "shareEnrollment", by: Person | None = None) -> Any:
        given = {"enrollmentId": self.enrollment, "mentorshipId": self.pair.id}
        return await (by or self.pair.mentee).api.perform(deed, ATTESTED, **given)

    async def attests(self, by: Person, key: str = "notice") -> Any:
        given = {"enrollmentId": self.enrollment, "stepKey": key}
        return await by.api.perform("attestStep", ATTESTED, **given)


@pytest.fixture
async def world(network: Network, behind: Behind) -> World:
    await add_topics(behind.connection, "art")
    cleo, pair = await asyncio.gather(network.educator("cleo"), a_pair(network, behind))
    made = await enrolls(pair.mentee, await offers(cleo))
    return World(pair, cleo, made["id"])


async def test_a_mentor_follows_what_was_shared_and_attests_it(world: World, behind: Behind) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    assert (await ada.api.data(SHARED, id=world.pair.id))["node"]["enrollments"]["nodes"] == []
    shared = await world.shares()
    assert shared["sharedWith"]["nodes"] == [{"id": world.pair.id}]
    async with behind.nothing_happens():
        assert (await world.shares())["__typename"] == "Enrollment"
        early = await world.attests(ada)
        assert refusal(early) == ("INVALID_TRANSITION", [])
    await sets(ben, world.enrollment, "notice", "DONE", note="Mine alone.")
    attested = await world.attests(ada)
    assert attested["progress"][0] == {
        "attestedAt": attested["progress"][0]["attestedAt"],
        "note": None,
        "attestedBy": {"handle": "ada"},
        "step": {"key": "notice"},
    }
    assert attested["progress"][0]["attestedAt"] is not None
    async with behind.nothing_happens():
        assert await world.attests(ada) == attested
    seen = (await ada.api.data(SHARED, id=world.pair.id))["node"]
    assert seen["enrollments"]["nodes"] == [{"id": world.enrollment, "percent": 25.0}]
    assert seen["events"]["nodes"] == [
        {"__typename": "EnrollmentChanged", "enrollment": {"percent": 25.0}} for _ in range(3)
    ]
    assert await world.pair.told(ada) == [("ENROLLMENT_SHARED", 1)]
    assert await world.pair.told(ben) == [("STEP_ATTESTED", 1)]
    news = "{ me { notifications { nodes { kind enrollment { id } } } } }"
    assert (await ben.api.data(news))["me"]["notifications"]["nodes"] == [
        {"kind": "STEP_ATTESTED", "enrollment": {"id": world.enrollment}}
    ]


async def test_a_step_taken_back_is_no_longer_attested(world: World) -> None:
    await world.shares()
    await sets(world.pair.mentee, world.enrollment, "notice", "DONE")
    await world.attests(world.pair.mentor)
    await sets(world.pair.mentee, world.enrollment, "notice", "IN_PROGRESS")
    again = await sets(world.pair.mentee, world.enrollment, "notice", "DONE")
    assert again["percent"] == 25.0
    shown = await world.shares()
    assert shown["progress"][0]["attestedBy"] is None


async def test_only_the_mentor_it_is_shared_with_attests(world: World, behind: Behind) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    await sets(ben, world.enrollment, "notice", "DONE")
    async with behind.nothing_happens():
        assert refusal(await world.attests(ada)) == ("NOT_FOUND", ["enrollmentId"])
        assert refusal(await world.attests(ben)) == ("INVALID_TRANSITION", [])
        assert refusal(await world.shares(by=ada)) == ("NOT_FOUND", ["enrollmentId"])
        given = {"enrollmentId": world.enrollment, "mentorshipId": "x"}
        absent = await ben.api.perform("shareEnrollment", ATTESTED, **given)
        assert refusal(absent) == ("NOT_FOUND", ["mentorshipId"])
    await ben.api.perform("updateEnrollment", ENROLLMENT, enrollmentId=world.enrollment, visibility="PUBLIC")
    async with behind.nothing_happens():
        assert refusal(await world.attests(ada)) == ("INVALID_TRANSITION", [])
        assert refusal(await world.attests(world.cleo)) == ("INVALID_TRANSITION", [])
        assert refusal(await world.shares(by=ada)) == ("FORBIDDEN", [])


async def test_what_is_no_longer_shared_is_gone_for_the_other(world: World, behind: Behind) -> None:
    ada = world.pair.mentor
    await world.shares()
    await world.shares("unshareEnrollment")
    async with behind.nothing_happens():
        assert (await world.shares("unshareEnrollment"))["sharedWith"]["nodes"] == []
    seen = (await ada.api.data(SHARED, id=world.pair.id))["node"]
    assert seen["enrollments"]["nodes"] == []
    assert [row["__typename"] for row in seen["events"]["nodes"]] == ["Heartbeat", "MentorshipChanged"]


async def test_nothing_is_shared_with_or_attested_in_a_closed_room(world: World, behind: Behind) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    await sets(ben, world.enrollment, "notice", "DONE")
    await world.shares()
    await world.pair.becomes("CLOSED")
    async with behind.nothing_happens():
        assert refusal(await world.attests(ada)) == ("INVALID_TRANSITION", [])
        assert refusal(await world.shares()) == ("INVALID_TRANSITION", [])
    await world.shares("unshareEnrollment")


async def test_a_wall_hides_what_was_shared(world: World) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    await world.shares()
    await ben.blocks(ada)
    found = await ada.api.data("query ($id: ID!) { node(id: $id) { id } }", id=world.enrollment)
    assert found == {"node": None}


async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(
    world: World, behind: Behind
) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    other = {"enrollmentId": "another", "roadmapId": "another"}

    async def twice(mutation: str, shape: str = ENROLLMENT, by: Person = ben, /, **given: Any) -> Any:
        given["idempotencyKey"] = f"{mutation} {await behind.count('answer')}"
        first = await by.api.perform(mutation, shape, **given)
        assert first["__typename"] != "Problem", first
        async with behind.nothing_happens():
            assert await by.api.perform(mutation, shape, **given) == first
            changed = {name: other.get(name, value) for name, value in given.items()}
            refused = await by.api.perform(mutation, shape, **changed)
        assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])
        return first

    roadmap_id = await offers(world.cleo, "another-way")
    mine = {"enrollmentId": (await twice("enroll", roadmapId=roadmap_id))["id"]}
    there = {"mentorshipId": world.pair.id}
    await twice("updateEnrollment", **mine, visibility="MEMBERS")
    await twice("setStepProgress", **mine, stepKey="notice", status="DONE")
    await twice("shareEnrollment", **mine, **there)
    await twice("attestStep", ATTESTED, ada, **mine, stepKey="notice")
    await twice("unshareEnrollment", **mine, **there)
    given = {"roadmapId": roadmap_id, "steps": PATH[:2]}
    await world.cleo.api.perform("saveRoadmapDraft", "... on Roadmap { id }", **given)
    await publishes(world.cleo, roadmap_id)
    await twice("migrateEnrollment", MOVED, **mine)
    await twice("leaveRoadmap", **mine)


EVIDENCE = """... on Evidence { id text goal { id } enrollment { id } step { key }
    attestedBy { handle } author { handle } }"""
SHOWN = {"kind": "OBSERVATION", "capturedOn": "2026-03-01", "noPupilData": True, "text": "Calm."}


async def test_evidence_of_a_step_is_seen_and_attested_by_the_mentor_it_is_shared_with(
    world: World, behind: Behind
) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    there = {"enrollmentId": world.enrollment, "stepKey": "notice", "idempotencyKey": "add", **SHOWN}
    made = await ben.api.perform("addStepEvidence", EVIDENCE, **there)
    assert made == {
        "__typename": "Evidence",
        "id": made["id"],
        "text": "Calm.",
        "goal": None,
        "enrollment": {"id": world.enrollment},
        "step": {"key": "notice"},
        "attestedBy": None,
        "author": {"handle": "ben"},
    }
    given = {"evidenceId": made["id"]}
    async with behind.nothing_happens():
        assert await ben.api.perform("addStepEvidence", EVIDENCE, **there) == made
        other = await ben.api.perform("addStepEvidence", EVIDENCE, **{**there, "stepKey": "try"})
        assert refusal(other) == ("CONFLICT", ["idempotencyKey"])
        hidden = await ada.api.perform("attestEvidence", EVIDENCE, **given)
        assert refusal(hidden) == ("NOT_FOUND", ["evidenceId"])
    await world.shares()
    attested = await ada.api.perform("attestEvidence", EVIDENCE, **given)
    assert attested["attestedBy"] == {"handle": "ada"}
    async with behind.nothing_happens():
        assert await ada.api.perform("attestEvidence", EVIDENCE, **given) == attested
    gone = {**given, "idempotencyKey": "remove"}
    removed = await ben.api.perform("removeStepEvidence", ENROLLMENT, **gone)
    assert removed["id"] == world.enrollment
    async with behind.nothing_happens():
        assert await ben.api.perform("removeStepEvidence", ENROLLMENT, **gone) == removed


async def test_what_cannot_be_evidence_of_a_step_is_refused(world: World, behind: Behind) -> None:
    ada, ben = world.pair.mentor, world.pair.mentee
    there = {"enrollmentId": world.enrollment, "stepKey": "notice", **SHOWN}
    made = await ben.api.perform("addStepEvidence", EVIDENCE, **there)
    await world.shares()
    given = {"evidenceId": made["id"]}
    refused: list[tuple[Person, str, dict[str, Any], tuple[str, list[str]]]] = [
        (ben, "addStepEvidence", {**there, "noPupilData": False}, ("INVALID", ["noPupilData"])),
        (ben, "addStepEvidence", {**there, "stepKey": "x"}, ("NOT_FOUND", ["stepKey"])),
        (ada, "addStepEvidence", there, ("FORBIDDEN", [])),
        (ben, "attestEvidence", given, ("INVALID_TRANSITION", [])),
        (ada, "removeStepEvidence", given, ("NOT_FOUND", ["evidenceId"])),
        (ben, "removeEvidence", given, ("INVALID", ["evidenceId"])),
    ]
    async with behind.nothing_happens():
        for person, mutation, arguments, expected in refused:
            answer = await person.api.perform(mutation, "... on Node { id }", **arguments)
            assert refusal(answer) == expected, mutation
    await ben.api.perform("leaveRoadmap", ENROLLMENT, enrollmentId=world.enrollment)
    async with behind.nothing_happens():
        late = await ben.api.perform("removeStepEvidence", ENROLLMENT, **given)
        assert refusal(late) == ("INVALID_TRANSITION", [])
