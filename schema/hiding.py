"""What tells that something is hidden while moderators look at it."""

from typing import Any


def is_hidden(root: Any) -> bool:
    """Whether a row is hidden."""
    return root.hidden_at is not None
