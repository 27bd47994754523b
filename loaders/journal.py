"""Journal entries by id, of mentorships, of goals, and the viewer's own."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from access.journal import journal_entry_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import JournalEntry, JournalKind

_SOURCE = "journal_entry j LEFT JOIN mentorship jm ON jm.id = j.mentorship_id"
_VISIBLE = journal_entry_visible("j", "jm")
_BY_ID = f"""SELECT {columns(JournalEntry, "j")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE j.id = ANY ($4::uuid[]) AND {_VISIBLE}"""


def _listing(condition: str) -> Listing:
    condition = f"{condition} AND ($5::text IS NULL OR j.kind = $5) AND {_VISIBLE}"
    return Listing(JournalEntry, "j", _SOURCE, condition)


_OF_MENTORSHIP = _listing("j.mentorship_id = asked.key")
_OF_GOAL = _listing("j.goal_id = asked.key")
_OWN = _listing("j.author_id = viewer.id AND ($6::uuid IS NULL OR j.mentorship_id = $6)")


async def journal_entries_by_id(reader: Reader, ids: Sequence[UUID]) -> list[JournalEntry | None]:
    """n ids → n journal entries; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=JournalEntry)}
    return [found.get(key) for key in ids]


async def journal_of_mentorships(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, kind: JournalKind | None
) -> list[Page]:
    """n mentorships → n pages of journal entries about them, newest first. One statement."""
    return await pages(reader, replace(_OF_MENTORSHIP, values=(kind,)), ids, newest("j"), arguments)


async def journal_of_goals(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, kind: JournalKind | None
) -> list[Page]:
    """n goals → n pages of journal entries about them, newest first. One statement."""
    return await pages(reader, replace(_OF_GOAL, values=(kind,)), ids, newest("j"), arguments)


async def own_journal(
    reader: Reader, arguments: PageArguments, kind: JournalKind | None, mentorship_id: UUID | None
) -> Page:
    """A page of the viewer's own journal, newest first. One statement."""
    listing = replace(_OWN, values=(kind, mentorship_id))
    return (await pages(reader, listing, [ROOT], newest("j"), arguments))[0]
