"""The rules of communities and their filters say the same, however somebody stands with them."""

from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from access.challenge import challenge_visible, mark_visible, may_see_challenge, may_see_mark
from access.community import (
    community_readable,
    community_visible,
    log_readable,
    may_read_community,
    may_read_log,
    may_see_community,
)
from access.invitation import invitation_visible, may_see_invitation
from access.membership import may_see_membership, membership_visible
from access.roadmap import edition_visible, may_read_drafts, may_see_roadmap, roadmap_visible
from access.thread import may_see_thread, thread_visible
from access.viewer import VIEWER_ROW, Viewer
from models import (
    Block,
    Challenge,
    ChallengeMark,
    Community,
    CommunityInvitation,
    CommunityVisibility,
    Educator,
    Membership,
    ProfileVisibility,
    Roadmap,
    RoadmapStatus,
    RoadmapVersion,
    Thread,
    ThreadVisibility,
)
from tests.access.relations import NOW, Relations
from tests.database import empty_tables

# Whatever somebody can be to a community: their role and status, or only an invitation, or nothing.
STANDINGS = [
    ("OWNER", "ACTIVE"), ("MODERATOR", "ACTIVE"), ("MEMBER", "ACTIVE"), ("MEMBER", "PENDING"),
    ("MEMBER", "LEFT"), ("MEMBER", "BANNED"), ("", "INVITED"), ("", "REVOKED"), ("", ""),
]  # fmt: skip


def a_community(made: Relations, visibility: str, hidden_at: Any) -> Community:
    slug = f"c-{len(made.rows[Community])}"
    policies = {"join_policy": "OPEN", "posting_policy": "MEMBERS", "visibility": visibility}
    counters = {"member_count": 0, "version": 1, "last_seq": 0}
    row: Community = made.add(
        Community,
        slug=slug,
        name=slug,
        purpose="To learn together",
        hidden_at=hidden_at,
        **policies,
        **counters,
    )
    return row


def curate(made: Relations, curator: Educator, community: Community | None) -> None:
    """A roadmap in the making, one that is offered and one that is hidden, each with two editions."""
    for status, hidden_at in (("DRAFT", None), ("PUBLISHED", None), ("PUBLISHED", NOW)):
        is_draft = status == "DRAFT"
        row = made.add(
            Roadmap,
            slug=f"r-{len(made.rows.get(Roadmap, []))}",
            title="A way",
            summary="From here to somewhere else",
            curator_id=curator.id,
            community_id=community and community.id,
            status=RoadmapStatus(status),
            latest_number=0 if is_draft else 1,
            published_at=None if is_draft else NOW,
            hidden_at=hidden_at,
            version=1,
        )
        for number in (1, 2)[: 1 if is_draft else 2]:
            at = NOW if number == 1 and not is_draft else None
            made.add(RoadmapVersion, roadmap_id=row.id, number=number, published_at=at)


def challenge(made: Relations, community: Community, people: list[Educator]) -> None:
    """A challenge that everybody sees and one that is hidden, each with somebody who faces it."""
    for author, hidden_at in ((people[2], None), (people[3], NOW)):
        texts = {"title": "Noise", "description": "", "version": 1}
        of = {"community_id": community.id, "author_id": author.id, "hidden_at": hidden_at}
        row = made.add(Challenge, **texts, **of)
        for educator in (people[2], people[1], people[-2]):
            made.add(ChallengeMark, challenge_id=row.id, educator_id=educator.id, stance="FACING")


def threads(made: Relations, community: Community, author: Educator) -> None:
    """A thread of every visibility, and one that is hidden."""
    for visibility, hidden_at in (*product(ThreadVisibility, (None,)), (ThreadVisibility.PUBLIC, NOW)):
        texts = {"title": "Ours", "about": "", "status": "OPEN", "version": 1}
        where = {"community_id": community.id, "visibility": visibility, "hidden_at": hidden_at}
        made.add(Thread, author_id=author.id, **texts, **where, post_count=0, last_seq=0)


def stand(made: Relations, community: Community, educator: Educator, role: str, status: str) -> None:
    if role:
        when = {"joined_at": NOW, "banned_at": NOW if status == "BANNED" else None}
        who = {"community_id": community.id, "educator_id": educator.id}
        made.add(Membership, role=role, status=status, version=1, **when, **who)
    elif status:
        number = len(made.rows[CommunityInvitation])
        made.add(
            CommunityInvitation,
            community_id=community.id,
            inviter_id=educator.id,
            invitee_id=educator.id,
            digest=bytes([number]),
            expires_at=NOW.replace(year=2027),
            revoked_at=NOW if status == "REVOKED" else None,
        )


@pytest.fixture(scope="module")
async def made(connection: asyncpg.Connection) -> Relations:
    """Somebody for every standing, a moderator of the platform, and walls between some of them."""
    await empty_tables(connection)
    made = Relations()
    people = [made.educator(ProfileVisibility.PUBLIC) for _ in STANDINGS]
    people += [
        made.educator(ProfileVisibility.CONNECTIONS),
        made.educator(ProfileVisibility.PUBLIC, "MODERATOR"),
    ]
    made.rows |= {
        model: [] for model in (Block, Community, Membership, CommunityInvitation, Roadmap, RoadmapVersion)
    }
    for visibility, hidden_at in product(CommunityVisibility, (None, NOW)):
        community = a_community(made, visibility, hidden_at)
        for educator, (role, status) in zip(people, [*STANDINGS, ("MEMBER", "ACTIVE")], strict=False):
            stand(made, community, educator, role, status)
        curate(made, people[2], community)
        challenge(made, community, people)
        threads(made, community, people[2])
    curate(made, people[1], None)
    for one, other in ((0, 2), (8, 1), (10, 2)):
        made.add(Block, blocker_id=people[one].id, blocked_id=people[other].id)
    await made.insert(connection)
    return made


class Judge:
    """What the pure rules say."""

    def __init__(self, made: Relations) -> None:
        self.communities, self.educators = made.ids(Community), made.ids(Educator)
        self.roadmaps, self.challenges = made.ids(Roadmap), made.ids(Challenge)
        self.standing = {(row.community_id, row.educator_id): row for row in made.rows[Membership]}
        self.invited = {
            (row.community_id, row.invitee_id)
            for row in made.rows[CommunityInvitation]
            if row.revoked_at is None
        }

    def own(self, viewer: Viewer, community_id: UUID) -> Membership | None:
        return self.standing.get((community_id, viewer.reader_id)) if viewer.reader_id else None

    def sees(self, viewer: Viewer, row: Community) -> bool:
        is_invited = (row.id, viewer.reader_id) in self.invited
        return may_see_community(viewer, row, own=self.own(viewer, row.id), is_invited=is_invited)

    def reads(self, viewer: Viewer, row: Community) -> bool:
        return may_read_community(viewer, row, own=self.own(viewer, row.id))

    def reads_log(self, viewer: Viewer, row: Community) -> bool:
        return may_read_log(viewer, row, own=self.own(viewer, row.id))

    def sees_roadmap(self, viewer: Viewer, row: Roadmap) -> bool:
        community = self.communities.get(row.community_id) if row.community_id else None
        return may_see_roadmap(
            viewer,
            row,
            reads_community=community is None or self.reads(viewer, community),
            looks_after=self.looks_after(viewer, row),
        )

    def sees_edition(self, viewer: Viewer, row: RoadmapVersion) -> bool:
        roadmap = self.roadmaps[row.roadmap_id]
        is_out = row.published_at is not None
        return self.sees_roadmap(viewer, roadmap) and (
            is_out or may_read_drafts(viewer, roadmap, looks_after=self.looks_after(viewer, roadmap))
        )

    def sees_challenge(self, viewer: Viewer, row: Challenge) -> bool:
        community = self.communities[row.community_id]
        return may_see_challenge(viewer, row, reads_community=self.reads(viewer, community))

    def sees_thread(self, viewer: Viewer, row: Thread) -> bool:
        assert row.community_id is not None
        own = self.own(viewer, row.community_id)
        return may_see_thread(
            viewer,
            row,
            is_follower=False,
            reads_community=self.reads(viewer, self.communities[row.community_id]),
            is_fellow=own is not None and own.is_active(),
        )

    def sees_mark(self, viewer: Viewer, row: ChallengeMark) -> bool:
        challenge = self.challenges[row.challenge_id]
        own = self.own(viewer, challenge.community_id)
        return may_see_mark(
            viewer,
            row,
            sees_challenge=self.sees_challenge(viewer, challenge),
            is_fellow=own is not None and own.is_active(),
            sees_educator=self.sees_educator(viewer, self.educators[row.educator_id]),
        )

    def sees_educator(self, viewer: Viewer, row: Educator) -> bool:
        is_shown = row.visibility == ProfileVisibility.PUBLIC or viewer.oversees
        return row.id == viewer.reader_id or (is_shown and row.id not in viewer.blocked)

    def looks_after(self, viewer: Viewer, row: Roadmap) -> bool:
        own = self.own(viewer, row.community_id) if row.community_id else None
        return own is not None and own.looks_after()

    def sees_invitation(self, viewer: Viewer, row: CommunityInvitation) -> bool:
        return may_see_invitation(viewer, row, own=self.own(viewer, row.community_id))

    def sees_membership(self, viewer: Viewer, row: Membership) -> bool:
        educator = self.educators[row.educator_id]
        return may_see_membership(
            viewer,
            row,
            own=self.own(viewer, row.community_id),
            reads_community=self.reads(viewer, self.communities[row.community_id]),
            sees_educator=self.sees_educator(viewer, educator),
        )


JOINED = "membership x JOIN community c ON c.id = x.community_id JOIN educator e ON e.id = x.educator_id"


CASES: dict[str, tuple[Any, str, str]] = {
    "sees": (Community, "community x", community_visible("x")),
    "reads": (Community, "community x", community_readable("x")),
    "reads_log": (Community, "community x", log_readable("x")),
    "sees_invitation": (
        CommunityInvitation,
        "community_invitation x JOIN community c ON c.id = x.community_id",
        invitation_visible("x", "c"),
    ),
    "sees_challenge": (
        Challenge,
        "challenge x JOIN community c ON c.id = x.community_id",
        challenge_visible("x", "c"),
    ),
    "sees_thread": (Thread, "thread x", thread_visible("x")),
    "sees_mark": (
        ChallengeMark,
        """challenge_mark x JOIN challenge h ON h.id = x.challenge_id
            JOIN community c ON c.id = h.community_id JOIN educator e ON e.id = x.educator_id""",
        mark_visible("x", "h", "c", "e"),
    ),
    "sees_roadmap": (
        Roadmap,
        "roadmap x LEFT JOIN community c ON c.id = x.community_id",
        roadmap_visible("x", "c"),
    ),
    "sees_edition": (
        RoadmapVersion,
        """roadmap_version x JOIN roadmap r ON r.id = x.roadmap_id
            LEFT JOIN community c ON c.id = r.community_id""",
        f"{roadmap_visible('r', 'c')} AND {edition_visible('x', 'r', 'c')}",
    ),
    "sees_membership": (Membership, JOINED, membership_visible("x", "c", "e")),
}


@pytest.mark.parametrize("rule", list(CASES))
async def test_a_rule_and_its_filter_agree(
    made: Relations, connection: asyncpg.Connection, rule: str
) -> None:
    judge = getattr(Judge(made), rule)
    model, source, condition = CASES[rule]
    sql = f"SELECT x.id FROM {VIEWER_ROW}, {source} WHERE {condition}"
    answers: set[bool] = set()
    for viewer in made.viewers():
        listed = {row["id"] for row in await connection.fetch(sql, *viewer.filter_values())}
        assert listed == {row.id for row in made.rows[model] if judge(viewer, row)}, viewer
        answers |= {row.id in listed for row in made.rows[model]}
    assert answers == {True, False}
