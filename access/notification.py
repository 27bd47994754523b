"""Which notifications somebody may see: their own, of people and things they may still see."""

from access.mentorship import in_room
from access.thread import post_visible, thread_visible
from access.viewer import Viewer
from models import Notification


def may_see_notification(
    viewer: Viewer, notification: Notification, *, sees_post_or_thread: bool, is_in_room: bool
) -> bool:
    """This notification is not yours."""
    about_two = notification.request_id is not None or notification.mentorship_id is not None
    return (
        notification.educator_id == viewer.reader_id
        and notification.actor_id not in viewer.blocked
        and (notification.thread_id is None or sees_post_or_thread)
        and (not about_two or is_in_room)
    )


def notification_visible(notification: str) -> str:
    """`may_see_notification` as an SQL condition on an alias of a joined `viewer`."""
    return f"""(
        {notification}.educator_id = viewer.id
        AND ({notification}.actor_id IS NULL OR {notification}.actor_id <> ALL (viewer.blocked))
        AND ({notification}.post_id IS NULL OR EXISTS (
            SELECT FROM post np JOIN thread nt ON nt.id = np.thread_id
            WHERE np.id = {notification}.post_id AND {post_visible("np", "nt")}))
        AND ({notification}.thread_id IS NULL OR {notification}.post_id IS NOT NULL OR EXISTS (
            SELECT FROM thread nt WHERE nt.id = {notification}.thread_id AND {thread_visible("nt")}))
        AND ({notification}.request_id IS NULL OR EXISTS (
            SELECT FROM mentorship_request nr
            WHERE nr.id = {notification}.request_id AND {in_room("nr")}))
        AND ({notification}.mentorship_id IS NULL OR EXISTS (
            SELECT FROM mentorship nm
            WHERE nm.id = {notification}.mentorship_id AND {in_room("nm")})))"""
