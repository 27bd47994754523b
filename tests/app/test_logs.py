"""The log: one form for all, the operation's id in each line, no secrets, no variables."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app.logs import configure_logging
from app.settings import Settings


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level = root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("uvicorn").setLevel(logging.NOTSET)
    structlog.reset_defaults()


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
