"""Batched reads: n keys → n answers, one SQL statement, only what the viewer may see."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import TypeVar

from loaders.account import own_accounts, own_api_tokens_by_id
from loaders.agreement import agreements_by_id
from loaders.audit_log import audit_entries_by_id
from loaders.challenge import challenges_by_id, marks_by_id, own_marks, stances_to
from loaders.community import communities_by_id, communities_by_slug
from loaders.community_log import community_actions_by_id
from loaders.data_export import own_data_exports_by_id
from loaders.educator import educators_by_handle, educators_by_id
from loaders.endorsement import endorsements_by_id
from loaders.enrollment import enrollments_by_id, walks_of
from loaders.feedback import feedback_by_id, feedback_on_sessions
from loaders.flag import actions_by_id, flags_by_id
from loaders.follow import own_blocks_by_id, own_follows_by_id, own_mutes_by_id
from loaders.goal import evidence_by_id, goals_by_id
from loaders.invitation import invitations_by_id
from loaders.journal import journal_entries_by_id
from loaders.loader import Loader
from loaders.membership import memberships_by_id, own_memberships
from loaders.mentor import (
    profiles_by_id,
    profiles_of_educators,
    responsiveness_of,
    taken_places_of,
)
from loaders.mentorship import mentorships_by_id
from loaders.message import messages_by_id
from loaders.need import needs_by_id
from loaders.notification import notifications_by_id
from loaders.pledge import kept_by_pledges, partners_by_id, pledges_by_id, pledges_of_threads
from loaders.post import posts_by_id
from loaders.reader import Reader
from loaders.request import requests_by_id
from loaders.roadmap import roadmaps_by_id, roadmaps_by_slug
from loaders.roadmap_version import steps_by_id, versions_by_id
from loaders.session import sessions_by_id
from loaders.session_log import logs_by_id, next_steps_by_id
from loaders.thread import own_subscriptions, threads_by_id
from loaders.topic import topics_by_id, topics_by_slug

Key = TypeVar("Key")
Found = TypeVar("Found")


def by(
    read: Callable[[Reader, Sequence[Key]], Awaitable[Sequence[Found]]],
) -> cached_property[Loader[Key, Found]]:
    """A loader that is made when first asked for: an operation uses two or three of them all."""
    return cached_property(lambda loaders: Loader(partial(read, loaders.reader)))


def by_now(
    read: Callable[[Reader, Sequence[Key], datetime], Awaitable[Sequence[Found]]],
) -> cached_property[Loader[Key, Found]]:
    """The same for what depends on the moment at which it is read."""

    def loader(loaders: "Loaders") -> Loader[Key, Found]:
        return Loader(lambda keys: read(loaders.reader, keys, loaders.now()))

    return cached_property(loader)


class Loaders:
    """One operation's loaders: a key is read once, however many branches of the query ask for it."""

    educator = by(educators_by_id)
    educator_by_handle = by(educators_by_handle)
    topic = by(topics_by_id)
    topic_by_slug = by(topics_by_slug)
    thread = by(threads_by_id)
    post = by(posts_by_id)
    mentor_profile = by(profiles_by_id)
    mentor_profile_of = by(profiles_of_educators)
    taken_places = by(taken_places_of)
    responsiveness = by_now(responsiveness_of)
    need = by_now(needs_by_id)
    mentorship_request = by(requests_by_id)
    flag = by(flags_by_id)
    moderation_action = by(actions_by_id)
    audit_entry = by(audit_entries_by_id)
    follow = by(own_follows_by_id)
    block = by(own_blocks_by_id)
    mute = by(own_mutes_by_id)
    mentorship = by(mentorships_by_id)
    goal = by(goals_by_id)
    evidence = by(evidence_by_id)
    journal_entry = by(journal_entries_by_id)
    message = by(messages_by_id)
    agreement = by(agreements_by_id)
    endorsement = by(endorsements_by_id)
    session = by(sessions_by_id)
    session_log = by(logs_by_id)
    next_step = by(next_steps_by_id)
    feedback = by(feedback_by_id)
    feedback_on_session = by(feedback_on_sessions)
    community = by_now(communities_by_id)
    community_by_slug = by_now(communities_by_slug)
    membership = by(memberships_by_id)
    invitation = by(invitations_by_id)
    community_action = by(community_actions_by_id)
    own_membership = by(own_memberships)
    roadmap = by_now(roadmaps_by_id)
    roadmap_by_slug = by_now(roadmaps_by_slug)
    roadmap_version = by(versions_by_id)
    roadmap_step = by(steps_by_id)
    pledge = by(pledges_by_id)
    pledge_partner = by(partners_by_id)
    pledge_in = by(pledges_of_threads)
    pledge_kept = by_now(kept_by_pledges)
    challenge = by(challenges_by_id)
    challenge_mark = by(marks_by_id)
    own_mark = by(own_marks)
    stances = by(stances_to)
    enrollment = by(enrollments_by_id)
    walk = by(walks_of)
    notification = by(notifications_by_id)
    api_token = by(own_api_tokens_by_id)
    data_export = by(own_data_exports_by_id)
    own_account = by(own_accounts)
    own_subscription = by(own_subscriptions)

    def __init__(self, reader: Reader, now: Callable[[], datetime]) -> None:
        self.reader = reader
        self.now = now
