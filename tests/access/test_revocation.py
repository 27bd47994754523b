"""An open stream ends when its reader loses the right to it, without waiting for the next event."""

import asyncio
from typing import Any

import asyncpg
import pytest

from kit.ids import encode_id
from tests.api import Api, Subscribed
from tests.clock import DrivenClock
from tests.meetings import room
from tests.network import Network

TAIL = """subscription ($id: ID!) { threadEvents(threadId: $id) {
    __typename ... on AccessRevoked { reason } ... on PostAdded { post { id } }
    ... on ThreadChanged { thread { visibility } } } }"""
ROOM = """subscription ($id: ID!) { mentorshipEvents(mentorshipId: $id) {
    __typename ... on AccessRevoked { reason } ... on MessageSent { message { body } } } }"""
NEWS = "subscription { notificationEvents { __typename ... on AccessRevoked { reason } } }"
REVOKED = {"__typename": "AccessRevoked"}
THREAD = "... on Thread { id }"


async def ending(tail: Subscribed) -> Any:
    """Why a stream ends: what comes next, and then nothing."""
    async with asyncio.timeout(10):
        event = await tail.event()
        assert (await tail.message())["type"] == "complete"
    return event


async def token(api: Api, *scopes: str) -> Any:
    """A fresh API token: its id and secret."""
    shape = "... on NewApiToken { secret apiToken { id } }"
    return await api.perform("createApiToken", shape, name="phone", scopes=scopes)


@pytest.mark.usefixtures("silence")
@pytest.mark.parametrize(("visibility", "reader"), [("MEMBERS", "nobody"), ("FOLLOWERS", "ben")])
async def test_a_thread_that_closes_ends_the_streams_of_those_outside(
    network: Network, visibility: str, reader: str
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    client = network.api if reader == "nobody" else ben.api
    async with client.subscribe(TAIL, id=thread) as tail, ada.api.subscribe(TAIL, id=thread) as own:
        await tail.until("CaughtUp")
        await own.until("CaughtUp")
        await ada.api.perform("updateThread", THREAD, threadId=thread, visibility=visibility)
        assert await ending(tail) == {**REVOKED, "reason": "NOT_VISIBLE"}
        assert await own.event() == {"__typename": "ThreadChanged", "thread": {"visibility": visibility}}


@pytest.mark.usefixtures("silence")
async def test_who_unfollows_hears_no_more_of_a_thread_for_followers(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread(visibility="FOLLOWERS")
    await ben.follows(ada.id)
    async with ben.api.subscribe(TAIL, id=thread) as tail:
        await tail.until("CaughtUp")
        await ben.api.perform("unfollow", "... on Unfollowed { __typename }", targetId=ada.id)
        assert await ending(tail) == {**REVOKED, "reason": "NOT_VISIBLE"}


@pytest.mark.usefixtures("silence")
@pytest.mark.parametrize(("document", "variables"), [(TAIL, ["id"]), (NEWS, [])], ids=["thread", "news"])
async def test_a_revoked_token_ends_its_streams(
    network: Network, document: str, variables: list[str]
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    made = await token(ada.api, "READ")
    client = await network.client(made["secret"])
    given = dict.fromkeys(variables, thread)
    async with client.subscribe(document, **given) as tail, ada.api.subscribe(TAIL, id=thread) as own:
        await tail.until("CaughtUp")
        await own.until("CaughtUp")
        await ada.api.perform("revokeApiToken", "... on ApiToken { id }", id=made["apiToken"]["id"])
        assert await ending(tail) == {**REVOKED, "reason": "SIGNED_OUT"}
        await ada.posts(thread)
        assert (await own.next())["__typename"] == "PostAdded"


@pytest.mark.usefixtures("silence")
async def test_signing_out_ends_the_streams_of_that_sign_in(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    async with ada.api.subscribe(TAIL, id=thread) as tail:
        await tail.until("CaughtUp")
        await ada.api.perform("signOut", "... on Educator { id }")
        assert await ending(tail) == {**REVOKED, "reason": "SIGNED_OUT"}


async def test_a_moderator_no_more_hears_no_more_with_the_next_heartbeat(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread(visibility="FOLLOWERS")
    role = "UPDATE account SET roles = $1 WHERE email = $2"
    await connection.execute(role, ["MEMBER", "MODERATOR"], ben.email)
    async with ben.api.subscribe(TAIL, id=thread) as tail:
        await tail.until("CaughtUp")
        await connection.execute(role, ["MEMBER"], ben.email)
        assert await ending(tail) == {**REVOKED, "reason": "NOT_VISIBLE"}


async def test_an_expired_token_ends_its_streams_with_the_next_heartbeat(
    network: Network, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    async with ada.api.subscribe(NEWS) as tail:
        await tail.until("CaughtUp")
        clock.advance(minutes=11)
        assert await ending(tail) == {**REVOKED, "reason": "SIGNED_OUT"}


@pytest.mark.usefixtures("silence")
async def test_who_signed_out_or_lost_their_token_hears_no_more_of_their_room(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    id = encode_id("Mentorship", await room(connection, ada, ben))
    made = await token(ada.api, "READ")
    client = await network.client(made["secret"])
    async with (
        client.subscribe(ROOM, id=id) as by_token,
        ada.api.subscribe(ROOM, id=id) as hers,
        ben.api.subscribe(ROOM, id=id) as his,
    ):
        for tail in (by_token, hers, his):
            await tail.until("CaughtUp")
        await ada.api.perform("revokeApiToken", "... on ApiToken { id }", id=made["apiToken"]["id"])
        assert await ending(by_token) == {**REVOKED, "reason": "SIGNED_OUT"}
        await ada.api.perform("signOut", "... on Educator { id }")
        assert await ending(hers) == {**REVOKED, "reason": "SIGNED_OUT"}
        await ben.api.perform("sendMessage", "", mentorshipId=id, body="Still there?")
        assert await his.event() == {"__typename": "MessageSent", "message": {"body": "Still there?"}}


async def test_a_token_that_ends_ends_what_is_heard_of_a_room(
    network: Network, connection: asyncpg.Connection, clock: DrivenClock
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    id = encode_id("Mentorship", await room(connection, ada, ben))
    async with ben.api.subscribe(ROOM, id=id) as tail:
        await tail.until("CaughtUp")
        clock.advance(minutes=11)
        assert await ending(tail) == {**REVOKED, "reason": "SIGNED_OUT"}


async def test_a_suspended_account_hears_no_more_with_the_next_heartbeat(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    async with ben.api.subscribe(TAIL, id=thread) as tail:
        await tail.until("CaughtUp")
        await connection.execute("UPDATE account SET status = 'SUSPENDED' WHERE email = $1", ben.email)
        assert await ending(tail) == {**REVOKED, "reason": "SIGNED_OUT"}


async def test_news_of_somebody_who_closes_their_profile_come_without_them(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    document = NEWS.replace(
        "reason", "reason } ... on NotificationAdded { notification { kind actor { id } }"
    )
    async with ada.api.subscribe(document) as tail:
        await tail.until("CaughtUp")
        await ben.api.perform("updateProfile", "... on Educator { id }", visibility="CONNECTIONS")
        await ben.follows(ada.id)
        told = {"kind": "NEW_FOLLOWER", "actor": None}
        assert (await tail.event())["notification"] == told


async def test_a_profile_that_closes_is_gone_from_a_stream_that_stays(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    document = TAIL.replace("post { id }", "post { author { id } }")
    async with ben.api.subscribe(document, id=thread) as tail:
        await tail.until("CaughtUp")
        await ada.posts(thread)
        assert (await tail.event())["post"]["author"] == {"id": ada.id}
        await ada.api.perform("updateProfile", "... on Educator { id }", visibility="CONNECTIONS")
        await ada.posts(thread)
        assert (await tail.event())["post"]["author"] is None
        await ada.follows(ben.id)
        await ada.posts(thread)
        assert (await tail.event())["post"]["author"] is None
