"""The written network as one batch of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.seed.batch import Batch
from app.seed.content import read_content
from app.seed.demo_communities import demo_communities
from app.seed.demo_mentors import DemoMentors
from app.seed.demo_news import demo_notifications
from app.seed.demo_roadmaps import Way, WrittenRoadmap
from app.seed.demo_rooms import demo_rooms
from app.seed.demo_threads import demo_threads
from app.seed.demo_ties import demo_follows, demo_subscriptions
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds, demo_members, topic_rows
from app.seed.roadmap_rows import EnrollmentRow
from app.seed.room_news import room_news
from app.seed.room_rows import MentorshipRow
from app.seed.walks import shares, walks
from models.roadmap_outline import RoadmapOutline


@dataclass(frozen=True, slots=True)
class Demo:
    """The written network: its rows, and what a larger network builds on."""

    batch: Batch
    members: list[Member]
    topic_ids: TopicIds
    ways: list[Way]


def build_demo(today: datetime) -> Demo:
    """The written network as of the start of a day."""
    content = read_content()
    batch = Batch()
    topics = topic_rows(content.topics, today)
    batch.extend(topics)
    topic_ids = {topic.slug: topic.id for topic in topics}
    labels = {topic.slug: topic.label for topic in content.topics}
    members = demo_members(content.people, labels, topic_ids, today, batch)
    by_handle = {member.handle: member for member in members}

    threads = list(demo_threads(content.threads, by_handle, today))
    for written in threads:
        written.add_to(batch)
    follows = list(demo_follows(content.people, by_handle, threads, topic_ids, today))
    subscriptions = list(demo_subscriptions(threads, follows))
    batch.extend(follows)
    batch.extend(subscriptions)
    batch.extend(DemoMentors(by_handle, topic_ids, today).rows(content.mentoring))
    batch.extend(demo_rooms(content.rooms, by_handle, topic_ids, today))
    batch.extend(demo_notifications(threads, follows, subscriptions, room_news(batch), today))
    batch.extend(demo_communities(content.communities, by_handle, topic_ids, today))
    ways = _roadmaps(batch, content.roadmaps, members, topic_ids, today)
    return Demo(batch, members, topic_ids, ways)


def _roadmaps(
    batch: Batch,
    outlines: Sequence[RoadmapOutline],
    members: Sequence[Member],
    topic_ids: TopicIds,
    today: datetime,
) -> list[Way]:
    """Add the written roadmaps and who walks along them; answers the roadmaps."""
    written = [WrittenRoadmap(outline, members, topic_ids, today) for outline in outlines]
    for roadmap in written:
        batch.extend(roadmap.rows())
    ways, dice = [roadmap.way for roadmap in written], Dice("demo walks")
    batch.extend(walks(ways, members, today, dice))
    walked = [row for row in batch.rows(EnrollmentRow) if isinstance(row, EnrollmentRow)]
    rooms = [row for row in batch.rows(MentorshipRow) if isinstance(row, MentorshipRow)]
    batch.extend(shares(walked, rooms, dice))
    return ways
