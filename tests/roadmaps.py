"""Roadmaps as a test needs them, made through the API."""

from typing import Any

from tests.network import Person

ROADMAP = """... on Roadmap { id slug title summary status latestNumber version topics { slug }
    edition { number publishedAt steps { key weight optional prerequisites { key } resources { url } } } }"""


def step(key: str, *before: str, **more: Any) -> dict[str, Any]:
    """A step that waits for others."""
    said = {"title": key.title(), "kind": "SKILL", "estMinutes": 30, "expectedOutcome": "You can do it."}
    return {"key": key, "prerequisites": list(before), **said, **more}


PATH = [step("notice"), step("try", "notice", weight=3), step("share", "try", optional=True)]
FRONT = {
    "slug": "quiet-starts",
    "title": "Quiet starts",
    "summary": "To begin lessons calmly, in six weeks.",
    "topics": ["art"],
}


async def drafts(person: Person, slug: str = "quiet-starts", **more: Any) -> str:
    """The global id of a roadmap that somebody writes; the topic `art` must be there."""
    given = {**FRONT, "slug": slug, "steps": PATH, **more}
    made = await person.api.perform("createRoadmap", ROADMAP, **given)
    roadmap_id: str = made["id"]
    return roadmap_id


async def publishes(person: Person, roadmap_id: str, **more: Any) -> Any:
    """What publishing answers."""
    return await person.api.perform("publishRoadmap", ROADMAP, roadmapId=roadmap_id, **more)


async def offers(person: Person, slug: str = "quiet-starts", **more: Any) -> str:
    """The global id of a roadmap that somebody writes and publishes."""
    roadmap_id = await drafts(person, slug, **more)
    await publishes(person, roadmap_id)
    return roadmap_id
