"""On whose behalf a request runs: what its bearer token is worth."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import Any

import asyncpg
import httpx
import jwt
import pytest

from app.sign_in import BadTokenError, viewer_of
from kit import passwords
from kit.keys import Keyring
from kit.tokens import PURPOSE
from resolvers.context import Platform
from tests.api import Api
from tests.clock import DrivenClock
from tests.network import PASSWORD, Network, Person

QUERY = {"query": "{ me { email } }"}
REFUSED = {
    "message": "This token does not hold; sign in again.",
    "extensions": {"code": "UNAUTHENTICATED"},
}


async def send(api: Api, authorization: str) -> httpx.Response:
    return await api.http.post("/graphql", json=QUERY, headers={"authorization": authorization})


def must_be_refused(answer: httpx.Response) -> None:
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json() == {"errors": [REFUSED]}


class Forger:
    """Somebody who knows a token that holds, and all of its parts; even the key, to alter one at a time."""

    def __init__(self, keys: Keyring, token: str) -> None:
        self.token = token
        self.kid, self.key = keys.signing_key(PURPOSE)
        self.payload: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})

    def header(self, algorithm: str = "HS256", key: bytes | None = None, **headers: Any) -> str:
        headers = {"kid": self.kid, **headers}
        return jwt.encode(self.payload, self.key if key is None else key, algorithm, headers)

    def claims(self, **claims: Any) -> str:
        payload = {**self.payload, **claims}
        return jwt.encode(payload, self.key, "HS256", {"kid": self.kid})

    def without(self, claim: str) -> str:
        payload = {name: value for name, value in self.payload.items() if name != claim}
        return jwt.encode(payload, self.key, "HS256", {"kid": self.kid})

    def unsigned(self) -> str:
        return jwt.encode(self.payload, None, "none", {"kid": self.kid})


FORGERIES: dict[str, Callable[[Forger], str]] = {
    "algorithm none": Forger.unsigned,
    "algorithm none with a signature": lambda forger: forger.unsigned() + forger.token.rpartition(".")[2],
    "algorithm HS512": lambda forger: forger.header("HS512", forger.key * 2),
    "another key": lambda forger: forger.header(key=b"x" * 32),
    "an unknown kid": lambda forger: forger.header(kid="000000000000"),
    "a kid that is a path": lambda forger: forger.header(kid="../../../../dev/null"),
    "a critical extension": lambda forger: forger.header(crit=["exp"]),
    "another issuer": lambda forger: forger.claims(iss="menteo.example"),
    "another audience": lambda forger: forger.claims(aud="menteo"),
    "expired": lambda forger: forger.claims(exp=forger.payload["iat"]),
    "another account": lambda forger: forger.claims(sub="00000000-0000-7000-8000-000000000000"),
    "another sign-in": lambda forger: forger.claims(sid="00000000-0000-7000-8000-000000000000"),
    "no issuer": lambda forger: forger.without("iss"),
    "no audience": lambda forger: forger.without("aud"),
    "no subject": lambda forger: forger.without("sub"),
    "no sign-in": lambda forger: forger.without("sid"),
    "no issue date": lambda forger: forger.without("iat"),
    "no expiry": lambda forger: forger.without("exp"),
    "a cut signature": lambda forger: forger.token[:-1],
    "two tokens": lambda forger: f"{forger.token} {forger.token}",
    "garbage": lambda _: "garbage",
    "an API token that was never made": lambda _: "menteo_" + "A" * 43,
    "the prefix of an API token": lambda _: "menteo_",
}


async def test_every_forged_token_gets_the_same_401(network: Network, platform: Platform) -> None:
    ada = await network.educator("ada")
    forger = Forger(platform.keys, str(ada.api.token))
    for name, forge in FORGERIES.items():
        answer = await send(network.api, f"Bearer {forge(forger)}")
        assert (name, answer.status_code) == (name, 401)
        must_be_refused(answer)
    unchanged = await send(network.api, f"Bearer {forger.claims()}")
    assert unchanged.json() == {"data": {"me": {"email": "ada@example.org"}}}


async def test_a_member_cannot_speak_for_another_by_their_own_sign_in(
    network: Network, platform: Platform
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    of_ada, of_ben = [Forger(platform.keys, str(person.api.token)) for person in (ada, ben)]
    must_be_refused(await send(network.api, f"Bearer {of_ada.claims(sub=of_ben.payload['sub'])}"))


@pytest.mark.parametrize("header", ["Basic YWRhOmFkYQ==", "Bearer", "Token abc", "Bearer,abc"])
async def test_another_way_to_authenticate_is_refused(api: Api, header: str) -> None:
    must_be_refused(await send(api, header))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer  "])
async def test_the_scheme_may_be_written_in_any_capitals(network: Network, scheme: str) -> None:
    ada = await network.educator("ada")
    assert (await send(network.api, f"{scheme} {ada.api.token}")).status_code == 200


async def test_without_a_token_nobody_is_signed_in(api: Api) -> None:
    answer = await api.http.post("/graphql", json=QUERY)
    assert (answer.status_code, answer.json()) == (200, {"data": {"me": None}})


async def test_an_access_token_holds_ten_minutes(network: Network, clock: DrivenClock) -> None:
    ada = await network.educator("ada")
    clock.advance(minutes=9, seconds=59)
    assert (await ada.api.http.post("/graphql", json=QUERY)).status_code == 200
    clock.advance(seconds=1)
    must_be_refused(await ada.api.http.post("/graphql", json=QUERY))


@pytest.mark.parametrize("status", ["SUSPENDED", "DEACTIVATED", "ERASED"])
async def test_an_account_out_of_use_is_out_at_once(
    network: Network, connection: asyncpg.Connection, status: str
) -> None:
    ada = await network.educator("ada")
    await connection.execute("UPDATE account SET status = $1", status)
    must_be_refused(await ada.api.http.post("/graphql", json=QUERY))


async def test_who_was_suspended_until_now_is_in_again(
    network: Network, connection: asyncpg.Connection, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    until = clock.time + timedelta(minutes=5)
    await connection.execute("UPDATE account SET status = 'SUSPENDED', suspended_until = $1", until)
    must_be_refused(await ada.api.http.post("/graphql", json=QUERY))
    clock.time = until
    assert (await ada.api.http.post("/graphql", json=QUERY)).status_code == 200


async def test_a_token_of_the_old_key_holds_while_both_keys_are_set(
    network: Network, platform: Platform, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    old, new = "a secret key for tests that nobody else uses", "a secret key that was made after it"

    async def speaks_for(*secrets: str) -> object:
        keys, token = Keyring(secrets), ada.api.token
        return (await viewer_of(platform.database, keys, token, clock())).is_member

    assert await speaks_for(new, old) is True
    with pytest.raises(BadTokenError):
        await speaks_for(new)


async def test_a_forged_token_costs_no_statement(network: Network, platform: Platform) -> None:
    ada = await network.educator("ada")
    sent: list[str] = []
    platform.database.on_statement = sent.append
    try:
        await send(network.api, f"Bearer {ada.api.token}x")
        assert sent == []
        await send(network.api, f"Bearer {ada.api.token}")
        assert len(sent) == 2
    finally:
        platform.database.on_statement = None


@contextmanager
def hashing_stopped() -> Iterator[Callable[[], int]]:
    """No thread is free to hash in the block; tells how many hashes wait."""
    free = Event()
    for _ in range(passwords._threads._max_workers):
        passwords._threads.submit(free.wait)
    try:
        yield passwords._threads._work_queue.qsize
    finally:
        free.set()


async def sign_in(api: Api, n: int) -> Any:
    return await api.perform("signIn", "__typename", email=f"teacher{n}@example.org", password=PASSWORD)


async def sign_up(api: Api, n: int) -> Any:
    names = {"email": f"new{n}@example.org", "handle": f"new{n}", "displayName": "New"}
    return await api.perform("signUp", "__typename", password=PASSWORD, **names)


BUSY = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name LIKE 'menteo %' AND state <> 'idle'"
)


async def test_sixty_waiting_hashes_hold_no_connection_and_nobody_up(
    network: Network, platform: Platform, connection: asyncpg.Connection
) -> None:
    ada: Person = await network.educator("ada")
    with hashing_stopped() as waiting:
        asked = [asyncio.create_task(sign_in(network.api, n)) for n in range(50)]
        asked += [asyncio.create_task(sign_up(network.api, n)) for n in range(10)]
        reads = platform.database._reads
        async with asyncio.timeout(20):
            while waiting() < 60:  # noqa: ASYNC110 - a queue of threads tells no other way
                await asyncio.sleep(0.01)
            # Others borrow one for a moment; a hash that held one would hold it as long as it waits.
            while reads.get_idle_size() < reads.get_size() or await connection.fetchval(BUSY):  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.01)
        assert await ada.api.data("{ me { email } }") == {"me": {"email": "ada@example.org"}}
        assert await ada.starts_thread()
    types = [answer["__typename"] for answer in await asyncio.gather(*asked)]
    assert types == ["Problem"] * 50 + ["SignedIn"] * 10
