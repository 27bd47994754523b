"""The command line: clear refusals, and servers that stop when they are told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.command import main
from app.database import refuse_old
from app.embedded import temporary_postgres
from app.seed import DEMO_EMAIL
from app.settings import CommandError, Settings
from schema import sdl

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    # What belongs to the process is not changed by a test: its signals, its log, its memory.
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr("app.command.configure_logging", lambda _: None)
    monkeypatch.setattr("app.command.settle", lambda: None)


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of a refused command and the only line that it wrote."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    written = capsys.readouterr()
    assert not written.out
    assert written.err.count("\n") == 1
    assert isinstance(left.value.code, int)
    return left.value.code, written.err


def test_a_bad_setting_ends_the_process_with_one_line_and_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "serve"],
        env=os.environ | {"PORT": "http"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "menteo: PORT=http cannot be used: it must be a whole number. "
        "Correct it, or leave it out for the default.\n"
    )


def test_a_taken_port_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        code, line = refusal(capsys, "serve")
    assert code == 1
    assert line.startswith(
        f"menteo: Port {port} is taken by another program: stop it, or choose another: PORT="
    )


def test_a_foreign_address_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", "192.0.2.1")
    code, line = refusal(capsys, "serve")
    assert code == 1
    assert "HOST=192.0.2.1 cannot be served on" in line


@pytest.mark.parametrize("command", [["serve"], ["migrate"], ["seed"], ["due"], ["token", "ada"]])
def test_an_unreachable_database_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden@127.0.0.1:1/menteo")
    code, line = refusal(capsys, *command)
    assert code == 1
    assert "PostgreSQL cannot be reached at 127.0.0.1:1/menteo: " in line
    assert "correct DATABASE_URL" in line
    assert "hidden" not in line


def test_an_old_postgres_is_told() -> None:
    refuse_old(15, "db.example/menteo")
    with pytest.raises(CommandError, match="menteo has version 14: point DATABASE_URL to one of version 15"):
        refuse_old(14, "db.example/menteo")


def test_a_data_folder_that_cannot_be_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    code, line = refusal(capsys, "migrate")
    assert code == 1
    assert f"The data folder {tmp_path / 'file'} cannot be written: " in line


def test_an_unknown_size_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, line = refusal(capsys, "seed", "--size", "huge")
    assert code == 1
    assert line.startswith("menteo: There is no size 'huge': choose one of demo, 1x, 10x, 100x.")


def test_the_schema_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["schema"])
    assert not left.value.code
    assert capsys.readouterr().out == sdl()


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that succeeds prints."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert not left.value.code
    return capsys.readouterr().out


def run(command: str) -> subprocess.CompletedProcess[str]:
    """What a command says in a process of its own: of platforms, a process has one."""
    return subprocess.run(
        [sys.executable, "-m", "app", command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_new_database_is_migrated_filled_and_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with temporary_postgres() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        assert "run `menteo migrate` first" in run("due").stderr
        assert "Applied 0001_initial" in answer(capsys, "migrate")
        assert answer(capsys, "migrate") == "The database is up to date.\n"
        assert "There is no such educator" in refusal(capsys, "token", "nobody")[1]
        assert " educator\n" in answer(capsys, "seed")
        assert "already holds educators" in refusal(capsys, "seed", "--size", "1x")[1]
        handle = DEMO_EMAIL.partition("@")[0]
        assert answer(capsys, "token", handle, "--scope", "read", "--scope", "write").startswith("menteo_")
        assert "0 events forgotten\n" in run("due").stdout
