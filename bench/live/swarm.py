"""Many WebSocket subscribers in one lean process: plain sockets, one epoll, no task for each.

Started by `bench.live.subscribers`; speaks JSON lines over its standard streams. Every post that
comes is checked against the one before: its number must be the next, so nothing is lost,
nothing comes twice, and all is in order.
"""

import json
import os
import re
import select
import sys
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.live.wire import PING, PONG, TEXT, Subscriber, UnexpectedError, connect, frame, hello, wish

# Who asks for thousands of sockets at once fills the server's backlog.
OPENING = 50
_SEQ = re.compile(rb'"seq":\s?(\d+)')


@dataclass(slots=True)
class Tally:
    """What has come since the last report."""

    lost: int = 0
    repeated: int = 0
    closed: int = 0
    heartbeats: int = 0
    refused: int = 0
    seqs: "array[int]" = field(default_factory=lambda: array("q"))
    times: "array[float]" = field(default_factory=lambda: array("d"))


class Swarm:
    """All subscribers of this process."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._epoll = select.epoll()
        self._by_fd: dict[int, Subscriber] = {}
        self._ready = 0
        self.tally = Tally()

    def open(self, wishes: list[tuple[bytes, bytes]], patience: float) -> int:
        """Open a subscriber for each wish; how many of them are caught up in the end."""
        deadline, before = time.monotonic() + patience, self._ready
        waiting = list(enumerate(wishes))[::-1]
        while self._ready - before < len(wishes) and time.monotonic() < deadline and not self.tally.closed:
            while waiting and len(self._by_fd) - self._ready < OPENING:
                self._connect(*waiting.pop())
            self.pump(0.1)
        return self._ready - before

    def expect(self, deliveries: int, patience: float) -> None:
        """Read until so many posts have come."""
        deadline = time.monotonic() + patience
        while len(self.tally.seqs) < deliveries and time.monotonic() < deadline:
            self.pump(0.1)

    def pump(self, patience: float) -> None:
        """Take what has come."""
        for fd, _ in self._epoll.poll(patience):
            subscriber = self._by_fd[fd]
            data = subscriber.socket.recv(262_144)
            if not data:
                self._leave(fd)
                continue
            now = time.time()
            for opcode, content in subscriber.take(data):
                self._hear(subscriber, opcode, content, now)

    def _connect(self, number: int, wish: tuple[bytes, bytes]) -> None:
        # A source address has some 28,000 ports; a few addresses have enough for any number.
        subscriber = connect(self._server, f"127.0.0.{2 + number % 4}", *wish)
        self._by_fd[subscriber.socket.fileno()] = subscriber
        self._epoll.register(subscriber.socket.fileno(), select.EPOLLIN)

    def _leave(self, fd: int) -> None:
        self._epoll.unregister(fd)
        self._by_fd.pop(fd).socket.close()
        self.tally.closed += 1

    def _hear(self, subscriber: Subscriber, opcode: int, data: bytes, now: float) -> None:
        if opcode == PING:
            subscriber.socket.send(frame(PONG, data))
        elif (found := _SEQ.search(data)) is not None:
            self._count(subscriber, int(found[1]), now)
        elif opcode == TEXT:
            self._hear_word(subscriber, data)

    def _hear_word(self, subscriber: Subscriber, data: bytes) -> None:
        if b"Heartbeat" in data:
            self.tally.heartbeats += 1
        elif b"CaughtUp" in data:
            self._ready += not subscriber.ready
            subscriber.ready = True
        elif b'"UNAVAILABLE"' in data:
            # «Try again shortly», a busy server says.
            self.tally.refused += 1
            if not subscriber.ready:
                subscriber.socket.send(subscriber.wish)
        elif b'"complete"' not in data and b"connection_ack" not in data:
            raise UnexpectedError(data)

    def _count(self, subscriber: Subscriber, seq: int, now: float) -> None:
        if subscriber.last:
            self.tally.lost += max(0, seq - subscriber.last - 1)
            self.tally.repeated += seq <= subscriber.last
        subscriber.last = seq
        self.tally.seqs.append(seq)
        self.tally.times.append(now)

    def report(self, path: str) -> dict[str, float]:
        """What was counted; the numbers and times of all deliveries go to a file."""
        tally, self.tally = self.tally, Tally()
        with Path(path).open("wb") as file:
            tally.seqs.tofile(file)
            tally.times.tofile(file)
        names = ("lost", "repeated", "closed", "heartbeats", "refused")
        return {"deliveries": len(tally.seqs), **{name: getattr(tally, name) for name in names}}


def main() -> None:
    """Do as the lines say: open, expect, quit; pings are answered meanwhile."""
    swarm = Swarm(sys.argv[1], int(sys.argv[2]))
    os.set_blocking(0, False)
    line = b""
    while True:
        swarm.pump(0.02)
        try:
            read = os.read(0, 1 << 24)
        except BlockingIOError:
            continue
        line += read
        if not read:
            return
        if line.endswith(b"\n"):
            order, line = json.loads(line), b""
            print(json.dumps(obey(swarm, order)), flush=True)


def obey(swarm: Swarm, order: dict[str, Any]) -> object:
    """Carry out one order."""
    patience = float(order["patience"])
    if "open" in order:
        wishes = [(hello(one["token"]), wish(one["subscription"])) for one in order["open"]]
        return swarm.open(wishes, patience)
    swarm.expect(int(order["expect"]), patience)
    return swarm.report(order["path"])


if __name__ == "__main__":
    main()
