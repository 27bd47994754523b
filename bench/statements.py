"""How many SQL statements operations take: with short lists and with long ones, they must be as many."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from pydantic import SecretStr

from access.viewer import Viewer
from app.asgi import running_platform
from app.settings import Settings
from bench.data import measured_database
from bench.servers import SECRET_KEY
from bench.subjects import choose_subjects
from bench.workloads import Workload, workloads
from kit.clock import system_clock
from resolvers.audience import Subscriber
from resolvers.context import Asker, Context, Platform
from schema import build_schema

_LISTS = re.compile(r"first: \d+")

# The live hub's own statements would be counted too.
_NEVER = 86_400.0


class _Anonymous:
    """Opens operations on behalf of nobody."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        # Of subscriptions, which are not counted here.
        self.stream_cursor: str | None = None
        self.listening: Subscriber | None = None

    async def operation(self) -> Context:
        return Context(self._platform, Asker(self._viewer, "benchmark"), Viewer())

    @staticmethod
    async def _viewer() -> Viewer:
        return Viewer()


def statements(size: str = "1x") -> dict[str, Any]:
    """Statements of each anonymous operation with lists of two and as it is; `growing` is how many differ."""
    with measured_database(size) as url:
        counts = asyncio.run(_counts(url))
    return {"operations": counts, "growing": sum(short != long for short, long in counts.values())}


async def _counts(url: str) -> dict[str, tuple[int, int]]:
    settings = Settings(secret_key=SecretStr(SECRET_KEY), sweep_seconds=_NEVER)
    operations = workloads(await choose_subjects(url))
    async with running_platform(settings, url, system_clock) as platform:
        return {
            each.name: await _counted(platform, each)
            for each in operations
            if not each.token and each.name != "faults"
        }


async def _counted(platform: Platform, workload: Workload) -> tuple[int, int]:
    short = _LISTS.sub("first: 2", workload.document)
    return await _count(platform, short, workload), await _count(platform, workload.document, workload)


async def _count(platform: Platform, document: str, workload: Workload) -> int:
    heard = list[str]()
    platform.database.on_statement = heard.append
    try:
        result = await build_schema().execute(document, dict(workload.variables), _Anonymous(platform))
    finally:
        platform.database.on_statement = None
    if result.errors:
        raise RuntimeError(f"{workload.name}: {result.errors[0].message}")
    return len(heard)
