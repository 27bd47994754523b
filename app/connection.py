"""Who is at the other end of a request or a socket, and the contexts of the operations they send."""

from collections.abc import Collection, Mapping
from typing import Any

from starlette.requests import HTTPConnection
from strawberry.fastapi import BaseContext

from access.viewer import Viewer
from app.sign_in import BadTokenError, bearer_of, credential_of, viewer_of, viewers_of
from resolvers.audience import Subscriber
from resolvers.context import Asker, Context, Credential, Platform


class Connection(BaseContext):
    """One request or socket; every operation over it gets a context of its own."""

    def __init__(
        self, platform: Platform, headers: Mapping[str, str], client: tuple[str, int] | None
    ) -> None:
        super().__init__()
        self.platform = platform
        self.address = client[0] if client else "unknown"
        self._authorization = headers.get("authorization")
        self._resume_after = headers.get("last-event-id")
        self.stream_cursor: str | None = None
        self.listening: Subscriber | None = None

    def take_parameters(self, parameters: Mapping[str, Any]) -> None:
        """Take the token of a socket's `connection_init`, which wins over the header's."""
        for name in ("Authorization", "authorization"):
            if isinstance(parameters.get(name), str):
                self._authorization = parameters[name]

    def hang_up(self) -> None:
        """End the subscription that was answered over this request, if there is one."""
        if self.listening is not None and not self.listening.gone:
            self.listening.finish()

    async def viewer(self) -> Viewer:
        """Who is signed in now.

        Raises: BadTokenError when the token does not hold, or no longer.
        """
        token = bearer_of(self._authorization)
        platform = self.platform
        return await viewer_of(platform.database, platform.keys, token, platform.clock())

    async def viewer_if_any(self) -> Viewer | None:
        """Who is signed in now; None when the token no longer holds."""
        try:
            return await self.viewer()
        except BadTokenError:
            return None

    def credential(self) -> Credential:
        """What is signed in with."""
        return credential_of(self.platform.keys, bearer_of(self._authorization), self.platform.clock())

    async def viewers(self, credentials: Collection[Credential]) -> Mapping[Credential, Viewer]:
        """Who is signed in now with each of these credentials, over whatever connections they came."""
        return await viewers_of(self.platform.database, credentials, self.platform.clock())

    async def operation(self) -> Context:
        """A fresh context, on behalf of whoever is signed in now.

        Raises: BadTokenError when the token does not hold.
        """
        asker = Asker(self.viewer_if_any, self.address, self._resume_after, self.credential, self.viewers)
        return Context(self.platform, asker, await self.viewer())


async def connection_of(http: HTTPConnection) -> Connection:
    """Who opens a socket or a stream; remembered, for what is sent later.

    Not a plain function: for one, FastAPI would wake a thread.
    """
    connection = Connection(http.app.state.platform, http.headers, http.client)
    http.state.connection = connection
    return connection
