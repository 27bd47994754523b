"""Challenges of communities: who shared them, who faces them too, and who found a way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.community_rows import ChallengeMarkRow, ChallengeRow, MembershipRow
from app.seed.dice import Dice

FACING = 0.35  # of those who are in the community


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked, by which member, since when at the earliest, and what solved it for whom."""

    title: str
    description: str
    topic_id: UUID | None
    author: MembershipRow
    since: datetime
    solutions: Mapping[UUID, str]
    is_closed: bool = False


def challenge_rows(
    problem: Problem, inside: Sequence[MembershipRow], today: datetime, dice: Dice
) -> Iterator[ChallengeRow | ChallengeMarkRow]:
    """A challenge with the marks of its author and of some of those `inside`, all after they joined."""
    at = dice.after(max(problem.since, problem.author.created_at), 20, today - timedelta(hours=2))
    closed_at = dice.between(at, today) if problem.is_closed else None
    row = ChallengeRow(
        id=dice.id(at),
        community_id=problem.author.community_id,
        author_id=problem.author.educator_id,
        topic_id=problem.topic_id,
        title=problem.title,
        description=problem.description,
        created_at=at,
        closed_at=closed_at,
        version=2 if closed_at else 1,
    )
    yield row
    for member in inside:
        note = problem.solutions.get(member.educator_id)
        faces = member.educator_id == row.author_id or dice.happens(FACING)
        begin, end = max(at, member.created_at), closed_at or today
        if begin < end and (faces or note):
            marked = dice.between(begin, end)
            solved = dice.between(marked, end) if note else None
            stance = "SOLVED" if note else "FACING"
            yield ChallengeMarkRow(dice.id(marked), row.id, member.educator_id, stance, note, marked, solved)
