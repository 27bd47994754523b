"""The written mentors, needs and open requests as rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from app.seed.asking import Asked, request_rows
from app.seed.content import Script
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.mentor_rows import (
    AvailabilityOverrideRow,
    AvailabilityRuleRow,
    MentorOfferRow,
    MentorProfileRow,
    NeedRow,
    RequestReferralRow,
)
from app.seed.people import TopicIds
from app.seed.rows import SeedRow


class DemoMentors:
    """Reads who mentors, who looks for what, and who asked whom."""

    def __init__(self, members: Mapping[str, Member], topic_ids: TopicIds, today: datetime) -> None:
        self._members, self._topic_ids, self._today = members, topic_ids, today
        self._dice = Dice("mentors")

    def rows(self, scripts: Mapping[str, Sequence[Script]]) -> Iterator[SeedRow]:
        """All their rows."""
        for entry in scripts["profiles"]:
            yield from self._profile(entry)
        for entry in scripts["needs"]:
            yield self._need(entry)
        for entry in scripts["requests"]:
            yield from self._request(entry)

    def _ago(self, days: float) -> datetime:
        return self._today - timedelta(days=days - 0.4)

    def _profile(self, entry: Script) -> Iterator[SeedRow]:
        dice, member = self._dice, self._members[entry["handle"]]
        at = dice.after(member.joined, 24, self._today)
        back = self._today + timedelta(days=entry["away"]) if "away" in entry else None
        yield MentorProfileRow(
            id=dice.id(at),
            educator_id=member.id,
            status=entry["status"],
            away_until=back,
            capacity=entry["capacity"],
            intro_chats_per_week=entry["chats"],
            statement=entry["statement"],
            created_at=at,
        )
        for slug, function in entry["offers"]:
            yield MentorOfferRow(dice.id(at), member.id, self._topic_ids[slug], function)
        for weekday, start, end in entry["hours"]:
            yield AvailabilityRuleRow(dice.id(at), member.id, weekday, start, end)
        for days in entry.get("closed", ()):
            away = self._today.date() + timedelta(days=days)
            yield AvailabilityOverrideRow(dice.id(at), member.id, away)

    def _need(self, entry: Script) -> NeedRow:
        at = self._ago(entry["days_ago"])
        return NeedRow(
            id=self._dice.id(at),
            educator_id=self._members[entry["handle"]].id,
            topic_id=self._topic_ids[entry["topic"]],
            function=entry["function"],
            note=entry["note"],
            visibility=entry["visibility"],
            opened_at=at,
            closed_at=self._ago(entry["closed"]) if "closed" in entry else None,
        )

    def _request(self, entry: Script) -> Iterator[SeedRow]:
        at = self._ago(entry["days_ago"])
        asked = Asked(
            mentor_id=self._members[entry["mentor"]].id,
            mentee_id=self._members[entry["mentee"]].id,
            by_mentor=entry.get("by") == "mentor",
            kind=entry["kind"],
            status=entry["status"],
            at=at,
            message=entry["message"],
            functions=entry["functions"],
            topic_ids=[self._topic_ids[slug] for slug in entry["topics"]],
            questions=entry.get("questions", ()),
            ended_at=at + timedelta(hours=entry["hours"]) if "hours" in entry else None,
            decline_reason=entry.get("reason"),
            decline_note=entry.get("note"),
            info_question=entry.get("info_question"),
        )
        row, topics = request_rows(asked, self._dice)
        yield row
        yield from topics
        for handle in entry.get("referrals", ()):
            yield RequestReferralRow(self._dice.id(at), row.id, self._members[handle].id)
