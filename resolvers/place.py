"""A mentor's places: who takes one holds the mentor's profile until the commit."""

from uuid import UUID

from kit.errors import DomainError, ErrorCode
from models import Educator, MentorProfile, Mentorship, MentorshipKind
from models.mentor import DEFAULT_CAPACITY
from models.mentorship import TAKING_A_PLACE


async def hold_places(mentor_id: UUID) -> int:
    """How many mentees a mentor takes at a time; nobody else takes a place until the commit.

    Locks the mentor's profile; the educator, when there is none. To be called before a request or a
    mentorship is locked.
    """
    profile = await MentorProfile.select_for_update(no_key=True).get_or_none(educator_id=mentor_id)
    if profile is not None:
        capacity: int = profile.capacity
        return capacity
    await Educator.select_for_update(no_key=True).get(id=mentor_id)
    return DEFAULT_CAPACITY


async def must_have_place(mentor_id: UUID, capacity: int) -> None:
    """Nothing, when fewer sustained mentorships than the held capacity take a place.

    Raises: DomainError CAPACITY_EXCEEDED otherwise.
    """
    taken = await Mentorship.filter(
        mentor_id=mentor_id, kind=MentorshipKind.SUSTAINED, status__in=TAKING_A_PLACE
    ).count()
    if taken >= capacity:
        raise DomainError(ErrorCode.CAPACITY_EXCEEDED, "This mentor has no free place.")
