"""Keyset pages of every list, walked through the API; what a page's arguments must be."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from graphql import get_named_type

from kit.cursors import encode_position
from tests.crowd import Crowd
from tests.lists import LISTS, List, rows_of
from tests.selection import TYPES

# Read forward only: walked in test_search.py, and with the live streams.
STREAMS = {(parent, "events") for parent in ("Thread", "Mentorship", "Community")}
# Empty for members; `test_queue` reads them.
OF_OVERSEERS = {("Me", "moderationQueue"), ("Me", "auditLog"), ("Flag", "others")}
FORWARD_ONLY = {("Query", "search")} | STREAMS | OF_OVERSEERS
EVERY = pytest.mark.parametrize("listed", LISTS, ids=str)


def connections() -> Iterator[tuple[str, str]]:
    for name, type_ in TYPES.items():
        for field, definition in getattr(type_, "fields", {}).items():
            if get_named_type(definition.type).name.endswith("Connection"):
                yield name, field


async def test_every_connection_of_the_schema_is_walked() -> None:
    assert {(listed.parent, listed.field) for listed in LISTS} | FORWARD_ONLY == set(connections())


async def walk(crowd: Crowd, listed: List, size: int, *, backward: bool) -> list[Any]:
    """All pages of a list, in the order they were read."""
    count, position, info = (
        ("last", "before", "hasPreviousPage") if backward else ("first", "after", "hasNextPage")
    )
    end = "startCursor" if backward else "endCursor"
    pages = [await listed.page(crowd, **{count: size})]
    while pages[-1]["pageInfo"][info]:
        assert len(pages[-1]["nodes"]) == size
        pages.append(await listed.page(crowd, **{count: size, position: pages[-1]["pageInfo"][end]}))
    return pages


@EVERY
@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
async def test_pages_of_any_size_make_the_whole_list(
    crowd: Crowd, connection: asyncpg.Connection, listed: List, backward: bool
) -> None:
    expected = await rows_of(connection, listed)
    assert len(expected) >= 2
    for size in {max(1, len(expected) // 5), 100}:
        pages = await walk(crowd, listed, size, backward=backward)
        ordered = pages[::-1] if backward else pages
        assert [node["id"] for page in ordered for node in page["nodes"]] == expected
        assert [page["totalCount"] for page in pages] == [len(expected)] * len(pages)
        inner = [True] * (len(pages) - 1)
        assert [page["pageInfo"]["hasNextPage"] for page in ordered] == [*inner, False]
        assert [page["pageInfo"]["hasPreviousPage"] for page in ordered] == [False, *inner]


@EVERY
async def test_edges_are_the_nodes_with_cursors_that_bound_the_page(crowd: Crowd, listed: List) -> None:
    page = await listed.page(crowd, first=3)
    assert [edge["node"] for edge in page["edges"]] == page["nodes"]
    cursors = [edge["cursor"] for edge in page["edges"]]
    info = page["pageInfo"]
    assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
    if len(cursors) == 3:
        between = await listed.page(crowd, after=cursors[0], before=cursors[2])
        assert between["nodes"] == page["nodes"][1:2]


NEWEST = List("Query", "threads", "")
OLDEST = List("Query", "threads", "", ", orderBy: OLDEST")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": 0}, "`first` must lie between 1 and 100; 0 was given."),
        ({"first": 101}, "`first` must lie between 1 and 100; 101 was given."),
        ({"last": -1}, "`last` must lie between 1 and 100; -1 was given."),
        ({"last": 101}, "`last` must lie between 1 and 100; 101 was given."),
        ({"first": 1, "last": 1}, "Give `first` or `last`, not both."),
        ({"after": "nonsense"}, "`after` is not a cursor of this list in this order."),
        ({"before": ""}, "`before` is not a cursor of this list in this order."),
    ],
    ids=str,
)
async def test_a_page_that_cannot_be_is_refused_in_words(
    crowd: Crowd, arguments: dict[str, Any], message: str
) -> None:
    (error,) = (await crowd.api.send(NEWEST.query(), **arguments))["errors"]
    assert (error["message"], error["extensions"]["code"]) == (message, "INVALID")


@EVERY
async def test_every_list_has_bounds(crowd: Crowd, listed: List) -> None:
    for arguments in ({"first": 0}, {"last": 101}, {"after": "nonsense"}, {"before": "nonsense"}):
        assert await crowd.api.codes(listed.query(), **arguments) == ["INVALID"]


def kind_of(listed: List) -> str:
    """What a list's connection is called."""
    name: str = get_named_type(TYPES[listed.parent].fields[listed.field].type).name
    return name


async def test_a_cursor_of_another_kind_of_row_is_refused(crowd: Crowd) -> None:
    own = {kind_of(listed): listed for listed in LISTS}
    cursors = {kind: (await own[kind].page(crowd, first=1))["pageInfo"]["endCursor"] for kind in own}
    for listed in LISTS:
        foreign = next(kind for kind in cursors if kind != kind_of(listed))
        assert await crowd.api.codes(listed.query(), after=cursors[foreign]) == ["INVALID"]


async def test_a_cursor_of_another_order_is_refused(crowd: Crowd) -> None:
    cursor = (await NEWEST.page(crowd, first=1))["pageInfo"]["endCursor"]
    assert await crowd.api.codes(OLDEST.query(), after=cursor) == ["INVALID"]


@pytest.mark.parametrize(
    ("field", "name", "values"),
    [
        ("threads", "Thread newest", ("not-a-uuid",)),
        ("threads", "Thread newest", ()),
        ("threads", "Thread newest", ("0", "0")),
        ("topics", "Topic slug", ("zero\x00byte",)),
        ("topics", "Topic slug", ("\ud800",)),
    ],
)
async def test_a_made_up_cursor_is_refused(
    crowd: Crowd, field: str, name: str, values: tuple[str, ...]
) -> None:
    made_up = encode_position(name, values)
    assert await crowd.api.codes(List("Query", field, "").query(), after=made_up) == ["INVALID"]


@pytest.mark.parametrize("seq", ["x", "1.5", "4294967296", "9" * 5000, ""])
async def test_a_made_up_seq_is_refused(crowd: Crowd, seq: str) -> None:
    listed = next(listed for listed in LISTS if (listed.parent, listed.field) == ("Thread", "posts"))
    assert await crowd.api.codes(listed.query(), before=encode_position("Post seq", (seq,))) == ["INVALID"]


@pytest.mark.parametrize("instant", ["yesterday", "2026-01-05T00:00:00", "+99999-01-01T00:00:00Z"])
async def test_a_made_up_instant_is_refused(crowd: Crowd, instant: str) -> None:
    listed = next(listed for listed in LISTS if listed.field == "notifications")
    made_up = encode_position("Notification latest", (instant, "0" * 32))
    assert await crowd.api.codes(listed.query(), after=made_up) == ["INVALID"]


async def test_how_many_there_are_is_counted_only_when_asked(crowd: Crowd) -> None:
    asked = "{ threads(first: 1) { nodes { id } totalCount } }"
    with crowd.statements() as with_count:
        assert (await crowd.api.data(asked))["threads"]["totalCount"] == 180
    with crowd.statements() as without:
        await crowd.api.data(asked.replace("totalCount", ""))
    assert len(with_count) == len(without) + 1
    assert not any("count(" in sql for sql in without)


async def test_each_parent_has_its_own_total(crowd: Crowd, connection: asyncpg.Connection) -> None:
    followers = await connection.fetch(
        "SELECT count(*) FROM follow JOIN educator e ON e.id = educator_id GROUP BY e.id ORDER BY e.id DESC"
    )
    nodes = "{ educators(last: 60) { nodes { followers(first: 1) { totalCount } } } }"
    answer = await crowd.api.data(nodes)
    counted = [node["followers"]["totalCount"] for node in answer["educators"]["nodes"]]
    assert counted == [row[0] for row in followers]
    assert set(counted) == {4, 5}
