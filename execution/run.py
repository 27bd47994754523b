"""Runs one operation: breadth first over objects.

A level is all objects that share a selection. Filling it reads its columns, asks each of its other
fields once for all objects, and completes what is known at once; objects found on the way are
levels below, filled at once. What has to be waited for becomes a pending question. The questions of
a level wait side by side, each goes on by itself when its answer is there, and none waits for the
slowest of the others. There is no task per object: one for each question asked beside others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import finalize

from graphql import ExecutionResult, GraphQLObjectType, GraphQLResolveInfo
from graphql.execution.collect_fields import FieldDetailsList

from execution.completion import LOST
from execution.failures import Failure, settle
from execution.level import Level
from execution.pending import Group, LostError, Pending, close_all, drop, follow_all
from execution.places import Places, RootPlaces
from execution.selection import Selection, Step
from execution.settling import Wait, all_settled
from execution.waiting import Then, when_ready

if TYPE_CHECKING:
    from graphql.execution import Executor

    from execution.plan import Plan

# After so many values the event loop gets its turn: some two milliseconds of work.
LONG = 10_000


class Run:
    """One execution of a plan."""

    def __init__(self, executor: "Executor[Any]", plan: "Plan") -> None:
        self.executor = executor
        self.is_awaitable: Callable[[Any], bool] = executor.is_awaitable
        self.is_async_iterable: Callable[[Any], bool] = executor.is_async_iterable
        self.data: dict[str, Any] = plan.root.blank.copy()
        # Objects found while values are completed, to be filled next.
        self.levels: list[Level] = []
        self.failures: list[Failure] = []
        self._plan = plan
        self._root = Level(plan.root, [executor.root_value], [self.data], RootPlaces())
        # The level that is being filled, and what of it has to be waited for.
        self._level = self._root
        self._entries: list[Pending | Group] = []
        self._work = 0
        self._may_pause = False
        self._unstarted: finalize[..., Any] | None = None

    # The course of an operation

    def start(self, *, serially: bool) -> Awaitable[ExecutionResult] | ExecutionResult:
        """The result; to be awaited when something has to be waited for."""
        turns: list[Callable[[], None]] = [partial(self.fill, self._root)]
        if serially:
            turns = [partial(self._fill_step, self._root, step) for step in self._plan.root.steps]
        for number, turn in enumerate(turns, 1):
            if entries := self.found_by(turn):
                rest = self._finish(entries, turns[number:])
                # Given up before its first step, it is not there to clean up.
                self._unstarted = finalize(rest, close_all, entries)
                return rest
            if self._root.is_lost:
                break
        return self._result()

    async def _finish(
        self, entries: list[Pending | Group], turns: list[Callable[[], None]]
    ) -> ExecutionResult:
        self._may_pause = True
        if self._unstarted is not None:
            self._unstarted.detach()
        try:
            await follow_all(self, self._root, entries)
            for turn in turns:
                await follow_all(self, self._root, self.found_by(turn))
        except LostError as lost:
            lost.arrive(self)
        return self._result()

    def _result(self) -> ExecutionResult:
        if not self.failures:
            return ExecutionResult(self.data, None)
        return ExecutionResult(*settle(self.failures, self.data))

    def found_by(self, turn: Callable[[], None], level: Level | None = None) -> list[Pending | Group]:
        """What has to be waited for after a turn of work for a level."""
        outer, self._entries = self._entries, []
        around, self._level = self._level, level or self._root
        turn()
        self._fill_found()
        entries, self._entries, self._level = self._entries, outer, around
        if self.failures and (level or self._root).is_lost:
            drop(self, entries)
            return []
        return entries

    # A level

    def fill(self, level: Level) -> None:
        """Read the columns of a level and ask its questions."""
        selection = level.selection
        self._work += len(level.sources) * len(selection.steps)
        for step in selection.columns:
            self._answer(step, level, step.read(level.sources))
        for step in selection.questions:
            self._ask(step, level)

    def _fill_step(self, level: Level, step: Step) -> None:
        if step.column is not None:
            self._answer(step, level, step.read(level.sources))
        else:
            self._ask(step, level)

    def _ask(self, step: Step, level: Level) -> None:
        """Ask a field of all objects of a level that are still in the answer."""
        if self.failures:
            level = level.living()
            if not level.sources:
                return
        answer = partial(self._answer, step, level)
        try:
            arguments = step.arguments(self.executor)
        except Exception as error:  # noqa: BLE001 - becomes the error of each object's field
            answer([error] * len(level.sources))
            return
        if step.batched is None:
            self._ask_each(step, level, arguments)
            return
        info = self.info(step, step.places(level), 0)
        together = step.batched(level.sources, info, arguments)
        self._entries.append(
            Pending(self._level, [together], partial(_split, level, answer), is_batched=True)
        )

    def _ask_each(self, step: Step, level: Level, arguments: Any) -> None:
        resolve = step.definition.resolve or self.executor.field_resolver
        if self.executor.middleware_manager:
            resolve = self.executor.middleware_manager.get_field_resolver(resolve)
        places = step.places(level)
        values: list[Any] = []
        for index, source in enumerate(level.sources):
            try:
                values.append(resolve(source, self.info(step, places, index), **arguments))
            except Exception as error:  # noqa: BLE001 - becomes this object's field error
                # Recorded now: what others of the level wait for may not be needed any more.
                self.fail(step, places, index, error)
                values.append(LOST)
        if self.failures:
            values = self._without_lost(places, values)
        when_ready(self, values, step.completion, partial(self._answer, step, level))

    def _without_lost(self, places: Places, values: list[Any]) -> list[Any]:
        lost = [index for index in range(len(values)) if places.is_lost(index)]
        waiting = [values[index] for index in lost if self.is_awaitable(values[index])]
        if waiting:
            self.executor.settle_in_background(waiting)
        for index in lost:
            values[index] = LOST
        return values

    def _answer(self, step: Step, level: Level, values: Sequence[Any]) -> None:
        """Complete a field's values, write them into the answer, and go on with the objects among them."""
        name = step.name
        outer, self.levels = self.levels, []
        completed = step.completion.complete(self, step.places(level), values)
        for target, value in zip(level.targets, completed, strict=True):
            target[name] = value
        self._fill_found()
        self.levels = outer

    def _fill_found(self) -> None:
        found, self.levels = self.levels, []
        for below in found:
            self._go_down(below)

    def _go_down(self, level: Level) -> None:
        if self.failures:
            level = level.living()
        if not level.sources:
            return
        if self._may_pause and self._work > LONG:
            self._work = 0
            self.when_all([asyncio.sleep(0)], lambda _: self._go_down(level))
            return
        entries = self.found_by(partial(self.fill, level), level)
        if entries:
            self._entries.append(entries[0] if len(entries) == 1 else Group(level, entries))

    # What completions ask for

    def when_all(self, awaitables: Sequence[Awaitable[Any]], then: Then, wait: Wait = all_settled) -> None:
        """Go on when all awaitables have given something, or have raised it."""
        self._entries.append(Pending(self._level, awaitables, then, wait))

    def fail(self, step: Step, places: Places, index: int, error: Exception) -> None:
        """Record an error at a place, and which place becomes null for it."""
        at = places, index
        nulled = places.null_for(index) if self.executor.error_propagation else at
        failure = Failure(error, step.nodes, at, nulled)
        failure.take_effect()
        self.failures.append(failure)

    def info(self, step: Step, places: Places, index: int) -> GraphQLResolveInfo[Any]:
        """What graphql-core tells resolvers about a field of one object."""
        while (above := places.field_above(index)) is not None:
            places, index = above
        path = places.path(index)
        assert path is not None  # noqa: S101 - a field lies below the root
        return self.executor.build_resolve_info(step.definition, step.nodes, step.parent_type, path)

    def compile(self, type_: GraphQLObjectType, details: FieldDetailsList) -> Selection:
        """The selection of a field's objects of one type.

        Raises: GraphQLError for a directive whose arguments do not fit.
        """
        fields = self.executor.collect_subfields(type_, details).grouped_field_set
        return self._plan.compile(self.executor, type_, fields)


def _split(level: Level, answer: Then, results: list[Any]) -> None:
    """Give each object its answer; an error to all of them when there is not one answer for each."""
    (answers,), count = results, len(level.sources)
    if isinstance(answers, Exception):
        answers = [answers] * count
    elif len(answers) != count:
        wrong = RuntimeError(f"{count} objects were asked, and {len(answers)} answers were given.")
        answers = [wrong] * count
    answer(answers)
