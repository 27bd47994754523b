"""Generated Growth Threads: how many, how long, when, and among whom."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.seed.batch import Batch
from app.seed.conversation import Beginning, Conversation
from app.seed.crowd_ties import circle, popular
from app.seed.dice import Dice
from app.seed.member import Member

HISTORY = timedelta(days=1000)
WRITTEN_AT_ONCE = 2_000
# Posts of twenty threads, 200 in all: most threads are short, a few go on for long.
LENGTHS = (2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 12, 14, 17, 22, 35)
VISIBILITIES = ("PUBLIC",) * 16 + ("MEMBERS",) * 3 + ("FOLLOWERS",)


def thread_lengths(threads: int, posts: int, dice: Dice) -> Iterator[int]:
    """How many posts each thread has: `posts` in all, which must be at least ten a thread."""
    whole, rest = divmod(threads, len(LENGTHS))
    surplus = posts - whole * sum(LENGTHS) - rest * 10
    for block in range(whole + 1):
        lengths = dice.sample(LENGTHS, len(LENGTHS)) if block < whole else [10] * rest
        for length in lengths:
            extra = 1 if surplus > 0 else 0
            surplus -= extra
            yield length + extra


class Growth:
    """Writes threads in the order in which they began."""

    def __init__(self, members: Sequence[Member], today: datetime) -> None:
        self._members = members
        self._joined = [member.joined for member in members]
        self._today = today

    def batches(self, threads: int, posts: int) -> Iterator[Batch]:
        """All the threads with everything in them, some thousands at a time."""
        dice, batch = Dice("growth"), Batch()
        for number, length in enumerate(thread_lengths(threads, posts, dice), start=1):
            begun = (number + dice.random()) / (threads + 2)
            age = timedelta(days=2, seconds=int(HISTORY.total_seconds() * (1 - begun) ** 1.4))
            self._begin(self._today - age, dice).write(length, batch)
            if number % WRITTEN_AT_ONCE == 0 or number == threads:
                yield batch
                batch = Batch()

    def _begin(self, at: datetime, dice: Dice) -> Conversation:
        count, present = len(self._members), bisect_left(self._joined, at)
        # Those who came early have written more; an order of joining is an order of activity.
        number = int(present * dice.random() ** 1.25)
        readers = circle(number, count)
        visibility = dice.pick(VISIBILITIES)
        if visibility != "FOLLOWERS":
            strangers = [popular(count, dice) for _ in range(4)]
            readers = list(dict.fromkeys([*readers, *strangers]))
        others = [self._members[other] for other in readers if other < present and other != number]
        beginning = Beginning(at, self._members[number], others, visibility)
        return Conversation(beginning, self._today, dice)
