"""A client that keeps its cursor, loses its socket now and then, and comes back."""

from random import Random

from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from kit.cursors import decode_live_cursor
from kit.keys import Keyring
from tests.api import Api

POSTS = """subscription ($id: ID!, $after: String) {
  threadEvents(threadId: $id, after: $after) { __typename cursor ... on PostAdded { post { seq } } }
}"""
# Events between two cuts, at most; and after how many a client writes its cursor down.
LONGEST_SITTING = 40
KEEPS_EVERY = 3


class Reader:
    """Reads a thread's posts; drops what it has seen, and remembers how often that was needed."""

    def __init__(self, api: Api, thread_id: str, after: str, seed: int) -> None:
        self.posts: list[int] = []
        self.events: list[int] = []
        self.cuts = 0
        self.repeats = 0
        self.api = api
        self._thread_id = thread_id
        self._kept = after
        self._chance = Random(seed)

    async def read(self, keys: Keyring, last_post: int) -> None:
        """Read until the post with this number has come."""
        while not self.posts or self.posts[-1] < last_post:
            try:
                await self._sit(keys, last_post, self._chance.randint(1, LONGEST_SITTING))
            except ConnectionClosed as end:
                # The server had no connection to spare just then: a cut of its own making.
                if end.rcvd is None or end.rcvd.code != CloseCode.TRY_AGAIN_LATER:
                    raise
                self.cuts += 1

    async def _sit(self, keys: Keyring, last_post: int, patience: int) -> None:
        async with self.api.subscribe(POSTS, id=self._thread_id, after=self._kept) as tail:
            while patience and (not self.posts or self.posts[-1] < last_post):
                payload = (await tail.message())["payload"]
                if "errors" in payload:
                    assert payload["errors"][0]["extensions"]["code"] == "UNAVAILABLE", payload
                    break
                event = payload["data"]["threadEvents"]
                if event["__typename"] == "PostAdded":
                    patience -= 1
                    self._take(keys, event["cursor"], event["post"]["seq"])
                else:
                    assert event["__typename"] in {"CaughtUp", "Heartbeat"}, event
            # No farewell: the connection is gone in the middle of whatever it was sending.
            tail.socket.transport.abort()
            self.cuts += 1

    def _take(self, keys: Keyring, cursor: str, post: int) -> None:
        place = decode_live_cursor(keys, cursor)
        assert place is not None
        if self.events and place.seq <= self.events[-1]:
            self.repeats += 1
            return
        self.events.append(place.seq)
        self.posts.append(post)
        if place.seq % KEEPS_EVERY == 0:
            self._kept = cursor
