"""A pytest plugin for graphql-core's own tests: our executor stands where graphql-core takes its own.

Runs in a process of its own and leaves a report for `test_graphql_core.py`.
"""

import importlib
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from graphql import print_ast

from execution import BreadthFirstExecutor

_outcomes: dict[str, str] = {}
_reasons: dict[str, str] = {}
_executed: Counter[str] = Counter()
_walked: dict[str, Counter[str]] = {}
_running = "no test"


class Watched(BreadthFirstExecutor):
    """Tells which operations it executed, and which of them were left to graphql-core's walk."""

    _is_walked = False

    def execute_operation(self, serially: bool | None = None) -> Any:
        """Our execution, counted."""
        _executed[_running] += 1
        self._is_walked = False
        return super().execute_operation(serially)

    def execute_field(self, *arguments: Any, **options: Any) -> Any:
        """graphql-core's way to execute a field, which breadth-first execution never goes."""
        if not self._is_walked:
            self._is_walked = True
            _walked.setdefault(self._why_walked(), Counter())[_running] += 1
        return super().execute_field(*arguments, **options)

    def _why_walked(self) -> str:
        documents = (self.operation, *self.fragment_definitions.values())
        if any(re.search("@(defer|stream)", print_ast(node)) for node in documents):
            return "defer or stream"
        if self.abort_signal is not None:
            return "abort signal"
        return "hooks" if self.hooks is not None else "no reason"


def pytest_configure() -> None:
    """Put our executor where `execute`, `subscribe` and the others look for their default."""
    # `graphql.execution.execute` is a function by attribute, and a module by import.
    module = importlib.import_module("graphql.execution.execute")
    for name in ("IncrementalExecutor", "ExecutorThrowingOnIncremental"):
        assert hasattr(module, name), name
        setattr(module, name, Watched)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Remember which test runs."""
    global _running  # noqa: PLW0603 - tests run one after the other
    _running = item.nodeid


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how a test went: the worst of its phases."""
    if report.failed or report.nodeid not in _outcomes or report.skipped:
        _outcomes[report.nodeid] = report.outcome
    if report.failed:
        _reasons[report.nodeid] = report.longreprtext


def pytest_sessionfinish() -> None:
    """Leave the report."""
    report = {"outcomes": _outcomes, "reasons": _reasons, "executed": _executed, "walked": _walked}
    Path(os.environ["CORE_REPORT"]).write_text(json.dumps(report))
