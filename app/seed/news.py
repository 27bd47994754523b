"""What somebody should hear of, before it is grouped into notifications."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class News:
    """Something that one educator should hear of."""

    at: datetime
    educator_id: UUID
    kind: str
    actor_id: UUID
    thread_id: UUID | None = None
    post_id: UUID | None = None
    request_id: UUID | None = None
    mentorship_id: UUID | None = None
