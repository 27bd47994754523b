"""Posts of a Growth Thread: text, revisions, reactions, mentions."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from kit.errors import invalid_transition
from models.row import Length, Row, known, lasting, reference

MAX_DEPTH = 3


class PostKind(StrEnum):
    """What a post tells; all but REPLY are the thread's author's."""

    PROGRESS = "PROGRESS"
    INSIGHT = "INSIGHT"
    QUESTION = "QUESTION"
    MILESTONE = "MILESTONE"
    SETBACK = "SETBACK"
    EVIDENCE = "EVIDENCE"
    REPLY = "REPLY"


class ReactionKind(StrEnum):
    """What a reader says with one touch."""

    INSIGHTFUL = "INSIGHTFUL"
    CELEBRATE = "CELEBRATE"
    SUPPORT = "SUPPORT"
    SAME_HERE = "SAME_HERE"
    QUESTION = "QUESTION"


POST_LENGTHS = {"body": Length(1, 20000)}


class Post(Row):
    """One post; `seq` counts the thread's posts from 1 without a gap, and a deleted one keeps its number."""

    lengths = POST_LENGTHS
    only_shown = frozenset(["kind", "body", "depth", "helpful", "created_at", "edited_at", "version"])

    thread = reference("Thread")
    thread_id: UUID
    author = reference("Educator")
    author_id: UUID
    seq = fields.IntField()
    parent = reference("Post", null=True)
    parent_id: UUID | None
    depth = fields.SmallIntField()
    kind = fields.CharEnumField(PostKind, max_length=16)
    body: str | None = fields.TextField(null=True)
    helpful = fields.BooleanField()
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "post"
        constraints = [
            known("post", "kind", PostKind),
            *lasting("post", POST_LENGTHS),
            CheckConstraint(check="(body IS NULL) = (deleted_at IS NOT NULL)", name="post_tombstone"),
            CheckConstraint(
                check="(kind = 'REPLY') = (parent_id IS NOT NULL)"
                " AND (depth = 0) = (parent_id IS NULL) AND depth BETWEEN 0 AND 3",
                name="post_depth",
            ),
            CheckConstraint(check="seq >= 1", name="post_seq_positive"),
            UniqueConstraint(fields=("thread_id", "seq"), name="post_seq_once"),
        ]

    def edit(self, body: str, now: datetime) -> None:
        """Replace the text.

        Raises: InvalidTransition for a deleted post.
        """
        self.must_stand()
        self.body, self.edited_at = body, now
        self.version += 1

    def delete_text(self, now: datetime) -> None:
        """Leave a tombstone that keeps its place.

        Raises: InvalidTransition for a post already deleted.
        """
        self.must_stand()
        self.body, self.deleted_at, self.helpful = None, now, False
        self.version += 1

    def must_stand(self) -> None:
        """Nothing, for a post that was not deleted.

        Raises: InvalidTransition for a tombstone.
        """
        if self.deleted_at is not None:
            message = "This post was deleted."
            raise invalid_transition(message)


class PostRevision(Row):
    """What a post said before an edit."""

    post = reference("Post")
    post_id: UUID
    number = fields.IntField()
    body = fields.TextField()
    written_at = fields.DatetimeField()

    class Meta:
        table = "post_revision"
        constraints = [UniqueConstraint(fields=("post_id", "number"), name="post_revision_once")]


class Reaction(Row):
    """One educator's reaction to one post, once of each kind."""

    post = reference("Post")
    post_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    kind = fields.CharEnumField(ReactionKind, max_length=16)
    created_at = fields.DatetimeField()

    class Meta:
        table = "reaction"
        constraints = [
            known("reaction", "kind", ReactionKind),
            UniqueConstraint(fields=("post_id", "educator_id", "kind"), name="reaction_once"),
        ]


class Mention(Row):
    """An `@handle` in a post that names an educator."""

    post = reference("Post")
    post_id: UUID
    educator = reference("Educator")
    educator_id: UUID

    class Meta:
        table = "mention"
        constraints = [UniqueConstraint(fields=("post_id", "educator_id"), name="mention_once")]
