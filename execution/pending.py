"""What has to be waited for, kept as the levels it belongs to, and followed to its end.

When an error removes all objects of a level from the answer, nobody needs the level's other
questions: they are cancelled, as graphql-core cancels the siblings of a field whose error bubbles.
"""

from collections.abc import Awaitable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from graphql.pyutils import gather_with_cancel

from execution.failures import Failure
from execution.settling import Wait, all_settled, close_unstarted
from execution.waiting import Then

if TYPE_CHECKING:
    from execution.level import Level
    from execution.run import Run


class Pending(NamedTuple):
    """A question of a level, and what is done with its answer."""

    level: "Level"
    awaitables: Sequence[Awaitable[Any]]
    then: Then
    wait: Wait = all_settled
    is_batched: bool = False


class Group(NamedTuple):
    """All questions of a level that wait side by side."""

    level: "Level"
    entries: Sequence[Union[Pending, "Group"]]


class LostError(Exception):
    """All objects of a level have left the answer; the errors that did it are told where they arrive."""

    def __init__(self, failures: list[Failure]) -> None:
        super().__init__()
        self._failures = failures

    def arrive(self, run: "Run") -> None:
        """Take effect, and be told."""
        for failure in self._failures:
            failure.take_effect()
        run.failures.extend(self._failures)

    def removes(self, level: "Level") -> bool:
        """Whether this level leaves the answer too."""
        for failure in self._failures:
            failure.take_effect()
        is_lost = level.is_lost
        for failure in self._failures:
            failure.wait()
        return is_lost


async def follow_all(run: "Run", level: "Level", entries: Sequence[Pending | Group]) -> None:
    """Return when everything that comes of a level's entries is in the answer.

    Raises: LostError when the level has left the answer; the other entries are cancelled then.
    """
    if len(entries) == 1:
        await _follow(run, level, entries[0])
    elif entries:
        try:
            await gather_with_cancel(*(_follow(run, level, entry) for entry in entries))
        except BaseException:
            # A task that is cancelled before its first step leaves what it was to await as it was.
            close_all(entries)
            raise


async def _follow(run: "Run", level: "Level", entry: Pending | Group) -> None:
    try:
        if isinstance(entry, Group):
            await follow_all(run, entry.level, entry.entries)
        else:
            await follow_all(run, entry.level, await _go_on(run, entry))
    except LostError as lost:
        if lost.removes(level):
            raise
        lost.arrive(run)


async def _go_on(run: "Run", pending: Pending) -> list[Pending | Group]:
    results = await pending.wait(pending.awaitables)
    known = len(run.failures)
    entries = run.found_by(partial(pending.then, results), pending.level)
    if len(run.failures) > known and pending.level.is_lost:
        found = run.failures[known:]
        raised = [failure for failure in found if failure.is_raised_above(pending.level.places)]
        run.failures[known:] = [failure for failure in found if failure not in raised]
        for failure in raised:
            failure.wait()
        raise LostError(raised)
    return entries


def close_all(entries: Sequence[Pending | Group]) -> None:
    """Close what nobody has begun to await of these entries, and nobody will."""
    for entry in entries:
        if isinstance(entry, Group):
            close_all(entry.entries)
        else:
            close_unstarted(entry.awaitables)


def drop(run: "Run", entries: Sequence[Pending | Group]) -> None:
    """Let go of what is not needed any more; what ordinary resolvers have begun may end by itself."""
    for entry in entries:
        if isinstance(entry, Group):
            drop(run, entry.entries)
        elif entry.is_batched:
            close_unstarted(entry.awaitables)
        else:
            run.executor.settle_in_background(list(entry.awaitables))
