"""What stands between the viewer and others: follows, and the targets of follows."""

from collections.abc import Sequence
from uuid import UUID

from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Block, Follow, Mute

_BY_ID = (
    f"SELECT {columns(Follow, 'f')} FROM follow f WHERE f.id = ANY ($1::uuid[]) AND f.follower_id = $2::uuid"
)
_BLOCKS_BY_ID = (
    f"SELECT {columns(Block, 'b')} FROM block b WHERE b.id = ANY ($1::uuid[]) AND b.blocker_id = $2"
)
_MUTES_BY_ID = f"SELECT {columns(Mute, 'm')} FROM mute m WHERE m.id = ANY ($1::uuid[]) AND m.muter_id = $2"
_FOLLOWED = "SELECT educator_id FROM follow WHERE follower_id = $1::uuid AND educator_id = ANY ($2::uuid[])"
_FOLLOWED_TOPICS = "SELECT topic_id FROM follow WHERE follower_id = $1::uuid AND topic_id = ANY ($2::uuid[])"
_FOLLOWED_COMMUNITIES = """SELECT community_id FROM follow
    WHERE follower_id = $1::uuid AND community_id = ANY ($2::uuid[])"""


async def own_follows_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Follow | None]:
    """n ids → n follows of the viewer's own. One statement."""
    rows = await reader.plain_rows(_BY_ID, list(ids), reader.viewer.reader_id, of=Follow)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def own_blocks_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Block | None]:
    """n ids → n walls that the viewer put up. One statement."""
    rows = await reader.plain_rows(_BLOCKS_BY_ID, list(ids), reader.viewer.reader_id, of=Block)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def own_mutes_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Mute | None]:
    """n ids → n mutes of the viewer's own. One statement."""
    rows = await reader.plain_rows(_MUTES_BY_ID, list(ids), reader.viewer.reader_id, of=Mute)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def viewer_follows(reader: Reader, ids: Sequence[UUID]) -> list[bool]:
    """n educators → whether the viewer follows each. One statement."""
    rows = await reader.plain_rows(_FOLLOWED, reader.viewer.reader_id, list(ids))
    followed = {row["educator_id"] for row in rows}
    return [key in followed for key in ids]


async def viewer_follows_topics(reader: Reader, ids: Sequence[UUID]) -> list[bool]:
    """n topics → whether the viewer follows each. One statement."""
    rows = await reader.plain_rows(_FOLLOWED_TOPICS, reader.viewer.reader_id, list(ids))
    followed = {row["topic_id"] for row in rows}
    return [key in followed for key in ids]


async def viewer_follows_communities(reader: Reader, ids: Sequence[UUID]) -> list[bool]:
    """n communities → whether the viewer follows each. One statement."""
    rows = await reader.plain_rows(_FOLLOWED_COMMUNITIES, reader.viewer.reader_id, list(ids))
    followed = {row["community_id"] for row in rows}
    return [key in followed for key in ids]


_BLOCKS = Listing(Block, "b", "block b", "b.blocker_id = viewer.id")
_MUTES = Listing(Mute, "m", "mute m", "m.muter_id = viewer.id")
_HANDLES = "SELECT id, handle FROM educator WHERE id = ANY ($1::uuid[])"


async def own_blocks(reader: Reader, arguments: PageArguments) -> Page:
    """A page of the walls the viewer put up, latest first. One statement."""
    return (await pages(reader, _BLOCKS, [ROOT], newest("b"), arguments))[0]


async def own_mutes(reader: Reader, arguments: PageArguments) -> Page:
    """A page of those the viewer muted, latest first. One statement."""
    return (await pages(reader, _MUTES, [ROOT], newest("m"), arguments))[0]


async def handles_behind_walls(reader: Reader, ids: Sequence[UUID]) -> list[str]:
    """n educators whom the viewer blocked → their handles, so that they can be unblocked. One statement."""
    found = {row["id"]: row["handle"] for row in await reader.plain_rows(_HANDLES, list(ids))}
    return [found[key] for key in ids]
