"""Tables of roadmaps, communities, flags, pledges, exports and erasures."""

from kit import migration
from tortoise.migrations import operations as ops
from models.challenge import ChallengeStance
from models.community import CommunityRole, CommunityVisibility, JoinPolicy, MembershipStatus, PostingPolicy
from models.community_log import CommunityActionKind
from models.enrollment import EnrollmentStatus, EnrollmentVisibility, ProgressStatus
from models.flag import AuditKind, FlagReason, FlagStatus, FlagTarget, ModerationKind
from models.leaving import ExportStatus, PostsFate
from models.notification import NotificationKind
from models.pledge import PartnerStatus
from models.roadmap import ResourceCost, ResourceKind, RoadmapStatus, RoadmapStepKind
from models.thread import ThreadVisibility
from orjson import loads
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migration.Migration):
    """New tables, and what older ones say of them."""

    dependencies = [("models", "0014_reports")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "actor",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="actor_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="EMAIL: EMAIL\nFLAG_SNAPSHOT: FLAG_SNAPSHOT\nHIDDEN_COMMUNITY: HIDDEN_COMMUNITY",
                        enum_type=AuditKind,
                        max_length=32,
                    ),
                ),
                ("subject_id", fields.UUIDField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "audit_entry",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('EMAIL', 'FLAG_SNAPSHOT', 'HIDDEN_COMMUNITY')",
                        name="audit_entry_kind_known",
                    )
                ],
                "pk_attr": "id",
                "table_description": "One privileged look at what others may not see.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Community",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("slug", fields.TextField(unique=False)),
                ("name", fields.TextField(unique=False)),
                ("purpose", fields.TextField(unique=False)),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PUBLIC: PUBLIC\nLISTED: LISTED\nHIDDEN: HIDDEN",
                        enum_type=CommunityVisibility,
                        max_length=16,
                    ),
                ),
                (
                    "join_policy",
                    fields.CharEnumField(
                        description="OPEN: OPEN\nREQUEST: REQUEST\nINVITE: INVITE",
                        enum_type=JoinPolicy,
                        max_length=16,
                    ),
                ),
                (
                    "posting_policy",
                    fields.CharEnumField(
                        description="MEMBERS: MEMBERS\nMODERATORS: MODERATORS",
                        enum_type=PostingPolicy,
                        max_length=16,
                    ),
                ),
                ("member_count", fields.IntField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
                ("last_seq", fields.BigIntField()),
            ],
            options={
                "table": "community",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="visibility IN ('PUBLIC', 'LISTED', 'HIDDEN')",
                        name="community_visibility_known",
                    ),
                    CheckConstraint(
                        check="join_policy IN ('OPEN', 'REQUEST', 'INVITE')",
                        name="community_join_policy_known",
                    ),
                    CheckConstraint(
                        check="posting_policy IN ('MEMBERS', 'MODERATORS')",
                        name="community_posting_policy_known",
                    ),
                    CheckConstraint(check="char_length(slug) BETWEEN 3 AND 60", name="community_slug_length"),
                    CheckConstraint(check="char_length(name) BETWEEN 1 AND 80", name="community_name_length"),
                    CheckConstraint(
                        check="char_length(purpose) BETWEEN 10 AND 2000", name="community_purpose_length"
                    ),
                    CheckConstraint(check="slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="community_slug_form"),
                    CheckConstraint(
                        check="member_count >= 0 AND last_seq >= 0", name="community_counters_positive"
                    ),
                    UniqueConstraint(fields=("slug",), name="community_slug_unique"),
                ],
                "pk_attr": "id",
                "table_description": "A community and its stream (`last_seq`); `member_count` counts the ACTIVE.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Challenge",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "community",
                    fields.ForeignKeyField(
                        "models.Community",
                        source_field="community_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "topic",
                    fields.ForeignKeyField(
                        "models.Topic",
                        source_field="topic_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.TextField(unique=False)),
                ("description", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "challenge",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="char_length(title) BETWEEN 1 AND 140", name="challenge_title_length"
                    ),
                    CheckConstraint(
                        check="char_length(description) BETWEEN 0 AND 2000",
                        name="challenge_description_length",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "A problem that members of a community share.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ChallengeMark",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "challenge",
                    fields.ForeignKeyField(
                        "models.Challenge",
                        source_field="challenge_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "stance",
                    fields.CharEnumField(
                        description="FACING: FACING\nSOLVED: SOLVED", enum_type=ChallengeStance, max_length=16
                    ),
                ),
                ("note", fields.TextField(null=True, unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("solved_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "challenge_mark",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="stance IN ('FACING', 'SOLVED')", name="challenge_mark_stance_known"
                    ),
                    CheckConstraint(
                        check="char_length(note) BETWEEN 1 AND 500", name="challenge_mark_note_length"
                    ),
                    CheckConstraint(
                        check="(stance = 'SOLVED') = (solved_at IS NOT NULL)",
                        name="challenge_mark_solved_when",
                    ),
                    UniqueConstraint(fields=("challenge_id", "educator_id"), name="challenge_mark_once"),
                ],
                "pk_attr": "id",
                "table_description": "How one member stands to a challenge, and what they say about it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="CommunityAction",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "community",
                    fields.ForeignKeyField(
                        "models.Community",
                        source_field="community_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "actor",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="actor_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="CHANGED: CHANGED\nMEMBER_APPROVED: MEMBER_APPROVED\nMEMBER_DECLINED: MEMBER_DECLINED\nMEMBER_INVITED: MEMBER_INVITED\nINVITATION_REVOKED: INVITATION_REVOKED\nROLE_CHANGED: ROLE_CHANGED\nMEMBER_BANNED: MEMBER_BANNED\nBAN_LIFTED: BAN_LIFTED\nTHREAD_LOCKED: THREAD_LOCKED\nTHREAD_UNLOCKED: THREAD_UNLOCKED\nPOST_DELETED: POST_DELETED\nCHALLENGE_CLOSED: CHALLENGE_CLOSED",
                        enum_type=CommunityActionKind,
                        max_length=32,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "thread",
                    fields.ForeignKeyField(
                        "models.Thread",
                        source_field="thread_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "challenge",
                    fields.ForeignKeyField(
                        "models.Challenge",
                        source_field="challenge_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("detail", fields.TextField(null=True, unique=False)),
                ("reason", fields.TextField(null=True, unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "community_action",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('CHANGED', 'MEMBER_APPROVED', 'MEMBER_DECLINED', 'MEMBER_INVITED', 'INVITATION_REVOKED', 'ROLE_CHANGED', 'MEMBER_BANNED', 'BAN_LIFTED', 'THREAD_LOCKED', 'THREAD_UNLOCKED', 'POST_DELETED', 'CHALLENGE_CLOSED')",
                        name="community_action_kind_known",
                    ),
                    CheckConstraint(
                        check="char_length(reason) BETWEEN 1 AND 500", name="community_action_reason_length"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One deed of somebody who looks after a community; `detail` says what it led to, a role for instance.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="CommunityInvitation",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "community",
                    fields.ForeignKeyField(
                        "models.Community",
                        source_field="community_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "inviter",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="inviter_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "invitee",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="invitee_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("digest", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "used_by",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="used_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "community_invitation",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="expires_at > created_at", name="community_invitation_lasts"),
                    CheckConstraint(
                        check="(used_at IS NULL) = (used_by_id IS NULL)",
                        name="community_invitation_used_when",
                    ),
                    UniqueConstraint(fields=("digest",), name="community_invitation_digest_unique"),
                ],
                "pk_attr": "id",
                "table_description": "A way into a community for one person, once; only the digest of its token is stored.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="CommunityTopic",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "community",
                    fields.ForeignKeyField(
                        "models.Community",
                        source_field="community_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "topic",
                    fields.ForeignKeyField(
                        "models.Topic",
                        source_field="topic_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.SmallIntField()),
            ],
            options={
                "table": "community_topic",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("community_id", "topic_id"), name="community_topic_once")
                ],
                "pk_attr": "id",
                "table_description": "A topic that a community is about.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="DataExport",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "models.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="REQUESTED: REQUESTED\nREADY: READY\nEXPIRED: EXPIRED",
                        enum_type=ExportStatus,
                        max_length=16,
                    ),
                ),
                ("requested_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ready_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("content", fields.BinaryField(null=True)),
                ("size", fields.IntField(null=True)),
                ("sha256", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "data_export",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('REQUESTED', 'READY', 'EXPIRED')", name="data_export_status_known"
                    ),
                    CheckConstraint(
                        check="(status = 'READY') = (content IS NOT NULL) AND (status <> 'READY' OR (ready_at IS NOT NULL AND expires_at IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL))",
                        name="data_export_ready",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One file with all of an account's data: JSON, compressed with gzip.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Erasure",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "models.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "posts",
                    fields.CharEnumField(
                        description="ANONYMISE: ANONYMISE\nDELETE: DELETE", enum_type=PostsFate, max_length=16
                    ),
                ),
                ("requested_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("cancelled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "erasure",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="posts IN ('ANONYMISE', 'DELETE')", name="erasure_posts_known"),
                    CheckConstraint(check="due_at > requested_at", name="erasure_after_grace"),
                    CheckConstraint(check="num_nonnulls(cancelled_at, done_at) <= 1", name="erasure_one_end"),
                ],
                "pk_attr": "id",
                "table_description": "An account's wish to be forgotten; carried out at `due_at` unless it is taken back.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Flag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "reporter",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="reporter_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "target",
                    fields.CharEnumField(
                        description="EDUCATOR: EDUCATOR\nTHREAD: THREAD\nPOST: POST\nMESSAGE: MESSAGE\nREQUEST: REQUEST\nCOMMUNITY: COMMUNITY\nCHALLENGE: CHALLENGE\nROADMAP: ROADMAP",
                        enum_type=FlagTarget,
                        max_length=16,
                    ),
                ),
                ("target_id", fields.UUIDField()),
                (
                    "subject",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="subject_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        description="HARASSMENT: HARASSMENT\nSPAM: SPAM\nPUPIL_DATA: PUPIL_DATA\nIMPERSONATION: IMPERSONATION\nBOUNDARY_VIOLATION: BOUNDARY_VIOLATION\nOTHER: OTHER",
                        enum_type=FlagReason,
                        max_length=32,
                    ),
                ),
                ("note", fields.TextField(null=True, unique=False)),
                ("snapshot", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "status",
                    fields.CharEnumField(
                        description="OPEN: OPEN\nIN_REVIEW: IN_REVIEW\nACTIONED: ACTIONED\nDISMISSED: DISMISSED",
                        enum_type=FlagStatus,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "reviewer",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="reviewer_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("reviewed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("decision_note", fields.TextField(null=True, unique=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "flag",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="target IN ('EDUCATOR', 'THREAD', 'POST', 'MESSAGE', 'REQUEST', 'COMMUNITY', 'CHALLENGE', 'ROADMAP')",
                        name="flag_target_known",
                    ),
                    CheckConstraint(
                        check="reason IN ('HARASSMENT', 'SPAM', 'PUPIL_DATA', 'IMPERSONATION', 'BOUNDARY_VIOLATION', 'OTHER')",
                        name="flag_reason_known",
                    ),
                    CheckConstraint(
                        check="status IN ('OPEN', 'IN_REVIEW', 'ACTIONED', 'DISMISSED')",
                        name="flag_status_known",
                    ),
                    CheckConstraint(check="char_length(note) BETWEEN 1 AND 2000", name="flag_note_length"),
                    CheckConstraint(
                        check="char_length(decision_note) BETWEEN 1 AND 2000",
                        name="flag_decision_note_length",
                    ),
                    CheckConstraint(check="reporter_id <> subject_id", name="flag_another"),
                    CheckConstraint(
                        check="(status IN ('ACTIONED', 'DISMISSED')) = (decided_at IS NOT NULL)",
                        name="flag_decided_when",
                    ),
                    CheckConstraint(
                        check="status = 'OPEN' OR reviewer_id IS NOT NULL", name="flag_reviewed_by_whom"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One member's report of one thing, with what it said when it was reported.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Membership",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "community",
                    fields.ForeignKeyField(
                        "models.Community",
                        source_field="community_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "role",
                    fields.CharEnumField(
                        description="OWNER: OWNER\nMODERATOR: MODERATOR\nMEMBER: MEMBER",
                        enum_type=CommunityRole,
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="PENDING: PENDING\nACTIVE: ACTIVE\nLEFT: LEFT\nBANNED: BANNED",
                        enum_type=MembershipStatus,
                        max_length=16,
                    ),
                ),
                ("reason", fields.TextField(null=True, unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("joined_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("left_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("banned_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("banned_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "membership",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="role IN ('OWNER', 'MODERATOR', 'MEMBER')", name="membership_role_known"
                    ),
                    CheckConstraint(
                        check="status IN ('PENDING', 'ACTIVE', 'LEFT', 'BANNED')",
                        name="membership_status_known",
                    ),
                    CheckConstraint(
                        check="char_length(reason) BETWEEN 1 AND 500", name="membership_reason_length"
                    ),
                    CheckConstraint(
                        check="status = 'ACTIVE' OR role = 'MEMBER'", name="membership_role_active"
                    ),
                    CheckConstraint(
                        check="status <> 'ACTIVE' OR joined_at IS NOT NULL", name="membership_joined_when"
                    ),
                    CheckConstraint(
                        check="(status = 'BANNED') = (banned_at IS NOT NULL) AND (banned_until IS NULL OR status = 'BANNED')",
                        name="membership_banned_when",
                    ),
                    UniqueConstraint(fields=("community_id", "educator_id"), name="membership_once"),
                ],
                "pk_attr": "id",
                "table_description": "Where one educator stands with one community; `reason` is why they want to join, or were banned.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ModerationAction",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "flag",
                    fields.ForeignKeyField(
                        "models.Flag",
                        source_field="flag_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "moderator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="moderator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="HIDE: HIDE\nRESTORE: RESTORE\nLOCK: LOCK\nWARN: WARN\nBAN: BAN\nSUSPEND: SUSPEND",
                        enum_type=ModerationKind,
                        max_length=16,
                    ),
                ),
                (
                    "target",
                    fields.CharEnumField(
                        description="EDUCATOR: EDUCATOR\nTHREAD: THREAD\nPOST: POST\nMESSAGE: MESSAGE\nREQUEST: REQUEST\nCOMMUNITY: COMMUNITY\nCHALLENGE: CHALLENGE\nROADMAP: ROADMAP",
                        enum_type=FlagTarget,
                        max_length=16,
                    ),
                ),
                ("target_id", fields.UUIDField()),
                (
                    "subject",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="subject_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("reason", fields.TextField(unique=False)),
                ("until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "moderation_action",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('HIDE', 'RESTORE', 'LOCK', 'WARN', 'BAN', 'SUSPEND')",
                        name="moderation_action_kind_known",
                    ),
                    CheckConstraint(
                        check="target IN ('EDUCATOR', 'THREAD', 'POST', 'MESSAGE', 'REQUEST', 'COMMUNITY', 'CHALLENGE', 'ROADMAP')",
                        name="moderation_action_target_known",
                    ),
                    CheckConstraint(
                        check="char_length(reason) BETWEEN 1 AND 2000", name="moderation_action_reason_length"
                    ),
                    CheckConstraint(
                        check="until IS NULL OR kind = 'SUSPEND'", name="moderation_action_until"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One decision of a platform moderator; `until` ends a suspension.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="NotificationPreference",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="NEW_FOLLOWER: NEW_FOLLOWER\nMENTION: MENTION\nREPLY: REPLY\nTHREAD_POST: THREAD_POST\nREQUEST_RECEIVED: REQUEST_RECEIVED\nREQUEST_ANSWERED: REQUEST_ANSWERED\nREQUEST_CLOSED: REQUEST_CLOSED\nMENTORSHIP_CHANGED: MENTORSHIP_CHANGED\nAGREEMENT_CHANGED: AGREEMENT_CHANGED\nGOAL_CHANGED: GOAL_CHANGED\nSESSION_CHANGED: SESSION_CHANGED\nNEXT_STEP_ASSIGNED: NEXT_STEP_ASSIGNED\nFEEDBACK_REVEALED: FEEDBACK_REVEALED\nMESSAGE: MESSAGE\nENDORSEMENT: ENDORSEMENT\nENROLLMENT_SHARED: ENROLLMENT_SHARED\nSTEP_ATTESTED: STEP_ATTESTED\nPLEDGE_INVITED: PLEDGE_INVITED\nPLEDGE_ANSWERED: PLEDGE_ANSWERED\nPLEDGE_MISSED: PLEDGE_MISSED\nJOIN_REQUESTED: JOIN_REQUESTED\nJOIN_ANSWERED: JOIN_ANSWERED\nCOMMUNITY_INVITED: COMMUNITY_INVITED\nCOMMUNITY_ROLE: COMMUNITY_ROLE\nCOMMUNITY_THREAD: COMMUNITY_THREAD\nCHALLENGE_SOLVED: CHALLENGE_SOLVED\nMODERATION: MODERATION\nFLAG_DECIDED: FLAG_DECIDED\nEXPORT_READY: EXPORT_READY",
                        enum_type=NotificationKind,
                        max_length=32,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification_preference",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('NEW_FOLLOWER', 'MENTION', 'REPLY', 'THREAD_POST', 'REQUEST_RECEIVED', 'REQUEST_ANSWERED', 'REQUEST_CLOSED', 'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'SESSION_CHANGED', 'NEXT_STEP_ASSIGNED', 'FEEDBACK_REVEALED', 'MESSAGE', 'ENDORSEMENT', 'ENROLLMENT_SHARED', 'STEP_ATTESTED', 'PLEDGE_INVITED', 'PLEDGE_ANSWERED', 'PLEDGE_MISSED', 'JOIN_REQUESTED', 'JOIN_ANSWERED', 'COMMUNITY_INVITED', 'COMMUNITY_ROLE', 'COMMUNITY_THREAD', 'CHALLENGE_SOLVED', 'MODERATION', 'FLAG_DECIDED', 'EXPORT_READY')",
                        name="notification_preference_kind_known",
                    ),
                    UniqueConstraint(fields=("educator_id", "kind"), name="notification_preference_once"),
                ],
                "pk_attr": "id",
                "table_description": "A kind of notification that an educator does not want; kinds without a row are wanted.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RetiredHandle",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("digest", fields.BinaryField()),
            ],
            options={
                "table": "retired_handle",
                "app": "models",
                "constraints": [UniqueConstraint(fields=("digest",), name="retired_handle_once")],
                "pk_attr": "id",
                "table_description": "The handle of somebody who was forgotten, as its SHA-256: nobody else shall be taken for them.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Pledge",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "thread",
                    fields.ForeignKeyField(
                        "models.Thread",
                        source_field="thread_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("every_days", fields.SmallIntField()),
                ("rest_weeks", ArrayField(element_type="DATE")),
                ("started_on", fields.DateField()),
                ("ended_on", fields.DateField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "pledge",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="every_days BETWEEN 3 AND 30", name="pledge_every_range"),
                    CheckConstraint(check="cardinality(rest_weeks) <= 26", name="pledge_rest_weeks_few"),
                    CheckConstraint(check="ended_on >= started_on", name="pledge_ended_after_start"),
                ],
                "pk_attr": "id",
                "table_description": "An author's promise to post in a thread at least every so many days.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="PledgePartner",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "pledge",
                    fields.ForeignKeyField(
                        "models.Pledge",
                        source_field="pledge_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="INVITED: INVITED\nACCEPTED: ACCEPTED\nDECLINED: DECLINED\nLEFT: LEFT",
                        enum_type=PartnerStatus,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("accepted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "pledge_partner",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('INVITED', 'ACCEPTED', 'DECLINED', 'LEFT')",
                        name="pledge_partner_status_known",
                    ),
                    UniqueConstraint(fields=("pledge_id", "educator_id"), name="pledge_partner_once"),
                ],
                "pk_attr": "id",
                "table_description": "Somebody asked to watch over a pledge.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Roadmap",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("slug", fields.TextField(unique=False)),
                ("title", fields.TextField(unique=False)),
                ("summary", fields.TextField(unique=False)),
                (
                    "curator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="curator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "community",
                    fields.ForeignKeyField(
                        "models.Community",
                        source_field="community_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="DRAFT: DRAFT\nPUBLISHED: PUBLISHED\nRETIRED: RETIRED",
                        enum_type=RoadmapStatus,
                        max_length=16,
                    ),
                ),
                ("latest_number", fields.IntField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("published_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "roadmap",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('DRAFT', 'PUBLISHED', 'RETIRED')", name="roadmap_status_known"
                    ),
                    CheckConstraint(check="char_length(slug) BETWEEN 3 AND 60", name="roadmap_slug_length"),
                    CheckConstraint(
                        check="char_length(title) BETWEEN 1 AND 140", name="roadmap_title_length"
                    ),
                    CheckConstraint(
                        check="char_length(summary) BETWEEN 20 AND 2000", name="roadmap_summary_length"
                    ),
                    CheckConstraint(check="slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="roadmap_slug_form"),
                    CheckConstraint(
                        check="(status = 'DRAFT') = (published_at IS NULL) AND (status = 'DRAFT') = (latest_number = 0) AND latest_number >= 0",
                        name="roadmap_published_when",
                    ),
                    CheckConstraint(
                        check="(status = 'RETIRED') = (retired_at IS NOT NULL)", name="roadmap_retired_when"
                    ),
                    UniqueConstraint(fields=("slug",), name="roadmap_slug_unique"),
                ],
                "pk_attr": "id",
                "table_description": "A learning path; `latest_number` is that of its newest published version, 0 before the first.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RoadmapTopic",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "roadmap",
                    fields.ForeignKeyField(
                        "models.Roadmap",
                        source_field="roadmap_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "topic",
                    fields.ForeignKeyField(
                        "models.Topic",
                        source_field="topic_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.SmallIntField()),
            ],
            options={
                "table": "roadmap_topic",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("roadmap_id", "topic_id"), name="roadmap_topic_once")
                ],
                "pk_attr": "id",
                "table_description": "A topic that a roadmap is about.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RoadmapVersion",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "roadmap",
                    fields.ForeignKeyField(
                        "models.Roadmap",
                        source_field="roadmap_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("published_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "roadmap_version",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="number >= 1", name="roadmap_version_number_positive"),
                    UniqueConstraint(fields=("roadmap_id", "number"), name="roadmap_version_once"),
                ],
                "pk_attr": "id",
                "table_description": "One edition of a roadmap's steps, numbered from 1; unpublished, it is the draft of the next one.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Enrollment",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "roadmap",
                    fields.ForeignKeyField(
                        "models.Roadmap",
                        source_field="roadmap_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "roadmap_version",
                    fields.ForeignKeyField(
                        "models.RoadmapVersion",
                        source_field="roadmap_version_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="ACTIVE: ACTIVE\nCOMPLETED: COMPLETED\nLEFT: LEFT",
                        enum_type=EnrollmentStatus,
                        max_length=16,
                    ),
                ),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PRIVATE: PRIVATE\nMEMBERS: MEMBERS\nPUBLIC: PUBLIC",
                        enum_type=EnrollmentVisibility,
                        max_length=16,
                    ),
                ),
                ("started_on", fields.DateField()),
                ("target_on", fields.DateField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("completed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("left_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "enrollment",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('ACTIVE', 'COMPLETED', 'LEFT')", name="enrollment_status_known"
                    ),
                    CheckConstraint(
                        check="visibility IN ('PRIVATE', 'MEMBERS', 'PUBLIC')",
                        name="enrollment_visibility_known",
                    ),
                    CheckConstraint(
                        check="(status = 'COMPLETED') = (completed_at IS NOT NULL)",
                        name="enrollment_completed_when",
                    ),
                    CheckConstraint(
                        check="status <> 'LEFT' OR left_at IS NOT NULL", name="enrollment_left_when"
                    ),
                    CheckConstraint(check="target_on >= started_on", name="enrollment_target_after_start"),
                ],
                "pk_attr": "id",
                "table_description": "One educator on one version of a roadmap.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="EnrollmentShare",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "enrollment",
                    fields.ForeignKeyField(
                        "models.Enrollment",
                        source_field="enrollment_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "mentorship",
                    fields.ForeignKeyField(
                        "models.Mentorship",
                        source_field="mentorship_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "enrollment_share",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("enrollment_id", "mentorship_id"), name="enrollment_share_once")
                ],
                "pk_attr": "id",
                "table_description": "A mentorship whose two see an enrollment, whatever its visibility.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RoadmapStep",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "version",
                    fields.ForeignKeyField(
                        "models.RoadmapVersion",
                        source_field="version_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key", fields.TextField(unique=False)),
                ("position", fields.SmallIntField()),
                ("title", fields.TextField(unique=False)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="MILESTONE: MILESTONE\nSKILL: SKILL\nRESOURCE: RESOURCE\nCHECKPOINT: CHECKPOINT",
                        enum_type=RoadmapStepKind,
                        max_length=16,
                    ),
                ),
                ("optional", fields.BooleanField()),
                ("weight", fields.SmallIntField()),
                ("est_minutes", fields.IntField()),
                ("expected_outcome", fields.TextField(unique=False)),
            ],
            options={
                "table": "roadmap_step",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('MILESTONE', 'SKILL', 'RESOURCE', 'CHECKPOINT')",
                        name="roadmap_step_kind_known",
                    ),
                    CheckConstraint(
                        check="char_length(key) BETWEEN 1 AND 60", name="roadmap_step_key_length"
                    ),
                    CheckConstraint(
                        check="char_length(title) BETWEEN 1 AND 140", name="roadmap_step_title_length"
                    ),
                    CheckConstraint(
                        check="char_length(expected_outcome) BETWEEN 10 AND 1000",
                        name="roadmap_step_expected_outcome_length",
                    ),
                    CheckConstraint(check="key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="roadmap_step_key_form"),
                    CheckConstraint(check="weight BETWEEN 1 AND 5", name="roadmap_step_weight_range"),
                    CheckConstraint(
                        check="est_minutes BETWEEN 1 AND 10000", name="roadmap_step_minutes_range"
                    ),
                    CheckConstraint(check="position >= 1", name="roadmap_step_position_positive"),
                    UniqueConstraint(fields=("version_id", "key"), name="roadmap_step_key_once"),
                    UniqueConstraint(fields=("version_id", "position"), name="roadmap_step_position_once"),
                ],
                "pk_attr": "id",
                "table_description": "A step of one version; its `key` is the same in all versions.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="StepPrerequisite",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "step",
                    fields.ForeignKeyField(
                        "models.RoadmapStep",
                        source_field="step_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "prerequisite",
                    fields.ForeignKeyField(
                        "models.RoadmapStep",
                        source_field="prerequisite_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "step_prerequisite",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="step_id <> prerequisite_id", name="step_prerequisite_another"),
                    UniqueConstraint(fields=("step_id", "prerequisite_id"), name="step_prerequisite_once"),
                ],
                "pk_attr": "id",
                "table_description": "A step that comes before another one of the same version.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="StepProgress",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "enrollment",
                    fields.ForeignKeyField(
                        "models.Enrollment",
                        source_field="enrollment_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "step",
                    fields.ForeignKeyField(
                        "models.RoadmapStep",
                        source_field="step_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="NOT_STARTED: NOT_STARTED\nIN_PROGRESS: IN_PROGRESS\nDONE: DONE\nSKIPPED: SKIPPED",
                        enum_type=ProgressStatus,
                        max_length=16,
                    ),
                ),
                ("note", fields.TextField(null=True, unique=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "attested_by",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="attested_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("attested_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "step_progress",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('NOT_STARTED', 'IN_PROGRESS', 'DONE', 'SKIPPED')",
                        name="step_progress_status_known",
                    ),
                    CheckConstraint(
                        check="char_length(note) BETWEEN 1 AND 2000", name="step_progress_note_length"
                    ),
                    CheckConstraint(
                        check="(status = 'DONE') = (done_at IS NOT NULL)", name="step_progress_done_when"
                    ),
                    CheckConstraint(
                        check="(attested_by_id IS NULL) = (attested_at IS NULL) AND (attested_at IS NULL OR status = 'DONE')",
                        name="step_progress_attested_when",
                    ),
                    UniqueConstraint(fields=("enrollment_id", "step_id"), name="step_progress_once"),
                ],
                "pk_attr": "id",
                "table_description": "How far an enrollment is with one step; a step without a row is not started.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="StepResource",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "step",
                    fields.ForeignKeyField(
                        "models.RoadmapStep",
                        source_field="step_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.SmallIntField()),
                ("title", fields.TextField(unique=False)),
                ("url", fields.TextField(unique=False)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="ARTICLE: ARTICLE\nBOOK: BOOK\nVIDEO: VIDEO\nCOURSE: COURSE\nTEMPLATE: TEMPLATE\nTOOL: TOOL\nRESEARCH: RESEARCH",
                        enum_type=ResourceKind,
                        max_length=16,
                    ),
                ),
                (
                    "cost",
                    fields.CharEnumField(
                        description="FREE: FREE\nPAID: PAID\nLIBRARY: LIBRARY",
                        enum_type=ResourceCost,
                        max_length=16,
                    ),
                ),
            ],
            options={
                "table": "step_resource",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('ARTICLE', 'BOOK', 'VIDEO', 'COURSE', 'TEMPLATE', 'TOOL', 'RESEARCH')",
                        name="step_resource_kind_known",
                    ),
                    CheckConstraint(
                        check="cost IN ('FREE', 'PAID', 'LIBRARY')", name="step_resource_cost_known"
                    ),
                    CheckConstraint(
                        check="char_length(title) BETWEEN 1 AND 140", name="step_resource_title_length"
                    ),
                    CheckConstraint(
                        check="char_length(url) BETWEEN 8 AND 500", name="step_resource_url_length"
                    ),
                    CheckConstraint(check="url ~ '^https?://'", name="step_resource_url_web"),
                    UniqueConstraint(fields=("step_id", "position"), name="step_resource_position_once"),
                ],
                "pk_attr": "id",
                "table_description": "Something to read, watch or use for a step.",
            },
            bases=["Row"],
        ),
        ops.AddField(
            model_name="Educator",
            name="hidden_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AlterModelOptions(
            name="Evidence",
            options={
                "table": "evidence",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('ARTEFACT', 'OBSERVATION', 'AGGREGATE_DATA', 'VIDEO_LINK', 'REFLECTION')",
                        name="evidence_kind_known",
                    ),
                    CheckConstraint(check="char_length(url) BETWEEN 8 AND 2000", name="evidence_url_length"),
                    CheckConstraint(
                        check="char_length(text) BETWEEN 1 AND 5000", name="evidence_text_length"
                    ),
                    CheckConstraint(check="num_nonnulls(url, text) >= 1", name="evidence_shows_something"),
                    CheckConstraint(
                        check="num_nonnulls(goal_id, enrollment_id) = 1 AND (enrollment_id IS NULL) = (step_id IS NULL)",
                        name="evidence_of_one_thing",
                    ),
                    CheckConstraint(check="no_pupil_data", name="evidence_no_pupil_data"),
                    CheckConstraint(
                        check="(attested_by_id IS NULL) = (attested_at IS NULL)",
                        name="evidence_attested_when",
                    ),
                    CheckConstraint(check="attested_by_id <> author_id", name="evidence_attested_by_another"),
                ],
                "pk_attr": "id",
                "table_description": "What shows that a goal moved or a step was done, free of pupils' data; another may attest it.",
            },
        ),
        ops.AlterField(
            model_name="Evidence",
            name="goal",
            field=fields.ForeignKeyField(
                "models.Goal",
                source_field="goal_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Evidence",
            name="enrollment",
            field=fields.ForeignKeyField(
                "models.Enrollment",
                source_field="enrollment_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Evidence",
            name="step",
            field=fields.ForeignKeyField(
                "models.RoadmapStep",
                source_field="step_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AlterModelOptions(
            name="Follow",
            options={
                "table": "follow",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="num_nonnulls(educator_id, topic_id, community_id) = 1",
                        name="follow_one_target",
                    ),
                    CheckConstraint(check="follower_id <> educator_id", name="follow_another"),
                    UniqueConstraint(fields=("follower_id", "educator_id"), name="follow_educator_once"),
                    UniqueConstraint(fields=("follower_id", "topic_id"), name="follow_topic_once"),
                    UniqueConstraint(fields=("follower_id", "community_id"), name="follow_community_once"),
                ],
                "pk_attr": "id",
                "table_description": "An educator's wish to hear of another educator, a topic, or a community.",
            },
        ),
        ops.AddField(
            model_name="Follow",
            name="community",
            field=fields.ForeignKeyField(
                "models.Community",
                source_field="community_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="JournalEntry",
            name="enrollment",
            field=fields.ForeignKeyField(
                "models.Enrollment",
                source_field="enrollment_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="JournalEntry",
            name="step",
            field=fields.ForeignKeyField(
                "models.RoadmapStep",
                source_field="step_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Message",
            name="hidden_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AlterField(
            model_name="Notification",
            name="kind",
            field=fields.CharEnumField(
                description="NEW_FOLLOWER: NEW_FOLLOWER\nMENTION: MENTION\nREPLY: REPLY\nTHREAD_POST: THREAD_POST\nREQUEST_RECEIVED: REQUEST_RECEIVED\nREQUEST_ANSWERED: REQUEST_ANSWERED\nREQUEST_CLOSED: REQUEST_CLOSED\nMENTORSHIP_CHANGED: MENTORSHIP_CHANGED\nAGREEMENT_CHANGED: AGREEMENT_CHANGED\nGOAL_CHANGED: GOAL_CHANGED\nSESSION_CHANGED: SESSION_CHANGED\nNEXT_STEP_ASSIGNED: NEXT_STEP_ASSIGNED\nFEEDBACK_REVEALED: FEEDBACK_REVEALED\nMESSAGE: MESSAGE\nENDORSEMENT: ENDORSEMENT\nENROLLMENT_SHARED: ENROLLMENT_SHARED\nSTEP_ATTESTED: STEP_ATTESTED\nPLEDGE_INVITED: PLEDGE_INVITED\nPLEDGE_ANSWERED: PLEDGE_ANSWERED\nPLEDGE_MISSED: PLEDGE_MISSED\nJOIN_REQUESTED: JOIN_REQUESTED\nJOIN_ANSWERED: JOIN_ANSWERED\nCOMMUNITY_INVITED: COMMUNITY_INVITED\nCOMMUNITY_ROLE: COMMUNITY_ROLE\nCOMMUNITY_THREAD: COMMUNITY_THREAD\nCHALLENGE_SOLVED: CHALLENGE_SOLVED\nMODERATION: MODERATION\nFLAG_DECIDED: FLAG_DECIDED\nEXPORT_READY: EXPORT_READY",
                enum_type=NotificationKind,
                max_length=32,
            ),
        ),
        ops.AddField(
            model_name="Notification",
            name="action",
            field=fields.ForeignKeyField(
                "models.ModerationAction",
                source_field="action_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Notification",
            name="community",
            field=fields.ForeignKeyField(
                "models.Community",
                source_field="community_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Notification",
            name="enrollment",
            field=fields.ForeignKeyField(
                "models.Enrollment",
                source_field="enrollment_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Post",
            name="hidden_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AlterField(
            model_name="Thread",
            name="visibility",
            field=fields.CharEnumField(
                description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nFOLLOWERS: FOLLOWERS\nCOMMUNITY: COMMUNITY",
                enum_type=ThreadVisibility,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="Thread",
            name="community",
            field=fields.ForeignKeyField(
                "models.Community",
                source_field="community_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Thread",
            name="enrollment",
            field=fields.ForeignKeyField(
                "models.Enrollment",
                source_field="enrollment_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Thread",
            name="goal",
            field=fields.ForeignKeyField(
                "models.Goal",
                source_field="goal_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Thread",
            name="hidden_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RemoveConstraint(model_name="Thread", name="thread_visibility_known", fields=None),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="visibility IN ('PUBLIC', 'MEMBERS', 'FOLLOWERS', 'COMMUNITY')",
                name="thread_visibility_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="visibility <> 'COMMUNITY' OR community_id IS NOT NULL", name="thread_community_known"
            ),
        ),
        ops.RemoveConstraint(model_name="Notification", name="notification_kind_known", fields=None),
        ops.RemoveConstraint(model_name="Notification", name="notification_subject", fields=None),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="kind IN ('NEW_FOLLOWER', 'MENTION', 'REPLY', 'THREAD_POST', 'REQUEST_RECEIVED', 'REQUEST_ANSWERED', 'REQUEST_CLOSED', 'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'SESSION_CHANGED', 'NEXT_STEP_ASSIGNED', 'FEEDBACK_REVEALED', 'MESSAGE', 'ENDORSEMENT', 'ENROLLMENT_SHARED', 'STEP_ATTESTED', 'PLEDGE_INVITED', 'PLEDGE_ANSWERED', 'PLEDGE_MISSED', 'JOIN_REQUESTED', 'JOIN_ANSWERED', 'COMMUNITY_INVITED', 'COMMUNITY_ROLE', 'COMMUNITY_THREAD', 'CHALLENGE_SOLVED', 'MODERATION', 'FLAG_DECIDED', 'EXPORT_READY')",
                name="notification_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="(kind IN ('MENTION', 'REPLY', 'THREAD_POST', 'PLEDGE_INVITED', 'PLEDGE_ANSWERED', 'PLEDGE_MISSED')) = (thread_id IS NOT NULL) AND (kind IN ('MENTION', 'REPLY', 'THREAD_POST')) = (post_id IS NOT NULL) AND (kind IN ('REQUEST_RECEIVED', 'REQUEST_ANSWERED', 'REQUEST_CLOSED')) = (request_id IS NOT NULL) AND (kind IN ('MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'SESSION_CHANGED', 'NEXT_STEP_ASSIGNED', 'FEEDBACK_REVEALED', 'MESSAGE', 'ENDORSEMENT')) = (mentorship_id IS NOT NULL) AND (kind IN ('ENROLLMENT_SHARED', 'STEP_ATTESTED')) = (enrollment_id IS NOT NULL) AND (kind IN ('JOIN_REQUESTED', 'JOIN_ANSWERED', 'COMMUNITY_INVITED', 'COMMUNITY_ROLE', 'COMMUNITY_THREAD', 'CHALLENGE_SOLVED')) = (community_id IS NOT NULL) AND (kind IN ('MODERATION')) = (action_id IS NOT NULL)",
                name="notification_subject",
            ),
        ),
        ops.AddConstraint(
            model_name="JournalEntry",
            constraint=CheckConstraint(
                check="(enrollment_id IS NULL) = (step_id IS NULL)", name="journal_entry_step_of_enrollment"
            ),
        ),
    ]
