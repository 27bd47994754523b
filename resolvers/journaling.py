"""Writing in one's journal, changing entries, and taking them out of it."""

from dataclasses import dataclass
from typing import Annotated

from strawberry import ID

from access.journal import may_change_journal_entry
from access.viewer import may_write
from kit.errors import invalid, stale
from models import (
    Educator,
    EventKind,
    Goal,
    JournalEntry,
    JournalKind,
    JournalVisibility,
    Mentorship,
    Post,
    Row,
    Session,
)
from resolvers.arguments import ExpectedVersion, described
from resolvers.context import Context, Info
from resolvers.entry_subject import given, room_about, ties_of, walked_step
from resolvers.node import absent, seen
from resolvers.pursuit import must_leave_it_shown, must_leave_its_words
from resolvers.room import must_be_open, room_of, tell

EntryId = Annotated[ID, described("The global id of a journal entry.")]
_KIND = described("What the entry is.")
_BODY = described("Markdown, 1–10000 characters.")
_VISIBILITY = described("ROOM lets the other in its mentorship read it.")
_NO_ROOM = "An entry that is about no mentorship is PRIVATE."


@dataclass(frozen=True)
class JournalEntryDeleted:
    """Whose journal an entry was taken out of."""

    author: Educator

    def source(self) -> Row:
        """The author."""
        return self.author


async def write_journal_entry(
    info: Info,
    kind: Annotated[JournalKind, _KIND],
    body: Annotated[str, _BODY],
    mentorship_id: Annotated[ID | None, described("The mentorship it is about.")] = None,
    session_id: Annotated[ID | None, described("The session it is about.")] = None,
    goal_id: Annotated[ID | None, described("The goal it is about, yours or one of your rooms.")] = None,
    post_id: Annotated[ID | None, described("The post it is about.")] = None,
    enrollment_id: Annotated[ID | None, described("Your way along a roadmap it is about.")] = None,
    step_key: Annotated[str | None, described("The step of that way it is about.")] = None,
    visibility: Annotated[JournalVisibility, _VISIBILITY] = JournalVisibility.PRIVATE,
) -> JournalEntry:
    """Writes an entry in your journal: for yourself, or for the two in a room."""
    context = info.context
    context.viewer.must(may_write)
    session = await given(context.loaders.session, Session, session_id, "sessionId")
    goal = await given(context.loaders.goal, Goal, goal_id, "goalId")
    if goal is not None and goal.mentorship_id is None and goal.owner_id != context.member_id:
        raise absent("Goal", "goalId")
    post = await given(context.loaders.post, Post, post_id, "postId")
    walked = await walked_step(context, enrollment_id, step_key)
    room = await room_about(context, ties_of(mentorship_id, session, goal))
    JournalEntry.check_lengths(body=body)
    if visibility is JournalVisibility.ROOM:
        if room is None:
            raise invalid("visibility", _NO_ROOM)
        must_be_open(room)
    entry = await JournalEntry.create(
        id=JournalEntry.new_id(context.now()),
        author_id=context.member_id,
        kind=kind,
        body=body,
        mentorship_id=room and room.id,
        session_id=session and session.id,
        goal_id=goal and goal.id,
        post_id=post and post.id,
        enrollment_id=walked and walked.enrollment_id,
        step_id=walked and walked.step_id,
        visibility=visibility,
        created_at=context.now(),
        version=1,
    )
    if room is not None and visibility is JournalVisibility.ROOM:
        await tell(context, room, EventKind.JOURNAL_ENTRY_SHARED, entry.id)
    return entry


async def update_journal_entry(
    info: Info,
    journal_entry_id: EntryId,
    body: Annotated[str | None, _BODY] = None,
    kind: Annotated[JournalKind | None, _KIND] = None,
    visibility: Annotated[JournalVisibility | None, _VISIBILITY] = None,
    expected_version: ExpectedVersion = None,
) -> JournalEntry:
    """Changes what is given of an entry in your journal; what a closed room was shown stays."""
    context = info.context
    entry = await _own_entry(context, journal_entry_id)
    if expected_version is not None and expected_version != entry.version:
        raise stale("This journal entry", entry.version, entry)
    JournalEntry.check_lengths(body=body)
    given = {"body": body, "kind": kind, "visibility": visibility}
    changes = {name: new for name, new in given.items() if new not in (None, getattr(entry, name))}
    room = await _room_shown(context, entry, wanted=visibility)
    if "body" in changes:
        await must_leave_its_words(entry)
    if "kind" in changes:
        await must_leave_it_shown(entry)
    if changes:
        was_shared = entry.visibility == JournalVisibility.ROOM
        entry.change(changes, context.now())
        await entry.save(update_fields=[*changes, "edited_at", "version"])
        await _tell_of_change(context, room, entry, was_shared=was_shared)
    return entry


async def delete_journal_entry(info: Info, journal_entry_id: EntryId) -> JournalEntryDeleted:
    """Takes an entry out of your journal; what a closed room was shown, or shows a goal met, stays."""
    context = info.context
    entry = await _own_entry(context, journal_entry_id)
    room = await _room_shown(context, entry)
    await must_leave_it_shown(entry)
    await JournalEntry.filter(id=entry.id).delete()
    if room is not None:
        # Of an entry that is gone nothing can be shown but that the room lost it.
        await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id)
    return JournalEntryDeleted(await Educator.get(id=context.member_id))


async def _own_entry(context: Context, id: str) -> JournalEntry:
    """An entry of the viewer's, locked before its room and its goal are."""
    context.viewer.must(may_write)
    row = await seen(context.loaders.journal_entry, JournalEntry, id, "journalEntryId")
    context.viewer.must(may_change_journal_entry, row)
    entry = await JournalEntry.select_for_update(no_key=True).get_or_none(id=row.id)
    if entry is None:
        raise absent("JournalEntry", "journalEntryId")
    return entry


async def _room_shown(
    context: Context, entry: JournalEntry, wanted: JournalVisibility | None = None
) -> Mentorship | None:
    """The room that an entry is shown to, or is wanted to be, locked; None for a private one.

    Raises: InvalidTransition when that room is closed; DomainError INVALID when there is none.
    """
    if JournalVisibility.ROOM not in (entry.visibility, wanted):
        return None
    if entry.mentorship_id is None:
        raise invalid("visibility", _NO_ROOM)
    room = await room_of(context, entry.mentorship_id, "journalEntryId", JournalEntry)
    must_be_open(room)
    return room


async def _tell_of_change(
    context: Context, room: Mentorship | None, entry: JournalEntry, *, was_shared: bool
) -> None:
    """Announce to the room that is shown an entry, or was until now, what became of it."""
    if room is not None and entry.visibility == JournalVisibility.ROOM:
        shared, changed = EventKind.JOURNAL_ENTRY_SHARED, EventKind.JOURNAL_ENTRY_CHANGED
        await tell(context, room, changed if was_shared else shared, entry.id)
    elif room is not None:
        # Of an entry that the other no longer sees nothing can be shown but that the room lost it.
        await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id)


async def recall_journal_entry_deleted(_: Info, author: Row) -> JournalEntryDeleted:
    """The same answer again."""
    assert isinstance(author, Educator)  # noqa: S101 - `recall` is given what `source` gave
    return JournalEntryDeleted(author)
