"""Every mutation of a mentorship itself sent again with its key: one effect, one answer."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from tests.behind import Behind
from tests.clock import BEGINNING
from tests.network import Network
from tests.resolvers.test_agreement import GIVEN, SHAPE, propose
from tests.rooms import Room, a_room

MENTORSHIP = "... on Mentorship { id kind status version shownByYou }"
ENDORSEMENT = "... on Endorsement { id status }"
Prepare = Callable[[Room], Awaitable[dict[str, Any]]]


class Case(NamedTuple):
    """A mutation of Ada's, the state it is for, and what it is given."""

    name: str
    status: str = "ACTIVE"
    kind: str = "SUSTAINED"
    given: dict[str, Any] | None = None
    shape: str = MENTORSHIP
    prepare: Prepare | None = None


async def proposed(made: Room) -> dict[str, Any]:
    row = await propose(made, made.ada)
    return {"agreementId": row["id"], "contentHash": row["contentHash"]}


async def withdrawable(made: Room) -> dict[str, Any]:
    return {"agreementId": (await propose(made, made.ada))["id"]}


async def praised(made: Room) -> dict[str, Any]:
    said = await made.ben.api.perform("endorse", ENDORSEMENT, mentorshipId=made.id, body="Ada asks well.")
    return {"endorsementId": said["id"], "accept": True}


CASES = [
    Case("pauseMentorship", given={"until": "2026-04-01T00:00:00Z"}),
    Case("resumeMentorship", "PAUSED"),
    Case("upgradeMentorship", kind="INFORMAL"),
    Case("showMentorship", given={"shown": True}),
    Case("closeMentorship", given={"reason": "SAFETY"}),
    Case("submitClosure", "CLOSING", given={"reflection": "Well."}),
    Case("endorse", "CLOSED", given={"body": "Ben listens."}, shape=ENDORSEMENT),
    Case("answerEndorsement", "CLOSED", shape=ENDORSEMENT, prepare=praised),
    Case("proposeAgreement", "FORMING", given=GIVEN, shape=SHAPE),
    Case("signAgreement", "FORMING", shape=SHAPE, prepare=proposed),
    Case("withdrawAgreement", "FORMING", shape=SHAPE, prepare=withdrawable),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_sent_again_with_its_key_it_happened_once(network: Network, behind: Behind, case: Case) -> None:
    made = await a_room(network, behind)
    await made.becomes(case.status, case.kind)
    await made.meets(BEGINNING - timedelta(days=1))
    more = await case.prepare(made) if case.prepare else {"mentorshipId": made.id}
    arguments, before = {**(case.given or {}), **more}, len(await behind.events(made.id))

    async def send(key: str | None = "once") -> Any:
        given = {**arguments, "idempotencyKey": key} if key else arguments
        return await made.ada.api.perform(case.name, case.shape, **given)

    first, *others = await asyncio.gather(*(send() for _ in range(3)))
    assert first["__typename"] != "Problem", first
    assert others == [first] * 2
    assert len(await behind.events(made.id)) == before + 1
    async with behind.nothing_happens():
        assert await send() == first
