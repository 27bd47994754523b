import asyncio
from typing import Any

import pytest

from tests.behind import Behind
from tests.mentoring import MESSAGE, add_topics, are_in, asks, mentors, responds
from tests.network import Network, Person
from tests.problems import refusal

WHOLE = """query ($id: ID!) { mentorshipRequest(id: $id) {
    kind status message questions functions proposedSlots topics { slug } mentor { handle }
    mentee { handle } initiator { handle } expiresAt viewedAt firstResponseAt answeredAt withdrawnAt
    infoQuestion infoAnswer acceptNote declineReason declineNote referrals { handle }
    mentorship { kind status mentor { handle } mentee { handle } } version } }"""


@pytest.fixture
async def pair(network: Network, behind: Behind) -> tuple[Person, Person]:
    """Ada, a mentor, and Ben."""
    await add_topics(behind.connection, "art")
    ada, ben = await asyncio.gather(network.educator("ada"), network.educator("ben"))
    await mentors(ada, ("art", "ROLE_MODEL"))
    return ada, ben


async def whole(person: Person, request: Any) -> Any:
    return (await person.api.data(WHOLE, id=request["id"]))["mentorshipRequest"]


async def news(person: Person) -> list[str]:
    query = "{ me { notifications { nodes { kind count } } } }"
    nodes = (await person.api.data(query))["me"]["notifications"]["nodes"]
    return [f"{node['kind']} {node['count']}" for node in nodes]


async def perform(person: Person, mutation: str, request: Any, **more: Any) -> Any:
    shape = "... on MentorshipRequest { id status viewedAt }"
    return await person.api.perform(mutation, shape, requestId=request["id"], **more)


async def test_somebody_is_asked_and_hears_of_it(
    pair: tuple[Person, Person], network: Network, behind: Behind
) -> None:
    ada, ben = pair
    about: dict[str, Any] = {
        "topics": ["art"],
        "functions": ["ROLE_MODEL"],
        "questions": ["How do you begin?"],
    }
    made = await asks(ben, ada, **about)
    shown = await whole(ada, made)
    assert shown == {
        **dict.fromkeys(("viewedAt", "firstResponseAt", "answeredAt", "withdrawnAt", "infoQuestion")),
        **dict.fromkeys(("infoAnswer", "acceptNote", "declineReason", "declineNote", "mentorship")),
        "kind": "MENTORSHIP",
        "status": "PENDING",
        "message": MESSAGE,
        "questions": ["How do you begin?"],
        "functions": ["ROLE_MODEL"],
        "proposedSlots": [],
        "topics": [{"slug": "art"}],
        "mentor": {"handle": "ada"},
        "mentee": {"handle": "ben"},
        "initiator": {"handle": "ben"},
        "expiresAt": shown["expiresAt"],
        "referrals": [],
        "version": 1,
    }
    assert shown["expiresAt"].startswith("2026-03-16T08:00:00")
    assert (await behind.events(ada.id), await behind.events(ben.id)) == (["NOTIFICATION_ADDED"], [])
    assert await news(ada) == ["REQUEST_RECEIVED 1"]
    async with behind.nothing_happens():
        assert await asks(ben, ada, message="x" * 50) == made
    cem = await network.educator("cem")
    node = "query ($id: ID!) { node(id: $id) { id } mentorshipRequest(id: $id) { id } }"
    for stranger in (cem.api, network.api):
        assert await stranger.data(node, id=made["id"]) == {"node": None, "mentorshipRequest": None}
    lists = """{ me { all: mentorshipRequests { nodes { id } } in: mentorshipRequests(direction: INCOMING)
        { nodes { id } } out: mentorshipRequests(direction: OUTGOING, status: PENDING) { nodes { id } }
        none: mentorshipRequests(status: DECLINED) { nodes { id } } } }"""
    me, nobody = {"nodes": [{"id": made["id"]}]}, {"nodes": list[Any]()}
    assert (await ada.api.data(lists))["me"] == {"all": me, "in": me, "out": nobody, "none": nobody}
    assert (await ben.api.data(lists))["me"] == {"all": me, "in": nobody, "out": me, "none": nobody}


async def test_a_mentor_may_offer_and_the_mentee_accepts(pair: tuple[Person, Person], behind: Behind) -> None:
    ada, ben = pair
    async with behind.nothing_happens():
        refused = await asks(ben, ada, menteeId=ada.id)
    assert refusal(refused) == ("CONFLICT", ["menteeId"])
    made = await asks(ada, ben, menteeId=ben.id)
    # Ben, who asks the same of Ada, finds what she offered.
    assert await asks(ben, ada) == made
    async with behind.nothing_happens():
        assert refusal(await responds(ada, made, "ACCEPT")) == ("INVALID_TRANSITION", [])
        assert refusal(await responds(ben, made, "ACCEPT", thenStatus="PAUSED")) == (
            "INVALID",
            ["thenStatus"],
        )
    accepted = await responds(ben, made, "ACCEPT")
    room = accepted["mentorship"]
    assert (accepted["status"], room["kind"], room["status"]) == ("ACCEPTED", "SUSTAINED", "FORMING")
    shown = await whole(ada, made)
    assert shown["mentorship"] == {
        "kind": "SUSTAINED", "status": "FORMING", "mentor": {"handle": "ada"}, "mentee": {"handle": "ben"},
    }  # fmt: skip
    assert await news(ada) == ["REQUEST_ANSWERED 1"]


async def test_what_cannot_be_asked_is_refused(
    pair: tuple[Person, Person], network: Network, behind: Behind
) -> None:
    ada, ben = pair
    cem, dan = await asyncio.gather(network.educator("cem"), network.educator("dan"))
    await mentors(dan, status="PAUSED")
    slots = [f"2026-03-0{day}T10:00:00Z" for day in range(3, 9)]
    chat = "requestInformalChat"
    both = {"menteeId": ada.id, "mentorId": ada.id}
    refused: list[tuple[Any, tuple[str, list[str]]]] = [
        ((ben, ada, "requestMentorship", {"message": "x" * 49}), ("INVALID", ["message"])),
        ((ben, ada, "requestMentorship", {"message": "x" * 2001}), ("INVALID", ["message"])),
        ((ben, ada, "requestMentorship", {"questions": ["Why?"] * 6}), ("INVALID", ["questions"])),
        ((ben, ada, "requestMentorship", {"questions": [""]}), ("INVALID", ["questions"])),
        ((ben, ada, "requestMentorship", {"topics": ["nothing"]}), ("INVALID", ["topics"])),
        ((ben, ada, "requestMentorship", {"topics": ["art"] * 6}), ("INVALID", ["topics"])),
        ((ben, ada, "requestMentorship", {"mentorId": None}), ("INVALID", ["mentorId"])),
        (
            (ben, ada, "requestMentorship", both),
            ("INVALID", ["mentorId"]),
        ),
        ((ben, ben, "requestMentorship", {}), ("INVALID", ["mentorId"])),
        ((ben, cem, "requestMentorship", {}), ("CONFLICT", ["mentorId"])),
        ((ben, dan, "requestMentorship", {}), ("CONFLICT", ["mentorId"])),
        ((ben, ada, chat, {"proposedSlots": slots}), ("INVALID", ["proposedSlots"])),
        ((ben, ada, chat, {"proposedSlots": ["2026-03-02T07:59:00Z"]}), ("INVALID", ["proposedSlots"])),
        ((ben, ada, chat, {"proposedSlots": ["2026-03-03T10:00:01Z"]}), ("INVALID", ["proposedSlots"])),
    ]
    async with behind.nothing_happens():
        for (who, whom, kind, more), expected in refused:
            assert refusal(await asks(who, whom, kind, **more)) == expected, more
        nobody = {"message": MESSAGE, "topics": [], "functions": [], "mentorId": ada.id}
        answer = await network.api.perform("requestMentorship", "", **nobody)
        assert refusal(answer) == ("UNAUTHENTICATED", [])
    await ada.blocks(cem)
    async with behind.nothing_happens():
        assert refusal(await asks(cem, ada)) == ("NOT_FOUND", ["mentorId"])


async def test_who_is_in_a_mentorship_already_is_told_so(
    pair: tuple[Person, Person], network: Network, behind: Behind, clock: Any
) -> None:
    ada, ben = pair
    await are_in(behind.connection, ada, ben, clock(), ("INFORMAL", "ACTIVE"))
    async with behind.nothing_happens():
        answer = await asks(ben, ada)
    assert refusal(answer) == ("CONFLICT", ["mentorId"])
    assert "upgradeMentorship" in answer["message"]
    # The other way round they are free.
    await mentors(ben)
    assert (await asks(ada, ben))["status"] == "PENDING"
    cem = await network.educator("cem")
    await are_in(behind.connection, ada, cem, clock(), ("SUSTAINED", "CLOSING"))
    answer = await asks(cem, ada)
    assert (answer["code"], answer["message"]) == ("CONFLICT", "You two are in a mentorship already.")


async def test_a_mentee_has_at_most_five_open_requests(
    pair: tuple[Person, Person], network: Network, behind: Behind, clock: Any
) -> None:
    ada, ben = pair
    others = await asyncio.gather(*(network.educator(f"mentor{n}") for n in range(6)))
    await asyncio.gather(*map(mentors, others))
    answers = await asyncio.gather(*(asks(ben, other) for other in others))
    codes = sorted(answer.get("code", answer.get("status")) for answer in answers)
    assert codes == ["CONFLICT", *["PENDING"] * 5]
    assert await behind.count("mentorship_request") == 5
    made = next(answer for answer in answers if "id" in answer)
    assert (await perform(ben, "withdrawRequest", made))["status"] == "WITHDRAWN"
    assert (await asks(ben, ada))["status"] == "PENDING"
    clock.advance(days=14)
    # Nobody has swept yet, but their time is over.
    await asyncio.gather(ben.signs_in_again(), ada.signs_in_again())
    again = await asks(ben, ada)
    assert again["status"] == "PENDING"
    statuses = "SELECT status, count(*) FROM mentorship_request GROUP BY status ORDER BY status"
    rows = await behind.connection.fetch(statuses)
    assert [tuple(row) for row in rows] == [("EXPIRED", 1), ("PENDING", 5), ("WITHDRAWN", 1)]


async def test_a_declined_request_says_why_and_who_might_help(
    pair: tuple[Person, Person], network: Network, behind: Behind
) -> None:
    ada, ben = pair
    cem = await network.educator("cem")
    made = await asks(ben, ada)
    why = {"declineReason": "BETTER_MATCH", "note": "Ask Cem.", "referrals": [cem.id]}
    refused: list[tuple[dict[str, Any], tuple[str, list[str]]]] = [
        ({}, ("INVALID", ["declineReason"])),
        ({**why, "note": "x" * 1001}, ("INVALID", ["note"])),
        ({**why, "referrals": [cem.id] * 4}, ("INVALID", ["referrals"])),
        ({**why, "referrals": [ben.id]}, ("INVALID", ["referrals"])),
        ({**why, "referrals": ["x"]}, ("NOT_FOUND", ["referrals"])),
        ({**why, "slot": "2026-03-03T10:00:00Z"}, ("INVALID", ["slot"])),
        ({**why, "thenStatus": "AWAY"}, ("INVALID", ["thenStatus"])),
    ]
    async with behind.nothing_happens():
        for more, expected in refused:
            assert refusal(await responds(ada, made, "DECLINE", **more)) == expected, more
        assert refusal(await responds(cem, made, "DECLINE", **why)) == ("NOT_FOUND", ["requestId"])
    declined = await responds(ada, made, "DECLINE", **why, thenStatus="PAUSED")
    assert declined["status"] == "DECLINED"
    shown = await whole(ben, made)
    assert (shown["declineReason"], shown["declineNote"]) == ("BETTER_MATCH", "Ask Cem.")
    assert (shown["referrals"], shown["mentorship"]) == ([{"handle": "cem"}], None)
    assert shown["firstResponseAt"] == shown["answeredAt"] == shown["viewedAt"]
    assert await news(ben) == ["REQUEST_ANSWERED 1"]
    profile = await ada.api.data("{ me { educator { mentorProfile { status version } } } }")
    assert profile["me"]["educator"]["mentorProfile"] == {"status": "PAUSED", "version": 2}


async def test_who_was_declined_waits_for_thirty_days(
    pair: tuple[Person, Person], behind: Behind, clock: Any
) -> None:
    ada, ben = pair
    made = await asks(ben, ada)
    assert (await responds(ada, made, "DECLINE", declineReason="OTHER"))["status"] == "DECLINED"
    clock.advance(days=29, hours=23)
    await asyncio.gather(ben.signs_in_again(), ada.signs_in_again())
    async with behind.nothing_happens():
        assert refusal(await asks(ben, ada)) == ("CONFLICT", ["mentorId"])
        assert refusal(await responds(ada, made, "ACCEPT")) == ("INVALID_TRANSITION", [])
    clock.advance(hours=2)
    await ben.signs_in_again()
    assert (await asks(ben, ada))["status"] == "PENDING"


async def test_more_is_asked_before_it_is_decided(pair: tuple[Person, Person], behind: Behind) -> None:
    ada, ben = pair
    made = await asks(ben, ada)
    async with behind.nothing_happens():
        assert refusal(await responds(ada, made, "ASK_FOR_INFO")) == ("INVALID", ["note"])
        refused = await perform(ben, "answerInfoRequest", made, answer="Unasked")
        assert refusal(refused) == ("INVALID_TRANSITION", [])
    assert (await responds(ada, made, "ASK_FOR_INFO", note="Which year?"))["status"] == "INFO_REQUESTED"
    async with behind.nothing_happens():
        assert refusal(await responds(ada, made, "ACCEPT")) == ("INVALID_TRANSITION", [])
        refused = await perform(ada, "answerInfoRequest", made, answer="Mine")
        assert refusal(refused) == ("INVALID_TRANSITION", [])
        refused = await perform(ben, "answerInfoRequest", made, answer="")
        assert refusal(refused) == ("INVALID", ["answer"])
    assert (await perform(ben, "answerInfoRequest", made, answer="Year 4"))["status"] == "PENDING"
    assert (await news(ben), await news(ada)) == (["REQUEST_ANSWERED 1"], ["REQUEST_RECEIVED 2"])
    assert (await responds(ada, made, "ACCEPT", note="Gladly"))["status"] == "ACCEPTED"
    shown = await whole(ben, made)
    assert (shown["infoQuestion"], shown["infoAnswer"]) == ("Which year?", "Year 4")
    assert (shown["acceptNote"], shown["version"]) == ("Gladly", 4)
    assert shown["viewedAt"] == shown["firstResponseAt"] < shown["answeredAt"]
    async with behind.nothing_happens():
        assert refusal(await perform(ben, "withdrawRequest", made)) == ("INVALID_TRANSITION", [])


async def test_who_is_asked_says_that_they_read_it(pair: tuple[Person, Person], behind: Behind) -> None:
    ada, ben = pair
    made = await asks(ben, ada)
    async with behind.nothing_happens():
        assert refusal(await perform(ben, "markRequestViewed", made)) == ("INVALID_TRANSITION", [])
    viewed = await perform(ada, "markRequestViewed", made)
    assert viewed["viewedAt"].startswith("2026-03-02T08:00")
    async with behind.nothing_happens():
        assert await perform(ada, "markRequestViewed", made) == viewed
    assert await news(ben) == []


async def test_a_step_sent_again_with_its_key_is_taken_once(
    pair: tuple[Person, Person], behind: Behind
) -> None:
    ada, ben = pair
    made = await asks(ben, ada)
    asked = {"response": "ASK_FOR_INFO", "note": "Which year?"}
    for person, mutation, more in (
        (ada, "markRequestViewed", {}),
        (ada, "respondToRequest", asked),
        (ben, "answerInfoRequest", {"answer": "Year 4"}),
        (ben, "withdrawRequest", {}),
    ):
        first = await perform(person, mutation, made, **more, idempotencyKey=mutation)
        assert first["__typename"] == "MentorshipRequest"
        async with behind.nothing_happens():
            assert await perform(person, mutation, made, **more, idempotencyKey=mutation) == first


async def test_what_was_asked_is_taken_back(pair: tuple[Person, Person], behind: Behind, clock: Any) -> None:
    ada, ben = pair
    made = await asks(ben, ada)
    async with behind.nothing_happens():
        assert refusal(await perform(ada, "withdrawRequest", made)) == ("INVALID_TRANSITION", [])
    assert (await perform(ben, "withdrawRequest", made))["status"] == "WITHDRAWN"
    assert await news(ada) == ["REQUEST_CLOSED 1", "REQUEST_RECEIVED 1"]
    again = await asks(ben, ada)
    assert again["id"] != made["id"]
    clock.advance(days=14)
    await ada.signs_in_again()
    async with behind.nothing_happens():
        assert refusal(await responds(ada, again, "ACCEPT")) == ("INVALID_TRANSITION", [])


async def test_a_wall_takes_back_what_was_asked_and_ends_the_mentorship(
    pair: tuple[Person, Person], behind: Behind
) -> None:
    ada, ben = pair
    await mentors(ben)
    accepted = await responds(ada, await asks(ben, ada), "ACCEPT")
    back = await asks(ada, ben)
    heard = [await behind.events(person.id) for person in pair]
    await ben.blocks(ada)
    rows = await behind.connection.fetch("SELECT status FROM mentorship_request ORDER BY id")
    assert [row["status"] for row in rows] == ["ACCEPTED", "WITHDRAWN"]
    rooms = await behind.connection.fetch("SELECT status, close_reason FROM mentorship")
    assert list(map(tuple, rooms)) == [("CLOSED", "SAFETY")]
    assert await behind.events(accepted["mentorship"]["id"]) == ["MENTORSHIP_CHANGED"]
    assert [await behind.events(person.id) for person in pair] == heard
    assert await whole(ada, back) is None
    async with behind.nothing_happens():
        assert refusal(await responds(ben, back, "ACCEPT")) == ("NOT_FOUND", ["requestId"])
