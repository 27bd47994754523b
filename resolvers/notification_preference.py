"""What an educator wants to be notified of."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

import strawberry

from access.viewer import may_write
from kit.errors import invalid
from loaders.notification import unwanted_kinds
from models import Educator, NotificationKind, NotificationPreference, Row
from models.notification import ALWAYS_TOLD
from resolvers.arguments import described
from resolvers.context import Info


@strawberry.input(description="Whether a kind of notification is wanted.")
class NotificationPreferenceInput:
    """Whether a kind of notification is wanted."""

    kind: NotificationKind = strawberry.field(description="The kind.")
    is_wanted: bool = strawberry.field(description="Whether you want to be notified of it.")


@dataclass(frozen=True)
class Preference:
    """One kind, and whether it is wanted."""

    kind: NotificationKind
    is_wanted: bool


@dataclass(frozen=True)
class Preferences:
    """Whose preferences, of every kind."""

    educator: Educator
    preferences: list[Preference]

    def source(self) -> Educator:
        """The educator."""
        return self.educator


async def notification_preferences(_: object, info: Info) -> list[Preference]:
    """What you want to be notified of: every kind, in the order of the enum."""
    return _of_every_kind(await unwanted_kinds(info.context.reader))


async def set_notification_preferences(
    info: Info,
    preferences: Annotated[
        list[NotificationPreferenceInput], described("The kinds to change; the others stay as they are.")
    ],
) -> Preferences:
    """Says what you want to be notified of; what was told before stays."""
    context = info.context
    context.viewer.must(may_write)
    said = {preference.kind: preference.is_wanted for preference in preferences}
    if len(said) < len(preferences):
        raise invalid("preferences", "Name every kind only once.")
    if any(not said.get(kind, True) for kind in ALWAYS_TOLD):
        raise invalid("preferences", "You are always told what moderators decide about you.")
    # Of two that change them at once, one is second.
    educator = await Educator.select_for_update(no_key=True).get(id=context.member_id)
    await NotificationPreference.filter(educator_id=educator.id, kind__in=list(said)).delete()
    await NotificationPreference.bulk_create(
        NotificationPreference(
            id=NotificationPreference.new_id(context.now()),
            educator_id=educator.id,
            kind=kind,
            created_at=context.now(),
        )
        for kind, is_wanted in said.items()
        if not is_wanted
    )
    return await _stored(educator)


async def recall_preferences(_: Info, educator: Row) -> Preferences:
    """The preferences as they stand now."""
    return await _stored(await Educator.get(id=educator.id))


async def _stored(educator: Educator) -> Preferences:
    unwanted = NotificationPreference.filter(educator_id=educator.id)
    return Preferences(educator, _of_every_kind(await unwanted.values_list("kind", flat=True)))


def _of_every_kind(unwanted: Collection[object]) -> list[Preference]:
    return [Preference(kind, kind not in unwanted) for kind in NotificationKind]
