"""What every mutation goes through: one transaction, a permission asked, an answer remembered."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from kit.database import Database
from kit.errors import DomainError, conflict, invalid
from kit.transaction import as_conflict
from models import Answer, Row, TokenScope
from models.answer import KEPT_FOR
from resolvers.context import Context, Info
from resolvers.node import find_row
from resolvers.sentences import CONSTRAINTS

TRIES = 4
PURPOSE = "idempotency"
UseCase = Callable[..., Awaitable[Any]]
Recall = Callable[[Info, Row], Awaitable[Any]]


class Answered(Protocol):
    """An answer that is not a row, but can be made again from one."""

    def source(self) -> Row:
        """The row to remember."""


@dataclass(frozen=True)
class Mutation:
    """A use case: `prepare` runs before its transaction, `refused` after a rolled back one.

    `recall` makes an answer again that an idempotency key got before.
    """

    name: str
    resolve: UseCase
    prepare: UseCase | None = None
    recall: Recall | None = None
    refused: Callable[[Info, DomainError], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Request:
    """What makes two sendings the same: who asked, under which key, for what."""

    scope: UUID
    key: str
    digest: bytes


async def perform(mutation: Mutation, info: Info, key: str | None, arguments: Mapping[str, Any]) -> Any:
    """The thing the mutation answers; all of it happened, or nothing.

    Deadlocks and serialization failures are tried again, a few times.

    Raises: DomainError for every refusal; what a violated constraint means is a CONFLICT.
    """
    request = _request(mutation, info.context, key, arguments)
    prepared = await mutation.prepare(info, **arguments) if mutation.prepare else {}
    for attempt in range(TRIES):
        try:
            return await _once(mutation, info, request, {**arguments, **prepared})
        except Database.TRY_AGAIN:
            if attempt == TRIES - 1:
                raise
        except DomainError as refusal:
            if mutation.refused is not None:
                await mutation.refused(info, refusal)
            raise
        except Exception as error:
            clash = as_conflict(error, CONSTRAINTS)
            if clash is None:
                raise
            raise clash from error
    raise AssertionError


async def _once(mutation: Mutation, info: Info, request: Request | None, arguments: dict[str, Any]) -> Any:
    context = info.context
    context.viewer.asked = False
    async with context.platform.database.transaction() as transaction:
        context.enter(transaction)
        earlier = await _recalled(mutation, info, request) if request else None
        if earlier is not None:
            return earlier
        thing = await mutation.resolve(info, **arguments)
        if not context.viewer.asked:
            message = f"{mutation.name} asked no permission."
            raise RuntimeError(message)
        if request is not None:
            await _remember(context, request, thing)
        heads = await context.announcer.write()
        transaction.after_commit(lambda: context.platform.hub.committed(heads))
    context.renew(context.viewer)
    return thing


def _request(
    mutation: Mutation, context: Context, key: str | None, arguments: Mapping[str, Any]
) -> Request | None:
    if key is None:
        return None
    try:
        Answer.check_lengths(key=key)
    except DomainError as refusal:
        raise invalid("idempotencyKey", refusal.message) from None
    text = json.dumps([mutation.name, plain(arguments)], sort_keys=True, default=str)
    digest = context.platform.keys.sign(PURPOSE, text.encode(), 32)
    # Nobody is signed in yet: only who repeats the whole input, password included, is the same asker.
    return Request(context.viewer.account_id or UUID(bytes=digest[:16]), key, digest)


def plain(value: Any) -> Any:
    """A value as JSON can hold it, inputs as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


async def _recalled(mutation: Mutation, info: Info, request: Request) -> Any:
    """What the key answered before; two sendings at once wait here for each other."""
    transaction = info.context.transaction
    await transaction.fetch(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{request.scope}:{request.key}"
    )
    answer = await Answer.get_or_none(scope=request.scope, key=request.key)
    if answer is None or answer.created_at <= info.context.now() - KEPT_FOR:
        return None
    if answer.request_digest != request.digest:
        raise conflict("This idempotency key was used for another request.", "idempotencyKey")
    row = await _answered_row(info, answer)
    if row is None:
        raise conflict("What this key answered is gone.", "idempotencyKey")
    return await mutation.recall(info, row) if mutation.recall else row


async def _answered_row(info: Info, answer: Answer) -> Row | None:
    """The row that was answered, if the account may still see it, even by a token that only writes."""
    context = info.context
    # What the first sending changed while this one waited counts as well: a wall taken down.
    viewer = await context.asker.authenticate() or context.viewer
    context.renew(replace(viewer, scopes=viewer.scopes | {TokenScope.READ}))
    row = await find_row(info, answer.type_name, answer.row_id)
    context.renew(viewer)
    return row


async def _remember(context: Context, request: Request, thing: Row | Answered) -> None:
    row = thing if isinstance(thing, Row) else thing.source()
    await Answer.filter(scope=request.scope, key=request.key).delete()
    await Answer.create(
        id=Answer.new_id(context.now()),
        scope=request.scope,
        key=request.key,
        request_digest=request.digest,
        type_name=type(row).__name__,
        row_id=row.id,
        created_at=context.now(),
    )
