"""Arguments that many fields share, described once."""

from typing import Annotated

import strawberry
from strawberry import ID

from loaders.page import PageArguments


def described(description: str) -> object:
    """What makes an annotated parameter a described argument."""
    return strawberry.argument(description=description)


Id = Annotated[ID, described("The global id.")]
Ids = Annotated[list[ID], described("The global ids, at most 100.")]
First = Annotated[int | None, described("How many from the front: 1–100, 20 when nothing is said.")]
After = Annotated[str | None, described("Only what comes after this cursor.")]
Last = Annotated[int | None, described("How many from the end: 1–100.")]
Before = Annotated[str | None, described("Only what comes before this cursor.")]
AfterEvent = Annotated[
    str | None,
    described("The cursor of the last event you saw; without it, only what happens from now on."),
]
ExpectedVersion = Annotated[
    int | None, described("The version you edit; a newer one makes the edit a CONFLICT.")
]

__all__ = ["After", "AfterEvent", "Before", "ExpectedVersion", "First", "Id", "Ids", "Last", "PageArguments"]
