"""Topics: the taxonomy of teaching by which people, needs and roadmaps are found."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference


class TopicKind(StrEnum):
    """Which part of an educator's work a topic belongs to."""

    SUBJECT = "SUBJECT"
    PEDAGOGY = "PEDAGOGY"
    LEADERSHIP = "LEADERSHIP"
    WELLBEING = "WELLBEING"
    CAREER = "CAREER"


TOPIC_LENGTHS = {"slug": Length(2, 60), "label": Length(2, 80)}


class Topic(Row):
    """One subject or theme of teaching, under at most one wider topic."""

    lengths = TOPIC_LENGTHS

    slug = fields.TextField()
    label = fields.TextField()
    kind = fields.CharEnumField(TopicKind, max_length=16)
    parent = reference("Topic", null=True, on_delete=fields.RESTRICT)
    parent_id: UUID | None

    class Meta:
        table = "topic"
        constraints = [
            known("topic", "kind", TopicKind),
            *lasting("topic", TOPIC_LENGTHS),
            CheckConstraint(check="slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="topic_slug_form"),
            CheckConstraint(check="parent_id <> id", name="topic_parent_other"),
            UniqueConstraint(fields=("slug",), name="topic_slug_unique"),
        ]
