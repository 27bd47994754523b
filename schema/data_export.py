"""Taking one's data along."""

from datetime import datetime

import strawberry

import models
from models import ExportStatus
from resolvers import data_export as resolve
from schema.enums import enum
from schema.node import Node
from schema.wiring import describe, each, instances_of, performs

enum(
    ExportStatus,
    "Where an export of your data stands.",
    REQUESTED="It will be made within minutes.",
    READY="It can be fetched.",
    EXPIRED="It is no longer kept; ask for another.",
)


@strawberry.type(description="A file with all of your data: JSON, compressed with gzip.")
class DataExport(Node):
    is_type_of = instances_of(models.DataExport)

    status: ExportStatus = describe("Where it stands.")
    requested_at: datetime = describe("When you asked for it, in UTC.")
    ready_at: datetime | None = describe("When it was made, in UTC.")
    expires_at: datetime | None = describe("Until when it is kept, in UTC.")
    size: int | None = describe("How many bytes the file has.")
    sha256: str | None = describe("The SHA-256 of the JSON in it, in hexadecimal digits.", name="sha256")
    url: str | None = each(resolve.export_url)


@strawberry.type
class DataExportMutation:
    request_data_export = performs(resolve.request_data_export, DataExport)
