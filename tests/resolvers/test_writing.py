from tests.network import Network


async def test_posts_of_a_thread_are_numbered_from_one(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    first, second = await ada.posts(thread), await ada.posts(thread)
    assert (first["seq"], second["seq"]) == (1, 2)
