"""What the rest of seeding needs to remember of an educator."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Member(NamedTuple):
    """An educator who is in the network already."""

    id: UUID
    handle: str
    joined: datetime
    city: str
    phase: int
    subjects: tuple[str, ...]
    time_zone: str
    # The slugs of the topics that they teach; `subjects` names them inside a sentence.
    topics: tuple[str, ...]
