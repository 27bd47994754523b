"""Reports: what they count, who may run them, and what they refuse."""

from typing import Any

import asyncpg
import pytest

from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.reporting import REPORT, becomes, figures, reported, write_world

CATALOG = "{ reportCatalog { metrics { name description unit } dimensions { name description } } }"
STAGES = ("PRE_SERVICE", "EARLY_0_2", "MID_3_9", "EXPERIENCED_10_19", "VETERAN_20_PLUS")
# Other periods of the same days: what is suppressed does not depend on them.
GRAINS = [
    ("MONTH", {"from": "2026-01-05", "to": "2026-02-10"}),
    ("MONTH", {"from": "2026-01-01", "to": "2026-01-31"}),
    ("WEEK", {"from": "2026-01-01", "to": "2026-02-10"}),
    ("WEEK", {"from": "2026-01-12", "to": "2026-01-18"}),
    ("DAY", {"from": "2026-01-01", "to": "2026-01-20"}),
    ("DAY", {"from": "2026-01-10", "to": "2026-02-06"}),
]
JANUARY, FEBRUARY = "2026-01-01", "2026-02-01"


@pytest.fixture
async def ana(network: Network, connection: asyncpg.Connection) -> Person:
    """An analyst."""
    ana = await network.educator("ana")
    await becomes(connection, ana)
    await write_world(connection)
    return ana


def only(dimension: str, *values: str) -> list[dict[str, Any]]:
    return [{"dimension": dimension, "values": list(values)}]


async def test_metrics_are_counted_by_month(ana: Person) -> None:
    found = await reported(ana, "requestsSent", "acceptRate", "medianFirstResponseHours", "inForce")
    assert found["timeZone"] == "UTC"
    assert found["columns"] == [
        {"name": "month", "kind": "TIME", "unit": None},
        {"name": "requestsSent", "kind": "METRIC", "unit": "requests"},
        {"name": "acceptRate", "kind": "METRIC", "unit": "share"},
        {"name": "medianFirstResponseHours", "kind": "METRIC", "unit": "hours"},
        {"name": "inForce", "kind": "METRIC", "unit": "mentorships"},
    ]
    shown = [False] * 4
    assert found["rows"] == [
        {"dimensions": [JANUARY], "values": [240, 0.75, 24, 60], "suppressed": shown},
        # Nobody answered: the median is beyond what is known.
        {"dimensions": [FEBRUARY], "values": [40, 0, None, 60], "suppressed": shown},
    ]


async def test_cells_of_few_people_are_suppressed_with_a_second_one(ana: Person) -> None:
    by_stage = await figures(ana, "requestsSent", dimensions=["careerStage"])
    assert [by_stage[JANUARY, stage] for stage in ("PRE_SERVICE", "EARLY_0_2", "MID_3_9")] == [
        [None],
        [None],
        [90],
    ]
    assert by_stage[JANUARY, "EXPERIENCED_10_19"] == [90]
    assert by_stage[JANUARY, "VETERAN_20_PLUS"] == [0]
    # The four before their service stay hidden whatever is asked for beside it.
    for filtered in (["PRE_SERVICE"], ["PRE_SERVICE", "MID_3_9"], ["EARLY_0_2"]):
        given = [{"dimension": "careerStage", "values": filtered}]
        found = await figures(ana, "requestsSent", filter=given, minimumCell=5)
        assert found[JANUARY,] == [None]
    middle = [{"dimension": "careerStage", "values": ["MID_3_9"]}]
    by_country = await figures(ana, "requestsSent", filter=middle, dimensions=["country"])
    assert by_country[JANUARY, "PT"] == [45]


async def test_what_nobody_has_hides_nothing(ana: Person) -> None:
    by_country = await figures(ana, "requestsSent", "mentorshipsOpened", dimensions=["country"])
    assert {key[1]: values for key, values in by_country.items() if key[0] == JANUARY} == {
        "CL": [120, 40],
        "PT": [120, 20],
        None: [0, 0],
    }


async def test_days_and_weeks_begin_where_the_report_says(
    ana: Person, connection: asyncpg.Connection
) -> None:
    at_nine = {"grain": "DAY", "period": {"from": "2026-01-03", "to": "2026-01-04"}}
    assert await figures(ana, "requestsSent", **at_nine) == {("2026-01-03",): [80], ("2026-01-04",): [None]}
    west = await figures(ana, "requestsSent", timeZone="Pacific/Kiritimati", **at_nine)
    assert west == {("2026-01-03",): [80], ("2026-01-04",): [None]}
    await connection.execute("UPDATE mentorship_request SET created_at = created_at + interval '14 hours'")
    east = await figures(ana, "requestsSent", timeZone="Pacific/Kiritimati", **at_nine)
    assert east == {("2026-01-03",): [None], ("2026-01-04",): [80]}
    weeks = await figures(ana, "requestsSent", grain="WEEK")
    assert [key[0] for key in weeks][:3] == ["2025-12-29", "2026-01-05", "2026-01-12"]
    # The week in which the year changes says nothing.
    assert [values[0] for values in weeks.values()][:3] == [None, 80, 80]


async def test_a_report_is_the_same_later_with_the_same_as_of(
    ana: Person, clock: DrivenClock, connection: asyncpg.Connection
) -> None:
    metrics = ("requestsSent", "acceptRate", "inForce", "survival365", "mentorshipsOpened", "unmetNeeds")
    first = await reported(ana, *metrics, minimumCell=5)
    clock.advance(days=20)
    await ana.signs_in_again()
    ended = "UPDATE mentorship SET status = 'CLOSED', close_reason = 'NO_FAULT', closed_at = $1"
    await connection.execute(ended, clock.time)
    assert await reported(ana, *metrics, minimumCell=5, asOf=first["asOf"]) == first
    later = await reported(ana, *metrics, minimumCell=5)
    january = [found["rows"][0]["values"] for found in (first, later)]
    assert january == [[240, 0.75, 60, None, 60, 0], [240, 0.75, 60, 0, 60, 0]]


async def test_windows_that_are_not_over_are_left_out(ana: Person) -> None:
    coming = await figures(ana, "requestsSent", period={"from": "2026-02-01", "to": "2026-05-01"})
    assert list(coming) == [(FEBRUARY,)]
    then = await figures(ana, "requestsSent", asOf="2026-01-20T00:00:00Z", grain="WEEK")
    assert list(then) == [("2025-12-29",), ("2026-01-05",), ("2026-01-12",)]


async def test_educators_report_over_what_is_their_own(
    ana: Person, network: Network, connection: Any
) -> None:
    ben = await network.educator("ben")
    await connection.execute(
        """UPDATE mentorship_request SET mentee_id = e.id, initiator_id = e.id FROM educator e
        WHERE e.handle = 'ben' AND mentee_id = (SELECT id FROM educator WHERE handle = 'mentee1')"""
    )
    own = await figures(ben, "requestsSent", "acceptRate", "loadGini", reach="OWN")
    assert own == {(JANUARY,): [3, 1, None], (FEBRUARY,): [0, None, None]}
    by_function = await figures(ben, "requestsSent", reach="OWN", dimensions=["function"])
    assert by_function[JANUARY, "ROLE_MODEL"] == [3]
    assert by_function[JANUARY, "SPONSORSHIP"] == [0]
    given = {"metrics": ["requestsSent"], "grain": "MONTH", "period": {"from": JANUARY, "to": FEBRUARY}}
    assert await ben.api.codes(REPORT, input=given) == ["FORBIDDEN"]
    assert await network.api.codes(REPORT, input={**given, "reach": "OWN"}) == ["UNAUTHENTICATED"]
    wall = """INSERT INTO block (id, blocker_id, blocked_id, created_at) SELECT gen_random_uuid(), b.id, m.id,
        now() FROM educator b, educator m WHERE b.handle = 'ben' AND m.handle = 'mentor2'"""
    await connection.execute(wall)
    assert (await figures(ben, "requestsSent", reach="OWN"))[JANUARY,] == [0]


async def test_a_token_needs_the_scope_for_reports(ana: Person, network: Network) -> None:
    given = {"metrics": ["requestsSent"], "grain": "MONTH", "period": {"from": JANUARY, "to": FEBRUARY}}
    shape = "... on NewApiToken { secret }"
    for scopes, codes in ((["READ", "WRITE"], ["FORBIDDEN"]), (["REPORTS"], [])):
        made = await ana.api.perform("createApiToken", shape, name="tool", scopes=scopes)
        tool = await network.client(made["secret"])
        assert await tool.codes(REPORT, input=given) == codes


WRONG: list[dict[str, Any]] = [
    {"metrics": []},
    {"metrics": ["likes"]},
    {"dimensions": ["shoeSize"]},
    {"dimensions": ["topic", "phase", "country"]},
    {"dimensions": ["topic", "phase"], "filter": [{"dimension": "country", "values": ["PT"]}]},
    {"metrics": ["postsPublished"], "dimensions": ["topic"]},
    {"filter": [{"dimension": "phase", "values": []}]},
    {"filter": [{"dimension": "phase", "values": ["11"]}]},
    {"filter": [{"dimension": "phase", "values": ["1"]}, {"dimension": "phase", "values": ["2"]}]},
    {"minimumCell": 4},
    {"timeZone": "Mars/Olympus"},
    {"period": {"from": "2026-02-01", "to": "2026-01-01"}},
    {"period": {"from": "2020-01-01", "to": "2026-01-01"}},
    {"period": {"from": "9999-01-01", "to": "9999-12-31"}},
    {"asOf": "2999-01-01T00:00:00Z"},
    {"grain": "DAY", "dimensions": ["function", "phase"]},
]


async def test_what_cannot_be_reported_is_refused(ana: Person) -> None:
    given = {"metrics": ["requestsSent"], "grain": "MONTH", "period": {"from": JANUARY, "to": "2026-02-28"}}
    for wrong in WRONG:
        assert await ana.api.codes(REPORT, input={**given, **wrong}) == ["INVALID"], wrong


async def test_every_metric_is_described_and_answers_for_everybody(ana: Person) -> None:
    catalog = (await ana.api.data(CATALOG))["reportCatalog"]
    names = [one["name"] for one in catalog["metrics"]]
    assert len(names) == len(set(names)) == 28
    assert all(one["description"].endswith(".") and one["unit"] for one in catalog["metrics"])
    assert [one["name"] for one in catalog["dimensions"]] == [
        "topic", "function", "careerStage", "phase", "country", "cohortMonth", "roadmap",
        "community",
    ]  # fmt: skip
    values = dict(zip(names, (await figures(ana, *names, minimumCell=5))[JANUARY,], strict=True))
    assert {name: value for name, value in values.items() if value} == {
        "requestsSent": 240,
        "acceptRate": 0.75,
        "medianFirstResponseHours": 24,
        "mentorshipsOpened": 60,
        "inForce": 60,
        "survival30": 1,
        "effectivePerspectivesMedian": 1,
        "functionCoverageMedian": 1,
    }
    nothing = {name for name, value in values.items() if value == 0}
    assert nothing == {
        *("sustainedShare", "sessionsHeld", "networkReciprocity", "unmetNeeds", "postsPublished"),
        *("activeMembers", "enrollments", "stepsDone"),
    }


async def test_a_cell_says_the_same_in_every_report_that_shows_it(ana: Person) -> None:
    by_both: list[tuple[list[str], list[dict[str, Any]]]] = [
        (["careerStage"], []),
        (["careerStage", "country"], []),
        (["careerStage", "country"], only("country", "CL")),
        *(([], only("careerStage", stage)) for stage in STAGES),
        *((["careerStage"], only("country", country)) for country in ("CL", "PT")),
        *((["country"], only("careerStage", stage)) for stage in STAGES),
    ]
    said: dict[tuple[str, ...], set[float | None]] = {}
    for grain, period in GRAINS:
        for dimensions, filters in by_both:
            given = {"grain": grain, "period": period, "dimensions": dimensions, "filter": filters}
            found = await figures(ana, "requestsSent", minimumCell=5, **given)
            picked = [one["values"][0] for one in filters if one["dimension"] not in dimensions]
            for (window, *values), (value,) in found.items():
                cell = (grain, window, *sorted(map(str, [*values, *picked])))
                said.setdefault(cell, set()).add(value)
    assert {cell: values for cell, values in said.items() if len(values) > 1} == {}
    shown = [value for values in said.values() for value in values]
    assert len(shown) > 500
    assert sum(value is None for value in shown) > 50
    assert sum(bool(value) for value in shown) > 20
