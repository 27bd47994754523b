"""What a client, and the log, are told of a failure: enough, and no more."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from fastapi import FastAPI

from app.logs import configure_logging
from app.middleware import OperationLog
from app.settings import Settings
from resolvers.context import Platform
from tests.api import Api
from tests.network import Network
from tests.serving import serving

CANARY = "a password that must be read nowhere"
SIGN_IN = f'mutation {{signIn(input: {{email: "a@example.org", password: "{CANARY}"}}) {{__typename}}}}'


class Log:
    """What is logged meanwhile, as machines read it."""

    def __init__(self) -> None:
        self.stream = StringIO()

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        """Everything since the last reading, as text and as lines."""
        text = self.stream.getvalue()
        self.stream.truncate(self.stream.seek(0))
        return text, [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def log(visitor: Api) -> Iterator[Log]:
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    configure_logging(Settings(log_format="json"))
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    log = Log()
    handler.setStream(log.stream)
    # The client is in this process too.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    yield log
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("uvicorn", "httpx"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()


@pytest.fixture
def fault(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug: whoever reads from the database fails."""

    async def fail(sql: str, *arguments: object, **_: object) -> None:
        raise LookupError(f"a secret of ours in {sql[:0]}{len(arguments)}")

    monkeypatch.setattr(platform.database, "fetch", fail)


async def test_a_bug_is_told_by_an_id_that_is_in_the_log(visitor: Api, log: Log, fault: None) -> None:
    answer = await visitor.send("{topics {nodes {id}}}")
    (error,) = answer["errors"]
    text, lines = log.read()
    (bug,) = [line for line in lines if line["event"] == "internal error"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL", "id": bug["error_id"]}
    assert error["path"] == ["topics"]
    assert "a secret of ours" not in json.dumps(answer)
    assert "a secret of ours" in text
    assert bug["operation_id"] == next(line for line in lines if line["event"] == "request")["operation_id"]


async def test_a_bug_before_the_operation_is_told_by_the_operation_s_id(
    address: str, platform: Platform, network: Network, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await network.educator("ada")
    log.read()

    async def fail(*_: object) -> None:
        raise LookupError("a secret of ours")

    monkeypatch.setattr(platform.database, "fetch", fail)
    response = await ada.api.http.post("/graphql", json={"query": "{__typename}"})
    _, lines = log.read()
    assert response.status_code == 500
    assert response.json()["errors"] == [
        {
            "message": "Something went wrong on our side.",
            "extensions": {"code": "INTERNAL", "id": response.headers["x-operation-id"]},
        }
    ]
    assert [(line["event"], line["operation_id"]) for line in lines] == [
        ("internal error", response.headers["x-operation-id"]),
        ("request", response.headers["x-operation-id"]),
    ]


async def test_a_bug_over_a_socket_is_an_error_of_its_operation(visitor: Api, log: Log, fault: None) -> None:
    async with visitor.socket() as socket:
        await socket.send('{"type": "subscribe", "id": "1", "payload": {"query": "{topics {nodes {id}}}"}}')
        said = json.loads(await socket.recv())
    text, lines = log.read()
    (bug,) = [line for line in lines if line["event"] == "internal error"]
    assert said["payload"]["errors"][0]["extensions"] == {"code": "INTERNAL", "id": bug["error_id"]}
    assert "a secret of ours" not in json.dumps(said)
    assert text.count("Traceback") + text.count('"exception"') == 1


async def test_what_somebody_sent_is_not_in_the_log_of_a_bug(visitor: Api, log: Log, fault: None) -> None:
    for query in (SIGN_IN, SIGN_IN.replace("{__typename}", "{nothingLikeIt}"), SIGN_IN[:-1]):
        await visitor.send(query, password=CANARY)
    text, lines = log.read()
    assert "internal error" in text
    assert CANARY not in text
    assert [line["status"] for line in lines if line["event"] == "request"] == [200, 200, 200]


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{me {" + "id " * 1_000 + "}}"},
        {"query": "{me {" + " ".join(f"f{n}" for n in range(400)) + "}}"},
        {"query": "{" * 40_000},
        {"query": "{__typename}", "variables": "x" * 39_000},
        {"query": "query A {__typename}", "operationName": "x" * 39_000},
        {"query": "query($n: Int) {topics(first: $n) {nodes {id}}}", "variables": {"n": "x" * 39_000}},
        {
            "query": "{topics(first: -1) {nodes {id}} "
            + " ".join(f"a{n}: topics(first: -1) {{nodes {{id}}}}" for n in range(19))
            + "}"
        },
    ],
)
async def test_a_refused_operation_is_one_short_line_in_the_log(
    visitor: Api, log: Log, body: dict[str, Any]
) -> None:
    response = await visitor.http.post("/graphql", json=body)
    text, lines = log.read()
    assert response.json()["errors"]
    assert [line["event"] for line in lines] == ["request"]
    assert len(text) <= 2_048


async def test_a_request_is_one_line_without_its_token_or_its_query(address: str, log: Log) -> None:
    async with Api(address, "secret-token") as client:
        response = await client.http.get("/graphql", params={"query": "{__typename}"})
    text, (line,) = log.read()
    assert (line["path"], line["status"]) == ("/graphql", 401)
    assert line["operation_id"] == response.headers["x-operation-id"]
    assert "secret-token" not in text
    assert "__typename" not in text


async def test_a_bug_in_what_surrounds_operations_is_a_500_with_an_id(log: Log) -> None:
    app = FastAPI()

    @app.get("/")
    async def fail() -> None:
        raise LookupError("a secret of ours")

    app.add_middleware(OperationLog)
    async with serving(app) as address, Api(address) as client:
        response = await client.http.get("/")
    _, lines = log.read()
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["id"] == response.headers["x-operation-id"]
    assert [line["event"] for line in lines] == ["internal error", "request"]
