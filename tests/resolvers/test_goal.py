from typing import Any

import pytest

from tests.behind import Behind, row_id
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.pairs import Pair
from tests.problems import refusal

GOAL = """... on Goal { id title why focus measure unit baseline target reached dueOn status visibility
    activatedAt endedAt version owner { handle } mentorship { id } }"""
EVIDENCE = """... on Evidence { id kind url text capturedOn attestedAt attestedBy { handle }
    author { handle } goal { id } }"""
BRIEF = "... on Goal { id status version reached }"
SHOWN: dict[str, Any] = {
    "kind": "OBSERVATION",
    "text": "Calm.",
    "capturedOn": "2026-03-01",
    "noPupilData": True,
}


async def sets(person: Person, **more: Any) -> Any:
    given = {"title": "Quieter transitions", "focus": "ENGAGEMENT", **more}
    return await person.api.perform("createGoal", GOAL, **given)


async def in_room(person: Person, pair: Pair, *deeds: str, **more: Any) -> str:
    """The id of a goal of the room with which these deeds were done."""
    goal: str = (await sets(person, mentorshipId=pair.id, **more))["id"]
    for deed in deeds:
        assert (await person.api.perform(deed, BRIEF, goalId=goal))["__typename"] == "Goal"
    return goal


async def reflects(person: Person, goal: str, kind: str = "REFLECTION") -> str:
    shape = "... on JournalEntry { id }"
    entry = await person.api.perform("writeJournalEntry", shape, goalId=goal, kind=kind, body="It helps.")
    entry_id: str = entry["id"]
    return entry_id


async def completes(person: Person, goal: str, result: str = "MET", **more: Any) -> Any:
    return await person.api.perform("completeGoal", BRIEF, goalId=goal, result=result, **more)


async def test_a_goal_of_a_room_is_for_the_room_unless_its_owner_says_otherwise(pair: Pair) -> None:
    terms = {
        "why": "Ten minutes a day are lost.",
        "measure": "Minutes until all work",
        "unit": "minutes",
        "baseline": 9.5,
        "target": 3,
        "dueOn": "2026-03-02",
    }
    for person in (pair.mentor, pair.mentee):
        goal = await sets(person, mentorshipId=pair.id, **terms)
        assert goal.pop("id")
        assert goal == {
            **terms,
            "__typename": "Goal",
            "title": "Quieter transitions",
            "focus": "ENGAGEMENT",
            "reached": None,
            "status": "DRAFT",
            "visibility": "ROOM",
            "activatedAt": None,
            "endedAt": None,
            "version": 1,
            "owner": {"handle": person.handle},
            "mentorship": {"id": pair.id},
        }
    own = await sets(pair.mentor)
    assert (own["visibility"], own["mentorship"]) == ("PRIVATE", None)
    public = await sets(pair.mentor, mentorshipId=pair.id, visibility="PUBLIC")
    hidden = await sets(pair.mentor, mentorshipId=pair.id, visibility="PRIVATE")
    assert (public["visibility"], hidden["visibility"]) == ("PUBLIC", "PRIVATE")
    # What is private or personal is nobody else's business.
    assert await pair.behind.events(pair.id) == ["GOAL_CHANGED"] * 3
    assert await pair.told(pair.mentee) == [("GOAL_CHANGED", 2)]


async def test_a_goal_goes_its_course(pair: Pair, clock: DrivenClock) -> None:
    ada, ben = pair.mentor, pair.mentee
    clock.advance(seconds=60)
    goal = await in_room(ben, pair)
    active = await ben.api.perform("activateGoal", GOAL, goalId=goal)
    assert (active["status"], active["version"], active["endedAt"]) == ("ACTIVE", 2, None)
    assert active["activatedAt"][14:16] == "01"
    added = await ada.api.perform("addEvidence", EVIDENCE, goalId=goal, **SHOWN)
    await reflects(ben, goal)
    clock.advance(seconds=60)
    met = await ben.api.perform("completeGoal", GOAL, goalId=goal, result="MET", reached=4)
    assert (met["status"], met["version"], met["reached"]) == ("MET", 3, 4.0)
    assert (met["activatedAt"], met["endedAt"][14:16]) == (active["activatedAt"], "02")
    happened = [(kind, subject) for kind, subject, _ in await pair.behind.happened(pair.id)]
    assert happened == [
        ("GOAL_CHANGED", row_id(goal)),
        ("GOAL_CHANGED", row_id(goal)),
        ("EVIDENCE_CHANGED", row_id(added["id"])),
        ("GOAL_CHANGED", row_id(goal)),
    ]
    dropped, missed = [await in_room(ben, pair, "activateGoal") for _ in range(2)]
    assert (await ben.api.perform("dropGoal", BRIEF, goalId=dropped))["status"] == "DROPPED"
    assert (await completes(ben, missed, "NOT_MET"))["status"] == "NOT_MET"


async def test_a_goal_is_met_only_with_evidence_and_a_later_reflection_of_its_owner(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    goal = await in_room(ben, pair)
    await reflects(ben, goal)
    await ben.api.perform("activateGoal", BRIEF, goalId=goal)
    await reflects(ada, goal)
    await reflects(ben, goal, "TAKEAWAY")
    await reflects(ben, await in_room(ben, pair))
    reflection = "a reflection in its owner's journal, written since it became active"

    async def refused() -> str:
        async with behind.nothing_happens():
            answer = await completes(ben, goal)
        assert answer["code"] == "INVALID_TRANSITION"
        message: str = answer["message"]
        return message

    needs = "To be met, this goal still needs"
    assert await refused() == f"{needs} a piece of evidence and {reflection}."
    await ada.api.perform("addEvidence", EVIDENCE, goalId=goal, **SHOWN)
    assert await refused() == f"{needs} {reflection}."
    await reflects(ben, goal)
    assert (await completes(ben, goal))["status"] == "MET"


async def test_evidence_alone_is_missing_when_there_is_a_reflection(pair: Pair) -> None:
    goal = await in_room(pair.mentor, pair, "activateGoal")
    await reflects(pair.mentor, goal)
    async with pair.behind.nothing_happens():
        refused = await completes(pair.mentor, goal)
    assert refused["message"] == "To be met, this goal still needs a piece of evidence."


@pytest.mark.parametrize(
    ("deeds", "refused", "sentence"),
    [
        ((), {"completeGoal"}, "The owner cannot meet a goal that is draft."),
        (("activateGoal",), {"activateGoal"}, "The owner cannot activate a goal that is active."),
        (
            ("dropGoal",),
            {"updateGoal", "activateGoal", "completeGoal", "dropGoal", "addEvidence"},
            "The owner cannot drop a goal that is dropped.",
        ),
    ],
)
async def test_the_state_of_a_goal_says_what_can_be_done(
    pair: Pair, deeds: tuple[str, ...], refused: set[str], sentence: str
) -> None:
    goal = await in_room(pair.mentee, pair, *deeds)
    wrong: dict[str, dict[str, Any]] = {
        "updateGoal": {"title": "Late"},
        "activateGoal": {},
        "completeGoal": {"result": "MET"},
        "dropGoal": {},
        "addEvidence": SHOWN,
    }
    async with pair.behind.nothing_happens():
        answers = [
            await pair.mentee.api.perform(deed, "__typename", goalId=goal, **wrong[deed])
            for deed in sorted(refused)
        ]
    assert {answer["code"] for answer in answers} == {"INVALID_TRANSITION"}
    assert sentence in {answer["message"] for answer in answers}


async def test_the_other_of_the_two_takes_no_step_with_a_goal(pair: Pair) -> None:
    goal = await in_room(pair.mentee, pair)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("activateGoal", {}),
        ("dropGoal", {}),
        ("completeGoal", {"result": "NOT_MET"}),
        ("updateGoal", {"title": "Mine"}),
    ]
    async with pair.behind.nothing_happens():
        answers = [await pair.mentor.api.perform(deed, GOAL, goalId=goal, **more) for deed, more in steps]
    assert [(answer["code"], answer["message"]) for answer in answers] == [
        ("INVALID_TRANSITION", f"The counterpart cannot {done} a goal that is draft.")
        for done in ("activate", "drop", "miss", "change")
    ]


async def test_what_is_given_of_a_goal_changes(pair: Pair) -> None:
    ben, behind = pair.mentee, pair.behind
    goal = await in_room(ben, pair, why="Noise")
    news = {"title": "Silence", "measure": "Decibels", "target": 40, "focus": "WELLBEING"}
    changed = await ben.api.perform("updateGoal", GOAL, goalId=goal, expectedVersion=1, **news)
    assert {name: changed[name] for name in (*news, "why", "version")} == {
        **news,
        "why": "Noise",
        "version": 2,
    }
    async with behind.nothing_happens():
        again = await ben.api.perform("updateGoal", GOAL, goalId=goal, **news)
        late = await ben.api.perform("updateGoal", GOAL, goalId=goal, expectedVersion=1, title="Late")
    assert again == changed
    assert (late["message"], refusal(late)) == (
        "This goal is at version 2 by now.",
        ("CONFLICT", ["expectedVersion"]),
    )
    for visibility in ("PUBLIC", "PRIVATE", "ROOM"):
        await ben.api.perform("updateGoal", GOAL, goalId=goal, visibility=visibility)
    events = [(kind, subject) for kind, subject, _ in await behind.happened(pair.id)]
    # What the other no longer sees is told as a change of the room.
    assert events[2:] == [
        ("GOAL_CHANGED", row_id(goal)),
        ("MENTORSHIP_CHANGED", row_id(pair.id)),
        ("GOAL_CHANGED", row_id(goal)),
    ]


async def test_null_takes_a_figure_away_and_what_is_left_out_stays(pair: Pair) -> None:
    ben, behind = pair.mentee, pair.behind
    figures = {"measure": "Minutes", "unit": "min", "baseline": 9.5, "target": 3.0, "dueOn": "2026-03-09"}
    goal = await in_room(ben, pair, why="Noise", **figures)
    emptied = {"measure": "", "unit": "", "baseline": None, "target": None, "dueOn": None}
    for version, (name, nothing) in enumerate(emptied.items(), 2):
        changed = await ben.api.perform("updateGoal", GOAL, goalId=goal, **{name: None})
        figures[name] = nothing
        assert {key: changed[key] for key in (*figures, "version")} == {**figures, "version": version}
    async with behind.nothing_happens():
        terms = dict.fromkeys((*figures, "title", "why", "focus", "visibility"))
        # What a goal must have, null leaves alone.
        assert await ben.api.perform("updateGoal", GOAL, goalId=goal, **terms) == changed
    assert (changed["title"], changed["why"]) == ("Quieter transitions", "Noise")
    assert await behind.events(pair.id) == ["GOAL_CHANGED"] * 6


async def test_a_goal_that_cannot_be_is_refused_by_the_argument(network: Network, pair: Pair) -> None:
    ada = pair.mentor
    eve = await network.educator("eve")
    personal = (await sets(ada))["id"]
    async with pair.behind.nothing_happens():
        for argument, value in (
            ("title", " "),
            ("title", "x" * 141),
            ("why", "x" * 2001),
            ("measure", "x" * 201),
            ("unit", "x" * 41),
            ("dueOn", "2026-03-01"),
            ("visibility", "ROOM"),
        ):
            assert refusal(await sets(ada, **{argument: value})) == ("INVALID", [argument])
            changed = await ada.api.perform("updateGoal", GOAL, goalId=personal, **{argument: value})
            assert refusal(changed) == ("INVALID", [argument])
        assert refusal(await sets(eve, mentorshipId=pair.id)) == ("NOT_FOUND", ["mentorshipId"])
        assert refusal(await sets(ada, mentorshipId=personal)) == ("NOT_FOUND", ["mentorshipId"])
        unsigned = await network.api.perform("createGoal", GOAL, title="Mine", focus="CAREER")
    assert unsigned["code"] == "UNAUTHENTICATED"


async def test_what_day_it_is_depends_on_where_one_lives(pair: Pair, clock: DrivenClock) -> None:
    ada = pair.mentor
    await ada.api.perform("updateAccount", "... on Account { timeZone }", timeZone="Pacific/Kiritimati")
    clock.advance(hours=3)
    await ada.signs_in_again()
    goal = (await sets(ada, dueOn="2026-03-03"))["id"]
    evidence = {**SHOWN, "capturedOn": "2026-03-03", "goalId": goal}
    assert (await ada.api.perform("addEvidence", EVIDENCE, **evidence))["capturedOn"] == "2026-03-03"
    assert refusal(await sets(ada, dueOn="2026-03-02")) == ("INVALID", ["dueOn"])


async def test_strangers_and_closed_rooms_take_no_steps(network: Network, pair: Pair) -> None:
    ben, behind = pair.mentee, pair.behind
    eve = await network.educator("eve")
    goals = [
        await in_room(ben, pair, visibility="PUBLIC"),
        await in_room(ben, pair),
        (await sets(ben, visibility="PUBLIC"))["id"],
        (await sets(ben))["id"],
        pair.id,
    ]
    hidden = await in_room(ben, pair, visibility="PRIVATE")
    await pair.becomes("CLOSED")
    async with behind.nothing_happens():
        for person, ids in ((eve, goals), (pair.mentor, [*goals[2:], hidden])):
            for goal in ids:
                for deed, more in (("dropGoal", {}), ("addEvidence", SHOWN), ("updateGoal", {"why": "x"})):
                    refused = await person.api.perform(deed, "__typename", goalId=goal, **more)
                    assert refusal(refused) == ("NOT_FOUND", ["goalId"])
                    assert refused["message"] == "There is no such goal."
        for goal in (*goals[:2], hidden):
            late = await ben.api.perform("dropGoal", GOAL, goalId=goal)
            assert (late["code"], late["message"]) == ("INVALID_TRANSITION", "This mentorship is closed.")
        late = await sets(ben, mentorshipId=pair.id)
        assert (late["code"], late["message"]) == ("INVALID_TRANSITION", "This mentorship is closed.")
    assert (await ben.api.perform("dropGoal", GOAL, goalId=goals[2]))["status"] == "DROPPED"


async def test_a_personal_goal_is_met_alone(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    goal = (await sets(ada))["id"]
    await ada.api.perform("activateGoal", BRIEF, goalId=goal)
    await ada.api.perform("addEvidence", EVIDENCE, goalId=goal, **SHOWN)
    await reflects(ada, goal)
    assert (await completes(ada, goal))["status"] == "MET"
    assert await behind.count("event") == 0
