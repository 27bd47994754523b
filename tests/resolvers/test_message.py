import asyncio
from typing import Any

from tests.behind import Behind, row_id
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.pairs import Pair
from tests.problems import refusal

MESSAGE = """... on Message { id seq body editedAt deletedAt author { handle }
    mentorship { id awaiting awaitingSince } }"""
OPEN = """query ($id: ID!, $last: Int) { mentorship(id: $id) {
    messages(last: $last) { totalCount nodes { id seq body author { handle } } } } }"""


async def say(person: Person, pair: Pair, body: str, **more: Any) -> Any:
    return await person.api.perform("sendMessage", MESSAGE, mentorshipId=pair.id, body=body, **more)


async def texts(person: Person, pair: Pair) -> list[tuple[int, str | None]]:
    room = (await person.api.data(OPEN, id=pair.id))["mentorship"]
    return [(node["seq"], node["body"]) for node in room["messages"]["nodes"]]


async def test_messages_are_numbered_and_await_an_answer_since_the_first_unanswered_one(
    pair: Pair, clock: DrivenClock
) -> None:
    ada, ben = pair.mentor, pair.mentee
    awaited = []
    for person in (ben, ben, ada, ben):
        clock.advance(seconds=60)
        said = await say(person, pair, f"From {person.handle}")
        room = said["mentorship"]
        awaited.append((said["seq"], room["awaiting"], room["awaitingSince"][14:16]))
        assert (said["author"], room["id"]) == ({"handle": person.handle}, pair.id)
    assert awaited == [(1, "MENTOR", "01"), (2, "MENTOR", "01"), (3, "MENTEE", "03"), (4, "MENTOR", "04")]
    assert await pair.behind.events(pair.id) == ["MESSAGE_SENT"] * 4
    assert (await pair.told(ada), await pair.told(ben)) == ([("MESSAGE", 3)], [("MESSAGE", 1)])
    latest = (await ada.api.data(OPEN, id=pair.id, last=2))["mentorship"]["messages"]
    assert (latest["totalCount"], [node["seq"] for node in latest["nodes"]]) == (4, [3, 4])


async def test_a_message_is_activity_in_the_room(pair: Pair, clock: DrivenClock) -> None:
    clock.advance(seconds=90)
    await say(pair.mentee, pair, "Good morning.")
    at = await pair.behind.connection.fetchval(
        "SELECT last_activity_at FROM mentorship WHERE id = $1", row_id(pair.id)
    )
    assert clock.time.replace(microsecond=0) == at.replace(microsecond=0)


async def test_sixteen_connections_at_once_leave_no_gap(network: Network, pair: Pair) -> None:
    people = [pair.mentor, pair.mentee]
    clients = [await network.client(person.api.token or "") for person in people for _ in range(8)]
    sending = {"mentorshipId": pair.id, "body": "At once."}
    sent = await asyncio.gather(
        *(client.perform("sendMessage", MESSAGE, **sending) for client in clients for _ in range(3))
    )
    assert sorted(said["seq"] for said in sent) == list(range(1, 49))
    assert await texts(pair.mentor, pair) == [(seq, "At once.") for seq in range(1, 21)]
    assert await pair.behind.events(pair.id) == ["MESSAGE_SENT"] * 48
    count = await pair.behind.connection.fetchval("SELECT message_count FROM mentorship")
    assert count == 48


async def test_its_author_edits_and_deletes_a_message(pair: Pair, clock: DrivenClock) -> None:
    ada, behind = pair.mentor, pair.behind
    first, second = [(await say(ada, pair, body))["id"] for body in ("Frist", "Second")]
    clock.advance(seconds=60)
    edited = await ada.api.perform("editMessage", MESSAGE, messageId=first, body="First")
    assert (edited["seq"], edited["body"], edited["editedAt"][14:16]) == (1, "First", "01")
    async with behind.nothing_happens():
        assert await ada.api.perform("editMessage", MESSAGE, messageId=first, body="First") == edited
    gone = await ada.api.perform("deleteMessage", MESSAGE, messageId=first)
    assert (gone["seq"], gone["body"], gone["deletedAt"][14:16]) == (1, None, "01")
    assert await texts(pair.mentee, pair) == [(1, None), (2, "Second")]
    assert (await say(ada, pair, "Third"))["seq"] == 3
    happened = [(kind, subject) for kind, subject, _ in await behind.happened(pair.id)]
    sent = [("MESSAGE_SENT", row_id(one)) for one in (first, second)]
    assert happened[:2] == sent
    assert happened[2:4] == [("MESSAGE_EDITED", row_id(first)), ("MESSAGE_DELETED", row_id(first))]
    assert await pair.told(pair.mentee) == [("MESSAGE", 3)]
    async with behind.nothing_happens():
        refused = [
            await ada.api.perform("deleteMessage", MESSAGE, messageId=first),
            await ada.api.perform("editMessage", MESSAGE, messageId=first, body="Back"),
        ]
    assert [(one["code"], one["message"]) for one in refused] == [
        ("INVALID_TRANSITION", "This message was deleted.")
    ] * 2


async def test_refused_messages_change_nothing(network: Network, pair: Pair) -> None:
    ada, ben, behind = pair.mentor, pair.mentee, pair.behind
    eve = await network.educator("eve")
    message = (await say(ada, pair, "Hers"))["id"]
    async with behind.nothing_happens():
        for body in ("", " \n", "x" * 8001):
            assert refusal(await say(ada, pair, body)) == ("INVALID", ["body"])
            refused = await ada.api.perform("editMessage", MESSAGE, messageId=message, body=body)
            assert refusal(refused) == ("INVALID", ["body"])
        for deed, more in (("editMessage", {"body": "Mine"}), ("deleteMessage", {})):
            refused = await ben.api.perform(deed, MESSAGE, messageId=message, **more)
            assert (refused["code"], refused["message"]) == (
                "FORBIDDEN",
                "Only the author of a message can edit or delete it (an API token needs the scope WRITE).",
            )
            for other in (message, "nonsense", pair.id):
                refused = await eve.api.perform(deed, MESSAGE, messageId=other, **more)
                assert refusal(refused) == ("NOT_FOUND", ["messageId"])
                assert refused["message"] == "There is no such message."
            refused = await network.api.perform(deed, MESSAGE, messageId=message, **more)
            assert refused["code"] == "UNAUTHENTICATED"
        assert refusal(await say(eve, pair, "Hello?")) == ("NOT_FOUND", ["mentorshipId"])


async def test_a_room_takes_messages_until_it_is_closed(pair: Pair, behind: Behind) -> None:
    ada = pair.mentor
    for seq, status in enumerate(("FORMING", "ACTIVE", "PAUSED", "CLOSING"), start=1):
        await pair.becomes(status)
        assert (await say(ada, pair, status))["seq"] == seq
    last = (await say(ada, pair, "Farewell"))["id"]
    await pair.becomes("CLOSED")
    async with behind.nothing_happens():
        refused = [
            await say(ada, pair, "Too late"),
            await ada.api.perform("editMessage", MESSAGE, messageId=last, body="Too late"),
            await ada.api.perform("deleteMessage", MESSAGE, messageId=last),
        ]
    assert [(one["code"], one["message"]) for one in refused] == [
        ("INVALID_TRANSITION", "This mentorship is closed.")
    ] * 3
    for person in (ada, pair.mentee):
        assert [seq for seq, _ in await texts(person, pair)] == [1, 2, 3, 4, 5]
