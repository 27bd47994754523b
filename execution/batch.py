"""Gathers the parents that ask for the same field in one turn of the event loop."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiodataloader import DataLoader
from graphql import GraphQLResolveInfo

BatchResolver = Callable[..., Awaitable[Sequence[Any]]]
# One operation's gatherings: one for each (resolver, place in the document). A place in the
# document has one set of arguments, so all its parents share a call.
Gatherings = dict[tuple[BatchResolver, int], DataLoader[Any, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """A field that is asked: `resolve(parents, info, **arguments)`, at a place in the document."""

    resolve: BatchResolver
    info: Any
    arguments: Mapping[str, Any]
    raw_info: GraphQLResolveInfo[Any]

    @property
    def place(self) -> tuple[BatchResolver, int]:
        """What all parents share that ask this."""
        return self.resolve, id(self.raw_info.field_nodes[0])


async def answer_together(gatherings: Gatherings, question: Question, parent: object) -> Any:
    """What the resolver answers for this parent among all who ask now."""
    gathering = gatherings.get(question.place)
    if gathering is None:
        gathering = gatherings[question.place] = _gathering(question)
    return await gathering.load(parent)


def _gathering(question: Question) -> DataLoader[Any, Any]:
    async def load(parents: Sequence[Any]) -> list[Any]:
        return list(await question.resolve(parents, question.info, **question.arguments))

    # Parents are rows, not keys: each waits for its own answer, and none is remembered.
    return DataLoader(load, cache=False, get_cache_key=id)
