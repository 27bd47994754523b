"""Mentorship Rooms: everybody reads what the matrix says, whichever way they come."""

import json
from string import Template
from typing import NamedTuple

import pytest

from tests.access.rooms import ROOMS, VIEWERS, Asked, Room

# Who reads what in a room that is open, shown by both, shown by one, closed, or has a wall inside.
# Goals, entries, feedback and the reflection are the mentee's; `tool` is the mentee's token that only writes.
_READS = """
                             nobody member mentor mentee moderator shut_out tool
mentorship  open             -      -      yes    yes    yes       -        -
mentorship  shown            yes    yes    yes    yes    yes       -        yes
mentorship  half             -      -      yes    yes    yes       -        -
mentorship  closed           -      -      yes    yes    yes       -        -
mentorship  walled           yes    yes    -      -      yes       -        -
inside      open,shown,half  -      -      yes    yes    -         -        -
inside      closed           -      -      yes    yes    -         -        -
inside      walled           -      -      -      -      -         -        -
mentee      open,shown,half  -      -      -      yes    -         -        -
mentee      closed           -      -      -      yes    -         -        -
mentee      walled           -      -      -      yes    -         -        -
blind       open,shown,half  -      -      -      yes    -         -        -
blind       closed           -      -      -      yes    -         -        -
blind       walled           -      -      -      -      -         -        -
entry       open,shown,half  -      -      yes    yes    -         -        -
entry       closed           -      -      -      yes    -         -        -
entry       walled           -      -      -      yes    -         -        -
reflection  open,shown,half  -      -      -      yes    -         -        -
reflection  closed           -      -      yes    yes    -         -        -
reflection  walled           -      -      -      -      -         -        -
shared      open,shown,half  -      -      yes    yes    -         -        -
shared      closed           -      -      yes    yes    -         -        -
shared      walled           -      -      -      yes    -         -        -
public      open,shown,half  yes    yes    yes    yes    yes       -        yes
public      closed           yes    yes    yes    yes    yes       -        yes
public      walled           yes    yes    -      yes    yes       -        yes
mentors     open,shown,half  yes    yes    yes    yes    yes       -        yes
mentors     closed           yes    yes    yes    yes    yes       -        yes
mentors     walled           yes    yes    yes    -      yes       -        -
praise      open,shown,half  yes    yes    yes    yes    yes       -        yes
praise      closed           yes    yes    yes    yes    yes       -        yes
praise      walled           yes    yes    -      -      yes       -        -
news        open,shown,half  -      -      -      yes    -         -        -
news        closed           -      -      -      yes    -         -        -
news        walled           -      -      -      -      -         -        -
"""


class Path(NamedTuple):
    """One way to one thing: `finds` is in the answer if, and only if, what `needs` names may be read."""

    needs: tuple[str, ...]
    finds: str
    query: str


M = ("mentorship",)
ROOM = 'mentorship(id: "$mentorship")'
MENTORSHIPS = 'educator(handle: "$mentor_handle") { mentorships { nodes'


def node(thing: str, needs: str) -> list[Path]:
    """A thing by its global id, alone and among others."""
    return [
        Path((needs,), f"${thing}", f'node(id: "${thing}") {{ id }}'),
        Path((needs,), f"${thing}", f'nodes(ids: ["$mentorship", "${thing}"]) {{ id }}'),
    ]


def in_room(field: str, thing: str, needs: str = "inside") -> list[Path]:
    """What hangs on a mentorship, which is found in three ways."""
    return [
        Path((needs, *M), f"${thing}", f"{ROOM} {{ {field} }}"),
        Path((needs, *M), f"${thing}", f'node(id: "$mentorship") {{ ... on Mentorship {{ {field} }} }}'),
        Path((needs, *M), f"${thing}", f"{MENTORSHIPS} {{ {field} }} }} }}"),
    ]


PATHS = [
    *node("mentorship", "mentorship"),
    Path(M, "$mentorship", f"{ROOM} {{ id }}"),
    Path(M, "$mentorship", f"{MENTORSHIPS} {{ id }} }} }}"),
    Path(M, "$mentorship", 'educator(handle: "$mentee_handle") { mentorships { edges { node { id } } } }'),
    Path(("inside", *M), "NONE", f"{ROOM} {{ awaiting }}"),
    Path(("inside", *M), '"liveCursor": "', f"{ROOM} {{ liveCursor }}"),
    *node("request", "inside"),
    *node("agreement", "inside"),
    *node("session", "inside"),
    *node("next_step", "inside"),
    *node("message", "inside"),
    *node("room_goal", "shared"),
    *node("evidence", "shared"),
    *node("log", "inside"),
    *node("shown_feedback", "inside"),
    *node("blind_feedback", "blind"),
    *node("pending_endorsement", "inside"),
    *node("accepted_endorsement", "praise"),
    *node("profile", "mentors"),
    *node("public_need", "public"),
    *node("private_need", "mentee"),
    *node("private_goal", "mentee"),
    *node("private_entry", "mentee"),
    *node("room_entry", "entry"),
    *node("public_goal", "public"),
    *node("news", "news"),
    *in_room("agreements { nodes { id } }", "agreement"),
    *in_room("agreementInForce { id }", "agreement"),
    *in_room("sessions { nodes { id } }", "session"),
    *in_room("sessions { nodes { log { id } } }", "log"),
    *in_room("sessions { nodes { nextSteps { id } } }", "next_step"),
    *in_room("sessions { nodes { feedback { id } } }", "blind_feedback", "blind"),
    *in_room("sessions { nodes { feedback { id } } }", "shown_feedback"),
    *in_room("messages { nodes { id } }", "message"),
    *in_room("goals { nodes { id } }", "room_goal", "shared"),
    *in_room("goals { nodes { evidence { nodes { id } } } }", "evidence", "shared"),
    *in_room("goals { nodes { id } }", "private_goal", "mentee"),
    *in_room("goals { nodes { id } }", "public_goal", "public"),
    *in_room("journal { nodes { id } }", "room_entry", "entry"),
    *in_room("journal { nodes { id } }", "private_entry", "mentee"),
    *in_room("closureReflections { body }", "reflection_text", "reflection"),
    Path(("mentee",), "$private_goal", "me { goals(first: 100) { nodes { id } } }"),
    Path(("inside",), "$request", 'mentorshipRequest(id: "$request") { id }'),
    Path(("inside",), "$request", "me { mentorshipRequests(first: 100) { nodes { id } } }"),
    Path(("mentee",), "$private_entry", "me { journal(first: 100) { nodes { id } } }"),
    Path(("news",), "$news", "me { notifications(first: 100) { nodes { id } } }"),
    Path(("news",), "$mentorship", "me { notifications(first: 100) { nodes { mentorship { id } } } }"),
    Path(("mentors",), "$profile", 'educator(handle: "$mentor_handle") { mentorProfile { id } }'),
    Path(("public",), "$public_need", 'educator(handle: "$mentee_handle") { needs { nodes { id } } }'),
    Path(("mentee",), "$private_need", 'educator(handle: "$mentee_handle") { needs { nodes { id } } }'),
    Path(
        ("praise",),
        "$accepted_endorsement",
        'educator(handle: "$mentor_handle") { endorsements { nodes { id } } }',
    ),
    Path(("public",), "$public_goal", 'educator(handle: "$mentee_handle") { goals { nodes { id } } }'),
    Path(("mentee",), "$private_goal", 'educator(handle: "$mentee_handle") { goals { nodes { id } } }'),
]


def matrix() -> dict[tuple[str, str, str], bool]:
    """Whether a kind of thing may be read, by kind, room and viewer."""
    header, *rows = (line.split() for line in _READS.strip().splitlines())
    assert header == list(VIEWERS)
    return {
        (kind, room, viewer): cell == "yes"
        for kind, rooms, *cells in rows
        for room in rooms.split(",")
        for viewer, cell in zip(VIEWERS, cells, strict=True)
    }


READS = matrix()


def about(room: Room, text: str) -> str:
    """A text that names the room's things and people."""
    names = {"mentor_handle": room.mentor.handle, "mentee_handle": room.mentee.handle}
    return Template(text).substitute({**room.things, **names, "reflection_text": "A good year"})


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize("viewer", VIEWERS)
async def test_every_way_into_a_room_leads_where_the_matrix_says(
    asked: Asked, viewer: str, name: str
) -> None:
    room, found = asked.rooms.rooms[name], {}
    client = asked.client(viewer, room)
    for start in range(0, len(PATHS), 12):
        some = PATHS[start : start + 12]
        fields = " ".join(f"p{i}: {path.query}" for i, path in enumerate(some))
        data = await client.data(about(room, f"{{ {fields} }}"))
        for i, path in enumerate(some):
            found[path] = about(room, path.finds) in json.dumps(data[f"p{i}"])
    expected = {path: all(READS[kind, name, viewer] for kind in path.needs) for path in PATHS}
    assert {path: now for path, now in found.items() if now != expected[path]} == {}
