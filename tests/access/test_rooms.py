"""What lies in a room is for the two in it: on every way, for everybody else, after a wall, after closing."""

import json
from string import Template

import asyncpg
import pytest

from tests.behind import Behind
from tests.network import Network, Person
from tests.pairs import Pair, a_pair
from tests.resolvers.test_goal import EVIDENCE, SHOWN, sets

_IN_ROOM = """goals { nodes { id title evidence { nodes { id text } } journal { nodes { id body } } } }
    journal { nodes { id body } } messages { totalCount nodes { id body } }"""
PATHS = [
    f'{{ mentorship(id: "$room") {{ {_IN_ROOM} }} }}',
    f'{{ educator(handle: "ada") {{ mentorships {{ nodes {{ {_IN_ROOM} }} }} }} }}',
    f'{{ educator(handle: "ben") {{ mentorships {{ edges {{ node {{ {_IN_ROOM} }} }} }} }} }}',
    """{ educator(handle: "ben") { goals { nodes { title
        evidence { nodes { text } } journal { nodes { body } }
        mentorship { messages { nodes { body } } } } } } }""",
    """{ nodes(ids: [$ids]) { id ... on Goal { title evidence { nodes { text } } }
        ... on Evidence { text goal { title } } ... on JournalEntry { body mentorship { id } }
        ... on Message { said: body mentorship { id } } } }""",
    "{ me { goals { nodes { title } } journal { nodes { body } } } }",
]
# Every text in the room, and who reads it while the room is open: nobody else ever does.
TEXTS = {
    "goal-private": {"ben"},
    "goal-room": {"ada", "ben"},
    "goal-public": {"ada", "ben", "eve", "mod", "nobody"},
    "evidence-private": {"ben"},
    "evidence-room": {"ada", "ben"},
    "evidence-public": {"ada", "ben"},
    "entry-of-ben-private": {"ben"},
    "entry-of-ben-room": {"ada", "ben"},
    "entry-of-ada-private": {"ada"},
    "entry-of-ada-room": {"ada", "ben"},
    "message": {"ada", "ben"},
}


class Room:
    """A room with something of every kind in it."""

    def __init__(self, pair: Pair, people: dict[str, Person]) -> None:
        self.pair = pair
        self.people = people
        self.ids: list[str] = []

    async def fill(self) -> None:
        """Put everything in."""
        ada, ben = self.pair.mentor, self.pair.mentee
        there = {"mentorshipId": self.pair.id}
        for level in ("PRIVATE", "ROOM", "PUBLIC"):
            goal = (await sets(ben, title=f"goal-{level.lower()}", visibility=level, **there))["id"]
            shown = {**SHOWN, "goalId": goal, "text": f"evidence-{level.lower()}"}
            self.ids += [goal, (await ben.api.perform("addEvidence", EVIDENCE, **shown))["id"]]
        for person in (ada, ben):
            for level in ("PRIVATE", "ROOM"):
                entry = {"kind": "QUESTION", "body": f"entry-of-{person.handle}-{level.lower()}"}
                shape = "... on JournalEntry { id }"
                made = await person.api.perform(
                    "writeJournalEntry", shape, **entry, **there, visibility=level
                )
                self.ids.append(made["id"])
        sent = await ada.api.perform("sendMessage", "... on Message { id }", body="message", **there)
        self.ids.append(sent["id"])

    async def reads(self, who: str) -> set[str]:
        """The texts that somebody comes to, whichever way."""
        names = ", ".join(f'"{key}"' for key in self.ids)
        answers = [
            await self.people[who].api.send(Template(path).substitute(room=self.pair.id, ids=names))
            for path in PATHS
        ]
        assert not any(answer.get("errors") for answer in answers), answers
        return {text for text in TEXTS if f'"{text}"' in json.dumps(answers)}

    async def readers(self) -> dict[str, set[str]]:
        """Each text and who reads it."""
        read = {who: await self.reads(who) for who in self.people}
        return {text: {who for who in read if text in read[who]} for text in TEXTS}


@pytest.fixture
async def room(network: Network, connection: asyncpg.Connection) -> Room:
    """A room that both show to others, a moderator, a stranger, and nobody."""
    behind = Behind(connection)
    pair = await a_pair(network, behind)
    people = {name: await network.educator(name) for name in ("eve", "mod")}
    await connection.execute("UPDATE mentorship SET shown_by_mentor = true, shown_by_mentee = true")
    await connection.execute(
        "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = $1", people["mod"].email
    )
    nobody = Person("", "", network.api, "")
    made = Room(pair, {"ada": pair.mentor, "ben": pair.mentee, "nobody": nobody, **people})
    await made.fill()
    return made


async def test_what_lies_in_a_room_is_read_by_the_two_in_it(room: Room) -> None:
    assert await room.readers() == TEXTS


async def test_a_mentor_no_longer_reads_the_journal_of_a_closed_room(room: Room) -> None:
    await room.pair.becomes("CLOSED")
    assert await room.readers() == {**TEXTS, "entry-of-ben-room": {"ben"}}


async def test_behind_a_wall_each_keeps_what_is_their_own(room: Room) -> None:
    await room.pair.mentor.blocks(room.pair.mentee)
    own = {text: readers & {"ben"} for text, readers in TEXTS.items()}
    assert await room.readers() == {
        **own,
        "goal-public": TEXTS["goal-public"] - {"ada"},
        "entry-of-ada-private": {"ada"},
        "entry-of-ada-room": {"ada"},
        "message": set(),
    }


async def test_a_stranger_learns_nothing_of_a_room_that_one_of_the_two_hides(room: Room) -> None:
    await room.pair.behind.connection.execute("UPDATE mentorship SET shown_by_mentor = false")
    # Whom the goal belongs to shows it to everybody; the mentorship behind it stays hidden.
    query = """query ($id: ID!, $room: ID!) { mentorship(id: $room) { id } node(id: $id) { id
        ... on Goal { title mentorship { id } evidence { totalCount } journal { totalCount } } } }"""
    public = room.ids[4]
    for who in ("eve", "nobody"):
        assert await room.people[who].api.data(query, id=public, room=room.pair.id) == {
            "mentorship": None,
            "node": {
                "id": public,
                "title": "goal-public",
                "mentorship": None,
                "evidence": {"totalCount": 0},
                "journal": {"totalCount": 0},
            },
        }
    assert await room.reads("eve") == {"goal-public"}
