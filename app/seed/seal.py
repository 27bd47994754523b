"""Agreements sealed with the hash of what they say, as the network itself computes it."""

from app.seed.room_rows import AgreementRow
from models import Agreement


def sealed(row: AgreementRow) -> AgreementRow:
    """The agreement with the hash of its content."""
    return row._replace(content_hash=Agreement.light(row._asdict()).hash_of_content())
