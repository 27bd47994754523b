"""Curating roadmaps: writing them, changing their drafts, publishing and retiring them."""

from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any

import strawberry
from strawberry import ID

from access.community import may_start_in_community
from access.roadmap import may_curate, may_start_roadmap
from kit.errors import DomainError, ErrorCode, FieldProblem, invalid, invalid_transition, stale
from models import (
    Actor,
    Community,
    ResourceCost,
    ResourceKind,
    Roadmap,
    RoadmapStatus,
    RoadmapStepKind,
    RoadmapVersion,
)
from models.roadmap import MOST_TOPICS, ROADMAP_MACHINE
from models.roadmap_outline import RoadmapOutline
from resolvers.arguments import ExpectedVersion, described
from resolvers.context import Context, Info
from resolvers.drafting import be_about, paths_of, save_draft
from resolvers.membership import standing_in
from resolvers.mutation import plain
from resolvers.node import seen
from resolvers.roadmap import RoadmapId
from resolvers.topic import topics_called


@strawberry.input(description="Something to read, watch or use for a step.")
class StepResourceInput:
    """Something to read, watch or use for a step."""

    title: str = strawberry.field(description="What it is called, in 1–140 characters.")
    url: str = strawberry.field(description="Where it is: http or https, at most 500 characters.")
    kind: ResourceKind = strawberry.field(description="What it is.")
    cost: ResourceCost = strawberry.field(
        default=ResourceCost.FREE, description="What it takes to get at it."
    )


@strawberry.input(description="A step of a roadmap.")
class RoadmapStepInput:
    """A step of a roadmap."""

    key: str = strawberry.field(
        description="Its name in all editions: a–z, 0–9 and single hyphens, at most 60."
    )
    title: str = strawberry.field(description="What it is called, in 1–140 characters.")
    kind: RoadmapStepKind = strawberry.field(description="What it is.")
    est_minutes: int = strawberry.field(description="How long it takes, in minutes: 1–10000.")
    expected_outcome: str = strawberry.field(
        description="What one can do after it, in 10–1000 characters of Markdown."
    )
    optional: bool = strawberry.field(default=False, description="Whether one may leave it out.")
    weight: int = strawberry.field(default=1, description="How much it counts: 1–5.")
    prerequisites: list[str] = strawberry.field(
        default_factory=list, description="The keys of the steps that come before."
    )
    resources: list[StepResourceInput] = strawberry.field(
        default_factory=list, description="What helps with it, at most 20."
    )


_SLUG = described("Its name in addresses: 3–60 of a–z, 0–9 and single hyphens.")
_TITLE = described("What it is called, in 1–140 characters.")
_SUMMARY = described("For whom it is and what changes, in 20–2000 characters of Markdown.")
_TOPICS = described("The slugs of 1–8 topics.")
_STEPS = described("The steps in their order, 1–100.")


async def create_roadmap(
    info: Info,
    slug: Annotated[str, _SLUG],
    title: Annotated[str, _TITLE],
    summary: Annotated[str, _SUMMARY],
    topics: Annotated[list[str], _TOPICS],
    steps: Annotated[list[RoadmapStepInput], _STEPS],
    community_id: Annotated[ID | None, described("The community it is made in.")] = None,
) -> Roadmap:
    """Writes a roadmap as a draft, which few see until you publish it; you are its curator."""
    context = info.context
    context.viewer.must(may_start_roadmap)
    texts = {"slug": slug, "title": title, "summary": summary}
    outline = RoadmapOutline.of_input({**texts, "topics": topics, "steps": plain(steps)})
    return await write_roadmap(context, outline, community_id)


async def write_roadmap(context: Context, outline: RoadmapOutline, community_id: str | None) -> Roadmap:
    """A new roadmap of the viewer's that says what the outline says, as a draft.

    Raises: DomainError INVALID for unknown topics; NOT_FOUND or FORBIDDEN for the community of others.
    """
    community = await _community(context, community_id) if community_id is not None else None
    about = await topics_called(context, list(dict.fromkeys(outline.topics)), "topics")
    row = await Roadmap.create(
        id=Roadmap.new_id(context.now()),
        slug=outline.slug,
        title=outline.title,
        summary=outline.summary,
        curator_id=context.member_id,
        community_id=community and community.id,
        status=RoadmapStatus.DRAFT,
        latest_number=0,
        created_at=context.now(),
        version=1,
    )
    await be_about(context, row, about)
    await save_draft(context, row, outline.steps)
    return row


async def _community(context: Context, community_id: str) -> Community:
    found = await seen(context.loaders.community, Community, community_id, "communityId")
    context.viewer.must(may_start_in_community, found, await standing_in(context, found.id))
    return found


async def hold_roadmap(
    context: Context, roadmap_id: str, action: str, expected_version: int | None = None
) -> Roadmap:
    """A roadmap of the viewer's, locked, on which the action may be taken.

    Raises: DomainError NOT_FOUND for one that is hidden, FORBIDDEN for another's; CONFLICT when it is stale;
    InvalidTransition when its state does not allow the action.
    """
    found = await seen(context.loaders.roadmap, Roadmap, roadmap_id, "roadmapId")
    row = await Roadmap.select_for_update(no_key=True).get(id=found.id)
    context.viewer.must(may_curate, row)
    if expected_version is not None and expected_version != row.version:
        raise stale("This roadmap", row.version, row)
    ROADMAP_MACHINE.must_allow(row, action, Actor.CURATOR)
    return row


async def update_roadmap(
    info: Info,
    roadmap_id: RoadmapId,
    title: Annotated[str | None, _TITLE] = None,
    summary: Annotated[str | None, _SUMMARY] = None,
    topics: Annotated[list[str] | None, _TOPICS] = None,
    expected_version: ExpectedVersion = None,
) -> Roadmap:
    """Changes what is said of a roadmap of yours, at once; its steps are changed by `saveRoadmapDraft`."""
    context = info.context
    row = await hold_roadmap(context, roadmap_id, "change", expected_version)
    Roadmap.check_lengths(title=title, summary=summary)
    await change_front(context, row, title, summary, topics)
    return row


async def change_front(
    context: Context, row: Roadmap, title: str | None, summary: str | None, topics: list[str] | None
) -> None:
    """Change what is given of a locked roadmap, and leave the rest; its version rises with a change."""
    given: dict[str, Any] = {"title": title, "summary": summary}
    changes = {name: value for name, value in given.items() if value not in (None, getattr(row, name))}
    if topics is not None:
        wanted = list(dict.fromkeys(topics))
        if not 1 <= len(wanted) <= MOST_TOPICS:
            raise invalid("topics", f"A roadmap is about 1 to {MOST_TOPICS} topics.")
        is_other = await be_about(context, row, await topics_called(context, wanted, "topics"))
    else:
        is_other = False
    if changes or is_other:
        row.update_from_dict({**changes, "version": row.version + 1})
        await row.save(update_fields=[*changes, "version"])


async def save_roadmap_draft(
    info: Info,
    roadmap_id: RoadmapId,
    steps: Annotated[list[RoadmapStepInput], _STEPS],
    expected_version: ExpectedVersion = None,
) -> Roadmap:
    """Replaces the steps of the next edition of a roadmap of yours; what is published stays as it is."""
    context = info.context
    row = await hold_roadmap(context, roadmap_id, "change", expected_version)
    about = {"slug": row.slug, "title": row.title, "summary": row.summary, "topics": ["any"]}
    outline = RoadmapOutline.of_input({**about, "steps": plain(steps)})
    row.version += 1
    await row.save(update_fields=["version"])
    await save_draft(context, row, outline.steps)
    return row


async def publish_roadmap(
    info: Info, roadmap_id: RoadmapId, expected_version: ExpectedVersion = None
) -> Roadmap:
    """Publishes the draft of a roadmap of yours; that edition never changes again."""
    context = info.context
    row = await hold_roadmap(context, roadmap_id, "publish", expected_version)
    draft = await RoadmapVersion.get_or_none(roadmap_id=row.id, published_at=None)
    if draft is None:
        raise invalid_transition("There is no draft to publish: save one first.")
    _must_lead_on(await paths_of(context, draft.id))
    now = context.now()
    ROADMAP_MACHINE.take(row, "publish", Actor.CURATOR, now)
    row.latest_number = draft.number
    await row.save(update_fields=["status", "published_at", "latest_number", "version"])
    draft.published_at = now
    await draft.save(update_fields=["published_at"])
    return row


def _must_lead_on(paths: dict[str, list[str]]) -> None:
    """Nothing, when no step waits for itself; `paths` are the keys before each key.

    Raises: DomainError INVALID that names a circle by the keys of its steps.
    """
    try:
        TopologicalSorter(paths).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        message = f"These steps wait for each other: {circle}."
        raise DomainError(ErrorCode.INVALID, message, [FieldProblem(["steps"], message)]) from error


async def retire_roadmap(info: Info, roadmap_id: RoadmapId) -> Roadmap:
    """Ends a roadmap of yours: nobody new is let in; whoever is on it goes on."""
    context = info.context
    row = await hold_roadmap(context, roadmap_id, "retire")
    ROADMAP_MACHINE.take(row, "retire", Actor.CURATOR, context.now())
    await row.save(update_fields=["status", "retired_at", "version"])
    return row
