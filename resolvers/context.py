"""The context of one operation: whose it is, what it reads with, what time it is."""

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from access.viewer import Viewer
from events.hub import Hub
from events.log import Announcer
from kit.clock import Clock
from kit.database import Database
from kit.errors import DomainError, ErrorCode
from kit.keys import Keyring
from kit.transaction import Transaction
from loaders import Loaders
from loaders.reader import Reader

Authenticate = Callable[[], Awaitable[Viewer | None]]
# What somebody signs in with, read but not yet looked up; None for nobody.
Credential = Hashable


@dataclass(frozen=True)
class TokenLifetimes:
    """How long tokens hold."""

    access_minutes: int = 10
    refresh_days: int = 30


@dataclass(frozen=True)
class Platform:
    """What a process offers to all of its operations."""

    database: Database
    keys: Keyring
    hub: Hub
    clock: Clock
    lifetimes: TokenLifetimes = field(default_factory=TokenLifetimes)
    # Where clients find the server: scheme, host and port.
    origin: str = ""


async def _nobodys(credentials: Collection[Credential]) -> Mapping[Credential, Viewer]:
    return {credential: Viewer() for credential in credentials if credential is None}


@dataclass(frozen=True)
class Asker:
    """Who sent an operation: how to find out on whose behalf, and from which address."""

    authenticate: Authenticate
    address: str
    resume_after: str | None = None
    credential: Callable[[], Credential] = lambda: None
    # The same for many at once: who is signed in now with each credential that still holds.
    viewers: Callable[[Collection[Credential]], Awaitable[Mapping[Credential, Viewer]]] = _nobodys


class Context:
    """One operation's state; a subscription's is renewed for each event."""

    def __init__(self, platform: Platform, asker: Asker, viewer: Viewer) -> None:
        self.platform = platform
        self.asker = asker
        self.renew(viewer)

    def renew(self, viewer: Viewer) -> None:
        """Forget everything that was read, and read for this viewer from now on."""
        self.viewer = viewer
        self.reader = Reader(self.platform.database, viewer)
        self._loaders: Loaders | None = None
        # What the executor gathers parents with; only the executor looks inside.
        self.gatherings: dict[Any, Any] = {}
        self._transaction: Transaction | None = None
        self._announcer: Announcer | None = None

    @property
    def loaders(self) -> Loaders:
        """The loaders of this reading; made when first asked for, as many operations ask for none."""
        if self._loaders is None:
            self._loaders = Loaders(self.reader, self.now)
        return self._loaders

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self.platform.clock()

    @property
    def member_id(self) -> UUID:
        """The educator who is signed in.

        Raises: DomainError UNAUTHENTICATED when nobody is.
        """
        if self.viewer.educator_id is None:
            raise DomainError(ErrorCode.UNAUTHENTICATED, "Sign in first.")
        return self.viewer.educator_id

    def enter(self, transaction: Transaction) -> None:
        """Write in this transaction from now on."""
        self._transaction = transaction
        self._announcer = Announcer(transaction, self.viewer.educator_id, self.now())

    @property
    def transaction(self) -> Transaction:
        """The mutation's open transaction."""
        if self._transaction is None:
            message = "Only a mutation has a transaction."
            raise RuntimeError(message)
        return self._transaction

    @property
    def announcer(self) -> Announcer:
        """Where a mutation says what happened."""
        if self._announcer is None:
            message = "Only a mutation announces."
            raise RuntimeError(message)
        return self._announcer


Info = strawberry.Info[Context, None]
