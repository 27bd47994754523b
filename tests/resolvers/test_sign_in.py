import asyncio
from statistics import median
from time import perf_counter
from typing import Any

import argon2
import asyncpg
import pytest

from execution.limits import LIMITS
from tests.api import Api
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import PASSWORD, Network
from tests.problems import refusal

SIGNED_IN = "... on SignedIn { accessToken refreshToken educator { handle } }"
NO_FIT = {
    "__typename": "Problem",
    "code": "UNAUTHENTICATED",
    "message": "E-mail and password do not fit together.",
    "fields": [],
}


async def sign_in(api: Api, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return await api.perform("signIn", SIGNED_IN, email=email, password=password, **more)


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@Example.Org", "  ada@example.org\n"])
async def test_e_mail_and_password_sign_in(network: Network, email: str) -> None:
    await network.educator("ada")
    signed = await sign_in(network.api, email)
    assert signed["educator"] == {"handle": "ada"}
    ada = await network.client(signed["accessToken"])
    assert await ada.data("{ me { email } }") == {"me": {"email": "ada@example.org"}}


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@example.org", "another password"),
        ("ada@example.org", PASSWORD + " "),
        ("ada@example.org", ""),
        ("ada@example.org", "x" * 20_000),
        ("nobody@example.org", PASSWORD),
        ("ada", PASSWORD),
        ("", PASSWORD),
        ("a\x00da@example.org", PASSWORD),
        ("ada@example.org' OR 1=1 --", PASSWORD),
        ("%@example.org", PASSWORD),
        ("x" * 20_000 + "@example.org", PASSWORD),
    ],
)
async def test_signing_in_does_not_tell_what_did_not_fit(
    network: Network, behind: Behind, email: str, password: str
) -> None:
    await network.educator("ada")
    async with behind.nothing_happens():
        assert await sign_in(network.api, email, password) == NO_FIT


@pytest.mark.parametrize("status", ["SUSPENDED", "DEACTIVATED", "ERASED"])
async def test_an_account_out_of_use_cannot_sign_in(
    network: Network, behind: Behind, connection: asyncpg.Connection, status: str
) -> None:
    await network.educator("ada")
    await connection.execute("UPDATE account SET status = $1", status)
    async with behind.nothing_happens():
        assert await sign_in(network.api, "ada@example.org") == NO_FIT


async def test_a_suspension_ends_by_itself(
    network: Network, connection: asyncpg.Connection, clock: DrivenClock
) -> None:
    await network.educator("ada")
    until = clock.time.replace(hour=9)
    await connection.execute("UPDATE account SET status = 'SUSPENDED', suspended_until = $1", until)
    assert await sign_in(network.api, "ada@example.org") == NO_FIT
    clock.time = until
    assert (await sign_in(network.api, "ada@example.org"))["educator"] == {"handle": "ada"}


async def test_each_sign_in_stands_on_its_own(network: Network, behind: Behind) -> None:
    await network.educator("ada")
    first, second = [await sign_in(network.api, "ada@example.org") for _ in range(2)]
    assert first["accessToken"] != second["accessToken"]
    assert first["refreshToken"] != second["refreshToken"]
    assert await behind.count("sign_in") == 3


async def test_signing_in_again_with_the_same_key_answers_the_same(network: Network, behind: Behind) -> None:
    await network.educator("ada")
    answers = await asyncio.gather(
        *(sign_in(network.api, "ada@example.org", idempotencyKey="once") for _ in range(5))
    )
    assert answers == [answers[0]] * 5
    assert answers[0]["educator"] == {"handle": "ada"}
    assert await behind.count("sign_in") == 2


async def test_a_key_opens_nothing_without_the_password(network: Network) -> None:
    await network.educator("ada")
    await sign_in(network.api, "ada@example.org", idempotencyKey="once")
    assert await sign_in(network.api, "ada@example.org", "a guess or two", idempotencyKey="once") == NO_FIT


async def test_two_accounts_may_use_the_same_key(network: Network) -> None:
    for handle in ("ada", "ben"):
        await network.educator(handle)
        signed = await sign_in(network.api, f"{handle}@example.org", idempotencyKey="once")
        assert signed["educator"] == {"handle": handle}


async def test_attempts_at_one_account_run_out_and_come_back(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    await network.educator("ada")
    guesses = ["ada@example.org", "ADA@example.org", " ada@example.org"]
    for n in range(10):
        assert await sign_in(network.api, guesses[n % 3], f"guess number {n}") == NO_FIT
    async with behind.nothing_happens():
        assert refusal(await sign_in(network.api, "ada@example.org")) == ("RATE_LIMITED", [])
    assert await sign_in(network.api, "ben@example.org") == NO_FIT
    clock.advance(minutes=3)
    assert (await sign_in(network.api, "ada@example.org"))["educator"] == {"handle": "ada"}
    assert refusal(await sign_in(network.api, "ada@example.org")) == ("RATE_LIMITED", [])
    clock.advance(minutes=30)
    again = [(await sign_in(network.api, "ada@example.org", "guess"))["code"] for _ in range(11)]
    assert again == ["UNAUTHENTICATED"] * 10 + ["RATE_LIMITED"]


async def test_an_unknown_e_mail_address_runs_out_like_a_known_one(network: Network) -> None:
    await network.educator("ada")
    known, unknown = [
        [await sign_in(network.api, email, f"guess number {n}") for n in range(12)]
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert known == unknown
    assert [answer["code"] for answer in known] == ["UNAUTHENTICATED"] * 10 + ["RATE_LIMITED"] * 2


async def test_each_aliased_attempt_in_one_request_counts(api: Api) -> None:
    attempts = " ".join(
        f"""a{n}: signIn(input: {{ email: "ada@example.org", password: "guess number {n}" }}) {{
            ... on Problem {{ code }} }}"""
        for n in range(LIMITS.root_fields)
    )
    answers = await api.data(f"mutation {{ {attempts} }}")
    codes = [answer["code"] for answer in answers.values()]
    assert codes == ["UNAUTHENTICATED"] * 10 + ["RATE_LIMITED"] * (LIMITS.root_fields - 10)


async def test_attempts_at_once_do_not_slip_past_each_other(api: Api) -> None:
    answers = await asyncio.gather(*(sign_in(api, "ada@example.org", f"guess {n}") for n in range(30)))
    codes = sorted(answer["code"] for answer in answers)
    assert codes == ["RATE_LIMITED"] * 20 + ["UNAUTHENTICATED"] * 10


async def test_attempts_from_one_address_run_out_whatever_account_they_name(api: Api) -> None:
    for _ in range(99):
        await sign_in(api, "ada@example.org", "a guess or two")
    assert await sign_in(api, "ben@example.org", "a guess or two") == NO_FIT
    assert refusal(await sign_in(api, "cleo@example.org", "a guess or two")) == ("RATE_LIMITED", [])


@pytest.mark.usefixtures("real_hashes")
async def test_a_hash_made_with_less_work_is_made_anew_at_sign_in(
    network: Network, connection: asyncpg.Connection
) -> None:
    await network.educator("ada")
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    await connection.execute("UPDATE account SET password_hash = $1", weak)
    await sign_in(network.api, "ada@example.org", "a guess or two")
    assert await connection.fetchval("SELECT password_hash FROM account") == weak
    await sign_in(network.api, "ada@example.org")
    stored = await connection.fetchval("SELECT password_hash FROM account")
    assert argon2.extract_parameters(stored).memory_cost == 19456
    assert (await sign_in(network.api, "ada@example.org"))["educator"] == {"handle": "ada"}


@pytest.mark.usefixtures("real_hashes")
async def test_signing_in_takes_as_long_for_an_unknown_e_mail_address(
    network: Network, clock: DrivenClock
) -> None:
    """A modest sample against gross differences: a skipped hash makes it a tenth."""
    await network.educator("ada")
    known: list[float] = []
    unknown: list[float] = []
    for n in range(40):
        for email, times in (("ada@example.org", known), ("nobody@example.org", unknown)):
            clock.advance(minutes=3)
            began = perf_counter()
            assert await sign_in(network.api, email, f"guess number {n}") == NO_FIT
            times.append(perf_counter() - began)
    ratio = median(unknown) / median(known)
    assert 0.67 < ratio < 1.5, f"known {median(known):.4f} s, unknown {median(unknown):.4f} s"
