"""Many WebSocket subscribers in one lean process: plain sockets, one epoll, no task for each.

Started by `bench.live.subscribers`; speaks JSON lines over its standard streams. Every post that
comes is checked against the one before: its number must be the next, so nothing is lost,
nothing comes twice, and all is in order.
"""

import json
import os
import re
import select
import socket
import struct
import sys
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Who asks for thousands of sockets at once fills the server's backlog.
OPENING = 50
_SEQ = re.compile(rb'"seq":\s?(\d+)')
_MASK = b"\0\0\0\0"
_TEXT, _PING, _PONG = 1, 9, 10
_UPGRADE = (
    b"GET /graphql HTTP/1.1\r\nHost: menteo\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)


class UnexpectedError(Exception):
    """The server says what no subscriber should hear."""


@dataclass(slots=True)
class Subscriber:
    """One socket, and the number of the last post that came over it."""

    socket: socket.socket
    greeting: bytes
    wish: bytes
    buffer: bytes = b""
    upgraded: bool = False
    ready: bool = False
    last: int = 0


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


def frame(opcode: int, data: bytes) -> bytes:
    """A client's frame; masked with zeros, which is allowed and costs nothing."""
    size = len(data)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return bytes([0x80 | opcode]) + length + _MASK + data


def hello(token: str | None) -> bytes:
    """What a subscriber says first: who it is."""
    payload = {"Authorization": f"Bearer {token}"} if token else {}
    return frame(_TEXT, json.dumps({"type": "connection_init", "payload": payload}).encode())


def wish(subscription: dict[str, object]) -> bytes:
    """What it says next: what it wants to hear."""
    return frame(_TEXT, json.dumps({"type": "subscribe", "id": "1", "payload": subscription}).encode())


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
            if data:
                self._take(subscriber, data)
            else:
                self._leave(fd)

    def _connect(self, number: int, wish: tuple[bytes, bytes]) -> None:
        opened = socket.socket()
        # A source address has some 28,000 ports; a few addresses have enough for any number.
        opened.bind((f"127.0.0.{2 + number % 4}", 0))
        opened.connect(self._server)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.send(_UPGRADE)
        self._by_fd[opened.fileno()] = Subscriber(opened, *wish)
        self._epoll.register(opened.fileno(), select.EPOLLIN)

    def _leave(self, fd: int) -> None:
        self._epoll.unregister(fd)
        self._by_fd.pop(fd).socket.close()
        self.tally.closed += 1

    def _take(self, subscriber: Subscriber, data: bytes) -> None:
        now = time.time()
        data = subscriber.buffer + data
        if not subscriber.upgraded:
            head, end, data = data.partition(b"\r\n\r\n")
            if end:
                if not head.startswith(b"HTTP/1.1 101"):
                    raise UnexpectedError(head)
                subscriber.upgraded = True
                subscriber.socket.send(subscriber.greeting + subscriber.wish)
            else:
                data = head
        at, size = 0, len(data)
        while subscriber.upgraded and size - at >= 2:
            start, length = at + 2, data[at + 1] & 127
            if length == 126:
                start, length = at + 4, int.from_bytes(data[at + 2 : at + 4])
            elif length == 127:
                start, length = at + 10, int.from_bytes(data[at + 2 : at + 10])
            if start + length > size:
                break
            self._hear(subscriber, data[at] & 15, data[start : start + length], now)
            at = start + length
        subscriber.buffer = data[at:]

    def _hear(self, subscriber: Subscriber, opcode: int, data: bytes, now: float) -> None:
        if opcode == _PING:
            subscriber.socket.send(frame(_PONG, data))
        elif (found := _SEQ.search(data)) is not None:
            self._count(subscriber, int(found[1]), now)
        elif opcode == _TEXT:
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
