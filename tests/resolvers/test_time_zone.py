from zoneinfo import available_timezones

import asyncpg

from resolvers.time_zone import is_time_zone


async def test_postgresql_knows_every_time_zone_that_is_accepted(connection: asyncpg.Connection) -> None:
    known = {name for (name,) in await connection.fetch("SELECT name FROM pg_timezone_names")}
    accepted = {name for name in {*available_timezones(), "localtime"} if is_time_zone(name)}
    assert "Europe/Lisbon" in accepted
    assert accepted <= known
