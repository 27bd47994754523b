"""Who may change the messages of a Mentorship Room; who is in the room reads and sends them."""

from access.viewer import Viewer, may_write
from models import Message


def may_read_message(viewer: Viewer, message: Message) -> bool:
    """This message is hidden while a moderator looks at it."""
    return message.hidden_at is None or message.author_id == viewer.reader_id or viewer.oversees


def may_change_message(viewer: Viewer, message: Message) -> bool:
    """Only the author of a message can edit or delete it (an API token needs the scope WRITE)."""
    return may_write(viewer) and message.author_id == viewer.educator_id
