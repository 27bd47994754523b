"""The hand-written demo network and the building blocks of generated ones, as typed values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from models.roadmap_outline import RoadmapOutline
from resolvers.roadmap_file import read_outline

CONTENT = files("app.seed") / "content"
# The parser in C where PyYAML was built with it: ten times as fast, same answers.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class TopicText:
    """A topic of the taxonomy."""

    slug: str
    label: str
    kind: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An educator of the demo network."""

    handle: str
    display_name: str
    headline: str
    bio: str
    role: str
    career_stage: str
    phases: Sequence[int]
    subjects: Sequence[str]
    organisation: str
    country: str
    region: str
    languages: Sequence[str]
    visibility: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class PostScript:
    """A post of a written thread; without `by` it is the thread's author's."""

    key: str
    kind: str
    body: str
    day: int
    by: str | None = None
    reply_to: str | None = None
    helpful: bool = False
    reactions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThreadScript:
    """A written thread with its posts, oldest first."""

    key: str
    author: str
    title: str
    about: str
    visibility: str
    status: str
    started_days_ago: int
    posts: Sequence[PostScript]


@dataclass(frozen=True, slots=True)
class Place:
    """Where generated educators live."""

    country: str
    region: str
    city: str
    time_zone: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world: its names, its schools, its places."""

    weight: int
    given: Sequence[str]
    family: Sequence[str]
    schools: Sequence[str]
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Parts:
    """Building blocks: sentences with slots, and what may stand in them."""

    proper_nouns: Sequence[str]
    year_groups: Mapping[int, Sequence[str]]
    regions: Sequence[Region]
    headlines: Mapping[str, Sequence[str]]
    bios: Sequence[Sequence[str]]
    titles: Sequence[str]
    abouts: Sequence[Sequence[str]]
    asides: Sequence[Sequence[str]]
    posts: Mapping[str, Sequence[Sequence[str]]]
    slots: Mapping[str, Sequence[str]]


Script = Mapping[str, Any]
"""Something written as YAML, as it stands there."""

Texts = Mapping[str, Sequence[Sequence[str]]]
"""For each kind of text: one sentence is taken from each list."""


@dataclass(frozen=True, slots=True)
class Content:
    """The whole demo network as it was written."""

    topics: Sequence[TopicText]
    people: Sequence[Person]
    threads: Sequence[ThreadScript]
    rooms: Sequence[Script]
    mentoring: Mapping[str, Sequence[Script]]
    communities: Sequence[Script]
    roadmaps: Sequence[RoadmapOutline]


def _read(source: Traversable) -> Any:
    return yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one


def _threads() -> Iterator[ThreadScript]:
    for source in sorted((CONTENT / "threads").iterdir(), key=lambda entry: entry.name):
        for entry in _read(source):
            posts = [PostScript(**post) for post in entry.pop("posts")]
            yield ThreadScript(**entry, posts=posts)


def roadmap_files() -> list[Traversable]:
    """The files of the written roadmaps, by name."""
    return sorted((CONTENT / "roadmaps").iterdir(), key=lambda entry: entry.name)


@cache
def read_content() -> Content:
    """The demo network."""
    return Content(
        topics=[TopicText(**topic) for topic in _read(CONTENT / "topics.yaml")],
        people=[Person(**person) for person in _read(CONTENT / "people.yaml")],
        threads=list(_threads()),
        rooms=[room for name in ("amara", "others") for room in _read(CONTENT / "rooms" / f"{name}.yaml")],
        mentoring=_read(CONTENT / "mentors.yaml"),
        communities=_read(CONTENT / "communities.yaml"),
        roadmaps=[read_outline(source.read_text(encoding="utf-8")) for source in roadmap_files()],
    )


def _place(entry: dict[str, Any]) -> Place:
    return Place(**{**entry, "languages": tuple(entry["languages"])})


@cache
def read_parts() -> Parts:
    """The building blocks of generated networks."""
    entry = _read(CONTENT / "parts.yaml")
    regions = [
        Region(**{**region, "places": [_place(place) for place in region["places"]]})
        for region in entry.pop("regions")
    ]
    return Parts(**entry, regions=regions)


@cache
def read_room_parts() -> Texts:
    """What generated mentors and mentees say to each other, by kind of text."""
    texts: Texts = _read(CONTENT / "room_parts.yaml")
    return texts
