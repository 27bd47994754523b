import asyncio
from typing import Any

import pytest

from tests.api import Api
from tests.behind import Behind
from tests.communities import COMMUNITY, joins, starts
from tests.mentoring import add_topics
from tests.network import Network
from tests.problems import refusal

GIVEN = {"slug": "quiet-starts", "name": "Quiet starts", "purpose": "To begin lessons calmly."}
LISTED = """query ($topic: String, $search: String) {
    communities(topic: $topic, search: $search) { totalCount nodes { slug } } }"""


async def listed(client: Api, **criteria: Any) -> list[str]:
    found = (await client.data(LISTED, **criteria))["communities"]
    assert found["totalCount"] == len(found["nodes"])
    return [row["slug"] for row in found["nodes"]]


async def test_whoever_starts_a_community_owns_it(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art", "reading")
    ada = await network.educator("ada")
    made = await ada.api.perform("createCommunity", COMMUNITY, **GIVEN, topics=["reading", "art", "reading"])
    assert made == {
        "__typename": "Community",
        "id": made["id"],
        **GIVEN,
        "visibility": "PUBLIC",
        "joinPolicy": "OPEN",
        "postingPolicy": "MEMBERS",
        "memberCount": 1,
        "version": 1,
        "topics": [{"slug": "reading"}, {"slug": "art"}],
        "viewerMembership": {"role": "OWNER", "status": "ACTIVE"},
    }
    found = await network.api.data('{ community(slug: "quiet-starts") { id viewerMembership { role } } }')
    assert found == {"community": {"id": made["id"], "viewerMembership": None}}


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"slug": "ab"}, "INVALID", "slug"),
        ({"slug": "Quiet--Starts"}, "CONFLICT", "slug"),
        ({"slug": "taken"}, "CONFLICT", "slug"),
        ({"name": ""}, "INVALID", "name"),
        ({"purpose": "Too short"}, "INVALID", "purpose"),
        ({"topics": ["nothing"]}, "INVALID", "topics"),
        ({"topics": [f"t{n}" for n in range(11)]}, "INVALID", "topics"),
    ],
)
async def test_what_cannot_be_a_community_is_refused(
    network: Network, behind: Behind, other: dict[str, Any], code: str, field: str
) -> None:
    ada = await network.educator("ada")
    await starts(ada, "taken")
    async with behind.nothing_happens():
        refused = await ada.api.perform("createCommunity", COMMUNITY, **{**GIVEN, **other})
        nobody = await network.api.perform("createCommunity", COMMUNITY, **GIVEN)
    assert refusal(refused) == (code, [field])
    assert refusal(nobody) == ("UNAUTHENTICATED", [])


async def test_communities_are_found_by_topic_and_words_as_far_as_one_may_see_them(
    network: Network, behind: Behind
) -> None:
    await add_topics(behind.connection, "art", "reading")
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    await starts(ada, "open-one", topics=["art"], purpose="For 100% of all readers.")
    await starts(ada, "listed-one", topics=["art", "reading"], visibility="LISTED", name="Drawing")
    hidden = await starts(ada, "hidden-one", topics=["art"], visibility="HIDDEN")
    front, every = ["listed-one", "open-one"], ["hidden-one", "listed-one", "open-one"]
    for client, expected in ((network.api, front), (ben.api, front), (ada.api, every)):
        assert await listed(client) == expected
        assert await listed(client, topic="art") == expected
        assert await listed(client, topic="reading") == ["listed-one"]
        assert await listed(client, search="dRAW") == ["listed-one"]
        assert await listed(client, search="0% of") == ["open-one"]
        assert await listed(client, search="_") == []
    by_id = 'query ($id: ID!) { node(id: $id) { id } community(slug: "hidden-one") { id } }'
    assert await ben.api.data(by_id, id=hidden) == {"node": None, "community": None}
    assert (await ada.api.data(by_id, id=hidden))["community"] == {"id": hidden}
    assert refusal(await joins(ben, hidden)) == ("NOT_FOUND", ["communityId"])
