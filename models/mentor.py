"""Mentors: who offers to guide, in what, and how many at a time."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference, reference_once


class MentoringFunction(StrEnum):
    """The nine functions of mentoring that a developmental network is made of."""

    SUBSTANTIVE_FEEDBACK = "SUBSTANTIVE_FEEDBACK"
    PROFESSIONAL_DEVELOPMENT = "PROFESSIONAL_DEVELOPMENT"
    ACCESS_TO_OPPORTUNITIES = "ACCESS_TO_OPPORTUNITIES"
    EMOTIONAL_SUPPORT = "EMOTIONAL_SUPPORT"
    INTELLECTUAL_COMMUNITY = "INTELLECTUAL_COMMUNITY"
    ROLE_MODEL = "ROLE_MODEL"
    SAFE_SPACE = "SAFE_SPACE"
    ACCOUNTABILITY = "ACCOUNTABILITY"
    SPONSORSHIP = "SPONSORSHIP"


class MentorStatus(StrEnum):
    """Whether a mentor takes requests."""

    OPEN = "OPEN"
    WAITLIST = "WAITLIST"
    PAUSED = "PAUSED"
    AWAY = "AWAY"
    CLOSED = "CLOSED"


MENTOR_LENGTHS = {"statement": Length(0, 2000)}
DEFAULT_CAPACITY = 2
DEFAULT_INTRO_CHATS = 2


class MentorProfile(Row):
    """How an educator mentors; its row is locked while free places are counted."""

    lengths = MENTOR_LENGTHS

    educator = reference_once("Educator")
    educator_id: UUID
    status = fields.CharEnumField(MentorStatus, max_length=16)
    away_until = fields.DatetimeField(null=True)
    capacity = fields.SmallIntField()
    intro_chats_per_week = fields.SmallIntField()
    statement = fields.TextField()
    created_at = fields.DatetimeField()
    version = fields.IntField()

    class Meta:
        table = "mentor_profile"
        constraints = [
            known("mentor_profile", "status", MentorStatus),
            *lasting("mentor_profile", MENTOR_LENGTHS),
            CheckConstraint(check="capacity BETWEEN 0 AND 10", name="mentor_profile_capacity_bounds"),
            CheckConstraint(
                check="intro_chats_per_week BETWEEN 0 AND 10", name="mentor_profile_intro_chats_bounds"
            ),
            CheckConstraint(
                check="(status = 'AWAY') = (away_until IS NOT NULL)", name="mentor_profile_away_until"
            ),
        ]

    def takes_requests(self, now: datetime) -> bool:
        """Whether somebody may ask: when open, with a waiting list, or back from being away."""
        if self.status == MentorStatus.AWAY:
            return self.away_until is not None and self.away_until <= now
        return self.status in (MentorStatus.OPEN, MentorStatus.WAITLIST)


class MentorOffer(Row):
    """What a mentor offers: one function of mentoring, on one topic."""

    educator = reference("Educator")
    educator_id: UUID
    topic = reference("Topic")
    topic_id: UUID
    function = fields.CharEnumField(MentoringFunction, max_length=32)

    class Meta:
        table = "mentor_offer"
        constraints = [
            known("mentor_offer", "function", MentoringFunction),
            UniqueConstraint(fields=("educator_id", "topic_id", "function"), name="mentor_offer_once"),
        ]
