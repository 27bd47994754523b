"""What live updates are measured on: a database, a server process, a thread and its listeners."""

import asyncio
import os
import re
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil

from app.cluster import Cluster
from app.migrate import migrate_database
from kit.ids import encode_id
from kit.tokens import API_TOKEN_PREFIX

ROOT = Path(__file__).parents[2]
# Commit times are read from the database itself.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "track_commit_timestamp": "on",
}
_ADDRESS = re.compile(rb"listens at http://(\S+)")
_ID = "('00000000-0000-7000-80' || '{kind}' || '-' || lpad(to_hex({n}), 12, '0'))::uuid"
_ACCOUNT, _EDUCATOR, _TOKEN = (_ID.format(kind=kind, n="n") for kind in ("01", "02", "03"))
_AUTHOR, _THREAD = (_ID.format(kind=kind, n="1") for kind in ("02", "04"))
# Educator 1 writes the thread; everyone else reads it.
_ROWS = f"""
INSERT INTO account (id, email, password_hash, roles, status, time_zone, locale, created_at)
SELECT {_ACCOUNT}, 'e' || n || '@example.org', '', '{{MEMBER}}', 'ACTIVE', 'UTC', 'en', now()
FROM generate_series(1, $1) n;
INSERT INTO educator (id, account_id, handle, display_name, headline, bio, role, career_stage, phases,
    organisation, region, languages, visibility, created_at, version, last_seq)
SELECT {_EDUCATOR}, {_ACCOUNT}, 'educator_' || n, 'Educator ' || n, '', '', 'CLASSROOM_TEACHER',
    'MID_3_9', '{{1}}', '', '', '{{en}}', 'PUBLIC', now(), 1, 0 FROM generate_series(1, $1) n;
INSERT INTO api_token (id, account_id, name, scopes, digest, created_at, expires_at)
SELECT {_TOKEN}, {_ACCOUNT}, 'Listening', '{{READ,WRITE}}', sha256(('{API_TOKEN_PREFIX}' || n)::bytea),
    now(), '2099-01-01Z' FROM generate_series(1, $1) n;
INSERT INTO thread (id, author_id, title, about, visibility, status, created_at, post_count, version,
    last_seq)
SELECT {_THREAD}, {_AUTHOR}, 'A thread', '', 'PUBLIC', 'OPEN', now(), 0, 1, 0;
ANALYZE;
"""  # noqa: S608 - texts of our own
_ADD = """mutation ($input: AddPostInput!) { addPost(input: $input) { __typename ... on Post { seq } } }"""
_COMMITS = """SELECT seq, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 AS at
    FROM post WHERE seq > $1 ORDER BY seq"""
_BODY = "Tried the exit tickets today; half of the class surprised me. " * 4


def token_of(number: int) -> str:
    """The secret of an educator's API token."""
    return f"{API_TOKEN_PREFIX}{number}"


@dataclass(frozen=True)
class Stage:
    """A running server, and the thread that is listened to."""

    address: str
    process: psutil.Process
    database: asyncpg.Connection
    http: httpx.AsyncClient
    thread_id: str

    def memory(self) -> int:
        """The server's resident memory, in bytes."""
        return int(self.process.memory_info().rss)

    def cpu(self) -> float:
        """The server's CPU time so far, in seconds."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    async def post(self) -> int:
        """Write a post; its number."""
        arguments = {"threadId": self.thread_id, "body": _BODY, "kind": "PROGRESS"}
        body = {"query": _ADD, "variables": {"input": arguments}}
        answer: Any = (await self.http.post("/graphql", json=body)).json()
        seq: int = answer["data"]["addPost"]["seq"]
        return seq

    async def commits(self, after: int) -> dict[int, float]:
        """Post → the instant of its commit, of the posts after a number."""
        rows = await self.database.fetch(_COMMITS, after)
        return {row["seq"]: row["at"] for row in rows}


@asynccontextmanager
async def stage(educators: int) -> AsyncIterator[Stage]:
    """A database with so many educators, and a server of its own process on it."""
    with tempfile.TemporaryDirectory(prefix="menteo-live-", ignore_cleanup_errors=True) as folder:
        cluster = _cluster(Path(folder))
        cluster.start()
        try:
            await migrate_database(cluster.url)
            connection = await asyncpg.connect(cluster.url)
            await connection.execute(_ROWS.replace("$1", str(educators)))
            async with _server(cluster.url, folder) as (address, process):
                headers = {"authorization": f"Bearer {token_of(1)}"}
                async with httpx.AsyncClient(
                    base_url=f"http://{address}", headers=headers, timeout=60
                ) as http:
                    thread_id = encode_id("Thread", await connection.fetchval("SELECT id FROM thread"))
                    yield Stage(address, process, connection, http, thread_id)
            await connection.close()
        finally:
            cluster.stop(mode="immediate")


def _cluster(folder: Path) -> Cluster:
    # Root's PostgreSQL runs as somebody else, who has to get in.
    folder.chmod(0o711)
    return Cluster(folder.resolve() / "postgres", _SETTINGS)


@asynccontextmanager
async def _server(url: str, folder: str) -> AsyncIterator[tuple[str, psutil.Process]]:
    more = {
        "DATABASE_URL": url,
        "SECRET_KEY": "a secret key of a benchmark that nobody else uses",
        "DATA_DIR": folder,
        "PORT": "0",
        "LOG_LEVEL": "error",
    }
    command = (sys.executable, "-m", "app", "serve", "--no-demo")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=os.environ | more, stdout=PIPE)
    try:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        async with asyncio.timeout(90):
            while (found := _ADDRESS.search(line := await process.stdout.readline())) is None:
                # At the end of its output, reading a line never waits.
                if not line:
                    raise RuntimeError("The server did not start.")
        yield found[1].decode(), psutil.Process(process.pid)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
