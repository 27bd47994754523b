from typing import Any

from tests.network import Network

TAIL = """subscription ThreadTail($id: ID!, $after: String) {
  threadEvents(threadId: $id, after: $after) {
    __typename cursor
    ... on PostAdded { post { id seq kind body author { id handle displayName } } }
    ... on PostEdited { post { id seq body editedAt } }
    ... on PostDeleted { postId }
    ... on ResyncRequired { reason }
    ... on AccessRevoked { reason }
  }
}"""

POLL = """query ($id: ID!, $after: String) { thread(id: $id) { events(first: 1, after: $after) {
    nodes { __typename } edges { cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""


async def test_who_polls_goes_on_from_the_end_of_each_page_though_it_be_empty(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()

    async def page(after: str | None) -> Any:
        return (await ada.api.data(POLL, id=thread, after=after))["thread"]["events"]

    assert (await page(None))["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }
    for _ in range(2):
        await ada.posts(thread)
    first = await page(None)
    second = await page(end := first["pageInfo"]["endCursor"])
    assert [edge["cursor"] for edge in first["edges"]] == [end] == [first["pageInfo"]["startCursor"]]
    assert [one["pageInfo"]["hasNextPage"] for one in (first, second)] == [True, False]
    end = second["pageInfo"]["endCursor"]
    empty = {"hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": end}
    assert await page(end) == {"nodes": [], "edges": [], "pageInfo": empty}


async def test_a_post_arrives_live(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    async with ben.api.subscribe(TAIL, id=thread) as tail:
        assert await tail.until("CaughtUp") == []
        post = await ada.posts(thread, "First light.")
        event = await tail.event()
        assert (event["__typename"], event["post"]["id"]) == ("PostAdded", post["id"])
        await ada.blocks(ben)
        assert (await tail.event())["__typename"] == "AccessRevoked"
