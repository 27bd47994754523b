"""graphql-core's own tests of execution pass with our executor in place of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.execution.core.source import ROOT, fetched

HERE = Path(__file__).parent
# Beside what pytest itself keeps there, so that a second run needs no network.
CACHE = ROOT / ".pytest_cache" / "d" / "graphql-core"
# All that execute operations, but for the examples of the documentation.
CHOSEN = [
    "tests/execution",
    "tests/test_graphql.py",
    "tests/test_star_wars_introspection.py",
    "tests/test_star_wars_query.py",
    "tests/test_user_registry.py",
    "tests/type/test_custom_scalars.py",
    "tests/type/test_enum.py",
    "tests/type/test_introspection.py",
    "tests/utilities/test_build_ast_schema.py",
    "tests/utilities/test_build_client_schema.py",
    "tests/utilities/test_extend_schema.py",
    "tests/utilities/test_introspection_from_schema.py",
]
TESTS, OPERATIONS, BREADTH_FIRST = 1021, 790, 500


@dataclass(frozen=True)
class Report:
    """How graphql-core's tests went."""

    outcomes: dict[str, str]
    reasons: dict[str, str]
    executed: dict[str, int]
    walked: dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A run of graphql-core's tests in a process of its own."""
    source = fetched(CACHE)
    written = tmp_path_factory.mktemp("core") / "report.json"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(HERE / "settings.ini"),
        "--rootdir",
        str(source),
        *CHOSEN,
    ]
    environment = os.environ | {"PYTHONPATH": str(HERE), "CORE_REPORT": str(written)}
    run = subprocess.run(
        command, cwd=source, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert written.exists(), run.stdout + run.stderr
    return Report(**json.loads(written.read_text()))


def test_all_tests_of_graphql_core_pass(report: Report) -> None:
    failed = {test: report.reasons[test] for test, outcome in report.outcomes.items() if outcome == "failed"}
    assert failed == {}


def test_no_test_of_graphql_core_is_lost(report: Report) -> None:
    assert sum(outcome != "skipped" for outcome in report.outcomes.values()) >= TESTS


def test_our_executor_executes_their_operations(report: Report) -> None:
    executed = sum(report.executed.values())
    walked = {reason: sum(tests.values()) for reason, tests in report.walked.items()}
    print(f"{executed} operations, of which graphql-core's own walk took part in {walked}")  # noqa: T201
    assert executed >= OPERATIONS
    assert set(walked) <= {"defer or stream", "abort signal", "hooks"}
    assert executed - sum(walked.values()) >= BREADTH_FIRST
