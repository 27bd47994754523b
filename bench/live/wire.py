"""One subscriber's socket: the WebSocket upgrade, frames, and the words of graphql-transport-ws."""

import json
import socket
import struct
from dataclasses import dataclass

TEXT, PING, PONG = 1, 9, 10
_MASK = b"\0\0\0\0"
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

    def take(self, data: bytes) -> list[tuple[int, bytes]]:
        """The frames that bytes from the socket complete, as opcode and content.

        Raises: UnexpectedError when the server refuses to speak WebSocket.
        """
        data = self.buffer + data
        if not self.upgraded:
            head, end, rest = data.partition(b"\r\n\r\n")
            if not end:
                self.buffer = data
                return []
            if not head.startswith(b"HTTP/1.1 101"):
                raise UnexpectedError(head)
            self.upgraded = True
            self.socket.send(self.greeting + self.wish)
            data = rest
        frames, self.buffer = _split(data)
        return frames


def connect(server: tuple[str, int], source: str, greeting: bytes, wish: bytes) -> Subscriber:
    """A subscriber from a source address, which has asked for the upgrade and will then greet and wish."""
    opened = socket.socket()
    opened.bind((source, 0))
    opened.connect(server)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    opened.send(_UPGRADE)
    return Subscriber(opened, greeting, wish)


def frame(opcode: int, data: bytes) -> bytes:
    """A client's frame; masked with zeros, which is allowed and costs nothing."""
    size = len(data)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return bytes([0x80 | opcode]) + length + _MASK + data


def hello(token: str | None) -> bytes:
    """What a subscriber says first: who it is."""
    payload = {"Authorization": f"Bearer {token}"} if token else {}
    return frame(TEXT, json.dumps({"type": "connection_init", "payload": payload}).encode())


def wish(subscription: dict[str, object]) -> bytes:
    """What it says next: what it wants to hear."""
    return frame(TEXT, json.dumps({"type": "subscribe", "id": "1", "payload": subscription}).encode())


def _split(data: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """A server's whole frames, and what there is of the next one."""
    frames = list[tuple[int, bytes]]()
    at, size = 0, len(data)
    while size - at >= 2:
        start, length = at + 2, data[at + 1] & 127
        if length == 126:
            start, length = at + 4, int.from_bytes(data[at + 2 : at + 4])
        elif length == 127:
            start, length = at + 10, int.from_bytes(data[at + 2 : at + 10])
        if start + length > size:
            break
        frames.append((data[at] & 15, data[start : start + length]))
        at = start + length
    return frames, data[at:]
