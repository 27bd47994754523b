"""Messages of Mentorship Rooms."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from resolvers import message as resolve
from schema.educator import Educator
from schema.hiding import is_hidden
from schema.node import Node
from schema.wiring import column, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.mentorship import Mentorship


@strawberry.type(description="What one of the two in a Mentorship Room wrote to the other.")
class Message(Node):
    is_type_of = instances_of(models.Message)

    seq: int = describe("Counts the room's messages from 1 without a gap.")
    body: str | None = each(resolve.message_body)
    is_hidden: bool = column(is_hidden, "Whether a moderator, or reports of it, hide its text for now.")
    sent_at: datetime = describe("When it was sent, in UTC.")
    edited_at: datetime | None = describe("When it was last edited, in UTC.")
    deleted_at: datetime | None = describe("When it was deleted, in UTC.")
    author: Educator | None = each(resolve.message_author)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.message_mentorship
    )


@strawberry.type
class MessageMutation:
    send_message = performs(resolve.send_message, Message)
    edit_message = performs(resolve.edit_message, Message)
    delete_message = performs(resolve.delete_message, Message)
