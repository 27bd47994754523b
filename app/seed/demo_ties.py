"""Who follows whom in the written network, and how closely they read each other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.content import Person
from app.seed.demo_threads import WrittenThread
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds
from app.seed.people_rows import FollowRow
from app.seed.thread_rows import SubscriptionRow

Meetings = dict[tuple[UUID, UUID], datetime]
"""When somebody first took part in another's thread."""


def demo_follows(
    people: Sequence[Person],
    members: Mapping[str, Member],
    threads: Sequence[WrittenThread],
    topic_ids: TopicIds,
    today: datetime,
) -> Iterator[FollowRow]:
    """Follows: of everyone whose thread one takes part in, of kindred educators, of one's own topics."""
    dice = Dice("follows")
    meetings = _meetings(threads)
    for person in people:
        member = members[person.handle]
        for other in people:
            whom = members[other.handle]
            met = meetings.get((member.id, whom.id))
            if whom is not member and (met or dice.happens(_kinship(person, other))):
                at = _followed_at(member, whom, met, today, dice)
                yield FollowRow(dice.id(at), member.id, whom.id, None, at)
        for slug in dict.fromkeys(person.subjects):
            at = dice.between(member.joined, today)
            yield FollowRow(dice.id(at), member.id, None, topic_ids[slug], at)


def _meetings(threads: Sequence[WrittenThread]) -> Meetings:
    found: Meetings = {}
    for written in threads:
        for who in written.takes_part():
            pair = (who, written.thread.author_id)
            found[pair] = min(found.get(pair, written.thread.created_at), written.thread.created_at)
    return found


def _kinship(person: Person, other: Person) -> float:
    """How probable it is that one follows the other without having met in a thread."""
    shared = len(set(person.subjects) & set(other.subjects))
    experienced = other.career_stage in ("EXPERIENCED_10_19", "VETERAN_20_PLUS")
    return min(0.9, 0.05 + 0.22 * shared + 0.08 * (person.country == other.country) + 0.04 * experienced)


def _followed_at(member: Member, whom: Member, met: datetime | None, today: datetime, dice: Dice) -> datetime:
    both = max(member.joined, whom.joined)
    if met and dice.happens(0.8):
        return dice.after(met, 48, today)
    return dice.between(met or both, today - timedelta(hours=1))


def demo_subscriptions(
    threads: Sequence[WrittenThread], follows: Sequence[FollowRow]
) -> Iterator[SubscriptionRow]:
    """Who watches, tracks or mutes which thread, and up to where they have read."""
    dice = Dice("subscriptions")
    followers: dict[UUID, list[UUID]] = {}
    for follow in follows:
        if follow.educator_id:
            followers.setdefault(follow.educator_id, []).append(follow.follower_id)
    for written in threads:
        writers = {post.author_id for post in written.posts}
        readers = [one for one in followers.get(written.thread.author_id, []) if one not in writers]
        for reader in readers:
            if dice.happens(0.4):
                level = dice.pick(("WATCHING", "WATCHING", "TRACKING", "NORMAL", "NORMAL", "MUTED"))
                yield _subscription(written, reader, level, 0, dice)
        for writer in sorted(writers):
            own = written.thread.author_id == writer
            last = max(post.seq for post in written.posts if post.author_id == writer)
            level = "WATCHING" if own else dice.pick(("WATCHING", "TRACKING", "TRACKING"))
            yield _subscription(written, writer, level, last, dice)


def _subscription(
    written: WrittenThread, reader: UUID, level: str, at_least: int, dice: Dice
) -> SubscriptionRow:
    """A reader who has read their own last post at least, and often everything."""
    count = written.thread.post_count
    read = count if dice.happens(0.6) else dice.randint(at_least, count)
    at = written.thread.created_at + timedelta(hours=dice.randint(1, 20))
    return SubscriptionRow(dice.id(at), written.thread.id, reader, level, read)
