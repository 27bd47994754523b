"""Educators: the public side of a person."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference, reference_once


class EducatorRole(StrEnum):
    """What an educator does for a living."""

    CLASSROOM_TEACHER = "CLASSROOM_TEACHER"
    INSTRUCTIONAL_COACH = "INSTRUCTIONAL_COACH"
    SCHOOL_LEADER = "SCHOOL_LEADER"
    TEACHER_EDUCATOR = "TEACHER_EDUCATOR"
    FACULTY = "FACULTY"
    SPECIALIST = "SPECIALIST"
    OTHER = "OTHER"


class CareerStage(StrEnum):
    """How many years an educator has taught."""

    PRE_SERVICE = "PRE_SERVICE"
    EARLY_0_2 = "EARLY_0_2"
    MID_3_9 = "MID_3_9"
    EXPERIENCED_10_19 = "EXPERIENCED_10_19"
    VETERAN_20_PLUS = "VETERAN_20_PLUS"


class ProfileVisibility(StrEnum):
    """Who may see a profile: everyone, members, or those one is connected to."""

    PUBLIC = "PUBLIC"
    MEMBERS = "MEMBERS"
    CONNECTIONS = "CONNECTIONS"


EDUCATOR_LENGTHS = {
    "handle": Length(3, 30),
    "display_name": Length(1, 80),
    "headline": Length(0, 120),
    "bio": Length(0, 2000),
    "organisation": Length(0, 120),
    "region": Length(0, 80),
}


class Educator(Row):
    """The public profile of an account, and the stream of its notifications (`last_seq`)."""

    lengths = EDUCATOR_LENGTHS
    only_shown = frozenset(
        [
            "headline",
            "bio",
            "role",
            "career_stage",
            "phases",
            "organisation",
            "country",
            "region",
            "languages",
            "visibility",
            "created_at",
            "version",
        ]
    )

    account = reference_once("Account")
    account_id: UUID
    handle = fields.TextField()
    display_name = fields.TextField()
    headline = fields.TextField()
    bio = fields.TextField()
    role = fields.CharEnumField(EducatorRole, max_length=32)
    career_stage = fields.CharEnumField(CareerStage, max_length=32)
    phases = ArrayField(element_type="smallint")
    organisation = fields.TextField()
    country = fields.TextField(null=True)
    region = fields.TextField()
    languages = ArrayField(element_type="text")
    visibility = fields.CharEnumField(ProfileVisibility, max_length=16)
    created_at = fields.DatetimeField()
    hidden_at = fields.DatetimeField(null=True)
    version = fields.IntField()
    last_seq = fields.BigIntField()

    class Meta:
        table = "educator"
        constraints = [
            known("educator", "role", EducatorRole),
            known("educator", "career_stage", CareerStage),
            known("educator", "visibility", ProfileVisibility),
            *lasting("educator", EDUCATOR_LENGTHS),
            CheckConstraint(check="handle ~ '^[a-z0-9_]{3,30}$'", name="educator_handle_form"),
            CheckConstraint(check="country ~ '^[A-Z]{2}$'", name="educator_country_form"),
            CheckConstraint(
                check="phases <@ ARRAY[0,1,2,3,4,5,6,7,8]::smallint[]", name="educator_phases_isced"
            ),
            CheckConstraint(check="cardinality(languages) <= 10", name="educator_languages_few"),
            UniqueConstraint(fields=("handle",), name="educator_handle_unique"),
        ]


class EducatorTopic(Row):
    """A subject that an educator teaches."""

    educator = reference("Educator")
    educator_id: UUID
    topic = reference("Topic")
    topic_id: UUID
    position = fields.SmallIntField()

    class Meta:
        table = "educator_topic"
        constraints = [
            UniqueConstraint(fields=("educator_id", "topic_id"), name="educator_topic_once"),
        ]
