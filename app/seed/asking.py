"""Requests as rows, stamped as their status demands."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.seed.dice import Dice
from app.seed.mentor_rows import RequestRow, RequestTopicRow
from models.request import OPEN_FOR

ANSWERS = ("ACCEPTED", "DECLINED")


class Asked(NamedTuple):
    """A request as it was made and as it ended, `answered_at` or withdrawn or asked back."""

    mentor_id: UUID
    mentee_id: UUID
    by_mentor: bool
    kind: str
    status: str
    at: datetime
    message: str
    functions: Sequence[str]
    topic_ids: Sequence[UUID]
    questions: Sequence[str] = ()
    slots: Sequence[datetime] = ()
    ended_at: datetime | None = None
    decline_reason: str | None = None
    decline_note: str | None = None
    info_question: str | None = None
    info_answer: str | None = None


def request_rows(asked: Asked, dice: Dice) -> tuple[RequestRow, list[RequestTopicRow]]:
    """The request and its topics."""
    expired_at = asked.at + OPEN_FOR if asked.status == "EXPIRED" else None
    answered_at = asked.ended_at if asked.status in ANSWERS else None
    withdrawn_at = asked.ended_at if asked.status == "WITHDRAWN" else None
    responded_at = answered_at or (asked.ended_at if asked.status == "INFO_REQUESTED" else None)
    if asked.info_question and answered_at:
        responded_at = asked.at + (answered_at - asked.at) / 3
    seen_by = responded_at or asked.ended_at
    row = RequestRow(
        id=dice.id(asked.at),
        kind=asked.kind,
        mentor_id=asked.mentor_id,
        mentee_id=asked.mentee_id,
        initiator_id=asked.mentor_id if asked.by_mentor else asked.mentee_id,
        message=asked.message,
        questions=tuple(asked.questions),
        functions=tuple(asked.functions),
        proposed_slots=tuple(asked.slots),
        status=asked.status,
        created_at=asked.at,
        expires_at=asked.at + OPEN_FOR,
        viewed_at=seen_by - (seen_by - asked.at) / 4 if seen_by else None,
        first_response_at=responded_at,
        answered_at=answered_at,
        withdrawn_at=withdrawn_at,
        expired_at=expired_at,
        info_question=asked.info_question,
        info_answer=asked.info_answer,
        decline_reason=asked.decline_reason,
        decline_note=asked.decline_note,
        version=1 + (asked.status != "PENDING") + 2 * bool(asked.info_answer),
    )
    topics = [RequestTopicRow(dice.id(asked.at), row.id, topic_id) for topic_id in asked.topic_ids]
    return row, topics
