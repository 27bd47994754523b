"""The embedded PostgreSQL, with real processes: shared, killed, started again."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import psutil
import pytest

from app.cluster import Cluster
from app.embedded import embedded_postgres, temporary_postgres
from app.settings import CommandError

HOLDER = """
import sys
from pathlib import Path
from app.embedded import embedded_postgres
with embedded_postgres(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """One data folder for all, as filling a database folder takes the longest."""
    with tempfile.TemporaryDirectory(prefix="menteo-") as folder:
        yield Path(folder) / "data"


@pytest.fixture
def new_data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="menteo-") as folder:
        yield Path(folder) / "data"


@contextmanager
def another_process(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that uses the data folder's PostgreSQL until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql://")
        yield process


def server(data_dir: Path) -> psutil.Process:
    """The process of the data folder's PostgreSQL."""
    return psutil.Process(int((data_dir / "postgres/postmaster.pid").read_text().splitlines()[0]))


def runs(process: psutil.Process) -> bool:
    """Whether the process lives; where nobody buries the dead, one that ended stays as a zombie."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def run(url: str, sql: str) -> object:
    """The one value that the statement answers."""

    async def ask() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_data_stay_and_the_server_goes_with_its_last_user(data_dir: Path) -> None:
    with embedded_postgres(data_dir) as url:
        run(url, "CREATE TABLE kept AS SELECT 'Übung' AS word")
        first = server(data_dir)
        with another_process(data_dir):
            assert server(data_dir) == first
        assert runs(first)
    assert not runs(first)
    with embedded_postgres(data_dir) as url:
        assert run(url, "SELECT lower(word) FROM kept") == "übung"


def test_the_server_of_a_killed_process_is_taken_over(data_dir: Path) -> None:
    with another_process(data_dir) as process:
        orphan = server(data_dir)
        process.kill()
    assert runs(orphan)
    with embedded_postgres(data_dir) as url:
        assert server(data_dir) == orphan
        assert run(url, "SELECT current_database()") == "menteo"
    assert not runs(orphan)


def test_a_killed_server_is_started_again_with_what_was_committed(data_dir: Path) -> None:
    with embedded_postgres(data_dir) as url:
        run(url, "CREATE TABLE saved AS SELECT 1 AS figure")
        server(data_dir).send_signal(signal.SIGKILL)
    with embedded_postgres(data_dir) as url:
        assert run(url, "SELECT figure FROM saved") == 1


def test_a_process_that_got_the_dead_servers_number_is_no_obstacle(data_dir: Path) -> None:
    with embedded_postgres(data_dir):
        pid_file = data_dir / "postgres/postmaster.pid"
        lines = pid_file.read_text().splitlines()
        server(data_dir).send_signal(signal.SIGKILL)
    with subprocess.Popen(["sleep", "60"]) as somebody:
        pid_file.write_text("\n".join([str(somebody.pid), *lines[1:]]) + "\n")
        with embedded_postgres(data_dir) as url:
            assert run(url, "SELECT 1") == 1
        assert somebody.poll() is None
        somebody.kill()


def test_a_long_path_gets_its_socket_elsewhere(new_data_dir: Path) -> None:
    with embedded_postgres(new_data_dir / ("long" * 20)) as url:
        assert run(url, "SELECT 1") == 1


def test_a_temporary_server_leaves_nothing() -> None:
    with temporary_postgres() as url:
        folder = Path(url.partition("host=")[2])
        assert run(url, "SHOW fsync") == "off"
        assert run(url, "SHOW max_connections") == "300"
    assert not folder.exists()


def test_a_folder_of_another_version_is_left_alone(new_data_dir: Path) -> None:
    (new_data_dir / "postgres").mkdir(parents=True)
    (new_data_dir / "postgres/PG_VERSION").write_text("16\n")
    with pytest.raises(CommandError, match="made by PostgreSQL 16, not 18"):
        Cluster(new_data_dir / "postgres").start()


def test_a_broken_setting_is_told_by_the_servers_own_line(new_data_dir: Path) -> None:
    with embedded_postgres(new_data_dir):
        pass
    with (new_data_dir / "postgres/postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(CommandError, match=r"did not start: .*(no_such_setting|configuration file)"):
        Cluster(new_data_dir / "postgres").start()


def test_a_data_folder_that_cannot_be_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(CommandError, match=r"cannot be written: .*Point DATA_DIR") as refused,
        embedded_postgres(tmp_path / "file"),
    ):
        pass
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="root only: PostgreSQL then runs as somebody else")
def test_for_root_it_runs_as_an_ordinary_user(data_dir: Path) -> None:
    with embedded_postgres(data_dir):
        assert server(data_dir).uids().real != 0
        assert (data_dir / "postgres").stat().st_mode & 0o777 == 0o700
