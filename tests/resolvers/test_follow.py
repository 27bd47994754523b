import asyncio
from typing import Any

import asyncpg
import pytest

from kit.ids import encode_id, uuid7
from tests.api import Api
from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.communities import joins, starts
from tests.network import Network, Person
from tests.problems import refusal

FOLLOW = (
    "... on Follow { id createdAt target { __typename ... on Educator { handle } ... on Topic { slug } } }"
)
UNFOLLOWED = "... on Unfollowed { target { __typename ... on Educator { handle } ... on Topic { slug } } }"
ABSENT = {
    "__typename": "Problem",
    "code": "NOT_FOUND",
    "message": "There is no such educator.",
    "fields": [{"path": ["targetId"], "message": "There is no such educator."}],
}


@pytest.fixture
async def topic(empty: None, connection: asyncpg.Connection) -> str:
    """A topic to follow."""
    key = uuid7(BEGINNING)
    await connection.execute(
        "INSERT INTO topic (id, slug, label, kind) VALUES ($1, 'art', 'Art', 'SUBJECT')", key
    )
    return encode_id("Topic", key)


async def follow(person: Person, target: str, **more: Any) -> Any:
    return await person.api.perform("follow", FOLLOW, targetId=target, **more)


async def unfollow(person: Person, target: str, **more: Any) -> Any:
    return await person.api.perform("unfollow", UNFOLLOWED, targetId=target, **more)


async def followers(person: Person) -> list[str]:
    query = (
        "query ($id: ID!) { node(id: $id) { ... on Educator { followers { totalCount nodes { handle } } } } }"
    )
    page = (await person.api.data(query, id=person.id))["node"]["followers"]
    handles = [node["handle"] for node in page["nodes"]]
    assert page["totalCount"] == len(handles)
    return handles


async def test_an_educator_is_followed_and_hears_of_it(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    made = await follow(ada, ben.id)
    assert made["target"] == {"__typename": "Educator", "handle": "ben"}
    assert made["createdAt"].startswith("2026-03-02T08:00:00")
    assert (await followers(ben), await followers(ada)) == (["ada"], [])
    assert (await behind.events(ben.id), await behind.events(ada.id)) == (["NOTIFICATION_ADDED"], [])
    heard = await ben.api.data("{ me { notifications { nodes { kind actor { handle } } } } }")
    assert heard["me"]["notifications"]["nodes"] == [{"kind": "NEW_FOLLOWER", "actor": {"handle": "ada"}}]


async def test_a_topic_is_followed_and_left(network: Network, behind: Behind, topic: str) -> None:
    ada = await network.educator("ada")
    query = '{ topic(slug: "art") { viewerIsFollowing } }'
    assert (await follow(ada, topic))["target"] == {"__typename": "Topic", "slug": "art"}
    assert await ada.api.data(query) == {"topic": {"viewerIsFollowing": True}}
    assert (await unfollow(ada, topic))["target"] == {"__typename": "Topic", "slug": "art"}
    assert await ada.api.data(query) == {"topic": {"viewerIsFollowing": False}}
    assert await behind.count("event") == 0


async def test_following_twice_is_following_once(network: Network, behind: Behind, topic: str) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    for target in (ben.id, topic):
        first = await follow(ada, target)
        async with behind.nothing_happens():
            assert await follow(ada, target) == first


async def test_ten_follows_at_once_are_one(network: Network, behind: Behind, topic: str) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    for target in (ben.id, topic):
        answers = await asyncio.gather(*(follow(ada, target) for _ in range(10)))
        assert answers == [answers[0]] * 10
        assert answers[0]["__typename"] == "Follow"
    assert await behind.count("follow") == 2
    assert await behind.events(ben.id) == ["NOTIFICATION_ADDED"]


async def test_leaving_twice_is_leaving_once(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await follow(ada, ben.id)
    first = await unfollow(ada, ben.id)
    assert first == {
        "__typename": "Unfollowed",
        "target": {"__typename": "Educator", "handle": "ben"},
    }
    assert await followers(ben) == []
    async with behind.nothing_happens():
        assert await unfollow(ada, ben.id) == first


async def test_one_s_follow_is_one_s_own(network: Network) -> None:
    ada, ben, cleo = [await network.educator(handle) for handle in ("ada", "ben", "cleo")]
    mine = await follow(ada, cleo.id)
    await follow(ben, cleo.id)
    await unfollow(ben, cleo.id)
    assert await followers(cleo) == ["ada"]
    query = "query ($id: ID!) { node(id: $id) { id } }"
    assert await ben.api.data(query, id=mine["id"]) == {"node": None}
    assert await ada.api.data(query, id=mine["id"]) == {"node": {"id": mine["id"]}}


async def test_nobody_follows_themselves(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        assert refusal(await follow(ada, ada.id)) == ("INVALID", ["targetId"])


async def test_nobody_signed_in_follows_nothing(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        made = await network.api.perform("follow", FOLLOW, targetId=ada.id)
        ended = await network.api.perform("unfollow", UNFOLLOWED, targetId=ada.id)
    assert (refusal(made), refusal(ended)) == (("UNAUTHENTICATED", []), ("UNAUTHENTICATED", []))


async def test_who_is_hidden_cannot_be_told_from_who_is_absent(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben", visibility="CONNECTIONS")
    cleo = await network.educator("cleo")
    await cleo.blocks(ada)
    thread = await ada.starts_thread()
    targets = [ben.id, cleo.id, encode_id("Educator", row_id(thread)), thread, "x", ""]
    async with behind.nothing_happens():
        assert [await follow(ada, target) for target in targets] == [ABSENT] * 6
        assert [await unfollow(ada, target) for target in targets] == [ABSENT] * 6


async def test_a_topic_that_is_absent_is_not_found(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    absent = encode_id("Topic", row_id(ada.id))
    async with behind.nothing_happens():
        assert refusal(await follow(ada, absent)) == ("NOT_FOUND", ["targetId"])
        assert refusal(await unfollow(ada, absent)) == ("NOT_FOUND", ["targetId"])


async def test_who_has_hidden_since_can_be_left(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    made = await follow(ada, ben.id)
    await ben.api.perform("updateProfile", "... on Educator { id }", visibility="CONNECTIONS")
    query = "query ($id: ID!) { node(id: $id) { ... on Follow { target { __typename } } } }"
    assert await ada.api.data(query, id=made["id"]) == {"node": {"target": None}}
    assert await unfollow(ada, ben.id) == {"__typename": "Unfollowed", "target": None}
    assert await behind.count("follow") == 0
    assert await unfollow(ada, ben.id) == ABSENT


async def test_a_muted_follower_is_not_heard_of(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await ben.api.perform("mute", "... on Mute { id }", educatorId=ada.id)
    assert (await follow(ada, ben.id))["__typename"] == "Follow"
    assert (await followers(ben), await behind.count("notification")) == (["ada"], 0)


async def test_an_answer_that_is_gone_is_a_conflict(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await follow(ada, ben.id, idempotencyKey="once")
    await unfollow(ada, ben.id)
    async with behind.nothing_happens():
        again = await follow(ada, ben.id, idempotencyKey="once")
    assert refusal(again) == ("CONFLICT", ["idempotencyKey"])


async def test_lists_of_followers_need_no_sign_in(network: Network, api: Api) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben", visibility="MEMBERS")
    cleo = await network.educator("cleo")
    await follow(ada, cleo.id)
    await follow(ben, cleo.id)
    query = (
        '{ educator(handle: "cleo") { followers { totalCount nodes { handle } } following { totalCount } } }'
    )
    listed = (await api.data(query))["educator"]
    assert listed == {
        "followers": {"totalCount": 1, "nodes": [{"handle": "ada"}]},
        "following": {"totalCount": 0},
    }
    assert await followers(cleo) == ["ben", "ada"]


async def test_a_community_is_followed_and_its_new_threads_are_told(network: Network, behind: Behind) -> None:
    ada, ben, cleo = [await network.educator(handle) for handle in ("ada", "ben", "cleo")]
    community = await starts(ada, visibility="LISTED")
    await joins(ben, community)
    for person in (ada, ben, cleo):
        made = await follow(person, community)
        assert made["target"] == {"__typename": "Community"}
        async with behind.nothing_happens():
            assert await follow(person, community) == made
    query = "query ($id: ID!) { node(id: $id) { ... on Community { viewerIsFollowing } } }"
    assert await cleo.api.data(query, id=community) == {"node": {"viewerIsFollowing": True}}
    given = {"communityId": community, "title": "Our bells"}
    await ada.api.perform("createThread", "... on Thread { id }", **given)
    heard = "{ me { notifications { nodes { kind actor { handle } community { id } } } } }"
    for person, count in ((ada, 0), (ben, 1), (cleo, 0)):
        told = (await person.api.data(heard))["me"]["notifications"]["nodes"]
        notice = {"kind": "COMMUNITY_THREAD", "actor": {"handle": "ada"}, "community": {"id": community}}
        assert [one for one in told if one["kind"] == "COMMUNITY_THREAD"] == [notice] * count
    assert (await unfollow(cleo, community))["target"] == {"__typename": "Community"}
    assert await cleo.api.data(query, id=community) == {"node": {"viewerIsFollowing": False}}


async def test_a_hidden_community_is_followed_by_its_members_alone(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    community = await starts(ada, visibility="HIDDEN")
    assert (await follow(ada, community))["__typename"] == "Follow"
    async with behind.nothing_happens():
        assert refusal(await follow(ben, community)) == ("NOT_FOUND", ["targetId"])
        assert refusal(await unfollow(ben, community)) == ("NOT_FOUND", ["targetId"])
