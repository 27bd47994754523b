"""The tables that seeding fills, each with the class of its rows: fields are columns, in COPY order."""

from app.seed.community_rows import (
    ChallengeMarkRow,
    ChallengeRow,
    CommunityActionRow,
    CommunityRow,
    CommunityTopicRow,
    MembershipRow,
)
from app.seed.mentor_rows import (
    AvailabilityOverrideRow,
    AvailabilityRuleRow,
    MentorOfferRow,
    MentorProfileRow,
    NeedRow,
    RequestReferralRow,
    RequestRow,
    RequestTopicRow,
)
from app.seed.people_rows import (
    AccountRow,
    EducatorRow,
    EducatorTopicRow,
    FollowRow,
    NotificationRow,
    TopicRow,
)
from app.seed.roadmap_rows import (
    EnrollmentRow,
    EnrollmentShareRow,
    RoadmapRow,
    RoadmapStepRow,
    RoadmapTopicRow,
    RoadmapVersionRow,
    StepPrerequisiteRow,
    StepProgressRow,
    StepResourceRow,
)
from app.seed.room_rows import (
    AgreementRow,
    AgreementSignatureRow,
    ClosureReflectionRow,
    EndorsementRow,
    EvidenceRow,
    GoalRow,
    JournalEntryRow,
    MentorshipRow,
    MessageRow,
)
from app.seed.session_rows import NextStepRow, SessionFeedbackRow, SessionLogRow, SessionRow
from app.seed.thread_rows import MentionRow, PostRow, ReactionRow, SubscriptionRow, ThreadRow

SeedRow = (
    AccountRow
    | EducatorRow
    | TopicRow
    | EducatorTopicRow
    | FollowRow
    | ThreadRow
    | PostRow
    | ReactionRow
    | MentionRow
    | SubscriptionRow
    | MentorProfileRow
    | MentorOfferRow
    | NeedRow
    | AvailabilityRuleRow
    | AvailabilityOverrideRow
    | RequestRow
    | RequestTopicRow
    | RequestReferralRow
    | MentorshipRow
    | AgreementRow
    | AgreementSignatureRow
    | GoalRow
    | EvidenceRow
    | SessionRow
    | SessionLogRow
    | NextStepRow
    | SessionFeedbackRow
    | JournalEntryRow
    | MessageRow
    | ClosureReflectionRow
    | EndorsementRow
    | NotificationRow
    | CommunityRow
    | CommunityTopicRow
    | MembershipRow
    | CommunityActionRow
    | ChallengeRow
    | ChallengeMarkRow
    | RoadmapRow
    | RoadmapTopicRow
    | RoadmapVersionRow
    | RoadmapStepRow
    | StepPrerequisiteRow
    | StepResourceRow
    | EnrollmentRow
    | StepProgressRow
    | EnrollmentShareRow
)

# A table stands after those that its foreign keys point to.
TABLES: dict[type[SeedRow], str] = {
    TopicRow: "topic",
    AccountRow: "account",
    EducatorRow: "educator",
    EducatorTopicRow: "educator_topic",
    FollowRow: "follow",
    ThreadRow: "thread",
    PostRow: "post",
    ReactionRow: "reaction",
    MentionRow: "mention",
    SubscriptionRow: "thread_subscription",
    MentorProfileRow: "mentor_profile",
    MentorOfferRow: "mentor_offer",
    NeedRow: "need",
    AvailabilityRuleRow: "availability_rule",
    AvailabilityOverrideRow: "availability_override",
    RequestRow: "mentorship_request",
    RequestTopicRow: "request_topic",
    RequestReferralRow: "request_referral",
    MentorshipRow: "mentorship",
    AgreementRow: "agreement",
    AgreementSignatureRow: "agreement_signature",
    GoalRow: "goal",
    EvidenceRow: "evidence",
    SessionRow: "session",
    SessionLogRow: "session_log",
    NextStepRow: "next_step",
    SessionFeedbackRow: "session_feedback",
    JournalEntryRow: "journal_entry",
    MessageRow: "message",
    ClosureReflectionRow: "closure_reflection",
    EndorsementRow: "endorsement",
    NotificationRow: "notification",
    CommunityRow: "community",
    CommunityTopicRow: "community_topic",
    MembershipRow: "membership",
    CommunityActionRow: "community_action",
    ChallengeRow: "challenge",
    ChallengeMarkRow: "challenge_mark",
    RoadmapRow: "roadmap",
    RoadmapTopicRow: "roadmap_topic",
    RoadmapVersionRow: "roadmap_version",
    RoadmapStepRow: "roadmap_step",
    StepPrerequisiteRow: "step_prerequisite",
    StepResourceRow: "step_resource",
    EnrollmentRow: "enrollment",
    StepProgressRow: "step_progress",
    EnrollmentShareRow: "enrollment_share",
}
