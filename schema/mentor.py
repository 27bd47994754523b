"""Mentors: how they mentor, and finding them."""

from datetime import datetime
from typing import Annotated

import strawberry

import models
from models import MentoringFunction, MentorStatus
from resolvers import availability as resolve_availability
from resolvers import discovery as resolve_discovery
from resolvers import mentor as resolve
from schema.availability import Slot
from schema.educator import Educator
from schema.enums import enum
from schema.node import Connection, Node
from schema.topic import Topic
from schema.wiring import answers, describe, each, instances_of, performs

enum(
    MentoringFunction,
    "What a mentor can be for a mentee: the functions that a developmental network is made of.",
    SUBSTANTIVE_FEEDBACK="Feedback on the substance of one's work.",
    PROFESSIONAL_DEVELOPMENT="Growing in the profession.",
    ACCESS_TO_OPPORTUNITIES="Doors that open.",
    EMOTIONAL_SUPPORT="An ear and a shoulder.",
    INTELLECTUAL_COMMUNITY="Somebody to think with.",
    ROLE_MODEL="Somebody to look up to.",
    SAFE_SPACE="A place where one can be wrong.",
    ACCOUNTABILITY="Somebody who asks whether it was done.",
    SPONSORSHIP="Somebody who speaks up for one.",
)
enum(
    MentorStatus,
    "Whether a mentor takes requests.",
    OPEN="Takes requests.",
    WAITLIST="Takes requests, and answers them later.",
    PAUSED="Takes none for now.",
    AWAY="Takes none until a day.",
    CLOSED="Takes none any more.",
)
enum(
    resolve_discovery.MentorOrder,
    "How a list of mentors is ordered.",
    NEWEST="Who began to mentor last comes first.",
    OLDEST="Who began to mentor first comes first.",
)


@strawberry.type(description="What a mentor offers: one function of mentoring, on one topic.")
class MentorOffer:
    is_type_of = instances_of(models.MentorOffer)

    topic: Topic = each(resolve.offered_topic)
    function: MentoringFunction = describe("The function of mentoring.")


@strawberry.type(description="How an educator mentors.")
class MentorProfile(Node):
    is_type_of = instances_of(models.MentorProfile)

    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(
        resolve.profile_educator
    )
    status: MentorStatus = each(resolve.status)
    away_until: datetime | None = each(resolve.away_until)
    capacity: int = describe("How many sustained mentorships at a time.")
    intro_chats_per_week: int = describe("How many first chats a week, from Monday in the mentor's zone.")
    statement: str = describe("What the mentor says about it, in Markdown.")
    created_at: datetime = describe("Since when the educator mentors, in UTC.")
    version: int = describe("Counts the edits; give it as `expectedVersion`.")
    offers: list[MentorOffer] = each(resolve.offers)
    active_mentorships: int = each(resolve.active_mentorships)
    open_places: int = each(resolve.open_places)
    response_rate90d: float | None = each(resolve.response_rate, name="responseRate90d")
    median_first_response_hours: float | None = each(resolve.median_first_response)
    next_open_slot: Slot | None = each(resolve_availability.next_open_slot)


@strawberry.type
class MentorQuery:
    mentors: Connection[Educator] = answers(resolve_discovery.mentors)


@strawberry.type
class MentorMutation:
    update_mentor_profile = performs(resolve.update_mentor_profile, MentorProfile)
