"""Who may ask for a mentorship, or answer who asked."""

from access.mentorship import is_party
from access.viewer import Viewer, may_write
from models import MentorshipRequest


def may_ask(viewer: Viewer) -> bool:
    """Sign in to ask for a mentorship (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_answer_request(viewer: Viewer, request: MentorshipRequest) -> bool:
    """Only the two of this request can do this (an API token needs the scope WRITE)."""
    return may_write(viewer) and is_party(viewer, request)
