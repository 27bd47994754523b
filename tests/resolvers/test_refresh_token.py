import asyncio
from base64 import urlsafe_b64encode
from typing import Any

import asyncpg
import pytest

from kit.keys import Keyring
from kit.signed_id import read_signed_id, signed_id
from resolvers.context import Platform
from resolvers.refresh_token import PURPOSE
from tests.api import Api
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network
from tests.problems import refusal

PAIR = "... on SignedIn { accessToken accessTokenExpiresAt refreshToken educator { handle } }"
REFUSED: tuple[str, list[str]] = ("UNAUTHENTICATED", [])


async def refresh(api: Api, token: str, **more: Any) -> Any:
    return await api.perform("refreshAccess", PAIR, refreshToken=token, **more)


async def status(api: Api, access_token: str) -> int:
    headers = {"authorization": f"Bearer {access_token}"}
    return (await api.http.post("/graphql", json={"query": "{ __typename }"}, headers=headers)).status_code


async def test_a_refresh_token_is_traded_for_a_new_pair(network: Network, clock: DrivenClock) -> None:
    ada = await network.educator("ada")
    clock.advance(minutes=10)
    assert await status(network.api, str(ada.api.token)) == 401
    pair = await refresh(network.api, ada.refresh_token)
    assert pair["educator"] == {"handle": "ada"}
    assert pair["accessTokenExpiresAt"] == "2026-03-02T08:20:00+00:00"
    assert pair["refreshToken"] != ada.refresh_token
    assert await status(network.api, pair["accessToken"]) == 200


async def test_a_spent_refresh_token_that_comes_again_ends_the_whole_sign_in(network: Network) -> None:
    ada = await network.educator("ada")
    second = await refresh(network.api, ada.refresh_token)
    third = await refresh(network.api, second["refreshToken"])
    assert refusal(await refresh(network.api, ada.refresh_token)) == REFUSED
    issued = [str(ada.api.token), second["accessToken"], third["accessToken"]]
    assert [await status(network.api, token) for token in issued] == [401, 401, 401]
    assert refusal(await refresh(network.api, third["refreshToken"])) == REFUSED


async def test_other_sign_ins_outlive_a_reused_token(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    credentials = {"email": ada.email, "password": "correct horse battery staple"}
    elsewhere = await network.api.perform("signIn", PAIR, **credentials)
    await refresh(network.api, ada.refresh_token)
    await refresh(network.api, ada.refresh_token)
    assert await status(network.api, elsewhere["accessToken"]) == 200
    assert (await refresh(network.api, elsewhere["refreshToken"]))["educator"] == {"handle": "ada"}
    revoked = await behind.connection.fetch("SELECT revoked_at IS NULL FROM sign_in ORDER BY id")
    assert [row[0] for row in revoked] == [False, True]


async def test_a_reused_token_ends_open_streams(network: Network) -> None:
    ada = await network.educator("ada")
    await refresh(network.api, ada.refresh_token)
    tail = "subscription { notificationEvents { __typename ... on AccessRevoked { reason } } }"
    async with ada.api.subscribe(tail) as events:
        assert await events.until("CaughtUp") == []
        await refresh(network.api, ada.refresh_token)
        assert await events.event() == {"__typename": "AccessRevoked", "reason": "SIGNED_OUT"}


async def test_of_ten_who_bring_one_token_at_once_one_gets_a_pair_that_no_longer_holds(
    network: Network, behind: Behind
) -> None:
    """Nobody can tell the owner from the thief, so neither stays signed in."""
    ada = await network.educator("ada")
    answers = await asyncio.gather(*(refresh(network.api, ada.refresh_token) for _ in range(10)))
    traded = [answer for answer in answers if answer["__typename"] == "SignedIn"]
    refused = [refusal(answer) for answer in answers if answer["__typename"] == "Problem"]
    assert (len(traded), refused) == (1, [REFUSED] * 9)
    assert await behind.count("refresh_token") == 2
    assert await status(network.api, traded[0]["accessToken"]) == 401
    assert refusal(await refresh(network.api, traded[0]["refreshToken"])) == REFUSED


async def test_ten_who_bring_one_token_with_one_key_get_the_same_pair(
    network: Network, behind: Behind
) -> None:
    ada = await network.educator("ada")
    asked = [refresh(network.api, ada.refresh_token, idempotencyKey="once") for _ in range(10)]
    answers = await asyncio.gather(*asked)
    assert answers == [answers[0]] * 10
    assert await behind.count("refresh_token") == 2
    assert await status(network.api, answers[0]["accessToken"]) == 200
    assert (await refresh(network.api, answers[0]["refreshToken"]))["__typename"] == "SignedIn"


async def test_the_same_key_with_another_token_is_another_request(network: Network) -> None:
    for handle in ("ada", "ben"):
        person = await network.educator(handle)
        pair = await refresh(network.api, person.refresh_token, idempotencyKey="once")
        assert pair["educator"] == {"handle": handle}


async def test_a_signed_in_account_that_uses_a_key_for_another_token_is_refused(
    network: Network, behind: Behind
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await refresh(ada.api, ada.refresh_token, idempotencyKey="once")
    async with behind.nothing_happens():
        refused = await refresh(ada.api, ben.refresh_token, idempotencyKey="once")
    assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])


async def test_a_refresh_token_holds_thirty_days(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    clock.advance(days=29, hours=23)
    second = (await refresh(network.api, ada.refresh_token))["refreshToken"]
    clock.advance(days=30)
    async with behind.nothing_happens():
        assert refusal(await refresh(network.api, second)) == REFUSED


@pytest.mark.parametrize("account", ["SUSPENDED", "DEACTIVATED", "ERASED"])
async def test_an_account_out_of_use_gets_no_new_pair(
    network: Network, behind: Behind, connection: asyncpg.Connection, account: str
) -> None:
    ada = await network.educator("ada")
    await connection.execute("UPDATE account SET status = $1", account)
    async with behind.nothing_happens():
        assert refusal(await refresh(network.api, ada.refresh_token)) == REFUSED
    await connection.execute("UPDATE account SET status = 'ACTIVE'")
    assert (await refresh(network.api, ada.refresh_token))["__typename"] == "SignedIn"


async def test_a_text_that_is_no_refresh_token_changes_nothing(
    network: Network, behind: Behind, platform: Platform
) -> None:
    ada = await network.educator("ada")
    token_id = read_signed_id(platform.keys, PURPOSE, ada.refresh_token)
    assert token_id is not None
    forged = [
        "",
        "x",
        "é",
        str(ada.api.token),
        ada.refresh_token[:-1],
        ada.refresh_token[:22],
        "B" + ada.refresh_token[1:],
        signed_id(Keyring(["somebody else's secret"]), PURPOSE, token_id),
        urlsafe_b64encode(token_id.bytes + platform.keys.sign("live-cursor", token_id.bytes, 32)).decode(),
        urlsafe_b64encode(token_id.bytes + platform.keys.sign("refresh-token", token_id.bytes)).decode(),
    ]
    async with behind.nothing_happens():
        for text in forged:
            assert refusal(await refresh(network.api, text)) == REFUSED, text
