import asyncio
from typing import Any

import pytest

from tests.behind import Behind
from tests.communities import joins, starts
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.problems import refusal
from tests.roadmaps import FRONT, PATH, ROADMAP, drafts, offers, publishes, step

KEYS = '{ roadmap(slug: "quiet-starts") { edition { number steps { key } } editions { number } } }'


@pytest.fixture
async def ada(network: Network, behind: Behind) -> Person:
    await add_topics(behind.connection, "art", "reading")
    return await network.educator("ada")


async def test_a_roadmap_is_a_draft_until_its_curator_publishes_it(network: Network, ada: Person) -> None:
    given = {**FRONT, "topics": ["reading", "art", "reading"], "steps": PATH}
    made = await ada.api.perform("createRoadmap", ROADMAP, **given)
    first, second, third = made["edition"]["steps"]
    assert made == {
        "__typename": "Roadmap",
        "id": made["id"],
        **{name: FRONT[name] for name in ("slug", "title", "summary")},
        "status": "DRAFT",
        "latestNumber": 0,
        "version": 1,
        "topics": [{"slug": "reading"}, {"slug": "art"}],
        "edition": {"number": 1, "publishedAt": None, "steps": [first, second, third]},
    }
    assert second == {
        "key": "try",
        "weight": 3,
        "optional": False,
        "prerequisites": [{"key": "notice"}],
        "resources": [],
    }
    assert third["optional"] is True
    assert await network.api.data(KEYS) == {"roadmap": None}
    published = await publishes(ada, made["id"])
    assert (published["status"], published["latestNumber"], published["version"]) == ("PUBLISHED", 1, 2)
    steps = [{"key": "notice"}, {"key": "try"}, {"key": "share"}]
    shown = {"edition": {"number": 1, "steps": steps}, "editions": [{"number": 1}]}
    assert await network.api.data(KEYS) == {"roadmap": shown}


async def test_what_is_published_stays_and_the_next_edition_is_its_curators_alone(
    network: Network, ada: Person
) -> None:
    roadmap_id = await offers(ada)
    saved = await ada.api.perform(
        "saveRoadmapDraft", ROADMAP, roadmapId=roadmap_id, steps=[step("begin"), *PATH]
    )
    assert (saved["latestNumber"], saved["edition"]["number"], saved["version"]) == (1, 1, 3)
    theirs = (await network.api.data(KEYS))["roadmap"]
    assert (theirs["edition"]["number"], theirs["editions"]) == (1, [{"number": 1}])
    mine = (await ada.api.data(KEYS))["roadmap"]
    assert mine["editions"] == [{"number": 2}, {"number": 1}]
    await publishes(ada, roadmap_id)
    both = "now: edition { number } old: edition(number: 1) { steps { key } }"
    second = f'{{ roadmap(slug: "quiet-starts") {{ {both} }} }}'
    shown = (await network.api.data(second))["roadmap"]
    assert shown == {
        "now": {"number": 2},
        "old": {"steps": [{"key": key} for key in ("notice", "try", "share")]},
    }


async def test_steps_that_wait_for_each_other_are_not_published(ada: Person, behind: Behind) -> None:
    circle = [step("a", "c"), step("b", "a"), step("c", "b")]
    roadmap_id = await drafts(ada, steps=circle)
    async with behind.nothing_happens():
        refused = await publishes(ada, roadmap_id)
    assert refusal(refused) == ("INVALID", ["steps"])
    assert refused["message"].startswith("These steps wait for each other: ")
    assert {"a", "b", "c"} <= set(refused["message"].replace(".", "").split(": ")[1].split(" → "))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"slug": "No--Slug"}, ("INVALID", ["slug"])),
        ({"slug": "taken"}, ("CONFLICT", ["slug"])),
        ({"title": "", "summary": "short"}, ("INVALID", ["title", "summary"])),
        ({"topics": []}, ("INVALID", ["topics"])),
        ({"topics": ["nothing"]}, ("INVALID", ["topics"])),
        ({"steps": []}, ("INVALID", ["steps"])),
        ({"steps": [step(f"s-{n}") for n in range(101)]}, ("INVALID", ["steps"])),
        ({"steps": [step("a", weight=6), step("b", estMinutes=0)]},
         ("INVALID", ["steps.0.weight", "steps.1.estMinutes"])),
        ({"steps": [step("a"), step("a")]}, ("INVALID", ["steps.1.key"])),
        ({"steps": [step("a", "a"), step("b", "x"), step("c", "a", "a")]},
         ("INVALID", [f"steps.{place}.prerequisites.{n}" for place, n in ((0, 0), (1, 0), (2, 1))])),
        ({"steps": [step("a", resources=[{"title": "x", "url": "javascript:alert(1)", "kind": "TOOL"}])]},
         ("INVALID", ["steps.0.resources.0.url"])),
    ],
)  # fmt: skip
async def test_what_cannot_be_a_roadmap_is_refused_with_every_place(
    network: Network, ada: Person, behind: Behind, other: dict[str, Any], expected: tuple[str, list[str]]
) -> None:
    await drafts(ada, "taken")
    async with behind.nothing_happens():
        refused = await ada.api.perform("createRoadmap", ROADMAP, **{**FRONT, "steps": PATH, **other})
        nobody = await network.api.perform("createRoadmap", ROADMAP, **FRONT, steps=PATH)
    assert refusal(refused) == expected
    assert refusal(nobody) == ("UNAUTHENTICATED", [])


async def test_only_its_curator_changes_a_roadmap_and_only_in_its_latest_version(
    network: Network, ada: Person, behind: Behind
) -> None:
    ben = await network.educator("ben")
    draft, offered = await drafts(ada, "in-the-making"), await offers(ada)
    deeds: list[tuple[str, dict[str, Any]]] = [
        ("updateRoadmap", {"title": "Mine"}),
        ("saveRoadmapDraft", {"steps": PATH}),
        ("publishRoadmap", {}),
        ("retireRoadmap", {}),
    ]
    async with behind.nothing_happens():
        for deed, more in deeds:
            hidden = await ben.api.perform(deed, ROADMAP, roadmapId=draft, **more)
            assert refusal(hidden) == ("NOT_FOUND", ["roadmapId"])
            theirs = await ben.api.perform(deed, ROADMAP, roadmapId=offered, **more)
            assert refusal(theirs) == ("FORBIDDEN", [])
        for deed, more in deeds[:3]:
            old = await ada.api.perform(deed, ROADMAP, roadmapId=offered, expectedVersion=1, **more)
            assert refusal(old) == ("CONFLICT", ["expectedVersion"])
        assert refusal(await publishes(ada, offered)) == ("INVALID_TRANSITION", [])
        assert refusal(await ada.api.perform("retireRoadmap", ROADMAP, roadmapId=draft)) == (
            "INVALID_TRANSITION",
            [],
        )
    same = await ada.api.perform(
        "updateRoadmap", ROADMAP, roadmapId=offered, title=FRONT["title"], topics=["art"]
    )
    assert same["version"] == 2
    changed = await ada.api.perform(
        "updateRoadmap", ROADMAP, roadmapId=offered, topics=["reading"], title="Calm"
    )
    assert (changed["title"], changed["topics"], changed["version"]) == ("Calm", [{"slug": "reading"}], 3)


async def test_a_retired_roadmap_stays_readable_and_never_changes_again(
    network: Network, ada: Person, behind: Behind
) -> None:
    roadmap_id = await offers(ada)
    retired = await ada.api.perform("retireRoadmap", ROADMAP, roadmapId=roadmap_id)
    assert retired["status"] == "RETIRED"
    assert (await network.api.data(KEYS))["roadmap"]["edition"]["number"] == 1
    assert (await network.api.data("{ roadmaps { nodes { slug } } }"))["roadmaps"]["nodes"] == []
    async with behind.nothing_happens():
        for deed, more in (("updateRoadmap", {"title": "x"}), ("saveRoadmapDraft", {"steps": PATH}),
                           ("publishRoadmap", {}), ("retireRoadmap", {})):  # fmt: skip
            refused = await ada.api.perform(deed, ROADMAP, roadmapId=roadmap_id, **more)
            assert refusal(refused) == ("INVALID_TRANSITION", [])


async def test_a_roadmap_of_a_community_is_for_who_may_read_there(network: Network, ada: Person) -> None:
    ben, cleo = await asyncio.gather(*map(network.educator, ("ben", "cleo")))
    inner = await starts(ada, "inner", visibility="LISTED", postingPolicy="MODERATORS")
    await joins(ben, inner)
    await offers(ada, communityId=inner)
    await drafts(ada, "soon", communityId=inner)
    listed = (
        '{ community(slug: "inner") { roadmaps { totalCount nodes { slug } } } roadmaps { nodes { slug } } }'
    )
    shown, hidden = [{"slug": "quiet-starts"}], list[Any]()
    for client, expected in ((ben.api, shown), (cleo.api, hidden), (network.api, hidden)):
        found = await client.data(listed)
        assert found["community"]["roadmaps"] == {"totalCount": len(expected), "nodes": expected}
        assert found["roadmaps"]["nodes"] == expected
    assert await ben.api.data('{ roadmap(slug: "soon") { id } }') == {"roadmap": None}
    refused = await ben.api.perform(
        "createRoadmap", ROADMAP, **{**FRONT, "slug": "mine"}, steps=PATH, communityId=inner
    )
    assert refusal(refused) == ("FORBIDDEN", [])
    outside = await cleo.api.perform(
        "createRoadmap", ROADMAP, **{**FRONT, "slug": "mine"}, steps=PATH, communityId=inner
    )
    assert refusal(outside) == ("FORBIDDEN", [])


async def test_publishing_while_another_window_saves_never_publishes_half_a_draft(ada: Person) -> None:
    roadmap_id = await drafts(ada)
    new = [step(f"new-{n}", *([f"new-{n - 1}"] if n else [])) for n in range(30)]
    save = ada.api.perform("saveRoadmapDraft", ROADMAP, roadmapId=roadmap_id, steps=new, expectedVersion=1)
    saved, published = await asyncio.gather(save, publishes(ada, roadmap_id, expectedVersion=1))
    won = [row for row in (saved, published) if row["__typename"] == "Roadmap"]
    assert len(won) == 1
    assert sorted(row["__typename"] for row in (saved, published)) == ["Problem", "Roadmap"]
    edition = (await ada.api.data(KEYS))["roadmap"]["edition"]
    assert len(edition["steps"]) == (30 if won[0] is saved else 3)


async def test_roadmaps_are_found_by_topic_curator_and_state(network: Network, ada: Person) -> None:
    ben = await network.educator("ben")
    await offers(ada)
    await offers(ben, "by-ben", topics=["reading"])
    await drafts(ben, "soon")
    query = """query ($topic: String, $curator: ID, $status: RoadmapStatus! = PUBLISHED) {
        roadmaps(topic: $topic, curatorId: $curator, status: $status) { totalCount nodes { slug } } }"""

    async def found(**criteria: str) -> list[str]:
        page = (await ben.api.data(query, **criteria))["roadmaps"]
        assert page["totalCount"] == len(page["nodes"])
        return [row["slug"] for row in page["nodes"]]

    assert await found() == ["by-ben", "quiet-starts"]
    assert await found(topic="art") == ["quiet-starts"]
    assert await found(curator=ben.id) == ["by-ben"]
    assert await found(curator=ben.id, topic="art") == []
    assert await found(status="DRAFT") == ["soon"]
    await ada.blocks(ben)
    assert await found() == ["by-ben"]
    assert await ben.api.data(KEYS) == {"roadmap": None}
