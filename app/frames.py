"""WebSocket frames written straight to the connection: the same bytes to thousands of sockets."""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

# Where a socket's scope has what writes its frames.
FRAMES = "menteo.frames"
_TEXT = b"\x81"
_SHORT, _LONG = 126, 65_536


def text_frame(data: bytes) -> bytes:
    """A server's text frame, uncompressed."""
    size = len(data)
    if size < _SHORT:
        return b"%b%c%b" % (_TEXT, size, data)
    if size < _LONG:
        return b"%b\x7e%b%b" % (_TEXT, size.to_bytes(2), data)
    return b"%b\x7f%b%b" % (_TEXT, size.to_bytes(8), data)


class FrameProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol; who serves a socket finds it in the scope and may write to it at once."""

    _when_read: list[Callable[[], None]] | None = None

    def handle_connect(self, event: Request) -> None:
        """Take a handshake."""
        super().handle_connect(event)
        scope: Any = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][FRAMES] = self

    def write_frames(self, frames: bytes, when_read: Callable[[], None]) -> bool:
        """Write; whether the client keeps up. If not, `when_read` is called once it has."""
        if not (self.disconnected or self.close_sent):
            self.transport.write(frames)
        if self.writable.is_set():
            return True
        self._when_read = [*(self._when_read or ()), when_read]
        return False

    def resume_writing(self) -> None:
        """Hear that the client reads again."""
        super().resume_writing()
        waiting, self._when_read = self._when_read or (), None
        for tell in waiting:
            tell()
