import argon2
import pytest

from kit.passwords import hash_password, needs_rehash, password_matches

pytestmark = pytest.mark.usefixtures("real_hashes")


async def test_a_password_matches_its_own_hash_and_no_other() -> None:
    stored = await hash_password("correct horse battery staple")
    assert await password_matches(stored, "correct horse battery staple")
    assert not await password_matches(stored, "Correct horse battery staple")
    assert not await password_matches(stored, "")


async def test_a_hash_is_argon2id_with_at_least_19_mib_and_two_passes() -> None:
    parameters = argon2.extract_parameters(await hash_password("correct horse battery staple"))
    assert parameters.type is argon2.Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)
    assert (parameters.salt_len, parameters.hash_len) == (16, 32)


async def test_two_hashes_of_one_password_differ() -> None:
    assert await hash_password("same again, please") != await hash_password("same again, please")


@pytest.mark.parametrize("password", ["", "\x00 no account has this password", "correct horse"])
async def test_no_password_matches_where_there_is_no_hash(password: str) -> None:
    assert not await password_matches(None, password)


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$m=19456,t=2,p=1$AAAA", "$2b$12$abc"])
async def test_what_is_no_hash_matches_nothing(stored: str) -> None:
    assert not await password_matches(stored, "correct horse battery staple")


async def test_a_hash_made_with_less_work_is_due_for_a_new_one() -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    assert needs_rehash(weak.hash("correct horse battery staple"))
    assert not needs_rehash(await hash_password("correct horse battery staple"))
