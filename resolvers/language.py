"""Language tags."""

import re

# The common part of RFC 5646: language, script, region, variants.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*")


def is_language_tag(text: str) -> bool:
    """Whether a text is a well-formed BCP 47 tag in its usual spelling."""
    return _TAG.fullmatch(text) is not None
