"""What moderators looked at, for administrators."""

from collections.abc import Sequence
from uuid import UUID

from access.flag import audit_readable
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import AuditEntry, AuditKind

_BY_ID = f"""SELECT {columns(AuditEntry, "a")} FROM {VIEWER_ROW}, audit_entry a
    WHERE a.id = ANY ($4::uuid[]) AND {audit_readable()}"""
_LOG = f"""{audit_readable()} AND ($5::uuid IS NULL OR a.actor_id = $5::uuid)
    AND ($6::text IS NULL OR a.kind = $6::text)"""
# Asked for educators that were read.
_EMAILS = """SELECT e.id, account.email FROM educator e JOIN account ON account.id = e.account_id
    WHERE e.id = ANY ($1::uuid[])"""


async def audit_entries_by_id(reader: Reader, ids: Sequence[UUID]) -> list[AuditEntry | None]:
    """n ids → n entries; None for one that is absent, and all for who is no administrator. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=AuditEntry)}
    return [found.get(key) for key in ids]


async def audit_log(
    reader: Reader, actor_id: UUID | None, kind: AuditKind | None, arguments: PageArguments
) -> Page:
    """A page of what was looked at, latest first; nothing for who is no administrator. One statement."""
    listing = Listing(AuditEntry, "a", "audit_entry a", _LOG, (actor_id, kind))
    return (await pages(reader, listing, [ROOT], newest("a"), arguments))[0]


async def emails_of(reader: Reader, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The e-mail address of each of these educators. One statement."""
    return {row["id"]: row["email"] for row in await reader.plain_rows(_EMAILS, list(ids))}
