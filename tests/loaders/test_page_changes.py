"""A list that changes while it is read: what stays is read exactly once, in order."""

from dataclasses import dataclass, field

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.viewer import Viewer
from loaders.notification import own_notifications
from loaders.page import Page, PageArguments
from loaders.post import posts_of_threads
from loaders.reader import Reader
from loaders.topic import topics_where
from tests.crowd import Crowd, row_id

READER = row_id("Educator", 200)
OWN_THREAD = row_id("Thread", 1000)


@dataclass(frozen=True)
class Changing:
    """A list whose rows stand at numbers: how it is read, and how a row comes and goes."""

    name: str
    insert: str
    delete: str

    async def page(self, reader: Reader, arguments: PageArguments) -> Page:
        """One page, read as the viewer whose list it is."""
        if self.name == "posts":
            pages = await posts_of_threads(reader, [OWN_THREAD], arguments, top_level_only=False)
            return pages[0]
        if self.name == "topics":
            return await topics_where(reader, ["CAREER"], arguments)
        return await own_notifications(reader, arguments, unread_only=False)

    async def change(self, connection: asyncpg.Connection, comes: set[int], goes: set[int]) -> None:
        """Rows come and go."""
        names = {"thread": OWN_THREAD, "me": READER}
        await connection.execute(self.insert.format(**names), list(comes))
        await connection.execute(self.delete.format(**names), list(goes))


LISTS = [
    Changing(
        "posts",
        """INSERT INTO post (id, thread_id, author_id, seq, depth, kind, body, helpful, created_at, version)
        SELECT gen_random_uuid(), '{thread}', '{me}', n, 0, 'PROGRESS', 'x', false, now(), 1
        FROM unnest($1::int[]) n""",
        "DELETE FROM post WHERE thread_id = '{thread}' AND seq = ANY ($1)",
    ),
    Changing(
        "topics",
        """INSERT INTO topic (id, slug, label, kind)
        SELECT gen_random_uuid(), 'career-' || lpad(n::text, 4, '0'), 'Career', 'CAREER'
        FROM unnest($1::int[]) n""",
        "DELETE FROM topic WHERE kind = 'CAREER' AND right(slug, 4)::int = ANY ($1)",
    ),
    # Four at a time were updated at the same instant; latest first.
    Changing(
        "notifications",
        """INSERT INTO notification (id, educator_id, kind, actor_id, count, created_at, updated_at)
        SELECT ('00000000-0000-7000-8000-' || lpad((1000 - n)::text, 12, '0'))::uuid, '{me}', 'NEW_FOLLOWER',
            '{me}', n, now(), timestamptz '2026-01-01Z' - n / 4 * interval '1us' FROM unnest($1::int[]) n""",
        "DELETE FROM notification WHERE educator_id = '{me}' AND count = ANY ($1)",
    ),
]  # fmt: skip


def number_of(row: object) -> int:
    """Where in its list a row stands."""
    if hasattr(row, "slug"):
        return int(row.slug[-4:])
    number: int = getattr(row, "seq", None) or row.count  # type: ignore[attr-defined]
    return number


NUMBERS = st.sets(st.integers(1, 60), max_size=20)


@dataclass(frozen=True)
class Step:
    """One page of some size, and what happens to the list before it is read."""

    size: int
    comes: set[int]
    goes: set[int]


STEPS = st.lists(st.builds(Step, st.integers(1, 9), NUMBERS, NUMBERS), min_size=1, max_size=8)


@pytest.fixture(scope="module")
async def stage(crowd: Crowd, connection: asyncpg.Connection) -> Reader:
    """An educator with a thread without posts, and without notifications."""
    await connection.execute(
        f"""INSERT INTO account SELECT '{READER}', 'reader@example.org', password_hash, roles, status,
            suspended_until, time_zone, locale, created_at FROM account LIMIT 1"""
    )
    columns = "headline, bio, role, career_stage, phases, organisation, region, languages, visibility"
    await connection.execute(
        f"""INSERT INTO educator (id, account_id, handle, display_name, {columns}, created_at, version,
            last_seq)
            SELECT '{READER}', '{READER}', 'reader', 'Reader', {columns}, now(), 1, 0 FROM educator LIMIT 1"""
    )
    await connection.execute(
        f"""INSERT INTO thread (id, author_id, title, about, visibility, status, created_at, post_count,
            version, last_seq)
            VALUES ('{OWN_THREAD}', '{READER}', 'Own', '', 'PUBLIC', 'OPEN', now(), 0, 1, 0)"""
    )
    return Reader(crowd.platform.database, Viewer(educator_id=READER))


@dataclass
class Walk:
    """A walk through a changing list, and what the list holds meanwhile."""

    changing: Changing
    backward: bool
    present: set[int] = field(default_factory=set)
    position: int | None = None
    cursor: str | None = None

    def ahead(self) -> list[int]:
        """What is still to be read."""
        position, backward = self.position, self.backward
        rest = [n for n in self.present if position is None or (n < position if backward else n > position)]
        return sorted(rest, reverse=backward)

    async def step(self, reader: Reader, size: int) -> None:
        """Read a page; it must hold exactly what comes next."""
        ahead, backward = self.ahead(), self.backward
        forward = PageArguments(first=size, after=self.cursor)
        page = await self.changing.page(
            reader, PageArguments(last=size, before=self.cursor) if backward else forward
        )
        read = [number_of(row) for row in page.nodes][:: -1 if backward else 1]
        assert read == ahead[:size]
        assert (page.has_previous_page if backward else page.has_next_page) == (len(ahead) > size)
        if read:
            self.position = read[-1]
            self.cursor = page.page_info.start_cursor if backward else page.page_info.end_cursor


@pytest.mark.parametrize("changing", LISTS, ids=lambda changing: changing.name)
@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
@given(steps=STEPS)
@settings(max_examples=25, deadline=None)
async def test_a_page_holds_exactly_what_comes_next(
    stage: Reader,
    connection: asyncpg.Connection,
    changing: Changing,
    backward: bool,
    steps: list[Step],
) -> None:
    await changing.change(connection, set(), set(range(61)))
    walk = Walk(changing, backward)
    for step in steps:
        await changing.change(connection, step.comes - walk.present, step.goes)
        walk.present = (walk.present | step.comes) - step.goes
        await walk.step(stage, step.size)
