"""Gathers the parents that ask for the same field in one turn of the event loop."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiodataloader import DataLoader
from graphql import GraphQLResolveInfo

BatchResolver = Callable[..., Awaitable[Sequence[Any]]]
# One operation's gatherings: one for each (resolver, place in the document). A place in the
# document has one set of arguments, so all its parents share a call.
Gatherings = dict[tuple[BatchResolver, int], DataLoader[Any, Any]]


async def answer_together(
    gatherings: Gatherings,
    resolve: BatchResolver,
    parent: object,
    info: Any,
    raw_info: GraphQLResolveInfo,
    arguments: Mapping[str, Any],
) -> Any:
    """What `resolve(parents, info, **arguments)` answers for this parent among all who ask now."""
    place = resolve, id(raw_info.field_nodes[0])
    gathering = gatherings.get(place)
    if gathering is None:
        gathering = gatherings[place] = _gathering(resolve, info, arguments)
    return await gathering.load(parent)


def _gathering(resolve: BatchResolver, info: Any, arguments: Mapping[str, Any]) -> DataLoader[Any, Any]:
    async def load(parents: Sequence[Any]) -> list[Any]:
        return list(await resolve(parents, info, **arguments))

    # Parents are rows, not keys: each waits for its own answer, and none is remembered.
    return DataLoader(load, cache=False, get_cache_key=id)
