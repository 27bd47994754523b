"""Posts by id, of threads, of authors, replies to posts, and the feed of those one follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from access.thread import post_readable, post_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Order, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Post, PostRevision

_SOURCE = "post p JOIN thread t ON t.id = p.thread_id"
_VISIBLE = post_visible("p", "t")
_BY_ID = f"""SELECT {columns(Post, "p")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE p.id = ANY ($4::uuid[]) AND {_VISIBLE}"""

_OF_THREAD = Listing(Post, "p", _SOURCE, f"p.thread_id = asked.key AND {_VISIBLE}")
_TOP_OF_THREAD = Listing(
    Post, "p", _SOURCE, f"p.thread_id = asked.key AND p.parent_id IS NULL AND {_VISIBLE}"
)
_REPLIES = Listing(Post, "p", _SOURCE, f"p.parent_id = asked.key AND {_VISIBLE}")
# What somebody wrote is listed as far as there is something to read.
_READABLE = f"p.deleted_at IS NULL AND {_VISIBLE} AND {post_readable('p')}"
_OF_AUTHOR = Listing(Post, "p", _SOURCE, f"p.author_id = asked.key AND {_READABLE}")
_BY_SEQ = Order("seq", (("p.seq", "int", "seq"),))

# Each followed author gives at most one page, found by index, so the cost does not grow with history.
_FEED = Listing(
    Post,
    "p",
    f"""follow f CROSS JOIN LATERAL (
        SELECT p.* FROM {_SOURCE} WHERE p.author_id = f.educator_id AND p.parent_id IS NULL
        AND {_READABLE} {{page}}) AS p""",
    """f.follower_id = viewer.id AND NOT EXISTS (
        SELECT FROM mute m WHERE m.muter_id = viewer.id AND m.muted_id = f.educator_id
        AND (m.until IS NULL OR m.until > $5))""",
)

_REVISIONS = f"""SELECT {columns(PostRevision, "r")} FROM {VIEWER_ROW}, post_revision r
    JOIN post p ON p.id = r.post_id
    JOIN thread t ON t.id = p.thread_id
    WHERE r.post_id = ANY ($4::uuid[]) AND {_READABLE} ORDER BY r.number"""


async def posts_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Post | None]:
    """n ids → n posts; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Post)}
    return [found.get(key) for key in ids]


async def posts_of_threads(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, *, top_level_only: bool
) -> list[Page]:
    """n threads → n pages of their posts in the order of `seq`. One statement."""
    listing = _TOP_OF_THREAD if top_level_only else _OF_THREAD
    return await pages(reader, listing, ids, _BY_SEQ, arguments)


async def replies_to_posts(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n posts → n pages of the replies right below them, in the order of `seq`. One statement."""
    return await pages(reader, _REPLIES, ids, _BY_SEQ, arguments)


async def posts_of_authors(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n educators → n pages of the posts they wrote, newest first. One statement."""
    return await pages(reader, _OF_AUTHOR, ids, newest("p"), arguments)


async def feed(reader: Reader, now: datetime, arguments: PageArguments) -> Page:
    """A page of the top-level posts of the educators the viewer follows, newest first. One statement."""
    listing = replace(_FEED, values=(now,))
    return (await pages(reader, listing, [ROOT], newest("p"), arguments))[0]


async def revisions_of_posts(reader: Reader, ids: Sequence[UUID]) -> list[list[PostRevision]]:
    """n posts → n lists of what they said before, oldest first; none for one unreadable. One statement."""
    revisions: dict[UUID, list[PostRevision]] = {key: [] for key in ids}
    for row in await reader.rows(_REVISIONS, list(revisions), of=PostRevision):
        revisions[row["post_id"]].append(row)
    return [revisions[key] for key in ids]
