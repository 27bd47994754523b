"""One case: its rows, the deed, and what came of it."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from app.due import run_due
from resolvers.context import Platform
from tests.clock import DrivenClock
from tests.walk.stage import LATER, Case, Stage
from tests.walk.ways import Walk

HAPPENS, REFUSED, UNTOUCHED, NO_WAY, IMPOSSIBLE = "●", "·", "~", " ", "×"
# What a deed on something else of the same room notes.
_NOTED = {"last_activity_at", "last_seq"}
# What is added to a goal, or taken from it, is no change of the goal's own.
_KEEPS_VERSION = {"add_evidence_to", "remove_evidence_from"}


class Performance:
    """Brings one thing into a state and lets one actor try one action."""

    def __init__(self, stage: Stage, walk: Walk, case: Case) -> None:
        self.stage, self.walk, self.case = stage, walk, case

    async def by_people(self, clock: DrivenClock) -> str:
        """How it went when one of the two asked for it.

        Raises: AssertionError when it went neither as listed nor as refused.
        """
        way = self.walk.ways.get(self.case.action)
        if way is None:
            assert self.case.step is None, self.case
            return NO_WAY
        if self._is_impossible():
            return IMPOSSIBLE
        id, before, contents = await self._begin()
        began, given = clock.time, await self.walk.input(self.stage, self.case, id)
        answer = await self.stage.person(self.case.actor).api.perform(way.mutation, "", **given)
        if answer["__typename"] == "Problem":
            assert (answer["code"], answer["fields"]) == ("INVALID_TRANSITION", []), (self.case, answer)
            assert await self.stage.contents() == contents, self.case
            return REFUSED
        assert self.case.step or way.on, (self.case, answer)
        told = {} if way.is_silent else {self.stage.other_of(self.case.actor): 1, **await self._stream()}
        assert await self._announced(self.stage.id_of(self.case.actor)) == told, self.case
        return await self._came(id, before, began, clock.time)

    async def by_time(self, platform: Platform) -> str:
        """How it went when the due run came.

        Raises: AssertionError when it went neither as listed nor not at all.
        """
        if self._is_impossible():
            return IMPOSSIBLE
        id, before, contents = await self._begin()
        async with asyncio.timeout(10):
            # The server, which does the same now and then, may have the lock just now.
            while not await run_due(platform, LATER):
                pass
        if await self.stage.contents() == contents:
            assert self.case.step is None, self.case
            return REFUSED
        if self.case.step is not None:
            both = dict.fromkeys((self.stage.ada, self.stage.ben), 1)
            told = {self.stage.ada: 1} if self.case.machine.thing == "request" else both
            assert await self._announced(None, about=id) == {**told, **await self._stream()}, self.case
        return await self._came(id, before, LATER, LATER)

    def _is_impossible(self) -> bool:
        return (self.case.state, self.case.action) in self.walk.impossible

    async def _begin(self) -> tuple[UUID, dict[str, Any], list[tuple[str, str]]]:
        await self.stage.clear()
        id = await self.walk.make(self.stage, self.case)
        return id, await self.stage.row(self.walk.table, id), await self.stage.contents()

    async def _stream(self) -> dict[UUID, int]:
        """One event in the room's stream, if there is a room."""
        room = await self.stage.connection.fetchval("SELECT id FROM mentorship WHERE last_seq > 0")
        return {room: 1} if room else {}

    async def _announced(self, actor: UUID | None, about: UUID | None = None) -> dict[UUID, int]:
        """How many events each stream has; those of rooms only when they are about the thing."""
        events = await self.stage.events()
        assert {by for _, _, by in events} <= {actor}, (self.case, events)
        people = (self.stage.ada, self.stage.ben)
        return Counter(
            stream for stream, subject, _ in events if about in (None, subject) or stream in people
        )

    async def _came(self, id: UUID, before: dict[str, Any], began: datetime, ended: datetime) -> str:
        """What became of the thing: the listed state, with its stamp and version, or nothing at all."""
        case, step = self.case, self.case.step
        after = await self.stage.row(self.walk.table, id)
        if step is None:
            changed = {name for name, value in after.items() if value != before[name]}
            assert changed <= _NOTED, case
            return UNTOUCHED
        assert after["status"] == step.target, case
        assert after["version"] == before["version"] + (case.action not in _KEEPS_VERSION), case
        for stamp in {s.stamp for s in case.machine if s.stamp} - {step.stamp}:
            assert after[stamp] in (before[stamp], None), (case, stamp)
        if step.stamp:
            assert began <= after[step.stamp] <= ended, case
        return HAPPENS
