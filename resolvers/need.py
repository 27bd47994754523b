"""What educators look for in a mentor."""

from collections.abc import Sequence
from typing import Annotated

from strawberry import ID

from access.need import may_change_need
from access.viewer import may_write
from loaders.need import needs_of_educators, own_needs
from loaders.page import Page
from models import Educator, MentoringFunction, Need, NeedVisibility, Topic
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.node import absent, row_id_of
from resolvers.topic import topics_called

NeedId = Annotated[ID, described("The global id of a need.")]

# What is looked for already is looked for once.
_OPEN = """
    INSERT INTO need (id, educator_id, topic_id, function, note, visibility, opened_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (educator_id, topic_id, function) WHERE closed_at IS NULL
    DO UPDATE SET note = excluded.note, visibility = excluded.visibility RETURNING *"""


async def needs_of(educators: Sequence[Educator], info: Info, page: PageArguments) -> list[Page]:
    """What this educator looks for in a mentor, as far as you may see it, newest first."""
    context = info.context
    return await needs_of_educators(context.reader, [row.id for row in educators], context.now(), page)


async def my_needs(_: object, info: Info, page: PageArguments) -> Page:
    """What you look for in a mentor, and what you looked for, newest first."""
    return await own_needs(info.context.reader, page)


async def needing(needs: Sequence[Need], info: Info) -> list[Educator | None]:
    """Who looks for it."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.educator_id for row in needs]
    )
    return found


async def needed_topic(needs: Sequence[Need], info: Info) -> list[Topic | None]:
    """The topic it is about."""
    found: list[Topic | None] = await info.context.loaders.topic.load_many([row.topic_id for row in needs])
    return found


async def open_need(
    info: Info,
    topic: Annotated[str, described("The topic's slug.")],
    function: Annotated[MentoringFunction, described("What a mentor should be for you.")],
    note: Annotated[str, described("More about it, at most 500 characters.")] = "",
    visibility: Annotated[NeedVisibility, described("Who may see it.")] = NeedVisibility.MATCHING,
) -> Need:
    """Says what you look for in a mentor; of the same topic and function you have one open need."""
    context = info.context
    context.viewer.must(may_write)
    Need.check_lengths(note=note)
    (about,) = await topics_called(context, [topic], "topic")
    now = context.now()
    what = (about.id, function.value, note, visibility.value)
    rows = await context.transaction.fetch(_OPEN, Need.new_id(now), context.member_id, *what, now)
    return Need.light(rows[0])


async def close_need(info: Info, need_id: NeedId) -> Need:
    """Ends a need of yours; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_write)
    row_id = row_id_of(need_id, "Need", "needId")
    row = await Need.select_for_update(no_key=True).get_or_none(id=row_id)
    is_own = row is not None and row.educator_id == context.member_id
    # A token that only writes finds what is its owner's.
    if row is None or not (is_own or await context.loaders.need.load(row_id)):
        raise absent("Need", "needId")
    context.viewer.must(may_change_need, row)
    if row.closed_at is None:
        row.closed_at = context.now()
        await row.save(update_fields=["closed_at"])
    return row
