"""The clients people use from npm, installed once, for tests that call them."""

import fcntl
import hashlib
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
_STAMP: Final = HERE / "node_modules" / ".installed"
_OLDEST_NODE: Final = 20
_INSTALL: Final = ("npm", "ci", "--prefer-offline", "--fetch-retries=1", "--fetch-timeout=20000")
# How npm says that the registry did not answer, or not to us; anything else it says is a fault of ours.
_UNREACHABLE: Final = re.compile(
    r"\b(EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT|ERR_SOCKET_TIMEOUT|E40[137]|E5\d\d)\b"
)


def npm_clients() -> Path:
    """The folder whose scripts `node` can run; skips the test where npm or its registry is missing."""
    if reason := _missing():
        pytest.skip(reason)
    return HERE


@cache
def _missing() -> str | None:
    """Why the clients cannot run here, or None once they are installed; found out once for a run of tests."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "the npm clients need node and npm, which are not installed"
    version = subprocess.run(("node", "--version"), capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0]) < _OLDEST_NODE:
        return f"the npm clients need node {_OLDEST_NODE} or later, not {version}"
    # Parallel runs of the tests share the folder: the first installs, the others wait and find it done.
    with (HERE / ".npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _install()


def _install() -> str | None:
    """Why the packages of the lock file cannot be had, or None when they are there."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if _STAMP.exists() and _STAMP.read_text() == wanted:
        return None
    try:
        done = subprocess.run(_INSTALL, cwd=HERE, capture_output=True, text=True, timeout=180, check=False)
    except subprocess.TimeoutExpired:
        return "the npm clients cannot be installed: the registry is too slow"
    if done.returncode and (code := _UNREACHABLE.search(done.stderr)):
        return f"the npm clients cannot be installed: the registry cannot be reached ({code[0]})"
    assert done.returncode == 0, f"npm ci failed:\n{done.stderr}"
    # npm empties node_modules first, so the stamp stands only beside what it speaks of.
    _STAMP.write_text(wanted)
    return None
