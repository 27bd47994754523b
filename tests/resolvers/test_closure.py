from datetime import timedelta
from typing import Any

import pytest

from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.network import Network
from tests.problems import refusal
from tests.resolvers.test_agreement import propose
from tests.resolvers.test_life_cycle import move
from tests.rooms import Room, a_room

YESTERDAY, TOMORROW = BEGINNING - timedelta(days=1), BEGINNING + timedelta(days=1)
LOOKS_BACK = "closureReflections { body educator { handle } }"


async def plans(made: Room) -> dict[str, str]:
    rows = await made.behind.connection.fetch("SELECT starts_at, status FROM session ORDER BY starts_at")
    return {f"{(row['starts_at'] - BEGINNING).days:+d}": row["status"] for row in rows}


@pytest.mark.parametrize("reason", ["GOALS_MET", "TERM_ENDED", "NO_FAULT"])
async def test_one_of_the_two_ends_it_and_what_lies_ahead_lapses(
    network: Network, behind: Behind, reason: str
) -> None:
    made = await a_room(network, behind)
    _, agreed = await made.meets(YESTERDAY, TOMORROW, status="CONFIRMED")
    (asked,) = await made.meets(TOMORROW + timedelta(days=1), status="PROPOSED")
    proposed = await propose(made, made.ada)
    done = await move(made.ben, made, "closeMentorship", reason=reason)
    assert (done["status"], done["closeReason"], done["closedAt"]) == ("CLOSING", reason, None)
    assert done["closingAt"].startswith("2026-03-02T08:00")
    assert await plans(made) == {"-1": "CONFIRMED", "+1": "CANCELLED", "+2": "CANCELLED"}
    standing = await made.shows(made.ada, "agreements { nodes { status } }")
    assert standing == {"agreements": {"nodes": [{"status": "WITHDRAWN"}]}}
    ben = row_id(made.ben.id)
    assert (await behind.happened(made.id))[1:] == [
        ("MENTORSHIP_CHANGED", row_id(made.id), ben),
        ("AGREEMENT_CHANGED", row_id(proposed["id"]), ben),
        *(("SESSION_CHANGED", id, ben) for id in sorted(map(row_id, (agreed, asked)))),
    ]
    assert await made.told(made.ada) == ["MENTORSHIP_CHANGED"]


@pytest.mark.parametrize("status", ["FORMING", "ACTIVE", "PAUSED", "CLOSING"])
async def test_for_safetys_sake_it_is_over_at_once(network: Network, behind: Behind, status: str) -> None:
    made = await a_room(network, behind)
    await made.becomes(status)
    await made.meets(TOMORROW, status="CONFIRMED")
    await behind.connection.execute("UPDATE mentorship SET awaiting = 'MENTEE', awaiting_since = now()")
    done = await move(made.ben, made, "closeMentorship", reason="SAFETY")
    assert (done["status"], done["closeReason"], done["pausedUntil"]) == ("CLOSED", "SAFETY", None)
    assert done["closedAt"].startswith("2026-03-02T08:00")
    assert (done["awaiting"], done["awaitingSince"]) == ("NONE", None)
    assert await plans(made) == {"+1": "CANCELLED"}
    assert await behind.events(made.id) == ["MENTORSHIP_CHANGED", "SESSION_CHANGED"]


async def test_it_is_closed_once_both_have_looked_back(network: Network, behind: Behind) -> None:
    made = await a_room(network, behind)
    await made.becomes("CLOSING")
    first = await move(made.ada, made, "submitClosure", reflection="I learned patience.")
    assert (first["status"], first["closedAt"]) == ("CLOSING", None)
    mine = {"body": "I learned patience.", "educator": {"handle": "ada"}}
    assert await made.shows(made.ada, LOOKS_BACK) == {"closureReflections": [mine]}
    assert await made.shows(made.ben, LOOKS_BACK) == {"closureReflections": []}
    async with behind.nothing_happens():
        again = await move(made.ada, made, "submitClosure", reflection="And more.")
        empty = await move(made.ben, made, "submitClosure", reflection=" ")
    assert (refusal(again), refusal(empty)) == (
        ("CONFLICT", ["mentorshipId"]),
        ("INVALID", ["reflection"]),
    )
    second = await move(made.ben, made, "submitClosure", reflection="I was heard.")
    assert (second["status"], second["closeReason"]) == ("CLOSED", "NO_FAULT")
    both = [mine, {"body": "I was heard.", "educator": {"handle": "ben"}}]
    for person in (made.ada, made.ben):
        assert await made.shows(person, LOOKS_BACK) == {"closureReflections": both}
    assert await behind.events(made.id) == ["MENTORSHIP_CHANGED"] * 2


async def test_when_time_has_closed_it_each_reads_what_the_other_wrote(
    network: Network, behind: Behind
) -> None:
    made = await a_room(network, behind)
    await made.becomes("CLOSING")
    await move(made.ada, made, "submitClosure", reflection="I learned patience.")
    await made.becomes("CLOSED")
    assert len((await made.shows(made.ben, LOOKS_BACK))["closureReflections"]) == 1
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentor = true, shown_by_mentee = true")
    await behind.connection.execute("UPDATE account SET roles = '{MODERATOR}' WHERE email LIKE 'cleo%'")
    assert await made.shows(made.cleo, LOOKS_BACK) == {"closureReflections": []}


ENDORSEMENT = "... on Endorsement { id body status author { handle } receiver { handle } mentorship { id } }"


async def endorsed(network: Network, behind: Behind) -> tuple[Room, dict[str, Any]]:
    """Ada's good word for Ben."""
    made = await a_room(network, behind)
    await made.becomes("CLOSING")
    await made.meets(YESTERDAY)
    said = await made.ada.api.perform("endorse", ENDORSEMENT, mentorshipId=made.id, body="Ben listens.")
    assert said["__typename"] == "Endorsement", said
    return made, said


async def praise(network: Network, viewer: Any, handle: str = "ben") -> list[str]:
    query = f'{{ educator(handle: "{handle}") {{ endorsements {{ totalCount nodes {{ id }} }} }} }}'
    page = (await viewer.api.data(query))["educator"]["endorsements"]
    assert page["totalCount"] == len(page["nodes"])
    return [node["id"] for node in page["nodes"]]


async def test_an_endorsement_is_shown_once_it_is_accepted(network: Network, behind: Behind) -> None:
    made, said = await endorsed(network, behind)
    assert (said["author"], said["receiver"]) == ({"handle": "ada"}, {"handle": "ben"})
    assert (said["status"], said["mentorship"]) == ("PENDING", {"id": made.id})
    node = "query ($id: ID!) { node(id: $id) { id } }"
    own = "{ me { endorsements(status: PENDING) { nodes { id } } } }"
    assert (await made.ben.api.data(own))["me"]["endorsements"]["nodes"] == [{"id": said["id"]}]
    assert (await made.ada.api.data(own))["me"]["endorsements"]["nodes"] == []
    assert await made.ada.api.data(node, id=said["id"]) == {"node": {"id": said["id"]}}
    assert await made.cleo.api.data(node, id=said["id"]) == {"node": None}
    assert [await praise(network, viewer) for viewer in (made.ada, made.ben, made.cleo)] == [[], [], []]


async def test_only_who_is_endorsed_accepts_it_once(network: Network, behind: Behind) -> None:
    made, said = await endorsed(network, behind)
    await made.becomes("CLOSED")
    answer = {"endorsementId": said["id"], "accept": True}
    async with behind.nothing_happens():
        by_author = await made.ada.api.perform("answerEndorsement", ENDORSEMENT, **answer)
        by_stranger = await made.cleo.api.perform("answerEndorsement", ENDORSEMENT, **answer)
    assert (refusal(by_author), refusal(by_stranger)) == (
        ("INVALID_TRANSITION", []),
        ("NOT_FOUND", ["endorsementId"]),
    )
    accepted = await made.ben.api.perform("answerEndorsement", ENDORSEMENT, **answer)
    assert accepted == {**said, "status": "ACCEPTED"}
    everyone = (made.ada, made.ben, made.cleo, network)
    assert [await praise(network, viewer) for viewer in everyone] == [[said["id"]]] * 4
    assert await behind.events(made.id) == ["MENTORSHIP_CHANGED"] * 2
    assert (await made.told(made.ben), await made.told(made.ada)) == (["ENDORSEMENT"], ["ENDORSEMENT"])
    async with behind.nothing_happens():
        again = await made.ben.api.perform("answerEndorsement", ENDORSEMENT, **{**answer, "accept": False})
    assert again["message"] == "The recipient cannot decline an endorsement that is accepted."
    await made.cleo.blocks(made.ada)
    assert await praise(network, made.cleo) == []


async def test_a_declined_endorsement_is_nobody_elses(network: Network, behind: Behind) -> None:
    made, said = await endorsed(network, behind)
    answer = {"endorsementId": said["id"], "accept": False}
    assert (await made.ben.api.perform("answerEndorsement", ENDORSEMENT, **answer))["status"] == "DECLINED"
    assert [await praise(network, viewer) for viewer in (made.ada, made.ben, made.cleo)] == [[], [], []]


async def test_endorsing_needs_an_ending_and_a_session_that_was_held(
    network: Network, behind: Behind
) -> None:
    made, _ = await endorsed(network, behind)
    word = {"mentorshipId": made.id, "body": "Ada asks well."}
    async with behind.nothing_happens():
        twice = await made.ada.api.perform("endorse", ENDORSEMENT, **word)
        long = await made.ben.api.perform("endorse", ENDORSEMENT, **{**word, "body": "x" * 601})
    assert (refusal(twice), refusal(long)) == (("CONFLICT", ["mentorshipId"]), ("INVALID", ["body"]))
    await behind.connection.execute("UPDATE session SET status = 'CANCELLED'")
    async with behind.nothing_happens():
        unmet = await made.ben.api.perform("endorse", ENDORSEMENT, **word)
    await behind.connection.execute("UPDATE session SET status = 'HELD'")
    await made.becomes("ACTIVE")
    async with behind.nothing_happens():
        early = await made.ben.api.perform("endorse", ENDORSEMENT, **word)
    assert refusal(unmet) == refusal(early) == ("INVALID_TRANSITION", [])
    assert early["message"] == "A mentorship that is active cannot be endorsed yet."
    await made.becomes("CLOSED")
    assert (await made.ben.api.perform("endorse", ENDORSEMENT, **word))["receiver"] == {"handle": "ada"}
    assert row_id(made.id) == (await behind.happened(made.id))[-1][1]
