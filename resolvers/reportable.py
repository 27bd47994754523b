"""What can be reported: how it is found, whose it is, what it says, and how its hiding is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.log import Announcement
from kit.ids import decode_id
from loaders import Loaders
from loaders.loader import Loader
from models import (
    Challenge,
    Community,
    Educator,
    EventKind,
    FlagTarget,
    MentorshipRequest,
    Message,
    Post,
    Roadmap,
    Row,
    StreamKind,
    Thread,
)
from resolvers.context import Context
from resolvers.node import absent


@dataclass(frozen=True)
class Reportable:
    """A kind of thing that can be reported.

    `owner` is the column that names who is responsible for it, None when nobody alone is; `texts` are the
    columns that say something. Who listens to `stream`, which its column `stream_id` names, hears `changed`.
    """

    target: FlagTarget
    model: type[Row]
    loader: Callable[[Loaders], Loader[UUID, Any]]
    owner: str | None
    texts: tuple[str, ...]
    stream: tuple[StreamKind, str, EventKind] | None = None

    def owner_of(self, row: Row) -> UUID | None:
        """The educator who is responsible for it."""
        return getattr(row, self.owner) if self.owner else None

    def snapshot_of(self, row: Row) -> dict[str, str]:
        """What it says now, by column; without what is empty."""
        said = {name: getattr(row, name) for name in self.texts}
        return {name: text for name, text in said.items() if text}

    def change_of(self, row: Row) -> Announcement | None:
        """What tells those who listen that it is hidden, or is no longer."""
        if self.stream is None:
            return None
        kind, column, changed = self.stream
        return Announcement(kind, getattr(row, column), changed, row.id)


REPORTABLE: Mapping[str, Reportable] = {
    kind.model.__name__: kind
    for kind in (
        Reportable(
            FlagTarget.EDUCATOR,
            Educator,
            lambda loaders: loaders.educator,
            "id",
            ("handle", "display_name", "headline", "bio", "organisation", "region"),
        ),
        Reportable(
            FlagTarget.THREAD,
            Thread,
            lambda loaders: loaders.thread,
            "author_id",
            ("title", "about"),
            (StreamKind.THREAD, "id", EventKind.THREAD_CHANGED),
        ),
        Reportable(
            FlagTarget.POST,
            Post,
            lambda loaders: loaders.post,
            "author_id",
            ("body",),
            (StreamKind.THREAD, "thread_id", EventKind.POST_EDITED),
        ),
        Reportable(
            FlagTarget.MESSAGE,
            Message,
            lambda loaders: loaders.message,
            "author_id",
            ("body",),
            (StreamKind.MENTORSHIP, "mentorship_id", EventKind.MESSAGE_EDITED),
        ),
        Reportable(
            FlagTarget.REQUEST,
            MentorshipRequest,
            lambda loaders: loaders.mentorship_request,
            "initiator_id",
            ("message", "info_answer"),
        ),
        Reportable(
            FlagTarget.COMMUNITY,
            Community,
            lambda loaders: loaders.community,
            None,
            ("slug", "name", "purpose"),
            (StreamKind.COMMUNITY, "id", EventKind.COMMUNITY_CHANGED),
        ),
        Reportable(
            FlagTarget.CHALLENGE,
            Challenge,
            lambda loaders: loaders.challenge,
            "author_id",
            ("title", "description"),
            (StreamKind.COMMUNITY, "community_id", EventKind.CHALLENGE_CHANGED),
        ),
        Reportable(
            FlagTarget.ROADMAP,
            Roadmap,
            lambda loaders: loaders.roadmap,
            "curator_id",
            ("slug", "title", "summary"),
        ),
    )
}
BY_TARGET = {kind.target: kind for kind in REPORTABLE.values()}


async def reportable(context: Context, text: str, argument: str) -> tuple[Reportable, Row]:
    """The thing behind a global id that the viewer may see, and what kind of thing it is.

    Raises: DomainError NOT_FOUND when it is absent, not visible, or nothing that can be reported.
    """
    decoded = decode_id(text)
    kind = REPORTABLE.get(decoded.type_name) if decoded else None
    if decoded is None or kind is None:
        raise absent("Thing", argument)
    row: Row | None = await kind.loader(context.loaders).load(decoded.id)
    if row is None:
        raise absent("Thing", argument)
    return kind, row
