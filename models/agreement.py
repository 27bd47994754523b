"""Agreements: what mentor and mentee promise each other, in numbered versions that both sign."""

import json
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from kit.ids import encode_id
from models.row import Length, Row, camel, known, lasting, reference
from models.transition import Actor, Machine, Step


class AgreementStatus(StrEnum):
    """Whether a version is proposed, holds, or is past."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


class Confidentiality(StrEnum):
    """Whether what is said may leave the room."""

    ROOM_ONLY = "ROOM_ONLY"
    CONSENT_TO_SHARE = "CONSENT_TO_SHARE"


_PROPOSED = (AgreementStatus.PROPOSED,)
_EITHER = (Actor.PROPOSER, Actor.COUNTERPART)

AGREEMENT_MACHINE = Machine(
    "agreement",
    AgreementStatus,
    [
        # The second signature puts it in force.
        Step("put_in_force", _EITHER, _PROPOSED, AgreementStatus.IN_FORCE, "in_force_at"),
        # A newer version was signed by both.
        Step("supersede", _EITHER, (AgreementStatus.IN_FORCE,), AgreementStatus.SUPERSEDED, "ended_at"),
        Step("withdraw", (Actor.PROPOSER,), _PROPOSED, AgreementStatus.WITHDRAWN, "ended_at"),
        # A newer proposal, or the end of the mentorship, takes its place.
        Step("replace", (*_EITHER, Actor.CLOCK), _PROPOSED, AgreementStatus.WITHDRAWN, "ended_at"),
    ],
)

AGREEMENT_LENGTHS = {
    "purpose": Length(10, 1000),
    "mentor_learning_goal": Length(10, 1000),
    "off_limits": Length(0, 1000),
    "safeguard": Length(10, 1000),
}
# From and to, both included.
CADENCE, MINUTES, REPLY, TERM = (7, 60), (15, 120), (1, 14), (28, 365)
# What a version says: all of it is signed.
AGREEMENT_TERMS = (
    "cadence_days",
    "session_minutes",
    "start_on",
    "end_on",
    "purpose",
    "mentor_learning_goal",
    "confidentiality",
    "reply_within_days",
    "off_limits",
    "non_evaluative",
    "safeguard",
)


class Agreement(Row):
    """One version of what the two agree on; its text never changes, and both sign the hash of it."""

    lengths = AGREEMENT_LENGTHS

    mentorship = reference("Mentorship")
    mentorship_id: UUID
    number = fields.IntField()
    proposer = reference("Educator")
    proposer_id: UUID
    status = fields.CharEnumField(AgreementStatus, max_length=16)
    cadence_days = fields.SmallIntField()
    session_minutes = fields.SmallIntField()
    start_on: date = fields.DateField()
    end_on: date = fields.DateField()
    purpose = fields.TextField()
    mentor_learning_goal = fields.TextField()
    confidentiality = fields.CharEnumField(Confidentiality, max_length=32)
    reply_within_days = fields.SmallIntField()
    off_limits = fields.TextField()
    non_evaluative = fields.BooleanField()
    safeguard: str | None = fields.TextField(null=True)
    content_hash = fields.TextField()
    created_at = fields.DatetimeField()
    in_force_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "agreement"
        constraints = [
            known("agreement", "status", AgreementStatus),
            known("agreement", "confidentiality", Confidentiality),
            *lasting("agreement", AGREEMENT_LENGTHS),
            CheckConstraint(check="number >= 1", name="agreement_number_positive"),
            CheckConstraint(check="cadence_days BETWEEN 7 AND 60", name="agreement_cadence_bounds"),
            CheckConstraint(check="session_minutes BETWEEN 15 AND 120", name="agreement_minutes_bounds"),
            CheckConstraint(check="reply_within_days BETWEEN 1 AND 14", name="agreement_reply_bounds"),
            CheckConstraint(check="end_on - start_on BETWEEN 28 AND 365", name="agreement_term_bounds"),
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
        ]

    def content(self) -> str:
        """What both sign, as canonical JSON (RFC 8785); `docs/agreements.md` tells its fields."""
        content = {
            "mentorship": encode_id("Mentorship", self.mentorship_id),
            "number": self.number,
            **{camel(name): getattr(self, name) for name in AGREEMENT_TERMS},
        }
        # Keys are ASCII, numbers are integers: what is left of RFC 8785 is sorting, spaces and escapes.
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)

    def hash_of_content(self) -> str:
        """The SHA-256 of what both sign, in hexadecimal."""
        return sha256(self.content().encode()).hexdigest()

    def part_of(self, educator_id: UUID) -> Actor:
        """Whether this one of the two proposed it."""
        return Actor.PROPOSER if educator_id == self.proposer_id else Actor.COUNTERPART


class AgreementSignature(Row):
    """One party's signature under the hash of a version."""

    agreement = reference("Agreement")
    agreement_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    content_hash = fields.TextField()
    signed_at = fields.DatetimeField()

    class Meta:
        table = "agreement_signature"
        constraints = [
            UniqueConstraint(fields=("agreement_id", "educator_id"), name="agreement_signature_once"),
        ]
