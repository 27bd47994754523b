import asyncio
from typing import Any

import pytest

from tests.behind import Behind
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.problems import refusal
from tests.roadmaps import PATH, drafts, offers, publishes, step

ENROLLMENT = """... on Enrollment { id status percent visibility startedOn targetOn completedAt
    version { number } roadmap { slug }
    progress { status unlocked doneAt note step { key } } }"""
MOVED = """... on EnrollmentMigration { kept added removed enrollment { id percent status version { number }
    progress { status step { key } } } }"""


@pytest.fixture
async def pair(network: Network, behind: Behind) -> tuple[Person, Person, str]:
    """Who curates, who walks, and the roadmap."""
    await add_topics(behind.connection, "art")
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    return ada, ben, await offers(ada)


async def enrolls(person: Person, roadmap_id: str, **more: Any) -> Any:
    return await person.api.perform("enroll", ENROLLMENT, roadmapId=roadmap_id, **more)


async def sets(person: Person, enrollment_id: str, key: str, status: str, **more: Any) -> Any:
    given = {"enrollmentId": enrollment_id, "stepKey": key, "status": status, **more}
    return await person.api.perform("setStepProgress", ENROLLMENT, **given)


def said(answer: Any) -> list[tuple[str, str, bool]]:
    return [(row["step"]["key"], row["status"], row["unlocked"]) for row in answer["progress"]]


Pair = tuple[Person, Person, str]


async def test_whoever_enrolls_is_on_the_latest_edition_once(pair: Pair, behind: Behind) -> None:
    _, ben, roadmap_id = pair
    answers = await asyncio.gather(*(enrolls(ben, roadmap_id) for _ in range(5)))
    assert answers[1:] == answers[:1] * 4
    assert await behind.count("enrollment") == 1
    assert said(answers[0]) == [
        ("notice", "NOT_STARTED", True),
        ("try", "NOT_STARTED", False),
        ("share", "NOT_STARTED", False),
    ]
    shown = {name: answers[0][name] for name in ("status", "percent", "visibility", "version", "roadmap")}
    assert shown == {
        "status": "ACTIVE",
        "percent": 0.0,
        "visibility": "PRIVATE",
        "version": {"number": 1},
        "roadmap": {"slug": "quiet-starts"},
    }


async def test_nobody_takes_up_what_is_not_offered(network: Network, pair: Pair, behind: Behind) -> None:
    ada, ben, roadmap_id = pair
    draft = await drafts(ada, "soon")
    await ada.api.perform("retireRoadmap", "... on Roadmap { id }", roadmapId=roadmap_id)
    async with behind.nothing_happens():
        assert refusal(await enrolls(ben, roadmap_id)) == ("INVALID_TRANSITION", [])
        assert refusal(await enrolls(ada, draft)) == ("INVALID_TRANSITION", [])
        assert refusal(await enrolls(ben, draft)) == ("NOT_FOUND", ["roadmapId"])
        nobody = await network.api.perform("enroll", ENROLLMENT, roadmapId=roadmap_id)
        assert refusal(nobody) == ("UNAUTHENTICATED", [])


async def test_a_way_is_walked_step_by_step_until_all_that_counts_is_done(pair: Pair, behind: Behind) -> None:
    _, ben, roadmap_id = pair
    mine = (await enrolls(ben, roadmap_id, targetOn="2027-01-01"))["id"]
    async with behind.nothing_happens():
        for status in ("IN_PROGRESS", "DONE"):
            assert refusal(await sets(ben, mine, "try", status)) == ("INVALID_TRANSITION", [])
        assert refusal(await sets(ben, mine, "nothing", "DONE")) == ("NOT_FOUND", ["stepKey"])
        assert refusal(await sets(ben, mine, "try", "SKIPPED", note="x" * 2001)) == ("INVALID", ["note"])
    first = await sets(ben, mine, "notice", "DONE", note="Doors.")
    assert (first["percent"], first["progress"][0]["note"]) == (25.0, "Doors.")
    assert first["progress"][0]["doneAt"] is not None
    assert said(first)[1] == ("try", "NOT_STARTED", True)
    kept = await sets(ben, mine, "notice", "DONE")
    assert kept["progress"][0] == first["progress"][0]
    back = await sets(ben, mine, "notice", "IN_PROGRESS", note=None)
    assert (back["percent"], back["progress"][0]["doneAt"], back["progress"][0]["note"]) == (0.0, None, None)
    await sets(ben, mine, "notice", "SKIPPED")
    done = await sets(ben, mine, "try", "DONE")
    assert (done["percent"], done["status"]) == (100.0, "COMPLETED")
    assert done["completedAt"] is not None
    async with behind.nothing_happens():
        assert refusal(await sets(ben, mine, "share", "DONE")) == ("INVALID_TRANSITION", [])


async def test_only_who_walks_says_how_far_they_are(pair: Pair, behind: Behind) -> None:
    ada, ben, roadmap_id = pair
    mine = (await enrolls(ben, roadmap_id))["id"]
    shown = (await enrolls(ada, roadmap_id, visibility="PUBLIC"))["id"]
    deeds: list[tuple[str, dict[str, Any]]] = [
        ("setStepProgress", {"stepKey": "notice", "status": "DONE"}),
        ("updateEnrollment", {"visibility": "PUBLIC"}),
        ("leaveRoadmap", {}),
    ]
    async with behind.nothing_happens():
        for deed, more in deeds:
            hidden = await ada.api.perform(deed, ENROLLMENT, enrollmentId=mine, **more)
            assert refusal(hidden) == ("NOT_FOUND", ["enrollmentId"])
            theirs = await ben.api.perform(deed, ENROLLMENT, enrollmentId=shown, **more)
            assert refusal(theirs) == ("FORBIDDEN", [])
        moved = await ben.api.perform("migrateEnrollment", MOVED, enrollmentId=shown)
        assert refusal(moved) == ("FORBIDDEN", [])


async def test_who_left_comes_back_to_what_was_done(pair: Pair, behind: Behind) -> None:
    _, ben, roadmap_id = pair
    mine = (await enrolls(ben, roadmap_id))["id"]
    await sets(ben, mine, "notice", "DONE")
    left = await ben.api.perform("leaveRoadmap", ENROLLMENT, enrollmentId=mine)
    assert left["status"] == "LEFT"
    async with behind.nothing_happens():
        assert refusal(await sets(ben, mine, "try", "DONE")) == ("INVALID_TRANSITION", [])
        again = await ben.api.perform("leaveRoadmap", ENROLLMENT, enrollmentId=mine)
        assert refusal(again) == ("INVALID_TRANSITION", [])
    back = await enrolls(ben, roadmap_id)
    assert (back["id"], back["status"], back["percent"]) == (mine, "ACTIVE", 25.0)


async def test_a_target_is_a_day_to_come_and_can_be_taken_back(pair: Pair, behind: Behind) -> None:
    _, ben, roadmap_id = pair
    async with behind.nothing_happens():
        assert refusal(await enrolls(ben, roadmap_id, targetOn="2020-01-01")) == ("INVALID", ["targetOn"])
    mine = await enrolls(ben, roadmap_id, targetOn="2027-01-01", visibility="MEMBERS")
    given = {"enrollmentId": mine["id"]}
    async with behind.nothing_happens():
        over = await ben.api.perform("updateEnrollment", ENROLLMENT, **given, targetOn="2020-01-01")
        assert refusal(over) == ("INVALID", ["targetOn"])
        same = await ben.api.perform("updateEnrollment", ENROLLMENT, **given, visibility="MEMBERS")
        assert same == mine
    open_end = await ben.api.perform("updateEnrollment", ENROLLMENT, **given, targetOn=None)
    assert (open_end["targetOn"], open_end["visibility"]) == (None, "MEMBERS")


async def test_moving_to_a_newer_edition_keeps_what_has_the_same_key(pair: Pair, behind: Behind) -> None:
    ada, ben, roadmap_id = pair
    mine = (await enrolls(ben, roadmap_id))["id"]
    await sets(ben, mine, "notice", "DONE")
    await sets(ben, mine, "try", "IN_PROGRESS")
    async with behind.nothing_happens():
        early = await ben.api.perform("migrateEnrollment", MOVED, enrollmentId=mine)
        assert refusal(early) == ("INVALID_TRANSITION", [])
    new = [step("look"), step("notice", "look"), step("share", "notice")]
    await ada.api.perform("saveRoadmapDraft", "... on Roadmap { id }", roadmapId=roadmap_id, steps=new)
    await publishes(ada, roadmap_id)
    assert (await enrolls(ben, roadmap_id))["version"] == {"number": 1}
    moved = await ben.api.perform("migrateEnrollment", MOVED, enrollmentId=mine)
    assert {name: moved[name] for name in ("kept", "added", "removed")} == {
        "kept": ["notice", "share"],
        "added": ["look"],
        "removed": ["try"],
    }
    now = moved["enrollment"]
    assert (now["id"], now["version"], round(now["percent"], 3)) == (mine, {"number": 2}, 33.333)
    statuses = {row["step"]["key"]: row["status"] for row in now["progress"]}
    assert statuses == {"look": "NOT_STARTED", "notice": "DONE", "share": "NOT_STARTED"}


async def test_what_is_completed_stays_on_its_edition(pair: Pair, behind: Behind) -> None:
    ada, ben, roadmap_id = pair
    mine = (await enrolls(ben, roadmap_id))["id"]
    for row in PATH[:2]:
        await sets(ben, mine, row["key"], "DONE")
    await ada.api.perform("saveRoadmapDraft", "... on Roadmap { id }", roadmapId=roadmap_id, steps=PATH[:1])
    await publishes(ada, roadmap_id)
    async with behind.nothing_happens():
        refused = await ben.api.perform("migrateEnrollment", MOVED, enrollmentId=mine)
        assert refusal(refused) == ("INVALID_TRANSITION", [])
    again = await enrolls(ben, roadmap_id)
    assert (again["id"] != mine, again["version"], again["percent"]) == (True, {"number": 2}, 0.0)


async def test_others_see_a_way_as_far_as_its_visibility_goes(network: Network, pair: Pair) -> None:
    ada, ben, roadmap_id = pair
    mine = await enrolls(ben, roadmap_id)
    await sets(ben, mine["id"], "notice", "IN_PROGRESS", note="Only mine.")
    query = """query ($id: ID!) { node(id: $id) { ... on Enrollment { progress { note } } }
        educator(handle: "ben") { enrollments { totalCount nodes { id } } }
        roadmap(slug: "quiet-starts") { enrolledCount edition { steps { learners { nodes { id } } } } } }"""

    async def sees(client: Any) -> tuple[bool, int, int, Any]:
        found = await client.data(query, id=mine["id"])
        first = found["roadmap"]["edition"]["steps"][0]
        assert found["roadmap"]["enrolledCount"] == 1
        node = found["node"]
        assert (node is None) == (found["educator"]["enrollments"]["nodes"] == [])
        count = found["educator"]["enrollments"]["totalCount"]
        return node is not None, count, len(first["learners"]["nodes"]), node and node["progress"][0]["note"]

    clients = (network.api, ada.api, ben.api)
    own = (True, 1, 0, "Only mine.")
    assert [await sees(client) for client in clients] == [(False, 0, 0, None), (False, 0, 0, None), own]
    for visibility, nobody, member in (
        ("MEMBERS", (False, 0, 0, None), (True, 1, 1, None)),
        ("PUBLIC", (True, 1, 1, None), (True, 1, 1, None)),
    ):
        given = {"enrollmentId": mine["id"], "visibility": visibility}
        await ben.api.perform("updateEnrollment", ENROLLMENT, **given)
        assert [await sees(client) for client in clients] == [nobody, member, own]
    await ben.api.perform("leaveRoadmap", ENROLLMENT, enrollmentId=mine["id"])
    gone = await ada.api.data("query ($id: ID!) { node(id: $id) { id } }", id=mine["id"])
    assert gone == {"node": None}
