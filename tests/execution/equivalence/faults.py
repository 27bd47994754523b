"""Resolvers that fail, return nothing or return nonsense: at random, but the same for every executor."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import repeat
from typing import Any
from weakref import finalize

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLSchema,
    default_field_resolver,
    get_named_type,
    is_list_type,
    is_object_type,
)
from strawberry.execution import optimized_is_awaitable

from execution.marks import BATCHED, COLUMN

Inner = Callable[..., Any]
# What stands where an object should be.
NONSENSE = "nonsense"


@dataclass
class Faults:
    """Which of the schema's answers are spoilt now; each is settled by the field and its parent alone."""

    seed: int = 0
    percent: float = 0

    def fault(self, field: str, source: object) -> "Fault | None":
        """What befalls this field of this parent."""
        if source == NONSENSE:
            # One that no resolver can use fails alone, not all that are asked with it.
            return _raises
        number = number_of(self.seed, field, identity(source))
        if number % 10_000 >= self.percent * 100:
            return None
        return FAULTS[number // 10_000 % len(FAULTS)]


def identity(source: object) -> str:
    """What names a parent in all executions alike: its row, or the row it is about."""
    key = source.get("id") if isinstance(source, Mapping) else getattr(source, "id", None)
    if key is None:
        nodes = getattr(source, "nodes", None) or [getattr(source, "node", None)]
        key = getattr(nodes[0], "id", None)
    return f"{type(source).__name__} {key}"


class BrokenError(Exception):
    """A fault of a resolver."""


def _raises(_: Any, __: Any) -> Any:
    raise BrokenError("The resolver broke.")


def _refuses(_: Any, __: Any) -> Any:
    raise GraphQLError("Refused.", extensions={"code": "REFUSED"})


def _returns_error(_: Any, __: Any) -> Any:
    return BrokenError("Returned, not raised.")


def _nothing(_: Any, __: Any) -> Any:
    return None


def _nonsense(type_: Any, _: Any) -> Any:
    """A value that the type cannot hold."""
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if is_list_type(inner):
        return 7
    named: Any = get_named_type(inner)
    if isinstance(named, GraphQLEnumType):
        return "NO_SUCH_VALUE"
    return {"Float": float("inf"), "Int": 2**31, "Boolean": "yes", "String": {"a": 1}, "ID": [1]}.get(
        named.name, NONSENSE
    )


def _spoils_items(spoilt: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """Puts something wrong at the front of a list; of what is no list, makes nothing."""

    def spoil(type_: Any, value: Any) -> Any:
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if not is_list_type(inner) or not isinstance(value, list | tuple):
            return None
        return [spoilt(inner.of_type), *value]

    return spoil


Fault = Callable[[Any, Any], Any]
# After the resolver's own answer is there; the others come instead of it.
_AFTER: list[Fault] = [
    _spoils_items(lambda _: None),
    _spoils_items(lambda type_: _nonsense(type_, None)),
    _spoils_items(lambda _: BrokenError("An item broke.")),
]
FAULTS: list[Fault] = [_raises, _refuses, _returns_error, _nothing, _nothing, _nonsense, _nonsense, *_AFTER]


def make_faulty(schema: GraphQLSchema, faults: Faults) -> None:
    """Let the faults befall all fields of a schema, however they are answered."""
    for type_ in schema.type_map.values():
        if is_object_type(type_) and not type_.name.startswith("__"):
            for name, field in type_.fields.items():
                _spoil(field, f"{type_.name}.{name}", faults)


def forgive(schema: GraphQLSchema, percent: int) -> None:
    """Let many places be null that may not be, so that an error seldom takes the whole answer with it.

    What an interface promises stays as it is.
    """
    for type_ in schema.type_map.values():
        if is_object_type(type_) and not type_.name.startswith("__"):
            promised = {name for interface in type_.interfaces for name in interface.fields}
            for name in type_.fields.keys() - promised:
                type_.fields[name].type = _forgiving(type_.fields[name].type, f"{type_}.{name}", percent)


def _forgiving(type_: Any, name: str, percent: int) -> Any:
    if isinstance(type_, GraphQLNonNull):
        inner = _forgiving(type_.of_type, name, percent)
        return inner if number_of(str(type_), name) % 100 < percent else GraphQLNonNull(inner)
    if is_list_type(type_):
        return GraphQLList(_forgiving(type_.of_type, name, percent))
    return type_


def number_of(*signs: object) -> int:
    """A number that looks random, and is always the same."""
    return int.from_bytes(blake2b(" ".join(map(str, signs)).encode(), digest_size=8).digest(), "big")


def _spoil(field: GraphQLField, name: str, faults: Faults) -> None:
    field.resolve = _resolver(field, field.resolve or default_field_resolver, name, faults)
    extensions = dict(field.extensions)
    if COLUMN in extensions:
        extensions[COLUMN] = _column(field, extensions[COLUMN], name, faults)
    if BATCHED in extensions:
        extensions[BATCHED] = _batched(field, extensions[BATCHED], name, faults)
    field.extensions = extensions


def _resolver(field: GraphQLField, resolve: Inner, name: str, faults: Faults) -> Inner:
    def resolve_faultily(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        fault = faults.fault(name, source)
        if fault is None:
            return resolve(source, info, **arguments)
        if fault not in _AFTER:
            return fault(field.type, None)
        value = resolve(source, info, **arguments)
        # A row says that it is of its model's class, and Tortoise's models can be awaited.
        if not optimized_is_awaitable(value):
            return fault(field.type, value)
        faulty = later(fault, value)
        # Who is closed before the first step awaits nothing, and leaves nothing behind either.
        finalize(faulty, getattr(value, "close", list))
        return faulty

    async def later(fault: Fault, value: Awaitable[Any]) -> Any:
        return fault(field.type, await value)

    return resolve_faultily


def _column(field: GraphQLField, read: Callable[[Any], Any], name: str, faults: Faults) -> Inner:
    def read_faultily(source: Any) -> Any:
        fault = faults.fault(name, source)
        if fault is None:
            return read(source)
        return fault(field.type, read(source) if fault in _AFTER else None)

    return read_faultily


def _batched(field: GraphQLField, resolve: Inner, name: str, faults: Faults) -> Inner:
    async def resolve_faultily(
        sources: Sequence[Any], info: GraphQLResolveInfo[Any], arguments: Mapping[str, Any]
    ) -> list[Any]:
        befallen = [faults.fault(name, source) for source in sources]
        asked = [
            source
            for source, fault in zip(sources, befallen, strict=True)
            if fault is None or fault in _AFTER
        ]
        try:
            answers = iter(await resolve(asked, info, arguments) if asked else ())
        except Exception as error:  # noqa: BLE001 - it is the answer to all who were asked, not to the others
            answers = repeat(error)
        return [_outcome(field, fault, answers) for fault in befallen]

    return resolve_faultily


def _outcome(field: GraphQLField, fault: Fault | None, answers: Any) -> Any:
    if fault is not None and fault not in _AFTER:
        answers = repeat(None)
    answer = next(answers)
    if fault is None or isinstance(answer, Exception):
        return answer
    try:
        return fault(field.type, answer)
    except Exception as error:  # noqa: BLE001 - what one parent's field raises is that parent's answer
        return error
