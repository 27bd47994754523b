"""What came of a session: the log that both write, and the next steps that follow."""

from typing import Any

from kit.ids import encode_id
from tests.behind import row_id
from tests.clock import BEGINNING
from tests.network import Person
from tests.pairs import DAY, HOUR, Pair
from tests.problems import refusal

LOG = """... on SessionLog { id whatsWorking focusAndChallenges nextFocus nextMeetingOn version
    session { id } }
    ... on Problem { current { id ... on SessionLog { whatsWorking version } } }"""
STEP = "... on NextStep { id text dueOn doneAt assignee { handle } session { id } }"
READ = """query ($id: ID!) { node(id: $id) { ... on Session {
    log { whatsWorking version } nextSteps { id text doneAt } } } }"""


async def saves(person: Person, session: str, **given: Any) -> Any:
    return await person.api.perform("saveSessionLog", LOG, sessionId=session, **given)


async def test_both_write_one_log(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    session = await pair.past_session("HELD")
    assert (await ben.api.data(READ, id=session))["node"] == {"log": None, "nextSteps": []}
    first = await saves(ben, session, whatsWorking="Bells", nextMeetingOn="2026-03-16", expectedVersion=0)
    assert first == {
        "__typename": "SessionLog",
        "id": first["id"],
        "whatsWorking": "Bells",
        "focusAndChallenges": "",
        "nextFocus": "",
        "nextMeetingOn": "2026-03-16",
        "version": 1,
        "session": {"id": session},
    }
    second = await saves(ada, session, nextFocus="Silence", nextMeetingOn=None, expectedVersion=1)
    written = {"nextFocus": "Silence", "nextMeetingOn": None, "version": 2}
    assert second == {**first, **written}
    assert await behind.happened(pair.id) == [
        ("SESSION_LOG_CHANGED", row_id(first["id"]), row_id(person.id)) for person in (ben, ada)
    ]
    assert (await pair.told(ada), await pair.told(ben)) == ([], [])
    async with behind.nothing_happens():
        assert await saves(ada, session, whatsWorking="Bells", expectedVersion=2) == second
        stale = await saves(ben, session, whatsWorking="Gongs", expectedVersion=1)
        long = await saves(ben, session, whatsWorking="w" * 4001, nextFocus="f" * 4001)
    assert refusal(stale) == ("CONFLICT", ["expectedVersion"])
    assert stale["current"] == {"id": first["id"], "whatsWorking": "Bells", "version": 2}
    assert refusal(long) == ("INVALID", ["whatsWorking", "nextFocus"])
    assert (await ben.api.data(READ, id=session))["node"]["log"] == {"whatsWorking": "Bells", "version": 2}


async def test_a_log_is_written_until_seven_days_after_its_session(pair: Pair) -> None:
    open_still = await pair.past_session("HELD", 7 * DAY - HOUR)
    locked = await pair.past_session("HELD", 7 * DAY)
    cancelled = await pair.session("CANCELLED")
    planned = await pair.session("CONFIRMED")
    async with pair.behind.nothing_happens():
        refused = [
            await saves(pair.mentor, locked, whatsWorking="Late"),
            await saves(pair.mentor, cancelled, whatsWorking="Never"),
            await saves(pair.mentor, open_still, whatsWorking="First?", expectedVersion=1),
        ]
    assert [answer["code"] for answer in refused] == ["INVALID_TRANSITION", "INVALID_TRANSITION", "CONFLICT"]
    for session in (open_still, planned):
        assert (await saves(pair.mentor, session, whatsWorking="In time"))["version"] == 1


async def adds(person: Person, session: str, assignee: Person, text: str = "Try a bell", **more: Any) -> Any:
    given = {"sessionId": session, "assigneeId": assignee.id, "text": text, **more}
    return await person.api.perform("addNextStep", STEP, **given)


async def test_a_next_step_is_done_by_whom_it_is_for(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    session = await pair.past_session("HELD")
    step = await adds(ada, session, ben, dueOn="2026-03-09")
    assert step == {
        "__typename": "NextStep",
        "id": step["id"],
        "text": "Try a bell",
        "dueOn": "2026-03-09",
        "doneAt": None,
        "assignee": {"handle": "ben"},
        "session": {"id": session},
    }
    own = await adds(ben, session, ben, "Count to ten")
    assert (await pair.told(ben), await pair.told(ada)) == ([("NEXT_STEP_ASSIGNED", 1)], [])
    async with behind.nothing_happens():
        refused = await ada.api.perform("completeNextStep", STEP, nextStepId=step["id"])
    assert (refused["code"], refused["message"]) == (
        "INVALID_TRANSITION",
        "Only who took a next step on can complete it.",
    )
    done = await ben.api.perform("completeNextStep", STEP, nextStepId=step["id"])
    assert done["doneAt"].startswith("2026-03-02T08:00")
    assert await behind.happened(pair.id) == [
        ("NEXT_STEP_CHANGED", row_id(which["id"]), row_id(who.id))
        for which, who in ((step, ada), (own, ben), (step, ben))
    ]
    async with behind.nothing_happens():
        assert await ben.api.perform("completeNextStep", STEP, nextStepId=step["id"]) == done
    later = await pair.past_session("HELD", DAY)
    third = await adds(ben, later, ada, "Visit a lesson")
    document = """query ($id: ID!) { mentorship(id: $id) { all: nextSteps { nodes { id } }
        open: nextSteps(open: true) { totalCount nodes { id } }
        done: nextSteps(open: false) { nodes { id } } } }"""
    listed = (await ada.api.data(document, id=pair.id))["mentorship"]
    assert listed["all"]["nodes"] == [{"id": each["id"]} for each in (third, own, step)]
    assert listed["open"] == {"totalCount": 2, "nodes": [{"id": third["id"]}, {"id": own["id"]}]}
    assert listed["done"]["nodes"] == [{"id": step["id"]}]
    shown = (await ada.api.data(READ, id=session))["node"]["nextSteps"]
    assert [row["id"] for row in shown] == [step["id"], own["id"]]


async def test_next_steps_are_few_and_for_the_two(pair: Pair) -> None:
    session, cancelled = await pair.past_session("HELD"), await pair.session("CANCELLED")
    stranger = await pair.behind.connection.fetchval("SELECT gen_random_uuid()")
    behind = pair.behind
    given = {"sessionId": session, "assigneeId": pair.mentor.id, "text": "Try"}
    async with behind.nothing_happens():
        refused = [
            await pair.mentor.api.perform("addNextStep", STEP, **{**given, "text": ""}),
            await pair.mentor.api.perform("addNextStep", STEP, **{**given, "text": "t" * 501}),
            await pair.mentor.api.perform(
                "addNextStep", STEP, **{**given, "assigneeId": encode_id("Educator", stranger)}
            ),
            await adds(pair.mentor, cancelled, pair.mentor),
        ]
    assert [refusal(answer) for answer in refused] == [
        ("INVALID", ["text"]),
        ("INVALID", ["text"]),
        ("INVALID", ["assigneeId"]),
        ("INVALID_TRANSITION", []),
    ]
    await behind.connection.execute(
        """INSERT INTO next_step (id, session_id, assignee_id, text, created_at)
        SELECT gen_random_uuid(), $1, $2, 'Try', $3 FROM generate_series(1, 19)""",
        row_id(session), row_id(pair.mentor.id), BEGINNING,
    )  # fmt: skip
    assert (await adds(pair.mentor, session, pair.mentor))["__typename"] == "NextStep"
    async with behind.nothing_happens():
        full = await adds(pair.mentor, session, pair.mentor)
    assert refusal(full) == ("INVALID", ["sessionId"])
