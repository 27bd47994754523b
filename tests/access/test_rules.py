"""A rule is written twice, as a function and as an SQL filter: both say the same of every relation."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from access.educator import educator_visible, may_see_educator
from access.enrollment import enrollment_visible, may_see_enrollment
from access.feedback import feedback_visible, may_see_feedback
from access.goal import (
    evidence_visible,
    goal_visible,
    may_see_evidence,
    may_see_goal,
    may_see_step_evidence,
)
from access.journal import journal_entry_visible, may_see_journal_entry
from access.mentorship import in_room, is_in_room, may_see_mentorship, mentorship_visible
from access.need import may_see_need, need_visible
from access.network import is_tie, tie_visible
from access.notification import may_see_notification, notification_visible
from access.roadmap import may_see_roadmap
from access.thread import (
    may_read_post,
    may_see_post,
    may_see_thread,
    post_readable,
    post_visible,
    thread_visible,
)
from access.viewer import VIEWER_OF, VIEWER_ROW, Viewer
from models import (
    Block,
    Educator,
    Enrollment,
    EnrollmentShare,
    Evidence,
    Goal,
    JournalEntry,
    MentorOffer,
    MentorProfile,
    Mentorship,
    MentorshipRequest,
    Need,
    Notification,
    Post,
    Roadmap,
    Row,
    Session,
    SessionFeedback,
    Thread,
    TokenScope,
)
from tests.access.relations import NOW, Relations, all_relations
from tests.access.room_things import furnish
from tests.access.walks import enroll_some
from tests.database import empty_tables

SOURCES: list[tuple[type[Row], str, str]] = [
    (Educator, "educator x", educator_visible("x")),
    (Thread, "thread x", thread_visible("x")),
    (Post, "post x JOIN thread t ON t.id = x.thread_id", post_visible("x", "t")),
    (Mentorship, "mentorship x", mentorship_visible("x")),
    (MentorshipRequest, "mentorship_request x", in_room("x")),
    (Notification, "notification x", notification_visible("x")),
    (Need, "need x", need_visible("x", f"'{NOW}'")),
    (
        Goal,
        "goal x JOIN educator o ON o.id = x.owner_id LEFT JOIN mentorship m ON m.id = x.mentorship_id",
        goal_visible("x", "m", "o"),
    ),
    (
        Evidence,
        "evidence x LEFT JOIN goal g ON g.id = x.goal_id LEFT JOIN mentorship m ON m.id = g.mentorship_id",
        evidence_visible("x", "g", "m"),
    ),
    (
        JournalEntry,
        "journal_entry x LEFT JOIN mentorship m ON m.id = x.mentorship_id",
        journal_entry_visible("x", "m"),
    ),
    (
        SessionFeedback,
        "session_feedback x JOIN session s ON s.id = session_id JOIN mentorship m ON m.id = s.mentorship_id",
        feedback_visible("x", "s", "m"),
    ),
    (
        Enrollment,
        """enrollment x JOIN educator o ON o.id = x.educator_id JOIN roadmap r ON r.id = x.roadmap_id
            LEFT JOIN community rc ON rc.id = r.community_id""",
        enrollment_visible("x", "o", "r", "rc"),
    ),
]


class Judge:
    """What the pure rules say of a row."""

    def __init__(self, made: Relations) -> None:
        self.made = made
        self.threads, self.posts = made.ids(Thread), made.ids(Post)
        self.goals, self.educators = made.ids(Goal), made.ids(Educator)
        self.sessions, self.roadmaps = made.ids(Session), made.ids(Roadmap)
        self.ways = made.ids(Enrollment)
        self.pairs: dict[UUID, Any] = made.ids(Mentorship) | made.ids(MentorshipRequest)
        self.rules: dict[type[Row], Callable[..., bool]] = {
            Educator: self.educator,
            Thread: self.thread,
            Post: self.post,
            Mentorship: may_see_mentorship,
            MentorshipRequest: is_in_room,
            Notification: self.notification,
            Need: self.need,
            Goal: self.goal,
            Evidence: self.evidence,
            JournalEntry: self.journal_entry,
            SessionFeedback: self.feedback,
            Enrollment: self.enrollment,
        }

    def educator(self, viewer: Viewer, row: Educator) -> bool:
        me, follows = viewer.reader_id, self.made.follows
        is_mutual = me is not None and {(me, row.id), (row.id, me)} <= follows
        is_connected = is_mutual or self.is_paired(me, row.id) or self.has_asked(row.id, me)
        return may_see_educator(viewer, row, is_connected=is_connected)

    def is_paired(self, one: UUID | None, other: UUID) -> bool:
        """Whether the two are in a mentorship."""
        return any({one, other} == {row.mentor_id, row.mentee_id} for row in self.made.rows[Mentorship])

    def has_asked(self, one: UUID, other: UUID | None) -> bool:
        """Whether one has asked the other for a mentorship."""
        rows = self.made.rows[MentorshipRequest]
        return any(row.initiator_id == one and other in (row.mentor_id, row.mentee_id) for row in rows)

    def thread(self, viewer: Viewer, row: Thread) -> bool:
        is_follower = (viewer.reader_id, row.author_id) in self.made.follows
        return may_see_thread(viewer, row, is_follower=is_follower)

    def post(self, viewer: Viewer, row: Post) -> bool:
        return may_see_post(viewer, row, sees_thread=self.thread(viewer, self.threads[row.thread_id]))

    def need(self, viewer: Viewer, row: Need) -> bool:
        offered = {(o.educator_id, o.topic_id, o.function) for o in self.made.rows[MentorOffer]}
        asked = {p.educator_id for p in self.made.rows[MentorProfile] if p.takes_requests(NOW)}
        wanted = (viewer.reader_id, row.topic_id, row.function)
        sees_educator = self.educator(viewer, self.made.ids(Educator)[row.educator_id])
        offers_it = wanted in offered and viewer.reader_id in asked
        return may_see_need(viewer, row, sees_educator=sees_educator, offers_it=offers_it)

    def notification(self, viewer: Viewer, row: Notification) -> bool:
        if row.post_id is not None:
            sees_it = self.post(viewer, self.posts[row.post_id])
        else:
            sees_it = row.thread_id is not None and self.thread(viewer, self.threads[row.thread_id])
        subject_id = row.mentorship_id or row.request_id
        pair = self.pairs[subject_id] if subject_id else None
        is_inside = pair is not None and is_in_room(viewer, pair)
        return may_see_notification(viewer, row, sees_post_or_thread=sees_it, is_in_room=is_inside)

    def goal(self, viewer: Viewer, row: Goal) -> bool:
        owner = self.educators[row.owner_id]
        is_inside = self.is_inside(viewer, row.mentorship_id)
        return may_see_goal(viewer, row, is_in_room=is_inside, sees_owner=self.educator(viewer, owner))

    def evidence(self, viewer: Viewer, row: Evidence) -> bool:
        if row.goal_id is None:
            assert row.enrollment_id is not None
            way = self.ways[row.enrollment_id]
            return may_see_step_evidence(viewer, row, way, is_shown=self.is_shared(viewer, way))
        goal = self.goals[row.goal_id]
        return may_see_evidence(viewer, row, goal, is_in_room=self.is_inside(viewer, goal.mentorship_id))

    def journal_entry(self, viewer: Viewer, row: JournalEntry) -> bool:
        room = self.pairs[row.mentorship_id] if row.mentorship_id else None
        return may_see_journal_entry(viewer, row, room)

    def feedback(self, viewer: Viewer, row: SessionFeedback) -> bool:
        session = self.sessions[row.session_id]
        return may_see_feedback(
            viewer, row, session, is_in_room=self.is_inside(viewer, session.mentorship_id)
        )

    def enrollment(self, viewer: Viewer, row: Enrollment) -> bool:
        return may_see_enrollment(
            viewer,
            row,
            is_shared=self.is_shared(viewer, row),
            sees_owner=self.educator(viewer, self.educators[row.educator_id]),
            sees_roadmap=may_see_roadmap(
                viewer, self.roadmaps[row.roadmap_id], reads_community=True, looks_after=False
            ),
        )

    def is_shared(self, viewer: Viewer, row: Enrollment) -> bool:
        shares = [each for each in self.made.rows[EnrollmentShare] if each.enrollment_id == row.id]
        return any(self.is_inside(viewer, share.mentorship_id) for share in shares)

    def is_inside(self, viewer: Viewer, mentorship_id: UUID | None) -> bool:
        return mentorship_id is not None and is_in_room(viewer, self.pairs[mentorship_id])


@pytest.fixture(scope="module")
async def relations(connection: asyncpg.Connection) -> Relations:
    await empty_tables(connection)
    made = all_relations()
    furnish(made)
    enroll_some(made)
    await made.insert(connection)
    return made


@pytest.mark.parametrize(
    ("model", "source", "condition"),
    SOURCES,
    ids=[
        "educator",
        "thread",
        "post",
        "mentorship",
        "request",
        "news",
        "need",
        "goal",
        "evidence",
        "journal",
        "feedback",
        "enrollment",
    ],
)
async def test_a_rule_and_its_filter_agree(
    relations: Relations, connection: asyncpg.Connection, model: type[Row], source: str, condition: str
) -> None:
    rule = Judge(relations).rules[model]
    sql = f"SELECT x.id FROM {VIEWER_ROW}, {source} WHERE {condition}"
    answers: set[bool] = set()
    for viewer in relations.viewers():
        listed = {row["id"] for row in await connection.fetch(sql, *viewer.filter_values())}
        allowed = {row.id for row in relations.rows[model] if rule(viewer, row)}
        assert listed == allowed, viewer
        answers |= {row.id in listed for row in relations.rows[model]}
    assert answers == {True, False}


async def test_what_ties_and_its_filter_agree(relations: Relations, connection: asyncpg.Connection) -> None:
    walls = {frozenset((row.blocker_id, row.blocked_id)) for row in relations.rows[Block]}
    sql = f"SELECT x.id FROM {VIEWER_ROW}, mentorship x WHERE {tie_visible('x')}"
    tied = set[UUID]()
    for viewer in relations.viewers():
        listed = {row["id"] for row in await connection.fetch(sql, *viewer.filter_values())}
        assert listed == {
            row.id
            for row in relations.rows[Mentorship]
            if is_tie(viewer, row, is_walled=frozenset((row.mentor_id, row.mentee_id)) in walls)
        }, viewer
        tied |= listed
    # Nobody is tied by what never began, ended for safety, or lies behind a wall.
    kinds = {
        (row.close_reason, row.activated_at is not None)
        for row in relations.rows[Mentorship]
        if row.id in tied
    }
    assert kinds == {(None, True), ("NO_FAULT", True)}


async def test_a_hidden_post_is_read_by_the_same_people(
    relations: Relations, connection: asyncpg.Connection
) -> None:
    sql = f"SELECT x.id FROM {VIEWER_ROW}, post x WHERE {post_readable('x')}"
    posts = relations.rows[Post]
    for viewer in relations.viewers():
        listed = {row["id"] for row in await connection.fetch(sql, *viewer.filter_values())}
        assert listed == {row.id for row in posts if may_read_post(viewer, row)}
        assert (len(listed) == len(posts)) == viewer.oversees or viewer.educator_id == posts[1].author_id


@pytest.mark.parametrize("model", [Educator, Thread])
async def test_what_somebody_else_may_see_is_what_they_see(
    relations: Relations, connection: asyncpg.Connection, model: type[Row]
) -> None:
    source, condition = next((source, condition) for m, source, condition in SOURCES if m is model)
    viewers = f"educator r CROSS JOIN LATERAL {VIEWER_OF.format(educator='r')}"
    sql = f"SELECT r.id AS viewer_id, x.id FROM {viewers} JOIN {source} ON {condition}"
    seen: dict[UUID, set[UUID]] = {}
    for row in await connection.fetch(sql):
        seen.setdefault(row["viewer_id"], set()).add(row["id"])
    rule = Judge(relations).rules[model]
    for viewer in relations.viewers():
        if viewer.educator_id is not None and TokenScope.READ in viewer.scopes:
            allowed = {row.id for row in relations.rows[model] if rule(viewer, row)}
            assert seen.get(viewer.educator_id, set()) == allowed, viewer
