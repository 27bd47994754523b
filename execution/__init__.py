"""How operations run: documents checked, and parents of a level gathered, so that each is asked once for all.

Knows GraphQL, knows no educator.
"""

from execution.batch import BatchResolver, Gatherings, Question, answer_together
from execution.documents import Documents, RefusedDocumentError
from execution.limits import LIMIT_EXCEEDED, LIMITS, LimitExceededError, Limits

__all__ = [
    "LIMITS",
    "LIMIT_EXCEEDED",
    "BatchResolver",
    "Documents",
    "Gatherings",
    "LimitExceededError",
    "Limits",
    "Question",
    "RefusedDocumentError",
    "answer_together",
]
