"""A schema with everything GraphQL has, whose fields are answered in every way there is.

Things are made as they are asked for, from their ids. How a field is answered is settled by its name
and a number: read as a column, asked once for all parents, or resolved for each parent, at once or later.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    is_list_type,
    is_object_type,
)

from execution.marks import BATCHED, COLUMN
from tests.execution.equivalence.faults import number_of

SDL = """
    scalar Date
    enum Kind { ROCKY GASEOUS ICY }
    input Filter { kinds: [Kind!], name: String = "x", at: [Int!] }
    interface Being { id: ID! name: String friend: Being friends(first: Int = 2): [Being!] home: Planet }
    type Human implements Being {
        id: ID! name: String friend: Being friends(first: Int = 2): [Being!] home: Planet
        height: Float! matrix: [[Int!]]! grid: [[Being]!] born: Date
    }
    type Droid implements Being {
        id: ID! name: String friend: Being friends(first: Int = 2): [Being!] home: Planet
        model: Int! owner: Human! parts: [[Droid!]!]!
    }
    type Planet {
        id: ID! name: String! kind: Kind! kinds: [Kind] gravity: Float inhabited: Boolean!
        residents(first: Int = 2, filter: Filter): [Being!]! things: [Thing] neighbours: [Planet!]!
        founded: Date! capital: Planet! ruler: Being!
    }
    union Thing = Human | Droid | Planet
    type Query {
        planet(id: ID!): Planet
        planets(first: Int = 3): [Planet!]
        being(id: ID!): Being
        things(filter: Filter): [Thing!]
    }
    type Mutation {
        visit(id: ID!): Planet
        meet(id: ID!, times: Int = 1): Being!
        log: [String!]
    }
    type Subscription { visited(id: ID!): Planet met(id: ID!): Thing }
"""
MEMBERS = ("Human", "Droid", "Planet")


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything: what there is to know follows from its type and id."""

    type: str
    id: str


@dataclass(slots=True)
class State:
    """What mutations change."""

    log: list[str] = field(default_factory=list)


def kitchen_sink(way: int) -> GraphQLSchema:
    """The schema; another number has its fields answered in other ways."""
    schema = build_schema(SDL)
    types: Mapping[str, Any] = schema.type_map
    for type_ in types.values():
        if is_object_type(type_) and type_.name in {*MEMBERS, "Query"}:
            for name, definition in type_.fields.items():
                _ANSWERED[number_of(way, type_.name, name) % len(_ANSWERED)](definition, name)
    _resolve_types(types, way)
    for name, definition in types["Mutation"].fields.items():
        definition.resolve = _mutated(name)
    for definition in types["Subscription"].fields.values():
        definition.subscribe = _events
    return schema


def _value(type_: Any, name: str, source: Any, arguments: Mapping[str, Any]) -> Any:
    """What a field's value is, by its type."""
    if type_.__class__.__name__ == "GraphQLNonNull":
        return _value(type_.of_type, name, source, arguments)
    number = number_of(name, getattr(source, "id", ""), sorted(arguments.items(), key=str))
    if is_list_type(type_):
        first = arguments.get("first")
        count = number % 3 if first is None else max(0, min(first, 3))
        return [_value(type_.of_type, f"{name} {i}", source, arguments) for i in range(count)]
    return _single(type_.name, name, source, number)


def _single(type_name: str, name: str, source: Any, number: int) -> Any:
    if name == "id":
        return source.id
    scalars: dict[str, Callable[[], Any]] = {
        "ID": lambda: f"{number % 10}",
        "String": lambda: f"{name} of {getattr(source, 'id', '')}",
        "Int": lambda: number % 1000,
        "Float": lambda: number % 1000 / 8,
        "Boolean": lambda: number % 2 == 0,
        "Date": lambda: f"20{number % 90 + 10}-01-01",
        "Kind": lambda: ("ROCKY", "GASEOUS", "ICY")[number % 3],
    }
    if type_name in scalars:
        return scalars[type_name]()
    types = {"Being": MEMBERS[:2], "Thing": MEMBERS}.get(type_name, (type_name,))
    return Thing(types[number % len(types)], f"{number % 10}")


def _resolve_types(types: Mapping[str, Any], way: int) -> None:
    async def later(value: Any, *_: Any) -> Any:
        await asyncio.sleep(0)
        return value.type

    def at_once(value: Any, *_: Any) -> Any:
        return value.type

    async def is_droid(value: Any, _: Any) -> bool:
        await asyncio.sleep(0)
        return isinstance(value, Thing) and value.type == "Droid"

    being, thing = types["Being"], types["Thing"]
    being.resolve_type = (later, at_once, None)[way % 3]
    thing.resolve_type = (at_once, None, later)[way % 3]
    for name in MEMBERS:
        types[name].is_type_of = (
            is_droid
            if name == "Droid" and way % 2
            else lambda value, _, name=name: isinstance(value, Thing) and value.type == name
        )


def _column(definition: GraphQLField, name: str) -> None:
    if definition.args:
        _batched(definition, name)
        return
    definition.resolve = lambda source, _: _value(definition.type, name, source, {})
    definition.extensions = {COLUMN: lambda source: _value(definition.type, name, source, {})}


def _at_once(definition: GraphQLField, name: str) -> None:
    definition.resolve = lambda source, _, **arguments: _value(definition.type, name, source, arguments)


def _later(definition: GraphQLField, name: str) -> None:
    async def resolve(source: Any, _: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        await asyncio.sleep(0)
        return _value(definition.type, name, source, arguments)

    definition.resolve = resolve


def _items_later(definition: GraphQLField, name: str) -> None:
    async def late(value: Any) -> Any:
        await asyncio.sleep(0)
        return value

    def resolve(source: Any, _: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        value = _value(definition.type, name, source, arguments)
        return (
            [late(item) if i % 2 else item for i, item in enumerate(value)]
            if isinstance(value, list)
            else value
        )

    definition.resolve = resolve


def _streamed(definition: GraphQLField, name: str) -> None:
    async def items(value: list[Any]) -> AsyncIterator[Any]:
        for item in value:
            await asyncio.sleep(0)
            yield item

    def resolve(source: Any, _: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        value = _value(definition.type, name, source, arguments)
        return items(value) if isinstance(value, list) else value

    definition.resolve = resolve


def _batched(definition: GraphQLField, name: str) -> None:
    async def resolve_together(
        sources: Sequence[Any], _: GraphQLResolveInfo[Any], arguments: Mapping[str, Any]
    ) -> list[Any]:
        await asyncio.sleep(0)
        return [_value(definition.type, name, source, arguments) for source in sources]

    _later(definition, name)
    definition.extensions = {BATCHED: resolve_together}


_ANSWERED = [_column, _column, _at_once, _later, _items_later, _streamed, _batched, _batched, _batched]


def _mutated(name: str) -> Callable[..., Any]:
    async def mutate(state: State, _: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        # Whoever runs mutations side by side mixes these up.
        state.log.append(f"{name} {arguments} begins")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        state.log.append(f"{name} {arguments} ends")
        if name == "log":
            return list(state.log)
        return Thing("Planet" if name == "visit" else "Human", arguments["id"])

    return mutate


async def _events(_: State, info: GraphQLResolveInfo[Any], id: str) -> AsyncIterator[Any]:
    for number in range(3):
        await asyncio.sleep(0)
        kind = "Planet" if info.field_name == "visited" else MEMBERS[number]
        yield {"id": f"{id} {number}", info.field_name: Thing(kind, f"{number_of(id, number) % 10}")}
