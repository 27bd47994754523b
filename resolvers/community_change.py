"""Changing what a community is."""

from typing import Annotated, Any

from access.community import may_look_after, may_own
from events.log import Announcement
from kit.errors import stale
from models import (
    Community,
    CommunityActionKind,
    CommunityTopic,
    CommunityVisibility,
    EventKind,
    JoinPolicy,
    PostingPolicy,
    StreamKind,
)
from resolvers.arguments import ExpectedVersion, described
from resolvers.community import CommunityId, be_about, topics_for
from resolvers.community_log import log_deed
from resolvers.context import Context, Info
from resolvers.membership import standing_in
from resolvers.node import seen


async def update_community(
    info: Info,
    community_id: CommunityId,
    name: Annotated[str | None, described("Its name, in 1–80 characters.")] = None,
    purpose: Annotated[str | None, described("What it is for, in 10–2000 characters of Markdown.")] = None,
    topics: Annotated[list[str] | None, described("The slugs of at most 10 topics.")] = None,
    visibility: Annotated[CommunityVisibility | None, described("Who sees it; for owners.")] = None,
    join_policy: Annotated[JoinPolicy | None, described("How one becomes a member; for owners.")] = None,
    posting_policy: Annotated[
        PostingPolicy | None, described("Who starts threads and challenges in it; for owners.")
    ] = None,
    expected_version: ExpectedVersion = None,
) -> Community:
    """Changes what is given of a community, and leaves the rest; its members can read what was changed."""
    context = info.context
    found = await seen(context.loaders.community, Community, community_id, "communityId")
    row = await Community.select_for_update(no_key=True).get(id=found.id)
    own = await standing_in(context, row.id)
    policies = {"visibility": visibility, "join_policy": join_policy, "posting_policy": posting_policy}
    decides = any(value is not None for value in policies.values())
    context.viewer.must(may_own if decides else may_look_after, own)
    if expected_version is not None and expected_version != row.version:
        raise stale("This community", row.version, row)
    Community.check_lengths(name=name, purpose=purpose)
    given = {"name": name, "purpose": purpose, **policies}
    changes: dict[str, Any] = {
        key: value for key, value in given.items() if value not in (None, getattr(row, key))
    }
    if topics is not None and await _is_about_others(context, row, topics):
        changes["topics"] = topics
    if changes:
        await _store(context, row, changes)
    return row


async def _is_about_others(context: Context, row: Community, slugs: list[str]) -> bool:
    """Whether these topics are others than it has; then it has these.

    Raises: DomainError INVALID for too many or unknown ones.
    """
    wanted = await topics_for(context, slugs)
    kept = CommunityTopic.filter(community_id=row.id).order_by("position")
    if list(await kept.values_list("topic_id", flat=True)) == [topic.id for topic in wanted]:
        return False
    await CommunityTopic.filter(community_id=row.id).delete()
    await be_about(context, row.id, wanted)
    return True


async def _store(context: Context, row: Community, changes: dict[str, Any]) -> None:
    detail = ", ".join(changes)
    columns = {name: value for name, value in changes.items() if name != "topics"}
    row.update_from_dict({**columns, "version": row.version + 1})
    await row.save(update_fields=[*columns, "version"])
    context.announcer.announce(
        Announcement(StreamKind.COMMUNITY, row.id, EventKind.COMMUNITY_CHANGED, row.id)
    )
    await log_deed(context, row.id, CommunityActionKind.CHANGED, None, detail=detail)
