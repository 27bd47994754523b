"""Puts the domain's enums into the schema, with a description of each value."""

from enum import Enum
from typing import Any

import strawberry


def enum(values: type[Enum], description: str, **meanings: str) -> None:
    """Register an enum that lives in another package; every value needs a meaning."""
    missing = {value.name for value in values} ^ set(meanings)
    if missing:
        message = f"{values.__name__}: {', '.join(sorted(missing))} must be described, and nothing else."
        raise ValueError(message)
    # Whoever used the enum in an argument before has registered it already, without descriptions.
    registered: Any = values if hasattr(values, "__strawberry_definition__") else strawberry.enum(values)
    definition = registered.__strawberry_definition__
    definition.description = description
    for value in definition.values:
        value.description = meanings[value.name]
