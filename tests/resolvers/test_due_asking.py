"""Of a session that nobody speaks of time assumes nothing: it asks."""

from models import Block
from resolvers.context import Platform
from resolvers.due import bring_about
from tests.resolvers.test_due import INSTANT, some
from tests.resolvers.waiting import DAY, HOUR, START, Waiting


async def test_both_are_asked_once_about_a_session_of_which_nobody_spoke(
    waiting: Waiting, platform: Platform
) -> None:
    rooms = {status: waiting.room(status) for status in ("ACTIVE", "FORMING")}
    rooms["CLOSING"] = waiting.room("CLOSING", closing_at=START, close_reason="NO_FAULT")
    unsaid = [waiting.session(room, "CONFIRMED", START) for room in rooms.values()]
    for hours, column in ((2, "held_by_mentor_at"), (4, "held_by_mentee_at")):
        waiting.session(rooms["ACTIVE"], "CONFIRMED", START + hours * HOUR, **{column: START + 5 * HOUR})
    waiting.session(rooms["ACTIVE"], "HELD", START + 6 * HOUR)
    waiting.rows.add(Block, blocker_id=rooms["FORMING"].mentee_id, blocked_id=rooms["FORMING"].mentor_id)
    await waiting.put()
    after = START + HOUR + DAY
    assert some(await bring_about(platform, after - INSTANT)) == {}
    assert some(await bring_about(platform, after)) == {"sessions asked about": 3}
    assert some(await bring_about(platform, after + DAY)) == {}
    for session in unsaid:
        now = await waiting.now(session)
        assert (now["status"], now["version"], now["changed_at"]) == ("CONFIRMED", 1, START)
        assert now["asked_at"] == after
    for status, times in {"ACTIVE": 1, "CLOSING": 1, "FORMING": 0}.items():
        room = rooms[status]
        assert await waiting.heard(room) == []
        for party in (room.mentor_id, room.mentee_id):
            assert await waiting.told(party) == [("SESSION_CHANGED", 1)] * times
