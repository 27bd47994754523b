import asyncio

from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network

THREAD = "... on Thread { id status version concludedAt }"


async def test_concluding_ends_a_thread_once(network: Network, behind: Behind, clock: DrivenClock) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    clock.advance(minutes=9)
    done = await ada.api.perform("concludeThread", THREAD, threadId=thread)
    assert (done["status"], done["version"], done["concludedAt"][:16]) == (
        "CONCLUDED",
        2,
        "2026-03-02T08:09",
    )
    assert await behind.events(thread) == ["THREAD_CHANGED"]
    async with behind.nothing_happens():
        again = await ada.api.perform("concludeThread", THREAD, threadId=thread)
    assert (again["code"], again["message"]) == (
        "INVALID_TRANSITION",
        "Only an open thread can be concluded; this one is concluded.",
    )


async def test_a_concluded_thread_takes_no_more_posts(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    await ada.api.perform("concludeThread", THREAD, threadId=thread)
    async with behind.nothing_happens():
        refusals = [await ada.posts(thread), await ada.posts(thread, parentId=post["id"])]
    assert [(refusal["code"], refusal["message"]) for refusal in refusals] == [
        ("INVALID_TRANSITION", "This thread is concluded; it takes no more posts.")
    ] * 2


async def test_a_locked_thread_takes_no_posts_and_is_not_concluded(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await behind.connection.execute("UPDATE thread SET status = 'LOCKED'")
    async with behind.nothing_happens():
        refusals = [
            await ada.posts(thread),
            await ada.api.perform("concludeThread", THREAD, threadId=thread),
        ]
    assert [refusal["code"] for refusal in refusals] == ["INVALID_TRANSITION"] * 2


async def test_no_post_comes_after_the_conclusion(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    done, *answers = await asyncio.gather(
        ada.api.perform("concludeThread", THREAD, threadId=thread), *(ada.posts(thread) for _ in range(8))
    )
    assert done["status"] == "CONCLUDED"
    posts = sorted(answer["seq"] for answer in answers if answer["__typename"] == "Post")
    refused = [answer["code"] for answer in answers if answer["__typename"] == "Problem"]
    assert posts == list(range(1, len(posts) + 1))
    assert refused == ["INVALID_TRANSITION"] * (8 - len(posts))
    assert await behind.events(thread) == ["POST_ADDED"] * len(posts) + ["THREAD_CHANGED"]
