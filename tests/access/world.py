"""The network in which the matrix is asked: all were open to each other before walls went up."""

from asyncio import gather
from dataclasses import dataclass
from string import Template
from typing import Any

import asyncpg

from tests.access.matrix import AUTHORS, FOLLOWING, NAMED, Author
from tests.api import Api
from tests.behind import row_id
from tests.network import Network, Person
from tests.ties import tied

OWN = """{ me {
    notifications { nodes { id } } apiTokens { nodes { id } }
    dataExports { nodes { id } } blocks { nodes { id } } mutes { nodes { id } }
} }"""


@dataclass
class World:
    """Viewers by name, and each author's things by name."""

    clients: dict[str, Api]
    things: dict[str, dict[str, str]]

    def client(self, viewer: str, author: Author) -> Api:
        """The client of a viewer, as the matrix names them."""
        return self.clients[author.handle if viewer == "author" else viewer]

    def about(self, author: Author, document: str) -> str:
        """A document that names the author's things, `$thread` for one."""
        return Template(document).substitute(self.things[author.handle])


class Builder:
    """Makes the world through the API."""

    def __init__(self, network: Network, connection: asyncpg.Connection) -> None:
        self.network = network
        self.connection = connection
        self.people: dict[str, Person] = {}
        self.clients = {"nobody": network.api}
        self.made = World({}, {})

    async def world(self) -> World:
        """Everybody, what they wrote, and the walls between them."""
        handles = [*sorted(NAMED), *(author.handle for author in AUTHORS), "rui", "pia"]
        made = await gather(*map(self.network.educator, handles))
        self.people = dict(zip(handles, made, strict=True))
        self.clients |= {handle: person.api for handle, person in self.people.items()}
        await self.connection.execute(
            "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email LIKE ANY ('{moderator@%,walled@%}')"
        )
        await self._make_tool("tool", "mutual", "WRITE")
        await self._make_tool("staff_tool", "moderator", "WRITE")
        await self._make_tool("reads", "mutual", "READ")
        common = await self.people["rui"].starts_thread("Staff room")
        await self.people["rui"].follows(self.people["pia"].id)
        things = {author.handle: await self._author(author, common) for author in AUTHORS}
        await gather(*map(self._close, AUTHORS, things.values()))
        self.made = World(self.clients, things)
        return self.made

    async def stands(self) -> bool:
        """Whether nobody has emptied the database since."""
        threads = [row_id(things["thread"]) for things in self.made.things.values()]
        found: bool = await self.connection.fetchval(
            "SELECT count(*) = $2 FROM thread WHERE id = ANY ($1)", threads, len(threads)
        )
        return found

    async def _make_tool(self, name: str, owner: str, scope: str) -> None:
        shape = "... on NewApiToken { secret }"
        made = await self.people[owner].api.perform("createApiToken", shape, name=name, scopes=[scope])
        self.clients[name] = await self.network.client(made["secret"])

    async def _author(self, author: Author, common: str) -> dict[str, str]:
        """Ties and texts, while everybody may read them."""
        me, rui = self.people[author.handle], self.people["rui"]
        for name in ("mutual", "blocked", "blocker", "walled", "rui"):
            await self.people[name].follows(me.id)
            follow = await me.follows(self.people[name].id)
        await self.people["follower"].follows(me.id)
        thread = await me.starts_thread(f"Journal of {author.handle}", about=f"about{author.handle}")
        names = " ".join(f"@{name}" for name in sorted(NAMED))
        post = await me.posts(thread, f"draft{author.handle} {names}")
        await me.api.perform(
            "editPost", "... on Post { id }", postId=post["id"], body=f"news{author.handle} {names}"
        )
        reply = await rui.posts(thread, f"reply to {author.handle}", parentId=post["id"])
        entry = await rui.posts(common, f"For {author.handle}")
        guest = await me.posts(common, f"guest{author.handle}", parentId=entry["id"])
        await tied(self.connection, rui, me)
        await tied(self.connection, me, self.people["pia"])
        await me.api.perform("updateMentorProfile", "__typename", status="OPEN")
        mornings = {"weekday": "MONDAY", "start": "09:00", "end": "10:00"}
        # Each author is away on a day of their own.
        closed = f"2031-07-{1 + AUTHORS.index(author):02}"
        hours = {"rules": [mornings], "overrides": [{"date": closed}]}
        await me.api.perform("setAvailability", "__typename", **hours)
        feed = await me.api.perform("createCalendarFeed", "... on CalendarFeed { url }")
        ids = {"thread": thread, "post": post["id"], "reply": reply["id"], "guest": guest["id"]}
        ids |= {
            "educator": me.id,
            "follow": follow["id"],
            "entry": entry["id"],
            "common": common,
            "rui": rui.id,
            "pia": self.people["pia"].id,
            "feed": feed["url"],
            "closed": closed,
        }
        return ids | {"handle": me.handle, "email": me.email, "draft": f"draft{author.handle}"}

    async def _close(self, author: Author, things: dict[str, str]) -> None:
        """Walls, and who may read from now on; what is the author's alone is written down."""
        me = self.people[author.handle]
        await me.blocks(self.people["walled"])
        await me.blocks(self.people["blocked"])
        await self.people["blocker"].blocks(me)
        await me.api.perform("mute", "... on Mute { id }", educatorId=self.people["pia"].id)
        scopes = {"name": "phone", "scopes": ["READ"]}
        await me.api.perform("createApiToken", "... on NewApiToken { secret }", **scopes)
        await me.api.perform("requestDataExport", "__typename")
        await me.api.perform("updateProfile", "... on Educator { id }", visibility=author.profile)
        await me.api.perform(
            "updateThread", "... on Thread { id }", threadId=things["thread"], visibility=author.thread
        )
        own: dict[str, Any] = (await me.api.data(OWN))["me"]
        names = {"notifications": "notification", "apiTokens": "token", "blocks": "block", "mutes": "mute"}
        names |= {"dataExports": "export"}
        things |= {name: own[field]["nodes"][0]["id"] for field, name in names.items()}


assert FOLLOWING < NAMED, "whoever follows is named, too"
