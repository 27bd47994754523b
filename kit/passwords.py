"""Passwords: Argon2id, hashed in a bounded pool of threads so that a flood cannot take the memory."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second recommended set: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
# A hash of nothing anyone can type: it costs an unknown account as much time as a known one.
_decoy = _hasher.hash("\x00 no account has this password")


def _verify(stored: str | None, password: str) -> bool:
    try:
        matched = _hasher.verify(stored or _decoy, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(matched) and stored is not None


async def hash_password(password: str) -> str:
    """The Argon2id hash to store."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def password_matches(stored: str | None, password: str) -> bool:
    """Whether the password made this hash; takes as long when there is no hash (`None`)."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, stored, password)


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)
