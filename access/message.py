"""Who may change the messages of a Mentorship Room; who is in the room reads and sends them."""

from access.viewer import Viewer, may_write
from models import Message


def may_change_message(viewer: Viewer, message: Message) -> bool:
    """Only the author of a message can edit or delete it (an API token needs the scope WRITE)."""
    return may_write(viewer) and message.author_id == viewer.educator_id
