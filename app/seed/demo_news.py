"""The notifications of the last weeks in the written network."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.demo_threads import WrittenThread
from app.seed.dice import Dice
from app.seed.news import News
from app.seed.people_rows import FollowRow, NotificationRow
from app.seed.thread_rows import PostRow, SubscriptionRow
from models.notification import GROUPED_WITHIN

RECENT = timedelta(days=21)
UNREAD_FOR = timedelta(days=4)


def demo_notifications(
    threads: Sequence[WrittenThread],
    follows: Sequence[FollowRow],
    subscriptions: Sequence[SubscriptionRow],
    of_rooms: Iterable[News],
    today: datetime,
) -> list[NotificationRow]:
    """What happened lately, grouped as the network groups it; older ones have been read."""
    news = [*_of_follows(follows), *_of_threads(threads, follows, subscriptions), *of_rooms]
    recent = [one for one in news if today - RECENT < one.at < today]
    return _grouped(sorted(recent, key=lambda one: (one.at, one.educator_id, one.kind)), today)


def _of_follows(follows: Sequence[FollowRow]) -> Iterator[News]:
    for follow in follows:
        if follow.educator_id:
            yield News(follow.created_at, follow.educator_id, "NEW_FOLLOWER", follow.follower_id)


def _of_threads(
    threads: Sequence[WrittenThread], follows: Sequence[FollowRow], subscriptions: Sequence[SubscriptionRow]
) -> Iterator[News]:
    following = {(follow.follower_id, follow.educator_id) for follow in follows}
    levels = {(row.thread_id, row.educator_id): row.level for row in subscriptions}
    for written in threads:
        thread = written.thread
        for post in written.posts:
            for reader, kind in _concerned(written, post, levels).items():
                hidden = thread.visibility == "FOLLOWERS" and (reader, thread.author_id) not in following
                muted = levels.get((thread.id, reader)) == "MUTED"
                if reader != post.author_id and not muted and (reader == thread.author_id or not hidden):
                    yield News(post.created_at, reader, kind, post.author_id, thread.id, post.id)


def _concerned(
    written: WrittenThread, post: PostRow, levels: dict[tuple[UUID, UUID], str]
) -> dict[UUID, str]:
    """Whom a post concerns, each for the strongest reason only."""
    reasons = {
        reader: "THREAD_POST"
        for (thread_id, reader), level in levels.items()
        if thread_id == post.thread_id and level == "WATCHING"
    }
    for parent in written.posts:
        if parent.id == post.parent_id:
            reasons[parent.author_id] = "REPLY"
    for mention in written.mentions:
        if mention.post_id == post.id:
            reasons[mention.educator_id] = "MENTION"
    return reasons


def _grouped(news: Sequence[News], today: datetime) -> list[NotificationRow]:
    dice = Dice("notifications")
    rows: list[NotificationRow] = []
    latest: dict[tuple[UUID | str | None, ...], int] = {}
    for one in news:
        subject = (one.educator_id, one.kind, one.thread_id, one.request_id, one.mentorship_id)
        # A mention speaks to one person; it always stands alone.
        place = latest.get(subject) if one.kind != "MENTION" else None
        if place is not None and one.at - rows[place].created_at < GROUPED_WITHIN:
            known = rows[place]
            rows[place] = known._replace(
                count=known.count + 1, updated_at=one.at, actor_id=one.actor_id, post_id=one.post_id
            )
        else:
            latest[subject] = len(rows)
            rows.append(_row(one, dice))
    return [_read(row, today, dice) for row in rows]


def _row(one: News, dice: Dice) -> NotificationRow:
    return NotificationRow(
        id=dice.id(one.at),
        educator_id=one.educator_id,
        kind=one.kind,
        actor_id=one.actor_id,
        thread_id=one.thread_id,
        post_id=one.post_id,
        count=1,
        created_at=one.at,
        updated_at=one.at,
        read_at=None,
        request_id=one.request_id,
        mentorship_id=one.mentorship_id,
    )


def _read(row: NotificationRow, today: datetime, dice: Dice) -> NotificationRow:
    """The notification, read some hours later unless it is recent."""
    if today - row.updated_at < UNREAD_FOR:
        return row
    return row._replace(read_at=dice.after(row.updated_at, 9, today))
