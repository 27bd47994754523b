"""Two servers on one database: what is written through one reaches the listeners of the other."""

import asyncio

from tests.api import Api
from tests.events.test_stream import TAIL
from tests.live.conftest import Serve
from tests.network import PASSWORD, Network

SIGN_IN = "... on SignedIn { accessToken }"


async def test_a_post_written_through_one_server_reaches_the_listeners_of_the_other(
    network: Network, serve: Serve
) -> None:
    # No sweep comes to help: what arrives, a hint has brought.
    other = await serve(SWEEP_SECONDS="3600", HEARTBEAT_SECONDS="3600")
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    async with Api(other.address) as api:
        token = (await api.perform("signIn", SIGN_IN, email=ada.email, password=PASSWORD))["accessToken"]
    async with (
        Api(other.address, token) as there,
        there.subscribe(TAIL, id=thread) as tail_there,
        ada.api.subscribe(TAIL, id=thread) as tail_here,
        asyncio.timeout(60),
    ):
        for tail in (tail_here, tail_there):
            assert await tail.until("CaughtUp") == []
        await ada.posts(thread)
        assert (await tail_there.event())["post"]["seq"] == 1
        arguments = {"threadId": thread, "kind": "PROGRESS", "body": "From the other side."}
        await there.perform("addPost", "... on Post { id }", **arguments)
        assert [(await tail_here.event())["post"]["seq"] for _ in range(2)] == [1, 2]
        assert (await tail_there.event())["post"]["seq"] == 2
