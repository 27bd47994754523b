"""All objects that one selection is executed on at once, wherever in the answer they lie."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from execution.places import Places

if TYPE_CHECKING:
    from execution.selection import Selection


class Level:
    """Objects of one type (`sources`), and the dicts of the answer that they fill (`targets`).

    Object i lies in the place `owners[i]` of `places`; no `owners`: in the place i.
    """

    __slots__ = ("owners", "places", "selection", "sources", "targets")

    def __init__(
        self,
        selection: "Selection",
        sources: Sequence[Any],
        targets: list[dict[str, Any]],
        places: Places,
        owners: Sequence[int] | None = None,
    ) -> None:
        self.selection = selection
        self.sources = sources
        self.targets = targets
        self.places = places
        self.owners = owners

    def living(self) -> "Level":
        """The level without the objects that errors have removed from the answer."""
        places = self.places
        owners = range(len(self.sources)) if self.owners is None else self.owners
        kept = [index for index, owner in enumerate(owners) if not places.is_lost(owner)]
        if len(kept) == len(owners):
            return self
        return Level(
            self.selection,
            [self.sources[index] for index in kept],
            [self.targets[index] for index in kept],
            places,
            [owners[index] for index in kept],
        )

    @property
    def is_lost(self) -> bool:
        """Whether errors have removed all of its objects from the answer."""
        return not self.living().sources
