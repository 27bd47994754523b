from kit import migration
from tortoise.migrations import operations as ops
from models.agreement import AgreementStatus, Confidentiality
from models.closure import EndorsementStatus
from models.goal import EvidenceKind, GoalFocus, GoalStatus, GoalVisibility
from models.journal import JournalKind, JournalVisibility
from models.mentor import MentorStatus, MentoringFunction
from models.mentorship import Awaiting, CloseReason, MentorshipKind, MentorshipStatus
from models.need import NeedVisibility
from models.notification import NotificationKind
from models.request import DeclineReason, RequestKind, RequestStatus
from models.session import SessionStatus
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migration.Migration):
    dependencies = [("models", "0005_event_kinds")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AvailabilityOverride",
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
                ("on_date", fields.DateField()),
                ("start_minute", fields.SmallIntField(null=True)),
                ("end_minute", fields.SmallIntField(null=True)),
            ],
            options={
                "table": "availability_override",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
                        name="availability_override_hours",
                    ),
                    CheckConstraint(
                        check="(start_minute IS NULL) = (end_minute IS NULL)",
                        name="availability_override_closed",
                    ),
                    UniqueConstraint(
                        fields=("educator_id", "on_date", "start_minute"), name="availability_override_once"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One date on which these hours, instead of the weekly ones, hold; without hours there are none.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="AvailabilityRule",
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
                ("weekday", fields.SmallIntField()),
                ("start_minute", fields.SmallIntField()),
                ("end_minute", fields.SmallIntField()),
                ("valid_from", fields.DateField(null=True)),
                ("valid_to", fields.DateField(null=True)),
            ],
            options={
                "table": "availability_rule",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="weekday BETWEEN 0 AND 6", name="availability_rule_weekday"),
                    CheckConstraint(
                        check="start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
                        name="availability_rule_hours",
                    ),
                    CheckConstraint(check="valid_from <= valid_to", name="availability_rule_valid"),
                ],
                "pk_attr": "id",
                "table_description": "Every week on one weekday (0 is Monday), between two local times, in minutes after midnight.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "educator",
                    fields.OneToOneField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "calendar_feed",
                "app": "models",
                "pk_attr": "id",
                "table_description": "An educator's feed; its address is signed from its id, so that removing the row revokes it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="MentorOffer",
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
                (
                    "function",
                    fields.CharEnumField(
                        description="SUBSTANTIVE_FEEDBACK: SUBSTANTIVE_FEEDBACK\nPROFESSIONAL_DEVELOPMENT: PROFESSIONAL_DEVELOPMENT\nACCESS_TO_OPPORTUNITIES: ACCESS_TO_OPPORTUNITIES\nEMOTIONAL_SUPPORT: EMOTIONAL_SUPPORT\nINTELLECTUAL_COMMUNITY: INTELLECTUAL_COMMUNITY\nROLE_MODEL: ROLE_MODEL\nSAFE_SPACE: SAFE_SPACE\nACCOUNTABILITY: ACCOUNTABILITY\nSPONSORSHIP: SPONSORSHIP",
                        enum_type=MentoringFunction,
                        max_length=32,
                    ),
                ),
            ],
            options={
                "table": "mentor_offer",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="function IN ('SUBSTANTIVE_FEEDBACK', 'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT', 'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP')",
                        name="mentor_offer_function_known",
                    ),
                    UniqueConstraint(
                        fields=("educator_id", "topic_id", "function"), name="mentor_offer_once"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "What a mentor offers: one function of mentoring, on one topic.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="MentorProfile",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "educator",
                    fields.OneToOneField(
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
                        description="OPEN: OPEN\nWAITLIST: WAITLIST\nPAUSED: PAUSED\nAWAY: AWAY\nCLOSED: CLOSED",
                        enum_type=MentorStatus,
                        max_length=16,
                    ),
                ),
                ("away_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("capacity", fields.SmallIntField()),
                ("intro_chats_per_week", fields.SmallIntField()),
                ("statement", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "mentor_profile",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('OPEN', 'WAITLIST', 'PAUSED', 'AWAY', 'CLOSED')",
                        name="mentor_profile_status_known",
                    ),
                    CheckConstraint(
                        check="char_length(statement) BETWEEN 0 AND 2000",
                        name="mentor_profile_statement_length",
                    ),
                    CheckConstraint(check="capacity BETWEEN 0 AND 10", name="mentor_profile_capacity_bounds"),
                    CheckConstraint(
                        check="intro_chats_per_week BETWEEN 0 AND 10",
                        name="mentor_profile_intro_chats_bounds",
                    ),
                    CheckConstraint(
                        check="(status = 'AWAY') = (away_until IS NOT NULL)", name="mentor_profile_away_until"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "How an educator mentors; its row is locked while free places are counted.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="MentorshipRequest",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="INFORMAL_CHAT: INFORMAL_CHAT\nMENTORSHIP: MENTORSHIP",
                        enum_type=RequestKind,
                        max_length=16,
                    ),
                ),
                (
                    "mentor",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="mentor_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "mentee",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="mentee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "initiator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="initiator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("message", fields.TextField(unique=False)),
                ("questions", ArrayField(element_type="TEXT")),
                ("functions", ArrayField(element_type="TEXT")),
                ("proposed_slots", ArrayField(element_type="TIMESTAMPTZ")),
                (
                    "status",
                    fields.CharEnumField(
                        description="PENDING: PENDING\nINFO_REQUESTED: INFO_REQUESTED\nACCEPTED: ACCEPTED\nDECLINED: DECLINED\nWITHDRAWN: WITHDRAWN\nEXPIRED: EXPIRED",
                        enum_type=RequestStatus,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("viewed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("first_response_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("answered_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("withdrawn_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("expired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("info_question", fields.TextField(null=True, unique=False)),
                ("info_answer", fields.TextField(null=True, unique=False)),
                (
                    "decline_reason",
                    fields.CharEnumField(
                        null=True,
                        description="NO_TIME: NO_TIME\nNOT_MY_EXPERTISE: NOT_MY_EXPERTISE\nBETTER_MATCH: BETTER_MATCH\nUNAVAILABLE: UNAVAILABLE\nOTHER: OTHER",
                        enum_type=DeclineReason,
                        max_length=32,
                    ),
                ),
                ("decline_note", fields.TextField(null=True, unique=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "mentorship_request",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('INFORMAL_CHAT', 'MENTORSHIP')", name="mentorship_request_kind_known"
                    ),
                    CheckConstraint(
                        check="status IN ('PENDING', 'INFO_REQUESTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')",
                        name="mentorship_request_status_known",
                    ),
                    CheckConstraint(
                        check="decline_reason IN ('NO_TIME', 'NOT_MY_EXPERTISE', 'BETTER_MATCH', 'UNAVAILABLE', 'OTHER')",
                        name="mentorship_request_decline_reason_known",
                    ),
                    CheckConstraint(
                        check="char_length(message) BETWEEN 50 AND 2000",
                        name="mentorship_request_message_length",
                    ),
                    CheckConstraint(
                        check="char_length(info_question) BETWEEN 1 AND 2000",
                        name="mentorship_request_info_question_length",
                    ),
                    CheckConstraint(
                        check="char_length(info_answer) BETWEEN 1 AND 2000",
                        name="mentorship_request_info_answer_length",
                    ),
                    CheckConstraint(
                        check="char_length(decline_note) BETWEEN 0 AND 1000",
                        name="mentorship_request_decline_note_length",
                    ),
                    CheckConstraint(check="mentor_id <> mentee_id", name="mentorship_request_another"),
                    CheckConstraint(
                        check="initiator_id IN (mentor_id, mentee_id)", name="mentorship_request_initiator"
                    ),
                    CheckConstraint(
                        check="cardinality(questions) <= 5", name="mentorship_request_questions_few"
                    ),
                    CheckConstraint(
                        check="cardinality(proposed_slots) <= 5", name="mentorship_request_slots_few"
                    ),
                    CheckConstraint(
                        check="functions <@ ARRAY['SUBSTANTIVE_FEEDBACK', 'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT', 'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP']::text[]",
                        name="mentorship_request_functions_known",
                    ),
                    CheckConstraint(
                        check="(status IN ('ACCEPTED', 'DECLINED')) = (answered_at IS NOT NULL)",
                        name="mentorship_request_answered_when",
                    ),
                    CheckConstraint(
                        check="(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)",
                        name="mentorship_request_withdrawn_when",
                    ),
                    CheckConstraint(
                        check="(status = 'EXPIRED') = (expired_at IS NOT NULL)",
                        name="mentorship_request_expired_when",
                    ),
                    CheckConstraint(
                        check="(decline_reason IS NOT NULL) = (status = 'DECLINED')",
                        name="mentorship_request_declined_why",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One educator asks another for guidance, or offers it: `initiator` is one of the two.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Mentorship",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "request",
                    fields.OneToOneField(
                        "models.MentorshipRequest",
                        source_field="request_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="INFORMAL: INFORMAL\nSUSTAINED: SUSTAINED",
                        enum_type=MentorshipKind,
                        max_length=16,
                    ),
                ),
                (
                    "mentor",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="mentor_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "mentee",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="mentee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="FORMING: FORMING\nACTIVE: ACTIVE\nPAUSED: PAUSED\nCLOSING: CLOSING\nCLOSED: CLOSED",
                        enum_type=MentorshipStatus,
                        max_length=16,
                    ),
                ),
                (
                    "awaiting",
                    fields.CharEnumField(
                        description="MENTOR: MENTOR\nMENTEE: MENTEE\nNONE: NONE",
                        enum_type=Awaiting,
                        max_length=16,
                    ),
                ),
                ("awaiting_since", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("paused_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("paused_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("upgraded_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("activated_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("closing_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "close_reason",
                    fields.CharEnumField(
                        null=True,
                        description="GOALS_MET: GOALS_MET\nTERM_ENDED: TERM_ENDED\nNO_FAULT: NO_FAULT\nINACTIVE: INACTIVE\nUNSIGNED: UNSIGNED\nSAFETY: SAFETY\nACCOUNT_CLOSED: ACCOUNT_CLOSED",
                        enum_type=CloseReason,
                        max_length=16,
                    ),
                ),
                ("last_activity_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("shown_by_mentor", fields.BooleanField()),
                ("shown_by_mentee", fields.BooleanField()),
                ("message_count", fields.IntField()),
                ("version", fields.IntField()),
                ("last_seq", fields.BigIntField()),
            ],
            options={
                "table": "mentorship",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="kind IN ('INFORMAL', 'SUSTAINED')", name="mentorship_kind_known"),
                    CheckConstraint(
                        check="status IN ('FORMING', 'ACTIVE', 'PAUSED', 'CLOSING', 'CLOSED')",
                        name="mentorship_status_known",
                    ),
                    CheckConstraint(
                        check="awaiting IN ('MENTOR', 'MENTEE', 'NONE')", name="mentorship_awaiting_known"
                    ),
                    CheckConstraint(
                        check="close_reason IN ('GOALS_MET', 'TERM_ENDED', 'NO_FAULT', 'INACTIVE', 'UNSIGNED', 'SAFETY', 'ACCOUNT_CLOSED')",
                        name="mentorship_close_reason_known",
                    ),
                    CheckConstraint(check="mentor_id <> mentee_id", name="mentorship_another"),
                    CheckConstraint(
                        check="(awaiting = 'NONE') = (awaiting_since IS NULL)",
                        name="mentorship_awaiting_since",
                    ),
                    CheckConstraint(
                        check="(status = 'PAUSED') = (paused_until IS NOT NULL)",
                        name="mentorship_paused_until",
                    ),
                    CheckConstraint(
                        check="(status = 'CLOSED') = (closed_at IS NOT NULL)", name="mentorship_closed_when"
                    ),
                    CheckConstraint(
                        check="(status IN ('CLOSING', 'CLOSED')) = (close_reason IS NOT NULL)",
                        name="mentorship_closed_why",
                    ),
                    CheckConstraint(
                        check="status <> 'FORMING' OR kind = 'SUSTAINED'", name="mentorship_forming_sustained"
                    ),
                    CheckConstraint(
                        check="message_count >= 0 AND last_seq >= 0", name="mentorship_counters_positive"
                    ),
                ],
                "pk_attr": "id",
                "table_description": "A Mentorship Room and its stream (`last_seq`); `message_count` numbers its messages.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Agreement",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
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
                ("number", fields.IntField()),
                (
                    "proposer",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="proposer_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        description="PROPOSED: PROPOSED\nIN_FORCE: IN_FORCE\nSUPERSEDED: SUPERSEDED\nWITHDRAWN: WITHDRAWN",
                        enum_type=AgreementStatus,
                        max_length=16,
                    ),
                ),
                ("cadence_days", fields.SmallIntField()),
                ("session_minutes", fields.SmallIntField()),
                ("start_on", fields.DateField()),
                ("end_on", fields.DateField()),
                ("purpose", fields.TextField(unique=False)),
                ("mentor_learning_goal", fields.TextField(unique=False)),
                (
                    "confidentiality",
                    fields.CharEnumField(
                        description="ROOM_ONLY: ROOM_ONLY\nCONSENT_TO_SHARE: CONSENT_TO_SHARE",
                        enum_type=Confidentiality,
                        max_length=32,
                    ),
                ),
                ("reply_within_days", fields.SmallIntField()),
                ("off_limits", fields.TextField(unique=False)),
                ("non_evaluative", fields.BooleanField()),
                ("safeguard", fields.TextField(null=True, unique=False)),
                ("content_hash", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("in_force_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "agreement",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('PROPOSED', 'IN_FORCE', 'SUPERSEDED', 'WITHDRAWN')",
                        name="agreement_status_known",
                    ),
                    CheckConstraint(
                        check="confidentiality IN ('ROOM_ONLY', 'CONSENT_TO_SHARE')",
                        name="agreement_confidentiality_known",
                    ),
                    CheckConstraint(
                        check="char_length(purpose) BETWEEN 10 AND 1000", name="agreement_purpose_length"
                    ),
                    CheckConstraint(
                        check="char_length(mentor_learning_goal) BETWEEN 10 AND 1000",
                        name="agreement_mentor_learning_goal_length",
                    ),
                    CheckConstraint(
                        check="char_length(off_limits) BETWEEN 0 AND 1000", name="agreement_off_limits_length"
                    ),
                    CheckConstraint(
                        check="char_length(safeguard) BETWEEN 10 AND 1000", name="agreement_safeguard_length"
                    ),
                    CheckConstraint(check="number >= 1", name="agreement_number_positive"),
                    CheckConstraint(check="cadence_days BETWEEN 7 AND 60", name="agreement_cadence_bounds"),
                    CheckConstraint(
                        check="session_minutes BETWEEN 15 AND 120", name="agreement_minutes_bounds"
                    ),
                    CheckConstraint(
                        check="reply_within_days BETWEEN 1 AND 14", name="agreement_reply_bounds"
                    ),
                    CheckConstraint(
                        check="end_on - start_on BETWEEN 28 AND 365", name="agreement_term_bounds"
                    ),
                    CheckConstraint(
                        check="non_evaluative OR safeguard IS NOT NULL", name="agreement_evaluative_safeguard"
                    ),
                    CheckConstraint(check="content_hash ~ '^[0-9a-f]{64}$'", name="agreement_hash_form"),
                    CheckConstraint(
                        check="(status IN ('IN_FORCE', 'SUPERSEDED')) = (in_force_at IS NOT NULL)",
                        name="agreement_in_force_when",
                    ),
                    CheckConstraint(
                        check="(status IN ('SUPERSEDED', 'WITHDRAWN')) = (ended_at IS NOT NULL)",
                        name="agreement_ended_when",
                    ),
                    UniqueConstraint(fields=("mentorship_id", "number"), name="agreement_number_once"),
                ],
                "pk_attr": "id",
                "table_description": "One version of what the two agree on; its text never changes, and both sign the hash of it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="AgreementSignature",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "agreement",
                    fields.ForeignKeyField(
                        "models.Agreement",
                        source_field="agreement_id",
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
                ("content_hash", fields.TextField(unique=False)),
                ("signed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "agreement_signature",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("agreement_id", "educator_id"), name="agreement_signature_once")
                ],
                "pk_attr": "id",
                "table_description": "One party's signature under the hash of a version.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ClosureReflection",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
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
                ("body", fields.TextField(unique=False)),
                ("submitted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "closure_reflection",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="char_length(body) BETWEEN 1 AND 4000", name="closure_reflection_body_length"
                    ),
                    UniqueConstraint(fields=("mentorship_id", "educator_id"), name="closure_reflection_once"),
                ],
                "pk_attr": "id",
                "table_description": "How one of the two looks back on a mentorship that is closing.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Endorsement",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
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
                    "receiver",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="receiver_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                (
                    "status",
                    fields.CharEnumField(
                        description="PENDING: PENDING\nACCEPTED: ACCEPTED\nDECLINED: DECLINED",
                        enum_type=EndorsementStatus,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("answered_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "endorsement",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('PENDING', 'ACCEPTED', 'DECLINED')", name="endorsement_status_known"
                    ),
                    CheckConstraint(
                        check="char_length(body) BETWEEN 1 AND 600", name="endorsement_body_length"
                    ),
                    CheckConstraint(check="author_id <> receiver_id", name="endorsement_another"),
                    CheckConstraint(
                        check="(status = 'PENDING') = (answered_at IS NULL)", name="endorsement_answered_when"
                    ),
                    UniqueConstraint(fields=("mentorship_id", "author_id"), name="endorsement_once"),
                ],
                "pk_attr": "id",
                "table_description": "A good word of one of the two for the other, shown once the receiver accepts it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Goal",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "mentorship",
                    fields.ForeignKeyField(
                        "models.Mentorship",
                        source_field="mentorship_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="owner_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("title", fields.TextField(unique=False)),
                ("why", fields.TextField(unique=False)),
                (
                    "focus",
                    fields.CharEnumField(
                        description="STUDENT_ACHIEVEMENT: STUDENT_ACHIEVEMENT\nENGAGEMENT: ENGAGEMENT\nTEACHING_PRACTICE: TEACHING_PRACTICE\nCAREER: CAREER\nWELLBEING: WELLBEING",
                        enum_type=GoalFocus,
                        max_length=32,
                    ),
                ),
                ("measure", fields.TextField(unique=False)),
                ("unit", fields.TextField(unique=False)),
                ("baseline", fields.FloatField(null=True)),
                ("target", fields.FloatField(null=True)),
                ("reached", fields.FloatField(null=True)),
                ("due_on", fields.DateField(null=True)),
                (
                    "status",
                    fields.CharEnumField(
                        description="DRAFT: DRAFT\nACTIVE: ACTIVE\nMET: MET\nNOT_MET: NOT_MET\nDROPPED: DROPPED",
                        enum_type=GoalStatus,
                        max_length=16,
                    ),
                ),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PRIVATE: PRIVATE\nROOM: ROOM\nPUBLIC: PUBLIC",
                        enum_type=GoalVisibility,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("activated_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "goal",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="focus IN ('STUDENT_ACHIEVEMENT', 'ENGAGEMENT', 'TEACHING_PRACTICE', 'CAREER', 'WELLBEING')",
                        name="goal_focus_known",
                    ),
                    CheckConstraint(
                        check="status IN ('DRAFT', 'ACTIVE', 'MET', 'NOT_MET', 'DROPPED')",
                        name="goal_status_known",
                    ),
                    CheckConstraint(
                        check="visibility IN ('PRIVATE', 'ROOM', 'PUBLIC')", name="goal_visibility_known"
                    ),
                    CheckConstraint(check="char_length(title) BETWEEN 1 AND 140", name="goal_title_length"),
                    CheckConstraint(check="char_length(why) BETWEEN 0 AND 2000", name="goal_why_length"),
                    CheckConstraint(
                        check="char_length(measure) BETWEEN 0 AND 200", name="goal_measure_length"
                    ),
                    CheckConstraint(check="char_length(unit) BETWEEN 0 AND 40", name="goal_unit_length"),
                    CheckConstraint(
                        check="mentorship_id IS NOT NULL OR visibility <> 'ROOM'",
                        name="goal_room_has_mentorship",
                    ),
                    CheckConstraint(
                        check="status NOT IN ('ACTIVE', 'MET', 'NOT_MET') OR activated_at IS NOT NULL",
                        name="goal_active_when",
                    ),
                    CheckConstraint(
                        check="(status IN ('MET', 'NOT_MET', 'DROPPED')) = (ended_at IS NOT NULL)",
                        name="goal_ended_when",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "What its owner, mentee or mentor, works towards; a personal one belongs to no mentorship.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Evidence",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "goal",
                    fields.ForeignKeyField(
                        "models.Goal",
                        source_field="goal_id",
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
                    "kind",
                    fields.CharEnumField(
                        description="ARTEFACT: ARTEFACT\nOBSERVATION: OBSERVATION\nAGGREGATE_DATA: AGGREGATE_DATA\nVIDEO_LINK: VIDEO_LINK\nREFLECTION: REFLECTION",
                        enum_type=EvidenceKind,
                        max_length=16,
                    ),
                ),
                ("url", fields.TextField(null=True, unique=False)),
                ("text", fields.TextField(null=True, unique=False)),
                ("captured_on", fields.DateField()),
                ("no_pupil_data", fields.BooleanField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
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
            ],
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
                    CheckConstraint(check="no_pupil_data", name="evidence_no_pupil_data"),
                    CheckConstraint(
                        check="(attested_by_id IS NULL) = (attested_at IS NULL)",
                        name="evidence_attested_when",
                    ),
                    CheckConstraint(check="attested_by_id <> author_id", name="evidence_attested_by_another"),
                ],
                "pk_attr": "id",
                "table_description": "Something that shows a goal moved, free of pupils' data; the counterpart may attest it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Message",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
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
                ("seq", fields.IntField()),
                ("body", fields.TextField(null=True, unique=False)),
                ("sent_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("deleted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "message",
                "app": "models",
                "constraints": [
                    CheckConstraint(check="char_length(body) BETWEEN 1 AND 8000", name="message_body_length"),
                    CheckConstraint(check="seq >= 1", name="message_seq_positive"),
                    CheckConstraint(
                        check="(body IS NULL) = (deleted_at IS NOT NULL)", name="message_tombstone"
                    ),
                    UniqueConstraint(fields=("mentorship_id", "seq"), name="message_seq_once"),
                ],
                "pk_attr": "id",
                "table_description": "One message; `seq` counts the room's messages from 1, and a deleted one keeps its number.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Need",
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
                (
                    "function",
                    fields.CharEnumField(
                        description="SUBSTANTIVE_FEEDBACK: SUBSTANTIVE_FEEDBACK\nPROFESSIONAL_DEVELOPMENT: PROFESSIONAL_DEVELOPMENT\nACCESS_TO_OPPORTUNITIES: ACCESS_TO_OPPORTUNITIES\nEMOTIONAL_SUPPORT: EMOTIONAL_SUPPORT\nINTELLECTUAL_COMMUNITY: INTELLECTUAL_COMMUNITY\nROLE_MODEL: ROLE_MODEL\nSAFE_SPACE: SAFE_SPACE\nACCOUNTABILITY: ACCOUNTABILITY\nSPONSORSHIP: SPONSORSHIP",
                        enum_type=MentoringFunction,
                        max_length=32,
                    ),
                ),
                ("note", fields.TextField(unique=False)),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PRIVATE: PRIVATE\nMATCHING: MATCHING\nPUBLIC: PUBLIC",
                        enum_type=NeedVisibility,
                        max_length=16,
                    ),
                ),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "need",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="function IN ('SUBSTANTIVE_FEEDBACK', 'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT', 'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP')",
                        name="need_function_known",
                    ),
                    CheckConstraint(
                        check="visibility IN ('PRIVATE', 'MATCHING', 'PUBLIC')", name="need_visibility_known"
                    ),
                    CheckConstraint(check="char_length(note) BETWEEN 0 AND 500", name="need_note_length"),
                    CheckConstraint(check="closed_at >= opened_at", name="need_closed_later"),
                ],
                "pk_attr": "id",
                "table_description": "One function of mentoring, on one topic, that an educator looks for; open until it is closed.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RequestReferral",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "request",
                    fields.ForeignKeyField(
                        "models.MentorshipRequest",
                        source_field="request_id",
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
            ],
            options={
                "table": "request_referral",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("request_id", "educator_id"), name="request_referral_once")
                ],
                "pk_attr": "id",
                "table_description": "Somebody whom a mentor recommends in their place.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RequestTopic",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "request",
                    fields.ForeignKeyField(
                        "models.MentorshipRequest",
                        source_field="request_id",
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
            ],
            options={
                "table": "request_topic",
                "app": "models",
                "constraints": [
                    UniqueConstraint(fields=("request_id", "topic_id"), name="request_topic_once")
                ],
                "pk_attr": "id",
                "table_description": "A topic that a request is about.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
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
                (
                    "proposer",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="proposer_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("minutes", fields.SmallIntField()),
                ("agenda", fields.TextField(unique=False)),
                (
                    "status",
                    fields.CharEnumField(
                        description="PROPOSED: PROPOSED\nCONFIRMED: CONFIRMED\nHELD: HELD\nNO_SHOW: NO_SHOW\nCANCELLED: CANCELLED\nDISPUTED: DISPUTED",
                        enum_type=SessionStatus,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("confirmed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("held_by_mentor_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("held_by_mentee_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "reported_by",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="reported_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("dispute_note", fields.TextField(null=True, unique=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("feedback_revealed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "session",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="status IN ('PROPOSED', 'CONFIRMED', 'HELD', 'NO_SHOW', 'CANCELLED', 'DISPUTED')",
                        name="session_status_known",
                    ),
                    CheckConstraint(
                        check="char_length(agenda) BETWEEN 0 AND 2000", name="session_agenda_length"
                    ),
                    CheckConstraint(
                        check="char_length(dispute_note) BETWEEN 1 AND 1000",
                        name="session_dispute_note_length",
                    ),
                    CheckConstraint(check="minutes BETWEEN 15 AND 120", name="session_minutes_bounds"),
                    CheckConstraint(
                        check="ends_at = starts_at + minutes * interval '1 minute'", name="session_ends_after"
                    ),
                    CheckConstraint(
                        check="(status IN ('PROPOSED', 'CONFIRMED')) = (ended_at IS NULL)",
                        name="session_ended_when",
                    ),
                    CheckConstraint(
                        check="status IN ('PROPOSED', 'CANCELLED') OR confirmed_at IS NOT NULL",
                        name="session_confirmed_when",
                    ),
                    CheckConstraint(
                        check="status NOT IN ('NO_SHOW', 'DISPUTED') OR reported_by_id IS NOT NULL",
                        name="session_reported_by_whom",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One meeting of a mentorship; each raise of `version` is a change that calendars must take over.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="BusyTime",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.Session",
                        source_field="session_id",
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
                ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "busy_time",
                "app": "models",
                "constraints": [CheckConstraint(check="starts_at < ends_at", name="busy_time_lasts")],
                "pk_attr": "id",
                "table_description": "The time that a planned session takes of one of the two: PostgreSQL keeps it, and keeps it apart.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
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
                    "kind",
                    fields.CharEnumField(
                        description="TAKEAWAY: TAKEAWAY\nREFLECTION: REFLECTION\nACTION: ACTION\nQUESTION: QUESTION",
                        enum_type=JournalKind,
                        max_length=16,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                (
                    "mentorship",
                    fields.ForeignKeyField(
                        "models.Mentorship",
                        source_field="mentorship_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.Session",
                        source_field="session_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "goal",
                    fields.ForeignKeyField(
                        "models.Goal",
                        source_field="goal_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "post",
                    fields.ForeignKeyField(
                        "models.Post",
                        source_field="post_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PRIVATE: PRIVATE\nROOM: ROOM", enum_type=JournalVisibility, max_length=16
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "journal_entry",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="kind IN ('TAKEAWAY', 'REFLECTION', 'ACTION', 'QUESTION')",
                        name="journal_entry_kind_known",
                    ),
                    CheckConstraint(
                        check="visibility IN ('PRIVATE', 'ROOM')", name="journal_entry_visibility_known"
                    ),
                    CheckConstraint(
                        check="char_length(body) BETWEEN 1 AND 10000", name="journal_entry_body_length"
                    ),
                    CheckConstraint(
                        check="visibility = 'PRIVATE' OR mentorship_id IS NOT NULL",
                        name="journal_entry_room_has_mentorship",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "One entry, linked to what it is about.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="NextStep",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.Session",
                        source_field="session_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "assignee",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="assignee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("text", fields.TextField(unique=False)),
                ("due_on", fields.DateField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "next_step",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="char_length(text) BETWEEN 1 AND 500", name="next_step_text_length"
                    ),
                    CheckConstraint(check="done_at >= created_at", name="next_step_done_later"),
                ],
                "pk_attr": "id",
                "table_description": "Something that one of the two takes on until the next session.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="SessionFeedback",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "models.Session",
                        source_field="session_id",
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
                ("useful", fields.SmallIntField()),
                ("goal_progress", fields.SmallIntField()),
                ("learned", fields.BooleanField()),
                ("takeaway", fields.TextField(unique=False)),
                ("submitted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "session_feedback",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="char_length(takeaway) BETWEEN 0 AND 1000",
                        name="session_feedback_takeaway_length",
                    ),
                    CheckConstraint(check="useful BETWEEN 1 AND 5", name="session_feedback_useful_bounds"),
                    CheckConstraint(
                        check="goal_progress BETWEEN 1 AND 5", name="session_feedback_progress_bounds"
                    ),
                    UniqueConstraint(fields=("session_id", "educator_id"), name="session_feedback_once"),
                ],
                "pk_attr": "id",
                "table_description": "One party's feedback on a session; the session's `feedback_revealed_at` opens it to the other.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="SessionLog",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "session",
                    fields.OneToOneField(
                        "models.Session",
                        source_field="session_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("whats_working", fields.TextField(unique=False)),
                ("focus_and_challenges", fields.TextField(unique=False)),
                ("next_focus", fields.TextField(unique=False)),
                ("next_meeting_on", fields.DateField(null=True)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "session_log",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="char_length(whats_working) BETWEEN 0 AND 4000",
                        name="session_log_whats_working_length",
                    ),
                    CheckConstraint(
                        check="char_length(focus_and_challenges) BETWEEN 0 AND 4000",
                        name="session_log_focus_and_challenges_length",
                    ),
                    CheckConstraint(
                        check="char_length(next_focus) BETWEEN 0 AND 4000",
                        name="session_log_next_focus_length",
                    ),
                ],
                "pk_attr": "id",
                "table_description": "The shared log of one session; it can be written until seven days after the session.",
            },
            bases=["Row"],
        ),
        ops.RemoveConstraint(
            model_name="Notification",
            name="notification_kind_known",
            fields=None,
        ),
        ops.RemoveConstraint(
            model_name="Notification",
            name="notification_subject",
            fields=None,
        ),
        ops.AlterField(
            model_name="Notification",
            name="actor",
            field=fields.ForeignKeyField(
                "models.Educator",
                source_field="actor_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AlterField(
            model_name="Notification",
            name="kind",
            field=fields.CharEnumField(
                description="NEW_FOLLOWER: NEW_FOLLOWER\nMENTION: MENTION\nREPLY: REPLY\nTHREAD_POST: THREAD_POST\nREQUEST_RECEIVED: REQUEST_RECEIVED\nREQUEST_ANSWERED: REQUEST_ANSWERED\nREQUEST_CLOSED: REQUEST_CLOSED\nMENTORSHIP_CHANGED: MENTORSHIP_CHANGED\nAGREEMENT_CHANGED: AGREEMENT_CHANGED\nGOAL_CHANGED: GOAL_CHANGED\nSESSION_CHANGED: SESSION_CHANGED\nNEXT_STEP_ASSIGNED: NEXT_STEP_ASSIGNED\nFEEDBACK_REVEALED: FEEDBACK_REVEALED\nMESSAGE: MESSAGE\nENDORSEMENT: ENDORSEMENT",
                enum_type=NotificationKind,
                max_length=32,
            ),
        ),
        ops.AddField(
            model_name="Notification",
            name="mentorship",
            field=fields.ForeignKeyField(
                "models.Mentorship",
                source_field="mentorship_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Notification",
            name="request",
            field=fields.ForeignKeyField(
                "models.MentorshipRequest",
                source_field="request_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="kind IN ('NEW_FOLLOWER', 'MENTION', 'REPLY', 'THREAD_POST', 'REQUEST_RECEIVED', 'REQUEST_ANSWERED', 'REQUEST_CLOSED', 'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'SESSION_CHANGED', 'NEXT_STEP_ASSIGNED', 'FEEDBACK_REVEALED', 'MESSAGE', 'ENDORSEMENT')",
                name="notification_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="(kind IN ('MENTION', 'REPLY', 'THREAD_POST')) = (thread_id IS NOT NULL) AND (thread_id IS NULL) = (post_id IS NULL) AND (kind IN ('REQUEST_RECEIVED', 'REQUEST_ANSWERED', 'REQUEST_CLOSED')) = (request_id IS NOT NULL) AND (kind IN ('MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'SESSION_CHANGED', 'NEXT_STEP_ASSIGNED', 'FEEDBACK_REVEALED', 'MESSAGE', 'ENDORSEMENT')) = (mentorship_id IS NOT NULL)",
                name="notification_subject",
            ),
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="actor_id IS NOT NULL OR NOT (kind IN ('MENTION', 'REPLY', 'THREAD_POST', 'NEW_FOLLOWER'))",
                name="notification_actor",
            ),
        ),
    ]
