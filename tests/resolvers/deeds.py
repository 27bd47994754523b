"""Every mutation of threads, posts and notifications: what it answers, and input that has an effect."""

from typing import Any

from tests.network import Person

SHAPES = {
    "createThread": "... on Thread { id title }",
    "updateThread": "... on Thread { id title version }",
    "concludeThread": "... on Thread { id status version }",
    "addPost": "... on Post { id seq body }",
    "editPost": "... on Post { id body version }",
    "deletePost": "... on Post { id body version }",
    "markHelpful": "... on Post { id helpful version }",
    "react": "... on Post { id reactions { kind count } }",
    "unreact": "... on Post { id reactions { kind count } }",
    "setThreadSubscription": "... on ThreadSubscription { level thread { id } }",
    "markRead": "... on ThreadSubscription { lastReadSeq unreadCount }",
    "markNotificationsRead": "... on NotificationsRead { unreadCount }",
}


async def arguments_for(mutation: str, ada: Person, ben: Person) -> dict[str, Any]:
    """Input for Ada's mutation, after she started a thread where Ben has replied."""
    thread = await ada.starts_thread()
    own = (await ada.posts(thread))["id"]
    reply = (await ben.posts(thread, "Hello @ada", parentId=own))["id"]
    if mutation == "unreact":
        await ada.api.perform("react", SHAPES["react"], postId=reply, kind="SUPPORT")
    more: dict[str, dict[str, Any]] = {
        "createThread": {"title": "Once"},
        "updateThread": {"threadId": thread, "title": "Once"},
        "concludeThread": {"threadId": thread},
        "addPost": {"threadId": thread, "kind": "INSIGHT", "body": "Once, @ben"},
        "editPost": {"postId": own, "body": "Once, @ben"},
        "deletePost": {"postId": own},
        "markHelpful": {"postId": reply},
        "react": {"postId": reply, "kind": "SUPPORT"},
        "unreact": {"postId": reply, "kind": "SUPPORT"},
        "setThreadSubscription": {"threadId": thread, "level": "MUTED"},
        "markRead": {"threadId": thread, "seq": 2},
        "markNotificationsRead": {},
    }
    return more[mutation]
