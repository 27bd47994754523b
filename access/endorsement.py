"""Who reads an endorsement."""

from access.educator import educator_visible
from access.viewer import Viewer
from models import Endorsement, EndorsementStatus


def may_see_endorsement(viewer: Viewer, endorsement: Endorsement, *, sees_receiver: bool) -> bool:
    """This endorsement is not visible to you."""
    parties = {endorsement.author_id, endorsement.receiver_id}
    is_public = endorsement.status == EndorsementStatus.ACCEPTED and sees_receiver
    return parties.isdisjoint(viewer.blocked) and (viewer.reader_id in parties or is_public)


def endorsement_visible(endorsement: str, receiver: str) -> str:
    """`may_see_endorsement` as an SQL condition on the aliases of an endorsement and its receiver."""
    return f"""({endorsement}.author_id <> ALL (viewer.blocked)
        AND {endorsement}.receiver_id <> ALL (viewer.blocked) AND (
            viewer.id IN ({endorsement}.author_id, {endorsement}.receiver_id)
            OR ({endorsement}.status = 'ACCEPTED' AND {educator_visible(receiver)})))"""
