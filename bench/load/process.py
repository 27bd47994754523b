"""The load process: reads a job a line, runs it, answers a line."""

from __future__ import annotations

import asyncio
import gc
import random
import sys
from base64 import b64decode
from functools import partial
from itertools import cycle
from time import perf_counter
from typing import Any

import httptools
import orjson
import uvloop

from bench.load.client import Client, Outcome

_GRACE_SECONDS = 30.0
# An open loop takes as many connections as answers are late, up to this.
_MOST_CONNECTIONS = 64


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """What a job measured."""
    shots = [(b64decode(shot["request"]), _body(shot["expected"])) for shot in job["shots"]]
    outcome = Outcome()
    count = _MOST_CONNECTIONS if job["rate"] else job["connections"]
    clients = [Client(outcome) for _ in range(count)]
    loop = asyncio.get_running_loop()
    for client in clients:
        await loop.create_connection(partial(_itself, client), "127.0.0.1", job["port"])
    began = perf_counter()
    try:
        send = _open if job["rate"] else _closed
        async with asyncio.timeout(job["seconds"] + _GRACE_SECONDS):
            await send(clients, cycle(shots), job)
    finally:
        for client in clients:
            client.close()
    return outcome.summary(perf_counter() - began)


async def _closed(clients: list[Client], shots: Any, job: dict[str, Any]) -> None:
    """Each connection sends its next request when the last one is answered."""
    until = perf_counter() + job["seconds"]

    async def repeat(client: Client) -> None:
        while perf_counter() < until:
            request, expected = next(shots)
            await client.ask(request, expected, perf_counter())

    await asyncio.gather(*map(repeat, clients))


async def _open(clients: list[Client], shots: Any, job: dict[str, Any]) -> None:
    """Requests come when they come; one that finds no free connection waits, and its wait is counted."""
    # Seeded: the same arrivals in each run.
    dice = random.Random(1)
    free: asyncio.LifoQueue[Client] = asyncio.LifoQueue()
    for client in clients:
        free.put_nowait(client)
    due = began = perf_counter()
    waiting: set[asyncio.Task[None]] = set()

    async def ask(at: float) -> None:
        client = await free.get()
        request, expected = next(shots)
        await client.ask(request, expected, at)
        free.put_nowait(client)

    while due < began + job["seconds"]:
        if (pause := due - perf_counter()) > 0:
            await asyncio.sleep(pause)
        task = asyncio.create_task(ask(due))
        waiting.add(task)
        task.add_done_callback(waiting.discard)
        due += dice.expovariate(job["rate"])
    await asyncio.gather(*waiting)


def _itself(client: Client) -> Client:
    return client


def _body(packed: str | None) -> bytes | None:
    return None if packed is None else b64decode(packed)


def main() -> None:
    """Serve jobs until the input ends."""
    gc.freeze()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for line in sys.stdin.buffer:
            try:
                answer = runner.run(run(orjson.loads(line)))
            except (OSError, httptools.HttpParserError) as failure:
                answer = {"failed": f"{type(failure).__name__} {failure}"}
            sys.stdout.buffer.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
