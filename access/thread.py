"""Who may read, write and steer a Growth Thread."""

from access.community import community_readable
from access.viewer import Viewer, may_write
from models import Membership, Post, PostKind, Thread, ThreadVisibility


def may_see_thread(
    viewer: Viewer,
    thread: Thread,
    *,
    is_follower: bool,
    reads_community: bool = True,
    is_fellow: bool = False,
) -> bool:
    """This thread is not visible to you."""
    if thread.author_id == viewer.reader_id:
        return True
    if thread.author_id in viewer.blocked:
        return False
    if viewer.oversees:
        return True
    if thread.hidden_at is not None or not reads_community:
        return False
    return (
        thread.visibility == ThreadVisibility.PUBLIC
        or (thread.visibility == ThreadVisibility.MEMBERS and viewer.reader_id is not None)
        or (thread.visibility == ThreadVisibility.FOLLOWERS and is_follower)
        or (thread.visibility == ThreadVisibility.COMMUNITY and is_fellow)
    )


def thread_visible(thread: str) -> str:
    """`may_see_thread` as an SQL condition on the alias `thread` of a joined `viewer`."""
    # OFFSET 0: each follow is found by its index; without it, PostgreSQL may hash the whole table.
    return f"""(
        {thread}.author_id = viewer.id
        OR ({thread}.author_id <> ALL (viewer.blocked) AND (
            viewer.oversees
            OR ({thread}.hidden_at IS NULL AND (
                {thread}.visibility = 'PUBLIC'
                OR ({thread}.visibility = 'MEMBERS' AND viewer.id IS NOT NULL)
                OR ({thread}.visibility = 'FOLLOWERS' AND EXISTS (
                    SELECT FROM follow WHERE follow.follower_id = viewer.id
                    AND follow.educator_id = {thread}.author_id OFFSET 0))
                OR ({thread}.visibility = 'COMMUNITY' AND EXISTS (
                    SELECT FROM membership tm WHERE tm.community_id = {thread}.community_id
                    AND tm.educator_id = viewer.id AND tm.status = 'ACTIVE' OFFSET 0)))
            AND ({thread}.community_id IS NULL OR EXISTS (
                SELECT FROM community tc WHERE tc.id = {thread}.community_id
                AND {community_readable("tc")} OFFSET 0))))))"""


def may_see_post(viewer: Viewer, post: Post, *, sees_thread: bool) -> bool:
    """This post is not visible to you."""
    return sees_thread and post.author_id not in viewer.blocked


def post_visible(post: str, thread: str) -> str:
    """`may_see_post` as an SQL condition on the aliases of a post and its thread."""
    return f"({post}.author_id <> ALL (viewer.blocked) AND {thread_visible(thread)})"


def may_read_post(viewer: Viewer, post: Post) -> bool:
    """This post is hidden while a moderator looks at it."""
    return post.hidden_at is None or post.author_id == viewer.reader_id or viewer.oversees


def post_readable(post: str) -> str:
    """`may_read_post` as an SQL condition on an alias of a joined `viewer`."""
    return f"({post}.hidden_at IS NULL OR {post}.author_id = viewer.id OR viewer.oversees)"


def may_start_thread(viewer: Viewer) -> bool:
    """Sign in to start a thread (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_post(viewer: Viewer, thread: Thread, kind: PostKind) -> bool:
    """Only the thread's author posts here; others reply (an API token needs the scope WRITE)."""
    return may_write(viewer) and (kind == PostKind.REPLY or thread.author_id == viewer.educator_id)


def may_edit_post(viewer: Viewer, post: Post) -> bool:
    """Only the author of a post can edit it."""
    return may_write(viewer) and post.author_id == viewer.educator_id


def may_delete_post(viewer: Viewer, post: Post, own: Membership | None) -> bool:
    """Only the author of a post, or a moderator, can delete it."""
    looks_after = viewer.moderates or (own is not None and own.looks_after())
    return may_write(viewer) and (post.author_id == viewer.educator_id or looks_after)


def may_lock_thread(viewer: Viewer, own: Membership | None) -> bool:
    """Only those who look after the community of a thread can lock it (API tokens: WRITE)."""
    return may_write(viewer) and own is not None and own.looks_after()


def may_steer_thread(viewer: Viewer, thread: Thread) -> bool:
    """Only the thread's author can do this."""
    return may_write(viewer) and thread.author_id == viewer.educator_id


def may_react(viewer: Viewer) -> bool:
    """Sign in to react (an API token needs the scope WRITE)."""
    return may_write(viewer)
