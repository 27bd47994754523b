"""All data of one person: what is theirs alone, and what they share with those they worked with.

Read for its owner, whatever they may see elsewhere; of a room behind a wall only what they wrote themselves.
"""

from loaders.personal_data import Section
from models import (
    Account,
    Agreement,
    AgreementSignature,
    ApiToken,
    AvailabilityOverride,
    AvailabilityRule,
    Block,
    Challenge,
    ChallengeMark,
    ClosureReflection,
    DataExport,
    Educator,
    EducatorTopic,
    Endorsement,
    Enrollment,
    EnrollmentShare,
    Erasure,
    Evidence,
    Flag,
    Follow,
    Goal,
    JournalEntry,
    Membership,
    MentorOffer,
    MentorProfile,
    Mentorship,
    MentorshipRequest,
    Message,
    ModerationAction,
    Mute,
    Need,
    NextStep,
    Notification,
    NotificationPreference,
    Pledge,
    PledgePartner,
    Post,
    PostRevision,
    Reaction,
    RequestReferral,
    RequestTopic,
    Roadmap,
    RoadmapStep,
    RoadmapTopic,
    RoadmapVersion,
    SavedReport,
    Session,
    SessionFeedback,
    SessionLog,
    SignIn,
    StepPrerequisite,
    StepProgress,
    StepResource,
    Thread,
    ThreadSubscription,
)

# Joined `m`, a mentorship of theirs; what the other wrote is theirs too unless a wall stands between.
_PARTY = "me.educator_id IN ({0}.mentor_id, {0}.mentee_id)"
_NO_WALL = """NOT EXISTS (SELECT FROM block WHERE (blocker_id, blocked_id)
    IN (({0}.mentor_id, {0}.mentee_id), ({0}.mentee_id, {0}.mentor_id)))"""
_ROOM = f"{_PARTY} AND {_NO_WALL}"
_IN_ROOM = f"JOIN mentorship m ON m.id = x.mentorship_id AND {_PARTY.format('m')}"
_SHARED = f"JOIN mentorship m ON m.id = x.mentorship_id AND {_ROOM.format('m')}"
_IN_SESSION = f"""JOIN session s ON s.id = x.session_id
    JOIN mentorship m ON m.id = s.mentorship_id AND {_PARTY.format("m")}"""
_OF_REQUEST = "JOIN mentorship_request r ON r.id = x.request_id AND r.initiator_id = me.educator_id"
_OF_ROADMAP = "JOIN roadmap r ON r.id = {0}.roadmap_id AND r.curator_id = me.educator_id"
_OF_VERSION = f"JOIN roadmap_version v ON v.id = {{0}}.version_id {_OF_ROADMAP.format('v')}"
_OF_STEP = f"JOIN roadmap_step t ON t.id = x.step_id {_OF_VERSION.format('t')}"
_OF_ENROLLMENT = "JOIN enrollment e ON e.id = x.enrollment_id AND e.educator_id = me.educator_id"
_OTHERS = """x.id <> me.educator_id AND EXISTS (SELECT FROM mentorship m
    WHERE (m.mentor_id, m.mentee_id) IN ((x.id, me.educator_id), (me.educator_id, x.id)) AND {})"""


def _of(column: str = "educator_id") -> str:
    return f"x.{column} = me.educator_id"


_OF_ACCOUNT = "x.account_id = me.account_id"


def _without(*columns: str) -> frozenset[str]:
    return frozenset(columns)


_PERSON = (
    Section("account", Account, "x.id = me.account_id", without=_without("password_hash")),
    Section("profile", Educator, "x.id = me.educator_id", without=_without("account_id", "last_seq")),
    Section("topics", EducatorTopic, _of()),
    Section("mentorProfile", MentorProfile, _of()),
    Section("mentorOffers", MentorOffer, _of()),
    Section("availabilityRules", AvailabilityRule, _of()),
    Section("availabilityOverrides", AvailabilityOverride, _of()),
    Section("signIns", SignIn, _OF_ACCOUNT, without=_without("account_id")),
    Section("apiTokens", ApiToken, _OF_ACCOUNT, without=_without("account_id", "digest")),
    Section("savedReports", SavedReport, _of()),
    Section("dataExports", DataExport, _OF_ACCOUNT, without=_without("account_id", "content")),
    Section("erasures", Erasure, _OF_ACCOUNT, without=_without("account_id")),
)
_NETWORK = (
    Section("needs", Need, _of()),
    Section("follows", Follow, _of("follower_id")),
    Section("blocks", Block, _of("blocker_id")),
    Section("mutes", Mute, _of("muter_id")),
    Section("notifications", Notification, _of()),
    Section("notificationPreferences", NotificationPreference, _of()),
)
_MENTORING = (
    Section("people", Educator, _OTHERS.format(_NO_WALL.format("m")), only=("id", "handle", "display_name")),
    Section(
        "requests",
        MentorshipRequest,
        f"({_of('initiator_id')} OR {_ROOM.format('x')})",
        f"JOIN educator o ON o.id = me.educator_id AND {_PARTY.format('x')}",
        without=_without("viewed_at"),
    ),
    Section("requestTopics", RequestTopic, joins=_OF_REQUEST),
    Section("requestReferrals", RequestReferral, joins=_OF_REQUEST),
    Section(
        "mentorships",
        Mentorship,
        _ROOM.format("x"),
        without=_without("last_seq", "shown_by_mentor", "shown_by_mentee"),
    ),
    Section("agreements", Agreement, joins=_SHARED),
    Section(
        "agreementSignatures",
        AgreementSignature,
        joins=f"""JOIN agreement a ON a.id = x.agreement_id
            JOIN mentorship m ON m.id = a.mentorship_id AND {_ROOM.format("m")}""",
    ),
    Section("sessions", Session, joins=_SHARED),
    Section("sessionLogs", SessionLog, _NO_WALL.format("m"), _IN_SESSION),
    Section("nextSteps", NextStep, f"({_of('assignee_id')} OR {_NO_WALL.format('m')})", _IN_SESSION),
    Section(
        "sessionFeedback",
        SessionFeedback,
        f"({_of()} OR (s.feedback_revealed_at IS NOT NULL AND {_NO_WALL.format('m')}))",
        _IN_SESSION,
    ),
    Section(
        "messages",
        Message,
        f"({_of('author_id')} OR {_NO_WALL.format('m')})",
        _IN_ROOM,
        without=_without("hidden_at"),
    ),
    Section(
        "goals",
        Goal,
        f"({_of('owner_id')} OR (x.visibility <> 'PRIVATE' AND {_ROOM.format('m')}))",
        "LEFT JOIN mentorship m ON m.id = x.mentorship_id",
    ),
    Section(
        "evidence",
        Evidence,
        f"""({_of("author_id")} OR (g.id IS NOT NULL AND NOT EXISTS (SELECT FROM block
            WHERE (blocker_id, blocked_id) IN ((x.author_id, me.educator_id), (me.educator_id, x.author_id)))
            AND (g.owner_id = me.educator_id OR (g.visibility <> 'PRIVATE' AND {_ROOM.format("m")}))))""",
        """LEFT JOIN goal g ON g.id = x.goal_id LEFT JOIN mentorship m ON m.id = g.mentorship_id""",
    ),
    Section("journal", JournalEntry, _of("author_id")),
    Section("closureReflections", ClosureReflection, _of()),
    Section(
        "endorsements",
        Endorsement,
        f"({_of('author_id')} OR ({_of('receiver_id')} AND {_NO_WALL.format('m')}))",
        _IN_ROOM,
    ),
)
_WRITING = (
    Section("threads", Thread, _of("author_id"), without=_without("last_seq", "hidden_at")),
    Section("posts", Post, _of("author_id"), without=_without("hidden_at")),
    Section(
        "postRevisions",
        PostRevision,
        joins="JOIN post p ON p.id = x.post_id AND p.author_id = me.educator_id",
    ),
    Section("reactions", Reaction, _of()),
    Section("threadSubscriptions", ThreadSubscription, _of()),
    Section("pledges", Pledge, _of()),
    Section(
        "pledgePartners",
        PledgePartner,
        f"({_of()} OR p.educator_id = me.educator_id)",
        "JOIN pledge p ON p.id = x.pledge_id",
    ),
)
_GROWING = (
    Section("roadmaps", Roadmap, _of("curator_id"), without=_without("hidden_at")),
    Section("roadmapTopics", RoadmapTopic, joins=_OF_ROADMAP.format("x")),
    Section("roadmapVersions", RoadmapVersion, joins=_OF_ROADMAP.format("x")),
    Section("roadmapSteps", RoadmapStep, joins=_OF_VERSION.format("x")),
    Section("roadmapPrerequisites", StepPrerequisite, joins=_OF_STEP),
    Section("roadmapResources", StepResource, joins=_OF_STEP),
    Section("enrollments", Enrollment, _of()),
    Section("stepProgress", StepProgress, joins=_OF_ENROLLMENT),
    Section("enrollmentShares", EnrollmentShare, joins=_OF_ENROLLMENT),
)
_COMMUNITIES = (
    Section("memberships", Membership, _of()),
    Section("challenges", Challenge, _of("author_id"), without=_without("hidden_at")),
    Section("challengeMarks", ChallengeMark, _of()),
)
_SAFETY = (
    Section("flags", Flag, _of("reporter_id"), without=_without("snapshot", "reviewer_id", "decision_note")),
    Section(
        "moderation",
        ModerationAction,
        _of("subject_id"),
        without=_without("moderator_id", "flag_id"),
    ),
)
# All lists of an export, in their order.
SECTIONS = (*_PERSON, *_NETWORK, *_MENTORING, *_WRITING, *_GROWING, *_COMMUNITIES, *_SAFETY)
# Why the rows of every other table are in no export.
NOT_EXPORTED = {
    "answer": "remembers that a request was sent, not what it said",
    "audit_entry": "what moderators looked at, for those who oversee them",
    "busy_time": "follows from the sessions",
    "calendar_feed": "is a key, not a record",
    "community": "belongs to its members together",
    "community_action": "is the log of a community, which its members read there",
    "community_invitation": "is a key, not a record",
    "community_topic": "belongs to its members together",
    "event": "numbers what happened; what it was is in the other lists",
    "mention": "follows from the posts",
    "rate_limit": "counts tries, and is forgotten within a day",
    "refresh_token": "is a key, not a record",
    "retired_handle": "says of no name whose it was",
    "topic": "is nobody's own",
}
