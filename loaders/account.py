"""The viewer's own account and API tokens."""

from collections.abc import Sequence
from uuid import UUID

from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Account, ApiToken

_ACCOUNT = f"SELECT {columns(Account, 'a')} FROM account a WHERE a.id = $1::uuid"
_TOKENS = (
    f"SELECT {columns(ApiToken, 't')} FROM api_token t WHERE t.id = ANY ($1::uuid[]) AND t.account_id = $2"
)


async def own_accounts(reader: Reader, ids: Sequence[UUID]) -> list[Account | None]:
    """The viewer's own account among n ids; None for any other. One statement."""
    rows = await reader.plain_rows(_ACCOUNT, reader.viewer.account_id, of=Account)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def own_api_tokens_by_id(reader: Reader, ids: Sequence[UUID]) -> list[ApiToken | None]:
    """n ids → n API tokens of the viewer's own; none for a token that may not read. One statement."""
    owner = reader.viewer.account_id if reader.viewer.reader_id is not None else None
    rows = await reader.plain_rows(_TOKENS, list(ids), owner, of=ApiToken)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def own_api_tokens(reader: Reader, arguments: PageArguments) -> Page:
    """A page of the viewer's API tokens, newest first. One statement."""
    owner = "(SELECT account_id FROM educator WHERE educator.id = viewer.id)"
    listing = Listing(ApiToken, "t", "api_token t", f"t.account_id = {owner} AND t.revoked_at IS NULL")
    return (await pages(reader, listing, [ROOT], newest("t"), arguments))[0]
