"""Where values belong in the answer.

A level's values are kept in flat lists, whatever they hang from. `Places` is what ties such a list
to the answer: each of its places has an owner among the places of the step above. Following the
owners upwards gives a value's path, and the place that becomes null when the value is missing.
On the way down nobody asks for either, so neither costs anything unless something fails.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from graphql.pyutils import Path


class Places(ABC):
    """As many places in the answer as a step has values.

    `owners` tells for each place which place of the step above it lies in; None: that of the same number.
    """

    __slots__ = ("above", "nullable", "nulled", "owners")

    def __init__(self, above: "Places | None", owners: Sequence[int] | None, *, nullable: bool) -> None:
        self.above = above
        self.owners = owners
        self.nullable = nullable
        # The places that errors below have made null.
        self.nulled: set[int] = set()

    def owner(self, index: int) -> int:
        """The number of the place above in which this one lies."""
        return index if self.owners is None else self.owners[index]

    def upwards(self, index: int) -> Iterator[tuple["Places", int]]:
        """This place, the one it lies in, and so on up to the root."""
        places: Places | None = self
        while places is not None:
            yield places, index
            index, places = places.owner(index), places.above

    def is_lost(self, index: int) -> bool:
        """Whether this place, or one that it lies in, has been made null."""
        return any(number in places.nulled for places, number in self.upwards(index))

    def null_for(self, index: int) -> tuple["Places", int]:
        """The place that becomes null when this one lacks its value: the nearest that may be null."""
        return next(place for place in self.upwards(index) if place[0].nullable)

    @abstractmethod
    def keys(self, index: int) -> tuple[str | int, ...]:
        """The response path: names of fields and numbers of items; nothing for the root."""

    @abstractmethod
    def path(self, index: int) -> Path | None:
        """The response path as graphql-core keeps it; None for the root."""

    def field_above(self, index: int) -> "tuple[Places, int] | None":
        """The place of the list that this place is an item of; None for any other."""
        del index
        return None


class RootPlaces(Places):
    """The one place of the whole answer, which may always be null."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(None, None, nullable=True)

    def keys(self, index: int) -> tuple[str | int, ...]:
        """Nothing."""
        del index
        return ()

    def path(self, index: int) -> None:
        """None."""
        del index


class KeyedPlaces(Places):
    """Places that have a key in the place they lie in."""

    __slots__ = ("_above",)

    def __init__(self, above: Places, owners: Sequence[int] | None, *, nullable: bool) -> None:
        super().__init__(above, owners, nullable=nullable)
        self._above = above

    def keys(self, index: int) -> tuple[str | int, ...]:
        """The keys of the place above, and its own."""
        return *self._above.keys(self.owner(index)), self.key(index)

    def path(self, index: int) -> Path:
        """The path of the place above, and its own key."""
        return Path(self._above.path(self.owner(index)), self.key(index), self.typename)

    @property
    @abstractmethod
    def typename(self) -> str | None:
        """The object type whose field this is; None for items."""

    @abstractmethod
    def key(self, index: int) -> str | int:
        """The last part of the path."""


class FieldPlaces(KeyedPlaces):
    """The places of one field of many objects."""

    __slots__ = ("_name", "_typename")

    def __init__(
        self,
        above: Places,
        owners: Sequence[int] | None,
        *,
        nullable: bool,
        field: tuple[str, str],
    ) -> None:
        super().__init__(above, owners, nullable=nullable)
        self._name, self._typename = field

    @property
    def typename(self) -> str:
        """The object type whose field this is."""
        return self._typename

    def key(self, index: int) -> str:
        """The name under which the field answers."""
        del index
        return self._name


class ItemPlaces(KeyedPlaces):
    """The places of the items of many lists."""

    __slots__ = ("positions",)

    def __init__(
        self, above: Places, owners: Sequence[int], positions: Sequence[int], *, nullable: bool
    ) -> None:
        super().__init__(above, owners, nullable=nullable)
        self.positions = positions

    def field_above(self, index: int) -> tuple[Places, int] | None:
        """The place of the list."""
        return self._above, self.owner(index)

    @property
    def typename(self) -> None:
        """None."""

    def key(self, index: int) -> int:
        """The item's number in its list."""
        return self.positions[index]
