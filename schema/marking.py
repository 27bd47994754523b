"""Tells the executor what the wiring says of fields and types: which are columns, which are batched edges."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_nullable_type,
    is_leaf_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from execution import BATCHED, BY_CLASS, COLUMN, NATIVE, Batched
from kit.errors import DomainError
from resolvers.context import Info
from schema.instant import INSTANT
from schema.wiring import InstancesOf, readable

_DEFINITION = GraphQLCoreConverter.DEFINITION_BACKREF


def mark(schema: GraphQLSchema, converter: GraphQLCoreConverter) -> None:
    """Mark every field and type of the schema."""
    # orjson writes instants as this scalar does, faster.
    schema.type_map[INSTANT.name].extensions[NATIVE] = datetime
    for type_ in schema.type_map.values():
        definition = type_.extensions.get(_DEFINITION)
        if isinstance(type_, GraphQLObjectType) and definition is not None:
            if isinstance(type_.is_type_of, InstancesOf):
                type_.extensions[BY_CLASS] = True
            for field in type_.fields.values():
                _mark_field(field, field.extensions[_DEFINITION], converter)


def _mark_field(field: GraphQLField, definition: StrawberryField, converter: GraphQLCoreConverter) -> None:
    if definition.is_basic_field:
        field.extensions[COLUMN] = attrgetter(definition.python_name)
    elif COLUMN in definition.metadata:
        field.extensions[COLUMN] = definition.metadata[COLUMN]
    elif BATCHED in definition.metadata:
        field.extensions[BATCHED] = _batched(definition.metadata[BATCHED], field, converter)


def _batched(
    ask: Callable[..., Awaitable[Sequence[Any]]], field: GraphQLField, converter: GraphQLCoreConverter
) -> Batched:
    """The resolver as the executor calls it: with graphql-core's info and arguments."""
    definition: StrawberryField = field.extensions[_DEFINITION]
    names = _names_of_plain(field, definition)

    async def answer(
        parents: Sequence[Any], info: GraphQLResolveInfo[Any], arguments: Mapping[str, Any]
    ) -> Sequence[Any]:
        asked: Info = converter.config.info_class(_raw_info=info, _field=definition)
        try:
            if names is not None:
                given = {names[name]: value for name, value in arguments.items()}
            else:
                given = _converted(arguments, definition, converter, asked)
            return _readable(await ask(parents, asked, **given))
        except DomainError as error:
            raise readable(error) from error

    return answer


def _names_of_plain(field: GraphQLField, definition: StrawberryField) -> Mapping[str, str] | None:
    """The resolver's names of a field's arguments; None when their values have to be converted too."""
    types = [get_nullable_type(argument.type) for argument in field.args.values()]
    if not all(is_leaf_type(type_) for type_ in types):
        return None
    return dict(zip(field.args, (argument.python_name for argument in definition.arguments), strict=True))


def _converted(
    arguments: Mapping[str, Any], definition: StrawberryField, converter: GraphQLCoreConverter, info: Info
) -> dict[str, Any]:
    registry, config = converter.scalar_registry, converter.config
    return convert_arguments(dict(arguments), definition.arguments, registry, config, info)


def _readable(answers: Sequence[Any]) -> Sequence[Any]:
    """The answers; refusals among them as a query tells them."""
    if not any(issubclass(class_, DomainError) for class_ in set(map(type, answers))):
        return answers
    return [readable(answer) if isinstance(answer, DomainError) else answer for answer in answers]
