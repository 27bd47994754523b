import asyncio
from typing import Any

from tests.api import Api
from tests.behind import Behind
from tests.network import Network, Person
from tests.problems import refusal

SHAPE = "timeZone rules { weekday start end validFrom validTo } overrides { date start end }"
SET = f"... on Availability {{ {SHAPE} }}"
MINE = f"{{ me {{ availability {{ {SHAPE} }} }} }}"
MONDAY = {"weekday": "MONDAY", "start": "09:00", "end": "12:00"}
RULE = {**MONDAY, "validFrom": None, "validTo": None}


async def sets(person: Person, rules: Any = (), overrides: Any = (), **more: Any) -> Any:
    arguments = {"rules": list(rules), "overrides": list(overrides), **more}
    return await person.api.perform("setAvailability", SET, **arguments)


async def test_hours_are_replaced_as_a_whole_and_shown_to_their_owner(
    network: Network, behind: Behind
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await ada.api.perform("updateAccount", "... on Account { timeZone }", timeZone="America/Santiago")
    assert (await ben.api.data(MINE))["me"]["availability"] == {
        "timeZone": "UTC", "rules": [], "overrides": [],
    }  # fmt: skip
    first = await sets(
        ada,
        [
            {"weekday": "SUNDAY", "start": "22:30", "end": "24:00", "validTo": "2026-06-30"},
            {"weekday": "MONDAY", "start": "12:00", "end": "13:00"},
            MONDAY,
            {**MONDAY, "start": "00:00", "end": "00:01", "validFrom": "2026-04-01"},
        ],
        [
            {"date": "2026-12-24", "start": "13:00", "end": "14:00"},
            {"date": "2026-12-24", "start": "09:00", "end": "12:00"},
            {"date": "2026-05-01"},
        ],
    )
    assert first == {
        "__typename": "Availability",
        "timeZone": "America/Santiago",
        "rules": [
            {**RULE, "start": "00:00", "end": "00:01", "validFrom": "2026-04-01"},
            RULE,
            {**RULE, "start": "12:00", "end": "13:00"},
            {**RULE, "weekday": "SUNDAY", "start": "22:30", "end": "24:00", "validTo": "2026-06-30"},
        ],
        "overrides": [
            {"date": "2026-05-01", "start": None, "end": None},
            {"date": "2026-12-24", "start": "09:00", "end": "12:00"},
            {"date": "2026-12-24", "start": "13:00", "end": "14:00"},
        ],
    }  # fmt: skip
    del first["__typename"]
    assert (await ada.api.data(MINE))["me"]["availability"] == first
    assert (await ben.api.data(MINE))["me"]["availability"]["rules"] == []
    second = await sets(ada, [MONDAY])
    assert (second["rules"], second["overrides"]) == ([RULE], [])
    assert (await behind.count("availability_rule"), await behind.count("availability_override")) == (1, 0)


def rule(**more: Any) -> dict[str, Any]:
    return {**MONDAY, **more}


def override(start: str | None = None, end: str | None = None) -> dict[str, Any]:
    return {"date": "2026-05-01", "start": start, "end": end}


REFUSED: list[tuple[list[Any], list[Any], list[str]]] = [
    ([rule(end="09:00")], [], ["rules.0.end"]),
    ([rule(), rule(weekday="FRIDAY", start="12:01")], [], ["rules.1.end"]),
    ([rule(start="9:00")], [], ["rules.0.start"]),
    ([rule(start="09:60", end="24:01")], [], ["rules.0.start", "rules.0.end"]),
    ([rule(end="٠٩:٣٠")], [], ["rules.0.end"]),
    ([rule(validFrom="2026-05-02", validTo="2026-05-01")], [], ["rules.0.validTo"]),
    ([rule(), rule(weekday="TUESDAY"), rule(start="11:59", end="13:00")], [], ["rules.2"]),
    ([rule(validTo="2026-05-01"), rule(validFrom="2026-05-01")], [], ["rules.1"]),
    ([rule()] * 51, [], ["rules"]),
    ([], [override("09:00")], ["overrides.0.end"]),
    ([], [override("", "")], ["overrides.0.start", "overrides.0.end"]),
    ([], [override("10:00", "09:00")], ["overrides.0.end"]),
    ([], [override(), override("09:00", "10:00")], ["overrides.1"]),
    ([], [override(), override()], ["overrides.1"]),
    ([], [override("09:00", "10:00"), override("09:30", "11:00")], ["overrides.1"]),
    ([], [override()] * 367, ["overrides"]),
    ([rule(end="")], [override("x", "y")], ["rules.0.end", "overrides.0.start", "overrides.0.end"]),
]


async def test_hours_that_cannot_be_are_refused_with_their_place(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    await sets(ada, [MONDAY], [override()])
    async with behind.nothing_happens():
        for rules, overrides, paths in REFUSED:
            assert refusal(await sets(ada, rules, overrides)) == ("INVALID", paths), (rules, overrides)


async def test_hours_that_only_touch_or_hold_at_other_times_stand(network: Network) -> None:
    ada = await network.educator("ada")
    rules = [
        rule(),
        rule(start="12:00", end="13:00"),
        rule(weekday="TUESDAY"),
        rule(weekday="FRIDAY", validTo="2026-05-01"),
        rule(weekday="FRIDAY", validFrom="2026-05-02"),
    ]
    made = await sets(ada, rules, [override("09:00", "10:00"), override("10:00", "11:00")])
    assert (len(made["rules"]), len(made["overrides"])) == (5, 2)


async def test_as_many_hours_as_allowed_stand(network: Network) -> None:
    ada = await network.educator("ada")
    rules = [rule(start=f"{n // 6:02}:{n % 6}0", end=f"{n // 6:02}:{n % 6}9") for n in range(50)]
    overrides = [{"date": f"2027-{1 + n // 28:02}-{1 + n % 28:02}"} for n in range(336)]
    overrides += [{"date": f"2028-01-{1 + n:02}"} for n in range(30)]
    made = await sets(ada, rules, overrides)
    assert (len(made["rules"]), len(made["overrides"])) == (50, 366)


async def test_only_who_may_write_sets_hours(network: Network, api: Api, behind: Behind) -> None:
    ada = await network.educator("ada")
    made = await ada.api.perform("createApiToken", "... on NewApiToken { secret }", name="r", scopes=["READ"])
    reader = await network.client(made["secret"])
    arguments: dict[str, Any] = {"rules": [MONDAY], "overrides": []}
    assert (await reader.data(MINE))["me"]["availability"]["rules"] == []
    async with behind.nothing_happens():
        assert refusal(await api.perform("setAvailability", SET, **arguments)) == ("UNAUTHENTICATED", [])
        assert refusal(await reader.perform("setAvailability", SET, **arguments)) == ("FORBIDDEN", [])


async def test_who_may_only_write_gets_the_same_answer_again(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    new = "... on NewApiToken { secret }"
    made = await ada.api.perform("createApiToken", new, name="writer", scopes=["WRITE"])
    writer = Person(ada.id, ada.handle, await network.client(made["secret"]), "")
    first = await sets(writer, [MONDAY], idempotencyKey="once")
    assert first["rules"] == [RULE]
    async with behind.nothing_happens():
        assert await sets(writer, [MONDAY], idempotencyKey="once") == first


async def test_of_two_who_set_hours_at_once_one_is_second(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    sent = [sets(ada, [MONDAY], [override()]) for _ in range(10)]
    answers = await asyncio.gather(*sent)
    assert answers == [answers[0]] * 10
    assert (await behind.count("availability_rule"), await behind.count("availability_override")) == (1, 1)
