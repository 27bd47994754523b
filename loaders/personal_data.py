"""How the data of one person is read, list by list."""

from dataclasses import dataclass

from models import Row
from models.row import camel

# Whose data it is: $1 is the educator, $2 the account.
_OWNER = "(SELECT $1::uuid AS educator_id, $2::uuid AS account_id) me"


@dataclass(frozen=True)
class Section:
    """A list in the export: the rows `x` of a model that meet a condition on `x` and `me`, oldest first."""

    name: str
    model: type[Row]
    condition: str = "TRUE"
    joins: str = ""
    without: frozenset[str] = frozenset()
    # Nothing but these, when given.
    only: tuple[str, ...] = ()

    def named_columns(self) -> dict[str, str]:
        """The keys of its objects → their columns."""
        kept = [name for name in self.only or self.model.columns() if name not in self.without]
        return {camel(name): name for name in kept}

    def statement(self) -> str:
        """One row for each object of the list, as JSON text."""
        pairs = ", ".join(f"'{key}', x.{column}" for key, column in self.named_columns().items())
        table = self.model.table()
        return f"""SELECT json_build_object({pairs})::text AS item
            FROM {_OWNER} CROSS JOIN {table} x {self.joins} WHERE {self.condition} ORDER BY x.id"""
