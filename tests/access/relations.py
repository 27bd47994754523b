"""Every relation between a viewer and an author, as rows: inserted, and handed to the pure rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count, product
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from access.viewer import Viewer
from models import (
    Account,
    Block,
    Educator,
    Follow,
    MentorOffer,
    MentorProfile,
    Mentorship,
    MentorshipRequest,
    MentorStatus,
    Need,
    NeedVisibility,
    Notification,
    Post,
    ProfileVisibility,
    Row,
    Thread,
    ThreadVisibility,
    TokenScope,
    Topic,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Relation(NamedTuple):
    """How a viewer stands to every author, and to nobody else."""

    follows: bool
    is_followed: bool
    wall: str
    role: str


RELATIONS = [
    Relation(*case)
    for case in product(
        (False, True), (False, True), ("", "viewer", "author"), ("MEMBER", "MODERATOR", "ADMIN")
    )
]


@dataclass
class Relations:
    """The rows of all relations, by model."""

    rows: dict[type[Row], list[Any]] = field(default_factory=dict)
    _ids: Iterable[int] = field(default_factory=lambda: count(1))

    def add(self, model: type[Row], **values: Any) -> Any:
        """One more row."""
        nothing = dict.fromkeys(model.columns())
        row = model.light({**nothing, "id": UUID(int=next(iter(self._ids))), "created_at": NOW, **values})
        self.rows.setdefault(model, []).append(row)
        return row

    def educator(
        self, visibility: ProfileVisibility, role: str = "MEMBER", hidden_at: datetime | None = None
    ) -> Educator:
        """Somebody new."""
        name = f"e{len(self.rows.get(Educator, []))}_x"
        texts = {"password_hash": "-", "time_zone": "UTC", "locale": "en"}
        account = self.add(Account, email=f"{name}@example.org", roles=[role], status="ACTIVE", **texts)
        blank = dict.fromkeys(("headline", "bio", "organisation", "region"), "")
        lists: dict[str, Any] = {"phases": [], "languages": [], "version": 1, "last_seq": 0}
        kinds: dict[str, Any] = {"role": "OTHER", "career_stage": "EARLY_0_2", "visibility": visibility}
        kinds["hidden_at"] = hidden_at
        made: Educator = self.add(
            Educator, account_id=account.id, handle=name, display_name=name, **blank, **lists, **kinds
        )
        return made

    async def insert(self, connection: asyncpg.Connection) -> None:
        """Put all rows into the database, referred ones first."""
        for model, rows in self.rows.items():
            names = model.columns()
            values = ", ".join(f"${i + 1}" for i in range(len(names)))
            sql = f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) VALUES ({values})"
            await connection.executemany(sql, [[getattr(row, name) for name in names] for row in rows])

    def ids(self, model: type[Row]) -> dict[UUID, Any]:
        """The rows of a model by id."""
        return {row.id: row for row in self.rows[model]}

    def viewers(self) -> list[Viewer]:
        """Nobody; and everybody, signed in and with a token that lacks READ."""
        accounts = self.ids(Account)
        walls: dict[UUID, set[UUID]] = {row.id: set() for row in self.rows[Educator]}
        for block in self.rows[Block]:
            walls[block.blocker_id].add(block.blocked_id)
            walls[block.blocked_id].add(block.blocker_id)
        return [Viewer()] + [
            Viewer(
                educator_id=row.id,
                roles=frozenset(accounts[row.account_id].roles),
                scopes=frozenset(scopes),
                blocked=frozenset(walls[row.id]),
            )
            for row in self.rows[Educator]
            for scopes in (TokenScope, [TokenScope.WRITE])
        ]

    @cached_property
    def follows(self) -> set[tuple[UUID, UUID]]:
        """Who follows whom, once all are there."""
        return {(row.follower_id, row.educator_id) for row in self.rows[Follow]}


def all_relations() -> Relations:
    """Three authors with three threads each, a guest in them, and a viewer for every relation."""
    made = Relations()
    authors = [made.educator(visibility) for visibility in ProfileVisibility]
    guest = made.educator(ProfileVisibility.PUBLIC)
    models = (Follow, Block, Thread, Post, MentorshipRequest, Mentorship, Notification)
    mentoring = (Topic, MentorProfile, MentorOffer, Need)
    made.rows |= {model: [] for model in (*models, *mentoring)}
    _needs(made, authors)
    posts = [post for author in authors for post in _threads(made, author, guest)]
    for relation in RELATIONS:
        viewer = made.educator(ProfileVisibility.MEMBERS, relation.role)
        for author in authors:
            _relate(made, relation, viewer, author)
        _mentor(made, viewer)
        _notify(made, viewer, [*authors, guest], posts)
        _notify_of_room(made, viewer, authors[0], mentorship_between(made, authors[0], viewer))
    _shown_mentorships(made, [*authors, guest])
    _hide_somebody(made, friend=made.rows[Educator][4])
    # A wall between two who are in nobody else's way: a guest and one of the viewers, whom he guides.
    made.add(Block, blocker_id=made.rows[Educator][4].id, blocked_id=guest.id)
    shown = {"shown_by_mentor": True, "shown_by_mentee": True, "activated_at": NOW}
    mentorship_between(made, guest, made.rows[Educator][4], **shown)
    return made


def _hide_somebody(made: Relations, friend: Educator) -> None:
    """Whoever they would show themselves to otherwise: everybody, members, a friend."""
    for visibility in ProfileVisibility:
        hidden = made.educator(visibility, hidden_at=NOW)
        made.add(Follow, follower_id=friend.id, educator_id=hidden.id)
        made.add(Follow, follower_id=hidden.id, educator_id=friend.id)


def _threads(made: Relations, author: Educator, guest: Educator) -> list[Post]:
    posts = []
    for visibility in set(ThreadVisibility) - {ThreadVisibility.COMMUNITY}:
        counters = {"post_count": 2, "version": 1, "last_seq": 0}
        what = {"title": "Titles", "about": "", "visibility": visibility, "status": "OPEN"}
        thread = made.add(Thread, author_id=author.id, **what, **counters)
        plain = {"thread_id": thread.id, "body": "Text", "helpful": False, "version": 1}
        top = made.add(Post, author_id=author.id, seq=1, depth=0, kind="PROGRESS", **plain)
        reply = {"seq": 2, "parent_id": top.id, "depth": 1, "kind": "REPLY", "hidden_at": NOW}
        posts += [top, made.add(Post, author_id=guest.id, **reply, **plain)]
    return posts


def _relate(made: Relations, relation: Relation, viewer: Educator, author: Educator) -> None:
    if relation.follows:
        made.add(Follow, follower_id=viewer.id, educator_id=author.id)
    if relation.is_followed:
        made.add(Follow, follower_id=author.id, educator_id=viewer.id)
    if relation.wall == "viewer":
        made.add(Block, blocker_id=viewer.id, blocked_id=author.id)
    if relation.wall == "author":
        made.add(Block, blocker_id=author.id, blocked_id=viewer.id)


def _needs(made: Relations, authors: Sequence[Educator]) -> None:
    """Open ones for all who may see them, and closed ones."""
    topic = made.add(Topic, slug="art", label="Art", kind="SUBJECT")
    about = {"topic_id": topic.id, "note": "", "opened_at": NOW}
    matching = NeedVisibility.MATCHING
    needed = [("ROLE_MODEL", matching), ("SPONSORSHIP", matching)]
    needed += [("SAFE_SPACE", NeedVisibility.PUBLIC), ("ACCOUNTABILITY", NeedVisibility.PRIVATE)]
    for author, (function, visibility) in product(authors, needed):
        what = {"educator_id": author.id, "function": function, "visibility": visibility, **about}
        made.add(Need, **what)
        made.add(Need, **what, closed_at=NOW)


def _mentor(made: Relations, viewer: Educator) -> None:
    """Every kind of mentor in turn: of each status, most of whom offer what some need."""
    number = len(made.rows[MentorProfile])
    status = list(MentorStatus)[number % len(MentorStatus)]
    # Some are just back, some are away for a moment still.
    until = NOW + timedelta(seconds=number % 2) if status == MentorStatus.AWAY else None
    limits = {"capacity": 2, "intro_chats_per_week": 2, "statement": "", "version": 1}
    made.add(MentorProfile, educator_id=viewer.id, status=status, away_until=until, **limits)
    function = "SUBSTANTIVE_FEEDBACK" if number % 4 == 0 else "ROLE_MODEL"
    made.add(MentorOffer, educator_id=viewer.id, topic_id=made.rows[Topic][0].id, function=function)


def _notify(made: Relations, viewer: Educator, actors: Sequence[Educator], posts: Sequence[Post]) -> None:
    once = {"educator_id": viewer.id, "count": 1, "updated_at": NOW}
    for actor in actors:
        made.add(Notification, kind="NEW_FOLLOWER", actor_id=actor.id, **once)
    for post, actor in product(posts, (actors[0], actors[-1])):
        about = {"post_id": post.id, "thread_id": post.thread_id}
        made.add(Notification, kind="MENTION", actor_id=actor.id, **about, **once)
        if post.seq == 1:
            made.add(Notification, kind="PLEDGE_INVITED", actor_id=actor.id, thread_id=post.thread_id, **once)


def mentorship_between(made: Relations, mentor: Educator, mentee: Educator, **more: Any) -> Mentorship:
    """A mentorship and the request it came from."""
    pair = {"mentor_id": mentor.id, "mentee_id": mentee.id}
    lists: dict[str, Any] = {"questions": [], "functions": [], "proposed_slots": []}
    request = made.add(
        MentorshipRequest,
        **{**pair, **lists, "initiator_id": mentee.id, "kind": "MENTORSHIP", "message": "m" * 50},
        status="ACCEPTED",
        answered_at=NOW,
        expires_at=NOW,
        version=1,
    )
    parts = {"kind": "SUSTAINED", "status": "ACTIVE", "awaiting": "NONE", "request_id": request.id}
    counters = {"message_count": 0, "version": 1, "last_seq": 0}
    when = {"opened_at": NOW, "last_activity_at": NOW}
    hidden = {"shown_by_mentor": False, "shown_by_mentee": False}
    made_now: Mentorship = made.add(Mentorship, **{**pair, **parts, **counters, **when, **hidden, **more})
    return made_now


def _shown_mentorships(made: Relations, people: Sequence[Educator]) -> None:
    """Between authors: shown by both, by one, by none; and shown ones that tie nobody."""
    pairs = [(one, other) for one in people for other in people if one is not other]
    shown = {"shown_by_mentor": True, "shown_by_mentee": True}
    over = {"status": "CLOSED", "closed_at": NOW}
    kinds: list[dict[str, Any]] = [
        {"shown_by_mentor": by_mentor, "shown_by_mentee": by_mentee, "activated_at": NOW}
        for by_mentor, by_mentee in product((False, True), repeat=2)
    ]
    kinds += [{**shown, **over, "close_reason": "UNSIGNED"}]
    kinds += [
        {**shown, **over, "close_reason": reason, "activated_at": NOW} for reason in ("SAFETY", "NO_FAULT")
    ]
    for (mentor, mentee), kind in zip(pairs, kinds, strict=False):
        mentorship_between(made, mentor, mentee, **kind)


def _notify_of_room(made: Relations, viewer: Educator, actor: Educator, room: Mentorship) -> None:
    once = {"educator_id": viewer.id, "count": 1, "updated_at": NOW}
    made.add(Notification, kind="MESSAGE", actor_id=actor.id, mentorship_id=room.id, **once)
    made.add(Notification, kind="SESSION_CHANGED", actor_id=None, mentorship_id=room.id, **once)
    made.add(Notification, kind="REQUEST_CLOSED", actor_id=None, request_id=room.request_id, **once)
