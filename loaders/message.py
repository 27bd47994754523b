"""Messages by id, and of mentorships."""

from collections.abc import Sequence
from uuid import UUID

from access.mentorship import in_room
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Order, Page, PageArguments, pages
from loaders.reader import Reader, columns
from models import Message

_SOURCE = "message x JOIN mentorship xm ON xm.id = x.mentorship_id"
_VISIBLE = in_room("xm")
_BY_ID = f"""SELECT {columns(Message, "x")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE x.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_OF_MENTORSHIP = Listing(Message, "x", _SOURCE, f"x.mentorship_id = asked.key AND {_VISIBLE}")
_BY_SEQ = Order("seq", (("x.seq", "int", "seq"),))


async def messages_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Message | None]:
    """n ids → n messages; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Message)}
    return [found.get(key) for key in ids]


async def messages_of_mentorships(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n mentorships → n pages of their messages in the order of `seq`. One statement."""
    return await pages(reader, _OF_MENTORSHIP, ids, _BY_SEQ, arguments)
