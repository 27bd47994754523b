"""What is the viewer's alone: the account, its tokens, feed and notifications."""

from datetime import datetime

import strawberry

import models
from models import AccountRole, TokenScope
from resolvers import account as resolve
from resolvers import api_token as resolve_token
from resolvers import availability as resolve_availability
from resolvers import calendar as resolve_calendar
from resolvers import credentials
from resolvers import data_export as resolve_export
from resolvers import endorsement as resolve_endorsement
from resolvers import erasure as resolve_erasure
from resolvers import goal as resolve_goal
from resolvers import journal as resolve_journal
from resolvers import me as resolve_me
from resolvers import need as resolve_need
from resolvers import network as resolve_network
from resolvers import notification as resolve_notification
from resolvers import notification_preference as resolve_preference
from resolvers import pledge as resolve_pledge
from resolvers import post as resolve_post
from resolvers import queue as resolve_queue
from resolvers import refresh_token as resolve_refresh
from resolvers import request as resolve_request
from resolvers import session as resolve_session
from schema.availability import Availability
from schema.calendar import CalendarFeed
from schema.data_export import DataExport
from schema.educator import Educator
from schema.endorsement import Endorsement
from schema.enums import enum
from schema.erasure import Erasure
from schema.flag import AuditEntry, Flag
from schema.follow import Block, Mute
from schema.goal import Goal
from schema.journal import JournalEntry
from schema.need import Need
from schema.network import DevelopmentalNetwork
from schema.node import Connection, Node
from schema.notification import Notification, NotificationPreference
from schema.pledge import Pledge
from schema.post import Post
from schema.request import MentorshipRequest
from schema.session import Session
from schema.wiring import answers, describe, instances_of, own, performs

enum(
    AccountRole,
    "What an account may do beyond being a member.",
    MEMBER="Take part.",
    MODERATOR="Keep the network safe.",
    ANALYST="Run reports over the whole network.",
    ADMIN="Run the platform.",
)
enum(
    TokenScope,
    "What an API token may be used for.",
    READ="Read what you may read.",
    WRITE="Do what you may do.",
    REPORTS="Run reports you may run.",
)


@strawberry.type(description="A long-lived token for tools.")
class ApiToken(Node):
    is_type_of = instances_of(models.ApiToken)

    name: str = describe("What it is for.")
    scopes: list[TokenScope] = describe("What it may be used for.")
    created_at: datetime = describe("When it was made, in UTC.")
    expires_at: datetime = describe("Until when it holds, in UTC.")
    last_used_at: datetime | None = describe("When it was last used, in UTC, to the minute.")
    revoked_at: datetime | None = describe("When it was ended, in UTC.")


@strawberry.type(description="A fresh API token.")
class NewApiToken:
    is_type_of = instances_of(resolve_token.NewApiToken)

    api_token: ApiToken = describe("The token.")
    secret: str | None = describe("Send it as `Authorization: Bearer …`. Shown once: null when repeated.")


@strawberry.type(description="A fresh pair of tokens.")
class SignedIn:
    is_type_of = instances_of(resolve_refresh.SignedIn)

    access_token: str = describe("Send it as `Authorization: Bearer …`.")
    access_token_expires_at: datetime = describe("Until when the access token holds, in UTC.")
    refresh_token: str = describe("Trade it for the next pair with `refreshAccess`, once.")
    educator: Educator = describe("Who signed in.")


@strawberry.type(description="Your account.")
class Account:
    is_type_of = instances_of(models.Account)

    email: str = describe("Your e-mail address; nobody else sees it.")
    roles: list[AccountRole] = describe("What you may do.")
    time_zone: str = describe("Your IANA time zone.")
    locale: str = describe("Your language, as a BCP 47 tag.")
    created_at: datetime = describe("When you joined, in UTC.")


@strawberry.type(description="You, and what is yours alone.")
class Me:
    is_type_of = instances_of(resolve_me.Me)

    email: str = own(resolve_me.email)
    account: Account = own(resolve_me.account)
    educator: Educator = own(resolve_me.educator)
    feed: Connection[Post] = own(resolve_post.feed)
    notifications: Connection[Notification] = own(resolve_notification.notifications)
    notification_preferences: list[NotificationPreference] = own(resolve_preference.notification_preferences)
    upcoming_sessions: Connection[Session] = own(resolve_session.upcoming_sessions)
    notification_cursor: str = own(resolve_me.notification_cursor)
    endorsements: Connection[Endorsement] = own(resolve_endorsement.endorsements_of_viewer)
    api_tokens: Connection[ApiToken] = own(resolve_token.api_tokens)
    data_exports: Connection[DataExport] = own(resolve_export.data_exports)
    erasure: Erasure | None = own(resolve_erasure.erasure)
    goals: Connection[Goal] = own(resolve_goal.own_goals)
    journal: Connection[JournalEntry] = own(resolve_journal.journal)
    mentorship_requests: Connection[MentorshipRequest] = own(resolve_request.my_requests)
    needs: Connection[Need] = own(resolve_need.my_needs)
    blocks: Connection[Block] = own(resolve_me.blocks)
    mutes: Connection[Mute] = own(resolve_me.mutes)
    availability: Availability = own(resolve_availability.availability)
    developmental_network: DevelopmentalNetwork = own(resolve_network.own_network)
    pledges: Connection[Pledge] = own(resolve_pledge.pledges)
    moderation_queue: Connection[Flag] = own(resolve_queue.moderation_queue)
    audit_log: Connection[AuditEntry] = own(resolve_queue.audit_log)
    calendar_feed: CalendarFeed | None = own(resolve_calendar.calendar_feed)


@strawberry.type
class AccountQuery:
    me: Me | None = answers(resolve_me.me)


@strawberry.type
class AccountMutation:
    sign_up = performs(
        resolve.sign_up, SignedIn, prepare=resolve.prepare_sign_up, recall=resolve_refresh.recall_pair
    )
    sign_in = performs(
        resolve.sign_in, SignedIn, prepare=resolve.prepare_sign_in, recall=resolve_refresh.recall_pair
    )
    refresh_access = performs(
        resolve_refresh.refresh_access,
        SignedIn,
        prepare=resolve_refresh.prepare_refresh,
        recall=resolve_refresh.recall_pair,
        refused=resolve_refresh.revoke_family,
    )
    sign_out = performs(resolve.sign_out, Educator)
    change_password = performs(
        credentials.change_password, Account, prepare=credentials.prepare_change_password
    )
    update_account = performs(credentials.update_account, Account)
    create_api_token = performs(
        resolve_token.create_api_token, NewApiToken, recall=resolve_token.recall_api_token
    )
    revoke_api_token = performs(resolve_token.revoke_api_token, ApiToken)
