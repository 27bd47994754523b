"""How operations run: documents checked, compiled into plans, and executed breadth first.

Knows GraphQL, knows no educator.
"""

from execution.batch import BatchResolver, Gatherings, Question, answer_together
from execution.documents import Documents, RefusedDocumentError
from execution.executor import BreadthFirstExecutor
from execution.limits import LIMIT_EXCEEDED, LIMITS, LimitExceededError, Limits
from execution.marks import BATCHED, BY_CLASS, COLUMN, NATIVE, Batched

__all__ = [
    "BATCHED",
    "BY_CLASS",
    "COLUMN",
    "LIMITS",
    "LIMIT_EXCEEDED",
    "NATIVE",
    "BatchResolver",
    "Batched",
    "BreadthFirstExecutor",
    "Documents",
    "Gatherings",
    "LimitExceededError",
    "Limits",
    "Question",
    "RefusedDocumentError",
    "answer_together",
]
