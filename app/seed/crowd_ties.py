"""The follow graph of generated educators: neighbours follow each other, and many follow a few."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.seed.batch import Batch
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds
from app.seed.people_rows import FollowRow

REACH = 30  # how many places away a neighbour can be
LINKED_AT_ONCE = 2_000
_STRIDE = 1_000_003  # a prime: spreads the popular over the whole crowd


def circle(number: int, count: int) -> list[int]:
    """The neighbours whom an educator follows and who follow back: about nine.

    Made from both numbers alone, so either end knows it without looking anything up.
    """
    first, end = max(0, number - REACH), min(count, number + REACH + 1)
    return [other for other in range(first, end) if other != number and _befriended(number, other)]


def _befriended(one: int, other: int) -> bool:
    low, high = (one, other) if one < other else (other, one)
    mixed = (low * 2_654_435_761 ^ high * 2_246_822_519) & 0xFFFF_FFFF
    return (mixed * 0x9E37_79B1 & 0xFFFF_FFFF) >> 16 < 10_000


def popular(count: int, dice: Dice) -> int:
    """An educator, by Zipf's law: a few are chosen very often."""
    rank = int(count * dice.random() ** 2.2)
    return rank * _STRIDE % count


def crowd_follows(
    members: Sequence[Member], demo: Sequence[Member], topic_ids: TopicIds, today: datetime
) -> Iterator[Batch]:
    """All follows of the generated educators, those of some thousands at a time."""
    dice = Dice("crowd follows")
    topics = list(topic_ids.values())
    for start in range(0, len(members), LINKED_AT_ONCE):
        batch = Batch()
        for number in range(start, min(start + LINKED_AT_ONCE, len(members))):
            for whom in _followed(number, members, demo, dice):
                batch.add(_follow(members[number], whom, today, dice))
            for topic_id in {dice.pick(topics): None, dice.pick(topics): None}:
                at = dice.between(members[number].joined, today)
                batch.add(FollowRow(dice.id(at), members[number].id, None, topic_id, at))
        yield batch


def _followed(number: int, members: Sequence[Member], demo: Sequence[Member], dice: Dice) -> list[Member]:
    count = len(members)
    chosen = dict.fromkeys(circle(number, count))
    # The number of follows has a heavy tail as well.
    for _ in range(min(300, int(4 * dice.paretovariate(1.6)) - 1)):
        chosen[popular(count, dice)] = None
    chosen.pop(number, None)
    followed = [members[other] for other in chosen]
    admired = {int(len(demo) * dice.random() ** 2): None for _ in range(dice.randint(0, 2))}
    return followed + [demo[place] for place in admired]


def _follow(member: Member, whom: Member, today: datetime, dice: Dice) -> FollowRow:
    at = dice.between(max(member.joined, whom.joined), today)
    return FollowRow(dice.id(at), member.id, whom.id, None, at)
