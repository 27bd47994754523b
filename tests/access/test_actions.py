"""Who may do what: the rules of actions as a table, and the API that asks them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from access.educator import may_follow, may_update_profile
from access.flag import may_act_on, may_flag, may_judge
from access.journal import may_change_journal_entry
from access.mentorship import is_party, may_take_part
from access.message import may_change_message
from access.need import may_change_need
from access.request import may_answer_request, may_ask
from access.thread import (
    may_delete_post,
    may_edit_post,
    may_post,
    may_react,
    may_start_thread,
    may_steer_thread,
)
from access.viewer import Viewer, anyone, may_manage_account, may_write
from models import (
    AccountRole,
    Educator,
    Flag,
    JournalEntry,
    Mentorship,
    MentorshipRequest,
    Message,
    Need,
    Post,
    PostKind,
    Thread,
    TokenScope,
)
from tests.access.matrix import AUTHORS
from tests.access.world import World

AUTHOR, OTHER, SIGN_IN, ASKER = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
MODERATES = frozenset({AccountRole.MEMBER, AccountRole.MODERATOR})
READ, WRITE = frozenset({TokenScope.READ}), frozenset({TokenScope.WRITE})
VIEWERS = {
    "nobody": Viewer(),
    "member": Viewer(educator_id=OTHER, sign_in_id=SIGN_IN),
    "author": Viewer(educator_id=AUTHOR, sign_in_id=SIGN_IN),
    "moderator": Viewer(educator_id=OTHER, sign_in_id=SIGN_IN, roles=MODERATES),
    # API tokens: the author's and a moderator's, each with one scope.
    "reads": Viewer(educator_id=AUTHOR, scopes=READ),
    "writes": Viewer(educator_id=AUTHOR, scopes=WRITE),
    "mod_reads": Viewer(educator_id=OTHER, scopes=READ, roles=MODERATES),
}
EDUCATOR = Educator.light({"id": AUTHOR})
MESSAGE, ENTRY = Message.light({"author_id": AUTHOR}), JournalEntry.light({"author_id": AUTHOR})
THREAD, POST = Thread.light({"author_id": AUTHOR}), Post.light({"author_id": AUTHOR})
PAIR = {"mentor_id": AUTHOR, "mentee_id": ASKER}
ASKED, ROOM = MentorshipRequest.light(PAIR), Mentorship.light(PAIR)
RULES: dict[str, tuple[Callable[..., bool], tuple[object, ...]]] = {
    "anyone": (anyone, ()),
    "write": (may_write, ()),
    "account": (may_manage_account, ()),
    "follow": (may_follow, ()),
    "profile": (may_update_profile, (EDUCATOR,)),
    "start": (may_start_thread, ()),
    "steer": (may_steer_thread, (THREAD,)),
    "post": (may_post, (THREAD, PostKind.PROGRESS)),
    "reply": (may_post, (THREAD, PostKind.REPLY)),
    "edit": (may_edit_post, (POST,)),
    "delete": (may_delete_post, (POST, None)),
    "react": (may_react, ()),
    "message": (may_change_message, (MESSAGE,)),
    "entry": (may_change_journal_entry, (ENTRY,)),
    "need": (may_change_need, (Need.light({"educator_id": AUTHOR}),)),
    "flag": (may_flag, ()),
    "judge": (may_judge, (Flag.light({"subject_id": AUTHOR}),)),
    "judge_own": (may_judge, (Flag.light({"subject_id": OTHER}),)),
    "act_on_moderator": (may_act_on, ([AccountRole.MODERATOR],)),
    "ask": (may_ask, ()),
    "respond": (may_answer_request, (ASKED,)),
    "part": (may_take_part, (ROOM,)),
}
MAY = """
          nobody  member  author  moderator  reads  writes  mod_reads
anyone    yes     yes     yes     yes        yes    yes     yes
write     -       yes     yes     yes        -      yes     -
account   -       yes     yes     yes        -      -       -
follow    -       yes     yes     yes        -      yes     -
profile   -       -       yes     -          -      yes     -
start     -       yes     yes     yes        -      yes     -
steer     -       -       yes     -          -      yes     -
post      -       -       yes     -          -      yes     -
reply     -       yes     yes     yes        -      yes     -
edit      -       -       yes     -          -      yes     -
delete    -       -       yes     yes        -      yes     -
react     -       yes     yes     yes        -      yes     -
message   -       -       yes     -          -      yes     -
entry     -       -       yes     -          -      yes     -
need      -       -       yes     -          -      yes     -
flag      -       yes     yes     yes        -      yes     -
judge     -       -       -       yes        -      -       -
judge_own -       -       -       -          -      -       -
act_on_moderator - -      -       -          -      -       -
ask       -       yes     yes     yes        -      yes     -
respond   -       -       yes     -          -      yes     -
part      -       -       yes     -          -      yes     -
"""


def test_rules_let_whom_the_table_lets() -> None:
    header, *rows = (line.split() for line in MAY.strip().splitlines())
    assert [row[0] for row in rows] == list(RULES)
    for name, *cells in rows:
        rule, things = RULES[name]
        expected = dict(zip(header, (cell == "yes" for cell in cells), strict=True))
        assert {who: rule(viewer, *things) for who, viewer in VIEWERS.items()} == expected, name


@pytest.mark.parametrize("rule", [is_party, may_take_part, may_answer_request])
def test_the_two_do_nothing_together_through_a_wall(rule: Callable[..., bool]) -> None:
    for own, other in ((AUTHOR, ASKER), (ASKER, AUTHOR)):
        for pair in (ROOM, ASKED):
            assert rule(Viewer(educator_id=own, blocked=frozenset({OTHER})), pair)
            assert not rule(Viewer(educator_id=own, blocked=frozenset({other})), pair)


SIGN_IN_FIRST = "Sign in first (an API token needs the scope WRITE)."
STEER = "Only the thread's author can do this."
ASK = "Sign in to ask for a mentorship (an API token needs the scope WRITE)."
REACT = "Sign in to react (an API token needs the scope WRITE)."
FLAG = "Sign in to report something (an API token needs the scope WRITE)."
FOLLOW = "Sign in to follow (an API token needs the scope WRITE)."
REPLY = "Only the thread's author posts here; others reply (an API token needs the scope WRITE)."
EDIT = "Only the author of a post can edit it."
DELETE = "Only the author of a post, or a moderator, can delete it."
ACCOUNT = "Sign in with your password to manage your account; an API token cannot."
# What a rule keeps people from, although they see the thing: mutation, input, the rule's sentence.
ABOUT_OTHERS: list[tuple[str, dict[str, Any], str]] = [
    ("updateThread", {"threadId": "$thread", "title": "Mine"}, STEER),
    ("concludeThread", {"threadId": "$thread"}, STEER),
    ("markHelpful", {"postId": "$reply"}, STEER),
    ("addPost", {"threadId": "$thread", "kind": "PROGRESS", "body": "Mine"}, REPLY),
    ("editPost", {"postId": "$post", "body": "Mine"}, EDIT),
    ("deletePost", {"postId": "$post"}, DELETE),
]
WITHOUT_WRITE: list[tuple[str, dict[str, Any], str]] = [
    *ABOUT_OTHERS,
    ("addPost", {"threadId": "$thread", "parentId": "$post", "kind": "REPLY", "body": "Hello"}, REPLY),
    ("setThreadSubscription", {"threadId": "$thread", "level": "WATCHING"}, SIGN_IN_FIRST),
    ("markRead", {"threadId": "$thread", "seq": 1}, SIGN_IN_FIRST),
    ("createThread", {"title": "Mine"}, "Sign in to start a thread (an API token needs the scope WRITE)."),
    ("react", {"postId": "$post", "kind": "SUPPORT"}, REACT),
    ("unreact", {"postId": "$post", "kind": "SUPPORT"}, REACT),
    ("follow", {"targetId": "$rui"}, FOLLOW),
    ("unfollow", {"targetId": "$rui"}, FOLLOW),
    ("block", {"educatorId": "$rui"}, SIGN_IN_FIRST),
    ("unblock", {"educatorId": "$rui"}, SIGN_IN_FIRST),
    ("mute", {"educatorId": "$rui"}, SIGN_IN_FIRST),
    ("unmute", {"educatorId": "$rui"}, SIGN_IN_FIRST),
    ("markNotificationsRead", {"ids": []}, SIGN_IN_FIRST),
    ("updateMentorProfile", {"capacity": 1}, SIGN_IN_FIRST),
    ("openNeed", {"topic": "art", "function": "ROLE_MODEL"}, SIGN_IN_FIRST),
    ("flag", {"targetId": "$rui", "reason": "SPAM"}, FLAG),
    ("requestMentorship", {"mentorId": "$rui", "message": "", "topics": [], "functions": []}, ASK),
    ("requestInformalChat", {"mentorId": "$rui", "message": ""}, ASK),
]
MANAGING: list[tuple[str, dict[str, Any], str]] = [
    ("createApiToken", {"name": "more", "scopes": ["READ"]}, ACCOUNT),
    ("revokeApiToken", {"id": "$token"}, ACCOUNT),
    ("requestDataExport", {}, ACCOUNT),
    ("requestErasure", {"password": "", "posts": "DELETE"}, ACCOUNT),
    ("cancelErasure", {}, ACCOUNT),
    ("signOut", {}, ACCOUNT),
]
REFUSED = {
    "member": ABOUT_OTHERS,
    "moderator": [case for case in ABOUT_OTHERS if case[0] != "deletePost"],
    "reads": [*WITHOUT_WRITE, *MANAGING],
    "nobody": [*WITHOUT_WRITE, *MANAGING],
    "tool": MANAGING,
}


@pytest.mark.parametrize("viewer", REFUSED)
async def test_who_sees_a_thing_but_may_not_hears_why(world: World, viewer: str) -> None:
    ben, code = AUTHORS[1], "UNAUTHENTICATED" if viewer == "nobody" else "FORBIDDEN"
    for mutation, given, sentence in REFUSED[viewer]:
        arguments = {name: world.about(ben, v) if isinstance(v, str) else v for name, v in given.items()}
        answer = await world.client(viewer, ben).perform(mutation, "", **arguments)
        refusal = {"__typename": "Problem", "code": code, "message": sentence, "fields": []}
        assert answer == refusal, mutation
