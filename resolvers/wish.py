"""What somebody asks for when they ask for a mentorship or a chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.errors import invalid
from models import MentoringFunction, MentorshipRequest, RequestKind
from models.request import MOST_QUESTIONS, MOST_SLOTS
from resolvers.request import check_text

MOST_TOPICS = 5


@dataclass(frozen=True)
class Wish:
    """What somebody asks for."""

    kind: RequestKind
    mentor_id: str | None
    mentee_id: str | None
    message: str
    questions: Sequence[str]
    topics: Sequence[str]
    functions: Sequence[MentoringFunction]
    slots: Sequence[datetime] = ()

    @property
    def other(self) -> tuple[str, str]:
        """The global id of the other of the two, and the argument it was given in.

        Raises: DomainError INVALID unless exactly one was given.
        """
        given = [(self.mentor_id, "mentorId"), (self.mentee_id, "menteeId")]
        named = [(value, argument) for value, argument in given if value is not None]
        if len(named) != 1:
            raise invalid("mentorId", "Give `mentorId` to ask, or `menteeId` to offer, and not both.")
        return named[0]

    def check(self, now: datetime) -> None:
        """Nothing, when it can be asked.

        Raises: DomainError INVALID otherwise.
        """
        MentorshipRequest.check_lengths(message=self.message)
        counts = [("questions", MOST_QUESTIONS), ("topics", MOST_TOPICS)]
        for argument, most in counts:
            if len(getattr(self, argument)) > most:
                raise invalid(argument, f"At most {most} {argument}.")
        for question in self.questions:
            check_text("questions", question=question)
        if len(self.slots) > MOST_SLOTS:
            raise invalid("proposedSlots", f"At most {MOST_SLOTS} slots.")
        for slot in self.slots:
            check_slot(slot, now, "proposedSlots")


def check_slot(slot: datetime, now: datetime, argument: str) -> None:
    """Nothing, when a chat can begin then.

    Raises: DomainError INVALID for an instant that is past or not on a whole minute.
    """
    if slot <= now or slot.second or slot.microsecond:
        raise invalid(argument, "A slot is an instant to come, on a whole minute.")
