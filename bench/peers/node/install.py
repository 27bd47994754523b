"""The packages of the Node peers, and Node itself: installed once, from the lock file."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
_MODULES: Final = HERE / "node_modules"
_STAMP: Final = _MODULES / ".installed"
_INSTALL: Final = (
    "npm",
    "ci",
    "--ignore-scripts",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-timeout=60000",
)
_OLDEST_NODE: Final = 22


class NodePeersMissingError(Exception):
    """The Node peers cannot run here; the message says why, in words for whoever runs the benchmark."""


def node_command(name: str) -> tuple[str, ...]:
    """The command that serves a peer: PORT and DATABASE_URL say where, and `ready` is printed once it does.

    Raises: NodePeersMissingError.
    """
    _installed()
    return (_node(), f"--env-file={HERE / 'production.env'}", str(HERE / f"{name}.mjs"))


def _installed() -> None:
    if shutil.which("npm") is None:
        raise NodePeersMissingError("The Node peers need npm, which is not installed.")
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    with (HERE / ".npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _STAMP.exists() and _STAMP.read_text() == wanted:
            return
        done = subprocess.run(_INSTALL, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NodePeersMissingError(
                f"PostGraphile and Mercurius cannot be installed: {done.stderr.strip()[-500:]}"
            )
        # npm empties node_modules first, so the stamp stands only beside what it speaks of.
        _STAMP.write_text(wanted)


def _node() -> str:
    """The Node that npm installed beside the peers; where there is none for this machine, the system's."""
    for own in _MODULES.glob("node-*/bin/node"):
        return str(own)
    system = shutil.which("node")
    if system is None:
        raise NodePeersMissingError(f"The Node peers need Node {_OLDEST_NODE} or later.")
    version = subprocess.run((system, "--version"), capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0]) < _OLDEST_NODE:
        raise NodePeersMissingError(f"The Node peers need Node {_OLDEST_NODE} or later, not {version}.")
    return system
