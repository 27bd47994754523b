"""What all tables share: a UUIDv7 key, limits that the database knows too, light rows for reading."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from kit.errors import DomainError, ErrorCode, FieldProblem
from kit.ids import uuid7


class Length(NamedTuple):
    """How many characters a text may have."""

    least: int
    most: int


class Row(Model):
    """A row of the network. A subclass's name is also its type's name in the API."""

    lengths: ClassVar[Mapping[str, Length]] = {}
    # Columns that in a query nothing reads but the field that shows them; unshown, they are not fetched.
    only_shown: ClassVar[frozenset[str]] = frozenset()

    id = fields.UUIDField(primary_key=True, default=None)

    class Meta:
        abstract = True

    @classmethod
    def light(cls, record: Mapping[str, Any]) -> Self:
        """A row made from a record without the ORM's per-column constructor; for reading only."""
        row = cls.__new__(cls)
        row.__dict__.update(record)
        return row

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the table's columns that the model declares, foreign keys as `<name>_id`."""
        declared = cls._meta.fields_map.items()
        names = [f"{n}_id" if isinstance(f, fields.relational.RelationalField) else n for n, f in declared]
        return list(dict.fromkeys(names))

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        name: str = cls._meta.db_table
        return name

    @classmethod
    def storing(cls, *columns: str) -> str:
        """The statement that writes these columns of many rows, given as a JSON list ($1) with their ids."""
        table, sets = cls.table(), ", ".join(f"{column} = given.{column}" for column in columns)
        given = f"jsonb_populate_recordset(NULL::{table}, $1::jsonb) AS given"
        return f"UPDATE {table} SET {sets} FROM {given} WHERE {table}.id = given.id"  # noqa: S608 - own names

    @classmethod
    def new_id(cls, at: datetime) -> UUID:
        """A fresh id that sorts by the instant `at`."""
        return uuid7(at)

    @classmethod
    def check_lengths(cls, **texts: str | None) -> None:
        """Nothing, when every text given has a length that the column allows.

        Raises: DomainError INVALID that names each text that is too short or too long.
        """
        problems = [
            FieldProblem([camel(name)], problem)
            for name, text in texts.items()
            if text is not None and (problem := _length_problem(text, cls.lengths[name]))
        ]
        if problems:
            raise DomainError(ErrorCode.INVALID, problems[0].message, problems)


def reference(model: str, *, null: bool = False, on_delete: fields.OnDelete = fields.CASCADE) -> Any:
    """A foreign key to another model; the row carries it as `<name>_id`."""
    options: dict[str, Any] = {"related_name": False, "null": null, "on_delete": on_delete}
    return fields.ForeignKeyField(f"models.{model}", **options)


def reference_once(model: str) -> Any:
    """A foreign key to another model that at most one row may carry."""
    return fields.OneToOneField(f"models.{model}", related_name=False, on_delete=fields.CASCADE)


def _length_problem(text: str, length: Length) -> str | None:
    if "\x00" in text:
        return "A text cannot contain the character U+0000."
    try:
        text.encode()
    except UnicodeEncodeError:
        return "A text cannot contain half of a surrogate pair."
    if len(text) > length.most:
        return f"This text has {len(text)} characters; at most {length.most} are allowed."
    if len(text.strip()) < length.least:
        return f"This text needs at least {length.least} character{'s' if length.least > 1 else ''}."
    return None


def camel(name: str) -> str:
    """The GraphQL spelling of a Python name."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def known(table: str, column: str, values: type[StrEnum]) -> CheckConstraint:
    """The constraint that a text column holds one of an enum's values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(check=f"{column} IN ({listed})", name=f"{table}_{column}_known")


def long(table: str, column: str, length: Length) -> CheckConstraint:
    """The constraint that a text column keeps to its length."""
    bounds = f"char_length({column}) BETWEEN {length.least} AND {length.most}"
    return CheckConstraint(check=bounds, name=f"{table}_{column}_length")


def lasting(table: str, lengths: Mapping[str, Length]) -> list[CheckConstraint]:
    """One length constraint for each limited column."""
    return [long(table, column, length) for column, length in lengths.items()]
