"""Whether a session took place: what the two say of it, and what becomes of that."""

from datetime import datetime, timedelta
from typing import Any

from tests.clock import BEGINNING
from tests.network import Person
from tests.pairs import DAY, SESSION, Pair


async def says(person: Person, mutation: str, session: str, **more: Any) -> Any:
    return await person.api.perform(mutation, SESSION, sessionId=session, **more)


async def test_a_session_is_held_once_both_say_so(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    session = await pair.past_session()
    first = await says(ben, "confirmHeld", session)
    assert (first["status"], first["heldByMentorAt"], first["version"]) == ("CONFIRMED", None, 1)
    assert first["heldByMenteeAt"].startswith("2026-03-02T08:00")
    assert (await behind.events(pair.id), await pair.told(ada)) == (
        ["SESSION_CHANGED"],
        [("SESSION_CHANGED", 1)],
    )
    async with behind.nothing_happens():
        assert await says(ben, "confirmHeld", session) == first
        no_show = await says(ada, "reportNoShow", session)
    assert no_show["code"] == "INVALID_TRANSITION"
    second = await says(ada, "confirmHeld", session)
    assert (second["status"], second["heldByMenteeAt"], second["version"]) == (
        "HELD",
        first["heldByMenteeAt"],
        2,
    )
    assert (await behind.events(pair.id), await pair.told(ben)) == (
        ["SESSION_CHANGED"] * 2,
        [("SESSION_CHANGED", 1)],
    )
    async with behind.nothing_happens():
        again = [await says(person, "confirmHeld", session) for person in (ada, ben)]
    assert [answer["code"] for answer in again] == ["INVALID_TRANSITION"] * 2


async def test_what_the_other_said_is_disputed(pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    session = await pair.past_session()
    await says(ada, "confirmHeld", session)
    async with behind.nothing_happens():
        own = await says(ada, "disputeSession", session, note="Not I.")
        empty = await says(ben, "disputeSession", session, note="")
    assert [own["code"], empty["code"]] == ["INVALID_TRANSITION", "INVALID"]
    disputed = await says(ben, "disputeSession", session, note="I waited for an hour.")
    assert (disputed["status"], disputed["disputeNote"], disputed["reportedBy"]) == (
        "DISPUTED",
        "I waited for an hour.",
        {"handle": "ben"},
    )
    assert await behind.events(pair.id) == ["SESSION_CHANGED"] * 2
    assert await pair.told(ada) == [("SESSION_CHANGED", 1)]


async def test_a_no_show_is_reported_and_disputed(pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    session = await pair.session("CONFIRMED", _before(minutes=15))
    missed = await says(ada, "reportNoShow", session)
    assert (missed["status"], missed["reportedBy"]) == ("NO_SHOW", {"handle": "ada"})
    assert (await pair.behind.events(pair.id), await pair.told(ben)) == (
        ["SESSION_CHANGED"],
        [("SESSION_CHANGED", 1)],
    )
    disputed = await says(ben, "disputeSession", session, note="I was there.")
    assert (disputed["status"], disputed["reportedBy"]) == ("DISPUTED", {"handle": "ben"})


async def test_nothing_is_said_too_early_or_too_late(pair: Pair) -> None:
    ada, ben = pair.mentor, pair.mentee
    running = await pair.session("CONFIRMED", _before(minutes=5))
    old = {"held_by_mentor_at": _before(days=7)}
    settled = await pair.past_session("CONFIRMED", 8 * DAY, **old)
    missed = await pair.past_session("NO_SHOW", 9 * DAY, ended_at=_before(days=8))
    async with pair.behind.nothing_happens():
        refused = [
            await says(ada, "confirmHeld", running),
            await says(ada, "reportNoShow", running),
            await says(ben, "disputeSession", running, note="No."),
            await says(ben, "disputeSession", settled, note="No."),
            await says(ben, "disputeSession", missed, note="No."),
        ]
    assert [answer["code"] for answer in refused] == ["INVALID_TRANSITION"] * 5
    # What nobody has settled yet can still be confirmed.
    assert (await says(ben, "confirmHeld", settled))["status"] == "HELD"


def _before(**span: float) -> datetime:
    return BEGINNING - timedelta(**span)
