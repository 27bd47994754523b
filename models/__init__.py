"""Tables, constraints, states and their legal transitions."""

from models.account import Account, AccountRole, AccountStatus, ApiToken, RefreshToken, SignIn, TokenScope
from models.agreement import Agreement, AgreementSignature, AgreementStatus, Confidentiality
from models.answer import Answer
from models.availability import AvailabilityOverride, AvailabilityRule, Weekday
from models.busy_time import BusyTime
from models.calendar import CalendarFeed
from models.challenge import Challenge, ChallengeMark, ChallengeStance
from models.closure import ClosureReflection, Endorsement, EndorsementStatus
from models.community import (
    Community,
    CommunityInvitation,
    CommunityRole,
    CommunityTopic,
    CommunityVisibility,
    JoinPolicy,
    Membership,
    MembershipStatus,
    PostingPolicy,
)
from models.community_log import CommunityAction, CommunityActionKind
from models.educator import CareerStage, Educator, EducatorRole, EducatorTopic, ProfileVisibility
from models.enrollment import (
    Enrollment,
    EnrollmentShare,
    EnrollmentStatus,
    EnrollmentVisibility,
    ProgressStatus,
    StepProgress,
)
from models.event import Event, EventKind, StreamKind
from models.feedback import SessionFeedback
from models.flag import (
    AuditEntry,
    AuditKind,
    Flag,
    FlagReason,
    FlagStatus,
    FlagTarget,
    ModerationAction,
    ModerationKind,
)
from models.follow import Block, Follow, FollowTarget, Mute
from models.goal import Evidence, EvidenceKind, Goal, GoalFocus, GoalStatus, GoalVisibility
from models.journal import JournalEntry, JournalKind, JournalVisibility
from models.leaving import DataExport, Erasure, ExportStatus, PostsFate, RetiredHandle
from models.mentor import MentoringFunction, MentorOffer, MentorProfile, MentorStatus
from models.mentorship import Attention, Awaiting, CloseReason, Mentorship, MentorshipKind, MentorshipStatus
from models.message import Message
from models.need import Need, NeedVisibility
from models.notification import Notification, NotificationKind, NotificationPreference
from models.pledge import PartnerStatus, Pledge, PledgePartner
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
from models.roadmap import (
    ResourceCost,
    ResourceKind,
    Roadmap,
    RoadmapStatus,
    RoadmapStep,
    RoadmapStepKind,
    RoadmapTopic,
    RoadmapVersion,
    StepPrerequisite,
    StepResource,
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
    "AuditEntry",
    "AuditKind",
    "AvailabilityOverride",
    "AvailabilityRule",
    "Awaiting",
    "Block",
    "BusyTime",
    "CalendarFeed",
    "CareerStage",
    "Challenge",
    "ChallengeMark",
    "ChallengeStance",
    "CloseReason",
    "ClosureReflection",
    "Community",
    "CommunityAction",
    "CommunityActionKind",
    "CommunityInvitation",
    "CommunityRole",
    "CommunityTopic",
    "CommunityVisibility",
    "Confidentiality",
    "DataExport",
    "DeclineReason",
    "Educator",
    "EducatorRole",
    "EducatorTopic",
    "Endorsement",
    "EndorsementStatus",
    "Enrollment",
    "EnrollmentShare",
    "EnrollmentStatus",
    "EnrollmentVisibility",
    "Erasure",
    "Event",
    "EventKind",
    "Evidence",
    "EvidenceKind",
    "ExportStatus",
    "Flag",
    "FlagReason",
    "FlagStatus",
    "FlagTarget",
    "Follow",
    "FollowTarget",
    "Goal",
    "GoalFocus",
    "GoalStatus",
    "GoalVisibility",
    "JoinPolicy",
    "JournalEntry",
    "JournalKind",
    "JournalVisibility",
    "Machine",
    "Membership",
    "MembershipStatus",
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
    "ModerationAction",
    "ModerationKind",
    "Mute",
    "Need",
    "NeedVisibility",
    "NextStep",
    "Notification",
    "NotificationKind",
    "NotificationPreference",
    "PartnerStatus",
    "Pledge",
    "PledgePartner",
    "Post",
    "PostKind",
    "PostRevision",
    "PostingPolicy",
    "PostsFate",
    "ProfileVisibility",
    "ProgressStatus",
    "Reaction",
    "ReactionKind",
    "RefreshToken",
    "RequestKind",
    "RequestReferral",
    "RequestStatus",
    "RequestTopic",
    "ResourceCost",
    "ResourceKind",
    "RetiredHandle",
    "Roadmap",
    "RoadmapStatus",
    "RoadmapStep",
    "RoadmapStepKind",
    "RoadmapTopic",
    "RoadmapVersion",
    "Row",
    "SavedReport",
    "Session",
    "SessionFeedback",
    "SessionLog",
    "SessionStatus",
    "SignIn",
    "Step",
    "StepPrerequisite",
    "StepProgress",
    "StepResource",
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
