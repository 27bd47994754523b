"""What came of a session: the log that both write."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from strawberry import UNSET

from kit.errors import invalid_transition, stale
from loaders.session_log import logs_of_sessions
from models import EventKind, Session, SessionLog, SessionStatus
from models.session_log import WRITTEN_FOR
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.room import tell
from resolvers.session import SessionId, session_in_room

_Text = Annotated[str | None, described("Markdown, at most 4000 characters; as before, when left out.")]


async def log(sessions: Sequence[Session], info: Info) -> list[SessionLog | None]:
    """The log that both write; null until one of them does."""
    return await logs_of_sessions(info.context.reader, [row.id for row in sessions])


async def logged_session(rows: Sequence[Any], info: Info) -> list[Session | None]:
    """The session it belongs to."""
    found: list[Session | None] = await info.context.loaders.session.load_many(
        [row.session_id for row in rows]
    )
    return found


async def save_session_log(
    info: Info,
    session_id: SessionId,
    whats_working: _Text = None,
    focus_and_challenges: _Text = None,
    next_focus: _Text = None,
    next_meeting_on: Annotated[
        date | None, described("The day of the next meeting; null takes it away.")
    ] = UNSET,
    expected_version: Annotated[
        int | None, described("The version you edit, 0 for none yet; a newer one makes the edit a CONFLICT.")
    ] = None,
) -> SessionLog:
    """Writes what is given into a session's log, and leaves the rest; until seven days after the session."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    _must_take_notes(context, session)
    log = await SessionLog.get_or_none(session_id=session.id)
    version = log.version if log else 0
    if expected_version is not None and expected_version != version:
        raise stale("This log", version, log)
    texts = {
        "whats_working": whats_working,
        "focus_and_challenges": focus_and_challenges,
        "next_focus": next_focus,
    }
    SessionLog.check_lengths(**texts)
    given: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if next_meeting_on is not UNSET:
        given["next_meeting_on"] = next_meeting_on
    written = await _write(context, session, log, given)
    if written is not log or written.version != version:
        await tell(context, mentorship, EventKind.SESSION_LOG_CHANGED, written.id)
    return written


async def _write(
    context: Context, session: Session, log: SessionLog | None, given: dict[str, Any]
) -> SessionLog:
    now = context.now()
    if log is None:
        blank = {"whats_working": "", "focus_and_challenges": "", "next_focus": ""}
        return await SessionLog.create(
            id=SessionLog.new_id(now), session_id=session.id, updated_at=now, version=1, **{**blank, **given}
        )
    changes = {name: value for name, value in given.items() if value != getattr(log, name)}
    if changes:
        log.update_from_dict({**changes, "updated_at": now, "version": log.version + 1})
        await log.save(update_fields=[*changes, "updated_at", "version"])
    return log


def _must_take_notes(context: Context, session: Session) -> None:
    if session.status == SessionStatus.CANCELLED:
        message = "This session was cancelled; there is nothing to log."
        raise invalid_transition(message)
    if context.now() >= session.ends_at + WRITTEN_FOR:
        message = "A log is written until seven days after its session."
        raise invalid_transition(message)
