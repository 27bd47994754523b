"""Relay: nodes and connections."""

from typing import Any, Generic, TypeVar

import strawberry

from kit.ids import encode_id
from resolvers import connection as resolve
from resolvers import node as resolve_node
from schema.wiring import answers, column, describe, each

T = TypeVar("T")


def global_id(root: Any) -> strawberry.ID:
    """The Relay id of a row: its model is called like its type."""
    return encode_id(type(root).__name__, root.id)  # type: ignore[return-value] # an ID is a str; saying so is a call


@strawberry.interface(description="Anything that has a global id and can be fetched by it.")
class Node:
    id: strawberry.ID = column(global_id, "The global id: opaque, stable, unique over all types.")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = describe("Whether more follows.")
    has_previous_page: bool = describe("Whether more came before.")
    start_cursor: str | None = describe("The cursor of the first row.")
    end_cursor: str | None = describe("The cursor of the last row: give it as `after` to go on.")


@strawberry.type(description="One row of a page and its place in the list.")
class Edge(Generic[T]):
    node: T = describe("The row.")
    cursor: str = describe("Its place in the list.")


@strawberry.type(
    description="A page of a list. Rows that come or go meanwhile neither repeat nor hide others."
)
class Connection(Generic[T]):
    edges: list[Edge[T]] = describe("The rows with their cursors.")
    nodes: list[T] = describe("The rows.")
    page_info: PageInfo = describe("Where the page lies.")
    total_count: int = each(resolve.total_count)


@strawberry.type
class NodeQuery:
    node: Node | None = answers(resolve_node.node)
    nodes: list[Node | None] = answers(resolve_node.nodes)
