"""Taking along all of one's data."""

from collections.abc import Sequence

from access.viewer import may_manage_account
from kit.errors import DomainError, ErrorCode
from kit.ids import encode_id
from loaders.data_export import own_data_exports
from loaders.page import Page
from models import Account, DataExport, ExportStatus
from models.leaving import EXPORTED_ONCE_IN
from resolvers.arguments import PageArguments
from resolvers.context import Info


async def request_data_export(info: Info) -> DataExport:
    """Asks for a file with all of your data, once in 24 hours; you are notified when it can be fetched.

    While one is still to be made, asking again answers that one.

    Raises: DomainError RATE_LIMITED when one was made in the last 24 hours.
    """
    context = info.context
    context.viewer.must(may_manage_account)
    now, account_id = context.now(), context.viewer.account_id
    # Of two that ask at once, one is second.
    await Account.select_for_update(no_key=True).get(id=account_id)
    latest = await DataExport.filter(account_id=account_id).order_by("-id").first()
    if latest is not None and latest.status == ExportStatus.REQUESTED:
        return latest
    if latest is not None and latest.requested_at > now - EXPORTED_ONCE_IN:
        again = f"{latest.requested_at + EXPORTED_ONCE_IN:%Y-%m-%dT%H:%M:%SZ}"
        message = f"You can ask for an export once in 24 hours; ask again from {again}."
        raise DomainError(ErrorCode.RATE_LIMITED, message)
    return await DataExport.create(
        id=DataExport.new_id(now), account_id=account_id, status=ExportStatus.REQUESTED, requested_at=now
    )


async def data_exports(_: object, info: Info, page: PageArguments) -> Page:
    """The exports of your data, newest first."""
    return await own_data_exports(info.context.reader, page)


async def export_url(exports: Sequence[DataExport], info: Info) -> list[str | None]:
    """Where the file is, for `GET` with your `Authorization` header; null when there is none."""
    origin = info.context.platform.origin
    return [
        f"{origin}/exports/{encode_id('DataExport', row.id)}" if row.status == ExportStatus.READY else None
        for row in exports
    ]
