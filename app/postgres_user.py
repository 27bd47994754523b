"""As whom PostgreSQL runs: it refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

import structlog

from app.settings import CommandError

SYSTEM_USER = "pgserver"
_log = structlog.get_logger("menteo.postgres")


class Identity(TypedDict, total=False):
    """What `subprocess` is told about whom to run as; nothing means as ourselves."""

    user: int
    group: int
    extra_groups: Iterable[int]


@dataclass(frozen=True)
class PostgresUser:
    """The user who owns a database folder and runs its server."""

    uid: int
    identity: Identity = field(default_factory=Identity)

    def own(self, folder: Path) -> None:
        """Give the folder to this user.

        Raises: CommandError when it is somebody else's, as a trap in a shared folder might be.
        """
        if self.identity:
            os.chown(folder, self.identity["user"], self.identity["group"], follow_symlinks=False)
        if folder.lstat().st_uid != self.uid:
            raise CommandError(f"{folder} belongs to somebody else: remove it and start again.")


def postgres_user(folder: Path, programs: Path) -> PostgresUser:
    """The user for this database folder: ourselves, or for root an ordinary user, who is let in.

    Raises: CommandError when root can find no such user or cannot let it in.
    """
    if os.geteuid() != 0:
        return PostgresUser(os.geteuid())
    owner = folder.stat().st_uid if folder.exists() else 0
    user = pwd.getpwuid(owner) if owner else _system_user()
    for path in (folder, programs / "postgres"):
        _let_through(user, path)
    identity = Identity(user=user.pw_uid, group=user.pw_gid, extra_groups=[])
    return PostgresUser(user.pw_uid, identity)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
    if useradd is not None:
        subprocess.run(  # noqa: S603 - a fixed command line
            [useradd, "--system", "--no-create-home", "--shell", "/bin/false", SYSTEM_USER],
            capture_output=True,
            check=False,
        )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise CommandError(
            f"PostgreSQL refuses to run as root, and the user {SYSTEM_USER} cannot be added for it: "
            "run as an ordinary user, or set DATABASE_URL."
        ) from None


def _let_through(user: pwd.struct_passwd, path: Path) -> None:
    """Let the user pass through the folders above the path, without letting it list them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if mode & stat.S_IXOTH or (folder.stat().st_uid == user.pw_uid and mode & stat.S_IXUSR):
            continue
        try:
            folder.chmod(mode | stat.S_IXOTH)
        except OSError as error:
            raise CommandError(
                f"PostgreSQL runs as {user.pw_name}, who may not pass through {folder}: {error.strerror}. "
                "Point DATA_DIR elsewhere, run as an ordinary user, or set DATABASE_URL."
            ) from None
        _log.info("let PostgreSQL's user pass through a folder", folder=str(folder), user=user.pw_name)
