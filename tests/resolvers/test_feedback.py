"""Feedback on a session is blind until both have spoken, or time reveals it."""

from typing import Any

from tests.behind import row_id
from tests.clock import BEGINNING
from tests.network import Person
from tests.pairs import DAY, HOUR, Pair
from tests.problems import refusal

GIVEN = {"useful": 4, "goalProgress": 2, "learned": True, "takeaway": "Bells work"}
FEEDBACK = """... on SessionFeedback { id useful goalProgress learned takeaway educator { handle }
    session { id } }"""
NODE = "query ($id: ID!) { node(id: $id) { id } }"
READ = """query ($id: ID!) { node(id: $id) { ... on Session { version feedbackRevealedAt
    viewerFeedback { educator { handle } } feedback { takeaway educator { handle } } } } }"""


async def submits(person: Person, session: str, **more: Any) -> Any:
    return await person.api.perform("submitFeedback", FEEDBACK, sessionId=session, **{**GIVEN, **more})


async def sees(person: Person, session: str) -> tuple[bool, str | None, list[str]]:
    """Whether it is revealed, whose feedback is the viewer's, and whose they read."""
    node = (await person.api.data(READ, id=session))["node"]
    own = node["viewerFeedback"] and node["viewerFeedback"]["educator"]["handle"]
    return bool(node["feedbackRevealedAt"]), own, [row["educator"]["handle"] for row in node["feedback"]]


async def test_neither_reads_the_others_before_both_have_spoken(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    session = await pair.past_session()
    room = await behind.connection.fetchrow("SELECT * FROM mentorship")
    row = await behind.connection.fetchrow("SELECT * FROM session")
    first = await submits(ben, session)
    same = {"educator": {"handle": "ben"}, "session": {"id": session}}
    assert first == {"__typename": "SessionFeedback", "id": first["id"], **GIVEN, **same}
    # Nothing that the other could read tells that there is something.
    assert await behind.connection.fetchrow("SELECT * FROM mentorship") == room
    noted = await behind.connection.fetchrow("SELECT * FROM session")
    # That there is some, the clock alone knows: no field shows it.
    assert row is not None
    assert noted is not None
    assert (row["first_feedback_at"], noted["first_feedback_at"] is None) == (None, False)
    assert {**noted, "first_feedback_at": None} == dict(row)
    fields = (await ada.api.data('{ __type(name: "Session") { fields { name } } }'))["__type"]["fields"]
    assert "firstFeedbackAt" not in {field["name"] for field in fields}
    assert (await behind.events(pair.id), await pair.told(ada)) == ([], [])
    assert await sees(ada, session) == (False, None, [])
    assert await sees(ben, session) == (False, "ben", ["ben"])
    assert (await ada.api.data(NODE, id=first["id"]))["node"] is None
    async with behind.nothing_happens():
        again = await submits(ben, session, useful=5)
    assert refusal(again) == ("CONFLICT", ["sessionId"])


async def test_both_read_what_they_said_once_both_have(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    session = await pair.past_session()
    first = await submits(ben, session)
    noted = await behind.connection.fetchval("SELECT first_feedback_at FROM session")
    second = await submits(ada, session, takeaway="", learned=False)
    assert (second["takeaway"], second["learned"]) == ("", False)
    assert await behind.connection.fetchval("SELECT first_feedback_at FROM session") == noted
    assert await behind.happened(pair.id) == [("FEEDBACK_REVEALED", row_id(session), row_id(ada.id))]
    assert (await pair.told(ben), await pair.told(ada)) == ([("FEEDBACK_REVEALED", 1)], [])
    assert await sees(ada, session) == (True, "ada", ["ben", "ada"])
    assert await sees(ben, session) == (True, "ben", ["ben", "ada"])
    assert (await ada.api.data(NODE, id=first["id"]))["node"] == {"id": first["id"]}
    async with behind.nothing_happens():
        late = await submits(ada, session)
    assert late["code"] == "INVALID_TRANSITION"


async def test_what_time_reveals_is_read_and_takes_no_more(pair: Pair) -> None:
    session = await pair.past_session("HELD", 7 * DAY - HOUR)
    await submits(pair.mentor, session)
    await pair.behind.connection.execute("UPDATE session SET feedback_revealed_at = $1", BEGINNING)
    assert await sees(pair.mentee, session) == (True, None, ["ada"])
    async with pair.behind.nothing_happens():
        refused = await submits(pair.mentee, session)
    assert refused["code"] == "INVALID_TRANSITION"


async def test_feedback_is_for_what_took_place_while_it_is_fresh(pair: Pair) -> None:
    running = await pair.session("CONFIRMED", BEGINNING - HOUR / 2)
    others = [await pair.past_session(status) for status in ("CANCELLED", "NO_SHOW")]
    proposed = await pair.past_session("PROPOSED", 2 * HOUR)
    old = await pair.past_session("HELD", 7 * DAY)
    async with pair.behind.nothing_happens():
        refused = [await submits(pair.mentor, session) for session in (running, *others, proposed, old)]
    assert [answer["code"] for answer in refused] == ["INVALID_TRANSITION"] * 5
    held = await pair.past_session("HELD", DAY)
    async with pair.behind.nothing_happens():
        wrong = [
            await submits(pair.mentor, held, useful=0, goalProgress=6),
            await submits(pair.mentor, held, takeaway="t" * 1001),
        ]
    assert [refusal(answer) for answer in wrong] == [
        ("INVALID", ["useful", "goalProgress"]),
        ("INVALID", ["takeaway"]),
    ]
    disputed = await pair.past_session("DISPUTED", DAY)
    assert [(await submits(pair.mentor, one))["__typename"] for one in (held, disputed)] == [
        "SessionFeedback"
    ] * 2
