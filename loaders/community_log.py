"""What those who look after communities did."""

from collections.abc import Sequence
from uuid import UUID

from access.community import log_readable
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import CommunityAction

_SOURCE = "community_action a JOIN community c ON c.id = a.community_id"
_LOG = Listing(CommunityAction, "a", _SOURCE, f"a.community_id = asked.key AND {log_readable('c')}")
_BY_ID = f"""SELECT {columns(CommunityAction, "a")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE a.id = ANY ($4::uuid[]) AND {log_readable("c")}"""


async def community_actions_by_id(reader: Reader, ids: Sequence[UUID]) -> list[CommunityAction | None]:
    """n ids → n deeds; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=CommunityAction)}
    return [found.get(key) for key in ids]


async def log_of_communities(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n communities → n pages of deeds, latest first; nothing for who is no member. One statement."""
    return await pages(reader, _LOG, ids, newest("a"), arguments)
