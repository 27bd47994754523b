"""Letting one's mentorships follow one's way along a roadmap, and ending it."""

from typing import Annotated

from strawberry import ID

from models import Enrollment, EnrollmentShare, EventKind, NotificationKind
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.enrollment import EnrollmentId
from resolvers.notice import Subject, notify
from resolvers.room import must_be_open, open_room, tell
from resolvers.walking import announce_enrollment, hold_enrollment

MentorshipId = Annotated[ID, described("The global id of a mentorship of yours.")]


async def share_enrollment(
    info: Info, enrollment_id: EnrollmentId, mentorship_id: MentorshipId
) -> Enrollment:
    """Lets the other in a mentorship follow your way along a roadmap; your notes stay yours."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id)
    room = await open_room(context, mentorship_id, "mentorshipId")
    must_be_open(room)
    if not await EnrollmentShare.exists(enrollment_id=row.id, mentorship_id=room.id):
        now = context.now()
        await EnrollmentShare.create(
            id=EnrollmentShare.new_id(now), enrollment_id=row.id, mentorship_id=room.id, created_at=now
        )
        announce_enrollment(context, room.id, row.id)
        subject = Subject(enrollment_id=row.id)
        other = room.counterpart_of(context.member_id)
        await notify(context, NotificationKind.ENROLLMENT_SHARED, [other], subject)
    return row


async def unshare_enrollment(
    info: Info, enrollment_id: EnrollmentId, mentorship_id: MentorshipId
) -> Enrollment:
    """Ends that the other in a mentorship follows your way along a roadmap."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id)
    room = await open_room(context, mentorship_id, "mentorshipId")
    if await EnrollmentShare.filter(enrollment_id=row.id, mentorship_id=room.id).delete():
        # Of what the other no longer sees nothing can be shown but that the room lost it.
        await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id)
    return row
