from typing import Any

from tests.clock import DrivenClock
from tests.network import Network, Person

FEED = """query ($first: Int, $after: String, $last: Int, $before: String) { me {
    feed(first: $first, after: $after, last: $last, before: $before) {
        totalCount nodes { body } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } }"""


async def page(person: Person, **arguments: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await person.api.data(FEED, **arguments))["me"]["feed"]
    return found


async def bodies(person: Person, **arguments: Any) -> list[str]:
    return [node["body"] for node in (await page(person, **arguments))["nodes"]]


async def test_the_feed_holds_what_the_followed_opened_newest_first(network: Network) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    await cleo.follows(ada.id)
    of_ada, of_ben, of_cleo = [await person.starts_thread() for person in (ada, ben, cleo)]
    first = await ada.posts(of_ada, "Ada one")
    await ben.posts(of_ben, "Ben one")
    own = await cleo.posts(of_cleo, "Own")
    await ada.posts(of_cleo, "A reply", parentId=own["id"])
    gone = await ada.posts(of_ada, "Gone")
    await ada.posts(await ada.starts_thread(visibility="FOLLOWERS"), "Ada two")
    await ada.api.perform("deletePost", "... on Post { id }", postId=gone["id"])
    await ada.posts(of_ada, "Another reply", parentId=first["id"])
    assert await bodies(cleo) == ["Ada two", "Ada one"]
    await cleo.follows(ben.id)
    assert await bodies(cleo) == ["Ada two", "Ben one", "Ada one"]
    await ada.blocks(cleo)
    assert await bodies(cleo) == ["Ben one"]
    assert (await page(cleo))["totalCount"] == 1


async def test_the_muted_are_left_out_until_the_mute_ends(network: Network, clock: DrivenClock) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await ben.follows(ada.id)
    await ada.posts(await ada.starts_thread(), "News")
    mute: dict[str, Any] = {"educatorId": ada.id, "until": "2026-03-02T08:05:00Z"}
    await ben.api.perform("mute", "... on Mute { id }", **mute)
    hidden = await page(ben)
    assert (hidden["nodes"], hidden["totalCount"]) == ([], 0)
    clock.advance(minutes=5)
    assert await bodies(ben) == ["News"]
    await ben.api.perform("mute", "... on Mute { id }", educatorId=ada.id)
    assert await bodies(ben) == []
    await ben.api.perform("unmute", "... on Unmuted { __typename }", educatorId=ada.id)
    assert await bodies(ben) == ["News"]


async def test_pages_stay_where_they_are_while_posts_arrive(network: Network) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    for followed in (ada, ben):
        await cleo.follows(followed.id)
    threads = {person.handle: await person.starts_thread() for person in (ada, ben)}
    for number in range(3):
        for person in (ada, ben):
            await person.posts(threads[person.handle], f"{person.handle} {number}")
    seen: list[str] = []
    after: str | None = None
    for size in (1, 2, 3):
        part = await page(cleo, first=size, after=after)
        seen += [node["body"] for node in part["nodes"]]
        after = part["pageInfo"]["endCursor"]
        await ada.posts(threads["ada"], "Meanwhile")
    expected = ["ben 2", "ada 2", "ben 1", "ada 1", "ben 0", "ada 0"]
    assert (seen, part["pageInfo"]["hasNextPage"]) == (expected, False)
    back = await page(cleo, last=2, before=part["pageInfo"]["startCursor"])
    assert [node["body"] for node in back["nodes"]] == ["ada 2", "ben 1"]
    assert back["totalCount"] == 9


async def test_nobody_signed_in_has_no_feed(network: Network) -> None:
    assert await network.api.data(FEED) == {"me": None}


async def test_a_feed_refuses_sizes_and_cursors_that_are_none(network: Network) -> None:
    ada = await network.educator("ada")
    for wrong in ({"first": 0}, {"first": 101}, {"last": 0}, {"first": 1, "last": 1}, {"after": "nonsense"}):
        assert await ada.api.codes(FEED, **wrong) == ["INVALID"]
