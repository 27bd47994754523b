import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.seed.content import read_content, roadmap_files
from kit.errors import DomainError
from models import ResourceCost, ResourceKind, RoadmapStepKind
from models.roadmap_outline import RoadmapOutline
from resolvers.roadmap_file import MOST_CHARACTERS, read_outline, write_outline
from tests.behind import Behind
from tests.mentoring import add_topics
from tests.network import Network
from tests.problems import refusal
from tests.roadmaps import ROADMAP

SHIPPED = roadmap_files()
FILE = """format: menteo-roadmap/1
slug: quiet-starts
title: Quiet starts
summary: To begin lessons calmly, in six weeks.
topics: [art]
steps:
- key: notice
  title: Notice
  kind: SKILL
  estMinutes: 30
  expectedOutcome: You can name what is loud.
- key: try
  title: Try
  kind: MILESTONE
  weight: 3
  estMinutes: 45
  expectedOutcome: You have tried it twice.
  prerequisites: [notice]
  resources:
  - {title: A film, url: "https://example.org/film", kind: VIDEO, cost: LIBRARY}
"""
DOCUMENTED = Path("docs/roadmap.schema.json")
TAG = "tag:yaml.org,2002:python/name:os.system"
EXPORTED = '{ roadmap(slug: "quiet-starts") { edition { yaml } } }'


def wrong(text: str) -> list[tuple[str, str]]:
    with pytest.raises(DomainError) as refused:
        read_outline(text)
    return [(".".join(problem.path), problem.message) for problem in refused.value.fields]


@pytest.mark.parametrize("source", SHIPPED, ids=lambda source: source.name)
def test_a_shipped_roadmap_is_whole(source: Any) -> None:
    outline = read_outline(source.read_text(encoding="utf-8"))
    assert f"{outline.slug}.yaml" == source.name
    assert 12 <= len(outline.steps) <= 30
    assert set(outline.topics) <= {topic.slug for topic in read_content().topics}
    assert any(step.prerequisites for step in outline.steps)


def test_at_least_eight_roadmaps_are_shipped() -> None:
    assert len(SHIPPED) >= 8


# What YAML reads otherwise unless it is quoted, among any other text.
TRICKY = ["yes", "no", "~", "1e3", "0x1F", "2026-01-01", "- a", "a: b", "#", "'", '"', "|", ">", "\u2028"]
slugs = st.from_regex(r"[a-z0-9]{3,5}(-[a-z0-9]{1,3})?", fullmatch=True)
some = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
texts = st.builds(
    "{0}{1}{2}".format, st.sampled_from(TRICKY) | some, st.just(" and twenty more signs "), some
) | st.builds("{0:>20}".format, st.sampled_from(TRICKY))


def key_of(step: Any) -> str:
    return str(step["key"])


resources = st.fixed_dictionaries(
    {
        "title": texts,
        "url": st.just("https://example.org/a?b=c#d"),
        "kind": st.sampled_from(ResourceKind),
        "cost": st.sampled_from(ResourceCost),
    }
)
steps = st.fixed_dictionaries(
    {
        "key": slugs,
        "title": texts,
        "kind": st.sampled_from(RoadmapStepKind),
        "expected_outcome": texts,
        "optional": st.booleans(),
        "weight": st.integers(1, 5),
        "est_minutes": st.integers(1, 10_000),
        "resources": st.lists(resources, max_size=1),
    }
)
outlines = st.fixed_dictionaries(
    {
        "slug": slugs,
        "title": texts,
        "summary": texts,
        "topics": st.lists(slugs, min_size=1, max_size=3),
        "steps": st.lists(steps, min_size=1, max_size=3, unique_by=key_of),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outlines)
def test_what_is_exported_is_imported_the_same(said: dict[str, Any]) -> None:
    keys = [step["key"] for step in said["steps"]]
    waiting = [{**step, "prerequisites": keys[:place]} for place, step in enumerate(said["steps"])]
    outline = RoadmapOutline.of_input({**said, "steps": waiting})
    assert read_outline(write_outline(outline)) == outline


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (("weight: 3", "weight: three"), [
            ("yaml.steps.1.weight", "Line 15: Input should be a valid integer."),
        ]),
        (("kind: SKILL", "kid: SKILL"), [
            ("yaml.steps.0.kind", "Line 7: Field required."),
            ("yaml.steps.0.kid", "Line 9: Extra inputs are not permitted."),
        ]),
        (("[notice]", "[notices]"), [
            ("yaml.steps.1.prerequisites.0", "Line 18: There is no step 'notices'."),
        ]),
        (("title: Try", "title: Try\n  title: Again"), [
            ("yaml.steps.1.title", "Line 14: 'title' stands here twice."),
        ]),
        (("title: Try", "title: *x"), [("yaml", "Line 13: Anchors and references are not read.")]),
        (("[art]", "[[[[[[[[[[[[[[art"), [("yaml", "Line 5: Nothing in a roadmap lies so deep.")]),
        (("title: Try", "title: !!python/name:os.system x"), [
            ("yaml", f"Line 13: could not determine a constructor for the tag {TAG!r}."),
        ]),
        (("slug: quiet-starts", "slug: {a: b}"), [("yaml.slug", "Line 2: Input should be a valid string.")]),
        (("title: Quiet", "title: [Quiet"), [
            ("yaml", "Line 4: did not find expected ',' or ']'."),
        ]),
    ],
)  # fmt: skip
def test_everything_wrong_is_said_with_its_line(change: tuple[str, str], problems: list[Any]) -> None:
    assert wrong(FILE.replace(*change)) == problems


def test_a_file_is_bounded() -> None:
    assert wrong("#" * (MOST_CHARACTERS + 1)) == [
        ("yaml", f"A roadmap's file has at most {MOST_CHARACTERS} characters.")
    ]
    assert wrong("") == [
        ("yaml", "Line 1: Input should be a valid dictionary or instance of RoadmapOutline.")
    ]


async def test_a_file_becomes_a_draft_and_again_the_next_edition(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art")
    ada, ben = await network.educator("ada"), await network.educator("ben")
    made = await ada.api.perform("importRoadmap", ROADMAP, yaml=FILE)
    assert (made["status"], made["version"], made["edition"]["number"]) == ("DRAFT", 1, 1)
    assert made["edition"]["steps"][1] == {
        "key": "try",
        "weight": 3,
        "optional": False,
        "prerequisites": [{"key": "notice"}],
        "resources": [{"url": "https://example.org/film"}],
    }
    text = (await ada.api.data(EXPORTED))["roadmap"]["edition"]["yaml"]
    assert read_outline(text) == read_outline(FILE)
    await ada.api.perform("publishRoadmap", ROADMAP, roadmapId=made["id"])
    again = await ada.api.perform("importRoadmap", ROADMAP, yaml=FILE.replace("title: Quiet", "title: Calm"))
    assert (again["id"], again["title"], again["latestNumber"]) == (made["id"], "Calm starts", 1)
    async with behind.nothing_happens():
        half = await ada.api.perform("importRoadmap", ROADMAP, yaml=FILE.replace("art", "arts"))
        taken = await ben.api.perform("importRoadmap", ROADMAP, yaml=FILE)
        broken = await ada.api.perform("importRoadmap", ROADMAP, yaml=FILE.replace("weight: 3", "weight: 9"))
        nobody = await network.api.perform("importRoadmap", ROADMAP, yaml=FILE)
    assert refusal(half) == ("INVALID", ["topics"])
    assert refusal(taken) == ("CONFLICT", ["slug"])
    assert refusal(broken) == ("INVALID", ["yaml.steps.1.weight"])
    assert refusal(nobody) == ("UNAUTHENTICATED", [])


async def test_the_json_schema_is_served_and_is_the_documented_one(network: Network) -> None:
    answer = await network.api.http.get("/schemas/roadmap.json")
    assert answer.headers["content-type"] == "application/schema+json"
    documented = json.loads(DOCUMENTED.read_text(encoding="utf-8"))  # noqa: ASYNC240 - a test may wait
    assert answer.json() == documented
    step = documented["$defs"]["StepOutline"]
    assert step["required"] == ["key", "title", "kind", "estMinutes", "expectedOutcome"]
    assert step["additionalProperties"] is False
