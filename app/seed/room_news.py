"""What the two in a room hear of each other: requests, agreements, sessions, messages, endorsements."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.seed.batch import Batch
from app.seed.mentor_rows import RequestRow
from app.seed.news import News
from app.seed.room_rows import AgreementRow, EndorsementRow, MentorshipRow, MessageRow
from app.seed.session_rows import SessionRow

Pairs = Mapping[UUID, tuple[UUID, UUID]]


def room_news(batch: Batch) -> Iterator[News]:
    """Everything that one of two did and the other is told of, in no order."""
    for request in _rows(batch, RequestRow):
        yield from _of_request(request)
    pairs = {room.id: (room.mentor_id, room.mentee_id) for room in _rows(batch, MentorshipRow)}
    for row in _rows(batch, AgreementRow):
        yield _by(row.proposer_id, row, "AGREEMENT_CHANGED", row.created_at, pairs)
    for row in _rows(batch, SessionRow):
        yield _by(row.proposer_id, row, "SESSION_CHANGED", row.created_at, pairs)
    for row in _rows(batch, MessageRow):
        yield _by(row.author_id, row, "MESSAGE", row.sent_at, pairs)
    for row in _rows(batch, EndorsementRow):
        yield _by(row.author_id, row, "ENDORSEMENT", row.created_at, pairs)


def _rows(batch: Batch, kind: type[Any]) -> list[Any]:
    return list(batch.rows(kind))


def _of_request(row: Any) -> Iterator[News]:
    """Who was asked hears of it, and who asked hears the answer."""
    asked = row.mentee_id if row.initiator_id == row.mentor_id else row.mentor_id
    yield News(row.created_at, asked, "REQUEST_RECEIVED", row.initiator_id, request_id=row.id)
    if row.answered_at is not None:
        yield News(row.answered_at, row.initiator_id, "REQUEST_ANSWERED", asked, request_id=row.id)


def _by(actor_id: UUID, row: Any, kind: str, at: datetime, pairs: Pairs) -> News:
    mentor_id, mentee_id = pairs[row.mentorship_id]
    other_id = mentee_id if actor_id == mentor_id else mentor_id
    return News(at, other_id, kind, actor_id, mentorship_id=row.mentorship_id)
