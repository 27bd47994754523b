"""Who may read and remove journal entries."""

from access.mentorship import in_room, is_in_room
from access.viewer import Viewer, may_write
from models import JournalEntry, JournalVisibility, Mentorship, MentorshipStatus


def may_see_journal_entry(viewer: Viewer, entry: JournalEntry, mentorship: Mentorship | None) -> bool:
    """This journal entry is not visible to you."""
    if entry.author_id == viewer.reader_id:
        return True
    if entry.visibility == JournalVisibility.PRIVATE or mentorship is None:
        return False
    # What was shared stays with the mentee; a mentor reads it while the room is open.
    lasts = mentorship.mentee_id == viewer.reader_id or mentorship.status != MentorshipStatus.CLOSED
    return is_in_room(viewer, mentorship) and lasts


def journal_entry_visible(entry: str, mentorship: str) -> str:
    """`may_see_journal_entry` as an SQL condition on an entry and its mentorship, if any."""
    return f"""({entry}.author_id = viewer.id OR (
        {entry}.visibility = 'ROOM' AND {in_room(mentorship)}
        AND ({mentorship}.mentee_id = viewer.id OR {mentorship}.status <> 'CLOSED')))"""


def may_change_journal_entry(viewer: Viewer, entry: JournalEntry) -> bool:
    """Only the author of a journal entry can change it (an API token needs the scope WRITE)."""
    return may_write(viewer) and entry.author_id == viewer.educator_id
