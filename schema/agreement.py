"""Agreements."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import AgreementStatus, Confidentiality
from resolvers import agreeing
from resolvers import agreement as resolve
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.mentorship import Mentorship

enum(
    AgreementStatus,
    "Whether a version of an agreement is proposed, holds, or is past.",
    PROPOSED="It waits for signatures.",
    IN_FORCE="Both have signed it; it holds.",
    SUPERSEDED="A newer version holds.",
    WITHDRAWN="It was taken back, or another was proposed, before both had signed.",
)
enum(
    Confidentiality,
    "Whether what is said may leave the room.",
    ROOM_ONLY="It stays in the room.",
    CONSENT_TO_SHARE="It may be shared with the consent of both.",
)


@strawberry.type(description="One party's signature under the hash of an agreement.")
class AgreementSignature:
    is_type_of = instances_of(models.AgreementSignature)

    signed_at: datetime = describe("When it was signed, in UTC.")
    educator: Educator | None = each(resolve.signer)


@strawberry.type(description="One version of what the two of a mentorship agree on; its text never changes.")
class Agreement(Node):
    is_type_of = instances_of(models.Agreement)

    number: int = describe("The versions of a mentorship's agreement, counted from 1.")
    status: AgreementStatus = describe("Whether it is proposed, holds, or is past.")
    cadence_days: int = describe("How many days lie between two sessions.")
    session_minutes: int = describe("How long a session lasts.")
    start_on: date = describe("The first day.")
    end_on: date = describe("The last day.")
    purpose: str = describe("What it is for.")
    mentor_learning_goal: str = describe("What the mentor hopes to learn.")
    confidentiality: Confidentiality = describe("Whether what is said may leave the room.")
    reply_within_days: int = describe("Within how many days the two answer each other.")
    off_limits: str = describe("What is not talked about.")
    non_evaluative: bool = describe("Whether nothing here is used to evaluate anybody.")
    safeguard: str | None = describe("How the mentee is kept from harm, if it is evaluative.")
    content_hash: str = describe("The SHA-256 of what is signed: its fields as canonical JSON.")
    created_at: datetime = describe("When it was proposed, in UTC.")
    in_force_at: datetime | None = describe("When the second of the two signed it, in UTC.")
    ended_at: datetime | None = describe("When it was superseded or withdrawn, in UTC.")
    version: int = describe("Counts the changes of its state.")
    proposer: Educator | None = each(resolve.agreement_proposer)
    signatures: list[AgreementSignature] = each(resolve.signatures)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.agreement_mentorship
    )


@strawberry.type
class AgreementMutation:
    propose_agreement = performs(agreeing.propose_agreement, Agreement)
    sign_agreement = performs(agreeing.sign_agreement, Agreement)
    withdraw_agreement = performs(agreeing.withdraw_agreement, Agreement)
