import asyncio
from datetime import timedelta
from typing import Any

from tests.behind import row_id
from tests.clock import BEGINNING
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.pairs import Pair, paired
from tests.problems import refusal
from tests.resolvers.test_enrolling import enrolls
from tests.resolvers.test_goal import SHOWN, completes, in_room, reflects, sets
from tests.roadmaps import offers

ENTRY = """... on JournalEntry { id kind body visibility createdAt editedAt version author { handle }
    mentorship { id } session { id } goal { id } post { id } }"""
DELETED = "... on JournalEntryDeleted { author { handle } }"
JOURNAL = """query ($room: ID!, $kind: JournalKind) {
    me { all: journal { nodes { id } } some: journal(kind: $kind, mentorshipId: $room) { nodes { id } } }
    mentorship(id: $room) { journal(kind: $kind) { nodes { id } } } }"""


async def writes(person: Person, **more: Any) -> Any:
    given = {"kind": "TAKEAWAY", "body": "Wait three seconds.", **more}
    return await person.api.perform("writeJournalEntry", ENTRY, **given)


async def removes(person: Person, entry: str) -> Any:
    return await person.api.perform("deleteJournalEntry", DELETED, journalEntryId=entry)


async def journal(person: Person, pair: Pair, kind: str | None = None) -> dict[str, list[str]]:
    found = await person.api.data(JOURNAL, room=pair.id, kind=kind)
    lists = {**found["me"], "room": found["mentorship"]["journal"]}
    return {name: [node["id"] for node in listed["nodes"]] for name, listed in lists.items()}


async def test_an_entry_is_private_unless_it_is_shared_with_the_room(pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    goal = await in_room(ben, pair)
    post = (await ben.posts(await ben.starts_thread()))["id"]
    session = await pair.past_session("HELD")
    entry = await writes(ben, goalId=goal, postId=post, sessionId=session, kind="REFLECTION")
    first = entry.pop("id")
    assert entry.pop("createdAt").startswith("2026-03-02T08:00")
    assert entry == {
        "__typename": "JournalEntry",
        "kind": "REFLECTION",
        "body": "Wait three seconds.",
        "visibility": "PRIVATE",
        "editedAt": None,
        "version": 1,
        "author": {"handle": "ben"},
        # A goal of a mentorship is about that mentorship, too.
        "mentorship": {"id": pair.id},
        "session": {"id": session},
        "goal": {"id": goal},
        "post": {"id": post},
    }
    alone = (await writes(ben))["id"]
    assert await pair.behind.events(pair.id) == ["GOAL_CHANGED"]
    shared = (await writes(ben, mentorshipId=pair.id, visibility="ROOM"))["id"]
    told = (await pair.behind.happened(pair.id))[1:]
    assert told == [("JOURNAL_ENTRY_SHARED", row_id(shared), row_id(ben.id))]
    assert await pair.told(ada) == [("GOAL_CHANGED", 1)]
    assert await journal(ben, pair) == {
        "all": [shared, alone, first],
        "some": [shared, first],
        "room": [shared, first],
    }
    assert await journal(ben, pair, "REFLECTION") == {
        "all": [shared, alone, first],
        "some": [first],
        "room": [first],
    }
    assert await journal(ada, pair) == {"all": [], "some": [], "room": [shared]}


async def test_what_an_entry_is_about_belongs_together_and_is_visible(network: Network, pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    eve = await network.educator("eve")
    other = await paired(pair.behind, ben, eve)
    there = {"mentorshipId": pair.id}
    goal, elsewhere = await in_room(ben, pair), await in_room(ben, other)
    session, before = await pair.past_session("HELD"), await other.past_session("HELD")
    personal, hidden = (await sets(ben))["id"], await in_room(ada, pair, visibility="PRIVATE")
    public, far = (await sets(eve, visibility="PUBLIC"))["id"], await in_room(eve, other, visibility="PUBLIC")
    unseen = (await ada.posts(await ada.starts_thread(visibility="FOLLOWERS")))["id"]
    async with pair.behind.nothing_happens():
        for astray in (elsewhere, personal):
            assert refusal(await writes(ben, goalId=astray, **there)) == ("INVALID", ["goalId"])
            assert refusal(await writes(ben, goalId=astray, sessionId=session)) == ("INVALID", ["goalId"])
        assert refusal(await writes(ben, sessionId=before, **there)) == ("INVALID", ["sessionId"])
        assert refusal(await writes(ada, sessionId=before)) == ("NOT_FOUND", ["sessionId"])
        for nothing in (hidden, public, pair.id, "nonsense"):
            refused = await writes(ben, goalId=nothing)
            assert (refusal(refused), refused["message"]) == (
                ("NOT_FOUND", ["goalId"]),
                "There is no such goal.",
            )
        # Whether a stranger's public goal belongs to a mentorship stays their secret.
        assert [(await writes(ada, goalId=strange))["message"] for strange in (public, far)] == [
            "There is no such goal."
        ] * 2
        assert refusal(await writes(ben, postId=unseen)) == ("NOT_FOUND", ["postId"])
        assert refusal(await writes(ada, mentorshipId=other.id)) == ("NOT_FOUND", ["mentorshipId"])
    assert (await writes(ben, goalId=goal, **there))["mentorship"] == {"id": pair.id}
    assert (await writes(ada, goalId=goal))["goal"] == {"id": goal}
    assert (await writes(ada, sessionId=session))["mentorship"] == {"id": pair.id}
    assert (await writes(ben, goalId=personal))["mentorship"] is None


async def test_an_entry_that_cannot_be_is_refused_by_the_argument(network: Network, pair: Pair) -> None:
    ben = pair.mentee
    personal = (await sets(ben))["id"]
    async with pair.behind.nothing_happens():
        assert refusal(await writes(ben, visibility="ROOM")) == ("INVALID", ["visibility"])
        assert refusal(await writes(ben, goalId=personal, visibility="ROOM")) == ("INVALID", ["visibility"])
        for body in (" ", "x" * 10_001):
            assert refusal(await writes(ben, body=body)) == ("INVALID", ["body"])
        unsigned = await network.api.perform("writeJournalEntry", ENTRY, kind="ACTION", body="Mine")
        assert unsigned["code"] == "UNAUTHENTICATED"


async def test_an_entry_is_taken_out_by_its_author(network: Network, pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    eve = await network.educator("eve")
    shared = (await writes(ben, mentorshipId=pair.id, visibility="ROOM"))["id"]
    private = (await writes(ben, mentorshipId=pair.id))["id"]
    async with pair.behind.nothing_happens():
        refused = await removes(ada, shared)
        assert (refused["code"], refused["message"]) == (
            "FORBIDDEN",
            "Only the author of a journal entry can change it (an API token needs the scope WRITE).",
        )
        for person, entry in ((ada, private), (eve, shared), (ben, pair.id)):
            assert refusal(await removes(person, entry)) == ("NOT_FOUND", ["journalEntryId"])
    for entry in (private, shared):
        assert (await removes(ben, entry))["author"] == {"handle": "ben"}
        assert refusal(await removes(ben, entry)) == ("NOT_FOUND", ["journalEntryId"])
    assert await journal(ben, pair) == {"all": [], "some": [], "room": []}
    told = [(kind, subject) for kind, subject, _ in await pair.behind.happened(pair.id)]
    assert told == [
        ("JOURNAL_ENTRY_SHARED", row_id(shared)),
        ("MENTORSHIP_CHANGED", row_id(pair.id)),
    ]


async def test_a_closed_room_keeps_what_it_was_shown_and_is_shown_no_more(pair: Pair) -> None:
    ben = pair.mentee
    there = {"mentorshipId": pair.id}
    shared = (await writes(ben, visibility="ROOM", **there))["id"]
    private = (await writes(ben, **there))["id"]
    await pair.becomes("CLOSED")
    async with pair.behind.nothing_happens():
        refused = [await writes(ben, visibility="ROOM", **there), await removes(ben, shared)]
    assert [(answer["code"], answer["message"]) for answer in refused] == [
        ("INVALID_TRANSITION", "This mentorship is closed.")
    ] * 2
    later = (await writes(ben, **there))["id"]
    assert (await removes(ben, private))["__typename"] == "JournalEntryDeleted"
    assert (await journal(ben, pair))["room"] == [later, shared]
    assert await pair.behind.events(pair.id) == ["JOURNAL_ENTRY_SHARED"]


async def test_the_last_reflection_that_shows_a_goal_met_stays(pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    goal = await in_room(ben, pair)
    early = await reflects(ben, goal)
    await ben.api.perform("activateGoal", "", goalId=goal)
    await ben.api.perform("addEvidence", "", goalId=goal, **SHOWN)
    unneeded = await reflects(ben, goal)
    assert (await removes(ben, unneeded))["__typename"] == "JournalEntryDeleted"
    shared = (await writes(ben, kind="REFLECTION", goalId=goal, visibility="ROOM"))["id"]
    others = [await reflects(ada, goal), await reflects(ben, goal, "TAKEAWAY"), early]
    assert (await completes(ben, goal))["status"] == "MET"

    async def stays(entry: str) -> None:
        async with pair.behind.nothing_happens():
            refused = await removes(ben, entry)
        assert (refused["code"], refused["message"]) == (
            "INVALID_TRANSITION",
            "This reflection alone shows that its goal was met; it stays a reflection in your journal.",
        )

    await stays(shared)
    for person, entry in zip((ada, ben, ben), others, strict=True):
        assert (await removes(person, entry))["__typename"] == "JournalEntryDeleted"
    await stays(shared)
    later = await reflects(ben, goal)
    # Of two taken out at once, one stays.
    answers = await asyncio.gather(removes(ben, shared), removes(ben, later))
    assert sorted(answer["__typename"] for answer in answers) == ["JournalEntryDeleted", "Problem"]
    assert await pair.behind.count("journal_entry") == 1


async def test_what_is_private_is_no_activity_in_the_room(pair: Pair) -> None:
    async def idle() -> timedelta:
        at = await pair.behind.connection.fetchval("SELECT last_activity_at FROM mentorship")
        since: timedelta = at - BEGINNING
        return since

    await writes(pair.mentee, mentorshipId=pair.id)
    await in_room(pair.mentee, pair, "activateGoal", visibility="PRIVATE")
    assert await idle() == timedelta(0)
    await writes(pair.mentee, mentorshipId=pair.id, visibility="ROOM")
    assert await idle() > timedelta(0)


async def test_an_entry_is_about_a_step_of_one_s_own_way(pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    await add_topics(pair.behind.connection, "art")
    way = (await enrolls(ben, await offers(ada), visibility="PRIVATE"))["id"]
    entry = await writes(ben, enrollmentId=way, stepKey="try", mentorshipId=pair.id, visibility="ROOM")
    query = """query ($id: ID!) { node(id: $id) { ... on JournalEntry { body
        enrollment { id } step { key } } } }"""
    shown = {"body": "Wait three seconds.", "step": {"key": "try"}}
    assert (await ben.api.data(query, id=entry["id"]))["node"] == {**shown, "enrollment": {"id": way}}
    # The other in the room reads the entry, and not the way, which is Ben's alone.
    assert (await ada.api.data(query, id=entry["id"]))["node"] == {**shown, "enrollment": None}
    async with pair.behind.nothing_happens():
        for person, wrong, at in (
            (ben, {"enrollmentId": way}, ("INVALID", ["stepKey"])),
            (ben, {"stepKey": "try"}, ("INVALID", ["stepKey"])),
            (ben, {"enrollmentId": way, "stepKey": "fly"}, ("NOT_FOUND", ["stepKey"])),
            (ada, {"enrollmentId": way, "stepKey": "try"}, ("NOT_FOUND", ["enrollmentId"])),
        ):
            assert refusal(await writes(person, **wrong)) == at
