"""Every way by which a query may come to something, as data.

`finds` names the text that the answer holds if, and only if, the thing may be read; `needs` names
what must be readable for it: rows of the matrix. `only` are the viewers whom the way leads there at
all, whatever they may read: a feed shows those one follows.
"""

from typing import NamedTuple

from tests.access.matrix import FOLLOWING, NAMED

# Who was told of the thread: the author, too, of the reply in it.
TOLD = NAMED | {"author"}
AUTHOR = frozenset({"author"})
E, T, G, P = ("educator",), ("thread",), ("guest",), ("private",)


class Path(NamedTuple):
    """One way to one thing."""

    finds: str
    needs: tuple[str, ...]
    query: str
    only: frozenset[str] | None = None


PATHS = [
    # the profile
    Path("$educator", E, '{ educator(handle: "$handle") { id } }'),
    Path("$educator", E, '{ node(id: "$educator") { id } }'),
    Path("$educator", E, '{ nodes(ids: ["$rui", "$educator", "$thread"]) { ... on Educator { id } } }'),
    Path("$educator", E, "{ educators(first: 100) { nodes { id } } }"),
    Path("$educator", E, "{ educators(last: 100, filter: { roles: [CLASSROOM_TEACHER] }) { nodes { id } } }"),
    Path("$educator", E, '{ search(query: "$handle", kinds: [EDUCATOR]) { nodes { ... on Node { id } } } }'),
    Path("$educator", E, '{ search(query: "$handle") { nodes { ... on Educator { id } } } }'),
    Path("$educator", E, '{ educator(handle: "rui") { followers(first: 100) { nodes { id } } } }'),
    Path("$educator", E, '{ educator(handle: "rui") { following { edges { node { id } } } } }'),
    Path("$educator", E + T, '{ thread(id: "$thread") { author { id } } }'),
    Path("$educator", E + T, '{ node(id: "$post") { ... on Post { author { id } } } }'),
    Path("$educator", E + T, '{ node(id: "$reply") { ... on Post { parent { author { id } } } } }'),
    Path("$educator", E + T, '{ node(id: "$reply") { ... on Post { thread { author { id } } } } }'),
    Path(
        "$educator", E + G, '{ node(id: "$entry") { ... on Post { replies { nodes { author { id } } } } } }'
    ),
    Path("$educator", E + T, "{ threads(first: 100) { nodes { author { id } } } }"),
    Path("$educator", E + T, "{ me { feed { nodes { author { id } } } } }", FOLLOWING),
    Path(
        "$educator",
        E + T,
        "{ me { notifications(first: 100) { nodes { kind actor { id } } } } }",
        NAMED,
    ),
    Path("$educator", E, "{ me { educator { id } } }", AUTHOR),
    # what hangs on the profile
    Path("$rui", E, '{ educator(handle: "$handle") { followers { nodes { id } } } }'),
    Path("$rui", E, '{ node(id: "$educator") { ... on Educator { following { nodes { id } } } } }'),
    Path("$guest", E + G, '{ educator(handle: "$handle") { posts { nodes { id } } } }'),
    Path("startsAt", E, '{ educator(handle: "$handle") { mentorProfile { nextOpenSlot { startsAt } } } }'),
    Path(
        "endsAt",
        E,
        '{ mentorSlots(mentorId: "$educator", from: "2026-03-02", to: "2026-04-01", minutes: 30) {endsAt} }',
    ),
    # those tied to it
    Path("$educator", E, '{ developmentalNetwork(educatorId: "$rui") { ties { educator { id } } } }'),
    Path("$educator", E, '{ educator(handle: "pia") { developmentalNetwork { ties { educator { id } } } } }'),
    Path("$pia", E, '{ educator(handle: "$handle") { developmentalNetwork { ties { educator { id } } } } }'),
    Path("$rui", E, '{ mentoringPath(fromId: "$educator", toId: "$rui") { educators { id } } }'),
    Path("$educator", E, '{ mentoringPath(fromId: "$pia", toId: "$educator") { educators { id } } }'),
    Path("$educator", E, '{ mentorLineage(educatorId: "$pia") { mentor { id } } }'),
    Path("$educator", E, '{ educator(handle: "pia") { mentorLineage(depth: 1) { mentor { handle id } } } }'),
    Path("$rui", E, '{ mentorLineage(educatorId: "$educator") { mentor { id } } }'),
    # the thread
    Path("$thread", T, '{ thread(id: "$thread") { id } }'),
    Path("about$handle", T, '{ node(id: "$thread") { ... on Thread { about } } }'),
    Path("$thread", T, '{ nodes(ids: ["$educator", "$thread"]) { ... on Thread { id } } }'),
    Path("$thread", T, "{ threads(first: 100) { nodes { id } } }"),
    Path("$thread", T, "{ threads(last: 100, orderBy: OLDEST) { edges { node { id } } } }"),
    Path("$thread", T, '{ search(query: "about$handle", kinds: [THREAD]) { nodes { ... on Node { id } } } }'),
    Path("$thread", E + T, '{ educator(handle: "$handle") { threads(orderBy: OLDEST) { nodes { id } } } }'),
    Path("$thread", T, '{ node(id: "$post") { ... on Post { thread { id } } } }'),
    Path("$thread", T, '{ node(id: "$reply") { ... on Post { thread { id } } } }'),
    Path("$thread", T, '{ educator(handle: "rui") { posts(first: 100) { nodes { thread { id } } } } }'),
    Path("$thread", T, "{ me { feed { nodes { thread { id } } } } }", FOLLOWING),
    Path("$thread", T, "{ me { notifications(first: 100) { nodes { thread { id } } } } }", TOLD),
    Path("liveCursor", T, '{ thread(id: "$thread") { liveCursor } }'),
    # a post in it
    Path("$post", T, '{ node(id: "$post") { id } }'),
    Path("news$handle", T, '{ nodes(ids: ["$post"]) { ... on Post { body } } }'),
    Path("$post", T, '{ thread(id: "$thread") { posts(topLevelOnly: true) { nodes { id } } } }'),
    Path("$post", E + T, '{ educator(handle: "$handle") { posts { nodes { id } } } }'),
    Path("$post", E + T, '{ educator(handle: "$handle") { threads { nodes { posts { nodes { id } } } } } }'),
    Path("$post", T, "{ threads(first: 100) { nodes { posts { nodes { id } } } } }"),
    Path("$post", T, '{ node(id: "$reply") { ... on Post { parent { id } } } }'),
    Path("$post", T, '{ educator(handle: "rui") { posts(first: 100) { nodes { parent { id } } } } }'),
    Path("$post", T, '{ search(query: "news$handle", kinds: [POST]) { nodes { ... on Node { id } } } }'),
    Path("$post", T, '{ search(query: "news$handle") { edges { node { ... on Post { id } } } } }'),
    Path("$post", T, "{ me { feed(last: 50) { edges { node { id } } } } }", FOLLOWING),
    Path("$post", T, "{ me { notifications(first: 100) { nodes { post { id } } } } }", NAMED),
    Path("$post", T, '{ thread(id: "$thread") { events { nodes { ... on PostAdded { post { id } } } } } }'),
    Path("$draft", T, '{ node(id: "$post") { ... on Post { revisions { body } } } }'),
    Path("$draft", T, '{ thread(id: "$thread") { posts { nodes { revisions { body } } } } }'),
    # what somebody else replied in it
    Path("$reply", T, '{ node(id: "$reply") { id } }'),
    Path("$reply", T, '{ node(id: "$post") { ... on Post { replies { nodes { id } } } } }'),
    Path("$reply", T, '{ thread(id: "$thread") { posts { nodes { id } } } }'),
    Path("$reply", T, '{ educator(handle: "rui") { posts(first: 100) { nodes { id } } } }'),
    Path("reply to $handle", T, '{ search(query: "reply $handle") { nodes { ... on Post { body } } } }'),
    # what the author replied in somebody else's thread
    Path("$guest", G, '{ node(id: "$guest") { id } }'),
    Path("$guest", G, '{ node(id: "$entry") { ... on Post { replies { nodes { id } } } } }'),
    Path("$guest", G, '{ thread(id: "$common") { posts(first: 100) { nodes { id } } } }'),
    Path(
        "$guest", G, '{ thread(id: "$common") { posts(first: 100) { nodes { replies { nodes { id } } } } } }'
    ),
    Path(
        "$guest",
        G,
        '{ thread(id: "$common") { events(first: 100) { nodes { ... on PostAdded { post { id } } } } } }',
    ),
    Path("guest$handle", G, '{ search(query: "guest$handle") { nodes { ... on Post { body } } } }'),
    # what is the author's alone
    Path("$email", P, "{ me { email account { email } } }"),
    Path("$follow", P, '{ node(id: "$follow") { id } }'),
    Path("$block", P, '{ node(id: "$block") { id } }'),
    Path("$mute", P, '{ node(id: "$mute") { id } }'),
    Path("$token", P, '{ node(id: "$token") { id } }'),
    Path("$notification", P, '{ node(id: "$notification") { id } }'),
    Path(
        "$token",
        P,
        '{ nodes(ids: ["$follow", "$block", "$mute", "$notification", "$token"]) { id } }',
    ),
    Path("$feed", P, "{ me { calendarFeed { url } } }"),
    Path("$closed", P, "{ me { availability { overrides { date } } } }"),
    Path("$block", P, "{ me { blocks { nodes { id } } } }"),
    Path("$mute", P, "{ me { mutes { nodes { id } } } }"),
    Path("$token", P, "{ me { apiTokens { nodes { id } } } }"),
    Path("$notification", P, "{ me { notifications(first: 100) { nodes { id } } } }"),
]
