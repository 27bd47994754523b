"""Growth Threads: an educator's learning, documented in public, and who follows along."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from kit.errors import invalid_transition
from models.row import Length, Row, known, lasting, reference


class ThreadVisibility(StrEnum):
    """Who may read a thread: everyone, members, the author's followers, or its community's members."""

    PUBLIC = "PUBLIC"
    MEMBERS = "MEMBERS"
    FOLLOWERS = "FOLLOWERS"
    COMMUNITY = "COMMUNITY"


class ThreadStatus(StrEnum):
    """Whether a thread still grows: open, concluded by its author, or locked by a moderator."""

    OPEN = "OPEN"
    CONCLUDED = "CONCLUDED"
    LOCKED = "LOCKED"


class SubscriptionLevel(StrEnum):
    """How much of a thread an educator wants to hear: nothing, mentions and replies, a count, every post."""

    MUTED = "MUTED"
    NORMAL = "NORMAL"
    TRACKING = "TRACKING"
    WATCHING = "WATCHING"


THREAD_LENGTHS = {"title": Length(1, 140), "about": Length(0, 2000)}


class Thread(Row):
    """A Growth Thread: `post_count` numbers its posts, `last_seq` its live events."""

    lengths = THREAD_LENGTHS
    only_shown = frozenset(
        ["title", "about", "visibility", "status", "created_at", "concluded_at", "post_count", "version"]
    )

    author = reference("Educator")
    author_id: UUID
    # What it documents, and where it is at home.
    goal = reference("Goal", null=True, on_delete=fields.SET_NULL)
    goal_id: UUID | None
    enrollment = reference("Enrollment", null=True, on_delete=fields.SET_NULL)
    enrollment_id: UUID | None
    community = reference("Community", null=True)
    community_id: UUID | None
    title = fields.TextField()
    about = fields.TextField()
    visibility = fields.CharEnumField(ThreadVisibility, max_length=16)
    status = fields.CharEnumField(ThreadStatus, max_length=16)
    created_at = fields.DatetimeField()
    concluded_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)
    post_count = fields.IntField()
    version = fields.IntField()
    last_seq = fields.BigIntField()

    class Meta:
        table = "thread"
        constraints = [
            known("thread", "visibility", ThreadVisibility),
            known("thread", "status", ThreadStatus),
            *lasting("thread", THREAD_LENGTHS),
            CheckConstraint(check="post_count >= 0 AND last_seq >= 0", name="thread_counters_positive"),
            CheckConstraint(
                check="visibility <> 'COMMUNITY' OR community_id IS NOT NULL", name="thread_community_known"
            ),
            CheckConstraint(
                check="(status = 'CONCLUDED') <= (concluded_at IS NOT NULL)", name="thread_concluded_when"
            ),
        ]

    def must_be_open(self) -> None:
        """Nothing, while the thread grows.

        Raises: InvalidTransition for a concluded or locked thread.
        """
        if self.status != ThreadStatus.OPEN:
            message = f"This thread is {self.status.lower()}; it takes no more posts."
            raise invalid_transition(message)

    def lock(self) -> None:
        """Any state → LOCKED."""
        self.status = ThreadStatus.LOCKED
        self.version += 1

    def unlock(self) -> None:
        """LOCKED → what it was before: OPEN, or CONCLUDED."""
        self.status = ThreadStatus.CONCLUDED if self.concluded_at else ThreadStatus.OPEN
        self.version += 1

    def conclude(self, now: datetime) -> None:
        """OPEN → CONCLUDED.

        Raises: InvalidTransition from any other state.
        """
        if self.status != ThreadStatus.OPEN:
            message = f"Only an open thread can be concluded; this one is {self.status.lower()}."
            raise invalid_transition(message)
        self.status = ThreadStatus.CONCLUDED
        self.concluded_at = now
        self.version += 1


class ThreadSubscription(Row):
    """How closely one educator follows one thread, and up to which post they have read."""

    thread = reference("Thread")
    thread_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    level = fields.CharEnumField(SubscriptionLevel, max_length=16)
    last_read_seq = fields.IntField()

    class Meta:
        table = "thread_subscription"
        constraints = [
            known("thread_subscription", "level", SubscriptionLevel),
            CheckConstraint(check="last_read_seq >= 0", name="thread_subscription_read_positive"),
            UniqueConstraint(fields=("thread_id", "educator_id"), name="thread_subscription_once"),
        ]
