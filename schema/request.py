"""Requests for a mentorship, or for a chat."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import DeclineReason, MentoringFunction, RequestKind, RequestStatus
from resolvers import asking as resolve_asking
from resolvers import request as resolve
from resolvers import responding as resolve_responding
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.topic import Topic
from schema.wiring import answers, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.mentorship import Mentorship

enum(
    RequestKind,
    "What is asked for.",
    INFORMAL_CHAT="A chat of 30 minutes.",
    MENTORSHIP="A sustained mentorship.",
)
enum(
    RequestStatus,
    "How a request stands.",
    PENDING="Who is asked has still to answer.",
    INFO_REQUESTED="Who asked has first to answer a question.",
    ACCEPTED="It opened a mentorship.",
    DECLINED="It was declined.",
    WITHDRAWN="It was taken back.",
    EXPIRED="Nobody answered within fourteen days.",
)
enum(
    DeclineReason,
    "Why a request was declined.",
    NO_TIME="There is no time for it.",
    NOT_MY_EXPERTISE="Others know more about it.",
    BETTER_MATCH="Somebody else fits better.",
    UNAVAILABLE="Not available for now.",
    OTHER="Something else.",
)
enum(
    resolve_responding.RequestResponse,
    "What somebody answers who is asked.",
    ACCEPT="Yes: a Mentorship Room opens.",
    DECLINE="No.",
    ASK_FOR_INFO="Perhaps: there is a question first.",
)
enum(
    resolve.Direction,
    "Whether you got a request, or sent it.",
    INCOMING="Somebody asked you.",
    OUTGOING="You asked.",
)


@strawberry.type(description="One educator asks another for guidance, or offers it; only the two see it.")
class MentorshipRequest(Node):
    is_type_of = instances_of(models.MentorshipRequest)

    kind: RequestKind = describe("What is asked for.")
    status: RequestStatus = describe("How it stands.")
    mentor: Educator | None = each(resolve.mentor)
    mentee: Educator | None = each(resolve.mentee)
    initiator: Educator | None = each(resolve.initiator)
    message: str = describe("Why, and what is hoped for.")
    questions: list[str] = describe("What who asks would like to know.")
    topics: list[Topic] = each(resolve.topics)
    functions: list[MentoringFunction] = describe("What the mentor should be for the mentee.")
    proposed_slots: list[datetime] = describe("When the chat could begin, in UTC.")
    created_at: datetime = describe("When it was sent, in UTC.")
    expires_at: datetime = describe("Until when it can be answered, in UTC.")
    viewed_at: datetime | None = describe("When who is asked read it, in UTC, if they say so.")
    first_response_at: datetime | None = describe("When it was first answered in any way, in UTC.")
    answered_at: datetime | None = describe("When it was accepted or declined, in UTC.")
    withdrawn_at: datetime | None = describe("When it was taken back, in UTC.")
    expired_at: datetime | None = describe("When its time was over, in UTC.")
    info_question: str | None = describe("What who is asked wants to know first.")
    info_answer: str | None = describe("What was answered to that.")
    accept_note: str | None = describe("What was said when it was accepted.")
    decline_reason: DeclineReason | None = describe("Why it was declined.")
    decline_note: str | None = describe("What was said when it was declined.")
    referrals: list[Educator] = each(resolve.referrals)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(resolve.opened)
    version: int = describe("Counts the changes of its state.")


@strawberry.type
class RequestQuery:
    mentorship_request: MentorshipRequest | None = answers(resolve.mentorship_request)


@strawberry.type
class RequestMutation:
    request_mentorship = performs(resolve_asking.request_mentorship, MentorshipRequest)
    request_informal_chat = performs(resolve_asking.request_informal_chat, MentorshipRequest)
    respond_to_request = performs(resolve_responding.respond_to_request, MentorshipRequest)
    answer_info_request = performs(resolve.answer_info_request, MentorshipRequest)
    withdraw_request = performs(resolve.withdraw_request, MentorshipRequest)
    mark_request_viewed = performs(resolve.mark_request_viewed, MentorshipRequest)
