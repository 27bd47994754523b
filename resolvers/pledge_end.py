"""How pledges end: by who made them, or with their thread."""

from datetime import timedelta

from models import Pledge, Thread
from resolvers.context import Context
from resolvers.time_zone import local_date


async def end_now(context: Context, row: Pledge) -> None:
    """End a locked pledge of the viewer's: yesterday was the last day that counts. Two statements."""
    row.ended_on = max(row.started_on, await local_date(context) - timedelta(days=1))
    row.version += 1
    await row.save(update_fields=["ended_on", "version"])


async def end_pledge_in(context: Context, thread: Thread) -> None:
    """End the pledge that runs in a locked thread of the viewer's: nothing can be posted there any more."""
    row = await Pledge.filter(thread_id=thread.id, ended_on=None).select_for_update(no_key=True).get_or_none()
    if row is not None:
        await end_now(context, row)
