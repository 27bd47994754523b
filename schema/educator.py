"""Educators: the public side of people."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import CareerStage, EducatorRole, ProfileVisibility
from resolvers import educator as resolve
from resolvers import endorsement as resolve_endorsement
from resolvers import enrollment as resolve_enrollment
from resolvers import goal as resolve_goal
from resolvers import membership as resolve_membership
from resolvers import mentor as resolve_mentor
from resolvers import mentorship as resolve_mentorship
from resolvers import need as resolve_need
from resolvers import network as resolve_network
from resolvers import path as resolve_path
from resolvers import post as resolve_post
from resolvers import queue as resolve_queue
from resolvers import thread as resolve_thread
from schema.enums import enum
from schema.node import Connection, Node
from schema.sharing import SHARED
from schema.topic import Topic
from schema.wiring import answers, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.endorsement import Endorsement
    from schema.enrollment import Enrollment
    from schema.goal import Goal
    from schema.membership import Membership
    from schema.mentor import MentorProfile
    from schema.mentorship import Mentorship
    from schema.need import Need
    from schema.network import Ancestor, DevelopmentalNetwork
    from schema.post import Post
    from schema.thread import Thread

enum(
    EducatorRole,
    "What an educator does for a living.",
    CLASSROOM_TEACHER="Teaches classes.",
    INSTRUCTIONAL_COACH="Coaches teachers.",
    SCHOOL_LEADER="Leads a school or a part of it.",
    TEACHER_EDUCATOR="Trains future teachers.",
    FACULTY="Teaches at a university or college.",
    SPECIALIST="Works in a special field: inclusion, library, counselling.",
    OTHER="Something else.",
)
enum(
    CareerStage,
    "How many years an educator has taught.",
    PRE_SERVICE="Not yet: in training.",
    EARLY_0_2="Up to two years.",
    MID_3_9="Three to nine years.",
    EXPERIENCED_10_19="Ten to nineteen years.",
    VETERAN_20_PLUS="Twenty years or more.",
)
enum(
    ProfileVisibility,
    "Who may see a profile.",
    PUBLIC="Everyone, signed in or not.",
    MEMBERS="Everyone who is signed in.",
    CONNECTIONS="Those who follow each other, are in a mentorship, or were asked for one.",
)


@strawberry.type(description="An educator's public profile.")
class Educator(Node):
    is_type_of = instances_of(models.Educator)

    handle: str = describe("The unique name: 3–30 of a–z, 0–9 and _.")
    display_name: str = describe("The name people read.")
    headline: str = describe("One line about the educator.")
    bio: str = describe("More about the educator, in Markdown.")
    role: EducatorRole = describe("What the educator does.")
    career_stage: CareerStage = describe("How long the educator has taught.")
    phases: list[int] = describe("The ISCED levels taught, 0 (early childhood) to 8 (doctoral).")
    organisation: str = describe("Where the educator works.")
    country: str | None = describe("The country's ISO 3166-1 code.")
    region: str = describe("The region or city.")
    languages: list[str] = describe("The languages spoken, as BCP 47 tags.")
    visibility: ProfileVisibility = describe("Who may see this profile.")
    created_at: datetime = describe("When the educator joined, in UTC.")
    version: int = describe("Counts the edits of the profile; give it as `expectedVersion`.")
    subjects: list[Topic] = each(resolve.subjects, metadata=SHARED)
    threads: Connection[Annotated["Thread", strawberry.lazy("schema.thread")]] = each(
        resolve_thread.threads_of
    )
    posts: Connection[Annotated["Post", strawberry.lazy("schema.post")]] = each(resolve_post.posts_of)
    mentorships: Connection[Annotated["Mentorship", strawberry.lazy("schema.mentorship")]] = each(
        resolve_mentorship.mentorships_of
    )
    goals: Connection[Annotated["Goal", strawberry.lazy("schema.goal")]] = each(resolve_goal.goals_of)
    endorsements: Connection[Annotated["Endorsement", strawberry.lazy("schema.endorsement")]] = each(
        resolve_endorsement.endorsements_of
    )
    enrollments: Connection[Annotated["Enrollment", strawberry.lazy("schema.enrollment")]] = each(
        resolve_enrollment.enrollments_of
    )
    memberships: Connection[Annotated["Membership", strawberry.lazy("schema.membership")]] = each(
        resolve_membership.memberships_of
    )
    followers: Connection[Annotated["Educator", strawberry.lazy("schema.educator")]] = each(resolve.followers)
    following: Connection[Annotated["Educator", strawberry.lazy("schema.educator")]] = each(resolve.following)
    email: str | None = each(resolve_queue.email)
    viewer_is_following: bool = each(resolve.viewer_is_following)
    mentor_profile: Annotated["MentorProfile", strawberry.lazy("schema.mentor")] | None = each(
        resolve_mentor.mentor_profile
    )
    needs: Connection[Annotated["Need", strawberry.lazy("schema.need")]] = each(resolve_need.needs_of)
    developmental_network: Annotated["DevelopmentalNetwork", strawberry.lazy("schema.network")] = each(
        resolve_network.networks
    )
    mentor_lineage: list[Annotated["Ancestor", strawberry.lazy("schema.network")]] = each(
        resolve_path.lineages
    )


@strawberry.type
class EducatorQuery:
    educator: Educator | None = answers(resolve.educator)
    educators: Connection[Educator] = answers(resolve.educators)


@strawberry.type
class EducatorMutation:
    update_profile = performs(resolve.update_profile, Educator)
