"""Entries of a journal are changed by their author, by the rules of writing."""

from typing import Any

from tests.behind import row_id
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.pairs import Pair
from tests.problems import refusal
from tests.resolvers.test_goal import SHOWN, completes, in_room, reflects
from tests.resolvers.test_journal import ENTRY, writes


async def changes(person: Person, entry: str, **news: Any) -> Any:
    return await person.api.perform("updateJournalEntry", ENTRY, journalEntryId=entry, **news)


async def test_what_is_given_of_an_entry_changes(pair: Pair, clock: DrivenClock) -> None:
    ben, behind = pair.mentee, pair.behind
    goal = await in_room(ben, pair, visibility="PRIVATE")
    entry = await writes(ben, goalId=goal)
    news: dict[str, Any]
    for minute, news in enumerate(
        ({"body": "Wait five seconds."}, {"kind": "QUESTION"}, {"kind": "ACTION", "body": "Wait."}), 1
    ):
        clock.advance(minutes=1)
        now = await changes(ben, entry["id"], **news)
        assert now["editedAt"].startswith(f"2026-03-02T08:0{minute}")
        assert now == {**entry, **news, "version": minute + 1, "editedAt": now["editedAt"]}
        entry = now
    assert await behind.events(pair.id) == []
    async with behind.nothing_happens():
        assert await changes(ben, entry["id"], body="Wait.", kind=None, visibility="PRIVATE") == entry
    told = []
    for version, news in enumerate(
        ({"visibility": "ROOM"}, {"body": "Wait ten seconds."}, {"visibility": "PRIVATE"}), 5
    ):
        now = await changes(ben, entry["id"], **news)
        # Who may read it is no part of what it says.
        assert (now["editedAt"] == entry["editedAt"]) == ("body" not in news)
        assert now == {**entry, **news, "version": version, "editedAt": now["editedAt"]}
        entry = now
        there = {"id": entry["id"]} if entry["visibility"] == "ROOM" else None
        query = "query ($id: ID!) { node(id: $id) { id } }"
        told.append((await pair.mentor.api.data(query, id=entry["id"]))["node"] == there)
    assert told == [True] * 3
    assert await behind.happened(pair.id) == [
        ("JOURNAL_ENTRY_SHARED", row_id(entry["id"]), row_id(ben.id)),
        ("JOURNAL_ENTRY_CHANGED", row_id(entry["id"]), row_id(ben.id)),
        # What the other no longer sees is told as a change of the room.
        ("MENTORSHIP_CHANGED", row_id(pair.id), row_id(ben.id)),
    ]
    assert await pair.told(pair.mentor) == []


async def test_a_change_based_on_an_older_version_is_refused_with_the_entry_as_it_is(pair: Pair) -> None:
    ben = pair.mentee
    entry = (await writes(ben, mentorshipId=pair.id, visibility="ROOM"))["id"]
    assert (await changes(ben, entry, body="Newer", expectedVersion=1))["version"] == 2
    shape = "... on Problem { code message current { ... on JournalEntry { id body version } } }"
    given = {"journalEntryId": entry, "body": "Older", "expectedVersion": 1}
    async with pair.behind.nothing_happens():
        refused = await ben.api.perform("updateJournalEntry", shape, **given)
    assert (refused["code"], refused["message"]) == ("CONFLICT", "This journal entry is at version 2 by now.")
    assert refused["current"] == {"id": entry, "body": "Newer", "version": 2}


async def test_an_entry_changes_by_its_author_alone_and_keeps_to_its_bounds(
    network: Network, pair: Pair
) -> None:
    ada, ben = pair.mentor, pair.mentee
    eve = await network.educator("eve")
    shared = (await writes(ben, mentorshipId=pair.id, visibility="ROOM"))["id"]
    private, alone = (await writes(ben, mentorshipId=pair.id))["id"], (await writes(ben))["id"]
    async with pair.behind.nothing_happens():
        refused = await changes(ada, shared, body="Mine")
        assert (refused["code"], refused["message"]) == (
            "FORBIDDEN",
            "Only the author of a journal entry can change it (an API token needs the scope WRITE).",
        )
        for person, entry in ((ada, private), (eve, shared), (ben, pair.id), (ben, "nonsense")):
            assert refusal(await changes(person, entry, body="x")) == ("NOT_FOUND", ["journalEntryId"])
        for body in (" ", "x" * 10_001):
            assert refusal(await changes(ben, shared, body=body)) == ("INVALID", ["body"])
        refused = await changes(ben, alone, visibility="ROOM")
        assert (refusal(refused), refused["message"]) == (
            ("INVALID", ["visibility"]),
            "An entry that is about no mentorship is PRIVATE.",
        )
        unsigned = Person("", "", network.api, "")
        assert (await changes(unsigned, shared, body="x"))["code"] == "UNAUTHENTICATED"


async def test_what_a_closed_room_was_shown_stays_as_it_is(pair: Pair) -> None:
    ben = pair.mentee
    shared = (await writes(ben, mentorshipId=pair.id, visibility="ROOM"))["id"]
    private = (await writes(ben, mentorshipId=pair.id))["id"]
    await pair.becomes("CLOSED")
    async with pair.behind.nothing_happens():
        late = [
            await changes(ben, shared, body="Wait."),
            await changes(ben, shared, visibility="PRIVATE"),
            await changes(ben, private, visibility="ROOM"),
        ]
    assert [(answer["code"], answer["message"]) for answer in late] == [
        ("INVALID_TRANSITION", "This mentorship is closed.")
    ] * 3
    assert (await changes(ben, private, body="Wait."))["body"] == "Wait."
    assert await pair.behind.events(pair.id) == ["JOURNAL_ENTRY_SHARED"]


async def test_what_a_goal_was_met_with_keeps_its_words_and_the_last_stays_a_reflection(
    pair: Pair, clock: DrivenClock
) -> None:
    ben, goal = pair.mentee, await in_room(pair.mentee, pair)
    early = await reflects(ben, goal)
    await ben.api.perform("activateGoal", "", goalId=goal)
    await ben.api.perform("addEvidence", "", goalId=goal, **SHOWN)
    reflection, takeaway = await reflects(ben, goal), await reflects(ben, goal, "TAKEAWAY")
    # Until it is met, nothing rests on them.
    assert (await changes(ben, reflection, body="It helps."))["body"] == "It helps."
    assert (await completes(ben, goal))["status"] == "MET"

    async def stays(message: str, **news: Any) -> None:
        async with pair.behind.nothing_happens():
            refused = await changes(ben, reflection, **news)
        assert (refused["code"], refused["message"]) == ("INVALID_TRANSITION", message)

    words = "Its goal was met with this reflection; what it says stays as it was."
    alone = "This reflection alone shows that its goal was met; it stays a reflection in your journal."
    await stays(words, body="It helped.")
    await stays(words, body="It helped.", kind="TAKEAWAY")
    await stays(alone, kind="TAKEAWAY")
    assert (await changes(ben, reflection, visibility="ROOM"))["visibility"] == "ROOM"
    clock.advance(minutes=1)
    later = await reflects(ben, goal)
    for other in (early, takeaway, later):
        assert (await changes(ben, other, body="Changed."))["body"] == "Changed."
    await stays(words, body="It helped.")
    assert (await changes(ben, reflection, kind="TAKEAWAY"))["kind"] == "TAKEAWAY"
