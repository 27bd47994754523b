"""Communities: finding them, and starting one."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.community import may_start_community
from events.log import Announcement
from kit.errors import invalid
from loaders.community import communities_where, topics_of_communities
from loaders.follow import viewer_follows_communities
from loaders.page import Page
from models import (
    Community,
    CommunityRole,
    CommunityTopic,
    CommunityVisibility,
    EventKind,
    JoinPolicy,
    Membership,
    MembershipStatus,
    PostingPolicy,
    StreamKind,
    Topic,
)
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.topic import topics_called

MOST_TOPICS = 10

CommunityId = Annotated[ID, described("The global id of a community.")]


async def community(info: Info, slug: Annotated[str, described("The community's slug.")]) -> Community | None:
    """The community with this slug; null when there is none that you may see."""
    found: Community | None = await info.context.loaders.community_by_slug.load(slug)
    return found


async def communities(
    info: Info,
    page: PageArguments,
    topic: Annotated[str | None, described("Only those about the topic with this slug.")] = None,
    search: Annotated[str | None, described("Only those with this text in their name or purpose.")] = None,
) -> Page:
    """Communities that are listed, and your own hidden ones, newest first."""
    return await communities_where(info.context.reader, topic, search, page)


async def topics(communities: Sequence[Community], info: Info) -> list[list[Topic]]:
    """What the community is about, in its own order."""
    return await topics_of_communities(info.context.reader, [row.id for row in communities])


async def viewer_is_following(communities: Sequence[Community], info: Info) -> list[bool]:
    """Whether you follow this community."""
    return await viewer_follows_communities(info.context.reader, [row.id for row in communities])


async def create_community(
    info: Info,
    slug: Annotated[str, described("Its name in addresses: 3–60 of a–z, 0–9 and single hyphens.")],
    name: Annotated[str, described("Its name, in 1–80 characters.")],
    purpose: Annotated[str, described("What it is for, in 10–2000 characters of Markdown.")],
    topics: Annotated[list[str] | None, described("The slugs of at most 10 topics.")] = None,
    visibility: Annotated[CommunityVisibility, described("Who sees it.")] = CommunityVisibility.PUBLIC,
    join_policy: Annotated[JoinPolicy, described("How one becomes a member.")] = JoinPolicy.OPEN,
    posting_policy: Annotated[
        PostingPolicy, described("Who starts threads and challenges in it.")
    ] = PostingPolicy.MEMBERS,
) -> Community:
    """Starts a community; you are its owner and first member."""
    context = info.context
    context.viewer.must(may_start_community)
    Community.check_lengths(slug=slug, name=name, purpose=purpose)
    about = await topics_for(context, topics or [])
    row = await Community.create(
        id=Community.new_id(context.now()),
        slug=slug,
        name=name,
        purpose=purpose,
        visibility=visibility,
        join_policy=join_policy,
        posting_policy=posting_policy,
        member_count=1,
        created_at=context.now(),
        version=1,
        last_seq=0,
    )
    await _own(context, row.id)
    await be_about(context, row.id, about)
    return row


async def topics_for(context: Context, slugs: Sequence[str]) -> list[Topic]:
    """The topics with these slugs, in their order.

    Raises: DomainError INVALID for too many, or one that there is not.
    """
    wanted = list(dict.fromkeys(slugs))
    if len(wanted) > MOST_TOPICS:
        raise invalid("topics", f"A community is about at most {MOST_TOPICS} topics.")
    return await topics_called(context, wanted, "topics")


async def _own(context: Context, community_id: UUID) -> None:
    now = context.now()
    await Membership.create(
        id=Membership.new_id(now),
        community_id=community_id,
        educator_id=context.member_id,
        role=CommunityRole.OWNER,
        status=MembershipStatus.ACTIVE,
        created_at=now,
        joined_at=now,
        version=1,
    )


async def be_about(context: Context, community_id: UUID, topics: Sequence[Topic]) -> None:
    """Write down what a community is about."""
    rows = [
        CommunityTopic(
            id=CommunityTopic.new_id(context.now()),
            community_id=community_id,
            topic_id=row.id,
            position=place,
        )
        for place, row in enumerate(topics)
    ]
    await CommunityTopic.bulk_create(rows)


def announce_membership(context: Context, row: Membership) -> None:
    """Tell the community's listeners that somebody stands differently with it."""
    context.announcer.announce(
        Announcement(StreamKind.COMMUNITY, row.community_id, EventKind.MEMBERSHIP_CHANGED, row.id)
    )
