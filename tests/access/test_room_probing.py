"""No mutation tells a stranger that something in a Mentorship Room exists: hidden is like absent."""

from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLNonNull, get_nullable_type, is_enum_type, is_list_type

from kit.ids import decode_id, encode_id
from tests.access.rooms import Asked, Room
from tests.selection import TYPES

NOTHING = UUID(int=7)
PROBLEM = "... on Problem { code message fields { path message } }"
# Which thing of a room an argument names.
NAMES = {
    "mentorshipId": "mentorship",
    "requestId": "request",
    "agreementId": "agreement",
    "goalId": "room_goal",
    "evidenceId": "evidence",
    "journalEntryId": "room_entry",
    "messageId": "message",
    "sessionId": "session",
    "nextStepId": "next_step",
    "endorsementId": "pending_endorsement",
}
SCALARS = {
    "String": "Long enough for everything that has a least length, as it says a little more.",
    "Int": 30,
    "Float": 1.0,
    "Boolean": True,
    "Date": "2026-03-01",
    "DateTime": "2026-03-05T09:00:00Z",
}
# Some say no to a value before they look at the thing, whoever asks: these values pass.
VALUES: dict[str, dict[str, Any]] = {
    "proposeAgreement": {"startOn": "2026-03-02", "endOn": "2026-09-02", "replyWithinDays": 3},
    "submitFeedback": {"useful": 3, "goalProgress": 3},
}


def input_of(mutation: str, argument: str, thing: str) -> dict[str, Any]:
    """An input with all that is required, about this thing."""
    fields = TYPES[f"{mutation[0].upper()}{mutation[1:]}Input"].fields
    given = {
        name: value_of(field.type) for name, field in fields.items() if isinstance(field.type, GraphQLNonNull)
    }
    return {**given, **VALUES.get(mutation, {}), argument: thing}


def value_of(type_: Any) -> Any:
    """Some value of an input's type."""
    inner = get_nullable_type(type_)
    if is_list_type(inner):
        return []
    if is_enum_type(inner):
        return next(iter(inner.values))
    if inner.name == "ID":
        return encode_id("Educator", NOTHING)
    return SCALARS[inner.name]


def probes() -> list[tuple[str, str]]:
    """Each mutation that takes something of a room, with the argument that names it."""
    return [
        (mutation, argument)
        for mutation in TYPES["Mutation"].fields
        for argument in TYPES[f"{mutation[0].upper()}{mutation[1:]}Input"].fields
        if argument in NAMES
    ]


async def answers(asked: Asked, viewer: str, room: Room, *, absent: bool) -> dict[tuple[str, str], Any]:
    """What each mutation answers a viewer about the room's things, or about ids of nothing."""
    client, found = asked.client(viewer, room), {}
    for mutation, argument in probes():
        thing = room.things[NAMES[argument]]
        decoded = decode_id(thing)
        assert decoded is not None
        named = encode_id(decoded.type_name, NOTHING) if absent else thing
        kind = f"{mutation[0].upper()}{mutation[1:]}Input"
        document = f"mutation ($i: {kind}!) {{ m: {mutation}(input: $i) {{ __typename {PROBLEM} }} }}"
        answer = await client.data(document, i=input_of(mutation, argument, named))
        found[mutation, argument] = answer["m"]
    return found


STRANGERS = [
    *((viewer, room) for viewer in ("member", "moderator", "shut_out") for room in ("open", "shown")),
    ("nobody", "open"),
    ("mentor", "walled"),
]
# What stands in the way first, whatever is named.
UNSIGNED = {"UNAUTHENTICATED", "NOT_FOUND"}


@pytest.mark.parametrize(("viewer", "name"), STRANGERS)
async def test_mutations_tell_strangers_nothing_of_a_room(asked: Asked, viewer: str, name: str) -> None:
    room = asked.rooms.rooms[name]
    hidden = await answers(asked, viewer, room, absent=False)
    assert hidden == await answers(asked, viewer, room, absent=True)
    codes = {probe: answer.get("code", answer["__typename"]) for probe, answer in hidden.items()}
    allowed = UNSIGNED if viewer == "nobody" else {"NOT_FOUND"}
    assert {probe: code for probe, code in codes.items() if code not in allowed} == {}
    assert len(codes) > 25
