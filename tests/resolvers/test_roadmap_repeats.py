"""Every mutation of roadmaps sent again with its key: one effect, one answer; other input is refused."""

from typing import Any

from tests.behind import Behind
from tests.mentoring import add_topics
from tests.network import Network
from tests.problems import refusal
from tests.resolvers.test_roadmap_file import FILE
from tests.roadmaps import FRONT, PATH

SHAPE = "... on Roadmap { id slug status version latestNumber edition { number } }"


async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(
    network: Network, behind: Behind
) -> None:
    await add_topics(behind.connection, "art")
    ada = await network.educator("ada")

    async def twice(mutation: str, other: dict[str, Any], **given: Any) -> str:
        given["idempotencyKey"] = mutation
        first = await ada.api.perform(mutation, SHAPE, **given)
        assert first["__typename"] == "Roadmap", first
        async with behind.nothing_happens():
            assert await ada.api.perform(mutation, SHAPE, **given) == first
            refused = await ada.api.perform(mutation, SHAPE, **{**given, **other})
        assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])
        return str(first["id"])

    made = {"roadmapId": await twice("createRoadmap", {"slug": "another"}, **FRONT, steps=PATH)}
    await twice("updateRoadmap", {"title": "Other"}, **made, title="Calm starts")
    await twice("saveRoadmapDraft", {"steps": PATH[:1]}, **made, steps=PATH[:2])
    await twice("publishRoadmap", {"expectedVersion": 9}, **made)
    await twice("importRoadmap", {"yaml": FILE + "\n"}, yaml=FILE)
    await twice("retireRoadmap", {"roadmapId": "another"}, **made)
