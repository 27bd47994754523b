"""Switched off, introspection and suggestions are off together: nobody learns the schema by asking."""

import json
from collections.abc import AsyncIterator

import pytest

from app.settings import Settings
from resolvers.context import Platform
from tests.api import Api
from tests.serving import app_over, serving


@pytest.fixture
async def hidden(platform: Platform, settings: Settings) -> AsyncIterator[Api]:
    """A server that does not tell what its schema is."""
    app = app_over(platform, settings.model_copy(update={"introspection": False}))
    async with serving(app) as address, Api(address) as client:
        yield client


GUESSES = [
    "{thread {id}}",
    '{educatr(handle: "a") {id}}',
    "{threads(frist: 1) {nodes {id}}}",
    "{threads {nodes {tile}}}",
    "query($x: ThreadSort) {__typename}",
    "mutation {createThred(input: {}) {__typename}}",
    'mutation {createThread(input: {titel: "x"}) {__typename}}',
    '{node(id: "x") {... on Educater {id}}}',
    "query($k: PostKind!) {__typename @include(if: true)}",
    "{__typename @skp(if: true)}",
    'mutation {addPost(input: {threadId: "x", kind: PROGRES, body: "x"}) {__typename}}',
]


@pytest.mark.parametrize("query", GUESSES)
async def test_without_introspection_nothing_is_suggested(hidden: Api, query: str) -> None:
    answer = await hidden.send(query)
    assert answer["errors"]
    assert "Did you mean" not in json.dumps(answer)


async def test_without_introspection_variables_suggest_nothing_either(hidden: Api) -> None:
    query = "mutation($input: AddPostInput!) {addPost(input: $input) {__typename}}"
    post = {"threadId": "x", "kind": "PROGRES", "body": "x", "bdy": "x"}
    answer = await hidden.send(query, input=post)
    assert answer["errors"]
    assert "Did you mean" not in json.dumps(answer)


@pytest.mark.parametrize("query", ["{__schema {types {name}}}", '{__type(name: "Educator") {name}}'])
async def test_without_introspection_the_schema_is_not_told(hidden: Api, query: str) -> None:
    answer = await hidden.send(query)
    assert "data" not in answer
    assert "introspection" in answer["errors"][0]["message"]


async def test_with_introspection_mistakes_are_helped(visitor: Api) -> None:
    answer = await visitor.send('{educatr(handle: "a") {id}}')
    assert "Did you mean 'educator'" in answer["errors"][0]["message"]
    assert (await visitor.data('{__type(name: "Educator") {name}}')) == {"__type": {"name": "Educator"}}
