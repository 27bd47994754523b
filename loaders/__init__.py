"""Batched reads: n keys → n answers, one SQL statement, only what the viewer may see."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from loaders.account import own_accounts, own_api_tokens_by_id
from loaders.educator import educators_by_handle, educators_by_id
from loaders.follow import own_blocks_by_id, own_follows_by_id, own_mutes_by_id
from loaders.loader import Loader
from loaders.mentorship import mentorships_by_id
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
    Mentorship,
    Mute,
    Notification,
    Post,
    Thread,
    ThreadSubscription,
    Topic,
)


class Loaders:
    """One operation's loaders: a key is read once, however many branches of the query ask for it."""

    def __init__(self, reader: Reader) -> None:
        def by(read: Callable[[Reader, Sequence[Any]], Awaitable[Sequence[Any]]]) -> Loader[Any, Any]:
            return Loader(partial(read, reader))

        self.reader = reader
        self.educator: Loader[UUID, Educator | None] = by(educators_by_id)
        self.educator_by_handle: Loader[str, Educator | None] = by(educators_by_handle)
        self.topic: Loader[UUID, Topic | None] = by(topics_by_id)
        self.topic_by_slug: Loader[str, Topic | None] = by(topics_by_slug)
        self.thread: Loader[UUID, Thread | None] = by(threads_by_id)
        self.post: Loader[UUID, Post | None] = by(posts_by_id)
        self.follow: Loader[UUID, Follow | None] = by(own_follows_by_id)
        self.block: Loader[UUID, Block | None] = by(own_blocks_by_id)
        self.mute: Loader[UUID, Mute | None] = by(own_mutes_by_id)
        self.mentorship: Loader[UUID, Mentorship | None] = by(mentorships_by_id)
        self.notification: Loader[UUID, Notification | None] = by(notifications_by_id)
        self.api_token: Loader[UUID, ApiToken | None] = by(own_api_tokens_by_id)
        self.own_account: Loader[UUID, Account | None] = by(own_accounts)
        self.own_subscription: Loader[UUID, ThreadSubscription | None] = by(own_subscriptions)
