"""What the server says about itself: one stream of structured lines, for people or for machines."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

from app.request_line import LineHandler
from app.settings import Settings

# Values under these names are never written, whoever logs them.
_CONFIDENTIAL = {"password", "secret", "token", "authorization", "cookie", "database_url", "key", "keys"}


def configure_logging(settings: Settings) -> None:
    """Let every logger of the process, structlog's or the standard library's, write to stderr in one form.

    What is bound by `structlog.contextvars` (the operation's id) stands in each line said meanwhile.
    """
    rendering = _render(settings)
    handler = LineHandler(sys.stderr, lambda event: _rendered(event, [_mask, *rendering]))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_enrich(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    handler.addFilter(lambda record: not _is_cancelled(record))
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    # uvicorn tells of each step and each socket, with the query string; only its complaints are of use.
    logging.getLogger("uvicorn").setLevel(max(logging.WARNING, logging.getLogger().level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_enrich(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _enrich() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _mask,
    ]


def _render(settings: Settings) -> list[Processor]:
    # Tracebacks without local variables: those hold what people wrote, and passwords.
    if settings.log_format == "json":
        tracebacks = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))
        return [tracebacks, structlog.processors.JSONRenderer(serializer=_to_json)]
    return [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    ]


def _rendered(event: EventDict, processors: Sequence[Processor]) -> str:
    line: Any = event
    for processor in processors:
        line = processor(None, "info", line)
    return str(line)


def _is_cancelled(record: logging.LogRecord) -> bool:
    """Whether it reports, as if it were a fault, that a stop has cut off a task."""
    return record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)


def _mask(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: "***" if name.lower() in _CONFIDENTIAL else value for name, value in event.items()}


def _to_json(value: Any, default: Callable[[Any], Any]) -> str:
    return orjson.dumps(value, default=default, option=orjson.OPT_NON_STR_KEYS).decode()
