"""What a wall between two ends: what they asked of each other, and the mentorship they are in."""

from uuid import UUID

from models import Mentorship, MentorshipRequest, MentorshipStatus
from models.request import OPEN_REQUEST, REQUEST_MACHINE
from resolvers.closure import leave_for_safety
from resolvers.context import Context


async def part_ways(context: Context, other_id: UUID) -> None:
    """Cut off the open requests between the viewer and another, and close their mentorships for safety.

    Nobody is notified. Requests are locked first: one that was being accepted has opened its mentorship by
    then.
    """
    both = [context.member_id, other_id]
    pair = {"mentor_id__in": both, "mentee_id__in": both}
    requests = MentorshipRequest.select_for_update(no_key=True).filter(**pair, status__in=OPEN_REQUEST)
    for request in await requests.order_by("id"):
        REQUEST_MACHINE.take(request, "cut_off", request.part_of(context.member_id), context.now())
        await request.save(update_fields=["status", "withdrawn_at", "version"])
    rooms = Mentorship.select_for_update(no_key=True).filter(**pair).exclude(status=MentorshipStatus.CLOSED)
    for room in await rooms.order_by("id"):
        await leave_for_safety(context, room)
