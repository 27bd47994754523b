"""The few words that tie a field of the schema to the function that answers it.

    educator: Educator | None = answers(resolve.educator)        # a root field: asked once
    author: Educator | None = each(resolve.author)               # a batched edge: all parents at once
    follow = performs(resolve.follow, Follow)                    # a mutation: one transaction, one answer
    thread_events = streams(resolve.thread_events, ThreadEvent)  # a subscription

The function's docstring is the field's description, its parameters are the field's arguments.
"""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry
from graphql import GraphQLError
from strawberry import UNSET

from execution import BATCHED, COLUMN, Question, answer_together
from kit.errors import DomainError
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.mutation import Mutation, Recall, UseCase, perform
from schema.parameters import OneInput, parameters_of, taking_page
from schema.problem import Problem, problem_of

Resolver = Callable[..., Any]
IdempotencyKey = Annotated[
    str | None,
    described(
        "Sent again with the same key within 24 hours, the mutation happens once and answers the same."
    ),
]


def says(resolve: Resolver) -> str:
    """What a resolver's first line says about its field."""
    return (inspect.getdoc(resolve) or "").partition("\n")[0]


def describe(description: str, **options: Any) -> Any:
    """A field that is read from the row as it is."""
    return strawberry.field(description=description, **options)


@dataclass(frozen=True)
class InstancesOf:
    """Recognises the values of a GraphQL type by their class alone."""

    class_: type

    def __call__(self, value: object, info: object) -> bool:
        """Whether the value is of the class."""
        del info
        return isinstance(value, self.class_)


def instances_of(class_: type) -> InstancesOf:
    """What recognises the instances of a class as a type's values."""
    return InstancesOf(class_)


def column(read: Callable[[Any], Any], description: str) -> Any:
    """A field that is made of its row alone, at once."""
    return strawberry.field(resolver=read, description=description, metadata={COLUMN: read})


def readable(error: DomainError) -> GraphQLError:
    """A refusal as a query's error, with its code."""
    return GraphQLError(error.message, extensions={"code": error.code.value})


def _dressed(wrapper: Resolver, resolve: Resolver, parameters: list[inspect.Parameter]) -> Resolver:
    """A wrapper with the name, arguments and docstring that Strawberry reads."""
    own = [
        inspect.Parameter("root", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Any),
        inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Info),
    ]
    wrapper.__signature__ = inspect.Signature([*own, *parameters])  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in [*own, *parameters]}
    wrapper.__name__, wrapper.__doc__ = resolve.__name__, resolve.__doc__
    return wrapper


def _batched(answer: Resolver, answer_all: Resolver, resolve: Resolver, **options: Any) -> Any:
    """A field that is answered for all objects of a level at once, or for one by graphql-core's executor."""
    marked = {BATCHED: answer_all, **options.pop("metadata", {})}
    wrapped = _dressed(answer, resolve, parameters_of(resolve))
    return strawberry.field(resolver=wrapped, description=says(resolve), metadata=marked, **options)


def answers(resolve: Resolver, **options: Any) -> Any:
    """A root field."""
    ask = taking_page(resolve)

    async def answer(root: Any, info: Info, **arguments: Any) -> Any:
        del root
        try:
            return await ask(info, **arguments)
        except DomainError as error:
            raise readable(error) from error

    async def answer_all(roots: Sequence[Any], info: Info, **arguments: Any) -> list[Any]:
        return [await ask(info, **arguments) for _ in roots]

    return _batched(answer, answer_all, resolve, **options)


def each(resolve: Callable[..., Awaitable[Any]], **options: Any) -> Any:
    """A field below the root: `resolve` gets all parents of the level and answers for each."""
    ask = taking_page(resolve)

    async def answer(root: Any, info: Info, **arguments: Any) -> Any:
        try:
            # The place in the document is in graphql-core's own info, which Strawberry wraps.
            question = Question(ask, info, arguments, info._raw_info)  # noqa: SLF001
            return await answer_together(info.context.gatherings, question, root)
        except DomainError as error:
            raise readable(error) from error

    return _batched(answer, ask, resolve, **options)


def own(resolve: Resolver, **options: Any) -> Any:
    """A field of a thing of which an operation has one: `Me`. Asked once, with its only parent."""
    ask = taking_page(resolve)

    async def answer(root: Any, info: Info, **arguments: Any) -> Any:
        try:
            return await ask(root, info, **arguments)
        except DomainError as error:
            raise readable(error) from error

    async def answer_all(roots: Sequence[Any], info: Info, **arguments: Any) -> list[Any]:
        return [await ask(root, info, **arguments) for root in roots]

    return _batched(answer, answer_all, resolve, **options)


def performs(
    resolve: UseCase,
    thing: Any,
    *,
    prepare: UseCase | None = None,
    recall: Recall | None = None,
    refused: Callable[[Info, DomainError], Awaitable[None]] | None = None,
) -> Any:
    """A mutation: one `input`, one transaction, `union <Name>Result = <thing> | Problem`."""
    mutation = Mutation(resolve.__name__, resolve, prepare, recall, refused)

    async def answer(root: Any, info: Info, idempotency_key: str | None = None, **arguments: Any) -> Any:
        del root
        try:
            return await perform(mutation, info, idempotency_key, arguments)
        except DomainError as error:
            return problem_of(error)

    key = inspect.Parameter(
        "idempotency_key", inspect.Parameter.KEYWORD_ONLY, default=UNSET, annotation=IdempotencyKey
    )
    wrapped = _dressed(answer, resolve, [*parameters_of(resolve), key])
    name = "".join(word.capitalize() for word in resolve.__name__.split("_"))
    called = f"{name[0].lower()}{name[1:]}"
    union = strawberry.union(f"{name}Result", description=f"What `{called}` answers.")
    return strawberry.field(
        resolver=wrapped,
        description=says(resolve),
        graphql_type=Annotated[thing | Problem, union],
        extensions=[OneInput(called)],
    )


def streams(resolve: Resolver, yields: Any) -> Any:
    """A subscription: `resolve` says what is listened to; events are answered with the rights of then."""

    async def answer(root: Any, info: Info, **arguments: Any) -> Any:
        del root
        context = info.context
        if context.asker.resume_after is not None:
            arguments["after"] = context.asker.resume_after
        try:
            return await resolve(info, **arguments)
        except DomainError as error:
            raise readable(error) from error

    wrapped = _dressed(answer, resolve, parameters_of(resolve))
    wrapped.__annotations__["return"] = AsyncIterator[yields]
    wrapped.__signature__ = inspect.signature(wrapped).replace(  # type: ignore[attr-defined]
        return_annotation=AsyncIterator[yields]
    )
    return strawberry.subscription(resolver=wrapped, description=says(resolve))
