"""What a page of another site can make a browser send does nothing here."""

from urllib.parse import urlencode

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from app.request import PREFLIGHT_HEADERS
from app.settings import Settings
from resolvers.context import Platform
from tests.api import PROTOCOL, Api
from tests.serving import app_over, serving

QUERY = "{__typename}"
MUTATION = 'mutation {createThread(input: {title: "x"}) {__typename}}'
SUBSCRIPTION = "subscription {notificationEvents {__typename}}"
PREFLIGHT = {"graphql-require-preflight": "1"}
SPOKEN = Subprotocol(PROTOCOL)
FRIEND = "https://app.example.org"


async def get(visitor: Api, query: str, **headers: str) -> httpx.Response:
    return await visitor.http.get("/graphql", params={"query": query}, headers=headers)


def told(response: httpx.Response) -> str:
    message: str = response.json()["errors"][0]["message"]
    return message


@pytest.mark.parametrize("header", PREFLIGHT_HEADERS)
async def test_a_query_by_get_needs_a_header_that_foreign_pages_cannot_set(visitor: Api, header: str) -> None:
    value = "Bearer forged" if header == "authorization" else "1"
    response = await get(visitor, QUERY, **{header: value})
    assert response.status_code == (401 if header == "authorization" else 200)


@pytest.mark.parametrize("query", [QUERY, MUTATION, SUBSCRIPTION])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream", "multipart/mixed"])
async def test_nothing_is_done_by_a_get_without_that_header(visitor: Api, query: str, accept: str) -> None:
    response = await get(visitor, query, accept=accept)
    assert response.status_code == 400
    assert told(response) == (
        "A GET needs one of these headers: "
        "graphql-require-preflight, apollo-require-preflight, x-requested-with, authorization."
    )


async def test_a_mutation_is_never_done_by_get(visitor: Api) -> None:
    response = await get(visitor, MUTATION, **PREFLIGHT)
    assert (response.status_code, told(response)) == (400, "mutations are not allowed when using GET")


async def test_a_mutation_is_never_done_by_a_get_for_a_stream(visitor: Api) -> None:
    headers = {"accept": "text/event-stream", **PREFLIGHT}
    response = await get(visitor, MUTATION, **headers)
    assert 'data: {"errors":[{"message":"mutations are not allowed"}]}' in response.text
    assert "createThread" not in response.text


async def test_a_subscription_by_get_with_that_header_is_a_stream(visitor: Api) -> None:
    headers = {"accept": "text/event-stream", **PREFLIGHT}
    response = await get(visitor, SUBSCRIPTION, **headers)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/plain; application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=application/json",
        "application/graphql",
        "application/jsonp",
        "",
    ],
)
@pytest.mark.parametrize("headers", [{}, PREFLIGHT])
async def test_only_json_is_taken(visitor: Api, content_type: str, headers: dict[str, str]) -> None:
    body = b'{"query": "{__typename}"}'
    if content_type.startswith("application/x-www"):
        body = urlencode({"query": QUERY}).encode()
    sent = {"content-type": content_type, **headers}
    response = await visitor.http.post("/graphql", content=body, headers=sent)
    assert (response.status_code, told(response)) == (415, "Send the operation as application/json.")


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8"])
async def test_json_may_name_its_charset(visitor: Api, content_type: str) -> None:
    body = b'{"query": "{__typename}"}'
    response = await visitor.http.post("/graphql", content=body, headers={"content-type": content_type})
    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", FRIEND])
async def test_a_socket_of_a_foreign_page_is_refused(address: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"ws://{address}/graphql", subprotocols=[SPOKEN], origin=Origin(origin))
    assert refused.value.response.status_code == 403


async def test_a_socket_of_our_own_pages_or_of_no_page_is_accepted(address: str) -> None:
    for origin in (None, Origin(f"http://{address}")):
        async with connect(f"ws://{address}/graphql", subprotocols=[SPOKEN], origin=origin) as socket:
            assert socket.subprotocol == PROTOCOL


async def test_the_pages_of_a_friend_may_call(platform: Platform, settings: Settings) -> None:
    app = app_over(platform, settings.model_copy(update={"allowed_origins": (FRIEND,)}))
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    async with serving(app) as address, Api(address) as client:
        friendly = await client.http.options("/graphql", headers={"origin": FRIEND, **asked})
        foreign = await client.http.options("/graphql", headers={"origin": "https://evil.example", **asked})
        answer = await client.http.post("/graphql", json={"query": QUERY}, headers={"origin": FRIEND})
        async with connect(f"ws://{address}/graphql", subprotocols=[SPOKEN], origin=Origin(FRIEND)):
            pass
        with pytest.raises(InvalidStatus):
            await connect(
                f"ws://{address}/graphql", subprotocols=[SPOKEN], origin=Origin("https://evil.example")
            )
    assert (friendly.status_code, friendly.headers["access-control-allow-origin"]) == (200, FRIEND)
    assert foreign.status_code == 400
    assert "access-control-allow-origin" not in foreign.headers
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in answer.headers


async def test_without_friends_no_origin_is_allowed(visitor: Api) -> None:
    answer = await visitor.http.post("/graphql", json={"query": QUERY}, headers={"origin": FRIEND})
    assert not [name for name in answer.headers if name.startswith("access-control")]
