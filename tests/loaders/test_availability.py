from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg

from access.viewer import Viewer
from loaders.availability import Days, next_open_slots, open_slots_of
from loaders.reader import Reader
from models.slots import Slot
from resolvers.context import Platform
from tests.behind import row_id
from tests.clock import BEGINNING
from tests.meetings import meeting, mentors, room
from tests.network import Network

_RULE = """INSERT INTO availability_rule
        (id, educator_id, weekday, start_minute, end_minute, valid_from, valid_to)
    VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)"""
_ZONE = "UPDATE account SET time_zone = $2 WHERE id = (SELECT account_id FROM educator WHERE id = $1)"


def half_an_hour(year: int, month: int, day: int, hour: int, minute: int) -> Slot:
    starts_at = datetime(year, month, day, hour, minute, tzinfo=UTC)
    return Slot(starts_at, starts_at + timedelta(minutes=30))


async def test_the_next_open_slots_of_many_are_read_in_one_statement(
    network: Network, connection: asyncpg.Connection, platform: Platform
) -> None:
    # name: zone, weekday, minutes, valid from and to; it is Monday, 2 March, 08:00 UTC.
    rules: dict[str, tuple[str, int, int, int, date | None, date | None]] = {
        "now": ("UTC", 0, 420, 540, None, None),
        "late": ("UTC", 0, 0, 480, None, None),
        "east": ("Pacific/Kiritimati", 1, 0, 60, None, None),
        "west": ("Pacific/Pago_Pago", 6, 1320, 1440, None, None),
        "busy": ("UTC", 0, 540, 600, None, None),
        "far": ("UTC", 0, 540, 600, date(2026, 3, 30), None),
        "last": ("UTC", 6, 1380, 1440, date(2026, 3, 29), None),
        "over": ("UTC", 0, 540, 600, None, date(2026, 3, 1)),
        "short": ("UTC", 0, 540, 569, None, None),
    }
    people = {name: await network.educator(name) for name in (*rules, "none")}
    for name, (zone, *rule) in rules.items():
        await mentors(connection, people[name])
        await connection.execute(_ZONE, row_id(people[name].id), zone)
        await connection.execute(_RULE, row_id(people[name].id), *rule)
    await meeting(
        connection,
        await room(connection, people["now"], people["busy"]),
        datetime(2026, 3, 2, 9, tzinfo=UTC),
    )
    ids = {name: row_id(person.id) for name, person in people.items()}
    reader = Reader(platform.database, Viewer())
    heard: list[str] = []
    platform.database.on_statement = heard.append
    found = await next_open_slots(reader, [*ids.values(), uuid4(), ids["now"]], BEGINNING)
    platform.database.on_statement = None
    assert len(heard) == 1
    assert dict(zip([*ids, "nobody", "again"], found, strict=True)) == {
        "now": half_an_hour(2026, 3, 2, 8, 30),
        "late": half_an_hour(2026, 3, 9, 0, 0),
        # Tuesday began at 10:00 UTC on Monday.
        "east": half_an_hour(2026, 3, 2, 10, 0),
        # Sunday lasts until 11:00 UTC on Monday.
        "west": half_an_hour(2026, 3, 2, 9, 0),
        "busy": half_an_hour(2026, 3, 9, 9, 0),
        "far": None,
        # The 28th day; the Monday after it is out of sight.
        "last": half_an_hour(2026, 3, 29, 23, 0),
        "over": None,
        "short": None,
        "none": None,
        "nobody": None,
        "again": half_an_hour(2026, 3, 2, 8, 30),
    }
    (slots, others) = await open_slots_of(
        reader, [ids["far"], ids["over"]], Days(date(2026, 3, 30), date(2026, 3, 30)), 30, BEGINNING
    )
    assert slots == [half_an_hour(2026, 3, 30, 9, 0), half_an_hour(2026, 3, 30, 9, 30)]
    assert others == []
