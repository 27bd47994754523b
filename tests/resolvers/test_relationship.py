from datetime import UTC, datetime, timedelta
from typing import Any

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.clock import BEGINNING, DrivenClock
from tests.meetings import meeting, room
from tests.network import Network
from tests.operations import OPERATIONS
from tests.rooms import Room, a_room

FIGURES = "sustainedness { sessionsHeld spanDays medianGapDays cadenceAdherence pattern }"
HELD = [datetime(2026, month, day, 12, tzinfo=UTC) for month, day in ((1, 7), (1, 21), (2, 20))]
_AGREED = """INSERT INTO agreement (id, mentorship_id, number, proposer_id, status, cadence_days,
    session_minutes, start_on, end_on, purpose, mentor_learning_goal, confidentiality, reply_within_days,
    off_limits, non_evaluative, content_hash, created_at, in_force_at, ended_at, version)
    SELECT gen_random_uuid(), id, $2, mentor_id, $3::text, $4, 60, $5, $6, 'To learn it', 'To learn too',
    'ROOM_ONLY', 3, '', true, repeat('0', 64), opened_at,
    CASE WHEN $3 <> 'PROPOSED' THEN opened_at END, CASE $3 WHEN 'SUPERSEDED' THEN opened_at END, 1
    FROM mentorship WHERE id = $1"""
_HEARD = """INSERT INTO session_feedback (id, session_id, educator_id, useful, goal_progress, learned,
    takeaway, submitted_at) VALUES (gen_random_uuid(), $1, $2, 4, 4, $3, '', now())"""
_STEP = """INSERT INTO next_step (id, session_id, assignee_id, text, created_at, done_at)
    VALUES (gen_random_uuid(), $1, $2, 'Try it', $3::timestamptz,
    CASE WHEN $4 THEN $3::timestamptz END)"""


async def agrees(made: Room, number: int, status: str, cadence: int, start: str) -> None:
    term = [datetime.fromisoformat(day).date() for day in (start, "2026-03-30")]
    await made.behind.connection.execute(_AGREED, row_id(made.id), number, status, cadence, *term)


async def between(person: Any, other: Any) -> Any:
    return (await person.api.data(OPERATIONS["Relationship"], **{"with": other.id}))["relationship"]


async def test_a_mentorship_tells_how_the_two_kept_meeting(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    made = await a_room(network, behind)
    assert (await made.shows(made.ada, FIGURES))["sustainedness"] == {
        "sessionsHeld": 0,
        "spanDays": None,
        "medianGapDays": None,
        "cadenceAdherence": None,
        "pattern": "TRANSACTIONAL",
    }
    await made.meets(*HELD)
    await made.meets(BEGINNING - timedelta(days=3), status="NO_SHOW")
    await agrees(made, 1, "SUPERSEDED", 7, "2025-12-01")
    await agrees(made, 2, "IN_FORCE", 14, "2026-01-05")
    await agrees(made, 3, "PROPOSED", 7, "2026-01-05")
    # Four full windows until the 2nd of March.
    figures = {"sessionsHeld": 3, "spanDays": 44, "medianGapDays": 22.0, "cadenceAdherence": 0.75}
    for person in (made.ada, made.ben):
        shown = (await made.shows(person, FIGURES))["sustainedness"]
        assert shown == {**figures, "pattern": "EMERGING"}
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentor = true, shown_by_mentee = true")
    await behind.connection.execute("UPDATE account SET roles = '{MODERATOR}' WHERE email LIKE 'cleo%'")
    for stranger in (made.cleo, network):
        shown = await made.shows(stranger, f"{FIGURES} attention")
        assert shown == {"sustainedness": None, "attention": None}
    # A day begins where the mentor lives.
    await behind.connection.execute(
        "UPDATE account SET time_zone = 'Pacific/Auckland' WHERE email LIKE 'ada%'"
    )
    await made.meets(datetime(2026, 2, 28, 5, tzinfo=UTC))
    assert (await made.shows(made.ben, FIGURES))["sustainedness"]["spanDays"] == 51


async def test_attention_rises_while_the_two_do_not_meet(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    made = await a_room(network, behind)
    attention = {}
    for days in (0, 44, 46, 59, 61):
        await behind.connection.execute(
            "UPDATE mentorship SET activated_at = $1", BEGINNING - timedelta(days=days)
        )
        attention[days] = (await made.shows(made.ben, "attention"))["attention"]
    assert attention == {0: "OK", 44: "OK", 46: "AMBER", 59: "AMBER", 61: "RED"}
    await made.meets(BEGINNING - timedelta(days=50))
    assert await made.shows(made.ada, "attention") == {"attention": "AMBER"}
    await made.meets(BEGINNING - timedelta(days=40), status="CANCELLED")
    assert await made.shows(made.ada, "attention") == {"attention": "AMBER"}
    await made.becomes("PAUSED")
    assert await made.shows(made.ada, "attention") == {"attention": "OK"}


async def test_a_relationship_spans_both_roles(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    await made.becomes("CLOSED")
    alone = await between(made.ada, made.ben)
    assert alone["roleReciprocal"] is False
    back = encode_id("Mentorship", await room(behind.connection, made.ben, made.ada))
    await room(behind.connection, made.ada, made.cleo)
    await made.meets(*HELD)
    await meeting(behind.connection, row_id(back), HELD[0] + timedelta(days=1), "HELD")
    await meeting(behind.connection, row_id(back), HELD[0] + timedelta(days=2), "CONFIRMED")
    for one, other in ((made.ada, made.ben), (made.ben, made.ada)):
        found = await between(one, other)
        assert [(row["id"], row["status"]) for row in found.pop("mentorships")] == sorted(
            [(made.id, "CLOSED"), (back, "ACTIVE")], key=lambda pair: row_id(pair[0]), reverse=True
        )
        assert found == {
            "roleReciprocal": True,
            "mutualLearningRate": None,
            "contributionBalance": None,
            "sustainedness": {"pattern": "EMERGING", "spanDays": 44, "medianGapDays": 13.0},
        }


async def test_both_give_and_both_learn(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    heard = {0: (True, True), 1: (True, False), 2: (True, None)}
    for number, session in enumerate(await made.meets(*HELD)):
        for person, learned in zip((made.ada, made.ben), heard[number], strict=True):
            if learned is not None:
                await behind.connection.execute(_HEARD, row_id(session), row_id(person.id), learned)
        done = [(made.ben, True)] * 4 + [(made.ada, False)]
        for person, is_done in done:
            await behind.connection.execute(_STEP, row_id(session), row_id(person.id), BEGINNING, is_done)
    # Feedback that is not revealed is nobody's business; of nothing but Ben's steps, Ben did it all.
    assert (await between(made.ada, made.ben))["contributionBalance"] == 0.0
    await behind.connection.execute("UPDATE session SET feedback_revealed_at = now()")
    found = await between(made.ben, made.ada)
    assert found["mutualLearningRate"] == 0.5
    # Ada: three feedbacks; Ben: twelve steps and two.
    assert found["contributionBalance"] == 1 - 11 / 17


async def test_a_relationship_is_the_two_ones_own(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    empty = {
        "mentorships": [],
        "roleReciprocal": False,
        "mutualLearningRate": None,
        "contributionBalance": None,
        "sustainedness": None,
    }
    assert await between(made.cleo, made.ben) == empty
    assert await between(made.ben, made.ben) is None
    assert await between(network, made.ben) is None
    await made.ben.api.perform("updateProfile", "... on Educator { id }", visibility="CONNECTIONS")
    assert await between(made.cleo, made.ben) is None
    assert len((await between(made.ada, made.ben))["mentorships"]) == 1
    await made.ben.blocks(made.ada)
    assert [await between(made.ada, made.ben), await between(made.ben, made.ada)] == [None, None]
    codes = await made.ada.api.codes(OPERATIONS["Relationship"], **{"with": made.id})
    assert codes == ["NOT_FOUND"]
