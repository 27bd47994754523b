"""Tells subscribers what happened: their rights asked for all at once, the work done once for equals.

Subscribers are grouped by what decides their answer: what they ask, and how they stand to those whom
the events show. Each group's answer is made once, with the eyes of one of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from access.viewer import Viewer
from events.listener import Listener, Untold, UntoldError
from events.stream import AccessRevoked, EndReason, Happened, Heartbeat, RightsChanged, Signal
from models import Event
from resolvers.context import Asker, Context, Platform

# Groups whose answers are made at the same time: fewer than there are connections to the database.
_AT_ONCE = 6
# So many are written to before anybody else gets a turn.
_IN_ONE_GO = 200

IsShown = Callable[[Context, Event], Awaitable[bool]]


class Sink(Protocol):
    """Where answers go: a subscription of a socket, or a response that is a stream."""

    def take(self, answers: Sequence[Any]) -> bool:
        """Send answers; whether the client reads as fast as they come."""

    def complete(self) -> None:
        """Nothing more comes."""

    def fail(self, error: Exception) -> None:
        """Nothing more comes, because of a bug."""


class Question(Protocol):
    """What is asked of each event; equal questions are one object."""

    @property
    def is_shared(self) -> bool:
        """Whether those who stand alike to the people of an event get the same answer."""

    async def answers(self, context: Context, signals: Sequence[Signal]) -> Sequence[Any]:
        """The answer for each signal, as the context's viewer may see it."""


class Standing(Protocol):
    """How viewers stand to a stream and to some of its events."""

    def may_listen(self, viewer: Viewer) -> bool:
        """Whether the stream is the viewer's to hear."""

    def of(self, viewer: Viewer) -> Hashable:
        """Equal for those to whom the events look the same, in a question that is shared."""


class Room(Protocol):
    """A stream as far as rights go."""

    async def standing(
        self, platform: Platform, viewers: Sequence[Viewer], events: Sequence[Event]
    ) -> Standing:
        """How these viewers stand to it, now."""

    async def is_shown(self, context: Context, event: Event) -> bool:
        """Whether the context's viewer may see what happened."""


class Subscriber(Listener):
    """Who listens, to what, and where the answers go."""

    __slots__ = ("asker", "credential", "platform", "question", "room", "sink")

    def __init__(self, room: Room, stream: Any, context: Context, question: Question, sink: Sink) -> None:
        super().__init__(stream, context.viewer.educator_id)
        self.platform = context.platform
        self.asker: Asker = context.asker
        self.credential = context.asker.credential()
        self.room = room
        self.question = question
        self.sink = sink

    @classmethod
    async def tell(cls, listeners: Sequence[Listener], signals: Sequence[Signal]) -> None:
        """Tell all of these the same signals, as far as each may hear them; one answer for each group.

        Raises: UntoldError for the groups that failed, once the others were told.
        """
        subscribers = [one for one in listeners if isinstance(one, Subscriber)]
        turns = asyncio.Semaphore(_AT_ONCE)
        groups = await _groups(subscribers, signals)
        told = (_tell_group(*group, signals, turns) for group in groups.items())
        outcomes = zip(groups.values(), await asyncio.gather(*told, return_exceptions=True), strict=True)
        untold = [Untold(who.subscribers, why) for who, why in outcomes if isinstance(why, Exception)]
        if untold:
            raise UntoldError(untold)

    def finish(self) -> None:
        """Nothing more comes."""
        self.platform.hub.leave(self)
        self.sink.complete()

    def fail(self, error: Exception) -> None:
        """Nothing more comes, because of a bug."""
        self.platform.hub.leave(self)
        self.sink.fail(error)


class _Group(NamedTuple):
    """What decides an answer: what is asked, how the askers stand, or why they hear nothing more."""

    question: Question
    standing: Hashable
    revoked: EndReason | None


@dataclass(frozen=True)
class _Members:
    viewer: Viewer
    subscribers: list[Subscriber]


async def _groups(subscribers: Sequence[Subscriber], signals: Sequence[Signal]) -> Mapping[_Group, _Members]:
    first = subscribers[0]
    viewers = await first.asker.viewers({one.credential for one in subscribers})
    events = [signal.event for signal in signals if isinstance(signal, Happened)]
    standing = await first.room.standing(first.platform, list(viewers.values()), events)
    known: dict[tuple[Hashable, Any, Question], _Members] = {}
    groups: dict[_Group, _Members] = {}
    for one in subscribers:
        key = (one.credential, one.viewer_id, one.question)
        if (members := known.get(key)) is None:
            viewer = viewers.get(one.credential)
            group = _group_of(one, viewer, standing, shared=one.question.is_shared or not events)
            members = groups.setdefault(group, _Members(viewer or Viewer(), []))
            known[key] = members
        members.subscribers.append(one)
    return groups


def _group_of(one: Subscriber, viewer: Viewer | None, standing: Standing, *, shared: bool) -> _Group:
    if viewer is None or viewer.educator_id != one.viewer_id:
        return _Group(one.question, None, EndReason.SIGNED_OUT)
    if not standing.may_listen(viewer):
        return _Group(one.question, None, EndReason.NOT_VISIBLE)
    return _Group(one.question, standing.of(viewer) if shared else identity_of(viewer), None)


def identity_of(viewer: Viewer) -> Hashable:
    """Equal for those who see the same of everything: devices of one person."""
    return viewer.account_id, viewer.reader_id, viewer.oversees, viewer.blocked


async def _tell_group(
    group: _Group, members: _Members, signals: Sequence[Signal], turns: asyncio.Semaphore
) -> None:
    first = members.subscribers[0]
    said: Sequence[Signal]
    async with turns:
        context = Context(first.platform, first.asker, members.viewer)
        if group.revoked is None:
            heard = [signal for signal in signals if not isinstance(signal, RightsChanged)]
            said = await asyncio.gather(*(_as_shown(first.room, context, signal) for signal in heard))
        else:
            said = [AccessRevoked(signals[0].cursor, group.revoked)]
        answers = await group.question.answers(context, said) if said else ()
    await _deliver(members.subscribers, answers, signals[-1], ends=group.revoked is not None)


async def _as_shown(room: Room, context: Context, signal: Signal) -> Signal:
    """The signal; an event that is not the viewer's to see is a Heartbeat, so that the cursor moves on."""
    if isinstance(signal, Happened) and not await room.is_shown(context, signal.event):
        return Heartbeat(signal.cursor)
    return signal


async def _deliver(
    subscribers: Sequence[Subscriber], answers: Sequence[Any], last: Signal, *, ends: bool
) -> None:
    for number, one in enumerate(subscribers):
        if number % _IN_ONE_GO == _IN_ONE_GO - 1:
            await asyncio.sleep(0)
        if one.gone:
            continue
        one.told(last)
        if answers and not one.sink.take(answers):
            one.is_stuck = True
        if ends:
            one.finish()
