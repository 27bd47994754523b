"""Batched reads: n keys → n answers, one SQL statement, only what the viewer may see."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from aiodataloader import DataLoader

from loaders.account import own_accounts, own_api_tokens_by_id
from loaders.educator import educators_by_handle, educators_by_id
from loaders.follow import own_blocks_by_id, own_follows_by_id, own_mutes_by_id
from loaders.notification import notifications_by_id
from loaders.post import posts_by_id
from loaders.reader import Reader
from loaders.thread import own_subscriptions, threads_by_id
from loaders.topic import topics_by_id, topics_by_slug
from models import (
    Account,
    ApiToken,
    Block,
    Educator,
    Follow,
    Mute,
    Notification,
    Post,
    Thread,
    ThreadSubscription,
    Topic,
)

Key = TypeVar("Key")
Found = TypeVar("Found")


class Loaders:
    """One operation's loaders: a key is read once, however many branches of the query ask for it."""

    def __init__(self, reader: Reader) -> None:
        def by(read: Callable[[Reader, Sequence[Any]], Awaitable[Sequence[Any]]]) -> DataLoader[Any, Any]:
            async def load(keys: Sequence[Any]) -> list[Any]:
                return list(await read(reader, keys))

            return DataLoader(load)

        self.reader = reader
        self.educator: DataLoader[UUID, Educator | None] = by(educators_by_id)
        self.educator_by_handle: DataLoader[str, Educator | None] = by(educators_by_handle)
        self.topic: DataLoader[UUID, Topic | None] = by(topics_by_id)
        self.topic_by_slug: DataLoader[str, Topic | None] = by(topics_by_slug)
        self.thread: DataLoader[UUID, Thread | None] = by(threads_by_id)
        self.post: DataLoader[UUID, Post | None] = by(posts_by_id)
        self.follow: DataLoader[UUID, Follow | None] = by(own_follows_by_id)
        self.block: DataLoader[UUID, Block | None] = by(own_blocks_by_id)
        self.mute: DataLoader[UUID, Mute | None] = by(own_mutes_by_id)
        self.notification: DataLoader[UUID, Notification | None] = by(notifications_by_id)
        self.api_token: DataLoader[UUID, ApiToken | None] = by(own_api_tokens_by_id)
        self.own_account: DataLoader[UUID, Account | None] = by(own_accounts)
        self.own_subscription: DataLoader[UUID, ThreadSubscription | None] = by(own_subscriptions)
