"""Topics of teaching."""

import strawberry

import models
from models import TopicKind
from resolvers import topic as resolve
from schema.enums import enum
from schema.node import Connection, Node
from schema.wiring import answers, describe, each, instances_of

enum(
    TopicKind,
    "Which part of an educator's work a topic belongs to.",
    SUBJECT="What is taught.",
    PEDAGOGY="How it is taught.",
    LEADERSHIP="Leading people and schools.",
    WELLBEING="Staying well, and keeping others well.",
    CAREER="Finding one's way in the profession.",
)


@strawberry.type(description="One subject or theme of teaching.")
class Topic(Node):
    is_type_of = instances_of(models.Topic)

    slug: str = describe("The name in addresses and filters.")
    label: str = describe("The name people read.")
    kind: TopicKind = describe("Which part of the work it belongs to.")
    parent: "Topic | None" = each(resolve.parent)
    children: list["Topic"] = each(resolve.children)
    viewer_is_following: bool = each(resolve.viewer_is_following)


@strawberry.type
class TopicQuery:
    topic: Topic | None = answers(resolve.topic)
    topics: Connection[Topic] = answers(resolve.topics)
