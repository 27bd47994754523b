"""Runs all that is due, until nothing is left."""

from collections import Counter
from datetime import datetime
from functools import partial

import structlog

from kit.database import Database
from kit.outage import is_outage
from resolvers.context import Platform
from resolvers.due.data_export import EXPORT_TASKS
from resolvers.due.erasure import ERASURE_TASKS
from resolvers.due.mentorship import MENTORSHIP_TASKS
from resolvers.due.pledge import PLEDGE_TASKS
from resolvers.due.request import REQUEST_TASKS
from resolvers.due.session import ASKING_TASKS, SESSION_TASKS
from resolvers.due.task import Task
from resolvers.due.turn import Turn

MOST_AT_ONCE = 500
TRIES = 4
# Sessions first: what becomes of a room depends on what is still planned in it. Asking comes after both: in
# rooms that have just been closed nobody can answer.
TASKS = (
    *REQUEST_TASKS,
    *SESSION_TASKS,
    *MENTORSHIP_TASKS,
    *ASKING_TASKS,
    *PLEDGE_TASKS,
    *EXPORT_TASKS,
    *ERASURE_TASKS,
)

logger = structlog.get_logger("menteo.due")


async def bring_about(platform: Platform, now: datetime) -> dict[str, int]:
    """How much of each kind was due and is done; run twice, the second finds nothing.

    One step may make another due, so all is looked at again until nothing is left. At most 500 things
    a transaction; what somebody else holds just now waits for the next run.
    """
    done = Counter({task.name: 0 for task in TASKS})
    failed: set[str] = set()
    while True:
        before = done.total()
        for task in TASKS:
            if task.name not in failed:
                try:
                    await _exhaust(platform, task, now, done)
                except Exception as error:
                    if is_outage(error):
                        raise
                    # What cannot be done of one kind does not keep the others from being done.
                    logger.exception("due task failed", task=task.name)
                    failed.add(task.name)
        if done.total() == before:
            return dict(done)


async def _exhaust(platform: Platform, task: Task, now: datetime, done: Counter[str]) -> None:
    while count := await _batch(platform, task, now):
        done[task.name] += count


async def _batch(platform: Platform, task: Task, now: datetime) -> int:
    """How many of one kind were done, all in one transaction."""
    for attempt in range(TRIES):
        try:
            async with platform.database.transaction() as transaction:
                rows = await transaction.fetch(task.due, now - task.after, MOST_AT_ONCE)
                if rows:
                    turn = Turn(transaction, now)
                    await task.bring_about(turn, [row["id"] for row in rows])
                    heads = await turn.write()
                    transaction.after_commit(partial(platform.hub.committed, heads))
            return len(rows)
        except Database.TRY_AGAIN:
            if attempt == TRIES - 1:
                raise
    raise AssertionError
