"""Migrations that look back only where something is altered or removed."""

from tortoise.migrations.migration import Migration as TortoiseMigration
from tortoise.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterModelOptions,
    CreateModel,
    Operation,
    RunSQL,
)
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

# What these do to the database follows from the models after them alone.
_NEED_NO_PAST = (AddConstraint, AddField, AddIndex, AlterModelOptions, CreateModel, RunSQL)


class Migration(TortoiseMigration):
    """A migration whose operations that only add do not have every model copied first.

    The copy is what migrating an empty database spends most of its time on: it grows with
    the models there are, times the operations.
    """

    async def apply(
        self,
        state: State,
        *,
        dry_run: bool = False,
        schema_editor: BaseSchemaEditor | None = None,
        collect_sql: bool = False,
    ) -> State:
        """The state after all operations, which the database has then too."""
        if dry_run or collect_sql or schema_editor is None:
            return await super().apply(
                state, dry_run=dry_run, schema_editor=schema_editor, collect_sql=collect_sql
            )
        transactional = schema_editor.client.capabilities.supports_transactions
        for operation in self.operations:
            before = self._state_before(operation, state)
            operation.state_forward(self.app_label, state)
            await self._run_database_forward(operation, before, state, schema_editor, transactional)
        state.validate_relations_initialized()
        return state

    def _state_before(self, operation: Operation, state: State) -> State:
        return state if isinstance(operation, _NEED_NO_PAST) else state.clone()
