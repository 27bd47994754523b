"""Being forgotten."""

from datetime import datetime

import strawberry

import models
from models import PostsFate
from resolvers import erasure as resolve
from schema.enums import enum
from schema.wiring import describe, instances_of, performs

enum(
    PostsFate,
    "What becomes of your posts when you are forgotten.",
    ANONYMISE="They stay, and nobody is named as their author.",
    DELETE="Their text is deleted; a tombstone keeps their place.",
)


@strawberry.type(description="Your wish to be forgotten.")
class Erasure:
    is_type_of = instances_of(models.Erasure)

    posts: PostsFate = describe("What becomes of your posts.")
    requested_at: datetime = describe("When you asked for it, in UTC.")
    due_at: datetime = describe("When it is carried out, in UTC; until then you can take it back.")
    cancelled_at: datetime | None = describe("When you took it back, in UTC.")


@strawberry.type
class ErasureMutation:
    request_erasure = performs(resolve.request_erasure, Erasure, prepare=resolve.prepare_request_erasure)
    cancel_erasure = performs(resolve.cancel_erasure, Erasure)
