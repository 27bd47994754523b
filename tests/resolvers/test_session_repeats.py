"""Every mutation of sessions and what comes of them sent again with its key: one effect, one answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest

from tests.pairs import DAY, SOON, Pair
from tests.problems import refusal

SESSION = "... on Session { id status startsAt version }"
Prepare = Callable[[Pair], Awaitable[dict[str, Any]]]


class Case(NamedTuple):
    """A mutation of Ben's, what must be there for it, and how many events it announces."""

    name: str
    prepare: Prepare
    given: dict[str, Any]
    shape: str = SESSION
    events: int = 1


async def room(pair: Pair) -> dict[str, Any]:
    return {"mentorshipId": pair.id}


async def proposed(pair: Pair) -> dict[str, Any]:
    return {"sessionId": await pair.session("PROPOSED")}


async def past(pair: Pair) -> dict[str, Any]:
    return {"sessionId": await pair.past_session()}


async def missed(pair: Pair) -> dict[str, Any]:
    return {"sessionId": await pair.past_session("NO_SHOW")}


async def for_ben(pair: Pair) -> dict[str, Any]:
    return {**await past(pair), "assigneeId": pair.mentee.id}


async def assigned(pair: Pair) -> dict[str, Any]:
    given = {**await for_ben(pair), "text": "Try a bell"}
    step = await pair.mentor.api.perform("addNextStep", "... on NextStep { id }", **given)
    return {"nextStepId": step["id"]}


THOUGHT = {"useful": 4, "goalProgress": 3, "learned": True}
CASES = [
    Case("proposeSession", room, {"startsAt": SOON.isoformat()}),
    Case("confirmSession", proposed, {}),
    Case("rescheduleSession", proposed, {"startsAt": (SOON + DAY).isoformat()}),
    Case("cancelSession", proposed, {"reason": "I am ill."}),
    Case("confirmHeld", past, {}, "... on Session { id status heldByMenteeAt }"),
    Case("reportNoShow", past, {}),
    Case("disputeSession", missed, {"note": "I was there."}),
    Case("saveSessionLog", past, {"whatsWorking": "Bells"}, "... on SessionLog { id version }"),
    Case("addNextStep", for_ben, {"text": "Try a bell"}, "... on NextStep { id text }"),
    Case("completeNextStep", assigned, {}, "... on NextStep { id doneAt }"),
    Case("submitFeedback", past, THOUGHT, "... on SessionFeedback { id useful }", events=0),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(
    pair: Pair, case: Case
) -> None:
    which = await case.prepare(pair)
    before = len(await pair.behind.events(pair.id))

    async def send(**other: Any) -> Any:
        given = {**which, **case.given, **other, "idempotencyKey": "once"}
        return await pair.mentee.api.perform(case.name, case.shape, **given)

    first, *others = await asyncio.gather(*(send() for _ in range(3)))
    assert first["__typename"] != "Problem", first
    assert others == [first] * 2
    assert len(await pair.behind.events(pair.id)) == before + case.events
    async with pair.behind.nothing_happens():
        assert await send() == first
        refused = await send(**{next(iter(which)): pair.mentor.id})
    assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])
