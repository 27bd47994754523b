"""Being forgotten: asked for, taken back, carried out; nothing of it is left but what is another's too."""

import gzip
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from app.due import run_due
from resolvers.context import Platform
from resolvers.due.forgetting import FATES, KEPT
from tests.behind import Behind, row_id
from tests.clock import DrivenClock
from tests.communities import joins, starts
from tests.database import KEPT_TABLES
from tests.mentoring import add_topics, asks, mentors
from tests.network import PASSWORD, Network, Person
from tests.resolvers.test_data_export import every_row
from tests.resolvers.test_enrolling import enrolls, sets
from tests.roadmaps import drafts, offers, step
from tests.rooms import a_room

SHAPE = "... on Erasure { posts requestedAt dueAt cancelledAt }"
# What is theirs alone, and what is the other's too.
MINE, OURS = "xq7z", "vb9k"


async def wants(person: Person, posts: str = "DELETE", **more: Any) -> Any:
    given = {"password": PASSWORD, "posts": posts, **more}
    return await person.api.perform("requestErasure", SHAPE, **given)


async def forgotten(person: Person, platform: Platform, clock: DrivenClock, posts: str = "DELETE") -> Any:
    assert (await wants(person, posts))["__typename"] == "Erasure"
    clock.advance(days=30)
    return (await run_due(platform, clock()))["people forgotten"]


async def signs_in(person: Person, network: Network) -> str:
    """A new access token: after thirty days nothing older holds."""
    given = {"email": person.email, "password": PASSWORD}
    signed = await network.api.perform("signIn", "... on SignedIn { accessToken }", **given)
    token: str = signed["accessToken"]
    return token


async def found(connection: asyncpg.Connection, word: str) -> list[str]:
    """Where a word stands: every column of every table, as text, as bytes, and inside compressed files."""
    tables = await connection.fetch(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
        " AND table_type = 'BASE TABLE'"
    )
    places = []
    for name in sorted({row["name"] for row in tables} - KEPT_TABLES):
        for row in await connection.fetch(f"SELECT t.*, to_jsonb(t)::text AS all_text FROM {name} t"):
            files = [value for value in row.values() if isinstance(value, bytes)]
            plain = [gzip.decompress(file) for file in files if file.startswith(b"\x1f\x8b")]
            if word in row["all_text"].lower() or any(word.encode() in file for file in files + plain):
                places.append(name)
    return places


async def remembered(behind: Behind, stream: str) -> list[str]:
    """What happened in a stream in the last thirty days; older events are forgotten by then."""
    sql = "SELECT kind FROM event WHERE stream_id = $1 ORDER BY seq"
    return [row["kind"] for row in await behind.connection.fetch(sql, row_id(stream))]


async def writes_everywhere(ada: Person, network: Network, behind: Behind) -> None:
    """What is Ada's alone, in every table that takes a text of hers."""
    api, eve = ada.api, await network.educator("eve")
    texts = dict.fromkeys(("displayName", "headline", "bio", "organisation", "region"), f"{MINE} text")
    await api.perform("updateProfile", "... on Educator { id }", **texts)
    await mentors(ada, ("art", "SAFE_SPACE"), statement=f"{MINE} statement")
    await mentors(eve, ("art", "SAFE_SPACE"))
    await api.perform(
        "openNeed", "... on Need { id }", topic="art", function="ROLE_MODEL", note=f"{MINE} need"
    )
    entry = {"kind": "REFLECTION", "body": f"{MINE} journal"}
    await api.perform("writeJournalEntry", "... on JournalEntry { id }", **entry)
    thread = await ada.starts_thread(f"{MINE} title", about=f"{MINE} about")
    post = await ada.posts(thread, f"{MINE} post")
    edit = {"postId": post["id"], "body": f"{MINE} again", "expectedVersion": 1}
    await api.perform("editPost", "... on Post { id }", **edit, idempotencyKey=f"{MINE} key")
    await eve.posts(thread, f"I agree with @{ada.handle}.", parentId=post["id"])
    await api.perform("createApiToken", "__typename", name=f"{MINE} phone", scopes=["READ"])
    await asks(ada, eve, message=f"{MINE} {'m' * 50}")
    await api.perform("requestDataExport", "__typename")
    club = await starts(eve, "art-club", joinPolicy="REQUEST")
    await api.perform("joinCommunity", "__typename", communityId=club, reason=f"{MINE} reason")
    await grows_everywhere(ada, eve)


async def grows_everywhere(ada: Person, eve: Person) -> None:
    """What is Ada's alone of roadmaps, communities, pledges and flags."""
    ways = await ada.starts_thread("Ways")
    await performs(ada, "setPledge", threadId=ways, everyDays=7, partnerIds=[eve.id])
    draft = await drafts(ada, "drafted", title=f"{MINE} roadmap")
    offered = await offers(ada, "offered")
    steps = [step("later", title=f"{MINE} step", expectedOutcome=f"{MINE} outcome")]
    await performs(ada, "saveRoadmapDraft", roadmapId=offered, steps=steps)
    assert draft != offered
    way = await enrolls(ada, await offers(eve, "guided"))
    await sets(ada, way["id"], "notice", "IN_PROGRESS", note=f"{MINE} step note")
    shown = {"kind": "REFLECTION", "text": f"{MINE} shown", "capturedOn": "2026-03-01", "noPupilData": True}
    await performs(ada, "addStepEvidence", enrollmentId=way["id"], stepKey="notice", **shown)
    guild = await starts(eve, "guild")
    await joins(ada, guild)
    await performs(ada, "createThread", communityId=guild, title=f"{MINE} home")
    question = {"communityId": guild, "title": f"{MINE} ask", "description": f"{MINE} asked"}
    await performs(ada, "createChallenge", **question)
    theirs = await eve.api.perform(
        "createChallenge", "... on Challenge { id }", communityId=guild, title="Noise"
    )
    solved = {"challengeId": theirs["id"], "stance": "SOLVED", "note": f"{MINE} solution"}
    await performs(ada, "markChallenge", **solved)
    await performs(ada, "flag", targetId=theirs["id"], reason="OTHER", note=f"{MINE} flag")


async def performs(person: Person, mutation: str, **given: Any) -> None:
    """Do something that must succeed."""
    answer = await person.api.perform(mutation, "... on Problem { code message }", **given)
    assert answer["__typename"] != "Problem", answer


@pytest.mark.parametrize("table", sorted(every_row()))
def test_every_table_has_a_fate(table: str) -> None:
    assert (table in {name for name, _ in FATES}) != (table in KEPT)


async def test_nothing_is_left_of_somebody_who_is_forgotten(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    await add_topics(behind.connection, "art")
    ada = await network.educator(f"{MINE}_ada")
    await writes_everywhere(ada, network, behind)
    await run_due(platform, clock())
    before = set(await found(behind.connection, MINE))
    assert before >= {"account", "answer", "api_token", "data_export", "educator", "journal_entry"} | {
        "membership", "mentor_profile", "mentorship_request", "need", "post", "post_revision", "thread",
        "challenge", "challenge_mark", "evidence", "flag", "roadmap", "roadmap_step", "step_progress",
    }  # fmt: skip
    assert await forgotten(ada, platform, clock) == 1
    assert await found(behind.connection, MINE) == []
    assert (await run_due(platform, clock()))["people forgotten"] == 0


async def test_the_other_keeps_the_joint_record_of_a_former_member(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    room = await a_room(network, behind)
    send = {"mentorshipId": room.id, "body": f"{OURS} message"}
    await room.ada.api.perform("sendMessage", "... on Message { id }", **send)
    (session,) = await room.meets(clock())
    assert await forgotten(room.ada, platform, clock) == 1
    room.ben.api = await network.client(await signs_in(room.ben, network))
    shown = await room.shows(
        room.ben,
        """status closeReason mentor { displayName handle bio }
        messages { nodes { body author { displayName } } } sessions { nodes { id } }""",
    )
    assert shown["mentor"].pop("handle").startswith("former_")
    assert shown == {
        "status": "CLOSED",
        "closeReason": "ACCOUNT_CLOSED",
        "mentor": {"displayName": "Former member", "bio": ""},
        "messages": {"nodes": [{"body": f"{OURS} message", "author": {"displayName": "Former member"}}]},
        "sessions": {"nodes": [{"id": session}]},
    }
    assert (await room.told(room.ben))[-1] == "MENTORSHIP_CHANGED"
    assert await remembered(behind, room.id) == ["MENTORSHIP_CHANGED"]


@pytest.mark.parametrize("posts", ["ANONYMISE", "DELETE"])
async def test_posts_stay_without_a_name_or_leave_a_tombstone(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind, posts: str
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread("Quiet mornings")
    post = await ada.posts(thread, "I tried it.")
    await ben.posts(thread, "Well done, @ada!", parentId=post["id"])
    assert await forgotten(ada, platform, clock, posts) == 1
    query = """query ($id: ID!) { thread(id: $id) { title author { handle }
        posts { nodes { body author { handle } } } } }"""
    left = (await network.api.data(query, id=thread))["thread"]
    body = "I tried it." if posts == "ANONYMISE" else None
    nodes = [
        {"body": body, "author": None},
        {"body": "Well done, @former_member!", "author": {"handle": "ben"}},
    ]
    title = "Quiet mornings" if body else "Deleted thread"
    assert left == {"title": title, "author": None, "posts": {"nodes": nodes}}
    assert await remembered(behind, thread) == (["POST_DELETED"] if posts == "DELETE" else [])


async def test_who_is_forgotten_is_gone_for_good(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    ada = await network.educator("ada")
    token = ada.api.token
    assert await forgotten(ada, platform, clock) == 1
    assert "UNAUTHENTICATED" in await ada.api.codes("{ me { email } }")
    signed = await network.api.perform("signIn", "__typename", email=ada.email, password=PASSWORD)
    again = {"email": "new@example.org", "password": PASSWORD, "displayName": "New"}
    taken = await network.api.perform("signUp", "__typename", handle="ada", **again)
    assert (token is not None, signed["__typename"], taken["message"]) == (
        True,
        "Problem",
        "This handle is taken.",
    )
    assert (await network.api.data('{ educator(handle: "ada") { id } }'))["educator"] is None


async def test_a_community_gets_another_owner(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    club = await starts(ada, "art-club")
    for person in (ben, cleo):
        await person.api.perform("joinCommunity", "__typename", communityId=club)
    assert await forgotten(ada, platform, clock) == 1
    rows = await behind.connection.fetch("SELECT educator_id, role FROM membership ORDER BY joined_at")
    assert [tuple(row) for row in rows] == [(row_id(ben.id), "OWNER"), (row_id(cleo.id), "MEMBER")]
    assert await behind.connection.fetchval("SELECT member_count FROM community") == 2


async def test_it_is_asked_for_with_the_password_and_can_be_taken_back(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        refused = [
            await wants(ada, password="wrong password"),
            await network.api.perform("requestErasure", SHAPE, password=PASSWORD, posts="DELETE"),
            await ada.api.perform("cancelErasure", SHAPE),
        ]
    assert [answer["code"] for answer in refused] == ["INVALID", "UNAUTHENTICATED", "CONFLICT"]
    first = await wants(ada)
    async with behind.nothing_happens():
        assert await wants(ada) == first
    changed = await wants(ada, "ANONYMISE")
    assert (changed["dueAt"], changed["posts"]) == (first["dueAt"], "ANONYMISE")
    assert (await ada.api.data(f"{{ me {{ erasure {{ {SHAPE} }} }} }}"))["me"]["erasure"] == {
        key: value for key, value in changed.items() if key != "__typename"
    }
    clock.advance(days=29, hours=23)
    assert (await run_due(platform, clock()))["people forgotten"] == 0
    await ada.signs_in_again()
    assert (await ada.api.perform("cancelErasure", SHAPE))["cancelledAt"] is not None
    clock.advance(days=3)
    assert (await run_due(platform, clock()))["people forgotten"] == 0
    await ada.signs_in_again()
    assert (await ada.api.data("{ me { erasure { dueAt } } }"))["me"]["erasure"] is None


def test_the_documentation_says_what_stays() -> None:
    told = (Path(__file__).parents[2] / "docs" / "erasure.md").read_text()
    assert [table for table, why in KEPT.items() if f"- `{table}`: {why}." not in told] == []
