import asyncio
from typing import Any

from tests.behind import row_id
from tests.network import Network, Person
from tests.pairs import Pair
from tests.problems import refusal
from tests.resolvers.test_goal import EVIDENCE, SHOWN, completes, in_room, reflects, sets


async def adds(person: Person, goal: str, **more: Any) -> Any:
    return await person.api.perform("addEvidence", EVIDENCE, goalId=goal, **{**SHOWN, **more})


async def attests(person: Person, evidence: str) -> Any:
    return await person.api.perform("attestEvidence", EVIDENCE, evidenceId=evidence)


async def test_evidence_says_what_it_is_and_the_other_attests_it_once(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    goal = await in_room(ben, pair)
    made = await adds(ben, goal, url="https://example.org/chart?week=9", kind="AGGREGATE_DATA")
    evidence = made.pop("id")
    assert made == {
        "__typename": "Evidence",
        "kind": "AGGREGATE_DATA",
        "url": "https://example.org/chart?week=9",
        "text": "Calm.",
        "capturedOn": "2026-03-01",
        "attestedAt": None,
        "attestedBy": None,
        "author": {"handle": "ben"},
        "goal": {"id": goal},
    }
    attested = await attests(ada, evidence)
    assert (attested["attestedBy"], attested["attestedAt"][:10]) == ({"handle": "ada"}, "2026-03-02")
    await pair.becomes("CLOSED")
    async with behind.nothing_happens():
        assert await attests(ada, evidence) == attested
    assert await behind.events(pair.id) == ["GOAL_CHANGED", "EVIDENCE_CHANGED", "EVIDENCE_CHANGED"]
    assert (await pair.told(ada), await pair.told(ben)) == ([("GOAL_CHANGED", 2)], [("GOAL_CHANGED", 1)])


async def test_evidence_that_cannot_be_is_refused_by_the_argument(pair: Pair) -> None:
    ben = pair.mentee
    goal = await in_room(ben, pair)
    bare = {name: value for name, value in SHOWN.items() if name != "text"}
    addresses = (
        "ftp://example.org/x", "javascript:alert(1)", "https://", "https:///x", "https://a b.org",
        "//example.org", "https://example.org:x/", "https://example.org/\u202e", "http://[", "x" * 9,
        "https://" + "x" * 2000,
    )  # fmt: skip
    async with pair.behind.nothing_happens():
        for address in addresses:
            assert refusal(await adds(ben, goal, url=address)) == ("INVALID", ["url"]), address
        assert refusal(await adds(ben, goal, noPupilData=False)) == ("INVALID", ["noPupilData"])
        assert refusal(await adds(ben, goal, capturedOn="2026-03-03")) == ("INVALID", ["capturedOn"])
        assert refusal(await adds(ben, goal, text=" ")) == ("INVALID", ["text"])
        assert refusal(await adds(ben, goal, kind="VIDEO_LINK")) == ("INVALID", ["url"])
        refused = await ben.api.perform("addEvidence", EVIDENCE, goalId=goal, **bare)
        assert refusal(refused) == ("INVALID", ["url", "text"])
    for address in ("http://example.org", "https://user@example.org:8443/a%20b#c", "https://bücher.example"):
        assert (await adds(ben, goal, url=address, kind="VIDEO_LINK"))["url"] == address


async def test_only_the_other_of_the_two_attests(network: Network, pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    eve = await network.educator("eve")
    goal, personal = await in_room(ben, pair, visibility="PUBLIC"), (await sets(ben))["id"]
    evidence, own = [(await adds(ben, key))["id"] for key in (goal, personal)]
    from_ada = (await adds(ada, goal))["id"]
    async with pair.behind.nothing_happens():
        for person, piece in ((ben, evidence), (ada, from_ada)):
            refused = await attests(person, piece)
            assert (refused["code"], refused["message"]) == (
                "INVALID_TRANSITION",
                "The other of the two attests what you added.",
            )
        alone = await attests(ben, own)
        assert (alone["code"], alone["message"]) == (
            "INVALID_TRANSITION",
            "Nobody can attest evidence of a goal that belongs to no mentorship.",
        )
        for person, piece in ((eve, evidence), (ada, own), (ben, goal), (ada, "nonsense")):
            refused = await attests(person, piece)
            assert refusal(refused) == ("NOT_FOUND", ["evidenceId"])
            assert refused["message"] == "There is no such evidence."
        assert (await attests(Person("", "", network.api, ""), evidence))["code"] == "UNAUTHENTICATED"
    await pair.becomes("CLOSED")
    async with pair.behind.nothing_happens():
        late = await attests(ada, evidence)
    assert (late["code"], late["message"]) == ("INVALID_TRANSITION", "This mentorship is closed.")


async def removes(person: Person, evidence: str) -> Any:
    shape = "... on Goal { id status version evidence { nodes { id } } }"
    return await person.api.perform("removeEvidence", shape, evidenceId=evidence)


async def test_the_owner_of_a_goal_takes_evidence_from_it(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    goal, private = await in_room(ben, pair, "activateGoal"), await in_room(ben, pair, visibility="PRIVATE")
    own, from_ada, kept = [(await adds(person, goal))["id"] for person in (ben, ada, ada)]
    hidden = (await adds(ben, private))["id"]
    await attests(ada, own)
    before, told = len(await behind.events(pair.id)), await pair.told(ada)
    left = {"__typename": "Goal", "id": goal, "status": "ACTIVE", "version": 2}
    for gone, staying in ((own, [from_ada, kept]), (from_ada, [kept])):
        nodes = [{"id": piece} for piece in staying]
        assert await removes(ben, gone) == {**left, "evidence": {"nodes": nodes}}
    happened = (await behind.happened(pair.id))[before:]
    assert happened == [("GOAL_CHANGED", row_id(goal), row_id(ben.id))] * 2
    assert (told, await pair.told(ada)) == ([("GOAL_CHANGED", 3)], [("GOAL_CHANGED", 5)])
    # What is private is nobody else's business.
    assert (await removes(ben, hidden))["evidence"] == {"nodes": []}
    assert len(await behind.events(pair.id)) == before + 2
    answers = await asyncio.gather(*(removes(ben, kept) for _ in range(2)))
    assert sorted(answer["__typename"] for answer in answers) == ["Goal", "Problem"]
    assert [refusal(answer) for answer in answers if answer["__typename"] == "Problem"] == [
        ("NOT_FOUND", ["evidenceId"])
    ]
    assert len(await behind.events(pair.id)) == before + 3


async def test_the_other_takes_back_the_evidence_that_they_added(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    goal = await in_room(ben, pair)
    mine, kept = (await adds(ada, goal))["id"], (await adds(ben, goal))["id"]
    before, told = len(await behind.events(pair.id)), await pair.told(ben)
    left = {"__typename": "Goal", "id": goal, "status": "DRAFT", "version": 1}
    assert await removes(ada, mine) == {**left, "evidence": {"nodes": [{"id": kept}]}}
    assert (await behind.happened(pair.id))[before:] == [("GOAL_CHANGED", row_id(goal), row_id(ada.id))]
    assert (told, await pair.told(ben)) == ([("GOAL_CHANGED", 1)], [("GOAL_CHANGED", 2)])
    assert refusal(await removes(ada, mine)) == ("NOT_FOUND", ["evidenceId"])


async def test_nobody_else_takes_evidence_and_nobody_from_a_goal_that_has_ended(
    network: Network, pair: Pair
) -> None:
    ada, ben = pair.mentor, pair.mentee
    eve = await network.educator("eve")
    goal, met = await in_room(ben, pair, visibility="PUBLIC"), await in_room(ben, pair, "activateGoal")
    evidence, lasting, own = [(await adds(ada, key))["id"] for key in (goal, met, (await sets(ada))["id"])]
    bens = (await adds(ben, goal))["id"]
    await reflects(ben, met)
    assert (await completes(ben, met))["status"] == "MET"
    async with pair.behind.nothing_happens():
        for person, piece in ((eve, evidence), (ben, own), (ben, goal), (ben, "nonsense")):
            refused = await removes(person, piece)
            assert refusal(refused) == ("NOT_FOUND", ["evidenceId"])
            assert refused["message"] == "There is no such evidence."
        refusals = [
            await removes(person, piece) for person, piece in ((ada, bens), (ben, lasting), (ada, lasting))
        ]
        assert [(answer["code"], answer["message"]) for answer in refusals] == [
            ("INVALID_TRANSITION", message)
            for message in (
                "Only its owner takes away from a goal what somebody else added.",
                "The owner cannot remove evidence from a goal that is met.",
                "The counterpart cannot remove evidence from a goal that is met.",
            )
        ]
        assert (await removes(Person("", "", network.api, ""), evidence))["code"] == "UNAUTHENTICATED"
    await pair.becomes("CLOSED")
    async with pair.behind.nothing_happens():
        late = await removes(ben, evidence)
    assert (late["code"], late["message"]) == ("INVALID_TRANSITION", "This mentorship is closed.")
