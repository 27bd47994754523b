import asyncio
from typing import Any

import pytest

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.network import Network, Person
from tests.problems import refusal

MUTE = "... on Mute { id educator { handle } until createdAt }"
UNMUTED = "... on Unmuted { educator { handle } }"
TOMORROW = "2026-03-03T08:00:00+00:00"


async def mute(person: Person, educator: str, **more: Any) -> Any:
    return await person.api.perform("mute", MUTE, educatorId=educator, **more)


async def unmute(person: Person, educator: str, **more: Any) -> Any:
    return await person.api.perform("unmute", UNMUTED, educatorId=educator, **more)


async def muted(person: Person) -> list[tuple[str, str | None]]:
    page = (await person.api.data("{ me { mutes { nodes { educator { handle } until } } } }"))["me"]["mutes"]
    return [(node["educator"]["handle"], node["until"]) for node in page["nodes"]]


async def test_an_educator_is_muted_and_never_knows(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    made = await mute(ada, ben.id)
    assert (made["educator"], made["until"]) == ({"handle": "ben"}, None)
    assert made["createdAt"].startswith("2026-03-02T08:00:00")
    assert (await muted(ada), await muted(ben)) == ([("ben", None)], [])
    assert await behind.count("event") == 0
    assert (await ben.follows(ada.id))["__typename"] == "Follow"
    query = "query ($id: ID!) { node(id: $id) { id } }"
    assert await ben.api.data(query, id=made["id"]) == {"node": None}


async def test_a_mute_gets_another_end(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    first = await mute(ada, ben.id, until=TOMORROW)
    assert first["until"] == TOMORROW
    async with behind.nothing_happens():
        assert await mute(ada, ben.id, until="2026-03-03T09:00:00+01:00") == first
    assert await mute(ada, ben.id) == {**first, "until": None}
    assert await muted(ada) == [("ben", None)]


async def test_ten_mutes_at_once_are_one(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    first, *others = await asyncio.gather(*(mute(ada, ben.id) for _ in range(10)))
    assert (first["__typename"], others) == ("Mute", [first] * 9)
    assert await behind.count("mute") == 1


async def test_a_muted_educator_is_heard_again(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await mute(ada, ben.id)
    assert await unmute(ada, ben.id) == {"__typename": "Unmuted", "educator": {"handle": "ben"}}
    assert await muted(ada) == []
    async with behind.nothing_happens():
        assert refusal(await unmute(ada, ben.id)) == ("NOT_FOUND", ["educatorId"])


async def test_who_has_hidden_since_can_be_unmuted(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await mute(ada, ben.id)
    await ben.blocks(ada)
    assert await unmute(ada, ben.id) == {"__typename": "Unmuted", "educator": None}


@pytest.mark.parametrize(
    "until",
    ["2026-03-02T08:00:00Z", "2020-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2026-03-02T09:30:00+02:00"],
)
async def test_a_mute_ends_in_the_future(network: Network, behind: Behind, until: str) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    async with behind.nothing_happens():
        assert refusal(await mute(ada, ben.id, until=until)) == ("INVALID", ["until"])


async def test_nobody_mutes_themselves(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        assert refusal(await mute(ada, ada.id)) == ("INVALID", ["educatorId"])


async def test_nobody_signed_in_mutes_nobody(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        made = await network.api.perform("mute", MUTE, educatorId=ada.id)
        ended = await network.api.perform("unmute", UNMUTED, educatorId=ada.id)
    assert (refusal(made), refusal(ended)) == (("UNAUTHENTICATED", []), ("UNAUTHENTICATED", []))


async def test_who_is_hidden_cannot_be_told_from_who_is_absent(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben", visibility="CONNECTIONS")
    cleo = await network.educator("cleo")
    await cleo.blocks(ada)
    thread = await ada.starts_thread()
    targets = [ben.id, cleo.id, encode_id("Educator", row_id(thread)), thread, "x", ""]
    async with behind.nothing_happens():
        made = [await mute(ada, target) for target in targets]
        ended = [await unmute(ada, target) for target in targets]
    assert made == [made[0]] * 6
    assert ended[:3] == [ended[0]] * 3
    assert refusal(made[0]) == refusal(ended[0]) == ("NOT_FOUND", ["educatorId"])
