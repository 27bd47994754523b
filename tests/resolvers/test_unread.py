from tests.behind import Behind
from tests.network import Network, Person

SUBSCRIPTION = "... on ThreadSubscription { level lastReadSeq unreadCount }"
POST = "... on Post { id }"


async def reads_to(person: Person, thread: str, seq: int) -> tuple[int, int]:
    """Where the reader stands after marking, and how much is unread."""
    answer = await person.api.perform("markRead", SUBSCRIPTION, threadId=thread, seq=seq)
    return answer["lastReadSeq"], answer["unreadCount"]


async def unread(person: Person, thread: str) -> int:
    query = "query ($id: ID!) { thread(id: $id) { viewerSubscription { unreadCount } } }"
    count: int = (await person.api.data(query, id=thread))["thread"]["viewerSubscription"]["unreadCount"]
    return count


async def test_unread_are_the_standing_posts_of_others(network: Network) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    thread = await ada.starts_thread()
    posts = [(await ada.posts(thread))["id"] for _ in range(3)]
    await ben.posts(thread, parentId=posts[0])
    await cleo.posts(thread, parentId=posts[0])
    assert await reads_to(ben, thread, 0) == (0, 4)
    assert await unread(ada, thread) == 2
    await ada.api.perform("deletePost", POST, postId=posts[2])
    assert await unread(ben, thread) == 3
    await ben.blocks(cleo)
    assert await unread(ben, thread) == 2
    assert await reads_to(ben, thread, 1) == (1, 1)
    await ada.posts(thread)
    assert await unread(ben, thread) == 2


async def test_what_was_read_stays_read(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    for _ in range(3):
        await ada.posts(thread)
    places = [await reads_to(ben, thread, seq) for seq in (1, 3, 2, 0, 3)]
    assert places == [(1, 2), (3, 0), (3, 0), (3, 0), (3, 0)]
    assert await behind.count("event") == 3


async def test_nobody_reads_ahead_of_what_is_written(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    await ada.posts(thread)
    assert await reads_to(ben, thread, 2_000_000_000) == (1, 0)
    await ada.posts(thread)
    assert await unread(ben, thread) == 1
    async with behind.nothing_happens():
        refused = await ben.api.perform("markRead", SUBSCRIPTION, threadId=thread, seq=-1)
    assert (refused["code"], refused["fields"][0]["path"]) == ("INVALID", ["seq"])


async def test_marking_and_subscribing_leave_each_other_alone(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    await ada.posts(thread)
    first = await ben.api.perform("markRead", SUBSCRIPTION, threadId=thread, seq=1)
    await ada.posts(thread)
    second = await ben.api.perform("setThreadSubscription", SUBSCRIPTION, threadId=thread, level="WATCHING")
    third = await ben.api.perform("markRead", SUBSCRIPTION, threadId=thread, seq=2)
    assert [(row["level"], row["lastReadSeq"], row["unreadCount"]) for row in (first, second, third)] == [
        ("NORMAL", 1, 0),
        ("WATCHING", 1, 1),
        ("WATCHING", 2, 0),
    ]
