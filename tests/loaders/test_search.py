"""Full-text search: what finds what, in which order, over how many pages."""

from typing import Any

import asyncpg
import pytest

from kit.cursors import encode_position
from tests.crowd import Crowd, global_id, row_id

SEARCH = """query ($text: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(query: $text, kinds: $kinds, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { __typename ... on Node { id } } }
    nodes { __typename ... on Node { id } }
  }
}"""
MARIA, WRITTEN, ABOUT = global_id("Educator", 5), global_id("Thread", 1), global_id("Thread", 2)
POST, FRACTIONS = global_id("Post", 8), global_id("Topic", 20)


@pytest.fixture(scope="module", autouse=True)
async def library(crowd: Crowd, connection: asyncpg.Connection) -> None:
    """A few rows of the crowd that say something."""
    texts = [
        ("educator", "handle = 'mrs_silva', display_name = 'Maria Silva'", row_id("Educator", 5)),
        ("educator", "bio = 'Coaches beginning teachers'", row_id("Educator", 6)),
        ("educator", "display_name = 'Marmalade Hidden'", row_id("Educator", 61)),
        ("thread", "title = 'Quieter transitions between lessons'", row_id("Thread", 1)),
        ("thread", "about = 'What a transition needs'", row_id("Thread", 2)),
        ("post", "body = 'A quieter room, 100% of the time; it''s a start'", row_id("Post", 8)),
        ("topic", "label = 'Fractions and ratios'", row_id("Topic", 20)),
    ]
    for table, change, key in texts:
        await connection.execute(f"UPDATE {table} SET {change} WHERE id = $1", key)


async def found(crowd: Crowd, query: str, **more: Any) -> list[str]:
    """The ids of what is found on the first page."""
    page = (await crowd.api.data(SEARCH, text=query, **more))["search"]
    return [node["id"] for node in page["nodes"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("transitions", [WRITTEN, ABOUT]),  # a title counts for more than what is said about it
        ("transition", [WRITTEN, ABOUT]),
        ("TRANSITIONING", [WRITTEN, ABOUT]),
        ("quieter", [WRITTEN, POST]),
        ("quieter transitions", [WRITTEN]),
        ('"quieter transitions"', [WRITTEN]),
        ('"transitions quieter"', []),
        ("transitions -quieter", [ABOUT]),
        ("quieter or fraction", [WRITTEN, FRACTIONS, POST]),
        ("fraction", [FRACTIONS]),
        ("ratio", [FRACTIONS]),
        ("maria", [MARIA]),
        ("Silva Maria", [MARIA]),
        ("mrs_silva", [MARIA]),
        ("coach", [global_id("Educator", 6)]),
        ("the", []),
        ("marmalade", []),  # behind the viewer's wall
        ("nowhere", []),
    ],
)
async def test_words_find_what_they_mean(crowd: Crowd, query: str, expected: list[str]) -> None:
    assert sorted(await found(crowd, query)) == sorted(expected)
    if "or" not in query.split():
        assert await found(crowd, query) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["POST"], [POST]),
        (["THREAD"], [WRITTEN]),
        (["THREAD", "POST"], [WRITTEN, POST]),
        (["EDUCATOR", "TOPIC"], []),
        (None, [WRITTEN, POST]),
        ([], [WRITTEN, POST]),
    ],
)
async def test_kinds_narrow_the_search(crowd: Crowd, kinds: list[str] | None, expected: list[str]) -> None:
    assert await found(crowd, "quieter", kinds=kinds) == expected


@pytest.mark.parametrize("size", [25, 100])
async def test_pages_hold_every_match_once_best_first(
    crowd: Crowd, connection: asyncpg.Connection, size: int
) -> None:
    query = "thread or topic or educator or transitions"
    pages = [(await crowd.api.data(SEARCH, text=query, first=size))["search"]]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        end = pages[-1]["pageInfo"]["endCursor"]
        pages.append((await crowd.api.data(SEARCH, text=query, first=size, after=end))["search"])
    seen = [edge["node"]["id"] for page in pages for edge in page["edges"]]
    whole = await connection.fetch(
        """SELECT id FROM thread UNION ALL SELECT id FROM topic WHERE label LIKE 'Topic%'
        UNION ALL SELECT id FROM educator
        WHERE display_name LIKE 'Educator%' AND id NOT IN (SELECT blocked_id FROM block)"""
    )
    assert len(seen) == len(set(seen)) == len(whole) == pages[0]["totalCount"]
    assert seen == [id for page in await twice(crowd, query) for id in page][: len(seen)]
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert all(page["nodes"] == [edge["node"] for edge in page["edges"]] for page in pages)


async def twice(crowd: Crowd, query: str) -> list[list[str]]:
    """The same hits again, a hundred at a time."""
    pages, after = list[list[str]](), None
    while True:
        page = (await crowd.api.data(SEARCH, text=query, first=100, after=after))["search"]
        pages.append([node["id"] for node in page["nodes"]])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return pages


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE post; --", "100%", "it's", "\\", "a & b | !c", "<->", "((((", ":*", '"', '"unclosed',
        "-", "or or or", "--maria", "$1", "{bounds}", "%s %d", "😀", "\u202etxet",
        "a" * 200, "\t\n x",
    ],
)  # fmt: skip
async def test_any_text_is_a_query(crowd: Crowd, query: str) -> None:
    answer = await crowd.api.data(SEARCH, text=query)
    assert min(answer["search"]["totalCount"], 20) == len(answer["search"]["nodes"])


async def test_signs_of_a_query_language_are_mere_text(crowd: Crowd) -> None:
    assert await found(crowd, "quieter:* & transitions | !lessons") == [WRITTEN]
    assert await found(crowd, "it's a start; 100%") == [POST]


@pytest.mark.parametrize("query", ["", "   ", "a" * 201, "zero\x00byte"])
async def test_an_empty_or_endless_query_is_refused_in_words(crowd: Crowd, query: str) -> None:
    (error,) = (await crowd.api.send(SEARCH, text=query))["errors"]
    assert error["message"] == "A query has 1 to 200 characters."
    assert error["extensions"]["code"] == "INVALID"


MADE_UP = [
    "nonsense",
    "",
    encode_position("rank", ("much", row_id("Thread", 1))),
    encode_position("rank", ("0.5", "no-id")),
    encode_position("rank", ("0.5",)),
    encode_position("Thread newest", (row_id("Thread", 1),)),
]


@pytest.mark.parametrize("cursor", MADE_UP)
async def test_a_cursor_that_is_not_of_a_search_is_refused(crowd: Crowd, cursor: str) -> None:
    assert await crowd.api.codes(SEARCH, text="thread", after=cursor) == ["INVALID"]


@pytest.mark.parametrize("first", [0, -1, 101])
async def test_a_page_of_hits_has_bounds(crowd: Crowd, first: int) -> None:
    assert await crowd.api.codes(SEARCH, text="thread", first=first) == ["INVALID"]


async def test_hits_are_counted_only_when_asked(crowd: Crowd) -> None:
    with crowd.statements() as with_count:
        await crowd.api.data(SEARCH, text="quieter")
    with crowd.statements() as without:
        await crowd.api.data(SEARCH.replace("totalCount", ""), text="quieter")
    assert len(with_count) == len(without) + 1
