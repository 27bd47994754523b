"""The written educators and the topics they teach, as rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher

from app.seed.batch import Batch
from app.seed.content import Person, TopicText
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people_rows import AccountRow, EducatorRow, EducatorTopicRow, TopicRow
from app.seed.phrases import inside_sentence

DEMO_PASSWORD = "learning-in-public"  # noqa: S105 - printed at every start, for accounts of invented people
MAIL_DOMAIN = "menteo.example"
DEMO_EMAIL = f"amara_okafor@{MAIL_DOMAIN}"

TopicIds = Mapping[str, UUID]


@cache
def demo_password_hash() -> str:
    """The hash of the demo password. Its salt is fixed, so that two runs give the same rows."""
    hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    return hasher.hash(DEMO_PASSWORD, salt=b"menteo demo seed")


def topic_rows(topics: Sequence[TopicText], today: datetime) -> list[TopicRow]:
    """The taxonomy, parents first."""
    dice = Dice("topics")
    ids: dict[str, UUID] = {}
    rows = []
    for topic in topics:
        ids[topic.slug] = dice.id(today - timedelta(days=1200))
        parent_id = ids[topic.parent] if topic.parent else None
        rows.append(TopicRow(ids[topic.slug], topic.slug, topic.label, topic.kind, parent_id))
    return rows


def person_rows(person: Person, joined: datetime, topic_ids: TopicIds, dice: Dice, batch: Batch) -> UUID:
    """Add an account, a profile and its subjects; answers the educator's id."""
    account_id = dice.id(joined)
    email = f"{person.handle}@{MAIL_DOMAIN}"
    locale = person.languages[0]
    batch.add(AccountRow(account_id, email, demo_password_hash(), person.time_zone, locale, joined))
    profile = _profile(person, account_id, joined, dice)
    batch.add(profile)
    for position, slug in enumerate(person.subjects):
        batch.add(EducatorTopicRow(dice.id(joined), profile.id, topic_ids[slug], position))
    return profile.id


def _profile(person: Person, account_id: UUID, joined: datetime, dice: Dice) -> EducatorRow:
    return EducatorRow(
        id=dice.id(joined),
        account_id=account_id,
        handle=person.handle,
        display_name=person.display_name,
        headline=person.headline,
        bio=person.bio,
        role=person.role,
        career_stage=person.career_stage,
        phases=tuple(person.phases),
        organisation=person.organisation,
        country=person.country,
        region=person.region,
        languages=tuple(person.languages),
        visibility=person.visibility,
        created_at=joined,
    )


def demo_members(
    people: Sequence[Person], labels: Mapping[str, str], topic_ids: TopicIds, today: datetime, batch: Batch
) -> list[Member]:
    """Add the written educators, who all joined before the first written thread began."""
    dice = Dice("people")
    members = []
    for person in people:
        joined = dice.between(today - timedelta(days=900), today - timedelta(days=740))
        educator_id = person_rows(person, joined, topic_ids, dice, batch)
        subjects = tuple(inside_sentence(labels[slug]) for slug in person.subjects)
        where = (person.region, person.phases[0], subjects, person.time_zone, tuple(person.subjects))
        members.append(Member(educator_id, person.handle, joined, *where))
    return members
