"""What was written by hand keeps to the limits of the network, and every name in it exists."""

import re
from zoneinfo import available_timezones

import pytest

from app.seed.content import Person, ThreadScript, read_content, read_parts, read_room_parts
from app.seed.crowd import ROLES, STAGES
from models import (
    Agreement,
    CareerStage,
    Educator,
    EducatorRole,
    Goal,
    MentorshipRequest,
    MentorshipStatus,
    Message,
    PostKind,
    ProfileVisibility,
    ReactionKind,
    Thread,
    ThreadStatus,
    ThreadVisibility,
    Topic,
    TopicKind,
)
from models.post import MAX_DEPTH, Post
from resolvers.mention import handles_in

CONTENT = read_content()
HANDLES = {person.handle for person in CONTENT.people}
SLUGS = {topic.slug for topic in CONTENT.topics}
TIME_ZONES = available_timezones()
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
SLOT = re.compile(r"\{(\w+)\}")
GIVEN_WORDS = {"subject", "subject_two", "year_group", "city", "organisation", "years"}


def test_topics_form_a_tree_of_three_levels_with_parents_first() -> None:
    level: dict[str, int] = {}
    for topic in CONTENT.topics:
        assert topic.slug not in level
        Topic.check_lengths(slug=topic.slug, label=topic.label)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic.slug)
        assert topic.kind in set(TopicKind)
        level[topic.slug] = level[topic.parent] + 1 if topic.parent else 1
    assert max(level.values()) == 3
    assert "classroom-management" in level


def test_the_first_two_are_the_demo_sign_in_and_her_mentor() -> None:
    assert [person.handle for person in CONTENT.people[:2]] == ["amara_okafor", "tomas_lindqvist"]
    assert len(HANDLES) == len(CONTENT.people)


@pytest.mark.parametrize("person", CONTENT.people, ids=lambda person: person.handle)
def test_an_educator_is_well_formed(person: Person) -> None:
    assert re.fullmatch(r"[a-z0-9_]{3,30}", person.handle)
    Educator.check_lengths(
        display_name=person.display_name,
        headline=person.headline,
        bio=person.bio,
        organisation=person.organisation,
        region=person.region,
    )
    assert person.role in set(EducatorRole)
    assert person.career_stage in set(CareerStage)
    assert person.visibility in set(ProfileVisibility)
    assert person.phases
    assert set(person.phases) <= set(range(9))
    assert 1 <= len(set(person.subjects)) == len(person.subjects) <= 4
    assert set(person.subjects) <= SLUGS
    assert re.fullmatch("[A-Z]{2}", person.country)
    assert all(LANGUAGE.fullmatch(language) for language in person.languages)
    assert person.time_zone in TIME_ZONES


def test_no_thread_is_there_twice() -> None:
    assert len({script.key for script in CONTENT.threads}) == len(CONTENT.threads)
    assert len({script.title for script in CONTENT.threads}) == len(CONTENT.threads)


@pytest.mark.parametrize("script", CONTENT.threads, ids=lambda script: script.key)
def test_a_thread_could_have_been_written_through_the_api(script: ThreadScript) -> None:
    Thread.check_lengths(title=script.title, about=script.about)
    assert script.author in HANDLES
    assert script.visibility in set(ThreadVisibility)
    assert script.status in set(ThreadStatus)
    assert 5 <= len(script.posts) <= 14
    days = [post.day for post in script.posts]
    assert days == sorted(days)
    assert days[0] >= 0
    assert days[-1] < script.started_days_ago
    depths: dict[str, int] = {}
    for post in script.posts:
        assert post.key not in depths
        depths[post.key] = depths[post.reply_to] + 1 if post.reply_to else 0
        assert (post.kind == PostKind.REPLY) == (post.reply_to is not None)
        assert post.reply_to or post.by in (None, script.author), "only the author begins something new"
        assert not (post.helpful and post.by in (None, script.author))
    assert max(depths.values()) <= MAX_DEPTH


@pytest.mark.parametrize("script", CONTENT.threads, ids=lambda script: script.key)
def test_everyone_named_in_a_thread_exists(script: ThreadScript) -> None:
    for post in script.posts:
        Post.check_lengths(body=post.body)
        assert post.kind in set(PostKind)
        assert post.by is None or post.by in HANDLES
        assert set(handles_in(post.body)) <= HANDLES
        assert set(post.reactions) <= HANDLES
        assert set(post.reactions.values()) <= set(ReactionKind)


def test_every_slot_of_a_sentence_can_be_filled() -> None:
    parts = read_parts()
    lists = [
        *parts.headlines.values(),
        *parts.bios,
        parts.titles,
        *parts.abouts,
        *parts.asides,
        *(choice for kind in parts.posts.values() for choice in kind),
        *(choice for kind in read_room_parts().values() for choice in kind),
    ]
    slots = {
        slot.removeprefix("another_").removesuffix("_start").removesuffix("_title")
        for sentences in lists
        for sentence in sentences
        for slot in SLOT.findall(sentence)
    }
    assert slots <= set(parts.slots) | GIVEN_WORDS
    assert set(parts.posts) == set(PostKind)
    assert set(parts.headlines) == set(ROLES) == set(EducatorRole)
    assert set(STAGES) == set(CareerStage)


def test_generated_educators_live_in_real_time_zones() -> None:
    for region in read_parts().regions:
        for place in region.places:
            assert place.time_zone in TIME_ZONES
            assert re.fullmatch("[A-Z]{2}", place.country)
            assert all(LANGUAGE.fullmatch(language) for language in place.languages)


def test_written_mentorships_stand_in_every_state_and_keep_to_their_lengths() -> None:
    assert {room["status"] for room in CONTENT.rooms} == set(MentorshipStatus)
    assert len({room["key"] for room in CONTENT.rooms}) == len(CONTENT.rooms) >= 10
    for room in CONTENT.rooms:
        assert {room["mentor"], room["mentee"]} <= HANDLES
        MentorshipRequest.check_lengths(message=room["request"]["message"])
        for said in room["messages"]:
            Message.check_lengths(body=said["body"])
        for terms in room.get("agreements", ()):
            Agreement.check_lengths(purpose=terms["purpose"], mentor_learning_goal=terms["learns"])
        for goal in room.get("goals", ()):
            Goal.check_lengths(title=goal["title"], why=goal["why"], measure=goal["measure"])
