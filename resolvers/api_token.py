"""API tokens for tools."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from access.viewer import may_manage_account
from kit.errors import invalid
from kit.tokens import digest_of, new_api_token
from loaders.account import own_api_tokens
from loaders.page import Page
from models import ApiToken, Row, TokenScope
from resolvers.arguments import Id, PageArguments, described
from resolvers.context import Info
from resolvers.node import absent, row_id_of

LONGEST_DAYS = 366


@dataclass(frozen=True)
class NewApiToken:
    """A fresh token; its secret is shown this once."""

    api_token: ApiToken
    secret: str | None

    def source(self) -> Row:
        """The token, without its secret."""
        return self.api_token


async def create_api_token(
    info: Info,
    name: Annotated[str, described("What the token is for, 1–80 characters.")],
    scopes: Annotated[list[TokenScope], described("What it may be used for.")],
    days: Annotated[int, described("How many days it holds, 1–366.")] = 90,
) -> NewApiToken:
    """Makes an API token; the secret is shown once and stored only as a digest."""
    context = info.context
    context.viewer.must(may_manage_account)
    ApiToken.check_lengths(name=name)
    if not 1 <= days <= LONGEST_DAYS:
        raise invalid("days", f"A token holds 1 to {LONGEST_DAYS} days.")
    if not scopes:
        raise invalid("scopes", "A token needs at least one scope.")
    secret = new_api_token()
    token = await ApiToken.create(
        id=ApiToken.new_id(context.now()),
        account_id=context.viewer.account_id,
        name=name,
        scopes=[str(scope) for scope in dict.fromkeys(scopes)],
        digest=digest_of(secret),
        created_at=context.now(),
        expires_at=context.now() + timedelta(days=days),
    )
    return NewApiToken(token, secret)


async def recall_api_token(_: Info, token: Row) -> NewApiToken:
    """The token that was made before; its secret cannot be shown again."""
    assert isinstance(token, ApiToken)  # noqa: S101 - `recall` is given what `source` gave
    return NewApiToken(token, None)


async def revoke_api_token(info: Info, id: Id) -> ApiToken:
    """Ends an API token at once, on every server."""
    context = info.context
    context.viewer.must(may_manage_account)
    token = await ApiToken.get_or_none(
        id=row_id_of(id, "ApiToken", "id"), account_id=context.viewer.account_id
    )
    if token is None:
        raise absent("ApiToken", "id")
    if token.revoked_at is None:
        token.revoked_at = context.now()
        await token.save(update_fields=["revoked_at"])
        educator_id = context.member_id
        context.transaction.after_commit(lambda: context.platform.hub.rights_changed([educator_id]))
    return token


async def api_tokens(_: object, info: Info, page: PageArguments) -> Page:
    """Your API tokens that were not revoked, newest first."""
    return await own_api_tokens(info.context.reader, page)
