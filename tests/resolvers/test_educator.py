from typing import Any

import asyncpg
import pytest

from kit.ids import uuid7
from tests.api import Api
from tests.behind import Behind
from tests.clock import BEGINNING
from tests.network import Network, Person
from tests.problems import refusal

PROFILE = """... on Educator { handle displayName headline bio role careerStage phases organisation country
    region languages visibility version subjects { slug } }"""
FULL: dict[str, Any] = {
    "displayName": "Ada Lima",
    "headline": "Chemistry without fear",
    "bio": "I *like* questions.",
    "role": "INSTRUCTIONAL_COACH",
    "careerStage": "MID_3_9",
    "phases": [3, 2],
    "subjects": ["science", "mathematics"],
    "organisation": "Escola do Rio",
    "country": "PT",
    "region": "Porto",
    "languages": ["pt-PT", "en"],
    "visibility": "MEMBERS",
}


@pytest.fixture
async def ada(network: Network, connection: asyncpg.Connection) -> Person:
    """Somebody with a profile as it comes, in a network with nine subjects."""
    slugs = ["science", "mathematics", *(f"subject-{n}" for n in range(7))]
    for slug in slugs:
        await connection.execute(
            "INSERT INTO topic (id, slug, label, kind) VALUES ($1, $2, $2, 'SUBJECT')", uuid7(BEGINNING), slug
        )
    return await network.educator("ada")


async def update(person: Person, **changes: Any) -> Any:
    return await person.api.perform("updateProfile", PROFILE, **changes)


async def test_a_profile_is_filled_in(ada: Person, behind: Behind) -> None:
    changed = await update(ada, **FULL)
    assert changed == {
        "__typename": "Educator",
        "handle": "ada",
        **FULL,
        "phases": [2, 3],
        "subjects": [{"slug": "science"}, {"slug": "mathematics"}],
        "version": 2,
    }
    assert await behind.count("event") == 0


async def test_what_is_not_given_stays(ada: Person) -> None:
    filled = await update(ada, **FULL)
    changed = await update(ada, headline="", phases=[], subjects=[])
    assert changed == {**filled, "headline": "", "phases": [], "subjects": [], "version": 3}


async def test_what_is_given_twice_in_a_list_counts_once(ada: Person) -> None:
    changed = await update(
        ada, phases=[2, 1, 2], languages=["en", "pt", "en"], subjects=["science", "science"]
    )
    assert (changed["phases"], changed["languages"]) == ([1, 2], ["en", "pt"])
    assert changed["subjects"] == [{"slug": "science"}]


@pytest.mark.parametrize(
    ("wrong", "paths"),
    [
        ({"displayName": ""}, ["displayName"]),
        ({"displayName": "\t \n"}, ["displayName"]),
        ({"displayName": "x" * 81}, ["displayName"]),
        ({"headline": "x" * 121}, ["headline"]),
        ({"bio": "x" * 2001}, ["bio"]),
        ({"bio": "nul\x00"}, ["bio"]),
        ({"organisation": "x" * 121}, ["organisation"]),
        ({"region": "x" * 81}, ["region"]),
        ({"displayName": "", "bio": "x" * 2001}, ["displayName", "bio"]),
        ({"phases": [9]}, ["phases"]),
        ({"phases": [-1]}, ["phases"]),
        ({"country": "pt"}, ["country"]),
        ({"country": "PRT"}, ["country"]),
        ({"country": ""}, ["country"]),
        ({"languages": ["english"]}, ["languages"]),
        ({"languages": [""]}, ["languages"]),
        ({"languages": ["en\n"]}, ["languages"]),
        ({"languages": [f"en-{n}" for n in range(100, 111)]}, ["languages"]),
        ({"phases": [9], "country": "?", "languages": ["?"]}, ["phases", "country", "languages"]),
        ({"subjects": ["alchemy"]}, ["subjects"]),
        ({"subjects": ["science", "mathematics", *(f"subject-{n}" for n in range(7))]}, ["subjects"]),
    ],
)
async def test_what_is_wrong_in_a_profile_is_named_and_nothing_changes(
    ada: Person, behind: Behind, wrong: dict[str, Any], paths: list[str]
) -> None:
    async with behind.nothing_happens():
        assert refusal(await update(ada, **{"headline": "Changed", **wrong})) == ("INVALID", paths)


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "de-CH-1901", "haw"]
)
async def test_a_language_is_a_tag_of_bcp_47(ada: Person, tag: str) -> None:
    assert (await update(ada, languages=[tag]))["languages"] == [tag]


async def test_who_edits_an_old_version_is_refused(ada: Person, behind: Behind) -> None:
    assert (await update(ada, headline="First", expectedVersion=1))["version"] == 2
    async with behind.nothing_happens():
        refused = await update(ada, headline="Second", expectedVersion=1)
        assert refusal(refused) == ("CONFLICT", ["expectedVersion"])
        assert refused["message"] == "Your profile is at version 2 by now."


async def test_an_update_that_comes_twice_leaves_the_same_profile(ada: Person) -> None:
    first, second = await update(ada, **FULL), await update(ada, **FULL)
    assert second == {**first, "version": 3}


async def test_nobody_has_a_profile_to_change(api: Api, behind: Behind) -> None:
    async with behind.nothing_happens():
        refused = await api.perform("updateProfile", PROFILE, headline="Mine")
    assert refusal(refused) == ("UNAUTHENTICATED", [])


async def test_an_update_changes_one_s_own_profile_only(network: Network, ada: Person) -> None:
    ben = await network.educator("ben")
    await update(ben, headline="Ben's")
    query = '{ educator(handle: "ada") { headline version } }'
    assert await ada.api.data(query) == {"educator": {"headline": "", "version": 1}}


async def test_a_handle_is_found_in_any_capitals(ada: Person) -> None:
    assert await ada.api.data('{ educator(handle: "ADA") { id } }') == {"educator": {"id": ada.id}}


@pytest.mark.parametrize("handle", ["", "nobody", "' OR 1=1 --", "x" * 5000])
async def test_a_handle_nobody_has_is_null(ada: Person, handle: str) -> None:
    query = "query ($handle: String!) { educator(handle: $handle) { id } }"
    assert await ada.api.data(query, handle=handle) == {"educator": None}


async def test_a_text_the_database_cannot_hold_is_refused(ada: Person, behind: Behind) -> None:
    query = "query ($handle: String!) { educator(handle: $handle) { id } }"
    async with behind.nothing_happens():
        assert await ada.api.codes(query, handle="a\x00") == ["INVALID"]
        assert refusal(await update(ada, subjects=["a\x00"])) == ("INVALID", [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["cleo", "ben", "ada"]),
        ({"topics": ["science"]}, ["ben", "ada"]),
        ({"topics": ["science", "mathematics"]}, ["cleo", "ben", "ada"]),
        ({"topics": ["alchemy"]}, []),
        ({"roles": ["SPECIALIST"]}, ["cleo"]),
        ({"careerStages": ["PRE_SERVICE", "MID_3_9"]}, ["ben"]),
        ({"countries": ["PT", "BR"]}, ["ben", "ada"]),
        ({"languages": ["en"]}, ["cleo", "ada"]),
        ({"phases": [3, 4]}, ["cleo"]),
        ({"languages": ["en"], "topics": ["science"]}, ["ada"]),
        ({"topics": []}, ["cleo", "ben", "ada"]),
    ],
)
async def test_educators_are_found_by_what_they_say_of_themselves(
    network: Network, ada: Person, wanted: dict[str, Any], found: list[str]
) -> None:
    await update(ada, subjects=["science"], country="PT", languages=["pt", "en"], phases=[1, 2])
    await network.educator("ben", subjects=["science"], country="BR", languages=["pt"], careerStage="MID_3_9")
    await network.educator("cleo", subjects=["mathematics"], role="SPECIALIST", languages=["en"], phases=[3])
    query = "query ($wanted: EducatorFilter) { educators(filter: $wanted) { totalCount nodes { handle } } }"
    answer = (await ada.api.data(query, wanted=wanted))["educators"]
    assert [node["handle"] for node in answer["nodes"]] == found
    assert answer["totalCount"] == len(found)


async def test_a_phase_that_is_none_is_refused(api: Api) -> None:
    assert await api.codes("{ educators(filter: { phases: [9] }) { nodes { id } } }") == ["INVALID"]
