"""Search."""

from typing import Annotated

import strawberry

from resolvers import search as resolve
from schema.educator import Educator
from schema.enums import enum
from schema.node import PageInfo
from schema.post import Post
from schema.thread import Thread
from schema.topic import Topic
from schema.wiring import answers, describe, each

enum(
    resolve.SearchKind,
    "What can be searched.",
    EDUCATOR="People.",
    THREAD="Growth Threads.",
    POST="Posts and replies.",
    TOPIC="Topics of teaching.",
)
SearchResult = Annotated[
    Educator | Thread | Post | Topic,
    strawberry.union("SearchResult", description="Something that was found."),
]


@strawberry.type(description="Something that was found, and its place in the list.")
class SearchResultEdge:
    node: SearchResult = describe("What was found.")
    cursor: str = describe("Its place in the list.")


@strawberry.type(description="What was found, best match first.")
class SearchResultConnection:
    edges: list[SearchResultEdge] = describe("What was found, with cursors.")
    nodes: list[SearchResult] = describe("What was found.")
    page_info: PageInfo = describe("Where the page lies.")
    total_count: int = each(resolve.total_hits)


@strawberry.type
class SearchQuery:
    search: SearchResultConnection = answers(resolve.search)
