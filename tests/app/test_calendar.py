"""The calendar feed as calendar programs read it: over its address alone, parsed by a library."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import httpx
from icalendar import Calendar

from kit.keys import Keyring
from kit.signed_id import read_signed_id, signed_id
from resolvers.calendar import PURPOSE
from resolvers.context import Platform
from tests.api import Api
from tests.behind import row_id
from tests.clock import BEGINNING, DrivenClock
from tests.meetings import meeting, room
from tests.network import Network, Person

DAY = timedelta(days=1)


async def feed_of(person: Person) -> str:
    """The path of a new feed."""
    made = await person.api.perform("createCalendarFeed", "... on CalendarFeed { url }")
    path: str = urlsplit(made["url"]).path
    return path


async def read(api: Api, path: str, **headers: str) -> httpx.Response:
    return await api.http.get(path, headers={"accept-encoding": "identity", **headers})


async def events(api: Api, path: str) -> dict[str, dict[str, Any]]:
    """The events of a feed by their session's id."""
    answer = await read(api, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.text)
    assert calendar.errors == []
    return {str(event["UID"]).removesuffix("@menteo"): event for event in calendar.events}


async def test_every_session_is_an_event(network: Network, connection: asyncpg.Connection) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    path = await feed_of(ada)
    assert await events(network.api, path) == {}
    guiding, learning = await room(connection, ada, ben), await room(connection, cem, ada)
    others = await room(connection, cem, ben)
    agenda = "Fractions; then:\n- ratios, \\ maybe"
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    planned = {
        "PROPOSED": await meeting(connection, guiding, at, "PROPOSED", agenda=agenda, version=3),
        "CONFIRMED": await meeting(connection, learning, at + DAY),
        "HELD": await meeting(connection, guiding, BEGINNING - 89 * DAY, "HELD"),
        "NO_SHOW": await meeting(connection, learning, BEGINNING - DAY, "NO_SHOW"),
        "DISPUTED": await meeting(connection, learning, BEGINNING - 2 * DAY, "DISPUTED", dispute_note="No."),
        "CANCELLED": await meeting(connection, guiding, at + 2 * DAY, "CANCELLED"),
    }
    await meeting(connection, guiding, BEGINNING - 91 * DAY, "HELD")
    await meeting(connection, others, at + 5 * DAY)
    shown = await events(network.api, path)
    assert set(shown) == set(planned.values())
    first = shown[planned["PROPOSED"]]
    assert {name: str(first[name]) for name in ("SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE")} == {
        "SUMMARY": "Mentoring with Ben",
        "DESCRIPTION": agenda,
        "STATUS": "TENTATIVE",
        "SEQUENCE": "2",
    }
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (at, at + timedelta(hours=1))
    assert (first["LAST-MODIFIED"].dt, first["DTSTAMP"].dt) == (BEGINNING, BEGINNING)
    assert "ORGANIZER" not in first
    assert {status: str(shown[key]["STATUS"]) for status, key in planned.items()} == {
        "PROPOSED": "TENTATIVE",
        "CONFIRMED": "CONFIRMED",
        "HELD": "CONFIRMED",
        "NO_SHOW": "CONFIRMED",
        "DISPUTED": "CONFIRMED",
        "CANCELLED": "CANCELLED",
    }
    assert str(shown[planned["CONFIRMED"]]["SUMMARY"]) == "Mentoring with Cem"
    calendar = Calendar.from_ical((await read(network.api, path)).text)
    assert (str(calendar["X-WR-CALNAME"]), "METHOD" in calendar) == ("Mentoring", False)


async def test_a_change_keeps_the_event_and_a_cancelled_one_goes_after_thirty_days(
    network: Network, connection: asyncpg.Connection, clock: DrivenClock
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    path, later = await feed_of(ada), BEGINNING + 60 * DAY
    session = await meeting(connection, await room(connection, ada, ben), later)
    before = (await events(network.api, path))[session]
    await connection.execute(
        "UPDATE session SET status = 'CANCELLED', ended_at = $1, changed_at = $1, version = 2",
        BEGINNING + DAY,
    )
    after = (await events(network.api, path))[session]
    assert [str(event["SEQUENCE"]) for event in (before, after)] == ["0", "1"]
    assert [str(event["STATUS"]) for event in (before, after)] == ["CONFIRMED", "CANCELLED"]
    assert after["LAST-MODIFIED"].dt == BEGINNING + DAY
    clock.advance(days=31, seconds=-10)
    assert set(await events(network.api, path)) == {session}
    clock.advance(seconds=10)
    assert await events(network.api, path) == {}


async def test_an_unchanged_calendar_is_not_sent_again(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    path = await feed_of(ada)
    empty = await read(network.api, path)
    assert "last-modified" not in empty.headers
    pair = await room(connection, ada, ben)
    await meeting(connection, pair, BEGINNING + DAY)
    first = await read(network.api, path)
    tag = first.headers["etag"]
    assert tag != empty.headers["etag"]
    assert first.headers["last-modified"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    assert first.headers["cache-control"] == "private, no-cache"
    for known in (tag, f'"other", {tag}', "*"):
        same = await read(network.api, path, **{"if-none-match": known})
        assert (same.status_code, same.text, same.headers["etag"]) == (304, "", tag)
    head = await network.api.http.head(path, headers={"accept-encoding": "identity"})
    assert (head.status_code, head.text, head.headers["etag"]) == (200, "", tag)
    await ben.api.perform("updateProfile", "... on Educator { id }", displayName="Benedikt")
    renamed = await read(network.api, path, **{"if-none-match": tag})
    assert (renamed.status_code, "Mentoring with Benedikt" in renamed.text) == (200, True)
    # A wall takes events away and leaves no later date behind: a date alone is no reason for a 304.
    await ben.blocks(ada)
    since = {"if-modified-since": first.headers["last-modified"]}
    walled = await read(network.api, path, **since, **{"if-none-match": renamed.headers["etag"]})
    assert (walled.status_code, walled.text.count("VEVENT")) == (200, 0)


async def test_the_other_is_named_unless_behind_a_wall(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    paths = {person.handle: await feed_of(person) for person in (ada, ben, cem)}
    with_ben = await meeting(connection, await room(connection, ada, ben), BEGINNING + DAY)
    with_cem = await meeting(connection, await room(connection, cem, ada), BEGINNING + 2 * DAY)
    await cem.api.perform("updateProfile", "... on Educator { id }", visibility="CONNECTIONS")
    await ben.blocks(ada)
    shown = await events(network.api, paths["ada"])
    assert {key: str(event["SUMMARY"]) for key, event in shown.items()} == {with_cem: "Mentoring with Cem"}
    assert await events(network.api, paths["ben"]) == {}
    assert with_ben not in await events(network.api, paths["cem"])


async def test_an_address_that_opens_nothing_is_answered_alike(
    network: Network, connection: asyncpg.Connection, platform: Platform
) -> None:
    ada = await network.educator("ada")
    path = await feed_of(ada)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    feed_id = read_signed_id(platform.keys, PURPOSE, token)
    assert feed_id is not None
    wrong = [
        "x",
        "%00",
        token[:-1],
        ("B" if token[0] != "B" else "C") + token[1:],
        signed_id(platform.keys, PURPOSE, UUID(int=7)),
        signed_id(platform.keys, PURPOSE, row_id(ada.id)),
        signed_id(platform.keys, "refresh-token", feed_id),
        signed_id(Keyring(["somebody else's secret"]), PURPOSE, feed_id),
    ]
    answers = [await read(network.api, f"/calendar/{text}.ics") for text in wrong]
    await connection.execute("UPDATE account SET status = 'SUSPENDED'")
    answers.append(await read(network.api, path))
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.text for answer in answers} == {
        '{"errors":[{"message":"There is no such calendar.","extensions":{"code":"NOT_FOUND"}}]}'
    }
    assert len({tuple(set(answer.headers) - {"x-operation-id"}) for answer in answers}) == 1
    await connection.execute("UPDATE account SET status = 'ACTIVE'")
    assert (await read(network.api, path)).status_code == 200


async def test_a_feed_is_read_sixty_times_an_hour(network: Network, clock: DrivenClock) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    path, other = await feed_of(ada), await feed_of(ben)
    assert [(await read(network.api, path)).status_code for _ in range(60)] == [200] * 60
    refused = await read(network.api, path)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert refused.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED"}
    assert (await read(network.api, other)).status_code == 200
    clock.advance(seconds=60)
    assert [(await read(network.api, path)).status_code for _ in range(2)] == [200, 429]


async def test_a_feed_costs_the_same_for_one_session_and_for_fifty(
    network: Network, connection: asyncpg.Connection, platform: Platform
) -> None:
    ada = await network.educator("ada")
    path = await feed_of(ada)
    counts = []
    for number in range(5):
        other = await network.educator(f"other{number}")
        pair = await room(connection, ada, other)
        for n in range(10 if number else 1):
            await meeting(connection, pair, BEGINNING + (number * 10 + n) * DAY)
        heard: list[str] = []
        platform.database.on_statement = heard.append
        await read(network.api, path)
        platform.database.on_statement = None
        counts.append(len(heard))
    # Whose it is, how often, the sessions, their rooms, the others' names.
    assert counts == [5] * 5
