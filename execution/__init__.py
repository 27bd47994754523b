"""How operations run: parents of a level gathered, so that a resolver is asked once for all of them.

Knows GraphQL, knows no educator.
"""

from execution.batch import BatchResolver, Gatherings, Question, answer_together

__all__ = ["BatchResolver", "Gatherings", "Question", "answer_together"]
