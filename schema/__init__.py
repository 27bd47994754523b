"""What the API looks like: types, enums, unions, Query, Mutation, Subscription."""

import strawberry

from execution import LIMITS, Limits
from schema.account import AccountMutation, AccountQuery
from schema.agreement import AgreementMutation
from schema.availability import AvailabilityMutation, AvailabilityQuery
from schema.calendar import CalendarMutation
from schema.challenge import ChallengeMutation
from schema.community import CommunityMutation, CommunityQuery
from schema.community_event import COMMUNITY_EVENT_TYPES
from schema.data_export import DataExportMutation
from schema.educator import EducatorMutation, EducatorQuery
from schema.endorsement import EndorsementMutation
from schema.enrollment import EnrollmentMutation
from schema.erasure import ErasureMutation
from schema.event import EVENT_TYPES, Subscription
from schema.feedback import FeedbackMutation
from schema.flag import FlagMutation
from schema.follow import FollowMutation
from schema.goal import GoalMutation
from schema.invitation import InvitationMutation
from schema.journal import JournalMutation
from schema.membership import MembershipMutation
from schema.mentor import MentorMutation, MentorQuery
from schema.mentorship import MentorshipMutation, MentorshipQuery
from schema.message import MessageMutation
from schema.need import NeedMutation
from schema.network import NetworkQuery
from schema.node import NodeQuery
from schema.notification import NotificationMutation
from schema.pledge import PledgeMutation
from schema.post import PostMutation
from schema.relationship import RelationshipQuery
from schema.report import ReportMutation, ReportQuery
from schema.request import RequestMutation, RequestQuery
from schema.roadmap import RoadmapMutation, RoadmapQuery
from schema.room_event import ROOM_EVENT_TYPES
from schema.search import SearchQuery
from schema.session import SessionMutation
from schema.session_log import SessionLogMutation
from schema.streaming import StreamingSchema
from schema.suggestion import SuggestionQuery
from schema.thread import ThreadMutation, ThreadQuery
from schema.topic import TopicQuery

__all__ = ["StreamingSchema", "build_schema", "sdl"]


@strawberry.type(description="What can be read.")
class Query(
    AccountQuery,
    NodeQuery,
    EducatorQuery,
    TopicQuery,
    ThreadQuery,
    SearchQuery,
    MentorshipQuery,
    RelationshipQuery,
    NetworkQuery,
    SuggestionQuery,
    AvailabilityQuery,
    MentorQuery,
    RequestQuery,
    ReportQuery,
    CommunityQuery,
    RoadmapQuery,
):
    pass


@strawberry.type(description="What can be done; each answers the thing it made or changed, or a Problem.")
class Mutation(
    AccountMutation,
    EducatorMutation,
    FollowMutation,
    FlagMutation,
    ThreadMutation,
    PostMutation,
    NotificationMutation,
    AvailabilityMutation,
    GoalMutation,
    JournalMutation,
    MessageMutation,
    CalendarMutation,
    DataExportMutation,
    ErasureMutation,
    MentorMutation,
    NeedMutation,
    RequestMutation,
    MentorshipMutation,
    AgreementMutation,
    EndorsementMutation,
    SessionMutation,
    SessionLogMutation,
    FeedbackMutation,
    ReportMutation,
    CommunityMutation,
    MembershipMutation,
    InvitationMutation,
    ChallengeMutation,
    PledgeMutation,
    RoadmapMutation,
    EnrollmentMutation,
):
    pass


def build_schema(*, introspection: bool = True, limits: Limits = LIMITS) -> StreamingSchema:
    """The schema, ready to run operations.

    Without `introspection`, neither introspection nor suggestions tell what there is.
    """
    return StreamingSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=(*EVENT_TYPES, *ROOM_EVENT_TYPES, *COMMUNITY_EVENT_TYPES),
        introspection=introspection,
        limits=limits,
    )


def sdl() -> str:
    """The schema in GraphQL's schema definition language, as committed in `schema.graphql`."""
    return build_schema().as_str() + "\n"
