"""Saved reports: kept by name, for whoever saved them."""

from typing import Any

import asyncpg
import pytest

from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.problems import refusal

SAVED = "... on SavedReport { name definition createdAt updatedAt }"
DELETED = "... on SavedReportDeleted { owner { handle } }"
LISTED = "{ savedReports { name } }"
ONE = "query ($name: String!) { savedReport(name: $name) { name definition } }"
PERIOD = {"from": "2026-01-01", "to": "2026-02-28"}
OWN = {"metrics": ["sessionsHeld"], "grain": "MONTH", "period": PERIOD, "reach": "OWN"}


@pytest.fixture
async def ada(network: Network) -> Person:
    """Somebody with something to report."""
    return await network.educator("ada")


async def saves(person: Person | Network, name: str = "my-sessions", **more: Any) -> Any:
    return await person.api.perform("saveReport", SAVED, name=name, report={**OWN, **more})


async def test_a_report_is_saved_replaced_and_found_by_name(ada: Person, clock: DrivenClock) -> None:
    first = await saves(ada)
    assert first["definition"] == {
        **OWN,
        "dimensions": [],
        "filter": [],
        "minimumCell": 10,
        "timeZone": "UTC",
        "asOf": None,
    }
    clock.advance(minutes=5)
    given = {"dimension": "function", "values": ["ROLE_MODEL"]}
    as_of = "2026-03-01T00:00:00+00:00"
    second = await saves(ada, grain="WEEK", filter=[given], asOf=as_of, dimensions=["phase"])
    assert second["createdAt"] == first["createdAt"] < second["updatedAt"]
    kept = (await ada.api.data(ONE, name="my-sessions"))["savedReport"]["definition"]
    assert kept == second["definition"]
    assert (kept["grain"], kept["filter"], kept["asOf"]) == ("WEEK", [given], as_of)
    await saves(ada, "earlier")
    assert await ada.api.data(LISTED) == {"savedReports": [{"name": "earlier"}, {"name": "my-sessions"}]}
    assert await ada.api.data(ONE, name="later") == {"savedReport": None}


async def test_a_report_is_deleted_once(ada: Person, behind: Behind) -> None:
    await saves(ada)
    done = await ada.api.perform("deleteReport", DELETED, name="my-sessions", idempotencyKey="once")
    assert done == {"__typename": "SavedReportDeleted", "owner": {"handle": "ada"}}
    assert await behind.count("saved_report") == 0
    await saves(ada)
    async with behind.nothing_happens():
        again = await ada.api.perform("deleteReport", DELETED, name="my-sessions", idempotencyKey="once")
        absent = await ada.api.perform("deleteReport", DELETED, name="nothing")
    assert again == done
    assert refusal(absent) == ("NOT_FOUND", ["name"])


async def test_saved_reports_are_their_owners_alone(ada: Person, network: Network, behind: Behind) -> None:
    ben = await network.educator("ben")
    await saves(ada)
    async with behind.nothing_happens():
        assert await ben.api.data(LISTED) == {"savedReports": []}
        assert await ben.api.data(ONE, name="my-sessions") == {"savedReport": None}
        gone = await ben.api.perform("deleteReport", DELETED, name="my-sessions")
        assert refusal(gone) == ("NOT_FOUND", ["name"])
        assert await network.api.codes(LISTED) == ["UNAUTHENTICATED"]
        assert await network.api.data(ONE, name="my-sessions") == {"savedReport": None}
        assert refusal(await saves(network)) == ("UNAUTHENTICATED", [])
        assert refusal(await saves(ben, reach="NETWORK")) == ("FORBIDDEN", [])
    assert (await saves(ben))["__typename"] == "SavedReport"


async def test_what_cannot_be_asked_or_named_is_not_saved(
    ada: Person, behind: Behind, connection: asyncpg.Connection
) -> None:
    wrong: list[tuple[dict[str, Any], tuple[str, list[str]]]] = [
        ({"metrics": ["likes"]}, ("INVALID", ["metrics"])),
        ({"timeZone": "Mars"}, ("INVALID", ["timeZone"])),
        ({"name": ""}, ("INVALID", ["name"])),
        ({"name": "x" * 61}, ("INVALID", ["name"])),
        ({"name": "Two words"}, ("CONFLICT", ["name"])),
        ({"name": "a/b"}, ("CONFLICT", ["name"])),
    ]
    async with behind.nothing_happens():
        for more, expected in wrong:
            assert refusal(await saves(ada, **more)) == expected, more
    await connection.execute(
        """INSERT INTO saved_report SELECT gen_random_uuid(), 'r' || n, '{}', now(), now(), id
        FROM educator, generate_series(1, 100) AS n"""
    )
    async with behind.nothing_happens():
        assert refusal(await saves(ada)) == ("CAPACITY_EXCEEDED", [])
    assert (await saves(ada, "r7"))["definition"]["reach"] == "OWN"


async def test_a_token_needs_both_scopes_to_save(ada: Person, network: Network) -> None:
    for scopes, answer in (
        (["REPORTS"], "Problem"),
        (["WRITE"], "Problem"),
        (["REPORTS", "WRITE"], "SavedReport"),
    ):
        made = await ada.api.perform(
            "createApiToken", "... on NewApiToken { secret }", name="tool", scopes=scopes
        )
        tool = await network.client(made["secret"])
        done = await tool.perform("saveReport", SAVED, name="by-tool", report=OWN)
        assert done["__typename"] == answer
