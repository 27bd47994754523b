"""Rows as the driver makes them: a record of the columns that were read, which counts as its model.

The driver fills such a record in C, so that a row costs nothing beyond its values. Made once for each model,
it has the model's name, columns and methods; it is for reading only.
"""

from functools import cache
from inspect import isfunction
from operator import itemgetter
from typing import Any

import asyncpg

from models.row import Row


@cache
def record_of(model: type[Row]) -> type[asyncpg.Record]:
    """The class of a model's records, `isinstance` of the model."""
    read: dict[str, Any] = {column: property(itemgetter(column)) for column in model.columns()}
    own = {name: value for name, value in vars(model).items() if isfunction(value)}
    return type(
        model.__name__,
        (asyncpg.Record,),
        {
            **own,
            **read,
            "__doc__": model.__doc__,
            "__module__": model.__module__,
            "__slots__": (),
            "__class__": property(lambda _: model),
            # One row is one thing, whatever its values are.
            "__eq__": object.__eq__,
            "__hash__": object.__hash__,
        },
    )
