"""The written threads as rows: posts, reactions, mentions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.batch import Batch
from app.seed.content import PostScript, ThreadScript
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.thread_rows import MentionRow, PostRow, ReactionRow, ThreadRow
from resolvers.mention import handles_in

Members = Mapping[str, Member]


@dataclass(slots=True)
class WrittenThread:
    """A thread's rows, with who took part in what: what follows and notifications are made of."""

    thread: ThreadRow
    posts: list[PostRow] = field(default_factory=list)
    reactions: list[ReactionRow] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)

    def add_to(self, batch: Batch) -> None:
        """Add all the rows."""
        batch.add(self.thread)
        batch.extend(self.posts)
        batch.extend(self.reactions)
        batch.extend(self.mentions)

    def takes_part(self) -> set[UUID]:
        """Everyone who wrote or reacted here."""
        return {post.author_id for post in self.posts} | {row.educator_id for row in self.reactions}


def demo_threads(
    scripts: Sequence[ThreadScript], members: Members, today: datetime
) -> Iterator[WrittenThread]:
    """The written threads. Their last posts are recent, whatever day it is."""
    scribe = _Scribe(members, today)
    for script in scripts:
        yield scribe.thread(script)


class _Scribe:
    """Turns written threads into rows."""

    def __init__(self, members: Members, today: datetime) -> None:
        self._members = members
        self._today = today
        self._dice = Dice("threads")

    def thread(self, script: ThreadScript) -> WrittenThread:
        """The rows of one thread."""
        times = list(self._times(script))
        written = WrittenThread(self._opening(script, times))
        named: dict[str, PostRow] = {}
        for post, at in zip(script.posts, times, strict=True):
            parent = named[post.reply_to] if post.reply_to else None
            row = named[post.key] = self._post(post, at, parent, written)
            written.posts.append(row)
            written.mentions += self._mentions(row)
            written.reactions += self._reactions(post, row)
        return written

    def _times(self, script: ThreadScript) -> Iterator[datetime]:
        """When each post was written: on its day, in the written order."""
        dice = self._dice
        day, at = -1, self._today
        for post in script.posts:
            if post.day == day:
                at += timedelta(minutes=dice.randint(11, 95), seconds=dice.randint(0, 59))
            else:
                day = post.day
                start = self._today - timedelta(days=script.started_days_ago - day)
                at = start + timedelta(minutes=dice.randint(6 * 60, 17 * 60), seconds=dice.randint(0, 59))
            yield at

    def _opening(self, script: ThreadScript, times: Sequence[datetime]) -> ThreadRow:
        created_at = times[0] - timedelta(minutes=self._dice.randint(3, 30))
        concluded = script.status == "CONCLUDED"
        return ThreadRow(
            id=self._dice.id(created_at),
            author_id=self._members[script.author].id,
            title=script.title,
            about=script.about,
            visibility=script.visibility,
            status=script.status,
            created_at=created_at,
            concluded_at=times[-1] + timedelta(minutes=10) if concluded else None,
            post_count=len(script.posts),
            version=2 if concluded else 1,
        )

    def _post(
        self, script: PostScript, at: datetime, parent: PostRow | None, written: WrittenThread
    ) -> PostRow:
        return PostRow(
            id=self._dice.id(at),
            thread_id=written.thread.id,
            author_id=self._members[script.by].id if script.by else written.thread.author_id,
            seq=len(written.posts) + 1,
            parent_id=parent.id if parent else None,
            depth=parent.depth + 1 if parent else 0,
            kind=script.kind,
            body=script.body,
            helpful=script.helpful,
            created_at=at,
        )

    def _mentions(self, row: PostRow) -> Iterator[MentionRow]:
        for handle in handles_in(row.body):
            yield MentionRow(self._dice.id(row.created_at), row.id, self._members[handle].id)

    def _reactions(self, script: PostScript, row: PostRow) -> Iterator[ReactionRow]:
        for handle, kind in script.reactions.items():
            at = self._dice.after(row.created_at, 14, self._today)
            yield ReactionRow(self._dice.id(at), row.id, self._members[handle].id, kind, at)
