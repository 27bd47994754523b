"""What a schema tells the executor about fields and types, in `extensions` of graphql-core's own objects."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from graphql import GraphQLResolveInfo

# On a field: answers it for all objects of a level, in their order.
BATCHED = "menteo.batched"
Batched = Callable[[Sequence[Any], GraphQLResolveInfo[Any], Mapping[str, Any]], Awaitable[Sequence[Any]]]

# On a field: reads it from an object, at once, with no arguments and no effect.
COLUMN = "menteo.column"
Column = Callable[[Any], Any]

# On an object type: its `is_type_of` looks at nothing but an object's class.
BY_CLASS = "menteo.byClass"

# On a scalar: the class of values that the answer's JSON encoder writes as the scalar would.
NATIVE = "menteo.native"
