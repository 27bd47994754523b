"""People and what they write, made through the API as anybody makes them."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from tests.api import Api

PASSWORD = "correct horse battery staple"


@dataclass
class Person:
    """Somebody signed up, with a client of their own."""

    id: str
    handle: str
    api: Api
    refresh_token: str

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.handle}@example.org"

    async def signs_in_again(self) -> None:
        """Trade the refresh token: after ten minutes the access token no longer holds."""
        self.api.http.headers.pop("authorization")
        shape = "... on SignedIn { accessToken refreshToken }"
        pair = await self.api.perform("refreshAccess", shape, refreshToken=self.refresh_token)
        self.api.token, self.refresh_token = pair["accessToken"], pair["refreshToken"]
        self.api.http.headers["authorization"] = f"Bearer {self.api.token}"

    async def follows(self, target_id: str) -> Any:
        """Follow somebody or something."""
        return await self.api.perform("follow", "... on Follow { id }", targetId=target_id)

    async def blocks(self, other: "Person") -> Any:
        """Put up a wall."""
        return await self.api.perform("block", "... on Block { id }", educatorId=other.id)

    async def starts_thread(self, title: str = "Quieter transitions", **more: Any) -> str:
        """The id of a new thread."""
        made = await self.api.perform("createThread", "... on Thread { id }", title=title, **more)
        thread_id: str = made["id"]
        return thread_id

    async def posts(self, thread_id: str, body: str = "Tried it today.", **more: Any) -> Any:
        """A new top-level post, or a reply when `parentId` is given."""
        kind = "REPLY" if "parentId" in more else "PROGRESS"
        arguments = {"threadId": thread_id, "kind": kind, "body": body, **more}
        return await self.api.perform("addPost", "... on Post { id seq kind body depth }", **arguments)


class Network:
    """Whoever a test needs."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._clients = AsyncExitStack()

    async def educator(self, handle: str, **profile: Any) -> Person:
        """Somebody who signs up, and fills in their profile as told."""
        shape = "... on SignedIn { accessToken refreshToken educator { id } }"
        signed = await self.api.perform(
            "signUp",
            shape,
            email=f"{handle}@example.org",
            password=PASSWORD,
            handle=handle,
            displayName=handle.title(),
        )
        assert signed["__typename"] == "SignedIn", signed
        client = await self.client(signed["accessToken"])
        person = Person(signed["educator"]["id"], handle, client, signed["refreshToken"])
        if profile:
            done = await client.perform("updateProfile", "... on Educator { id }", **profile)
            assert done["__typename"] == "Educator", done
        return person

    async def client(self, token: str) -> Api:
        """A client that speaks with this token."""
        return await self._clients.enter_async_context(Api(self.api.address, token))

    async def close(self) -> None:
        """Close every client."""
        await self._clients.aclose()
