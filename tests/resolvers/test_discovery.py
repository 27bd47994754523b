import asyncio
from typing import Any

import pytest

from tests.api import Api
from tests.behind import Behind
from tests.mentoring import add_topics, are_in, mentors, were_asked
from tests.network import Network, Person


async def found(api: Api, filter: dict[str, Any] | None = None, **more: Any) -> list[str]:
    query = """query ($filter: MentorFilter, $orderBy: MentorOrder! = NEWEST) {
        mentors(filter: $filter, orderBy: $orderBy) { totalCount nodes { handle } } }"""
    page = (await api.data(query, filter=filter, **more))["mentors"]
    handles = [node["handle"] for node in page["nodes"]]
    assert page["totalCount"] == len(handles)
    return handles


@pytest.fixture
async def people(network: Network, behind: Behind) -> list[Person]:
    """Ada and Ben, who can be asked, and Cem, who can not."""
    await add_topics(behind.connection, "art", "reading")
    ada, ben, cem = await asyncio.gather(*map(network.educator, ("ada", "ben", "cem")))
    profile = {"languages": ["en", "pt"], "country": "PT", "phases": [1, 2], "headline": "Fractions"}
    await ada.api.perform("updateProfile", "__typename", **profile)
    await mentors(ada, ("art", "SAFE_SPACE"), ("reading", "ROLE_MODEL"))
    await mentors(ben, ("art", "ROLE_MODEL"), status="WAITLIST", capacity=0)
    await mentors(cem, ("art", "SAFE_SPACE"), status="PAUSED")
    return [ada, ben, cem]


async def test_mentors_are_found_by_what_they_offer_and_who_they_are(
    network: Network, behind: Behind, people: list[Person]
) -> None:
    for filter, expected in [
        (None, ["ben", "ada"]),
        ({"topics": ["art"]}, ["ben", "ada"]),
        ({"topics": ["art"], "functions": ["SAFE_SPACE"]}, ["ada"]),
        # Both are offered, but not together.
        ({"topics": ["reading"], "functions": ["SAFE_SPACE"]}, []),
        ({"topics": ["reading", "art"], "functions": ["ROLE_MODEL"]}, ["ben", "ada"]),
        ({"functions": ["SAFE_SPACE", "SPONSORSHIP"]}, ["ada"]),
        ({"topics": ["nothing"]}, []),
        ({"languages": ["pt", "de"]}, ["ada"]),
        ({"countries": ["PT"]}, ["ada"]),
        ({"countries": ["GB"]}, []),
        ({"phases": [2, 3]}, ["ada"]),
        ({"phases": [3]}, []),
        ({"hasOpenPlace": True}, ["ada"]),
        ({"hasOpenPlace": False}, ["ben", "ada"]),
        ({"query": "fraction"}, ["ada"]),
        ({"query": "ben"}, ["ben"]),
        ({"query": "fraction -ada"}, []),
        ({"topics": ["art"], "languages": ["en"], "hasOpenPlace": True, "query": "ada"}, ["ada"]),
    ]:
        assert await found(network.api, filter) == expected, filter
    assert await found(network.api, orderBy="OLDEST") == ["ada", "ben"]


async def test_only_mentors_who_can_be_asked_are_found(
    network: Network, people: list[Person], clock: Any
) -> None:
    ada, ben, cem = people
    assert await found(ada.api) == ["ben"]
    assert await found(cem.api) == ["ben", "ada"]
    await ben.api.perform("updateProfile", "__typename", visibility="CONNECTIONS")
    assert await found(cem.api) == ["ada"]
    await ada.blocks(cem)
    assert await found(cem.api) == []
    await mentors(ada, status="AWAY", awayUntil="2026-03-04T08:00:00Z")
    assert await found(network.api) == []
    clock.advance(days=2)
    assert await found(network.api) == ["ada"]
    await ada.signs_in_again()
    await mentors(ada, status="CLOSED")
    assert await found(network.api) == []


async def test_mentors_with_a_place_who_answer_soon_are_found(
    network: Network, behind: Behind, people: list[Person], clock: Any
) -> None:
    ada, ben, cem = people
    answered = [(30 + day, 20.0, "DECLINED", False) for day in range(4)]
    await were_asked(behind.connection, cem, ada, clock(), *answered)
    assert await found(network.api, {"respondsWithinHours": 24}) == []
    await were_asked(behind.connection, cem, ada, clock(), (20, 20.0, "DECLINED", False))
    assert await found(network.api, {"respondsWithinHours": 20}) == ["ada"]
    assert await found(network.api, {"respondsWithinHours": 19}) == []
    for mentee in (ben, cem):
        assert await found(network.api, {"hasOpenPlace": True}) == ["ada"]
        await are_in(behind.connection, ada, mentee, clock(), ("SUSTAINED", "FORMING"))
    assert await found(network.api, {"hasOpenPlace": True}) == []


async def test_a_filter_that_cannot_be_is_refused(network: Network) -> None:
    query = "query ($filter: MentorFilter) { mentors(filter: $filter) { totalCount } }"
    bad: list[dict[str, Any]] = [
        {"phases": [9]},
        {"respondsWithinHours": 0},
        {"respondsWithinHours": 2161},
        {"query": "x" * 201},
    ]
    for filter in bad:
        assert await network.api.codes(query, filter=filter) == ["INVALID"]
