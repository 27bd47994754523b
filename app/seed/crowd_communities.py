"""Generated communities: who started them, who is in them, and what they work on together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.batch import Batch
from app.seed.challenges import Problem, challenge_rows
from app.seed.community_rows import (
    ChallengeMarkRow,
    ChallengeRow,
    CommunityRow,
    CommunityTopicRow,
    MembershipRow,
)
from app.seed.crowd_ties import circle
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds
from app.seed.phrases import capital, fit

FOR_EACH = 60  # educators to one community
MOST = 600
Gathered = CommunityRow | CommunityTopicRow | MembershipRow | ChallengeRow | ChallengeMarkRow
POLICIES = (
    (("PUBLIC", "OPEN"),) * 12 + (("PUBLIC", "REQUEST"),) * 2 + (("LISTED", "REQUEST"),) * 5
    + (("HIDDEN", "INVITE"),)
)  # fmt: skip
NAMES = ("{0} around {1}", "{0} in {1} and beyond", "{1} works on {2}", "{0}, slowly")
PURPOSES = (
    "For everyone who teaches {2}: one thing tried, one thing seen, every other week.",
    "We share tasks for {2}, say what we hoped for, and come back with what became of it.",
    "Peers near {1} who work on {2} and would rather ask early than struggle alone.",
)
PROBLEMS = (
    ("Half the class is done, half has not begun", "In {2} this happens to me every week. What do you do?"),
    ("Nobody asks when {2} gets hard", "They wait until the lesson is over. How do you hear it earlier?"),
    ("Marking {2} takes my Sundays", "Thirty books, twice a week. What did you stop doing?"),
    ("They can do it on paper and not aloud", "The moment somebody has to speak, {2} is gone."),
    ("It was gone after the holidays", "Three weeks of {2}, then two weeks off. Where do you begin again?"),
)
SOLUTIONS = (
    "Five minutes at the end in which they write what they would ask, without a name.",
    "I plan the second task first, and the starter from what they got wrong in it.",
    "In pairs, one says it, the other writes it, then they change.",
    "Two questions from last month at every beginning. It took six weeks to show.",
)


def crowd_communities(members: Sequence[Member], topic_ids: TopicIds, today: datetime) -> Batch:
    """One community for each sixty educators, around what its founder teaches."""
    batch, dice = Batch(), Dice("crowd communities")
    teaching: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        for slug in member.topics:
            teaching[slug].append(member)
    for number in range(len(members) // FOR_EACH):
        founder = int(len(members) * dice.random() ** 2)
        neighbours = [members[other] for other in circle(founder, len(members))]
        gathering = _Gathering(number, members[founder], topic_ids, today, dice)
        batch.extend(gathering.rows(neighbours, teaching))
    return batch


class _Gathering:
    """One community, from its founding to today."""

    def __init__(
        self, number: int, founder: Member, topic_ids: TopicIds, today: datetime, dice: Dice
    ) -> None:
        self._founder, self._topic_ids, self._today, self._dice = founder, topic_ids, today, dice
        self._topic, subject = founder.topics[0], founder.subjects[0]
        self._words = (capital(subject), founder.city, subject)
        self._slug = f"{self._topic[:40]}-{number + 1}"
        self._at = dice.between(founder.joined, today - timedelta(minutes=50))
        self._id = dice.id(self._at)

    def rows(
        self, neighbours: Sequence[Member], teaching: Mapping[str, Sequence[Member]]
    ) -> Iterator[Gathered]:
        """The community, its topic, its members, and up to three challenges."""
        dice = self._dice
        inside = list(self._inside(neighbours, teaching[self._topic]))
        visibility, join_policy = dice.pick(POLICIES)
        yield CommunityRow(
            id=self._id,
            slug=self._slug,
            name=fit(self._say(NAMES), 80),
            purpose=self._say(PURPOSES),
            visibility=visibility,
            join_policy=join_policy,
            posting_policy="MEMBERS",
            member_count=len(inside),
            created_at=self._at,
        )
        yield CommunityTopicRow(dice.id(self._at), self._id, self._topic_ids[self._topic], 0)
        yield from inside
        for title, description in dice.sample(PROBLEMS, dice.randint(0, 3)):
            yield from challenge_rows(self._problem(title, description, inside), inside, self._today, dice)

    def _inside(self, neighbours: Sequence[Member], peers: Sequence[Member]) -> Iterator[MembershipRow]:
        """The founder, most neighbours, and peers: a few communities are large."""
        dice = self._dice
        wanted = min(MOST, len(peers), int(8 * dice.paretovariate(1.2)))
        known = [member for member in neighbours if dice.happens(0.7)]
        chosen = {member.id: member for member in (*known, *dice.sample(peers, wanted))}
        chosen.pop(self._founder.id, None)
        yield self._membership(self._founder, "OWNER", self._at)
        for place, member in enumerate(chosen.values(), 1):
            at = dice.between(max(self._at, member.joined), self._today - timedelta(minutes=40))
            yield self._membership(member, "MEMBER" if place % 25 else "MODERATOR", at)

    def _membership(self, member: Member, role: str, at: datetime) -> MembershipRow:
        return MembershipRow(self._dice.id(at), self._id, member.id, role, "ACTIVE", None, at, at)

    def _problem(self, title: str, description: str, inside: Sequence[MembershipRow]) -> Problem:
        solvers: list[UUID] = [row.educator_id for row in inside if self._dice.happens(0.06)]
        return Problem(
            title=capital(title.format(*self._words)),
            description=description.format(*self._words),
            topic_id=self._topic_ids[self._topic],
            author=self._dice.pick(inside),
            since=self._at,
            solutions={educator_id: self._dice.pick(SOLUTIONS) for educator_id in solvers},
        )

    def _say(self, sentences: Sequence[str]) -> str:
        return self._dice.pick(sentences).format(*self._words)
