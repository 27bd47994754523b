"""Taking one's data along, and being forgotten."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Row, known, reference

EXPORTED_ONCE_IN = timedelta(hours=24)
EXPORT_KEPT_FOR = timedelta(days=7)
ERASED_AFTER = timedelta(days=30)


class ExportStatus(StrEnum):
    """Where an export of one's data stands."""

    REQUESTED = "REQUESTED"
    READY = "READY"
    EXPIRED = "EXPIRED"


class PostsFate(StrEnum):
    """What becomes of an educator's posts when they are forgotten."""

    ANONYMISE = "ANONYMISE"
    DELETE = "DELETE"


class DataExport(Row):
    """One file with all of an account's data: JSON, compressed with gzip.

    `size` is that of the file in bytes, `sha256` that of the JSON in it, in hexadecimal digits.
    """

    only_shown = frozenset(["content"])

    account = reference("Account")
    account_id: UUID
    status = fields.CharEnumField(ExportStatus, max_length=16)
    requested_at = fields.DatetimeField()
    ready_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    content: bytes | None = fields.BinaryField(null=True)
    size = fields.IntField(null=True)
    sha256 = fields.TextField(null=True)

    class Meta:
        table = "data_export"
        constraints = [
            known("data_export", "status", ExportStatus),
            CheckConstraint(
                check="(status = 'READY') = (content IS NOT NULL)"
                " AND (status <> 'READY' OR (ready_at IS NOT NULL AND expires_at IS NOT NULL"
                " AND size IS NOT NULL AND sha256 IS NOT NULL))",
                name="data_export_ready",
            ),
        ]


class RetiredHandle(Row):
    """The handle of somebody who was forgotten, as its SHA-256: nobody else shall be taken for them."""

    digest = fields.BinaryField()

    class Meta:
        table = "retired_handle"
        constraints = [UniqueConstraint(fields=("digest",), name="retired_handle_once")]


class Erasure(Row):
    """An account's wish to be forgotten; carried out at `due_at` unless it is taken back."""

    account = reference("Account")
    account_id: UUID
    posts = fields.CharEnumField(PostsFate, max_length=16)
    requested_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    cancelled_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "erasure"
        constraints = [
            known("erasure", "posts", PostsFate),
            CheckConstraint(check="due_at > requested_at", name="erasure_after_grace"),
            CheckConstraint(check="num_nonnulls(cancelled_at, done_at) <= 1", name="erasure_one_end"),
        ]
