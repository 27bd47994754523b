"""Every (state, actor, action) of every machine: what is listed happens, and what is not changes nothing."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from itertools import product

import asyncpg
import pytest

from app.due import DUE_LOCK
from models import Actor
from models.transition import Machine
from resolvers.context import Platform
from tests.clock import DrivenClock
from tests.network import Network
from tests.walk.matrix import LEGEND, printed
from tests.walk.performance import HAPPENS, Performance
from tests.walk.stage import Case, Stage
from tests.walk.ways import WALKS, Walk

PEOPLE = {
    "request": (Actor.INITIATOR, Actor.RECIPIENT),
    "mentorship": (Actor.MENTOR, Actor.MENTEE),
    "agreement": (Actor.PROPOSER, Actor.COUNTERPART),
    "goal": (Actor.OWNER, Actor.COUNTERPART),
    "session": (Actor.MENTOR, Actor.MENTEE),
    "endorsement": (Actor.INITIATOR, Actor.RECIPIENT),
}


@pytest.fixture
async def stage(network: Network, connection: asyncpg.Connection) -> Stage:
    """Ada and Ben."""
    return Stage(connection, *[await network.educator(handle) for handle in ("ada", "ben")])


@asynccontextmanager
async def nothing_due(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """What is due waits, so that the server does nothing by itself meanwhile."""
    await connection.execute("SELECT pg_advisory_lock($1)", DUE_LOCK)
    try:
        yield
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", DUE_LOCK)


def cases(machine: Machine, actors: Iterable[Actor], actions: Iterable[str]) -> Iterator[Case]:
    """All that these actors could try."""
    for actor, action, state in product(actors, actions, machine.states):
        yield Case(machine, state, actor, action)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.machine.thing)
async def test_what_the_machine_lists_happens_and_nothing_else_does(
    walk: Walk, stage: Stage, clock: DrivenClock, platform: Platform
) -> None:
    machine, came = walk.machine, {}
    actions = dict.fromkeys(step.action for step in machine)
    timely = dict.fromkeys(step.action for step in machine if Actor.CLOCK in step.by)
    async with nothing_due(stage.connection):
        for case in cases(machine, PEOPLE[machine.thing], actions):
            came[case] = await Performance(stage, walk, case).by_people(clock)
    for case in cases(machine, [Actor.CLOCK], timely):
        came[case] = await Performance(stage, walk, case).by_time(platform)
    print("", LEGEND, printed(machine, came), sep="\n")  # noqa: T201 - the table, for who wants to see it
    listed = {case for case in came if case.step is not None}
    assert {case for case, outcome in came.items() if outcome == HAPPENS} == listed
    # What has ended stays as it is.
    assert not [case for case in listed if case.state in machine.terminal]


def test_each_action_that_people_take_has_a_way() -> None:
    for walk in WALKS:
        theirs = {step.action for step in walk.machine if set(step.by) - {Actor.CLOCK}}
        assert set(walk.ways) == theirs, walk.machine.thing
        assert {actor for step in walk.machine for actor in step.by} <= {
            *PEOPLE[walk.machine.thing],
            Actor.CLOCK,
        }
