"""Tables, constraints, states and their legal transitions."""

from models.account import Account, AccountRole, AccountStatus, ApiToken, RefreshToken, SignIn, TokenScope
from models.answer import Answer
from models.educator import CareerStage, Educator, EducatorRole, EducatorTopic, ProfileVisibility
from models.event import Event, EventKind, StreamKind
from models.follow import Block, Follow, FollowTarget, Mute
from models.notification import Notification, NotificationKind
from models.post import Mention, Post, PostKind, PostRevision, Reaction, ReactionKind
from models.record import record_of
from models.row import Row
from models.thread import SubscriptionLevel, Thread, ThreadStatus, ThreadSubscription, ThreadVisibility
from models.topic import Topic, TopicKind

__all__ = [
    "Account",
    "AccountRole",
    "AccountStatus",
    "Answer",
    "ApiToken",
    "Block",
    "CareerStage",
    "Educator",
    "EducatorRole",
    "EducatorTopic",
    "Event",
    "EventKind",
    "Follow",
    "FollowTarget",
    "Mention",
    "Mute",
    "Notification",
    "NotificationKind",
    "Post",
    "PostKind",
    "PostRevision",
    "ProfileVisibility",
    "Reaction",
    "ReactionKind",
    "RefreshToken",
    "Row",
    "SignIn",
    "StreamKind",
    "SubscriptionLevel",
    "Thread",
    "ThreadStatus",
    "ThreadSubscription",
    "ThreadVisibility",
    "TokenScope",
    "Topic",
    "TopicKind",
    "record_of",
]
