import asyncio
from typing import Any

from tests.api import Api
from tests.behind import Behind
from tests.mentoring import add_topics, are_in, were_asked
from tests.network import Network, Person
from tests.problems import refusal

PROFILE = """status awayUntil capacity introChatsPerWeek statement version activeMentorships openPlaces
    responseRate90d medianFirstResponseHours offers { topic { slug } function }"""
SHAPE = f"... on MentorProfile {{ {PROFILE} }}"
AT_FIRST: dict[str, Any] = {
    "status": "OPEN",
    "awayUntil": None,
    "capacity": 2,
    "introChatsPerWeek": 2,
    "statement": "",
    "version": 1,
    "activeMentorships": 0,
    "openPlaces": 2,
    "responseRate90d": None,
    "medianFirstResponseHours": None,
    "offers": [],
}


async def update(person: Person, **changes: Any) -> Any:
    answer = await person.api.perform("updateMentorProfile", SHAPE, **changes)
    if answer["__typename"] == "MentorProfile":
        del answer["__typename"]
    return answer


async def shown(api: Api, handle: str) -> Any:
    query = f"query ($handle: String!) {{ educator(handle: $handle) {{ mentorProfile {{ {PROFILE} }} }} }}"
    found = (await api.data(query, handle=handle))["educator"]
    return found and found["mentorProfile"]


async def test_a_mentor_profile_is_made_at_first_use_and_changed_afterwards(
    network: Network, behind: Behind
) -> None:
    await add_topics(behind.connection, "art", "reading")
    ada = await network.educator("ada")
    assert await shown(network.api, "ada") is None
    assert await update(ada) == AT_FIRST
    given = {"status": "WAITLIST", "capacity": 0, "introChatsPerWeek": 10, "statement": "Kindly."}
    offers = [
        {"topic": "reading", "function": "ROLE_MODEL"},
        {"topic": "art", "function": "SAFE_SPACE"},
        {"topic": "art", "function": "SAFE_SPACE"},
    ]
    changed = {**AT_FIRST, **given, "openPlaces": 0, "version": 2, "offers": [
        {"topic": {"slug": "art"}, "function": "SAFE_SPACE"},
        {"topic": {"slug": "reading"}, "function": "ROLE_MODEL"},
    ]}  # fmt: skip
    assert await update(ada, **given, offers=offers, expectedVersion=1) == changed
    assert await shown(network.api, "ada") == changed
    assert await update(ada, offers=[]) == {**changed, "version": 3, "offers": []}
    assert await behind.count("event") == 0


async def test_who_is_away_is_back_by_themselves(network: Network, clock: Any) -> None:
    ada = await network.educator("ada")
    until = "2026-03-09T08:00:00+00:00"
    away = {**AT_FIRST, "status": "AWAY", "awayUntil": until}
    assert await update(ada, status="AWAY", awayUntil=until) == away
    assert await update(ada, capacity=3) == {**away, "capacity": 3, "openPlaces": 3, "version": 2}
    clock.advance(days=7, minutes=1)
    back = {**AT_FIRST, "capacity": 3, "openPlaces": 3, "version": 2}
    assert await shown(network.api, "ada") == back
    await ada.signs_in_again()
    assert await update(ada, status="PAUSED") == {**back, "status": "PAUSED", "version": 3}


async def test_what_no_mentor_profile_can_be_is_refused(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art")
    ada = await network.educator("ada")
    offer = {"topic": "art", "function": "SAFE_SPACE"}
    refused: list[tuple[dict[str, Any], str]] = [
        ({"capacity": 11}, "capacity"),
        ({"capacity": -1}, "capacity"),
        ({"introChatsPerWeek": 11}, "introChatsPerWeek"),
        ({"statement": "x" * 2001}, "statement"),
        ({"status": "AWAY"}, "awayUntil"),
        ({"status": "AWAY", "awayUntil": "2026-03-02T07:59:00Z"}, "awayUntil"),
        ({"status": "OPEN", "awayUntil": "2026-03-09T08:00:00Z"}, "awayUntil"),
        ({"awayUntil": "2026-03-09T08:00:00Z"}, "awayUntil"),
        ({"offers": [{"topic": "nothing", "function": "SAFE_SPACE"}]}, "offers"),
        ({"offers": [offer] * 31}, "offers"),
    ]
    async with behind.nothing_happens():
        for changes, argument in refused:
            assert refusal(await update(ada, **changes)) == ("INVALID", [argument]), changes
        assert refusal(await update(ada, expectedVersion=1)) == ("CONFLICT", ["expectedVersion"])
        nobody = await network.api.perform("updateMentorProfile", SHAPE, capacity=1)
    assert refusal(nobody) == ("UNAUTHENTICATED", [])


async def test_an_edit_of_an_older_version_shows_the_newer_one(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    await update(ada)
    await update(ada, capacity=5)
    document = """mutation { updateMentorProfile(input: { capacity: 1, expectedVersion: 1 }) {
        ... on Problem { code current { ... on MentorProfile { capacity version } } } } }"""
    async with behind.nothing_happens():
        answer = (await ada.api.data(document))["updateMentorProfile"]
    assert answer == {"code": "CONFLICT", "current": {"capacity": 5, "version": 2}}


async def test_ten_first_edits_at_once_make_one_profile(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    answers = await asyncio.gather(*(update(ada, capacity=3) for _ in range(10)))
    assert sorted(answer["version"] for answer in answers) == list(range(1, 11))
    assert await behind.count("mentor_profile") == 1


async def test_a_mentor_profile_is_as_visible_as_its_educator(network: Network) -> None:
    ada, ben = await network.educator("ada", visibility="MEMBERS"), await network.educator("ben")
    shape = "... on MentorProfile { id educator { handle } }"
    made = await ada.api.perform("updateMentorProfile", shape)
    query = "query ($id: ID!) { node(id: $id) { ... on MentorProfile { educator { handle } } } }"
    found = {"node": {"educator": {"handle": "ada"}}}
    assert await ben.api.data(query, id=made["id"]) == found
    assert await network.api.data(query, id=made["id"]) == {"node": None}
    await ada.blocks(ben)
    assert await ben.api.data(query, id=made["id"]) == {"node": None}


async def test_a_mentor_is_measured_by_the_requests_of_the_last_ninety_days(
    network: Network, behind: Behind, clock: Any
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await update(ada)
    counted = [(80, 1.0, "DECLINED", False), (70, 2.0, "DECLINED", False), (60, 48.0, "DECLINED", False)]
    others = [(91, 90.0, "DECLINED", False), (50, 90.0, "DECLINED", True), (13, None, "PENDING", False)]
    await were_asked(behind.connection, ben, ada, clock(), *counted, *others, (40, None, "EXPIRED", False))
    four = await shown(ben.api, "ada")
    assert (four["responseRate90d"], four["medianFirstResponseHours"]) == (None, None)
    await were_asked(behind.connection, ben, ada, clock(), (30, 3.0, "DECLINED", False))
    five = await shown(ben.api, "ada")
    # Hours 1, 2, 3 and 48; one of five was never answered.
    assert (five["responseRate90d"], five["medianFirstResponseHours"]) == (0.8, 2.5)
    clock.advance(days=2)
    six = await shown(network.api, "ada")
    assert six["responseRate90d"] == 4 / 6


async def test_sustained_mentorships_that_are_not_closing_take_places(
    network: Network, behind: Behind, clock: Any
) -> None:
    ada = await network.educator("ada")
    await update(ada, capacity=4)
    states = ["FORMING", "ACTIVE", "PAUSED", "CLOSING", "CLOSED"]
    kinds = [*(("SUSTAINED", status) for status in states), ("INFORMAL", "ACTIVE")]
    for number, state in enumerate(kinds):
        ben = await network.educator(f"ben{number}")
        await are_in(behind.connection, ada, ben, clock(), state)
    profile = await shown(network.api, "ada")
    assert (profile["activeMentorships"], profile["openPlaces"]) == (3, 1)
    assert (await update(ada, capacity=2))["openPlaces"] == 0
