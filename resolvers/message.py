"""Messages of a Mentorship Room."""

from collections.abc import Sequence
from typing import Annotated

from strawberry import ID

from access.message import may_change_message, may_read_message
from access.viewer import may_write
from loaders.message import messages_of_mentorships
from loaders.page import Page
from models import Educator, EventKind, Mentorship, Message, NotificationKind
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import load_some, seen
from resolvers.room import must_be_open, open_room, room_of, tell

MessageId = Annotated[ID, described("The global id of a message.")]
Body = Annotated[str, described("Markdown, 1–8000 characters.")]


async def messages(mentorships: Sequence[Mentorship], info: Info, page: PageArguments) -> list[Page]:
    """What the two wrote to each other, in order; deleted messages keep their place. For the two alone."""
    return await messages_of_mentorships(info.context.reader, [row.id for row in mentorships], page)


async def message_body(messages: Sequence[Message], info: Info) -> list[str | None]:
    """The text, in Markdown; null once it was deleted, and while moderators hide it from you."""
    viewer = info.context.viewer
    return [row.body if may_read_message(viewer, row) else None for row in messages]


async def message_author(messages: Sequence[Message], info: Info) -> list[Educator | None]:
    """Who wrote it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.author_id for row in messages])


async def message_mentorship(messages: Sequence[Message], info: Info) -> list[Mentorship | None]:
    """The mentorship in whose room it was written."""
    return await load_some(info.context.loaders.mentorship, [row.mentorship_id for row in messages])


async def send_message(
    info: Info, mentorship_id: Annotated[ID, described("In which mentorship's room.")], body: Body
) -> Message:
    """Writes to the other of the two, who then is awaited to answer."""
    context = info.context
    context.viewer.must(may_write)
    room = await open_room(context, mentorship_id, "mentorshipId")
    must_be_open(room)
    Message.check_lengths(body=body)
    now = context.now()
    room.message_count += 1
    room.await_answer(context.member_id, now)
    await room.save(update_fields=["message_count", "awaiting", "awaiting_since"])
    message = await Message.create(
        id=Message.new_id(now),
        mentorship_id=room.id,
        author_id=context.member_id,
        seq=room.message_count,
        body=body,
        sent_at=now,
    )
    await tell(context, room, EventKind.MESSAGE_SENT, message.id, NotificationKind.MESSAGE)
    return message


async def edit_message(info: Info, message_id: MessageId, body: Body) -> Message:
    """Replaces the text of a message of yours."""
    context = info.context
    message, room = await _own_message(context, message_id)
    Message.check_lengths(body=body)
    message.must_stand()
    if message.body != body:
        message.edit(body, context.now())
        await message.save(update_fields=["body", "edited_at"])
        await tell(context, room, EventKind.MESSAGE_EDITED, message.id)
    return message


async def delete_message(info: Info, message_id: MessageId) -> Message:
    """Deletes the text of a message of yours; a tombstone keeps its number."""
    context = info.context
    message, room = await _own_message(context, message_id)
    message.delete_text(context.now())
    await message.save(update_fields=["body", "deleted_at"])
    await tell(context, room, EventKind.MESSAGE_DELETED, message.id)
    return message


async def _own_message(context: Context, message_id: str) -> tuple[Message, Mentorship]:
    """A message of the viewer's, and the open room it stands in, both locked."""
    context.viewer.must(may_write)
    row = await seen(context.loaders.message, Message, message_id, "messageId")
    room = await room_of(context, row.mentorship_id, "messageId", Message)
    context.viewer.must(may_change_message, row)
    must_be_open(room)
    return await Message.select_for_update(no_key=True).get(id=row.id), room
