"""An instant is given with its offset from UTC, in whatever argument it is given."""

from pathlib import Path
from typing import Any

import asyncpg
from graphql import GraphQLInputObjectType, build_schema, get_named_type

from tests.api import Api
from tests.behind import Behind
from tests.network import Network

SDL = build_schema(Path("schema.graphql").read_text())
# Input types with their arguments that take instants.
INPUTS = [
    (name, argument)
    for name, type_ in SDL.type_map.items()
    if isinstance(type_, GraphQLInputObjectType)
    for argument, given in type_.fields.items()
    if get_named_type(given.type).name == "DateTime"
]
WITHOUT = "2026-03-09T09:00:00"
EXAMPLES = ("2026-03-02T08:00:00Z", "2026-03-02T09:00:00+01:00")
SENTENCE = '"{}" has no offset from UTC, so it is no instant. Write {} or {}.'
AWAY = (
    "updateMentorProfile(input: {{ status: AWAY, awayUntil: {} }}) {{ ... on MentorProfile {{ awayUntil }} }}"
)


async def reasons(api: Api, query: str, **variables: Any) -> str:
    """Why an operation was not run at all."""
    answer = await api.send(query, **variables)
    assert answer.get("data") is None
    assert all("extensions" not in error for error in answer["errors"]), answer
    return "\n".join(error["message"] for error in answer["errors"])


async def test_no_argument_takes_an_instant_without_offset(api: Api) -> None:
    sentence = SENTENCE.format(WITHOUT, *EXAMPLES)
    assert len(INPUTS) >= 7
    for name, argument in INPUTS:
        field = name[0].lower() + name.removesuffix("Input")[1:]
        kind = "query" if SDL.query_type and field in SDL.query_type.fields else "mutation"
        query = f'{kind} {{ {field}(input: {{ {argument}: "{WITHOUT}" }}) {{ __typename }} }}'
        assert sentence in await reasons(api, query), name
        query = f"{kind} ($input: {name}!) {{ {field}(input: $input) {{ __typename }} }}"
        assert sentence in await reasons(api, query, input={argument: WITHOUT}), name


async def test_what_is_no_instant_changes_nothing_and_the_examples_work(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada = await network.educator("ada")
    query = f"mutation ($at: DateTime!) {{ {AWAY.format('$at')} }}"
    async with Behind(connection).nothing_happens():
        for text in (WITHOUT, "2026-03-09"):
            assert (await reasons(ada.api, query, at=text)).endswith(SENTENCE.format(text, *EXAMPLES))
        # What neither UTC nor the database can write.
        for text in ("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"):
            assert f'"{text}"' in await reasons(ada.api, query, at=text)
    for example in EXAMPLES:
        later = example.replace("03-02", "03-09")
        answers = [
            await ada.api.data(query, at=later),
            await ada.api.data(f"mutation {{ {AWAY.format(repr(later))} }}".replace("'", '"')),
        ]
        assert answers == [{"updateMentorProfile": {"awayUntil": "2026-03-09T08:00:00+00:00"}}] * 2
