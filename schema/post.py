"""Posts of Growth Threads."""

from datetime import datetime
from typing import Annotated

import strawberry

import models
from models import PostKind, ReactionKind
from resolvers import post as resolve
from resolvers import reaction as resolve_reaction
from resolvers import writing as write
from schema.educator import Educator
from schema.enums import enum
from schema.hiding import is_hidden
from schema.node import Connection, Node
from schema.sharing import SHARED
from schema.thread import Thread
from schema.wiring import column, describe, each, instances_of, performs

enum(
    PostKind,
    "What a post tells; all but REPLY are for the thread's author.",
    PROGRESS="How it goes.",
    INSIGHT="Something understood.",
    QUESTION="Something to ask.",
    MILESTONE="Something reached.",
    SETBACK="Something that went wrong.",
    EVIDENCE="Something that shows it.",
    REPLY="An answer to another post, by anyone who may read.",
)
enum(
    ReactionKind,
    "What a reader says with one touch.",
    INSIGHTFUL="I learned something.",
    CELEBRATE="Well done.",
    SUPPORT="I am with you.",
    SAME_HERE="I know this from my own work.",
    QUESTION="I would like to know more.",
)


@strawberry.type(description="How many educators reacted in one way.")
class ReactionCount:
    is_type_of = instances_of(resolve.ReactionCount)

    kind: ReactionKind = describe("In which way.")
    count: int = describe("How many.")
    viewer_reacted: bool = describe("Whether you are among them.")


@strawberry.type(description="What a post said before it was edited.")
class PostRevision:
    is_type_of = instances_of(models.PostRevision)

    number: int = describe("The post's version that said it.")
    body: str = describe("The text, in Markdown.")
    written_at: datetime = describe("When it was written, in UTC.")


@strawberry.type(description="One post of a Growth Thread.")
class Post(Node):
    is_type_of = instances_of(models.Post)

    seq: int = describe("Counts the thread's posts from 1 without a gap.")
    kind: PostKind = describe("What it tells.")
    body: str | None = each(resolve.body, metadata=SHARED)
    is_hidden: bool = column(is_hidden, "Whether a moderator, or reports of it, hide its text for now.")
    depth: int = describe("0 for a top-level post, up to 3 for a reply to a reply.")
    helpful: bool = describe("Whether the thread's author found this reply helpful.")
    created_at: datetime = describe("When it was written, in UTC.")
    edited_at: datetime | None = describe("When it was last edited, in UTC.")
    deleted_at: datetime | None = describe("When it was deleted, in UTC.")
    version: int = describe("Counts the edits; give it as `expectedVersion`.")
    author: Educator | None = each(resolve.post_author, metadata=SHARED)
    thread: Thread | None = each(resolve.post_thread, metadata=SHARED)
    parent: "Post | None" = each(resolve.post_parent, metadata=SHARED)
    replies: Connection[Annotated["Post", strawberry.lazy("schema.post")]] = each(resolve.replies)
    reactions: list[ReactionCount] = each(resolve.reactions)
    revisions: list[PostRevision] = each(resolve.revisions, metadata=SHARED)


@strawberry.type
class PostMutation:
    add_post = performs(write.add_post, Post)
    edit_post = performs(write.edit_post, Post)
    delete_post = performs(write.delete_post, Post)
    mark_helpful = performs(write.mark_helpful, Post)
    react = performs(resolve_reaction.react, Post)
    unreact = performs(resolve_reaction.unreact, Post)
