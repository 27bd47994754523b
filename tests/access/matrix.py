"""Who reads what, as data: the part of the visibility matrix that people and Growth Threads make up.

Every viewer stands in the same relation to each of three authors:

nobody      is not signed in
member      has nothing to do with the author
follower    follows the author
mutual      and the author follow each other
author      is the author
blocked     and the author followed each other, until the author blocked them
blocker     and the author followed each other, until they blocked the author
moderator   is a platform moderator
walled      is a platform moderator whom the author blocked
tool        is an API token of `mutual` without the scope READ
staff_tool  is an API token of `moderator` without the scope READ
"""

from typing import NamedTuple

_READS = """
                      nobody member follower mutual author blocked blocker moderator walled tool staff_tool
educator PUBLIC       yes    yes    yes      yes    yes    -       -       yes       -      yes  yes
educator MEMBERS      -      yes    yes      yes    yes    -       -       yes       -      -    -
educator CONNECTIONS  -      -      -        yes    yes    -       -       yes       -      -    -
thread PUBLIC         yes    yes    yes      yes    yes    -       -       yes       -      yes  yes
thread MEMBERS        -      yes    yes      yes    yes    -       -       yes       -      -    -
thread FOLLOWERS      -      -      yes      yes    yes    -       -       yes       -      -    -
guest POST            yes    yes    yes      yes    yes    -       -       yes       -      yes  yes
private THING         -      -      -        -      yes    -       -       -         -      -    -
"""


class Author(NamedTuple):
    """An author; no two have the same profile's or the same thread's visibility, nor one both alike."""

    handle: str
    profile: str
    thread: str


AUTHORS = [
    Author("ada", "PUBLIC", "FOLLOWERS"),
    Author("ben", "MEMBERS", "PUBLIC"),
    Author("cem", "CONNECTIONS", "MEMBERS"),
]


def _rows() -> dict[tuple[str, str], dict[str, bool]]:
    header, *lines = _READS.strip().splitlines()
    names = header.split()
    cells = [line.split() for line in lines]
    return {
        (kind, level): {name: cell == "yes" for name, cell in zip(names, row, strict=True)}
        for kind, level, *row in cells
    }


_MATRIX = _rows()
VIEWERS = list(next(iter(_MATRIX.values())))
# Who was named by every author, before walls went up; and who still follows them.
NAMED = frozenset({"member", "follower", "mutual", "blocked", "blocker", "moderator", "walled"})
FOLLOWING = frozenset({"follower", "mutual"})


def sees(viewer: str, kind: str, author: Author) -> bool:
    """Whether the matrix lets a viewer read an author's thing."""
    level = {"educator": author.profile, "thread": author.thread, "guest": "POST", "private": "THING"}[kind]
    return _MATRIX[kind, level][viewer]
