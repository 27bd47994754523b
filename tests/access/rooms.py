"""Mentorship Rooms with everything in them, as rows: open, shown, half shown, closed, and behind a wall.

Each room has a mentor and a mentee of its own, and one of each thing. What is the mentee's is named so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import asyncpg

from kit.tokens import API_TOKEN_PREFIX, digest_of
from models import (
    Account,
    Agreement,
    ApiToken,
    Block,
    ClosureReflection,
    Educator,
    Endorsement,
    Evidence,
    Goal,
    JournalEntry,
    MentorProfile,
    Mentorship,
    MentorshipRequest,
    Message,
    Need,
    NextStep,
    Notification,
    ProfileVisibility,
    Row,
    Session,
    SessionFeedback,
    SessionLog,
    Topic,
)
from tests.access.furniture import Furniture
from tests.access.relations import NOW, Relations, mentorship_between
from tests.api import Api
from tests.database import empty_tables

ROOMS = ("open", "shown", "half", "closed", "walled")
VIEWERS = ("nobody", "member", "mentor", "mentee", "moderator", "shut_out", "tool")
_IN_ORDER: list[type[Row]] = [
    Topic,
    Account,
    Educator,
    MentorProfile,
    Need,
    ApiToken,
    Block,
    MentorshipRequest,
    Mentorship,
    Agreement,
    Goal,
    Evidence,
    Session,
    SessionLog,
    NextStep,
    SessionFeedback,
    JournalEntry,
    Message,
    ClosureReflection,
    Endorsement,
    Notification,
]


@dataclass
class Room:
    """One room: its two, and the global id of each thing by name."""

    name: str
    mentor: Educator
    mentee: Educator
    things: dict[str, str]


class Rooms:
    """All rooms, made of rows; `secrets` are the API tokens of people by who they are."""

    def __init__(self) -> None:
        self.made = Relations({model: [] for model in _IN_ORDER})
        self.secrets: dict[str, str] = {}
        self.made.add(Topic, slug="reading", label="Reading", kind="SUBJECT")
        self.member = self._person("member", "READ", "WRITE")
        self.moderator = self._person("moderator", "READ", "WRITE", role="MODERATOR")
        self.shut_out = self._person("shut_out", "READ", "WRITE")
        self.rooms = {name: self._room(name) for name in ROOMS}

    async def insert(self, connection: asyncpg.Connection) -> None:
        """Put everything into the emptied database."""
        await empty_tables(connection)
        await self.made.insert(connection)

    def _person(self, name: str, *scopes: str, role: str = "MEMBER") -> Educator:
        educator = self.made.educator(ProfileVisibility.PUBLIC, role)
        self._token(name, educator, *scopes)
        return educator

    def _token(self, name: str, educator: Educator, *scopes: str) -> None:
        self.secrets[name] = API_TOKEN_PREFIX + f"the-token-of-{name}"
        self.made.add(
            ApiToken,
            account_id=educator.account_id,
            name=name,
            scopes=list(scopes),
            digest=digest_of(self.secrets[name]),
            expires_at=NOW + timedelta(days=3650),
        )

    def _room(self, name: str) -> Room:
        mentor = self._person(f"{name} mentor", "READ", "WRITE")
        mentee = self._person(f"{name} mentee", "READ", "WRITE")
        self._token(f"{name} tool", mentee, "WRITE")
        for one in (mentor, mentee):
            self.made.add(Block, blocker_id=one.id, blocked_id=self.shut_out.id)
        if name == "walled":
            self.made.add(Block, blocker_id=mentee.id, blocked_id=mentor.id)
        shown = {
            "shown_by_mentor": name in ("shown", "half", "walled"),
            "shown_by_mentee": name in ("shown", "walled"),
        }
        mentorship = mentorship_between(self.made, mentor, mentee, **shown)
        if name in ("closed", "walled"):
            over = {"status": "CLOSED", "close_reason": "NO_FAULT", "closed_at": NOW}
            self.made.rows[Mentorship][-1] = mentorship = Mentorship.light({**vars(mentorship), **over})
        things = Furniture(self.made, mentorship).things()
        return Room(name, mentor, mentee, things)


class Asked(NamedTuple):
    """The rooms, and who asks."""

    rooms: Rooms
    clients: dict[str, Api]

    def client(self, viewer: str, room: Room) -> Api:
        """The client of a viewer, as the matrix names them."""
        of_room = viewer in {"mentor", "mentee", "tool"}
        return self.clients[f"{room.name} {viewer}" if of_room else viewer]
