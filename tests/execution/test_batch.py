"""One call for all parents of a place in the document, and the right answer for each of them."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Annotated, Any

import pytest
import strawberry

from kit.errors import DomainError, ErrorCode, invalid
from resolvers.arguments import described
from schema.wiring import answers, each


class Calls:
    """The context of an operation that remembers how resolvers were called."""

    def __init__(self) -> None:
        self.gatherings: dict[Any, Any] = {}
        self.made: list[tuple[str, list[int], dict[str, Any]]] = []


async def below(parents: Sequence[Any], info: Any, count: Annotated[int, described("How many.")] = 2) -> Any:
    """Numbers that begin with the parent's."""
    info.context.made.append(("below", [parent.number for parent in parents], {"count": count}))
    await asyncio.sleep(0)
    return [
        [SimpleNamespace(number=parent.number * 10 + i) for i in range(1, count + 1)] for parent in parents
    ]


async def half(parents: Sequence[Any], info: Any) -> list[int | None]:
    """Half the number; refused when it is 13."""
    info.context.made.append(("half", [parent.number for parent in parents], {}))
    if any(parent.number == 13 for parent in parents):
        raise DomainError(ErrorCode.FORBIDDEN, "Thirteen is not halved.")
    return [parent.number // 2 for parent in parents]


async def too_few(parents: Sequence[Any], info: Any) -> list[int]:
    """A resolver with a bug."""
    return [0] * (len(parents) - 1)


async def number(info: Any, value: Annotated[int, described("Which.")]) -> Any:
    """A number; negative ones are refused."""
    if value < 0:
        raise invalid("value", "Not below zero.")
    return SimpleNamespace(number=value)


@strawberry.type
class Number:
    number: int
    below: list["Number"] = each(below)
    half: int | None = each(half)
    broken: int | None = each(too_few)


@strawberry.type
class Query:
    number: Number | None = answers(number)


SCHEMA = strawberry.Schema(Query)


async def run(query: str, **variables: Any) -> tuple[Any, Calls, list[Any]]:
    """The data, the calls and the errors of a query."""
    calls = Calls()
    result = await SCHEMA.execute(query, variables, context_value=calls)
    errors = [(error.path, error.message, error.extensions or {}) for error in result.errors or ()]
    return result.data, calls, errors


async def test_all_parents_of_a_level_are_asked_at_once() -> None:
    data, calls, _ = await run("{ number(value: 1) { below { number below(count: 3) { half } } } }")
    assert calls.made == [
        ("below", [1], {"count": 2}),
        ("below", [11, 12], {"count": 3}),
        ("half", [111, 112, 113, 121, 122, 123], {}),
    ]
    assert data["number"]["below"][1] == {"number": 12, "below": [{"half": 60}, {"half": 61}, {"half": 61}]}


async def test_aliases_with_other_arguments_are_asked_apart() -> None:
    data, calls, _ = await run(
        "{ number(value: 1) { below { one: below(count: 1) { number } two: below { number } } } }"
    )
    assert calls.made[1:] == [("below", [11, 12], {"count": 1}), ("below", [11, 12], {"count": 2})]
    assert data["number"]["below"][0] == {
        "one": [{"number": 111}],
        "two": [{"number": 111}, {"number": 112}],
    }


async def test_the_same_field_at_two_places_is_asked_once_at_each() -> None:
    data, calls, _ = await run("{ a: number(value: 1) { half } b: number(value: 8) { half below { half } } }")
    assert sorted(calls.made, key=str) == [
        ("below", [8], {"count": 2}),
        ("half", [1], {}),
        ("half", [81, 82], {}),
        ("half", [8], {}),
    ]
    assert data == {"a": {"half": 0}, "b": {"half": 4, "below": [{"half": 40}, {"half": 41}]}}


async def test_a_fragment_used_at_two_places_answers_each_parent() -> None:
    data, calls, _ = await run(
        """{ a: number(value: 2) { ...Halved }
            b: number(value: 4) { ...Halved below(count: 1) { ...Halved } } }
        fragment Halved on Number { half ... on Number { number } }"""
    )
    assert data == {
        "a": {"half": 1, "number": 2},
        "b": {"half": 2, "number": 4, "below": [{"half": 20, "number": 41}]},
    }
    # One place in the document: the roots are asked together, what is below them a turn later.
    assert [made for made in calls.made if made[0] == "half"] == [("half", [2, 4], {}), ("half", [41], {})]


async def test_a_field_named_twice_is_asked_once() -> None:
    data, calls, _ = await run("{ number(value: 6) { half ... on Number { half } } }")
    assert (data, len(calls.made)) == ({"number": {"half": 3}}, 1)


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_field_that_is_left_out_is_not_asked(wanted: bool) -> None:
    data, calls, _ = await run(
        """query ($wanted: Boolean!) { number(value: 6) { number
            half @include(if: $wanted) below @skip(if: $wanted) { number } } }""",
        wanted=wanted,
    )
    assert [made[0] for made in calls.made] == ["half" if wanted else "below"]
    assert set(data["number"]) == {"number", "half" if wanted else "below"}


async def test_variables_reach_the_resolver() -> None:
    _, calls, _ = await run(
        "query ($count: Int! = 1) { number(value: 1) { below(count: $count) { number } } }", count=4
    )
    assert calls.made == [("below", [1], {"count": 4})]


async def test_a_refused_batch_is_reported_at_each_parents_path_with_its_code() -> None:
    data, _, errors = await run("{ number(value: 1) { below(count: 3) { number half } } }")
    assert data["number"]["below"] == [{"number": 10 + i, "half": None} for i in (1, 2, 3)]
    assert sorted(errors, key=str) == [
        (["number", "below", i, "half"], "Thirteen is not halved.", {"code": "FORBIDDEN"}) for i in (0, 1, 2)
    ]


async def test_a_refusal_at_one_place_leaves_the_others_alone() -> None:
    data, _, errors = await run("{ bad: number(value: 13) { half } good: number(value: 4) { half } }")
    assert data == {"bad": {"half": None}, "good": {"half": 2}}
    assert [path for path, *_ in errors] == [["bad", "half"]]


async def test_a_resolver_that_answers_too_few_is_an_error_and_never_a_mix_up() -> None:
    data, _, errors = await run("{ number(value: 1) { below { number broken } } }")
    assert data["number"]["below"] == [{"number": 11, "broken": None}, {"number": 12, "broken": None}]
    assert [path for path, *_ in errors] == [["number", "below", i, "broken"] for i in (0, 1)]


async def test_a_refused_query_has_its_code() -> None:
    data, _, errors = await run("{ number(value: -1) { number } }")
    assert data == {"number": None}
    assert errors == [(["number"], "Not below zero.", {"code": "INVALID"})]
