"""One generated thread: its posts, who answers, who reacts, who reads."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from app.seed.batch import Batch
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people_rows import NotificationRow
from app.seed.thread_rows import MentionRow, PostRow, ReactionRow, SubscriptionRow, ThreadRow
from app.seed.voice import Voice
from models.post import MAX_DEPTH

RECENT = timedelta(days=21)
SETTLED = timedelta(days=120)
OPENINGS = ("PROGRESS",) * 5 + ("QUESTION",) * 3 + ("EVIDENCE", "SETBACK")
KINDS = ("PROGRESS",) * 9 + ("QUESTION",) * 4 + ("SETBACK",) * 3 + ("INSIGHT",) * 3 + ("EVIDENCE",) * 2
REACTIONS = {
    "PROGRESS": ("CELEBRATE", "CELEBRATE", "INSIGHTFUL", "SAME_HERE", "SUPPORT"),
    "INSIGHT": ("INSIGHTFUL", "INSIGHTFUL", "INSIGHTFUL", "SAME_HERE"),
    "QUESTION": ("SAME_HERE", "SAME_HERE", "QUESTION"),
    "MILESTONE": ("CELEBRATE",),
    "SETBACK": ("SUPPORT", "SUPPORT", "SUPPORT", "SAME_HERE"),
    "EVIDENCE": ("INSIGHTFUL", "INSIGHTFUL", "CELEBRATE", "QUESTION"),
    "REPLY": ("INSIGHTFUL", "INSIGHTFUL", "SUPPORT", "SAME_HERE"),
}


class Beginning(NamedTuple):
    """What is known of a thread before its first post: `readers` are those who may answer."""

    at: datetime
    author: Member
    readers: Sequence[Member]
    visibility: str


class _Said(NamedTuple):
    post: PostRow
    by: Member


class Conversation:
    """A thread while it is written, by its author and those who read it."""

    def __init__(self, beginning: Beginning, today: datetime, dice: Dice) -> None:
        self._at, self._author, self._readers, self._visibility = beginning
        self._today = today
        self._dice = dice
        self._id = dice.id(self._at)
        self._voice = Voice(self._author, dice)
        self._said: list[_Said] = []

    def write(self, length: int, batch: Batch) -> None:
        """Add the thread, its posts and all that came of them."""
        times = self._times(length)
        settled = times[-1] < self._today - SETTLED
        concluded = settled and self._dice.happens(0.4)
        for at in times:
            self._say(at, batch, is_last_word=concluded and len(self._said) == length - 1)
        locked = settled and not concluded and self._dice.happens(0.01)
        status = "CONCLUDED" if concluded else "LOCKED" if locked else "OPEN"
        batch.add(self._thread(status, times[-1] if concluded else None))
        batch.extend(self._subscriptions())
        if times[-1] > self._today - RECENT:
            batch.extend(self._news())

    def _times(self, length: int) -> list[datetime]:
        """When each post was written: days apart, or closer where the thread began late."""
        gaps = [self._dice.expovariate(1) + 0.05 for _ in range(length)]
        room = (self._today - self._at).total_seconds() - 3600
        stretch = min(3.5 * 86400, room / sum(gaps))
        passed, times = 0.0, []
        for gap in gaps:
            passed += gap * stretch
            times.append(self._at + timedelta(seconds=int(passed)))
        return times

    def _thread(self, status: str, concluded_at: datetime | None) -> ThreadRow:
        return ThreadRow(
            id=self._id,
            author_id=self._author.id,
            title=self._voice.title(),
            about=self._voice.about(),
            visibility=self._visibility,
            status=status,
            created_at=self._at,
            concluded_at=concluded_at,
            post_count=len(self._said),
            version=2 if concluded_at else 1,
        )

    def _say(self, at: datetime, batch: Batch, *, is_last_word: bool) -> None:
        answered = None if is_last_word else self._answered()
        writer = self._replier(answered.by) if answered else self._author
        kind = "MILESTONE" if is_last_word else self._kind(answered)
        row = self._post(at, answered, writer, kind)
        if answered and answered.by is not writer and self._dice.happens(0.12):
            row = row._replace(body=f"@{answered.by.handle} {row.body}")
            batch.add(MentionRow(self._dice.id(at), row.id, answered.by.id))
        batch.add(row)
        self._said.append(_Said(row, writer))
        batch.extend(self._reactions(row, writer))

    def _post(self, at: datetime, answered: _Said | None, writer: Member, kind: str) -> PostRow:
        guest = writer is not self._author
        return PostRow(
            id=self._dice.id(at),
            thread_id=self._id,
            author_id=writer.id,
            seq=len(self._said) + 1,
            parent_id=answered.post.id if answered else None,
            depth=answered.post.depth + 1 if answered else 0,
            kind=kind,
            body=self._voice.body(kind, writer),
            helpful=guest and self._dice.happens(0.15),
            created_at=at,
        )

    def _answered(self) -> _Said | None:
        """The post that the next one answers; None when the author begins something new."""
        if not (self._said and self._readers and self._dice.happens(0.5)):
            return None
        said = self._dice.pick(self._said[-4:])
        return said if said.post.depth < MAX_DEPTH else None

    def _replier(self, answered: Member) -> Member:
        """Who replies: the author to half of the guests, else one of the readers."""
        guest = answered is not self._author
        return self._author if guest and self._dice.happens(0.5) else self._dice.pick(self._readers)

    def _kind(self, answered: _Said | None) -> str:
        if answered:
            return "REPLY"
        return self._dice.pick(KINDS if self._said else OPENINGS)

    def _reactions(self, row: PostRow, writer: Member) -> Iterator[ReactionRow]:
        dice = self._dice
        if not self._readers or not dice.happens(0.24):
            return
        reacting = dict.fromkeys(dice.pick(self._readers).id for _ in range(dice.pick((1, 1, 1, 2, 2, 3, 5))))
        for educator_id in reacting:
            if educator_id != writer.id:
                at = dice.after(row.created_at, 20, self._today)
                yield ReactionRow(dice.id(at), row.id, educator_id, dice.pick(REACTIONS[row.kind]), at)

    def _subscriptions(self) -> Iterator[SubscriptionRow]:
        """The author watches, guests track, one friend or none only reads."""
        dice = self._dice
        read = {said.by.id: said.post.seq for said in self._said}
        if self._readers and dice.happens(0.5):
            read.setdefault(dice.pick(self._readers).id, 0)
        for educator_id, seq in read.items():
            level = "WATCHING" if educator_id == self._author.id else dice.pick(("TRACKING", "NORMAL"))
            last = len(self._said) if dice.happens(0.6) else dice.randint(seq, len(self._said))
            yield SubscriptionRow(dice.id(self._at), self._id, educator_id, level, last)

    def _news(self) -> Iterator[NotificationRow]:
        """The last reply that each participant got."""
        authors = {said.post.id: said.by.id for said in self._said}
        last: dict[object, NotificationRow] = {}
        for post, by in self._said:
            told = authors[post.parent_id] if post.parent_id else by.id
            if told != by.id and post.created_at > self._today - RECENT:
                at = post.created_at
                last[told] = NotificationRow(
                    self._dice.id(at), told, "REPLY", by.id, self._id, post.id, 1, at, at, None
                )
        yield from last.values()
