"""When which step can be taken with a session; who may at all is in the machine."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kit.errors import DomainError, ErrorCode
from models import Actor, Session, SessionStatus

NINE = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
TICK, WEEK = timedelta(milliseconds=1), timedelta(days=7)
ADA, BEN = UUID(int=1), UUID(int=2)
MENTOR, MENTEE = Actor.MENTOR, Actor.MENTEE


def a_session(status: SessionStatus, **more: Any) -> Session:
    """A session from nine to ten that Ada, the mentor, proposed."""
    given = {"status": status, "proposer_id": ADA, "starts_at": NINE, "ends_at": TEN, "minutes": 60, **more}
    return Session.light({**dict.fromkeys(Session.columns()), "version": 4, **given})


def refusal(act: Callable[[], None]) -> str:
    with pytest.raises(DomainError) as refused:
        act()
    assert refused.value.code is ErrorCode.INVALID_TRANSITION
    return refused.value.message


def test_whom_it_was_proposed_to_confirms_it_before_it_starts() -> None:
    session = a_session(SessionStatus.PROPOSED)
    assert refusal(lambda: session.confirm(ADA, MENTOR, NINE - TICK)) == (
        "Whoever proposed a session cannot confirm it; the other does."
    )
    assert "has come" in refusal(lambda: session.confirm(BEN, MENTEE, NINE))
    assert (session.status, session.confirmed_at, session.version) == ("PROPOSED", None, 4)
    session.confirm(BEN, MENTEE, NINE - TICK)
    now = (session.status, session.confirmed_at, session.changed_at, session.version)
    assert now == ("CONFIRMED", NINE - TICK, NINE - TICK, 5)


def test_a_moved_session_is_a_proposal_of_who_moved_it() -> None:
    session = a_session(SessionStatus.CONFIRMED, confirmed_at=NINE - WEEK)
    assert "has come" in refusal(lambda: session.move(BEN, MENTEE, TEN, 15, NINE))
    session.move(BEN, MENTEE, TEN, 15, NINE - TICK)
    when = (session.starts_at, session.ends_at, session.minutes)
    assert when == (TEN, TEN + timedelta(minutes=15), 15)
    now = (session.status, session.proposer_id, session.confirmed_at, session.version)
    assert now == ("PROPOSED", BEN, None, 5)
    assert refusal(lambda: session.confirm(BEN, MENTEE, NINE - TICK)).startswith("Whoever proposed")


def test_it_is_called_off_before_it_starts() -> None:
    session = a_session(SessionStatus.CONFIRMED)
    assert "has come" in refusal(lambda: session.cancel(MENTOR, "Ill", NINE))
    session.cancel(MENTOR, "Ill", NINE - TICK)
    now = (session.status, session.ended_at, session.cancel_note, session.version)
    assert now == ("CANCELLED", NINE - TICK, "Ill", 5)


def test_it_is_held_once_both_say_so_after_its_end() -> None:
    session = a_session(SessionStatus.CONFIRMED)
    assert "after its end" in refusal(lambda: session.hold(MENTOR, TEN - TICK))
    session.hold(MENTOR, TEN)
    assert (session.status, session.held_at(MENTOR), session.held_at(MENTEE)) == ("CONFIRMED", TEN, None)
    session.hold(MENTEE, TEN + WEEK)
    assert (session.status, session.held_by_mentee_at, session.ended_at) == ("HELD", TEN + WEEK, TEN + WEEK)


def test_it_was_missed_ten_minutes_after_its_start_unless_somebody_said_otherwise() -> None:
    late = NINE + timedelta(minutes=10)
    session = a_session(SessionStatus.CONFIRMED)
    assert "Ten minutes" in refusal(lambda: session.miss(BEN, MENTEE, late - TICK))
    for said in ("held_by_mentor_at", "held_by_mentee_at"):
        held = a_session(SessionStatus.CONFIRMED, **{said: TEN})
        assert "took place" in refusal(lambda held=held: held.miss(BEN, MENTEE, TEN + WEEK))  # type: ignore[misc]
    session.miss(BEN, MENTEE, late)
    assert (session.status, session.reported_by_id, session.ended_at) == ("NO_SHOW", BEN, late)


@pytest.mark.parametrize(
    "session",
    [
        a_session(SessionStatus.CONFIRMED, held_by_mentee_at=TEN),
        a_session(SessionStatus.NO_SHOW, reported_by_id=BEN, ended_at=TEN),
    ],
    ids=lambda session: session.status,
)
def test_what_the_other_said_is_disputed_within_a_week(session: Session) -> None:
    before = session.status
    assert "said nothing" in refusal(lambda: session.dispute(BEN, MENTEE, "No.", TEN))
    assert "seven days" in refusal(lambda: session.dispute(ADA, MENTOR, "No.", TEN + WEEK))
    assert (session.status, session.dispute_note, session.version) == (before, None, 4)
    session.dispute(ADA, MENTOR, "No.", TEN + WEEK - TICK)
    now = (session.status, session.reported_by_id, session.dispute_note, session.version)
    assert now == ("DISPUTED", ADA, "No.", 5)


def test_nothing_is_disputed_before_anything_is_said() -> None:
    session = a_session(SessionStatus.CONFIRMED)
    assert "said nothing" in refusal(lambda: session.dispute(ADA, MENTOR, "No.", TEN))
