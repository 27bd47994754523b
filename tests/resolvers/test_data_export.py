"""Taking all of one's data along, as a client does it: asked for, made by the clock, fetched."""

import gzip
import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from app.due import run_due
from loaders.personal_sections import NOT_EXPORTED, SECTIONS
from models import Row
from resolvers.context import Platform
from tests.api import Api
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.rooms import Room, a_room

SHAPE = "... on DataExport { id status requestedAt readyAt expiresAt size sha256 url }"
OWN = f"{{ me {{ dataExports(first: 9) {{ nodes {{ {SHAPE} }} }} }} }}"


async def asks(person: Person, **more: Any) -> Any:
    return await person.api.perform("requestDataExport", SHAPE, **more)


async def latest(person: Person) -> Any:
    return (await person.api.data(OWN))["me"]["dataExports"]["nodes"][0]


async def fetched(api: Api, url: str, **headers: str) -> httpx.Response:
    return await api.http.get(urlsplit(url).path, headers={"accept-encoding": "br", **headers})


async def exported(person: Person, platform: Platform) -> Any:
    """The file that somebody gets, as data."""
    await asks(person)
    await run_due(platform, platform.clock())
    answer = await fetched(person.api, (await latest(person))["url"])
    return json.loads(gzip.decompress(answer.content))


async def in_the_room(room: Room) -> None:
    """What Ada and Ben write in their room, each their own."""
    for person, name in ((room.ada, "ada"), (room.ben, "ben")):
        send = {"mentorshipId": room.id, "body": f"message of {name}"}
        await person.api.perform("sendMessage", "... on Message { id }", **send)
        entry = {"kind": "REFLECTION", "body": f"journal of {name}"}
        await person.api.perform("writeJournalEntry", "... on JournalEntry { id }", **entry)
        await person.posts(await person.starts_thread(f"thread of {name}"), f"post of {name}")


def every_row() -> set[str]:
    waiting, tables = [Row], set[str]()
    while waiting:
        below = waiting.pop().__subclasses__()
        tables |= {model.table() for model in below}
        waiting += below
    return tables


def test_every_table_is_in_the_export_or_says_why_not() -> None:
    exported = {section.model.table() for section in SECTIONS}
    assert exported & set(NOT_EXPORTED) == set()
    assert exported | set(NOT_EXPORTED) >= every_row()
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)


async def test_an_export_is_made_fetched_and_forgotten(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    ada = await network.educator("ada")
    asked = await asks(ada)
    assert (asked["status"], asked["url"], asked["size"]) == ("REQUESTED", None, None)
    made = await run_due(platform, clock())
    assert (made["exports made"], (await run_due(platform, clock()))["exports made"]) == (1, 0)
    ready = await latest(ada)
    file = await fetched(ada.api, ready["url"])
    assert (file.status_code, file.headers["content-type"]) == (200, "application/gzip")
    assert "content-encoding" not in file.headers
    text = gzip.decompress(file.content)
    assert (ready["size"], ready["sha256"]) == (len(file.content), hashlib.sha256(text).hexdigest())
    lasts = datetime.fromisoformat(ready["expiresAt"]) - datetime.fromisoformat(ready["readyAt"])
    assert (ready["status"], lasts) == ("READY", timedelta(days=7))
    assert await behind.events(ada.id) == ["NOTIFICATION_ADDED"]
    known = await fetched(ada.api, ready["url"], **{"if-none-match": file.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    clock.advance(days=7)
    assert (await run_due(platform, clock()))["exports expired"] == 1
    await ada.signs_in_again()
    gone = await latest(ada)
    assert (gone["status"], gone["url"]) == ("EXPIRED", None)
    assert (await fetched(ada.api, ready["url"])).status_code == 404
    assert await behind.connection.fetchval("SELECT content FROM data_export") is None


async def test_it_holds_what_is_ones_own_and_what_is_shared(
    network: Network, platform: Platform, behind: Behind
) -> None:
    room = await a_room(network, behind)
    await in_the_room(room)
    (session,) = await room.meets(platform.clock() - timedelta(days=2))
    for person in (room.ada, room.ben):
        said = {"useful": 4, "goalProgress": 4, "learned": True, "takeaway": f"takeaway {person.handle}"}
        await person.api.perform("submitFeedback", "__typename", sessionId=session, **said)
    await behind.connection.execute("UPDATE session SET feedback_revealed_at = NULL")
    data = await exported(room.ada, platform)
    assert list(data) == ["format", "madeAt", *[section.name for section in SECTIONS]]
    assert all(
        list(row) == list(section.named_columns()) for section in SECTIONS for row in data[section.name]
    )
    assert (data["account"][0]["email"], data["profile"][0]["handle"]) == (room.ada.email, "ada")
    assert [row["handle"] for row in data["people"]] == ["ben"]
    assert [row["body"] for row in data["messages"]] == ["message of ada", "message of ben"]
    assert [row["body"] for row in data["journal"]] == ["journal of ada"]
    assert [row["takeaway"] for row in data["sessionFeedback"]] == ["takeaway ada"]
    assert [row["title"] for row in data["threads"]] == ["thread of ada"]
    assert [row["body"] for row in data["posts"]] == ["post of ada"]
    assert (len(data["mentorships"]), len(data["sessions"]), len(data["signIns"])) == (1, 1, 1)
    assert "passwordHash" not in data["account"][0]


async def test_of_a_room_behind_a_wall_one_gets_only_ones_own_words(
    network: Network, platform: Platform, behind: Behind
) -> None:
    room = await a_room(network, behind)
    await in_the_room(room)
    await room.ben.blocks(room.ada)
    data = await exported(room.ada, platform)
    assert [row["body"] for row in data["messages"]] == ["message of ada"]
    assert (data["people"], data["mentorships"]) == ([], [])
    assert "ben" not in json.dumps([data[name] for name in ("messages", "people", "posts", "threads")])


async def test_it_is_asked_for_once_in_a_day(
    network: Network, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    ada = await network.educator("ada")
    asked = await asks(ada, idempotencyKey="once")
    async with behind.nothing_happens():
        assert await asks(ada) == asked
        unsigned = await network.api.perform("requestDataExport", SHAPE)
    await run_due(platform, clock())
    async with behind.nothing_happens():
        refused = await asks(ada)
        assert (await asks(ada, idempotencyKey="once"))["id"] == asked["id"]
    assert (refused["code"], unsigned["code"]) == ("RATE_LIMITED", "UNAUTHENTICATED")
    assert (
        refused["message"]
        == "You can ask for an export once in 24 hours; ask again from 2026-03-03T08:00:00Z."
    )
    clock.advance(hours=25)
    await ada.signs_in_again()
    assert (await asks(ada))["status"] == "REQUESTED"


async def test_nobody_else_fetches_it(network: Network, platform: Platform, clock: DrivenClock) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await asks(ada)
    await run_due(platform, clock())
    url = (await latest(ada))["url"]
    answers = [
        await fetched(ben.api, url),
        await fetched(network.api, url),
        await fetched(ada.api, url + "x"),
        await fetched(ada.api, f"/exports/{ada.id}"),
        await fetched(ada.api, url, authorization="Bearer forged"),
        await fetched(ada.api, url, authorization="Basic YTpi"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404, 401, 401]
    assert answers[0].json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}


def test_the_documented_shape_is_the_one_that_is_made() -> None:
    told = (Path(__file__).parents[2] / "docs" / "data-export.md").read_text()
    for section in SECTIONS:
        assert f"| `{section.name}` | {', '.join(f'`{key}`' for key in section.named_columns())} |" in told
    for table, why in NOT_EXPORTED.items():
        assert f"- `{table}`: {why}." in told
