"""GraphQL over HTTP: what a request may look like, and which status answers it."""

import gzip
from typing import Any

import httpx
import pytest

from tests.api import Api
from tests.network import Network

NEW = "application/graphql-response+json"
OLD = "application/json"
JSON = {"content-type": "application/json"}


async def post(api: Api, body: Any, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else None
    more: dict[str, Any] = {"content": content} if content is not None else {"json": body}
    return await api.http.post("/graphql", headers=JSON | headers, **more)


def told(response: httpx.Response) -> list[str]:
    return [error["message"] for error in response.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Unable to parse request body as JSON"),
        (b"{", "Unable to parse request body as JSON"),
        (b"\xff\xfe", "Unable to parse request body as JSON"),
        (b'{"query": "{__typename}", "variables": {"x": "\\ud800"}}', "Unable to parse request body as JSON"),
        (b"[" * 50_000, "Unable to parse request body as JSON"),
        (b'{"a":' * 15_000, "Unable to parse request body as JSON"),
        ([{"query": "{__typename}"}], "Send one operation, as a JSON object."),
        ([], "Send one operation, as a JSON object."),
        (b'"{__typename}"', "Send one operation, as a JSON object."),
        (b"null", "Send one operation, as a JSON object."),
        (b"7", "Send one operation, as a JSON object."),
        ({}, "No GraphQL query found in the request"),
        ({"query": None}, "No GraphQL query found in the request"),
        ({"query": ""}, "No GraphQL query found in the request"),
        ({"query": 7}, "The GraphQL operation's `query` must be a string or null, if provided."),
        (
            {"query": ["{__typename}"]},
            "The GraphQL operation's `query` must be a string or null, if provided.",
        ),
        (
            {"query": "{__typename}", "variables": "x"},
            "The GraphQL operation's `variables` must be an object or null, if provided.",
        ),
        (
            {"query": "{__typename}", "variables": [1]},
            "The GraphQL operation's `variables` must be an object or null, if provided.",
        ),
        (
            {"query": "{__typename}", "extensions": 1},
            "The GraphQL operation's `extensions` must be an object or null, if provided.",
        ),
        (
            {"query": "{__typename}", "operationName": {"a": 1}},
            "`operationName` must be a string or null, if provided.",
        ),
        (
            {"query": "query A {__typename}", "operationName": "B"},
            'Unknown operation named "B".',
        ),
    ],
)
@pytest.mark.parametrize("accept", [OLD, NEW])
async def test_what_is_no_request_is_refused_with_400(
    visitor: Api, body: Any, message: str, accept: str
) -> None:
    response = await post(visitor, body, accept=accept)
    assert (response.status_code, told(response)) == (400, [message])


@pytest.mark.parametrize(
    ("accept", "media_type", "status"),
    [
        ("application/json", OLD, 200),
        ("*/*", OLD, 200),
        ("", OLD, 200),
        (";;,/", OLD, 200),
        (NEW, NEW, 400),
        (f"{NEW}; charset=utf-8, application/json;q=0.9", NEW, 400),
        ("APPLICATION/GRAPHQL-RESPONSE+JSON", NEW, 400),
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": "{nobodyKnowsThisField}"},
        {"query": "query($n: Int!) {topics(first: $n) {nodes {id}}}"},
        {"query": "query($n: Int) {topics(first: $n) {nodes {id}}}", "variables": {"n": "many"}},
    ],
    ids=["malformed", "unfit", "variable missing", "variable of another type"],
)
async def test_a_refused_operation_has_the_status_of_its_media_type(
    visitor: Api, body: dict[str, Any], accept: str, media_type: str, status: int
) -> None:
    response = await post(visitor, body, accept=accept)
    assert response.status_code == status
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert "data" not in response.json()


async def test_a_failed_field_leaves_the_status_at_200(visitor: Api) -> None:
    query = "{threads(first: 500) {nodes {id}} __typename}"
    response = await post(visitor, {"query": query}, accept=NEW)
    assert response.status_code == 200
    assert response.json()["errors"][0]["extensions"]["code"] == "INVALID"


async def test_a_token_that_does_not_hold_is_401(address: str) -> None:
    async with Api(address, "forged") as somebody:
        response = await post(somebody, {"query": "{__typename}"})
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert response.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_a_subscription_is_not_answered_with_plain_json(visitor: Api) -> None:
    response = await post(visitor, {"query": "subscription {notificationEvents {__typename}}"}, accept=NEW)
    assert response.status_code == 400
    assert told(response) == ["Subscriptions are answered as text/event-stream, or over a WebSocket."]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_refused(visitor: Api, method: str) -> None:
    response = await visitor.http.request(method, "/graphql", json={"query": "{__typename}"})
    assert response.status_code == 405


@pytest.mark.parametrize("encoding", ["br", "gzip"])
async def test_large_answers_are_compressed(network: Network, encoding: str) -> None:
    ada = await network.educator("ada")
    for _ in range(10):
        await ada.starts_thread("What quiet transitions did for the end of a lesson")
    query = {"query": "{threads(first: 20) {nodes {id title createdAt author {id handle displayName}}}}"}
    request = ada.api.http.build_request(
        "POST", "/graphql", json=query, headers={"accept-encoding": encoding}
    )
    plain = await post(ada.api, query, **{"accept-encoding": "identity"})
    response = await ada.api.http.send(request, stream=True)
    raw = b"".join([chunk async for chunk in response.aiter_raw()])
    await response.aclose()
    assert response.headers["content-encoding"] == encoding
    assert len(raw) < len(plain.content) / 2
    assert encoding != "gzip" or gzip.decompress(raw) == plain.content


async def test_small_answers_are_not_compressed(visitor: Api) -> None:
    response = await post(visitor, {"query": "{__typename}"}, **{"accept-encoding": "br, gzip"})
    assert "content-encoding" not in response.headers


async def test_event_streams_are_not_compressed(network: Network) -> None:
    ada = await network.educator("ada")
    query = {"query": "subscription {notificationEvents {__typename}}"}
    headers = {"accept": "text/event-stream", "accept-encoding": "br, gzip"}
    async with ada.api.http.stream("POST", "/graphql", json=query, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in response.headers


async def test_a_refused_document_has_its_status_where_a_stream_was_asked_for(visitor: Api) -> None:
    response = await post(
        visitor, {"query": "subscription {" + "a " * 1000 + "}"}, accept="text/event-stream"
    )
    assert response.status_code == 400
    assert told(response) == ["A document may have 1,000 tokens at most."]


async def test_a_browser_that_opens_the_endpoint_is_sent_to_graphiql(visitor: Api) -> None:
    response = await visitor.http.get("/graphql", headers={"accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (302, "/graphiql")


async def test_each_answer_has_an_operation_id_of_its_own(visitor: Api) -> None:
    answers = [await post(visitor, {"query": "{__typename}"}) for _ in range(2)]
    ids = {answer.headers["x-operation-id"] for answer in answers}
    assert len(ids) == 2
