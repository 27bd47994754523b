from typing import cast

from tortoise.context import get_current_context
from tortoise.migrations.autodetector import MigrationAutodetector

from kit.database import PoolSizes, tortoise_config
from resolvers.context import Platform


async def test_models_and_migrations_agree(platform: Platform, database_url: str) -> None:
    config = tortoise_config(database_url, ["models"], PoolSizes())
    context = get_current_context()
    assert context is not None
    assert context.apps is not None
    detector = MigrationAutodetector(context.apps, cast("dict[str, dict[str, object]]", config["apps"]))
    assert await detector.changes() == []
