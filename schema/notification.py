"""Notifications."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import NotificationKind
from resolvers import notification as resolve
from resolvers import notification_preference as resolve_preference
from resolvers import queue as resolve_queue
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.post import Post
from schema.thread import Thread
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.community import Community
    from schema.enrollment import Enrollment
    from schema.flag import ModerationAction
    from schema.mentorship import Mentorship
    from schema.request import MentorshipRequest

enum(
    NotificationKind,
    "Why somebody is notified.",
    NEW_FOLLOWER="Somebody follows you.",
    MENTION="Somebody named you in a post.",
    REPLY="Somebody replied to your post.",
    THREAD_POST="There is something new in a thread you watch.",
    REQUEST_RECEIVED="Somebody asks you for a chat or a mentorship, or offers one.",
    REQUEST_ANSWERED="Your request was accepted or declined, or they ask for more.",
    REQUEST_CLOSED="A request was withdrawn, or has expired.",
    MENTORSHIP_CHANGED="A mentorship of yours was paused, resumed, upgraded, or came to its end.",
    AGREEMENT_CHANGED="An agreement was proposed, signed, or withdrawn.",
    GOAL_CHANGED="A goal you share changed, or evidence for it was added or attested.",
    SESSION_CHANGED="A session was proposed, confirmed, cancelled, held or not, or needs your word on that.",
    NEXT_STEP_ASSIGNED="There is a next step for you to take.",
    FEEDBACK_REVEALED="The feedback on a session can be read.",
    MESSAGE="There is a message in a Mentorship Room.",
    ENDORSEMENT="Somebody endorsed you, or answered your endorsement.",
    ENROLLMENT_SHARED="Somebody lets you follow their way along a roadmap.",
    STEP_ATTESTED="Your mentor attested a step of a roadmap that you have done.",
    PLEDGE_INVITED="Somebody asks you to watch over their pledge.",
    PLEDGE_ANSWERED="Somebody you asked answered, or no longer watches over your pledge.",
    PLEDGE_MISSED="A pledge that you made or watch over was not kept.",
    JOIN_REQUESTED="Somebody wants to join a community that you look after.",
    JOIN_ANSWERED="You were let into a community, or not.",
    COMMUNITY_INVITED="You are invited to a community.",
    COMMUNITY_ROLE="Your part in a community changed, or your membership ended.",
    COMMUNITY_THREAD="There is a new thread in a community that you follow.",
    CHALLENGE_SOLVED="Somebody has solved a challenge that you face.",
    MODERATION="A moderator decided about something of yours.",
    FLAG_DECIDED="What you reported was looked at.",
    EXPORT_READY="The export of your data can be fetched.",
)


@strawberry.type(
    description="Something that concerns you; the same kind of thing within a day is one of these."
)
class Notification(Node):
    is_type_of = instances_of(models.Notification)

    kind: NotificationKind = describe("Why you are notified.")
    count: int = describe("How many of the same kind are meant.")
    created_at: datetime = describe("When the first happened, in UTC.")
    updated_at: datetime = describe("When the latest happened, in UTC.")
    read_at: datetime | None = describe("When you marked it as read, in UTC.")
    actor: Educator | None = each(resolve.actor)
    thread: Thread | None = each(resolve.notified_thread)
    post: Post | None = each(resolve.notified_post)
    request: Annotated["MentorshipRequest", strawberry.lazy("schema.request")] | None = each(
        resolve.notified_request
    )
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.notified_mentorship
    )
    community: Annotated["Community", strawberry.lazy("schema.community")] | None = each(
        resolve.notified_community
    )
    action: Annotated["ModerationAction", strawberry.lazy("schema.flag")] | None = each(
        resolve_queue.notified_action
    )
    enrollment: Annotated["Enrollment", strawberry.lazy("schema.enrollment")] | None = each(
        resolve.notified_enrollment
    )


@strawberry.type(description="What is left after notifications were marked as read.")
class NotificationsRead:
    is_type_of = instances_of(resolve.NotificationsRead)

    unread_count: int = each(resolve.unread_notifications)


@strawberry.type(description="Whether you want notifications of a kind.")
class NotificationPreference:
    is_type_of = instances_of(resolve_preference.Preference)

    kind: NotificationKind = describe("The kind.")
    is_wanted: bool = describe("Whether you are notified of it; true until you say otherwise.")


@strawberry.type(description="What you want to be notified of.")
class NotificationPreferences:
    is_type_of = instances_of(resolve_preference.Preferences)

    preferences: list[NotificationPreference] = describe("Every kind, in the order of the enum.")


@strawberry.type
class NotificationMutation:
    mark_notifications_read = performs(
        resolve.mark_notifications_read, NotificationsRead, recall=resolve.recall_notifications_read
    )
    set_notification_preferences = performs(
        resolve_preference.set_notification_preferences,
        NotificationPreferences,
        recall=resolve_preference.recall_preferences,
    )
