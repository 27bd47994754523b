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
