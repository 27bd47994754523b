"""From a resolver's parameters to the arguments of its field, and from those back."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from strawberry import UNSET
from strawberry.field_extensions import InputMutationExtension
from strawberry.types import get_object_definition
from strawberry.types.field import StrawberryField

from resolvers.arguments import After, Before, First, Last, PageArguments

# A resolver that lists takes one `page`; its field has these four arguments.
PAGE = "page"
_PAGE_ARGUMENTS = {"first": First, "after": After, "last": Last, "before": Before}


def parameters_of(resolve: Callable[..., Any]) -> list[inspect.Parameter]:
    """A resolver's parameters that are arguments of its field: those after `info`.

    What may be left out has no default in the schema: the resolver's own applies.
    """
    parameters = list(inspect.signature(resolve).parameters.values())
    after_info = [parameter.name for parameter in parameters].index("info") + 1
    return [
        argument
        for parameter in parameters[after_info:]
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
        for argument in _arguments_for(parameter)
    ]


def _arguments_for(parameter: inspect.Parameter) -> list[inspect.Parameter]:
    if parameter.name == PAGE:
        return [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=UNSET, annotation=annotation)
            for name, annotation in _PAGE_ARGUMENTS.items()
        ]
    default = UNSET if parameter.default is None else parameter.default
    return [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, default=default)]


def taking_page(resolve: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The same resolver for callers that have `first`, `after`, `last`, `before` instead of a `page`.

    It raises DomainError INVALID for a page that cannot be.
    """
    if PAGE not in inspect.signature(resolve).parameters:
        return resolve

    async def ask(*places: Any, **arguments: Any) -> Any:
        asked = {name: arguments.pop(name) for name in _PAGE_ARGUMENTS if name in arguments}
        return await resolve(*places, page=PageArguments(**asked), **arguments)

    return ask


class OneInput(InputMutationExtension):
    """A mutation's arguments as the fields of one described `input`; those left out stay out."""

    def __init__(self, mutation: str) -> None:
        self.mutation = mutation

    def apply(self, field: StrawberryField) -> None:
        """Make the input type."""
        super().apply(field)
        (argument,) = field.arguments
        argument.description = "All arguments."
        made = get_object_definition(argument.type, strict=True)
        made.description = f"The arguments of `{self.mutation}`."

    def map_arguments(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """The input's fields that were given, as arguments."""
        given = super().map_arguments(kwargs)
        return {name: value for name, value in given.items() if value is not UNSET}
