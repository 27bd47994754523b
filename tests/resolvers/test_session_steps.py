"""Every step of every session: what the machine lists happens, everything else is refused."""

from datetime import datetime
from itertools import product
from typing import Any, NamedTuple

import pytest

from models import Actor, SessionStatus
from models.session import SESSION_MACHINE
from tests.behind import row_id
from tests.clock import BEGINNING
from tests.pairs import DAY, HOUR, SOON, Pair


class Deed(NamedTuple):
    """How a step is taken through the API, when it may be, and whether the other must have spoken before."""

    mutation: str
    starts_at: datetime
    more: dict[str, Any]
    after_other: bool = False


PAST = BEGINNING - 2 * HOUR
# What the other of the two has said before, as seen by who takes the step.
SAID = {Actor.MENTOR: "held_by_mentee_at", Actor.MENTEE: "held_by_mentor_at"}
DEEDS = {
    "confirm": Deed("confirmSession", SOON, {}),
    "move": Deed("rescheduleSession", SOON, {"startsAt": (SOON + DAY).isoformat()}),
    "cancel": Deed("cancelSession", SOON, {}),
    "hold": Deed("confirmHeld", PAST, {}, after_other=True),
    "miss": Deed("reportNoShow", PAST, {}),
    "dispute": Deed("disputeSession", PAST, {"note": "It was otherwise."}, after_other=True),
}
PARTS = (Actor.MENTOR, Actor.MENTEE)


def test_every_step_that_somebody_takes_has_a_mutation() -> None:
    assert {step.action for step in SESSION_MACHINE if set(step.by) & set(PARTS)} == set(DEEDS)
    print(f"\n{'action':9}{'by':16}{'from':22}to")  # noqa: T201 - the table to show
    for step in SESSION_MACHINE:
        print(f"{step.action:9}{'/'.join(step.by):16}{'/'.join(step.sources):22}{step.target}")  # noqa: T201


@pytest.mark.parametrize("action", DEEDS)
async def test_what_is_listed_happens_and_nothing_else_does(pair: Pair, action: str) -> None:
    deed, people = DEEDS[action], {Actor.MENTOR: pair.mentor, Actor.MENTEE: pair.mentee}
    for number, (status, by) in enumerate(product(SessionStatus, PARTS)):
        other = people[Actor.MENTEE if by is Actor.MENTOR else Actor.MENTOR]
        columns: dict[str, Any] = {"proposer_id": row_id(other.id)}
        if status == SessionStatus.NO_SHOW:
            columns["reported_by_id"] = row_id(other.id)
        if deed.after_other:
            columns[SAID[by]] = BEGINNING
        # Each of them has a time of its own.
        starts_at = deed.starts_at + number * (3 * DAY if deed.starts_at > BEGINNING else -HOUR)
        session = await pair.session(status, starts_at, **columns)
        given = {"sessionId": session, **deed.more}
        if action == "move":
            given["startsAt"] = (starts_at + DAY).isoformat()
        step = SESSION_MACHINE.step(status, action, by)
        before = len(await pair.behind.events(pair.id))
        if step is None:
            async with pair.behind.nothing_happens():
                refused = await people[by].api.perform(deed.mutation, "", **given)
            assert refused["code"] == "INVALID_TRANSITION", (status, by)
            continue
        done = await people[by].api.perform(deed.mutation, "... on Session { status version }", **given)
        assert done == {"__typename": "Session", "status": step.target, "version": 2}, (status, by)
        assert (await pair.behind.events(pair.id))[before:] == ["SESSION_CHANGED"]
        row = await pair.behind.connection.fetchrow("SELECT * FROM session WHERE id = $1", row_id(session))
        assert row is not None
        assert row[step.stamp or "changed_at"] > BEGINNING
