"""What the makers of GraphQL over HTTP ask of every server."""

import asyncio
import json

from tests.api import Api
from tests.clients.npm import npm_clients


async def test_every_audit_of_graphql_over_http_is_met(visitor: Api) -> None:
    script = npm_clients() / "audit.mjs"
    process = await asyncio.create_subprocess_exec(
        "node", str(script), f"http://{visitor.address}/graphql", stdout=asyncio.subprocess.PIPE
    )
    written, _ = await process.communicate()
    *audits, last = [json.loads(line) for line in written.splitlines()]
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert last["summary"] == {"total": 61, "ok": 61, "notice": 0, "warn": 0, "error": 0}
