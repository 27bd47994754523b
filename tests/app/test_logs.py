"""The log: one form for all, the operation's id in each line, no secrets, no variables."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator

import httpx
import pytest
import structlog
from starlette.responses import JSONResponse

from app.logs import configure_logging
from app.middleware import OperationLog
from app.request_line import log_request
from app.settings import Settings


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level, configuration = root.level, structlog.get_config()
    yield
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("uvicorn").setLevel(logging.NOTSET)
    # What other tests of this process listen with.
    structlog.reset_defaults()
    structlog.configure(**configuration)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_lines_of_every_logger_carry_the_operation(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(log_format="json"))
    with structlog.contextvars.bound_contextvars(operation_id="op-1"):
        structlog.get_logger("menteo.test").info("ours", statements=3)
        logging.getLogger("theirs").warning("of %s", "the library")
    ours, theirs = lines(capsys)
    assert ours["event"] == "ours"
    assert ours["statements"] == 3
    assert theirs["event"] == "of the library"
    assert {ours["operation_id"], theirs["operation_id"]} == {"op-1"}


def test_secrets_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(log_format="json"))
    structlog.get_logger("menteo.test").info("signed in", password="hidden", Authorization="Bearer hidden")
    (line,) = lines(capsys)
    assert (line["password"], line["Authorization"]) == ("***", "***")


def read_figure(what_somebody_wrote: str) -> int:
    raise LookupError(len(what_somebody_wrote))


@pytest.mark.parametrize("form", ["json", "console"])
def test_tracebacks_show_no_variables(capsys: pytest.CaptureFixture[str], form: str) -> None:
    configure_logging(Settings.model_validate({"log_format": form}))
    try:
        read_figure("".join(reversed("neddih")))
    except LookupError:
        structlog.get_logger("menteo.test").exception("bug")
    written = capsys.readouterr().err
    assert "LookupError" in written
    assert "hidden" not in written


def test_the_level_is_obeyed_and_uvicorn_only_complains(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(log_format="json", log_level="info"))
    structlog.get_logger("menteo.test").debug("detail")
    logging.getLogger("uvicorn.error").info("WebSocket /graphql?token=hidden accepted")
    assert lines(capsys) == []


@pytest.mark.parametrize("colours", [False, True])
@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("path", ["/graphql", "/a b", "/%s", "/\x1b[31m", '/"', "/é", ""])
def test_the_line_of_a_request_looks_like_any_other(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    path: str,
    *,
    colours: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: colours)
    configure_logging(Settings.model_validate({"log_format": form}))
    with structlog.contextvars.bound_contextvars(operation_id="op-1"):
        log_request(path, 200, 1.5, "op-1")
        structlog.get_logger("menteo.http").info("request", path=path, status=200, milliseconds=1.5)
    short, long = [
        re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", "now", line)
        for line in capsys.readouterr().err.splitlines()
    ]
    assert "now" in short
    if form == "json":
        assert json.loads(short) == json.loads(long)
    else:
        assert short == long


def test_the_line_of_a_request_obeys_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(log_format="json", log_level="warning"))
    log_request("/graphql", 200, 1.5, "op-1")
    assert lines(capsys) == []


def test_the_line_of_a_request_is_heard_by_whoever_listens(caplog: pytest.LogCaptureFixture) -> None:
    configure_logging(Settings(log_format="json"))
    logging.getLogger().addHandler(caplog.handler)
    log_request("/graphql", 200, 1.5, "op-1")
    (record,) = caplog.records
    assert record.name == "menteo.http"


async def test_the_line_of_a_request_does_not_hold_the_key_to_a_calendar(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging(Settings(log_format="json"))
    logged = httpx.ASGITransport(OperationLog(JSONResponse({})))
    async with httpx.AsyncClient(transport=logged, base_url="http://menteo") as client:
        await client.get("/calendar/hidden.ics")
        await client.get("/health/live")
    assert [line["path"] for line in lines(capsys) if "path" in line] == ["/calendar/", "/health/live"]
