"""graphql-core's own tests, out of its source distribution: fetched once, kept in pytest's cache."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def fetched(cache: Path) -> Path:
    """The unpacked distribution of the version that is locked, its hash checked by pip.

    Raises: subprocess.CalledProcessError when it is not cached and cannot be fetched.
    """
    requirement = _requirement()
    version = requirement.partition(" ")[0].removeprefix("graphql-core==")
    unpacked = cache / f"graphql_core-{version}"
    if not unpacked.exists():
        cache.mkdir(parents=True, exist_ok=True)
        archive = _download(requirement, cache)
        shutil.unpack_archive(archive, cache / "unpacking", filter="data")
        (cache / "unpacking" / unpacked.name).rename(unpacked)
    return unpacked


def _requirement() -> str:
    """The version and hashes in the lock."""
    locked = re.search(
        r"^graphql-core==.*?(?=\n +#)", (ROOT / "requirements.txt").read_text(), re.MULTILINE | re.DOTALL
    )
    assert locked, "graphql-core is not locked"
    return locked[0].replace("\\\n", " ")


def _download(requirement: str, cache: Path) -> Path:
    wanted = cache / "requirement.txt"
    wanted.write_text(requirement)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    # pip asks the build backend for the name and version; the one it uses is locked like everything else.
    options = ["--no-build-isolation", "--no-deps", "--no-binary", "graphql-core", "--require-hashes"]
    backend = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    subprocess.run(
        [*command, *options, "--dest", cache, "--requirement", wanted], check=True, env=os.environ | backend
    )
    (archive,) = cache.glob("graphql_core-*.tar.gz")
    return archive
