"""graphql-core's executor, breadth first.

Give it to graphql-core as `executor_class`, or to Strawberry as `execution_context_class`. It takes
every operation except those that graphql-core's own machinery must steer from within: `@defer` and
`@stream`, abort signals and execution hooks; these it hands over whole.

Read on in this order: `plan` and `selection` (an operation compiled), `run` (level by level),
`completion`, `leaves` and `objects` (values become the answer), `places` and `failures` (what an
error does), `waiting` and `settling` (ordinary resolvers that are awaited).
"""

from typing import ClassVar

from graphql import ExecutionResult, ExperimentalIncrementalExecutionResults, GraphQLError, OperationType
from graphql.execution.incremental.incremental_executor import IncrementalExecutor
from graphql.pyutils import AwaitableOrValue

from execution.plan import Plan, Plans
from execution.run import Run


class BreadthFirstExecutor(IncrementalExecutor):
    """Executes operations level by level: each batched field once for all objects of its level."""

    plans: ClassVar[Plans] = Plans()

    def execute_operation(
        self,
        serially: bool | None = None,  # noqa: FBT001 - graphql-core's signature
    ) -> AwaitableOrValue[ExecutionResult | ExperimentalIncrementalExecutionResults]:
        """The operation's result; to be awaited when a resolver has to be."""
        plan = self._plan()
        if plan is None:
            return super().execute_operation(serially)
        if serially is None:
            serially = self.operation.operation is OperationType.MUTATION
        return Run(self, plan).start(serially=serially)

    def _plan(self) -> Plan | None:
        """The operation's plan; None when graphql-core is to execute it, or to say why it cannot be."""
        root_type = self.schema.get_root_type(self.operation.operation)
        if root_type is None or self.abort_signal is not None or self.hooks is not None:
            return None
        outline = self.plans.outline(self)
        if outline.is_incremental:
            return None
        try:
            return self.plans.plan(self, outline, root_type)
        except (GraphQLError, RecursionError):
            return None
