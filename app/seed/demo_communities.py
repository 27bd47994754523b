"""The written communities as rows: who is in them, who asks to be, and who has to stay away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.challenges import Problem, challenge_rows
from app.seed.community_rows import (
    ChallengeMarkRow,
    ChallengeRow,
    CommunityActionRow,
    CommunityRow,
    CommunityTopicRow,
    MembershipRow,
)
from app.seed.content import Script
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds

Rows = Iterator[
    CommunityRow | CommunityTopicRow | MembershipRow | CommunityActionRow | ChallengeRow | ChallengeMarkRow
]


def demo_communities(
    scripts: Sequence[Script], members: Mapping[str, Member], topic_ids: TopicIds, today: datetime
) -> Rows:
    """Every community with its topics, memberships, log and challenges."""
    for script in scripts:
        yield from _Founding(script, members, topic_ids, today).rows()


class _Founding:
    """One community, from its founding to today."""

    def __init__(
        self, script: Script, members: Mapping[str, Member], topic_ids: TopicIds, today: datetime
    ) -> None:
        self._script, self._members, self._topic_ids, self._today = script, members, topic_ids, today
        self._dice = Dice(f"community {script['slug']}")
        self._owner = members[script["owner"]]
        self._at = max(today - timedelta(days=script["founded_days_ago"]), self._owner.joined)
        self._id = self._dice.id(self._at)

    def rows(self) -> Rows:
        """The community, what it is about, who stands how with it, and what was done about them."""
        script = self._script
        inside = list(self._inside())
        yield CommunityRow(
            id=self._id,
            slug=script["slug"],
            name=script["name"],
            purpose=script["purpose"],
            visibility=script["visibility"],
            join_policy=script["join_policy"],
            posting_policy=script["posting_policy"],
            member_count=len(inside),
            created_at=self._at,
        )
        for position, slug in enumerate(script["topics"]):
            yield CommunityTopicRow(self._dice.id(self._at), self._id, self._topic_ids[slug], position)
        yield from inside
        yield from self._moderators_made(inside)
        for entry in script.get("pending", ()):
            yield self._pending(self._members[entry["who"]], entry["reason"])
        for entry in script.get("banned", ()):
            yield from self._banned(entry)
        for entry in script["challenges"]:
            yield from challenge_rows(self._problem(entry, inside), inside, self._today, self._dice)

    def _inside(self) -> Iterator[MembershipRow]:
        """The owner from the first day on, then the others, as they heard of it."""
        script = self._script
        yield self._membership(self._owner, "OWNER", self._at)
        away = {entry["who"] for name in ("pending", "banned") for entry in script.get(name, ())}
        for member in self._members.values():
            is_kindred = bool(set(member.topics) & set(script["subjects"]))
            is_in = is_kindred or member.handle in script["more"]
            looks_after = member.handle in script["moderators"]
            if member is self._owner or member.handle in away or not (is_in or looks_after):
                continue
            role = "MODERATOR" if looks_after else "MEMBER"
            at = self._dice.between(max(self._at, member.joined), self._today - timedelta(hours=1))
            yield self._membership(member, role, at)

    def _membership(self, member: Member, role: str, at: datetime) -> MembershipRow:
        return MembershipRow(self._dice.id(at), self._id, member.id, role, "ACTIVE", None, at, at)

    def _moderators_made(self, inside: Sequence[MembershipRow]) -> Iterator[CommunityActionRow]:
        for row in inside:
            if row.role == "MODERATOR":
                at = self._dice.between(row.created_at, self._today - timedelta(minutes=30))
                yield self._deed("ROLE_CHANGED", row.educator_id, at, detail="MODERATOR")

    def _pending(self, member: Member, reason: str) -> MembershipRow:
        at = self._dice.between(self._today - timedelta(days=6), self._today - timedelta(hours=2))
        return MembershipRow(self._dice.id(at), self._id, member.id, "MEMBER", "PENDING", reason, at, None)

    def _banned(self, entry: Script) -> Iterator[MembershipRow | CommunityActionRow]:
        member = self._members[entry["who"]]
        at = self._today - timedelta(days=entry["days_ago"], hours=-9)
        joined = self._dice.between(max(self._at, member.joined), at)
        yield MembershipRow(
            self._dice.id(joined),
            self._id,
            member.id,
            "MEMBER",
            "BANNED",
            entry["reason"],
            joined,
            joined,
            at,
            at + timedelta(days=entry["for_days"]),
            2,
        )
        yield self._deed("MEMBER_BANNED", member.id, at, reason=entry["reason"])

    def _problem(self, entry: Script, inside: Sequence[MembershipRow]) -> Problem:
        members = {row.educator_id: row for row in inside}
        return Problem(
            title=entry["title"],
            description=entry["description"],
            topic_id=self._topic_ids[entry["topic"]],
            author=members[self._members[entry["by"]].id],
            since=self._today - timedelta(days=entry["days_ago"]),
            solutions={self._members[who].id: note for who, note in entry["solved"].items()},
            is_closed=entry.get("closed", False),
        )

    def _deed(
        self,
        kind: str,
        educator_id: UUID,
        at: datetime,
        *,
        detail: str | None = None,
        reason: str | None = None,
    ) -> CommunityActionRow:
        return CommunityActionRow(
            self._dice.id(at), self._id, self._owner.id, kind, educator_id, detail, reason, at
        )
