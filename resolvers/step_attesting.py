"""Vouching for evidence of steps, as the mentor with whom the way is shared."""

from kit.errors import invalid_transition
from models import Enrollment, Evidence
from resolvers.context import Context
from resolvers.node import absent
from resolvers.room import must_be_open
from resolvers.walking import mentoring_room, tell_rooms


async def attest_step_evidence(context: Context, row: Evidence) -> Evidence:
    """The evidence, attested by the viewer; asked again, it is the same.

    Raises: InvalidTransition for who is not the mentor of whoever added it, or in a closed room.
    """
    way = await Enrollment.select_for_update(no_key=True).get(id=row.enrollment_id)
    room = await mentoring_room(context, way)
    evidence = await Evidence.select_for_update(no_key=True).get_or_none(id=row.id)
    if evidence is None:
        raise absent("Evidence", "evidenceId")
    if evidence.author_id == context.member_id:
        message = "Somebody else attests what you added."
        raise invalid_transition(message)
    if evidence.attested_at is None:
        must_be_open(room)
        evidence.attested_by_id, evidence.attested_at = context.member_id, context.now()
        await evidence.save(update_fields=["attested_by_id", "attested_at"])
        await tell_rooms(context, way)
    return evidence
