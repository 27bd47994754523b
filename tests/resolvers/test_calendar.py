import asyncio
from typing import Any
from urllib.parse import urlsplit

from tests.api import Api
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.problems import refusal

FEED = "... on CalendarFeed { url createdAt }"
EDUCATOR = "... on Educator { handle }"
MINE = "{ me { calendarFeed { url createdAt } } }"


async def creates(person: Person, **more: Any) -> Any:
    return await person.api.perform("createCalendarFeed", FEED, **more)


async def revokes(person: Person, **more: Any) -> Any:
    return await person.api.perform("revokeCalendarFeed", EDUCATOR, **more)


async def status(api: Api, url: str) -> int:
    return (await api.http.get(urlsplit(url).path)).status_code


async def test_a_feed_is_made_shown_again_replaced_and_revoked(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    others = await creates(ben)
    assert await ada.api.data(MINE) == {"me": {"calendarFeed": None}}
    first = await creates(ada)
    assert first.pop("__typename") == "CalendarFeed"
    assert first["url"].startswith("http://127.0.0.1:8000/calendar/")
    assert first["createdAt"].startswith("2026-03-02T08:00:00")
    assert await ada.api.data(MINE) == {"me": {"calendarFeed": first}}
    clock.advance(seconds=5)
    second = await creates(ada)
    assert second["createdAt"].startswith("2026-03-02T08:00:05")
    assert await behind.count("calendar_feed") == 2
    assert [await status(network.api, feed["url"]) for feed in (first, second)] == [404, 200]
    assert await revokes(ada) == {"__typename": "Educator", "handle": "ada"}
    assert await ada.api.data(MINE) == {"me": {"calendarFeed": None}}
    assert [await status(network.api, feed["url"]) for feed in (second, others)] == [404, 200]
    async with behind.nothing_happens():
        assert refusal(await revokes(ada)) == ("NOT_FOUND", [])


async def test_of_feeds_made_at_once_one_remains(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    made = await asyncio.gather(*(creates(ada) for _ in range(10)))
    assert len({feed["url"] for feed in made}) == 10
    assert await behind.count("calendar_feed") == 1
    found = [await status(network.api, feed["url"]) for feed in made]
    assert sorted(found) == [200, *[404] * 9]


async def test_a_feed_is_made_and_revoked_once_for_a_key(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    first, *others = await asyncio.gather(*(creates(ada, idempotencyKey="once") for _ in range(4)))
    assert first["__typename"] == "CalendarFeed"
    assert others == [first] * 3
    gone = await revokes(ada, idempotencyKey="twice")
    async with behind.nothing_happens():
        assert await revokes(ada, idempotencyKey="twice") == gone
        assert refusal(await creates(ada, idempotencyKey="once")) == ("CONFLICT", ["idempotencyKey"])
    assert gone == {"__typename": "Educator", "handle": "ada"}


async def test_only_who_signed_in_has_to_do_with_feeds(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    await creates(ada)
    new = "... on NewApiToken { secret }"
    made = await ada.api.perform("createApiToken", new, name="tool", scopes=["READ", "WRITE", "REPORTS"])
    tool = Person(ada.id, ada.handle, await network.client(made["secret"]), "")
    nobody = Person("", "", network.api, "")
    # The address outlives the token: a tool that knew it could read on.
    assert await tool.api.data(MINE) == {"me": {"calendarFeed": None}}
    async with behind.nothing_happens():
        for person, code in ((tool, "FORBIDDEN"), (nobody, "UNAUTHENTICATED")):
            assert refusal(await creates(person)) == (code, [])
            assert refusal(await revokes(person)) == (code, [])
