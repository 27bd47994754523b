"""Tables, constraints, states and their legal transitions."""

from models.account import Account, AccountRole, AccountStatus, ApiToken, RefreshToken, SignIn, TokenScope
from models.agreement import Agreement, AgreementSignature, AgreementStatus, Confidentiality
from models.answer import Answer
from models.availability import AvailabilityOverride, AvailabilityRule, Weekday
from models.busy_time import BusyTime
from models.calendar import CalendarFeed
from models.closure import ClosureReflection, Endorsement, EndorsementStatus
from models.educator import CareerStage, Educator, EducatorRole, EducatorTopic, ProfileVisibility
from models.event import Event, EventKind, StreamKind
from models.feedback import SessionFeedback
from models.follow import Block, Follow, FollowTarget, Mute
from models.goal import Evidence, EvidenceKind, Goal, GoalFocus, GoalStatus, GoalVisibility
from models.journal import JournalEntry, JournalKind, JournalVisibility
from models.mentor import MentoringFunction, MentorOffer, MentorProfile, MentorStatus
from models.mentorship import Attention, Awaiting, CloseReason, Mentorship, MentorshipKind, MentorshipStatus
from models.message import Message
from models.need import Need, NeedVisibility
from models.notification import Notification, NotificationKind
from models.post import Mention, Post, PostKind, PostRevision, Reaction, ReactionKind
from models.record import record_of
from models.report import SavedReport
from models.request import (
    DeclineReason,
    MentorshipRequest,
    RequestKind,
    RequestReferral,
    RequestStatus,
    RequestTopic,
)
from models.row import Row
from models.session import Session, SessionStatus
from models.session_log import NextStep, SessionLog
from models.thread import SubscriptionLevel, Thread, ThreadStatus, ThreadSubscription, ThreadVisibility
from models.topic import Topic, TopicKind
from models.transition import Actor, Machine, Step

__all__ = [
    "Account",
    "AccountRole",
    "AccountStatus",
    "Actor",
    "Agreement",
    "AgreementSignature",
    "AgreementStatus",
    "Answer",
    "ApiToken",
    "Attention",
    "AvailabilityOverride",
    "AvailabilityRule",
    "Awaiting",
    "Block",
    "BusyTime",
    "CalendarFeed",
    "CareerStage",
    "CloseReason",
    "ClosureReflection",
    "Confidentiality",
    "DeclineReason",
    "Educator",
    "EducatorRole",
    "EducatorTopic",
    "Endorsement",
    "EndorsementStatus",
    "Event",
    "EventKind",
    "Evidence",
    "EvidenceKind",
    "Follow",
    "FollowTarget",
    "Goal",
    "GoalFocus",
    "GoalStatus",
    "GoalVisibility",
    "JournalEntry",
    "JournalKind",
    "JournalVisibility",
    "Machine",
    "Mention",
    "MentorOffer",
    "MentorProfile",
    "MentorStatus",
    "MentoringFunction",
    "Mentorship",
    "MentorshipKind",
    "MentorshipRequest",
    "MentorshipStatus",
    "Message",
    "Mute",
    "Need",
    "NeedVisibility",
    "NextStep",
    "Notification",
    "NotificationKind",
    "Post",
    "PostKind",
    "PostRevision",
    "ProfileVisibility",
    "Reaction",
    "ReactionKind",
    "RefreshToken",
    "RequestKind",
    "RequestReferral",
    "RequestStatus",
    "RequestTopic",
    "Row",
    "SavedReport",
    "Session",
    "SessionFeedback",
    "SessionLog",
    "SessionStatus",
    "SignIn",
    "Step",
    "StreamKind",
    "SubscriptionLevel",
    "Thread",
    "ThreadStatus",
    "ThreadSubscription",
    "ThreadVisibility",
    "TokenScope",
    "Topic",
    "TopicKind",
    "Weekday",
    "record_of",
]
